"""People: who works here, what they chose for themselves, and how they prove who they are."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Table

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


class Person(msgspec.Struct, kw_only=True):
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


class PersonKeys(msgspec.Struct):
    """The fields of a person that the indexes of names and badges are made of."""

    id: str
    name: str
    badge: str
    active: bool


def _person(now: Person | None, fact: Fact) -> Person | None:
    if fact.kind == "person.listed":
        listing = msgspec.convert(fact.body, Listing)
        if now is None:
            now = Person(id=fact.subject, key="", name="")
            before = msgspec.structs.replace(listing, active=False)
        else:
            before = now.listing
        for field in Listing.__struct_fields__:
            setattr(now, field, getattr(listing, field))
        now.before, now.source, now.at = before, fact.body.get("source", ""), fact.at
    elif now and fact.kind == "person.left":
        now.before = now.listing
        now.active, now.source, now.at = False, fact.body.get("source", ""), fact.at
    return now


class Preference(msgspec.Struct, kw_only=True):
    """What somebody chose for themselves.

    `thanks` is who may see a thank-you before they have said so for that one; "" is to be asked
    each time, and until then nobody. `erasure` is when they asked for everything held on them to
    be erased.
    """

    id: str
    thanks: Shown | Literal[""] = ""
    erasure: str = ""
    head: Order = START


_CHOICES = {"preference.thanks", "preference.erasure_asked", "preference.erasure_taken_back"}


class PreferenceKeys(msgspec.Struct):
    """The field that says who waits for the keeper."""

    id: str
    erasure: str = ""

    def found_by(self) -> Iterator[Key]:
        """Whether erasure was asked for."""
        if self.erasure:
            yield "erasure", ""


def _preference(now: Preference | None, fact: Fact) -> Preference | None:
    if fact.kind not in _CHOICES:
        return now
    now = now or Preference(id=fact.subject)
    match fact.kind:
        case "preference.thanks":
            now.thanks = fact.body["shown"]
        case "preference.erasure_asked":
            now.erasure = fact.at
        case "preference.erasure_taken_back":
            now.erasure = ""
    return now


class Hours(msgspec.Struct, kw_only=True):
    """The periods in which somebody has no class: a teacher's free ones, a coach's open ones.

    Parameters:
        free: "mon Period 2", or "3 Period 2" for the third day of a cycle.
    """

    id: str
    free: list[str] = []
    head: Order = START


def _hours(now: Hours | None, fact: Fact) -> Hours | None:
    if fact.kind == "hours.set":
        now = now or Hours(id=fact.subject)
        now.free = list(fact.body["free"])
    return now


class Pin(msgspec.Struct, kw_only=True):
    """A person's PIN, as argon2id makes it, and the tries since it last fitted.

    `length` is how many digits it has, 0 where that was not kept.
    """

    id: str
    hash: str = ""
    length: int = 0
    tries: int = 0
    tried_at: str = ""
    head: Order = START


def _pin(now: Pin | None, fact: Fact) -> Pin | None:
    if fact.kind not in {"pin.set", "pin.removed", "pin.tried", "pin.fitted"}:
        return now
    now = now or Pin(id=fact.subject)
    if fact.kind == "pin.set":
        now.hash, now.tries, now.length = fact.body["hash"], 0, fact.body.get("length", 0)
    elif fact.kind == "pin.removed":
        now.hash, now.tries = "", 0
    elif fact.kind == "pin.tried":
        now.tries, now.tried_at = now.tries + 1, fact.at
    elif fact.kind == "pin.fitted":
        now.tries = 0
    return now


class Import(msgspec.Struct, kw_only=True):
    """One reading of a roster file."""

    id: str
    at: str
    source: str = ""
    added: int = 0
    changed: int = 0
    left: int = 0
    undone: bool = False
    head: Order = START


def _import(now: Import | None, fact: Fact) -> Import | None:
    if fact.kind == "roster.imported":
        body = fact.body
        return Import(
            id=fact.subject,
            at=fact.at,
            source=body.get("source", ""),
            added=body.get("added", 0),
            changed=body.get("changed", 0),
            left=body.get("left", 0),
        )
    if now and fact.kind == "roster.undone":
        now.undone = True
    return now


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


PEOPLE = Table("people", Person, _person, PersonKeys)
PREFERENCES = Table("preferences", Preference, _preference, PreferenceKeys)
HOURS = Table("hours", Hours, _hours)
PINS = Table("pins", Pin, _pin)
IMPORTS = Table("imports", Import, _import)
