"""`store.json`: the documents as an ordinary TinyDB file, and what part of the ledger they are.

Stock `TinyDB("store.json")` and `jq` open it. It may be deleted at any time. A file that somebody
else wrote or that was damaged is not believed: its own checksum tells, and the ledger is read.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from data.ledger.ranges import RangeSet
from data.ledger.year_files import Mark
from data.records.registry import TABLES
from data.store.memory_tables import Row, Rows
from data.system import Disk

FORMAT = 6
_TABLES = {table.name for table in TABLES.values()}
_TAIL = b'"_ledger": {"1": '
Ranges = list[tuple[str, str, list[tuple[int, int]]]]
"""Origin, incarnation, and ranges of sequence numbers, both ends included."""


class Position(msgspec.Struct, kw_only=True):
    """What part of the ledger a snapshot stands for.

    Parameters:
        format: the shape of the documents; another one is read anew from the ledger.
        marks: how far each file was read.
        lamport: the highest Lamport time seen.
        seen: the facts that the documents are made of.
        given_up: facts that somebody has decided to do without.
        orphans: subjects whose first fact has not come yet.
        redated: facts of a clock that was wrong, and by how many seconds.
        unread: how many facts could not be read by this version.
        checksum: CRC-32 of all that stands before this in the file, and of this without it.
    """

    format: int = FORMAT
    marks: dict[str, Mark]
    lamport: int
    seen: Ranges
    given_up: Ranges = []
    orphans: list[str]
    redated: list[tuple[str, str, int, int, float]] = []
    unread: int = 0
    checksum: str = ""

    def held(self) -> dict[tuple[str, str], RangeSet]:
        """Return the facts that the documents are made of, by origin and incarnation."""
        return {
            (origin, incarnation): RangeSet(ranges) for origin, incarnation, ranges in self.seen
        }


def write(disk: Disk, path: Path, tables: dict[str, Rows], position: Position) -> None:
    """Replace the snapshot in one step.

    Raises:
        OSError: the old file stays as it was.
    """
    disk.replace(path, _pieces(tables, position))


def _pieces(tables: dict[str, Rows], position: Position) -> Iterator[bytes]:
    checksum = 0
    for piece in _documents(tables):
        checksum = zlib.crc32(piece, checksum)
        yield piece
    position.checksum = _sealed(position, checksum)
    yield _TAIL + msgspec.json.encode(position) + b"}}\n"


def _sealed(position: Position, documents: int) -> str:
    bare = msgspec.structs.replace(position, checksum="")
    return f"{zlib.crc32(msgspec.json.encode(bare), documents):08x}"


def _documents(tables: dict[str, Rows]) -> Iterator[bytes]:
    yield b"{"
    for name in sorted(tables):
        rows = tables[name]
        yield b"%s: {" % msgspec.json.encode(name)
        yield b",\n".join(b'"%d": %s' % (doc_id, bytes(row)) for doc_id, row in rows.items())
        yield b"},\n"


def read(disk: Disk, path: Path) -> tuple[dict[str, Rows], Position] | None:
    """What the snapshot holds, or None when it cannot be believed."""
    try:
        content = disk.read(path)
        tables, position = _split(content)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if position.format != FORMAT or not tables.keys() <= _TABLES:
        return None
    return tables, position


def _split(content: bytes) -> tuple[dict[str, Rows], Position]:
    end = content.rindex(_TAIL)
    decoded = msgspec.json.decode(content, type=dict[str, dict[str, msgspec.Raw]])
    position = msgspec.json.decode(decoded.pop("_ledger")["1"], type=Position)
    if position.checksum != _sealed(position, zlib.crc32(content[:end])):
        raise ValueError("another program wrote this file")
    tables: dict[str, Rows] = {}
    for name, rows in decoded.items():
        kept: dict[int, Row] = {}
        for doc_id, row in rows.items():
            kept[int(doc_id)] = row
        tables[name] = kept
    return tables, position
