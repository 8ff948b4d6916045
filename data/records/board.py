"""What the waiting screen shows to everybody: where the team is, known problems, announcements."""

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
    """Where a coach or fixer is.

    Parameters:
        id: of the person.
        where: in their words; "" is not known.
        until: the local time with its offset until which they are there, or "".
    """

    id: str
    where: str = ""
    until: str = ""
    at: str = ""
    head: Order = START


class Problem(Record, kw_only=True):
    """A known problem that several people have, which others can join with "me too".

    Parameters:
        rooms: the rooms that it was announced for.
        wing: the wing that it was announced for; without rooms and wing it is the whole school.
        expected: when it will be over, in words.
        joined: who has it too.
        ended: the moment at which it was over, or "".
        text: what was said when it ended.
        told: ids of those who joined and have read that it is over.
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
        """Find it while it lasts, by who joined, and by who must still be told that it is over."""
        if not self.ended:
            yield "open", ""
        for person in {joined.person for joined in self.joined}:
            yield "person", person
            if self.ended and person not in self.told:
                yield "asks", person


_PROBLEM_FIELDS = ("title", "category", "rooms", "wing", "expected")


class Announcement(Record, kw_only=True):
    """A line for everybody: something to know, or something to celebrate.

    Parameters:
        date: the day that it is about, such as "2026-11-24".
        time: a clock time on that day, or "".
        until: the last day on which it is shown; "" is `date`.
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
        """Find it unless it was withdrawn; that its last day is over makes no fact."""
        if not self.withdrawn:
            yield "open", ""


_ANNOUNCEMENT_FIELDS = ("text", "date", "time", "until", "kind")


def _set_presence(_: Presence | None, fact: Fact) -> Presence:
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
    context = {"id": fact.subject, "by": fact.by, "at": fact.at}
    return msgspec.convert(context | fields_of(fact.body, _PROBLEM_FIELDS), Problem)


def _change(problem: Problem, fact: Fact) -> None:
    set_fields(problem, fact.body, _PROBLEM_FIELDS)


def _join(problem: Problem, fact: Fact) -> None:
    if all(joined.person != fact.whom for joined in problem.joined):
        me_too = MeToo(fact.whom, fact.body.get("room", ""), fact.at)
        problem.joined = [*problem.joined, me_too]


def _end(problem: Problem, fact: Fact) -> None:
    problem.ended, problem.text = fact.at, fact.body.get("text", "")


def _mark_told(problem: Problem, fact: Fact) -> None:
    problem.told = [*problem.told, fact.by]


def _announce(_: Announcement | None, fact: Fact) -> Announcement:
    content = fields_of(fact.body, _ANNOUNCEMENT_FIELDS)
    valid_date(content["date"])
    valid_date(content.get("until") or content["date"])
    context = {"id": fact.subject, "by": fact.by, "at": fact.at}
    return msgspec.convert(context | content, Announcement)


def _withdraw(announcement: Announcement, _: Fact) -> None:
    announcement.withdrawn = True


class PresenceTold(NewFact, frozen=True, kw_only=True):
    """A member of the team says where they are."""

    KIND = "presence.told"

    where: str
    until: str = ""


class PresenceEnded(NewFact, frozen=True):
    """A member of the team is no longer where they said."""

    KIND = "presence.ended"


class ProblemOpened(NewFact, frozen=True, kw_only=True):
    """A problem that several have is announced."""

    KIND = "problem.opened"

    title: str
    category: str
    rooms: list[str] = []
    wing: str = ""
    expected: str = ""


class ProblemChanged(NewFact, frozen=True, kw_only=True):
    """The team says when a known problem will be over."""

    KIND = "problem.changed"

    expected: str


class ProblemJoined(NewFact, frozen=True, kw_only=True):
    """Somebody has a known problem too."""

    KIND = "problem.joined"

    room: str = ""


class ProblemEnded(NewFact, frozen=True, kw_only=True):
    """A known problem is over."""

    KIND = "problem.ended"

    text: str = ""


class ProblemTold(NewFact, frozen=True):
    """Somebody who had a known problem has read that it is over."""

    KIND = "problem.told"


class AnnouncementMade(NewFact, frozen=True, kw_only=True):
    """An announcement is put up."""

    KIND = "announcement.made"
    RENAMED = {"sort": "kind"}

    text: str
    date: str
    time: str = ""
    until: str = ""
    sort: Literal["notice", "celebration"] = "notice"


class AnnouncementWithdrawn(NewFact, frozen=True):
    """An announcement is taken down."""

    KIND = "announcement.withdrawn"


PRESENCES = Table(
    name="presences",
    record=Presence,
    creates={PresenceTold.KIND: _set_presence},
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
        ProblemTold.KIND: _mark_told,
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
