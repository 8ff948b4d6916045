"""Badges: telling a reader's burst of keys from a person's typing, and knowing whose it is.

A reader is a keyboard: at least six characters, a mean gap of at most 35 ms, none over 80 ms, then
Enter. A badge says who somebody is; it never opens the coach's side alone.
"""

import hashlib
import hmac
import re
import secrets
from itertools import pairwise
from pathlib import Path

from data.seams import Disk

SHORTEST = 6
MEAN_GAP = 0.035
LONGEST_GAP = 0.080
KEY_FILE = "badge.key"
KEY_BYTES = 32
_JOINT = "."
_KEY = re.compile(rb"[0-9a-f]{%d}" % (2 * KEY_BYTES))
PATIENCE = 0.150
"""Seconds after which half a scan is dropped."""


class Scanner:
    """Watches keys go by and says which belong to a scan.

    Parameters:
        prefix: what the reader sends first, when it is set up to.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._keys: list[tuple[str, float]] = []

    @property
    def held(self) -> str:
        """The characters that may yet be a scan."""
        return "".join(key for key, _ in self._keys)

    def key(self, character: str | None, at: float) -> bool:
        """One more key.

        Parameters:
            character: what it types; None for a key that types nothing.
            at: when, in seconds.

        Returns:
            Whether it goes on in the burst that is being held.
        """
        if character is None or not character.isprintable():
            return False
        if self._keys and at - self._keys[-1][1] > LONGEST_GAP:
            return False
        self._keys.append((character, at))
        return True

    def enter(self, at: float) -> str | None:
        """The badge that this Enter completes, or None when it was a person's."""
        keys = self._keys
        if len(keys) < max(SHORTEST, len(self._prefix) + 1) or at - keys[-1][1] > LONGEST_GAP:
            return None
        gaps = [after - before for (_, before), (_, after) in pairwise(keys)]
        if sum(gaps) / len(gaps) > MEAN_GAP:
            return None
        text = self.held
        if not text.startswith(self._prefix):
            return None
        return text[len(self._prefix) :]

    def is_burst(self) -> bool:
        """Whether what is held is the beginning of a badge, and no person's typing.

        Fingers roll over each other, and an input method hands over a word at once; neither gives
        six letters or digits of a badge in a row.
        """
        keys = self._keys
        if len(keys) < SHORTEST or not (self.held.isascii() and self.held.isalnum()):
            return False
        return (keys[-1][1] - keys[0][1]) / (len(keys) - 1) <= MEAN_GAP

    def drop(self) -> None:
        """Forget what is held."""
        self._keys.clear()


def read_key(disk: Disk, folder: Path) -> bytes | None:
    """Return the school's secret under which badges are kept; None when it is not there or not
    whole.
    """
    try:
        found = disk.read(folder / KEY_FILE)
    except OSError:
        return None
    return found if _KEY.fullmatch(found) else None


def make_key(disk: Disk, folder: Path) -> bytes:
    """Make the school's secret. Whatever badge was kept under another one is unknown from now on.

    Raises:
        OSError: it could not be kept.
    """
    key = secrets.token_hex(KEY_BYTES).encode()
    disk.replace(folder / KEY_FILE, [key])
    return key


def mark_of(secret: bytes, badge: str) -> str:
    """What is kept of a badge: enough to know it again, not enough to print another. It begins with
    a name of the key, so that a badge.key that is another school's, or an older one, is missed.
    """
    return f"{_name_of(secret)}{_JOINT}{_digest(secret, badge.strip().encode())}"


def without_name(mark: str) -> str:
    """The mark as it was kept before marks named their key."""
    return mark.partition(_JOINT)[2]


def is_of_another(secret: bytes, mark: str) -> bool:
    """Whether a badge was kept under another key than this."""
    name, joint, _ = mark.partition(_JOINT)
    return bool(joint) and name != _name_of(secret)


def _name_of(secret: bytes) -> str:
    return _digest(secret, b"the name of this key")[:8]


def _digest(secret: bytes, content: bytes) -> str:
    return hmac.new(secret, content, hashlib.sha256).hexdigest()[:32]
