"""What the team does with its time: timesheet entries, walks through the school, yearly goals."""

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
    """An entry of a timesheet: what a member of the team did, and for how many minutes.

    Parameters:
        coach: whose timesheet it is in.
        kind: one of `kiosk.timesheet.entries.WORK_KINDS`.
        start: the school's local time, with its offset.
        about: what it was about, in words.
        person: for whom it was, or "".
        source: the id of the request, visit, workshop or walk that it follows from; "" when it was
            entered by hand.
        void: whether it was removed.
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
        """Find it by day, by person, and by what it follows from, unless it was removed."""
        if self.void:
            return
        yield "day", self.start[:10]
        if self.person:
            yield "person", self.person
        if self.source:
            yield "source", self.source


_WORK_FIELDS = ("kind", "start", "minutes", "about")


class Stop(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stop of a walk.

    Parameters:
        kind: "fix", "door", "visit", "follow-up" or "hello".
        purpose: what it is for, in words.
        minutes: how long it is planned to take.
        subject: the id of what it is about, or "".
        how: its outcome: "seen", "visited", "fixed" or "away"; "" before it.
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
    """A walk of a member of the team through the school, planned stop by stop.

    Parameters:
        minutes: how long it may take.
        ended: the moment at which they were back, "undone" when its plan was undone, or "".
    """

    id: str
    coach: str
    day: str
    minutes: int
    stops: list[Stop] = []
    ended: str = ""
    at: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by day, and by who is on it until they are back."""
        if not self.ended:
            yield "coach", self.coach
        yield "day", self.day


class Goal(Record, kw_only=True):
    """A number that a coach wants to reach by the end of the school year.

    Parameters:
        target: in what the measure counts.
    """

    id: str
    coach: str
    measure: Measure
    target: int
    dropped: bool = False
    at: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by its coach, unless it was dropped."""
        if not self.dropped:
            yield "coach", self.coach


def _log(_: Work | None, fact: Fact) -> Work:
    valid_moment(fact.body["start"])
    context = {"id": fact.subject, "coach": fact.by, "person": fact.whom, "at": fact.at}
    return msgspec.convert(context | fields_of(fact.body, (*_WORK_FIELDS, "source")), Work)


def _correct(work: Work, fact: Fact) -> None:
    if "start" in fact.body:
        valid_moment(fact.body["start"])
    set_fields(work, fact.body, _WORK_FIELDS)


def _remove(work: Work, _: Fact) -> None:
    work.void = True


def _plan_walk(_: Walk | None, fact: Fact) -> Walk:
    body = fact.body
    plan = {"day": valid_date(body["day"]), "minutes": body["minutes"], "stops": body["stops"]}
    context = {"id": fact.subject, "coach": fact.by, "at": fact.at}
    return msgspec.convert(context | plan, Walk)


def _tick_stop(walk: Walk, fact: Fact) -> None:
    stops, index = list(walk.stops), fact.body["stop"]
    stops[index] = msgspec.structs.replace(stops[index], how=fact.body["how"])
    walk.stops = stops


def _end(walk: Walk, fact: Fact) -> None:
    walk.ended = fact.at


def _set_goal(_: Goal | None, fact: Fact) -> Goal:
    content = {field: fact.body[field] for field in ("measure", "target")}
    context = {"id": fact.subject, "coach": fact.by, "at": fact.at}
    return msgspec.convert(context | content, Goal)


def _drop(goal: Goal, _: Fact) -> None:
    goal.dropped = True


class WorkLogged(NewFact, frozen=True, kw_only=True):
    """A member of the team enters work into their timesheet; `sort` is the kind of work."""

    KIND = "work.logged"
    RENAMED = {"sort": "kind"}

    sort: str
    start: str
    minutes: int
    about: str = ""
    source: str = ""


class WorkCorrected(NewFact, frozen=True, kw_only=True):
    """A timesheet entry is corrected; a field that is None stays as it is."""

    KIND = "work.corrected"
    RENAMED = {"sort": "kind"}

    sort: str | None = None
    start: str | None = None
    minutes: int | None = None
    about: str | None = None


class WorkRemoved(NewFact, frozen=True):
    """A timesheet entry is removed."""

    KIND = "work.removed"


class WalkPlanned(NewFact, frozen=True, kw_only=True):
    """A member of the team sets out on a walk; each of its stops is a Stop as JSON."""

    KIND = "walk.planned"

    day: str
    minutes: int
    stops: list[dict[str, Any]]


class WalkTicked(NewFact, frozen=True, kw_only=True):
    """A stop of a walk is ticked off.

    Parameters:
        stop: its 0-based index.
        how: its outcome, as in Stop.
    """

    KIND = "walk.ticked"

    stop: int
    how: str


class WalkEnded(NewFact, frozen=True):
    """A member of the team is back from a walk."""

    KIND = "walk.ended"


class GoalSet(NewFact, frozen=True, kw_only=True):
    """A coach sets a goal for the school year."""

    KIND = "goal.set"

    measure: str
    target: int


class GoalDropped(NewFact, frozen=True):
    """A coach drops a goal."""

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
    creates={WalkPlanned.KIND: _plan_walk},
    updates={WalkTicked.KIND: _tick_stop, WalkEnded.KIND: _end},
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
