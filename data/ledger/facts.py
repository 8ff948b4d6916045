"""Facts: what happened, said once, never changed. Everything else here can be made from them."""

import secrets
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

import msgspec

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u, so that an id can be read out and typed."""


MENDED = "ledger.mended"
"""The kind of a fact that names others that are gone for good, as somebody has decided."""
REDATED = "ledger.redated"
"""The kind of a fact that says by how much a clock was wrong that dated others."""
RECOVERED = ".recovered"
"""The verb of a fact that holds a whole document: those that made it are gone."""
UNREADABLE = "?"
"""The kind of a stand-in for a fact that is kept and that this version cannot read."""


class NewFact(msgspec.Struct, frozen=True):
    """A fact that a rule wants to be kept; the store adds where, when and in what order. Each kind
    of fact is a class of its own, beside the record that it changes.

    Parameters:
        subject: the id of the document this changes.
        by: the id of the person who did it, or "" for the kiosk itself.
        whom: the id of the person it was done for, or "".
    """

    subject: str
    by: str = ""
    whom: str = ""

    KIND: ClassVar[str] = ""
    """What happened: `noun.verb`; the noun says which table the subject stands in."""
    RENAMED: ClassVar[Mapping[str, str]] = {}
    """Field -> its name in the body, where a field of all facts has that name."""

    @property
    def kind(self) -> str:
        """What happened."""
        return self.KIND

    @property
    def body(self) -> Mapping[str, Any]:
        """The rest, as plain JSON values; what is as it is when nothing is said is left out."""
        own = {name: getattr(self, name) for name in self.__struct_fields__[_COMMON:]}
        defaults = _defaults(type(self))
        return {
            self.RENAMED.get(name, name): value
            for name, value in own.items()
            if name not in defaults or value != defaults[name]
        }


_COMMON = len(NewFact.__struct_fields__)


@cache
def _defaults(kind: type[NewFact]) -> dict[str, Any]:
    """Return the fields of a kind of fact that need not be given, and what they are then."""
    found = msgspec.structs.fields(kind)
    return {
        each.name: each.default_factory() if each.default is msgspec.NODEFAULT else each.default
        for each in found
        if not each.required
    }


class RawFact(NewFact, frozen=True, kw_only=True):
    """A fact of any kind: one that undoes, one that a repair writes, one of a test."""

    named: str
    content: Mapping[str, Any] = {}

    @property
    def kind(self) -> str:
        return self.named

    @property
    def body(self) -> Mapping[str, Any]:
        return self.content


NOTHING: Mapping[str, Any] = MappingProxyType({})


def raw_fact(
    kind: str, subject: str, by: str = "", whom: str = "", body: Mapping[str, Any] = NOTHING
) -> NewFact:
    """Return a fact of any kind.

    Parameters:
        kind: what happened, `noun.verb`.
        subject, by, whom: as NewFact.
        body: the rest, as plain JSON values.
    """
    return RawFact(subject, by, whom, named=kind, content=dict(body))


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """An immutable record that something happened.

    (origin, incarnation, seq) names it for ever. `lamport` orders it against what its kiosk had
    seen; `at` is the time the kiosk claimed, with its offset, for people to read and never for
    ordering. People appear by their opaque id alone.
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
    def id(self) -> tuple[str, str, int]:
        """What names this fact for ever, on every kiosk."""
        return self.origin, self.incarnation, self.seq

    @property
    def order(self) -> "Order":
        """Where this fact stands among all facts, the same on every kiosk."""
        return self.lamport, self.origin, self.incarnation, self.seq


Order = tuple[int, str, str, int]


def new_id(length: int = 10) -> str:
    """A random id people can type: 10 characters are 50 bits, so that kiosks that are apart for
    weeks do not hit on the same one.
    """
    return "".join([ALPHABET[byte & 31] for byte in secrets.token_bytes(length)])
