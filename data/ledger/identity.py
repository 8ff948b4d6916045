"""Who this kiosk is: an origin for ever, and an incarnation while continuity is proven.

Sequence numbers start again after a wipe or a restore. A new random incarnation then keeps the
new facts from ever bearing the names of old ones.
"""

from pathlib import Path

import msgspec

from data.ledger.facts import new_id
from data.system import Disk


class Identity(msgspec.Struct, frozen=True):
    """The first two parts of the name of every fact made here.

    Parameters:
        home: device and inode of the ledger's folder; a copy of the folder is another kiosk's
            past, not this one's.
        last: the highest number of this incarnation when the snapshot was last written, so that a
            ledger that knows less has lost some.
    """

    origin: str
    incarnation: str
    home: str
    last: int = 0


def load(disk: Disk, path: Path, ledger: Path, *, proven: bool) -> Identity:
    """This kiosk's identity, with a new incarnation when the folder is not where it was.

    Parameters:
        proven: whether the ledger is known to hold all that was ever written to it.

    Raises:
        OSError: it could not be kept; then it must not be used for writing.
    """
    home = _home(ledger)
    known = read(disk, path)
    if known and known.home == home and proven:
        return known
    fresh = Identity(known.origin if known else new_id(6), new_id(12), home)
    keep(disk, path, fresh)
    return fresh


def read(disk: Disk, path: Path) -> Identity | None:
    """Return this kiosk's identity as it was kept; None when it is not there or not whole."""
    try:
        return msgspec.json.decode(disk.read(path), type=Identity)
    except (OSError, ValueError, RecursionError):
        return None


def keep(disk: Disk, path: Path, known: Identity) -> None:
    """Keep an identity as it is now.

    Raises:
        OSError: the one before is still there.
    """
    disk.replace(path, [msgspec.json.encode(known), b"\n"])


def _home(folder: Path) -> str:
    found = folder.stat()
    return f"{found.st_dev:x}-{found.st_ino:x}"
