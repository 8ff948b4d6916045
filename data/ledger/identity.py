"""The identity of a kiosk: an origin that never changes, and an incarnation that is replaced when
the ledger may have lost facts.

Sequence numbers start again after a wipe or a restore. A new random incarnation then keeps new
facts from getting the ids of old ones.
"""

from pathlib import Path

import msgspec

from data.ledger.facts import new_id
from data.system import Disk


class Identity(msgspec.Struct, frozen=True):
    """The stream that this kiosk's facts belong to.

    Parameters:
        origin: names this kiosk.
        incarnation: names one unbroken series of its sequence numbers.
        home: device and inode of the ledger's folder, in hexadecimal. A copied folder has another
            home, so that the copy does not continue the stream of the original.
        last: the highest sequence number of this incarnation when the snapshot was last written; a
            ledger that ends before it has lost facts.
    """

    origin: str
    incarnation: str
    home: str
    last: int = 0


def load(disk: Disk, path: Path, ledger: Path, *, complete: bool) -> Identity:
    """Return this kiosk's identity, with a new incarnation where the old one cannot go on.

    Parameters:
        path: the file of the identity.
        ledger: the folder of the ledger.
        complete: whether the ledger is known to hold all that was ever written to it.

    Raises:
        OSError: a new identity could not be saved; then nothing may be written with it.
    """
    home = _home(ledger)
    known = read(disk, path)
    if known and known.home == home and complete:
        return known
    fresh = Identity(known.origin if known else new_id(6), new_id(12), home)
    save(disk, path, fresh)
    return fresh


def read(disk: Disk, path: Path) -> Identity | None:
    """Return the identity that was saved; None when its file is missing or damaged."""
    try:
        return msgspec.json.decode(disk.read(path), type=Identity)
    except (OSError, ValueError, RecursionError):
        return None


def save(disk: Disk, path: Path, identity: Identity) -> None:
    """Replace the identity's file.

    Raises:
        OSError: the old file is still there.
    """
    disk.replace(path, [msgspec.json.encode(identity), b"\n"])


def _home(folder: Path) -> str:
    status = folder.stat()
    return f"{status.st_dev:x}-{status.st_ino:x}"
