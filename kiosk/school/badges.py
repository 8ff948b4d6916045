"""Badges: who bears one, and what is stored of it. A badge identifies somebody; it never opens the
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
"""The file in the data folder with the secret that badges are stored under."""
KEY_BYTES = 32
_JOINT = "."
_KEY = re.compile(rb"[0-9a-f]{%d}" % (2 * KEY_BYTES))


class Badges:
    """The badges of one school.

    Parameters:
        folder: the data folder, in which the key is.
        disk: reads and writes the key.
        people: who may bear a badge.
    """

    def __init__(self, folder: Path, disk: Disk, people: People) -> None:
        self._folder, self._disk, self._people = folder, disk, people

    def bearer(self, badge: str) -> Person | None:
        """Return who bears a badge; None when nobody does.

        Raises:
            NotSaved: the key of the badges is gone.
        """
        bearers = self._people.by_mark
        if not bearers:
            return None
        mark = self.mark(badge)
        person = bearers.get(mark) or bearers.get(without_name(mark))
        return self._people.get(person) if person else None

    def mark(self, badge: str) -> str:
        """Return what is stored of a badge.

        Raises:
            NotSaved: the key of the badges is gone, or could not be saved.
        """
        return mark_of(self._key(), badge)

    def _key(self) -> bytes:
        """Return the secret that badges are stored under; make it for the first badge alone."""
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
        """Return whether badges are stored whose key is gone."""
        is_gone = read_key(self._disk, self._folder) is None
        return is_gone and any(person.badge for person in self._people.values())

    def make_key(self) -> bytes:
        """Make a new key; badges stored under the old one are unknown from now on.

        Raises:
            NotSaved: it could not be saved.
        """
        try:
            return make_key(self._disk, self._folder)
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error


def read_key(disk: Disk, folder: Path) -> bytes | None:
    """Return the secret that badges are stored under; None when it is missing or damaged."""
    try:
        key = disk.read(folder / KEY_FILE)
    except OSError:
        return None
    return key if _KEY.fullmatch(key) else None


def make_key(disk: Disk, folder: Path) -> bytes:
    """Make a new secret; badges stored under the old one are unknown from now on.

    Raises:
        OSError: it could not be saved.
    """
    key = secrets.token_hex(KEY_BYTES).encode()
    disk.replace(folder / KEY_FILE, [key])
    return key


def mark_of(secret: bytes, badge: str) -> str:
    """Return what is stored of a badge: enough to recognise it, not enough to copy it.

    A mark begins with a name of its key, so that the doctor notices the badge.key of another
    school, or an older one.
    """
    return f"{_name_of(secret)}{_JOINT}{_digest(secret, badge.strip().encode())}"


def without_name(mark: str) -> str:
    """Return a mark in its older form, from before marks named their key."""
    return mark.partition(_JOINT)[2]


def is_of_another(secret: bytes, mark: str) -> bool:
    """Return whether a badge was stored under another key than this."""
    name, joint, _ = mark.partition(_JOINT)
    return bool(joint) and name != _name_of(secret)


def _name_of(secret: bytes) -> str:
    return _digest(secret, b"the name of this key")[:8]


def _digest(secret: bytes, content: bytes) -> str:
    return hmac.new(secret, content, hashlib.sha256).hexdigest()[:32]
