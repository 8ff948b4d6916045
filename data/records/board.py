"""What hangs on the waiting screen: where somebody is, known problems, announcements."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.requests import MeToo
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


class Presence(Record, kw_only=True):
    """Where a coach or fixer said they are; `until` is local time with its offset, or ""."""

    id: str
    where: str = ""
    until: str = ""
    at: str = ""
    head: Order = START


class Problem(Record, kw_only=True):
    """Trouble that several have and that is known: one place to say "me too".

    `rooms` are those it was announced for, `wing` a whole wing; neither is the whole school.
    `expected` says in words when it will be over. `told` are those who joined and have been told
    that it is.
    """

    id: str
    title: str
    category: str
    by: str
    at: str
    rooms: list[str] = []
    wing: str = ""
    expected: str = ""
    joined: list[MeToo] = []
    ended: str = ""
    text: str = ""
    told: list[str] = []
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Whether it is on, who said me too, and who has not been told of its end."""
        if not self.ended:
            yield "open", ""
        for person in {each.person for each in self.joined}:
            yield "person", person
            if self.ended and person not in self.told:
                yield "asks", person


_TOLD = ("title", "category", "rooms", "wing", "expected")


class Announcement(Record, kw_only=True):
    """A line for everybody: something to know, or something to celebrate.

    `date` is the day it is about, `time` a clock time or "", `until` the last day it hangs.
    """

    id: str
    text: str
    date: str
    by: str
    time: str = ""
    until: str = ""
    kind: Literal["notice", "celebration"] = "notice"
    withdrawn: bool = False
    at: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Whether it has been taken down by hand; its days go by without a fact."""
        if not self.withdrawn:
            yield "open", ""


_SAID = ("text", "date", "time", "until", "kind")


def _tell_where(_: Presence | None, fact: Fact) -> Presence:
    until = fact.body.get("until", "")
    return Presence(
        id=fact.subject,
        where=fact.body["where"],
        until=until and valid_moment(until),
        at=fact.at,
    )


def _end_presence(presence: Presence, _: Fact) -> None:
    presence.where = presence.until = ""


def _open(_: Problem | None, fact: Fact) -> Problem:
    known = {"id": fact.subject, "by": fact.by, "at": fact.at}
    return msgspec.convert(known | fields_of(fact.body, _TOLD), Problem)


def _change(problem: Problem, fact: Fact) -> None:
    set_fields(problem, fact.body, _TOLD)


def _join(problem: Problem, fact: Fact) -> None:
    if all(each.person != fact.whom for each in problem.joined):
        joined = MeToo(fact.whom, fact.body.get("room", ""), fact.at)
        problem.joined = [*problem.joined, joined]


def _end(problem: Problem, fact: Fact) -> None:
    problem.ended, problem.text = fact.at, fact.body.get("text", "")


def _read(problem: Problem, fact: Fact) -> None:
    problem.told = [*problem.told, fact.by]


def _announce(_: Announcement | None, fact: Fact) -> Announcement:
    said = fields_of(fact.body, _SAID)
    valid_date(said["date"])
    valid_date(said.get("until") or said["date"])
    known = {"id": fact.subject, "by": fact.by, "at": fact.at}
    return msgspec.convert(known | said, Announcement)


def _withdraw(announcement: Announcement, _: Fact) -> None:
    announcement.withdrawn = True


class PresenceTold(NewFact, frozen=True, kw_only=True):
    """Somebody of the team says where they are."""

    KIND = "presence.told"

    where: str
    until: str = ""


class PresenceEnded(NewFact, frozen=True):
    """They are there no longer."""

    KIND = "presence.ended"


class ProblemOpened(NewFact, frozen=True, kw_only=True):
    """Trouble that several have is made known."""

    KIND = "problem.opened"

    title: str
    category: str
    rooms: list[str] = []
    wing: str = ""
    expected: str = ""


class ProblemChanged(NewFact, frozen=True, kw_only=True):
    """It is said when it will be over."""

    KIND = "problem.changed"

    expected: str


class ProblemJoined(NewFact, frozen=True, kw_only=True):
    """Somebody has it too."""

    KIND = "problem.joined"

    room: str = ""


class ProblemEnded(NewFact, frozen=True, kw_only=True):
    """It is over."""

    KIND = "problem.ended"

    text: str = ""


class ProblemTold(NewFact, frozen=True):
    """Somebody who had it has read that it is over."""

    KIND = "problem.told"


class AnnouncementMade(NewFact, frozen=True, kw_only=True):
    """A line for everybody is hung up."""

    KIND = "announcement.made"
    RENAMED = {"sort": "kind"}

    text: str
    date: str
    time: str = ""
    until: str = ""
    sort: Literal["notice", "celebration"] = "notice"


class AnnouncementWithdrawn(NewFact, frozen=True):
    """A line is taken down."""

    KIND = "announcement.withdrawn"


PRESENCES = Table(
    name="presences",
    record=Presence,
    creates={PresenceTold.KIND: _tell_where},
    updates={PresenceEnded.KIND: _end_presence},
)
PROBLEMS = Table(
    name="problems",
    record=Problem,
    creates={ProblemOpened.KIND: _open},
    updates={
        ProblemChanged.KIND: _change,
        ProblemJoined.KIND: _join,
        ProblemEnded.KIND: _end,
        ProblemTold.KIND: _read,
    },
    indexed=("ended", "joined", "told"),
)
ANNOUNCEMENTS = Table(
    name="announcements",
    record=Announcement,
    creates={AnnouncementMade.KIND: _announce},
    updates={AnnouncementWithdrawn.KIND: _withdraw},
    indexed=("withdrawn",),
)
