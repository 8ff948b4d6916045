"""Meetings of a coach and a teacher: visits that they booked, and open doors."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.coaching_kinds import kind_named
from data.records.table import (
    START,
    Key,
    Record,
    Table,
    fields_of,
    set_fields,
    valid_date,
    valid_moment,
)


class Visit(Record, kw_only=True):
    """A meeting for which a coach and a teacher agreed on a time.

    Parameters:
        person: the teacher.
        start: local time with its offset.
        period: the name of the period, or "".
        cycle: the day of the timetable's cycle; 0 without one.
        zone: the time zone that it was booked in.
        about: a category of coaching, or "".
        request: the id of the request that it is for, or "".
        by, text: who changed it last, and what they said about it.
        held_at: the moment at which the coach was there, or "".
        feedback, feedback_at: what the coach told the teacher about the lesson, and when.
        earlier: the coaches who had it before.
        told: ids of those who have read of its last change.
        made: the order of the fact that set its time. Of two visits that took the same slot on
            kiosks that were apart, the one with the lower order keeps it.
        changes: how often it was moved or cancelled.
    """

    id: str
    coach: str
    person: str
    start: str
    minutes: int
    period: str = ""
    cycle: int = 0
    zone: str = ""
    room: str = ""
    about: str = ""
    request: str = ""
    state: Literal["booked", "cancelled", "held", "missed"] = "booked"
    by: str = ""
    text: str = ""
    held_at: str = ""
    feedback: str = ""
    feedback_at: str = ""
    earlier: list[str] = []
    told: list[str] = []
    made: Order = START
    changes: int = 0
    at: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by teacher, by coach, by coaches before ("left") and by request; by day while it
        is booked; by room once it took place; and by a coach who still owes the teacher feedback.
        """
        yield "person", self.person
        yield "coach", self.coach
        for coach in self.earlier:
            yield "left", coach
        if self.request:
            yield "request", self.request
        if self.state == "booked":
            yield "day", self.start[:10]
        if self.state == "held":
            yield "room", self.room
            if not self.feedback_at and kind_named(self.about).sees_teaching:
                yield "owes", self.coach


_TIME_FIELDS = ("coach", "start", "minutes", "period", "cycle", "zone")


def _book(_: Visit | None, fact: Fact) -> Visit:
    return msgspec.convert(_fields_of_booking(fact), Visit)


def _make(_: Visit | None, fact: Fact) -> Visit:
    return msgspec.convert(
        _fields_of_booking(fact) | {"state": "held", "held_at": fact.body["start"]}, Visit
    )


def _fields_of_booking(fact: Fact) -> dict[str, Any]:
    body = fact.body
    valid_moment(body["start"])
    context = {"id": fact.subject, "person": fact.whom, "by": fact.by, "at": fact.at}
    return (
        context
        | {"made": fact.order}
        | fields_of(body, (*_TIME_FIELDS, "room", "about", "request"))
    )


def _mark_told(visit: Visit, fact: Fact) -> None:
    visit.told = [*visit.told, fact.by]


def _give_feedback(visit: Visit, fact: Fact) -> None:
    if visit.state == "held":
        visit.feedback, visit.feedback_at = fact.body.get("text", ""), fact.at


def _move(visit: Visit, fact: Fact) -> None:
    body = fact.body
    if "start" in body:
        valid_moment(body["start"])
    if visit.state != "booked":
        return
    if body.get("coach", visit.coach) != visit.coach:
        visit.earlier = [*visit.earlier, visit.coach]
    set_fields(visit, body, _TIME_FIELDS)
    visit.made = fact.order
    _explain_change(visit, fact)


def _cancel(visit: Visit, fact: Fact) -> None:
    if visit.state == "booked":
        visit.state = "cancelled"
        _explain_change(visit, fact)


def _explain_change(visit: Visit, fact: Fact) -> None:
    visit.by, visit.text, visit.told = fact.by, fact.body.get("text", ""), []
    visit.changes += 1


