"""Facts, the events of this event-sourced store: each records one thing that happened and never
changes. Every document is computed from them.

A rule makes a `NewFact`; the store gives it an id, a time and an order, which makes it a `Fact`.
"""

import secrets
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

import msgspec

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u, so that an id can be read out and typed."""

MENDED = "ledger.mended"
"""The kind of a fact that accepts a loss: it names facts that are gone and no longer searched for.
"""
REDATED = "ledger.redated"
"""The kind of a fact that says by how many seconds a wrong clock has dated others."""
RECOVERED = ".recovered"
"""The verb of a fact that holds a whole document, because the facts that made it are gone."""
UNREADABLE = "?"
"""The kind of a stand-in for a fact that is kept but that this version cannot read."""

FactId = tuple[str, str, int]
"""(origin, incarnation, seq): names a fact for ever, on every kiosk."""
StreamId = tuple[str, str]
"""(origin, incarnation): names a stream of facts that are numbered 1, 2, 3 ... without a gap."""
Order = tuple[int, str, str, int]
"""(lamport, origin, incarnation, seq): sorts all facts in the same order on every kiosk."""

EMPTY_BODY: Mapping[str, Any] = MappingProxyType({})


class NewFact(msgspec.Struct, frozen=True):
    """A fact that a rule wants to save; `Store.commit` adds its id, time and order. Each kind of
    fact is a subclass, defined beside the record that it changes.

    Parameters:
        subject: the id of the document that it changes.
        by: the id of the person who did it; "" is the kiosk itself.
        whom: the id of the person it was done for, or "".
    """

    subject: str
    by: str = ""
    whom: str = ""

    KIND: ClassVar[str] = ""
    """What happened: `noun.verb`; the noun says in which table the subject is."""
    RENAMED: ClassVar[Mapping[str, str]] = {}
    """Field -> its name in the body, where a field of every fact already has that name."""

    @property
    def kind(self) -> str:
        """What happened: `noun.verb`."""
        return self.KIND

    @property
    def body(self) -> Mapping[str, Any]:
        """The fields of this kind alone, as plain JSON values; defaults are left out."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__[_COMMON:]}
        defaults = _defaults(type(self))
        return {
            self.RENAMED.get(name, name): value
            for name, value in fields.items()
            if name not in defaults or value != defaults[name]
        }


_COMMON = len(NewFact.__struct_fields__)


@cache
def _defaults(kind: type[NewFact]) -> dict[str, Any]:
    """Return the default of each optional field of a kind of fact."""
    return {
        field.name: field.default_factory() if field.default is msgspec.NODEFAULT else field.default
        for field in msgspec.structs.fields(kind)
        if not field.required
    }


class RawFact(NewFact, frozen=True, kw_only=True):
    """A fact of any kind, for undo, for repairs and for tests; made by `raw_fact`."""

    raw_kind: str
    raw_body: Mapping[str, Any] = {}

    @property
    def kind(self) -> str:
        return self.raw_kind

    @property
    def body(self) -> Mapping[str, Any]:
        return self.raw_body


def raw_fact(
    kind: str, subject: str, by: str = "", whom: str = "", body: Mapping[str, Any] = EMPTY_BODY
) -> NewFact:
    """Make a fact of any kind.

    Parameters:
        kind: what happened, `noun.verb`.
        subject, by, whom: as in NewFact.
        body: the fields of that kind, as plain JSON values.
    """
    return RawFact(subject, by, whom, raw_kind=kind, raw_body=dict(body))


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """An immutable record that something happened.

    (origin, incarnation, seq) names it for ever. `lamport` orders it after all facts that its kiosk
    had seen. `at` is the local time that the kiosk's clock showed, with its offset: it is shown to
    people and never used to order. People are named by their opaque id alone.
    """

    origin: str
    incarnation: str
    seq: int
    lamport: int
    at: str
    kind: str
    subject: str
    by: str = ""
    whom: str = ""
    body: dict[str, Any] = {}

    @property
    def id(self) -> FactId:
        """The name of this fact, the same on every kiosk."""
        return self.origin, self.incarnation, self.seq

    @property
    def order(self) -> Order:
        """The sort key of this fact among all facts, the same on every kiosk."""
        return self.lamport, self.origin, self.incarnation, self.seq


def new_id(length: int = 10) -> str:
    """Make a random id that people can type.

    Ten characters are 50 bits, so that kiosks that are apart for weeks do not choose the same one.
    """
    return "".join([ALPHABET[byte & 31] for byte in secrets.token_bytes(length)])
