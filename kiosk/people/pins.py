"""PINs: what opens the coach's side, how wrong tries slow down, and when a PIN locks.

PINs are hashed with argon2id, on the team's side as slow as the machine allows. Each try is saved
before it is checked, so that neither a power cut nor a second process gives a free try. While
nothing can be saved, tries are counted in memory, so that a full disk neither opens a door nor
locks one.
"""

from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from data.ledger.facts import NewFact
from data.records import Pin
from data.records.people import PinFitted, PinSet, PinTried
from kiosk.people.key_stretching import StretchingCost
from kiosk.people.secret import Typed, text_of
from kiosk.school.errors import Refused

if TYPE_CHECKING:
    from argon2 import Parameters, PasswordHasher

LONGEST = 12
"""Digits of the longest PIN."""
LOCKED_AFTER = 10
"""Wrong tries after which a PIN is locked."""
MANY = 3
"""Wrong tries from which on its owner is told of them."""
DELAYS = (0, 0, 0, 30, 60, 120, 300, 900, 1800, 3600)
"""Seconds to wait, by the number of wrong tries."""


TEACHER = StretchingCost(3, 65_536, 2)
"""Cost of a try that opens nothing but a teacher's own requests: about 50 ms."""


@cache
def _hasher(cost: StretchingCost) -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes)


def check_new(typed: Typed, length: int) -> None:
    """Check that this may be somebody's PIN.

    Parameters:
        length: the fewest digits.

    Raises:
        Refused: too short or too long, not digits, or among the first that anybody would try.
    """
    pin = text_of(typed)
    if not pin.isdecimal() or not pin.isascii() or len(pin) < length:
        raise Refused(f"A PIN is at least {length} digits, and digits only. Nothing was changed.")
    if len(pin) > LONGEST:
        raise Refused(f"A PIN has at most {LONGEST} digits. Nothing was changed.")
    if len(set(pin)) == 1 or _is_run(pin) or _is_repeat(pin) or _holds_year(pin):
        raise Refused(
            "That PIN is too easy to guess (a run, a repeat or a year). "
            "Choose another. Nothing was changed."
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
        1900 <= int(pin[start : start + 4]) <= 2099 for start in (0, len(pin) - 4)
    )


def set_pin(
    person: str, pin: Typed, length: int, by: str = "", cost: StretchingCost = TEACHER
) -> list[NewFact]:
    """Return the facts of a new PIN, which also unlocks a locked one.

    Parameters:
        length: the fewest digits.
        cost: of a try.

    Raises:
        Refused: see check_new.
    """
    check_new(pin, length)
    return [_set(person, pin, by, cost)]


def hashed_anew(person: str, pin: Typed, cost: StretchingCost) -> list[NewFact]:
    """Return the facts of the same PIN, hashed at another cost."""
    return [_set(person, pin, person, cost)]


def _set(person: str, pin: Typed, by: str, cost: StretchingCost) -> PinSet:
    hashed = _hasher(cost).hash(text_of(pin))
    return PinSet(person, by=by, whom=person, hash=hashed, length=len(pin))


def try_now(pin: Pin | None, now: datetime) -> list[NewFact]:
    """Return the fact of a try, to be saved before the PIN is checked.

    Raises:
        Refused: there is no PIN, it is locked, or a delay is not over.
    """
    if pin is None or not pin.hash:
        raise Refused("There is no PIN yet. The keeper sets one with: kiosk person pin NAME")
    if pin.tries >= LOCKED_AFTER:
        raise Refused(
            "This PIN is locked after ten wrong tries. The keeper opens it with: "
            "kiosk person pin NAME"
        )
    if wait := seconds_left(pin, now):
        raise Refused(wait_words(wait))
    return [PinTried(pin.id, whom=pin.id)]


def seconds_left(pin: Pin, now: datetime) -> int:
    """Return the seconds until the next try; a clock that was set back at most doubles a delay."""
    if not pin.tries or not pin.tried_at:
        return 0
    delay = delay_after(pin.tries)
    gone = abs(now - datetime.fromisoformat(pin.tried_at))
    return max(0, delay - int(gone.total_seconds()))


def delay_after(tries: int) -> int:
    """Return the seconds to wait after a number of wrong tries."""
    return DELAYS[min(tries, len(DELAYS) - 1)]


def wait_words(seconds: int) -> str:
    """Return what to tell whoever is delayed; it may have been somebody else who tried."""
    return (
        f"Too many wrong tries, by you or someone else. Wait {_span(seconds)}, then try again. The "
        "keeper can open it at once: kiosk person pin"
    )


def tried_words(tries: int, last: str) -> str:
    """Return what to tell somebody about wrong tries before the right one; "" for few tries, which
    may be their own slips.

    Parameters:
        last: when the last one was, as an ISO date and time.
    """
    if tries < MANY:
        return ""
    at = datetime.fromisoformat(last)
    return (
        f"There were {tries} wrong tries of your PIN before this one, the last at {at:%H:%M}. If "
        "that was not you, choose another under Me, About me."
    )


def is_cheap(pin: Pin, cost: StretchingCost) -> bool:
    """Return whether a try of this PIN costs less than half of what it should."""
    from argon2.exceptions import InvalidHashError

    try:
        parameters = _parameters(pin.hash)
    except InvalidHashError:
        return False
    return parameters.memory_cost * parameters.time_cost < cost.memory * cost.passes // 2


def _parameters(kept: str) -> "Parameters":
    from argon2 import extract_parameters

    return extract_parameters(kept)


def fits(pin: Pin, typed: Typed) -> bool:
    """Return whether this is the PIN. Slow on purpose: never call it on the UI thread."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher(TEACHER).verify(pin.hash, text_of(typed))
    except (VerificationError, InvalidHashError):
        return False


def fitted(person: str) -> list[NewFact]:
    """Return the facts that reset the tries; the record of them stays."""
    return [PinFitted(person, by=person, whom=person)]


def tries_left(pin: Pin) -> int:
    """Return how many tries are left before it locks."""
    return max(0, LOCKED_AFTER - pin.tries)


def _span(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
