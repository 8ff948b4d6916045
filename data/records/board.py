"""What hangs on the waiting screen: where somebody is, known problems, announcements."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.requests import MeToo
from data.records.table import START, Key, Table, day, moment


class Presence(msgspec.Struct, kw_only=True):
    """Where a coach or fixer said they are; `until` is local time with its offset, or ""."""

    id: str
    where: str = ""
    until: str = ""
    at: str = ""
    head: Order = START


def _presence(now: Presence | None, fact: Fact) -> Presence | None:
    if fact.kind == "presence.told":
        now = now or Presence(id=fact.subject)
        until = fact.body.get("until", "")
        now.where, now.until, now.at = fact.body["where"], until and moment(until), fact.at
    elif now and fact.kind == "presence.ended":
        now.where = now.until = ""
    return now


class Problem(msgspec.Struct, kw_only=True):
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


class ProblemKeys(msgspec.Struct):
    """The fields a known problem is found by."""

    id: str
    ended: str = ""
    joined: list[MeToo] = []
    told: list[str] = []

    def found_by(self) -> Iterator[Key]:
        """Whether it is on, who said me too, and who has not been told of its end."""
        if not self.ended:
            yield "open", ""
        for person in {each.person for each in self.joined}:
            yield "person", person
            if self.ended and person not in self.told:
                yield "asks", person


_TOLD = ("title", "category", "rooms", "wing", "expected")


def _problem(now: Problem | None, fact: Fact) -> Problem | None:
    body = fact.body
    if fact.kind == "problem.opened":
        told = {field: body[field] for field in _TOLD if field in body}
        return msgspec.convert({"id": fact.subject, "by": fact.by, "at": fact.at, **told}, Problem)
    if now is None:
        return None
    match fact.kind:
        case "problem.changed":
            for field in _TOLD:
                setattr(now, field, body.get(field, getattr(now, field)))
        case "problem.joined" if all(each.person != fact.whom for each in now.joined):
            now.joined = [*now.joined, MeToo(fact.whom, body.get("room", ""), fact.at)]
        case "problem.ended":
            now.ended, now.text = fact.at, body.get("text", "")
        case "problem.told":
            now.told = [*now.told, fact.by]
    return now


class Announcement(msgspec.Struct, kw_only=True):
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


class AnnouncementKeys(msgspec.Struct):
    """The field that says whether it hangs."""

    id: str
    withdrawn: bool = False

    def found_by(self) -> Iterator[Key]:
        """Whether it has been taken down by hand; its days go by without a fact."""
        if not self.withdrawn:
            yield "open", ""


_SAID = ("text", "date", "time", "until", "kind")


def _announcement(now: Announcement | None, fact: Fact) -> Announcement | None:
    if fact.kind == "announcement.made":
        told = {field: fact.body[field] for field in _SAID if field in fact.body}
        day(told["date"])
        day(told.get("until") or told["date"])
        return msgspec.convert(
            {"id": fact.subject, "by": fact.by, "at": fact.at, **told}, Announcement
        )
    if now and fact.kind == "announcement.withdrawn":
        now.withdrawn = True
    return now


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


PRESENCES = Table("presences", Presence, _presence)
PROBLEMS = Table("problems", Problem, _problem, ProblemKeys)
ANNOUNCEMENTS = Table("announcements", Announcement, _announcement, AnnouncementKeys)
