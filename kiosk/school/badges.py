"""Badges: whose they are, and what is kept of one. A badge says who somebody is; it never opens the
coach's side alone.
"""

import hashlib
import hmac
import re
import secrets
from pathlib import Path

from data.failures import NotSaved, not_saved_message
from data.records import Person
from data.system import Disk
from kiosk.school.people import People

KEY_FILE = "badge.key"
KEY_BYTES = 32
_JOINT = "."
_KEY = re.compile(rb"[0-9a-f]{%d}" % (2 * KEY_BYTES))


class Badges:
    """The badges of one school.

    Parameters:
        folder: the data folder, in which the key is.
        disk: reads and writes it.
        people: who may bear one.
    """

    def __init__(self, folder: Path, disk: Disk, people: People) -> None:
        self._folder, self._disk, self._people = folder, disk, people

    def bearer(self, badge: str) -> Person | None:
        """Return whose badge this is.

        Raises:
            NotSaved: the key of the badges is gone.
        """
        known = self._people.by_mark
        if not known:
            return None
        mark = self.mark(badge)
        person = known.get(mark) or known.get(without_name(mark))
        return self._people.get(person) if person else None

    def mark(self, badge: str) -> str:
        """Return what is kept of a badge.

        Raises:
            NotSaved: the key of the badges is gone, or could not be kept.
        """
        return mark_of(self._key(), badge)

    def _key(self) -> bytes:
        """Return the secret that badges are kept under; it is made for the first of them alone."""
        key = read_key(self._disk, self._folder)
        if key is not None:
            return key
        if self.need_key():
            raise NotSaved(
                "No badge can be known: the file badge.key is gone or not whole. Sign in by name; "
                "the keeper finds what to do with: kiosk doctor"
            )
        return self.make_key()

    def need_key(self) -> bool:
        """Whether badges are known whose key is gone."""
        gone = read_key(self._disk, self._folder) is None
        return gone and any(person.badge for person in self._people.values())

    def make_key(self) -> bytes:
        """Make another key; badges that were kept under the old one are unknown from now on.

        Raises:
            NotSaved: it could not be kept.
        """
        try:
            return make_key(self._disk, self._folder)
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error


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
