"""People: who works here, what they chose for themselves, and how they prove who they are."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table, fields_of

Shown = Literal["private", "initials", "wall"]
"""Who may see a thank-you: its receiver alone, all with initials, all with names."""


class Listing(msgspec.Struct, frozen=True):
    """What the roster says about a person: the one place where a name stands."""

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
    """Somebody who works here.

    `before` is the listing an import replaced, kept so that the import can be undone.
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
        return Listing(*(getattr(self, field) for field in Listing.__struct_fields__))

    @property
    def first(self) -> str:
        """What colleagues call this person."""
        return self.given or self.name


class Preference(Record, kw_only=True):
    """What somebody chose for themselves.

    `thanks` is who may see a thank-you before they have said so for that one; "" is to be asked
    each time, and until then nobody. `erasure` is when they asked for everything held on them to
    be erased.
    """

    id: str
    thanks: Shown | Literal[""] = ""
    erasure: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Whether erasure was asked for."""
        if self.erasure:
            yield "erasure", ""


class Hours(Record, kw_only=True):
    """The periods in which somebody has no class: a teacher's free ones, a coach's open ones.

    Parameters:
        free: "mon Period 2", or "3 Period 2" for the third day of a cycle.
    """

    id: str
    free: list[str] = []
    head: Order = START


class Pin(Record, kw_only=True):
    """A person's PIN, as argon2id makes it, and the tries since it last fitted.

    `length` is how many digits it has, 0 where that was not kept.
    """

    id: str
    hash: str = ""
    length: int = 0
    tries: int = 0
    tried_at: str = ""
    head: Order = START


class Import(Record, kw_only=True):
    """One reading of a roster file."""

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
    for field in Listing.__struct_fields__:
        setattr(person, field, getattr(listing, field))
    person.before, person.source, person.at = before, fact.body.get("source", ""), fact.at
    return person


def _leave(person: Person, fact: Fact) -> None:
    person.before = person.listing
    person.active, person.source, person.at = False, fact.body.get("source", ""), fact.at


def _prefer(preference: Preference, fact: Fact) -> None:
    preference.thanks = fact.body["shown"]


def _ask_erasure(preference: Preference, fact: Fact) -> None:
    preference.erasure = fact.at


def _take_back_erasure(preference: Preference, _: Fact) -> None:
    preference.erasure = ""


def _set_hours(hours: Hours, fact: Fact) -> None:
    hours.free = list(fact.body["free"])


def _set_pin(pin: Pin, fact: Fact) -> None:
    pin.hash, pin.tries, pin.length = fact.body["hash"], 0, fact.body.get("length", 0)


def _remove_pin(pin: Pin, _: Fact) -> None:
    pin.hash, pin.tries = "", 0


def _try_pin(pin: Pin, fact: Fact) -> None:
    pin.tries, pin.tried_at = pin.tries + 1, fact.at


def _fit_pin(pin: Pin, _: Fact) -> None:
    pin.tries = 0


def _import(_: Import | None, fact: Fact) -> Import:
    counted = fields_of(fact.body, ("source", "added", "changed", "left"))
    return Import(id=fact.subject, at=fact.at, **counted)


def _undo_import(reading: Import, _: Fact) -> None:
    reading.undone = True


class PersonListed(NewFact, frozen=True, kw_only=True):
    """Somebody is on the roster, as it says now."""

    KIND = "person.listed"

    listing: Listing
    source: str = ""

    @property
    def body(self) -> Mapping[str, Any]:
        """What the roster says, and which reading of it."""
        listing = msgspec.structs.asdict(self.listing)
        return listing | {"source": self.source} if self.source else listing


class PersonLeft(NewFact, frozen=True, kw_only=True):
    """Somebody is not on the roster any more."""

    KIND = "person.left"

    source: str = ""


class ThanksPreferred(NewFact, frozen=True, kw_only=True):
    """Somebody chooses who may see thanks they receive."""

    KIND = "preference.thanks"

    shown: Shown | Literal[""]


class ErasureAsked(NewFact, frozen=True):
    """Somebody wants all that is kept about them to be erased."""

    KIND = "preference.erasure_asked"


class ErasureTakenBack(NewFact, frozen=True):
    """Somebody would rather stay."""

    KIND = "preference.erasure_taken_back"


class HoursSet(NewFact, frozen=True, kw_only=True):
    """Somebody says in which periods they have no class."""

    KIND = "hours.set"

    free: list[str]


class PinSet(NewFact, frozen=True, kw_only=True):
    """Somebody has a PIN, or another one."""

    KIND = "pin.set"

    hash: str
    length: int = 0


class PinRemoved(NewFact, frozen=True):
    """Somebody has no PIN any more."""

    KIND = "pin.removed"


class PinTried(NewFact, frozen=True):
    """Somebody tries a PIN."""

    KIND = "pin.tried"


class PinFitted(NewFact, frozen=True):
    """The PIN that was tried is the right one."""

    KIND = "pin.fitted"


class RosterImported(NewFact, frozen=True, kw_only=True):
    """A roster is read."""

    KIND = "roster.imported"

    source: str = ""
    added: int = 0
    changed: int = 0
    left: int = 0


class RosterUndone(NewFact, frozen=True):
    """The reading of a roster is taken back."""

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
        ThanksPreferred.KIND: _prefer,
        ErasureAsked.KIND: _ask_erasure,
        ErasureTakenBack.KIND: _take_back_erasure,
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
        PinTried.KIND: _try_pin,
        PinFitted.KIND: _fit_pin,
    },
    starts_empty=True,
)
IMPORTS = Table(
    name="imports",
    record=Import,
    creates={RosterImported.KIND: _import},
    updates={RosterUndone.KIND: _undo_import},
)
