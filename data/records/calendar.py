"""Times between a coach and a teacher: visits that they agreed on, and open doors."""

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
    """A coach and a teacher have agreed on a time.

    `start` is local time with its offset, `zone` the time zone it was agreed in, `cycle` the cycle
    day or 0. `made` is where its booking stands among all facts: of two visits that took the same
    slot on kiosks that were apart, the earlier keeps it. `held_at` is the moment at which the coach
    was there, once they have been; `feedback_at` is when they told the teacher of what they saw.
    `earlier` are the coaches who had it before.
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
        """Whose it is, on which day while it stands, for which request, where somebody was, and
        which coach owes a word on it.
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


_WHEN = ("coach", "start", "minutes", "period", "cycle", "zone")


def _book(_: Visit | None, fact: Fact) -> Visit:
    return msgspec.convert(_agreed(fact), Visit)


def _make(_: Visit | None, fact: Fact) -> Visit:
    return msgspec.convert(_agreed(fact) | {"state": "held", "held_at": fact.body["start"]}, Visit)


def _agreed(fact: Fact) -> dict[str, Any]:
    body = fact.body
    valid_moment(body["start"])
    known = {"id": fact.subject, "person": fact.whom, "by": fact.by, "at": fact.at}
    return known | {"made": fact.order} | fields_of(body, (*_WHEN, "room", "about", "request"))


def _read(visit: Visit, fact: Fact) -> None:
    visit.told = [*visit.told, fact.by]


def _answer(visit: Visit, fact: Fact) -> None:
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
    set_fields(visit, body, _WHEN)
    visit.made = fact.order
    _say_why(visit, fact)


def _cancel(visit: Visit, fact: Fact) -> None:
    if visit.state == "booked":
        visit.state = "cancelled"
        _say_why(visit, fact)


def _say_why(visit: Visit, fact: Fact) -> None:
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
    """A teacher invites the coach: come in this period and see something."""

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
        """Whose it is, and on which day while it is open."""
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
    """A visit took place that nobody had booked."""

    KIND = "visit.made"


class VisitMoved(NewFact, frozen=True, kw_only=True):
    """A visit gets another time, or another coach."""

    KIND = "visit.moved"

    coach: str
    start: str
    minutes: int
    period: str = ""
    cycle: int = 0
    zone: str = ""
    text: str = ""


class VisitCancelled(NewFact, frozen=True, kw_only=True):
    """A visit is off."""

    KIND = "visit.cancelled"

    text: str = ""


class VisitHeld(NewFact, frozen=True, kw_only=True):
    """A visit took place; its minutes are as booked when left out."""

    KIND = "visit.held"

    minutes: int | None = None


class VisitMissed(NewFact, frozen=True):
    """A visit did not take place."""

    KIND = "visit.missed"


class VisitTold(NewFact, frozen=True):
    """Somebody has read that a visit was moved or called off."""

    KIND = "visit.told"


class VisitAnswered(NewFact, frozen=True, kw_only=True):
    """The coach tells of what they saw."""

    KIND = "visit.answered"

    text: str = ""


class DoorOpened(NewFact, frozen=True, kw_only=True):
    """A teacher invites the coach into a lesson."""

    KIND = "door.opened"

    date: str
    period: str
    room: str = ""
    text: str = ""


class DoorClosed(NewFact, frozen=True):
    """A door is open no longer."""

    KIND = "door.closed"


VISITS = Table(
    name="visits",
    record=Visit,
    creates={VisitBooked.KIND: _book, VisitMade.KIND: _make},
    updates={
        VisitTold.KIND: _read,
        VisitAnswered.KIND: _answer,
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
