"""What the team does with its time: entries of work, walks through the school, goals of a year."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Table, day, moment

Measure = Literal["reached", "coaching", "visits", "workshops", "worked"]
"""What a goal is measured by; `kiosk.outreach.goals` says how each is counted."""


class Work(msgspec.Struct, kw_only=True):
    """Minutes of somebody's day, and what they went to.

    `start` is by the school's clock, with its offset; `kind` is one of
    `kiosk.timesheet.entries.KINDS`; `source` is the id of the request,
    visit, workshop or walk that it came from, or "" when it was said.
    """

    id: str
    coach: str
    kind: str
    start: str
    minutes: int
    about: str = ""
    person: str = ""
    source: str = ""
    void: bool = False
    at: str = ""
    head: Order = START


class WorkKeys(msgspec.Struct):
    """The fields work is found by."""

    id: str
    coach: str
    start: str
    person: str = ""
    source: str = ""
    void: bool = False

    def found_by(self) -> Iterator[Key]:
        """Whose it is, on which day, and for what."""
        if self.void:
            return
        yield "day", self.start[:10]
        if self.person:
            yield "person", self.person
        if self.source:
            yield "source", self.source


_SPENT = ("kind", "start", "minutes", "about")


def _work(now: Work | None, fact: Fact) -> Work | None:
    body = fact.body
    if "start" in body:
        moment(body["start"])
    if fact.kind == "work.logged":
        told = {field: body[field] for field in (*_SPENT, "source") if field in body}
        known = {"id": fact.subject, "coach": fact.by, "person": fact.whom, "at": fact.at}
        return msgspec.convert(known | told, Work)
    if now and fact.kind == "work.corrected":
        for field in _SPENT:
            setattr(now, field, body.get(field, getattr(now, field)))
    elif now and fact.kind == "work.removed":
        now.void = True
    return now


class Stop(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stop of a walk.

    `kind` says what for: "fix", "door", "visit", "follow-up" or "hello"; `subject` is the id of
    what it is about. `how` is what came of it, once somebody was there: "seen", "visited", "fixed"
    or "away".
    """

    kind: str
    room: str
    person: str
    purpose: str
    minutes: int
    subject: str = ""
    wing: str = ""
    how: str = ""


class Walk(msgspec.Struct, kw_only=True):
    """A way through the school, stop by stop."""

    id: str
    coach: str
    day: str
    minutes: int
    stops: list[Stop] = []
    ended: str = ""
    at: str = ""
    head: Order = START


class WalkKeys(msgspec.Struct):
    """The fields a walk is found by."""

    id: str
    coach: str
    day: str
    ended: str = ""

    def found_by(self) -> Iterator[Key]:
        """Who is on their way, while they are."""
        if not self.ended:
            yield "coach", self.coach
        yield "day", self.day


def _walk(now: Walk | None, fact: Fact) -> Walk | None:
    body = fact.body
    if fact.kind == "walk.planned":
        told = {"day": day(body["day"]), "minutes": body["minutes"], "stops": body["stops"]}
        known = {"id": fact.subject, "coach": fact.by, "at": fact.at}
        return msgspec.convert(known | told, Walk)
    if now and fact.kind == "walk.ticked":
        stops = list(now.stops)
        stops[body["stop"]] = msgspec.structs.replace(stops[body["stop"]], how=body["how"])
        now.stops = stops
    elif now and fact.kind == "walk.ended":
        now.ended = fact.at
    return now


class Goal(msgspec.Struct, kw_only=True):
    """Something a coach wants to have reached by the end of the school year."""

    id: str
    coach: str
    measure: Measure
    target: int
    dropped: bool = False
    at: str = ""
    head: Order = START


class GoalKeys(msgspec.Struct):
    """The fields a goal is found by."""

    id: str
    coach: str
    dropped: bool = False

    def found_by(self) -> Iterator[Key]:
        """Whose it is."""
        if not self.dropped:
            yield "coach", self.coach


def _goal(now: Goal | None, fact: Fact) -> Goal | None:
    if fact.kind == "goal.set":
        told = {field: fact.body[field] for field in ("measure", "target")}
        known = {"id": fact.subject, "coach": fact.by, "at": fact.at}
        return msgspec.convert(known | told, Goal)
    if now and fact.kind == "goal.dropped":
        now.dropped = True
    return now


class WorkLogged(NewFact, frozen=True, kw_only=True):
    """Minutes of a day, and what they went to."""

    KIND = "work.logged"
    RENAMED = {"sort": "kind"}

    sort: str
    start: str
    minutes: int
    about: str = ""
    source: str = ""


class WorkCorrected(NewFact, frozen=True, kw_only=True):
    """An entry is put right; what is None stays."""

    KIND = "work.corrected"
    RENAMED = {"sort": "kind"}

    sort: str | None = None
    start: str | None = None
    minutes: int | None = None
    about: str | None = None


class WorkRemoved(NewFact, frozen=True):
    """An entry was none."""

    KIND = "work.removed"


class WalkPlanned(NewFact, frozen=True, kw_only=True):
    """Somebody sets out."""

    KIND = "walk.planned"

    day: str
    minutes: int
    stops: list[dict[str, Any]]


class WalkTicked(NewFact, frozen=True, kw_only=True):
    """A stop is ticked off."""

    KIND = "walk.ticked"

    stop: int
    how: str


class WalkEnded(NewFact, frozen=True):
    """They are back."""

    KIND = "walk.ended"


class GoalSet(NewFact, frozen=True, kw_only=True):
    """A goal for the year is set."""

    KIND = "goal.set"

    measure: str
    target: int


class GoalDropped(NewFact, frozen=True):
    """It is no goal any more."""

    KIND = "goal.dropped"


WORK = Table("work", Work, _work, WorkKeys, (("void", True),))
WALKS = Table("walks", Walk, _walk, WalkKeys, (("ended", "undone"),))
GOALS = Table("goals", Goal, _goal, GoalKeys, (("dropped", True),))
