"""What people say to each other without wanting anything: thanks, hi, a note left for somebody."""

from collections.abc import Iterator

from data.ledger.facts import Fact, NewFact, Order
from data.records.people import Shown
from data.records.table import START, Key, Record, Table, fields_of


class Thanks(Record, kw_only=True):
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

    def index_keys(self) -> Iterator[Key]:
        """Who gave and received it, on which day, and whose answer it waits for."""
        for person in {self.by, self.to}:
            yield "person", person
        yield "day", self.at[:10]
        if not self.seen:
            yield "asks", self.to


class CheckIn(Record, kw_only=True):
    """Somebody said hi: a teacher at the kiosk, or one of the team in `room`, who is `by` then."""

    id: str
    person: str
    at: str
    day: str = ""
    by: str = ""
    room: str = ""
    void: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Who said it, and where somebody of the team was with them."""
        yield "person", self.person
        if self.room:
            yield "room", self.room


class Note(Record, kw_only=True):
    """A few words left for somebody's next sign-in."""

    id: str
    by: str
    to: str
    text: str
    at: str
    read: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Who wrote it and for whom, and who has not read it yet."""
        for person in {self.by, self.to}:
            yield "person", person
        if not self.read:
            yield "asks", self.to


def _give(_: Thanks | None, fact: Fact) -> Thanks:
    said = fields_of(fact.body, ("reason", "text"))
    return Thanks(id=fact.subject, by=fact.by, to=fact.whom, at=fact.at, **said)


def _allow(thanks: Thanks, fact: Fact) -> None:
    thanks.shown = fact.body["shown"]
    thanks.seen = True


def _say_hi(_: CheckIn | None, fact: Fact) -> CheckIn:
    said = fields_of(fact.body, ("day", "room"))
    return CheckIn(id=fact.subject, person=fact.whom, at=fact.at, by=fact.by, **said)


def _tell_day(checkin: CheckIn, fact: Fact) -> None:
    checkin.day = fact.body.get("day", "")


def _leave(_: Note | None, fact: Fact) -> Note:
    return Note(id=fact.subject, by=fact.by, to=fact.whom, text=fact.body["text"], at=fact.at)


def _read(note: Note, _: Fact) -> None:
    note.read = True


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


THANKS = Table(
    name="thanks",
    record=Thanks,
    creates={ThanksGiven.KIND: _give},
    updates={ThanksAllowed.KIND: _allow},
    indexed=("by", "to", "at", "seen"),
    undone_fields={"seen": True},
)
CHECKINS = Table(
    name="checkins",
    record=CheckIn,
    creates={CheckInMade.KIND: _say_hi},
    updates={CheckInTold.KIND: _tell_day},
    indexed=("person", "at", "room", "void"),
    undone_fields={"void": True},
)
NOTES = Table(
    name="notes",
    record=Note,
    creates={NoteLeft.KIND: _leave},
    updates={NoteRead.KIND: _read},
    indexed=("by", "to", "read"),
    undone_fields={"read": True},
)
