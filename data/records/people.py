"""People: who works here, what they chose for themselves, their PINs, and the roster imports."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table, fields_of

Shown = Literal["private", "initials", "wall"]
"""Who may see a thank-you: its receiver alone, everybody with initials, everybody with names."""


class Listing(msgspec.Struct, frozen=True):
    """What the roster says about a person. Names of people are kept here and in Person alone.

    Parameters:
        key: names the person in the roster, as in RosterEntry.
        active: whether they work here now.
    """

    key: str
    name: str
    given: str = ""
    family: str = ""
    role: str = "teacher"
    room: str = ""
    subject: str = ""
    email: str = ""
    badge: str = ""
    active: bool = True


class Person(Record, kw_only=True):
    """Somebody who works here, or did: the fields of their Listing, and where it comes from.

    Parameters:
        source: the id of the import that wrote it, or "".
        before: the listing that this import replaced, so that it can be undone.
        at: when it was written.
    """

    id: str
    key: str
    name: str
    given: str = ""
    family: str = ""
    role: str = "teacher"
    room: str = ""
    subject: str = ""
    email: str = ""
    badge: str = ""
    active: bool = True
    source: str = ""
    before: Listing | None = None
    at: str = ""
    head: Order = START

    @property
    def listing(self) -> Listing:
        """What the roster says about this person now."""
        return Listing(*(getattr(self, name) for name in Listing.__struct_fields__))

    @property
    def first(self) -> str:
        """What colleagues call this person."""
        return self.given or self.name


class Preference(Record, kw_only=True):
    """What somebody chose for themselves.

    Parameters:
        id: of the person.
        thanks: who may see a new thank-you; "" is to be asked each time, and nobody until then.
        erasure: the moment at which they asked to erase all that is kept about them, or "".
    """

    id: str
    thanks: Shown | Literal[""] = ""
    erasure: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it while somebody waits to be erased."""
        if self.erasure:
            yield "erasure", ""


class Hours(Record, kw_only=True):
    """The periods in which somebody has no class: a teacher's free ones, a coach's open ones.

    Parameters:
        id: of the person.
        free: "mon Period 2", or "3 Period 2" for the third day of a cycle.
    """

    id: str
    free: list[str] = []
    head: Order = START


class Pin(Record, kw_only=True):
    """A person's PIN, and the tries since the last right one.

    Parameters:
        id: of the person.
        hash: the argon2id hash of the PIN; "" when they have none.
        length: how many digits it has; 0 is not known.
        tries: how many tries there were since the last right one.
        tried_at: the moment of the last try.
    """

    id: str
    hash: str = ""
    length: int = 0
    tries: int = 0
    tried_at: str = ""
    head: Order = START


class Import(Record, kw_only=True):
    """One import of a roster file.

    Parameters:
        source: the format of the file, as in RosterFile.
        added, changed, left: how many people.
    """

    id: str
    at: str
    source: str = ""
    added: int = 0
    changed: int = 0
    left: int = 0
    undone: bool = False
    head: Order = START


def _list(person: Person | None, fact: Fact) -> Person:
    listing = msgspec.convert(fact.body, Listing)
    if person is None:
        person = Person(id=fact.subject, key="", name="")
        before = msgspec.structs.replace(listing, active=False)
    else:
        before = person.listing
    for name in Listing.__struct_fields__:
        setattr(person, name, getattr(listing, name))
    person.before, person.source, person.at = before, fact.body.get("source", ""), fact.at
    return person


def _leave(person: Person, fact: Fact) -> None:
    person.before = person.listing
    person.active, person.source, person.at = False, fact.body.get("source", ""), fact.at


def _set_thanks_visibility(preference: Preference, fact: Fact) -> None:
    preference.thanks = fact.body["shown"]


def _ask_erasure(preference: Preference, fact: Fact) -> None:
    preference.erasure = fact.at


def _cancel_erasure(preference: Preference, _: Fact) -> None:
    preference.erasure = ""


def _set_hours(hours: Hours, fact: Fact) -> None:
    hours.free = list(fact.body["free"])