def _hold(visit: Visit, fact: Fact) -> None:
    if visit.state == "booked":
        visit.state, visit.held_at = "held", visit.start
        visit.minutes = fact.body.get("minutes", visit.minutes)


def _miss(visit: Visit, _: Fact) -> None:
    if visit.state == "booked":
        visit.state = "missed"


class OpenDoor(Record, kw_only=True):
    """An invitation of a teacher to the coaches: come to this lesson and see something.

    Parameters:
        date: such as "2026-11-24".
        period: the name of the period.
    """

    id: str
    person: str
    date: str
    period: str
    room: str
    text: str
    at: str
    closed: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by teacher, and by day while it is open."""
        yield "person", self.person
        if not self.closed:
            yield "day", self.date


def _open(_: OpenDoor | None, fact: Fact) -> OpenDoor:
    body = fact.body
    return OpenDoor(
        id=fact.subject,
        person=fact.whom,
        date=valid_date(body["date"]),
        period=body["period"],
        room=body.get("room", ""),
        text=body.get("text", ""),
        at=fact.at,
    )


def _close(door: OpenDoor, _: Fact) -> None:
    door.closed = True


class VisitBooked(NewFact, frozen=True, kw_only=True):
    """A coach and a teacher agree on a time."""

    KIND = "visit.booked"

    coach: str
    start: str
    minutes: int
    period: str = ""
    cycle: int = 0
    zone: str = ""
    room: str = ""
    about: str = ""
    request: str = ""


class VisitMade(VisitBooked, frozen=True):
    """A coach enters a visit that took place without a booking."""

    KIND = "visit.made"


class VisitMoved(NewFact, frozen=True, kw_only=True):
    """A visit is moved to another time or another coach."""

    KIND = "visit.moved"

    coach: str
    start: str
    minutes: int
    period: str = ""
    cycle: int = 0
    zone: str = ""
    text: str = ""


class VisitCancelled(NewFact, frozen=True, kw_only=True):
    """A visit is cancelled."""

    KIND = "visit.cancelled"

    text: str = ""


class VisitHeld(NewFact, frozen=True, kw_only=True):
    """A visit took place; without `minutes` it took as long as booked."""

    KIND = "visit.held"

    minutes: int | None = None


class VisitMissed(NewFact, frozen=True):
    """A visit did not take place."""

    KIND = "visit.missed"


class VisitTold(NewFact, frozen=True):
    """Somebody has read that a visit was moved or cancelled."""

    KIND = "visit.told"


class VisitAnswered(NewFact, frozen=True, kw_only=True):
    """A coach tells the teacher what they saw in the lesson."""

    KIND = "visit.answered"

    text: str = ""


class DoorOpened(NewFact, frozen=True, kw_only=True):
    """A teacher invites the coaches to a lesson."""

    KIND = "door.opened"

    date: str
    period: str
    room: str = ""
    text: str = ""


class DoorClosed(NewFact, frozen=True):
    """An invitation to a lesson ends: the teacher takes it back, or a coach came."""

    KIND = "door.closed"


VISITS = Table(
    name="visits",
    record=Visit,
    creates={VisitBooked.KIND: _book, VisitMade.KIND: _make},
    updates={
        VisitTold.KIND: _mark_told,
        VisitAnswered.KIND: _give_feedback,
        VisitMoved.KIND: _move,
        VisitCancelled.KIND: _cancel,
        VisitHeld.KIND: _hold,
        VisitMissed.KIND: _miss,
    },
    indexed=(
        "coach",
        "person",
        "start",
        "state",
        "request",
        "room",
        "about",
        "held_at",
        "feedback_at",
        "earlier",
    ),
    undone_fields={"state": "cancelled"},
)
DOORS = Table(
    name="doors",
    record=OpenDoor,
    creates={DoorOpened.KIND: _open},
    updates={DoorClosed.KIND: _close},
    indexed=("person", "date", "closed"),
)
