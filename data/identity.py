"""Who this kiosk is: an origin for ever, and an incarnation while continuity is proven.

Sequence numbers start again after a wipe or a restore. A new random incarnation then keeps the
new facts from ever bearing the names of old ones.
"""

from pathlib import Path

import msgspec

from data.facts import new_id
from data.seams import Disk


class Identity(msgspec.Struct, frozen=True):
    """The first two parts of the name of every fact made here.

    Parameters:
        home: device and inode of the ledger's folder; a copy of the folder is another kiosk's
            past, not this one's.
    """

    origin: str
    incarnation: str
    home: str


def load(disk: Disk, path: Path, ledger: Path) -> Identity:
    """This kiosk's identity, with a new incarnation when the folder is not where it was.

    Raises:
        OSError: it could not be kept; then it must not be used for writing.
    """
    home = _home(ledger)
    try:
        known = msgspec.json.decode(disk.read(path), type=Identity)
    except (OSError, msgspec.DecodeError):
        known = None
    if known and known.home == home:
        return known
    return _keep(disk, path, Identity(known.origin if known else new_id(6), new_id(12), home))


def renew(disk: Disk, path: Path, identity: Identity) -> Identity:
    """The same kiosk in a new incarnation, because its past is not all there.

    Raises:
        OSError: it could not be kept.
    """
    return _keep(disk, path, msgspec.structs.replace(identity, incarnation=new_id(12)))


def _keep(disk: Disk, path: Path, identity: Identity) -> Identity:
    disk.replace(path, [msgspec.json.encode(identity), b"\n"])
    return identity


def _home(folder: Path) -> str:
    found = folder.stat()
    return f"{found.st_dev:x}-{found.st_ino:x}"