def _set_pin(pin: Pin, fact: Fact) -> None:
    pin.hash, pin.tries, pin.length = fact.body["hash"], 0, fact.body.get("length", 0)


def _remove_pin(pin: Pin, _: Fact) -> None:
    pin.hash, pin.tries = "", 0


def _count_try(pin: Pin, fact: Fact) -> None:
    pin.tries, pin.tried_at = pin.tries + 1, fact.at


def _reset_tries(pin: Pin, _: Fact) -> None:
    pin.tries = 0


def _import(_: Import | None, fact: Fact) -> Import:
    content = fields_of(fact.body, ("source", "added", "changed", "left"))
    return Import(id=fact.subject, at=fact.at, **content)


def _undo_import(roster_import: Import, _: Fact) -> None:
    roster_import.undone = True


class PersonListed(NewFact, frozen=True, kw_only=True):
    """The roster lists somebody, with these data."""

    KIND = "person.listed"

    listing: Listing
    source: str = ""

    @property
    def body(self) -> Mapping[str, Any]:
        """The fields of the listing, and the import that it comes from."""
        listing = msgspec.structs.asdict(self.listing)
        return listing | {"source": self.source} if self.source else listing


class PersonLeft(NewFact, frozen=True, kw_only=True):
    """The roster no longer lists somebody."""

    KIND = "person.left"

    source: str = ""


class ThanksPreferred(NewFact, frozen=True, kw_only=True):
    """Somebody chooses who may see the thanks that they receive."""

    KIND = "preference.thanks"

    shown: Shown | Literal[""]


class ErasureAsked(NewFact, frozen=True):
    """Somebody asks to erase all that is kept about them."""

    KIND = "preference.erasure_asked"


class ErasureTakenBack(NewFact, frozen=True):
    """Somebody takes back that they asked to be erased."""

    KIND = "preference.erasure_taken_back"


class HoursSet(NewFact, frozen=True, kw_only=True):
    """Somebody sets the periods in which they have no class."""

    KIND = "hours.set"

    free: list[str]


class PinSet(NewFact, frozen=True, kw_only=True):
    """Somebody gets a PIN, or another one."""

    KIND = "pin.set"

    hash: str
    length: int = 0


class PinRemoved(NewFact, frozen=True):
    """The PIN of somebody is removed."""

    KIND = "pin.removed"


class PinTried(NewFact, frozen=True):
    """Somebody tries a PIN."""

    KIND = "pin.tried"


class PinFitted(NewFact, frozen=True):
    """Somebody has entered the right PIN."""

    KIND = "pin.fitted"


class RosterImported(NewFact, frozen=True, kw_only=True):
    """A roster file is imported; the numbers count people."""

    KIND = "roster.imported"

    source: str = ""
    added: int = 0
    changed: int = 0
    left: int = 0


class RosterUndone(NewFact, frozen=True):
    """The import of a roster file is undone."""

    KIND = "roster.undone"


PEOPLE = Table(
    name="people",
    record=Person,
    creates={PersonListed.KIND: _list},
    updates={PersonLeft.KIND: _leave},
    indexed=("name", "badge", "active"),
)
PREFERENCES = Table(
    name="preferences",
    record=Preference,
    creates={},
    updates={
        ThanksPreferred.KIND: _set_thanks_visibility,
        ErasureAsked.KIND: _ask_erasure,
        ErasureTakenBack.KIND: _cancel_erasure,
    },
    starts_empty=True,
    indexed=("erasure",),
)
HOURS = Table(
    name="hours", record=Hours, creates={}, updates={HoursSet.KIND: _set_hours}, starts_empty=True
)
PINS = Table(
    name="pins",
    record=Pin,
    creates={},
    updates={
        PinSet.KIND: _set_pin,
        PinRemoved.KIND: _remove_pin,
        PinTried.KIND: _count_try,
        PinFitted.KIND: _reset_tries,
    },
    starts_empty=True,
)
IMPORTS = Table(
    name="imports",
    record=Import,
    creates={RosterImported.KIND: _import},
    updates={RosterUndone.KIND: _undo_import},
)
