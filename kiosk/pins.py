"""PINs: what opens the coach's side, how wrong tries slow down, and when it locks.

Argon2id with argon2-cffi's own parameters (RFC 9106, low memory). Each try is recorded before it
is checked, so that pulling the plug or a second process gives nobody a free one.
"""

from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from data.facts import Draft
from data.records import Pin
from kiosk.refused import Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LOCKED_AFTER = 10
DELAYS = (0, 0, 0, 30, 60, 120, 300, 900, 1800, 3600)
"""Seconds to wait after so many wrong tries."""


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=2)


def check_new(pin: str, length: int) -> None:
    """Whether this may be somebody's PIN.

    Parameters:
        length: the fewest digits.

    Raises:
        Refused: too short, not digits, or among the first that anybody would try.
    """
    if not pin.isdecimal() or not pin.isascii() or len(pin) < length:
        raise Refused(f"A PIN is at least {length} digits, and digits only. Nothing was changed.")
    if len(set(pin)) == 1 or _is_run(pin) or _is_repeat(pin) or _holds_year(pin):
        raise Refused(
            "That PIN is one of the first that anybody would try (a run, a repeat or a year). "
            "Take another. Nothing was changed."
        )


def _is_run(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps <= {1} or steps <= {9}


def _is_repeat(pin: str) -> bool:
    return any(
        len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size)
        for size in range(1, len(pin) // 2 + 1)
    )


def _holds_year(pin: str) -> bool:
    return len(pin) <= 8 and any(
        1900 <= int(pin[place : place + 4]) <= 2099 for place in (0, len(pin) - 4)
    )


def set_pin(person: str, pin: str, length: int, by: str = "") -> list[Draft]:
    """A new PIN, which also opens a lock.

    Raises:
        Refused: see check_new.
    """
    check_new(pin, length)
    body = {"hash": _hasher().hash(pin), "length": len(pin)}
    return [Draft("pin.set", person, by=by, whom=person, body=body)]


def try_now(pin: Pin | None, now: datetime) -> list[Draft]:
    """Record a try before it is checked.

    Raises:
        Refused: there is no PIN, it is locked, or it is too early.
    """
    if pin is None or not pin.hash:
        raise Refused("There is no PIN yet. The keeper sets one with: kiosk person pin NAME")
    if pin.tries >= LOCKED_AFTER:
        raise Refused(
            "This PIN is locked after ten wrong tries. The keeper opens it with: "
            "kiosk person pin NAME"
        )
    if wait := seconds_left(pin, now):
        raise Refused(f"Too many wrong tries. Wait {_span(wait)}, then try again.")
    return [Draft("pin.tried", pin.id, whom=pin.id)]


def seconds_left(pin: Pin, now: datetime) -> int:
    """Seconds until the next try; a clock that was set back at most doubles a delay."""
    if not pin.tries or not pin.tried_at:
        return 0
    delay = DELAYS[min(pin.tries, len(DELAYS) - 1)]
    gone = abs(now - datetime.fromisoformat(pin.tried_at))
    return max(0, delay - int(gone.total_seconds()))


def fits(pin: Pin, typed: str) -> bool:
    """Whether this is the PIN. Takes about 50 ms on purpose: never on the thread that draws."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(pin.hash, typed)
    except (VerificationError, InvalidHashError):
        return False


def fitted(person: str) -> list[Draft]:
    """The tries are forgotten, the record of them is not."""
    return [Draft("pin.fitted", person, by=person, whom=person)]


def tries_left(pin: Pin) -> int:
    """Before it locks."""
    return max(0, LOCKED_AFTER - pin.tries)


def _span(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
