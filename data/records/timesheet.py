"""What the team does with its time: entries of work, walks through the school, goals of a year."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
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

Measure = Literal["reached", "coaching", "visits", "workshops", "worked"]
"""What a goal is measured by; `kiosk.outreach.goals` says how each is counted."""


class Work(Record, kw_only=True):
    """Minutes of somebody's day, and what they went to.

    `start` is by the school's clock, with its offset; `kind` is one of
    `kiosk.timesheet.entries.WORK_KINDS`; `source` is the id of the request,
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

    def index_keys(self) -> Iterator[Key]:
        """Whose it is, on which day, and for what."""
        if self.void:
            return
        yield "day", self.start[:10]
        if self.person:
            yield "person", self.person
        if self.source:
            yield "source", self.source


_SPENT = ("kind", "start", "minutes", "about")


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


class Walk(Record, kw_only=True):
    """A way through the school, stop by stop."""

    id: str
    coach: str
    day: str
    minutes: int
    stops: list[Stop] = []
    ended: str = ""
    at: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Who is on their way, while they are."""
        if not self.ended:
            yield "coach", self.coach
        yield "day", self.day


class Goal(Record, kw_only=True):
    """Something a coach wants to have reached by the end of the school year."""

    id: str
    coach: str
    measure: Measure
    target: int
    dropped: bool = False
    at: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Whose it is."""
        if not self.dropped:
            yield "coach", self.coach


def _log(_: Work | None, fact: Fact) -> Work:
    valid_moment(fact.body["start"])
    known = {"id": fact.subject, "coach": fact.by, "person": fact.whom, "at": fact.at}
    return msgspec.convert(known | fields_of(fact.body, (*_SPENT, "source")), Work)


def _correct(work: Work, fact: Fact) -> None:
    if "start" in fact.body:
        valid_moment(fact.body["start"])
    set_fields(work, fact.body, _SPENT)


def _remove(work: Work, _: Fact) -> None:
    work.void = True


def _set_out(_: Walk | None, fact: Fact) -> Walk:
    body = fact.body
    told = {"day": valid_date(body["day"]), "minutes": body["minutes"], "stops": body["stops"]}
    known = {"id": fact.subject, "coach": fact.by, "at": fact.at}
    return msgspec.convert(known | told, Walk)


def _tick(walk: Walk, fact: Fact) -> None:
    stops, number = list(walk.stops), fact.body["stop"]
    stops[number] = msgspec.structs.replace(stops[number], how=fact.body["how"])
    walk.stops = stops


def _end(walk: Walk, fact: Fact) -> None:
    walk.ended = fact.at


def _set_goal(_: Goal | None, fact: Fact) -> Goal:
    told = {field: fact.body[field] for field in ("measure", "target")}
    known = {"id": fact.subject, "coach": fact.by, "at": fact.at}
    return msgspec.convert(known | told, Goal)


def _drop(goal: Goal, _: Fact) -> None:
    goal.dropped = True


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


WORK = Table(
    name="work",
    record=Work,
    creates={WorkLogged.KIND: _log},
    updates={WorkCorrected.KIND: _correct, WorkRemoved.KIND: _remove},
    indexed=("start", "person", "source", "void"),
    undone_fields={"void": True},
)
WALKS = Table(
    name="walks",
    record=Walk,
    creates={WalkPlanned.KIND: _set_out},
    updates={WalkTicked.KIND: _tick, WalkEnded.KIND: _end},
    indexed=("coach", "day", "ended"),
    undone_fields={"ended": "undone"},
)
GOALS = Table(
    name="goals",
    record=Goal,
    creates={GoalSet.KIND: _set_goal},
    updates={GoalDropped.KIND: _drop},
    indexed=("coach", "dropped"),
    undone_fields={"dropped": True},
)
