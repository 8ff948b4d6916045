"""What has a time: visits a coach and a teacher agreed on, open doors, workshops."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.coaching_kinds import kind_named
from data.records.table import START, Key, Table, day, moment


class Visit(msgspec.Struct, kw_only=True):
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


class VisitKeys(msgspec.Struct):
    """The fields a visit is found by."""

    id: str
    coach: str
    person: str
    start: str
    state: str = "booked"
    request: str = ""
    room: str = ""
    about: str = ""
    held_at: str = ""
    feedback_at: str = ""
    earlier: list[str] = []

    def found_by(self) -> Iterator[Key]:
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


def _visit(now: Visit | None, fact: Fact) -> Visit | None:
    body = fact.body
    if "start" in body:
        moment(body["start"])
    if fact.kind in {"visit.booked", "visit.made"}:
        told = {field: body[field] for field in _WHEN if field in body}
        if fact.kind == "visit.made":
            told |= {"state": "held", "held_at": body["start"]}
        return msgspec.convert(
            {
                "id": fact.subject,
                "person": fact.whom,
                "room": body.get("room", ""),
                "about": body.get("about", ""),
                "request": body.get("request", ""),
                "by": fact.by,
                "at": fact.at,
                "made": fact.order,
                **told,
            },
            Visit,
        )
    if now is None:
        return None
    if fact.kind == "visit.told":
        now.told = [*now.told, fact.by]
    elif fact.kind == "visit.answered" and now.state == "held":
        now.feedback, now.feedback_at = body.get("text", ""), fact.at
    if now.state != "booked":
        return now
    if fact.kind == "visit.moved":
        if body.get("coach", now.coach) != now.coach:
            now.earlier = [*now.earlier, now.coach]
        for field in _WHEN:
            setattr(now, field, body.get(field, getattr(now, field)))
        now.made = fact.order
    elif fact.kind == "visit.cancelled":
        now.state = "cancelled"
    elif fact.kind == "visit.held":
        now.state, now.held_at = "held", now.start
        now.minutes = body.get("minutes", now.minutes)
    elif fact.kind == "visit.missed":
        now.state = "missed"
    if fact.kind in {"visit.moved", "visit.cancelled"}:
        now.by, now.text, now.told = fact.by, body.get("text", ""), []
        now.changes += 1
    return now


class OpenDoor(msgspec.Struct, kw_only=True):
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


class OpenDoorKeys(msgspec.Struct):
    """The fields an open door is found by."""

    id: str
    person: str
    date: str
    closed: bool = False

    def found_by(self) -> Iterator[Key]:
        """Whose it is, and on which day while it is open."""
        yield "person", self.person
        if not self.closed:
            yield "day", self.date


def _door(now: OpenDoor | None, fact: Fact) -> OpenDoor | None:
    body = fact.body
    if fact.kind == "door.opened":
        return OpenDoor(
            id=fact.subject,
            person=fact.whom,
            date=day(body["date"]),
            period=body["period"],
            room=body.get("room", ""),
            text=body.get("text", ""),
            at=fact.at,
        )
    if now and fact.kind == "door.closed":
        now.closed = True
    return now


class Workshop(msgspec.Struct, kw_only=True):
    """Several learn something together; the first `places` who signed have a place, the others wait
    in the order in which they signed. `invited` are those who asked for what it is about. `untold`
    is who has to be told what: that it was "changed" or "cancelled", that they are "invited", have
    a "place" now, or are "waiting" after all.
    """

    id: str
    title: str
    start: str
    minutes: int
    by: str
    about: str = ""
    room: str = ""
    zone: str = ""
    places: int = 0
    signed: list[str] = []
    invited: list[str] = []
    cancelled: bool = False
    text: str = ""
    untold: dict[str, str] = {}
    changes: int = 0
    at: str = ""
    head: Order = START

    @property
    def seated(self) -> list[str]:
        """Those who have a place; without a number everybody has one."""
        return self.signed[: self.places] if self.places else self.signed


class WorkshopKeys(msgspec.Struct):
    """The fields a workshop is found by."""

    id: str
    start: str
    signed: list[str] = []
    untold: dict[str, str] = {}

    def found_by(self) -> Iterator[Key]:
        """On which day it is, who signed, and whom to tell of it, of a change or of a place."""
        yield "day", self.start[:10]
        for person in self.signed:
            yield "person", person
        for person in self.untold:
            yield "asks", person


_PLANNED = ("title", "about", "start", "minutes", "room", "zone", "places")


def _workshop(now: Workshop | None, fact: Fact) -> Workshop | None:
    body = fact.body
    if "start" in body:
        moment(body["start"])
    if fact.kind == "workshop.planned":
        told = {field: body[field] for field in _PLANNED if field in body}
        invited = list(body.get("invited", ()))
        told |= {"invited": invited, "untold": dict.fromkeys(invited, "invited")}
        return msgspec.convert({"id": fact.subject, "by": fact.by, "at": fact.at, **told}, Workshop)
    if now is None:
        return None
    seated = set(now.seated)
    match fact.kind:
        case "workshop.signed" if fact.whom not in now.signed:
            _sign(now, fact)
        case "workshop.left":
            now.signed = [each for each in now.signed if each != fact.whom]
            moved_up = [each for each in now.seated if each not in seated]
            now.untold = _without(now.untold, fact.whom) | dict.fromkeys(moved_up, "place")
        case "workshop.changed":
            for field in _PLANNED:
                setattr(now, field, body.get(field, getattr(now, field)))
            _tell_all(now, fact, "changed")
        case "workshop.cancelled":
            now.cancelled = True
            _tell_all(now, fact, "cancelled")
        case "workshop.told":
            now.untold = _without(now.untold, fact.by)
    return now


def _sign(now: Workshop, fact: Fact) -> None:
    """Whoever signed on a kiosk that was apart may have been told what no longer holds."""
    now.signed = [*now.signed, fact.whom]
    now.untold = _without(now.untold, fact.whom)
    if now.cancelled:
        now.untold = now.untold | {fact.whom: "cancelled"}
    elif fact.body.get("seated") and fact.whom not in now.seated:
        now.untold = now.untold | {fact.whom: "waiting"}


def _tell_all(now: Workshop, fact: Fact, what: str) -> None:
    now.text = fact.body.get("text", "")
    invited = {each for each, told in now.untold.items() if told == "invited"}
    now.untold = dict.fromkeys([*now.signed, *sorted(invited - set(now.signed))], what)
    now.changes += 1


def _without(untold: dict[str, str], person: str) -> dict[str, str]:
    return {each: what for each, what in untold.items() if each != person}


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


class VisitMade(NewFact, frozen=True, kw_only=True):
    """A visit took place that nobody had booked."""

    KIND = "visit.made"

    coach: str
    start: str
    minutes: int
    period: str = ""
    cycle: int = 0
    zone: str = ""
    room: str = ""
    about: str = ""
    request: str = ""


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


class WorkshopPlanned(NewFact, frozen=True, kw_only=True):
    """A workshop is planned."""

    KIND = "workshop.planned"

    title: str
    start: str
    minutes: int
    about: str = ""
    room: str = ""
    zone: str = ""
    places: int = 0
    invited: list[str] = []


class WorkshopCancelled(NewFact, frozen=True, kw_only=True):
    """A workshop is off."""

    KIND = "workshop.cancelled"

    text: str = ""


class WorkshopSigned(NewFact, frozen=True, kw_only=True):
    """Somebody signs up; they were told whether they have a place."""

    KIND = "workshop.signed"

    seated: bool


class WorkshopLeft(NewFact, frozen=True):
    """Somebody cancels their place."""

    KIND = "workshop.left"


class WorkshopTold(NewFact, frozen=True):
    """Somebody has read what there was to tell of a workshop."""

    KIND = "workshop.told"


VISITS = Table("visits", Visit, _visit, VisitKeys, (("state", "cancelled"),))
DOORS = Table("doors", OpenDoor, _door, OpenDoorKeys)
WORKSHOPS = Table("workshops", Workshop, _workshop, WorkshopKeys)
