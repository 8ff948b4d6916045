"""What a try of a PIN costs: argon2id (RFC 9106), as slow as this machine bears at sign-in.

The same cost stretches a PIN for its check and for the key of private notes: a check that were
cheaper would be the quicker way to guess the key.
"""

import secrets
import struct
from functools import cache
from time import perf_counter

import msgspec

BEARABLE = 0.5
"""Seconds that somebody waits at sign-in without wondering."""
LEAST_PASSES, MOST_PASSES = 4, 32
MEMORY, LANES = 131_072, 2
"""KiB and lanes of one try."""
KEY, SALT = 32, 16
"""Bytes of a key, and of a salt without the cost that may stand behind it."""
_COST = struct.Struct(">HIB")


class StretchingCost(msgspec.Struct, frozen=True):
    """Passes over the memory, KiB of it, and lanes."""

    passes: int
    memory: int
    lanes: int


FIRST = StretchingCost(4, MEMORY, LANES)
"""What keys cost whose salt says nothing of it."""
MOST = StretchingCost(256, 1 << 20, 16)
"""What no kiosk pays, whatever a file asks of it."""


@cache
def cost_here() -> StretchingCost:
    """Measure what this machine bears, once a process; about a tenth of a second."""
    _stretched(
        "0", bytes(SALT), StretchingCost(1, 8, 1)
    )  # reads the library first, which takes a moment
    began = perf_counter()
    _stretched("0", bytes(SALT), StretchingCost(1, MEMORY, LANES))
    passes = round(BEARABLE / (perf_counter() - began))
    return StretchingCost(max(LEAST_PASSES, min(MOST_PASSES, passes)), MEMORY, LANES)


def new_salt() -> bytes:
    """Return a random salt, and behind it what a try costs."""
    cost = cost_here()
    return secrets.token_bytes(SALT) + _COST.pack(cost.passes, cost.memory, cost.lanes)


def cost_of(salt: bytes) -> StretchingCost:
    """Return what a salt says that a try costs.

    Raises:
        ValueError: it is no salt, or asks for more than a kiosk pays.
    """
    if len(salt) == SALT:
        return FIRST
    if len(salt) != SALT + _COST.size:
        raise ValueError("this is no salt")
    cost = StretchingCost(*_COST.unpack(salt[SALT:]))
    wanted, most = msgspec.structs.astuple(cost), msgspec.structs.astuple(MOST)
    if not all(0 < one <= other for one, other in zip(wanted, most, strict=True)):
        raise ValueError("this salt asks for more than a kiosk pays")
    return cost


def stretched(text: str, salt: bytes) -> bytes:
    """Make a key of a text; slow on purpose: never on the thread that draws.

    Raises:
        ValueError: see cost_of.
    """
    return _stretched(text, salt, cost_of(salt))


def _stretched(text: str, salt: bytes, cost: StretchingCost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        text.encode(), salt[:SALT], cost.passes, cost.memory, cost.lanes, KEY, Type.ID
    )
