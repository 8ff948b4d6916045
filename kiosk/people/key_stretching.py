"""The cost of trying a PIN: argon2id (RFC 9106), as slow as this machine allows at sign-in.

The same cost stretches a PIN for its check and for the key of private notes. A cheaper check would
be the faster way to guess the key.
"""

import secrets
import struct
from functools import cache
from time import perf_counter

import msgspec

BEARABLE = 0.5
"""Seconds that somebody waits at sign-in without wondering."""
LEAST_PASSES, MOST_PASSES = 4, 32
"""Bounds of the passes that are measured."""
MEMORY, LANES = 131_072, 2
"""KiB and lanes of one try."""
KEY, SALT = 32, 16
"""Bytes of a key, and of a salt without its cost."""
_COST = struct.Struct(">HIB")
"""How a cost is written behind a salt."""


class StretchingCost(msgspec.Struct, frozen=True):
    """The cost of one try: passes over the memory, KiB of it, and lanes."""

    passes: int
    memory: int
    lanes: int


FIRST = StretchingCost(4, MEMORY, LANES)
"""The cost of keys whose salt does not carry one."""
MOST = StretchingCost(256, 1 << 20, 16)
"""The highest cost a kiosk accepts, whatever a file asks for."""


@cache
def cost_here() -> StretchingCost:
    """Measure the cost this machine allows, once per process; takes about a tenth of a second."""
    _stretched("0", bytes(SALT), StretchingCost(1, 8, 1))  # loading the library is not measured
    began = perf_counter()
    _stretched("0", bytes(SALT), StretchingCost(1, MEMORY, LANES))
    passes = round(BEARABLE / (perf_counter() - began))
    return StretchingCost(max(LEAST_PASSES, min(MOST_PASSES, passes)), MEMORY, LANES)


def new_salt() -> bytes:
    """Return a random salt followed by the cost of a try."""
    cost = cost_here()
    return secrets.token_bytes(SALT) + _COST.pack(cost.passes, cost.memory, cost.lanes)


def cost_of(salt: bytes) -> StretchingCost:
    """Return the cost that a salt carries.

    Raises:
        ValueError: it is not a salt, or asks for more than MOST.
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
    """Return the key that a text stands for. Slow on purpose: never call it on the UI thread.

    Raises:
        ValueError: see cost_of.
    """
    return _stretched(text, salt, cost_of(salt))


def _stretched(text: str, salt: bytes, cost: StretchingCost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        text.encode(), salt[:SALT], cost.passes, cost.memory, cost.lanes, KEY, Type.ID
    )
