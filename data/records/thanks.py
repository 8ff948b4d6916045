"""What people say to each other without asking for anything: thanks, a hello, a note."""

from collections.abc import Iterator

from data.ledger.facts import Fact, NewFact, Order
from data.records.people import Shown
from data.records.table import START, Key, Record, Table, fields_of


class Thanks(Record, kw_only=True):
    """A thank-you. Only its receiver sees it until they choose otherwise.

    Parameters:
        by, to: who said it to whom.
        shown: who may see it.
        seen: whether its receiver has read it and chosen.
        void: whether it was undone.
    """

    id: str
    by: str
    to: str
    at: str
    reason: str = ""
    text: str = ""
    shown: Shown = "private"
    seen: bool = False
    void: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by who gave and who received it, by day, and by whose choice it waits for."""
        for person in {self.by, self.to}:
            yield "person", person
        yield "day", self.at[:10]
        if not self.seen:
            yield "asks", self.to


class CheckIn(Record, kw_only=True):
    """A hello: of a teacher at the kiosk, or of a member of the team to a teacher in their room.

    Parameters:
        person: the teacher.
        day: how their day is, if they said so.
        by: who said it: the teacher, or the member of the team.
        room: where the member of the team said it; "" at the kiosk.
        void: whether it was undone.
    """

    id: str
    person: str
    at: str
    day: str = ""
    by: str = ""
    room: str = ""
    void: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by the teacher, and by the room that a member of the team went to."""
        yield "person", self.person
        if self.room:
            yield "room", self.room


class Note(Record, kw_only=True):
    """A short message that somebody reads at their next sign-in."""

    id: str
    by: str
    to: str
    text: str
    at: str
    read: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by who wrote it and for whom, and by who must still read it."""
        for person in {self.by, self.to}:
            yield "person", person
        if not self.read:
            yield "asks", self.to


def _thank(_: Thanks | None, fact: Fact) -> Thanks:
    content = fields_of(fact.body, ("reason", "text"))
    return Thanks(id=fact.subject, by=fact.by, to=fact.whom, at=fact.at, **content)


def _add_words(thanks: Thanks, fact: Fact) -> None:
    if fact.by == thanks.by:
        thanks.text = f"{thanks.text} {fact.body['text']}".strip()


def _set_visibility(thanks: Thanks, fact: Fact) -> None:
    thanks.shown = fact.body["shown"]
    thanks.seen = True


def _check_in(_: CheckIn | None, fact: Fact) -> CheckIn:
    content = fields_of(fact.body, ("day", "room"))
    return CheckIn(id=fact.subject, person=fact.whom, at=fact.at, by=fact.by, **content)


def _set_day(checkin: CheckIn, fact: Fact) -> None:
    checkin.day = fact.body.get("day", "")


def _leave_note(_: Note | None, fact: Fact) -> Note:
    return Note(id=fact.subject, by=fact.by, to=fact.whom, text=fact.body["text"], at=fact.at)


def _mark_read(note: Note, _: Fact) -> None:
    note.read = True


class ThanksGiven(NewFact, frozen=True, kw_only=True):
    """Somebody thanks a colleague."""

    KIND = "thanks.given"

    reason: str = ""
    text: str = ""


class ThanksWorded(NewFact, frozen=True, kw_only=True):
    """Whoever gave thanks adds a line to them."""

    KIND = "thanks.worded"
    text: str


class ThanksAllowed(NewFact, frozen=True, kw_only=True):
    """The receiver of a thank-you chooses who may see it."""

    KIND = "thanks.allowed"

    shown: Shown


class CheckInMade(NewFact, frozen=True, kw_only=True):
    """Somebody says hello, at the kiosk or in a room."""

    KIND = "checkin.made"

    day: str = ""
    room: str = ""


class CheckInTold(NewFact, frozen=True, kw_only=True):
    """A teacher says how their day is."""

    KIND = "checkin.told"

    day: str


class NoteLeft(NewFact, frozen=True, kw_only=True):
    """Somebody leaves a note for a colleague."""

    KIND = "note.left"

    text: str


class NoteRead(NewFact, frozen=True):
    """Somebody has read a note."""

    KIND = "note.read"


THANKS = Table(
    name="thanks",
    record=Thanks,
    creates={ThanksGiven.KIND: _thank},
    updates={
        ThanksWorded.KIND: _add_words,
        ThanksAllowed.KIND: _set_visibility,
    },
    indexed=("by", "to", "at", "seen"),
    undone_fields={"seen": True, "void": True},
)
CHECKINS = Table(
    name="checkins",
    record=CheckIn,
    creates={CheckInMade.KIND: _check_in},
    updates={CheckInTold.KIND: _set_day},
    indexed=("person", "at", "room", "void"),
    undone_fields={"void": True},
)
NOTES = Table(
    name="notes",
    record=Note,
    creates={NoteLeft.KIND: _leave_note},
    updates={NoteRead.KIND: _mark_read},
    indexed=("by", "to", "read"),
    undone_fields={"read": True},
)
