"""The snapshot, `store.json`: the documents as an ordinary TinyDB file, and which part of the
ledger they are made of.

Stock `TinyDB("store.json")` and `jq` open it. It may be deleted at any time: then the ledger is
read. So it is when the file's checksum shows that it is damaged, or that another program wrote it.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from data.ledger.facts import StreamId
from data.ledger.ranges import RangeSet
from data.ledger.year_files import Mark
from data.records.registry import TABLES
from data.store.contact import Contact
from data.store.memory_tables import Rows
from data.system import Disk

FORMAT = 8
"""The shape of the documents. A snapshot of another format is not loaded."""
_TABLES = {table.name for table in TABLES.values()}
_TAIL = b'"_ledger": {"1": '
"""Where the position begins. It is the last table of the file, of one row, so that it can be read,
and all before it checked, without decoding the rest.
"""
_Documents = dict[str, dict[str, msgspec.Raw]]
"""Table -> document id -> the row as JSON."""
Ranges = list[tuple[str, str, list[tuple[int, int]]]]
"""(origin, incarnation, ranges of sequence numbers, both ends included) of each stream."""


class _Versioned(msgspec.Struct):
    """The format of a snapshot, which is read before anything that may differ in another one."""

    format: int


class Position(msgspec.Struct, kw_only=True):
    """Which part of the ledger a snapshot is made of; the last entry of its file.

    Parameters:
        format: FORMAT when it was written.
        marks: how far each year file was read.
        lamport: the highest Lamport time of any fact.
        seen: the facts that the documents are made of.
        given_up: lost facts whose loss somebody has accepted.
        orphans: subjects of facts that wait for the one that creates their document.
        redated: facts that a wrong clock dated: origin, incarnation, first and last number, and
            the seconds to add to their dates.
        unread: how many facts this version could not read.
        contact: `Indexes.contact`, since whoever opens the file would have to read every document
            for it.
        room_contact: `Indexes.room_contact`.
        checksum: CRC-32, in hexadecimal, of all bytes before this entry and of the entry with an
            empty checksum.
    """

    format: int = FORMAT
    marks: dict[str, Mark]
    lamport: int
    seen: Ranges
    given_up: Ranges = []
    orphans: list[str]
    redated: list[tuple[str, str, int, int, float]] = []
    unread: int = 0
    contact: dict[str, Contact] = {}
    room_contact: dict[str, float] = {}
    checksum: str = ""

    def held(self) -> dict[StreamId, RangeSet]:
        """Return the facts that the documents are made of, by stream."""
        return {
            (origin, incarnation): RangeSet(ranges) for origin, incarnation, ranges in self.seen
        }


def write(disk: Disk, path: Path, tables: dict[str, Rows], position: Position) -> None:
    """Replace the snapshot in one step.

    Parameters:
        position: without its checksum, which is computed here.

    Raises:
        OSError: the old file is as it was.
    """
    disk.replace(path, _chunks(tables, position))


def _chunks(tables: dict[str, Rows], position: Position) -> Iterator[bytes]:
    """Yield the bytes of the file, a table at a time, to spare the memory of a whole copy."""
    crc = 0
    for chunk in _document_chunks(tables):
        crc = zlib.crc32(chunk, crc)
        yield chunk
    complete = msgspec.structs.replace(position, checksum=_checksum(position, crc))
    yield _TAIL + msgspec.json.encode(complete) + b"}}\n"


def _checksum(position: Position, crc: int) -> str:
    """Return the checksum of a file. msgspec writes the same position in the same bytes each time.

    Parameters:
        crc: CRC-32 of the bytes before the position.
    """
    bare = msgspec.structs.replace(position, checksum="")
    return f"{zlib.crc32(msgspec.json.encode(bare), crc):08x}"


def _document_chunks(tables: dict[str, Rows]) -> Iterator[bytes]:
    yield b"{"
    for name in sorted(tables):
        rows = tables[name]
        yield b"%s: {" % msgspec.json.encode(name)
        yield b",\n".join(b'"%d": %s' % (doc_id, bytes(row)) for doc_id, row in rows.items())
        yield b"},\n"


def read(disk: Disk, path: Path) -> tuple[dict[str, Rows], Position] | None:
    """Return the tables and the position of a snapshot; None when it is missing, damaged, of
    another format, or not written by a kiosk.
    """
    try:
        tables, position = _decode(disk.read(path))
    except (OSError, ValueError, RecursionError):
        return None
    return (tables, position) if tables.keys() <= _TABLES else None


def _decode(content: bytes) -> tuple[dict[str, Rows], Position]:
    """Split a file into its tables, whose rows stay JSON, and its position.

    Raises:
        ValueError: it is no snapshot, is of another format, or its checksum does not match.
        RecursionError: it is nested too deeply to be one.
    """
    end = content.rindex(_TAIL)
    entry = content[end + len(_TAIL) :].removesuffix(b"}}\n")
    if msgspec.json.decode(entry, type=_Versioned).format != FORMAT:
        raise ValueError("another format")
    position = msgspec.json.decode(entry, type=Position)
    if position.checksum != _checksum(position, zlib.crc32(memoryview(content)[:end])):
        raise ValueError("the checksum does not match")
    documents = msgspec.json.decode(content, type=_Documents)
    del documents["_ledger"]
    return {
        name: {int(doc_id): row for doc_id, row in rows.items()} for name, rows in documents.items()
    }, position
