"""Facts: what happened, said once, never changed. Everything else here can be made from them."""

import secrets
from collections.abc import Mapping
from typing import Any

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
    """A fact a rule wants to be kept; the store adds where, when and in what order.

    Parameters:
        kind: what happened, `noun.verb`; the noun says which table the subject stands in.
        subject: id of the document this changes.
        by: id of the person who did it, or "" for the kiosk itself.
        whom: id of the person it was done for, or "".
        body: the rest, as plain JSON values.
    """

    kind: str
    subject: str
    by: str = ""
    whom: str = ""
    body: Mapping[str, Any] = {}


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
