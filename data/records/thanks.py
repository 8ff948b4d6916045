"""What people say to each other without wanting anything: thanks, hi, a note left for somebody."""

from collections.abc import Iterator

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.people import Shown
from data.records.table import START, Key, Table


class Thanks(msgspec.Struct, kw_only=True):
    """A thank-you. Nobody but its receiver sees it until the receiver says so."""

    id: str
    by: str
    to: str
    at: str
    reason: str = ""
    text: str = ""
    shown: Shown = "private"
    seen: bool = False
    head: Order = START


class ThanksKeys(msgspec.Struct):
    """The fields thanks are found by."""

    id: str
    by: str
    to: str
    at: str
    seen: bool = False

    def found_by(self) -> Iterator[Key]:
        """Who gave and received it, on which day, and whose answer it waits for."""
        for person in {self.by, self.to}:
            yield "person", person
        yield "day", self.at[:10]
        if not self.seen:
            yield "asks", self.to


def _thanks(now: Thanks | None, fact: Fact) -> Thanks | None:
    if fact.kind == "thanks.given":
        body = fact.body
        return Thanks(
            id=fact.subject,
            by=fact.by,
            to=fact.whom,
            at=fact.at,
            reason=body.get("reason", ""),
            text=body.get("text", ""),
        )
    if now and fact.kind == "thanks.allowed":
        now.shown = fact.body["shown"]
        now.seen = True
    return now


class CheckIn(msgspec.Struct, kw_only=True):
    """Somebody said hi: a teacher at the kiosk, or one of the team in `room`, who is `by` then."""

    id: str
    person: str
    at: str
    day: str = ""
    by: str = ""
    room: str = ""
    void: bool = False
    head: Order = START


class CheckInKeys(msgspec.Struct):
    """The fields of a check-in that it is found by."""

    id: str
    person: str
    at: str
    room: str = ""
    void: bool = False

    def found_by(self) -> Iterator[Key]:
        """Who said it, and where somebody of the team was with them."""
        yield "person", self.person
        if self.room:
            yield "room", self.room


def _checkin(now: CheckIn | None, fact: Fact) -> CheckIn | None:
    if fact.kind == "checkin.made":
        said = {field: fact.body[field] for field in ("day", "room") if field in fact.body}
        return CheckIn(id=fact.subject, person=fact.whom, at=fact.at, by=fact.by, **said)
    if now and fact.kind == "checkin.told":
        now.day = fact.body.get("day", "")
    return now


class Note(msgspec.Struct, kw_only=True):
    """A few words left for somebody's next sign-in."""

    id: str
    by: str
    to: str
    text: str
    at: str
    read: bool = False
    head: Order = START


class NoteKeys(msgspec.Struct):
    """The fields a note is found by."""

    id: str
    by: str
    to: str
    read: bool = False

    def found_by(self) -> Iterator[Key]:
        """Who wrote it and for whom, and who has not read it yet."""
        for person in {self.by, self.to}:
            yield "person", person
        if not self.read:
            yield "asks", self.to


def _note(now: Note | None, fact: Fact) -> Note | None:
    if fact.kind == "note.left":
        return Note(id=fact.subject, by=fact.by, to=fact.whom, text=fact.body["text"], at=fact.at)
    if now and fact.kind == "note.read":
        now.read = True
    return now


class ThanksGiven(NewFact, frozen=True, kw_only=True):
    """Somebody says thanks."""

    KIND = "thanks.given"

    reason: str = ""
    text: str = ""


class ThanksAllowed(NewFact, frozen=True, kw_only=True):
    """Its receiver says who may see a thank-you."""

    KIND = "thanks.allowed"

    shown: Shown


class CheckInMade(NewFact, frozen=True, kw_only=True):
    """Somebody says hi."""

    KIND = "checkin.made"

    day: str = ""
    room: str = ""


class CheckInTold(NewFact, frozen=True, kw_only=True):
    """Somebody tells how their day is."""

    KIND = "checkin.told"

    day: str


class NoteLeft(NewFact, frozen=True, kw_only=True):
    """A few words are left for somebody's next sign-in."""

    KIND = "note.left"

    text: str


class NoteRead(NewFact, frozen=True):
    """Somebody has read a note."""

    KIND = "note.read"


THANKS = Table("thanks", Thanks, _thanks, ThanksKeys, (("seen", True),))
CHECKINS = Table("checkins", CheckIn, _checkin, CheckInKeys, (("void", True),))
NOTES = Table("notes", Note, _note, NoteKeys, (("read", True),))
