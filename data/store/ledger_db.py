"""A TinyDB that follows a ledger: its tables are loaded from the snapshot and kept up to date with
whatever was appended since, by this process or another.
"""

import errno
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from data.failures import NotSaved, not_saved_message
from data.ledger import identity
from data.ledger.facts import UNREADABLE, Fact, FactId
from data.ledger.ledger import Ledger
from data.ledger.ranges import RangeSet
from data.ledger.year_files import LedgerChanged
from data.records.registry import TABLES
from data.store import snapshot
from data.store.documents import Documents
from data.store.indexes import Indexes, record_decoder
from data.store.memory_tables import MemoryDB, Row, Rows
from data.store.read_only import ReadOnlyStorage, ReadOnlyTable, refuse
from data.store.recovery import (
    Evidence,
    FactGap,
    all_seen,
    find_gaps,
    missing_message,
    unexplained,
)
from data.system import Clock, Disk

T = TypeVar("T")
MAX_TRIES = 3
"""How often a ledger is read that other processes rewrite meanwhile."""
RETRY_SECONDS = 10.0
"""Between two tries to repair what a failing disk left behind, or to read what it did not give;
each try reads a whole file.
"""


class LedgerDB(MemoryDB):
    """The documents of a folder's ledger, to be read through TinyDB's Query API, or as records by
    their opaque id or an index key. `Store` adds writing.

    Parameters: as for Store.
    """

    table_class = ReadOnlyTable  # type: ignore[assignment]  # TinyDB does not type its hooks
    default_storage_class = ReadOnlyStorage

    def __init__(self, folder: Path, clock: Clock, disk: Disk, *, trust_snapshot: bool) -> None:
        super().__init__()
        self.folder = folder
        self.identity_path = folder / "kiosk.json"
        self.clock = clock
        self.disk = disk
        self.ledger = Ledger(folder / "ledger", self.disk)
        self.documents = Documents(self.memory, self.ledger)
        self.missing: list[FactGap] = []
        """Facts that were saved and are not in the ledger. As long as there are any, nothing is
        written: what is left can be read, and somebody must decide.
        """
        self.unreadable: list[str] = []
        """Year files that cannot be read, which stops all writing too."""
        self._identity: identity.Identity | None = None
        self._identity_status: tuple[int, int] | None = None
        """Inode and size of its file when it was read: another process may have replaced it."""
        self._is_complete = False
        """Whether the ledger is known to hold all that was ever written to it."""
        self._is_snapshot_bad = False
        """Whether `store.json` is not as a kiosk wrote it, so that it must not be overwritten."""
        self._snapshot_changes = -1
        """The value of `changes` when `store.json` was written or loaded."""
        self._retry_at = float("-inf")
        self._load(trust_snapshot)

    @property
    def indexes(self) -> Indexes:
        """The indexes of all tables."""
        return self.documents.indexes

    @property
    def changes(self) -> int:
        """Counts up whenever a document has changed, so that a screen knows when to look."""
        return self.documents.changes

    @property
    def versions(self) -> Counter[str]:
        """The same for each table."""
        return self.documents.versions

    @property
    def conflicts(self) -> list[FactId]:
        """Ids that two different facts have: both are kept, and somebody must look."""
        return self.documents.conflicts

    @property
    def path(self) -> Path:
        """The file of the snapshot."""
        return self.folder / "store.json"

    @property
    def blocked(self) -> bool:
        """Whether nothing may be written before somebody has decided."""
        return bool(self.missing or self.unreadable)

    def drop_tables(self) -> None:
        refuse()

    def drop_table(self, name: str) -> None:
        refuse(name)

    def find(self, kind: type[T], key: str) -> T | None:
        """Return the record of a type with this opaque id, or None."""
        name = _NAMES[kind]
        with self.memory.lock:
            doc_id = self.indexes.of(name).ids.get(key)
            if doc_id is None:
                return None
            row = self.memory.tables[name][doc_id]
        return cast("T", record_decoder(name)(row))

    def records(self, kind: type[T], doc_ids: Iterable[int] | None = None) -> list[T]:
        """Return the records of a type: all, or those with these document ids."""
        with self.memory.lock:
            rows = self.memory.tables.get(_NAMES[kind], {})
            chosen = list(rows.values()) if doc_ids is None else [rows[key] for key in doc_ids]
        return list(map(record_decoder(_NAMES[kind]), chosen))

    def where(self, kind: type[T], name: str, value: str = "") -> list[T]:
        """Return the records of a type under an index key, such as ("person", id), oldest first."""
        with self.memory.lock:
            return self.records(kind, self.indexes.where(_NAMES[kind], name, value))

    def rows_where(self, kind: type[Any], name: str, value: str = "") -> list[tuple[int, Row]]:
        """Return (document id, row of JSON) of the documents of a type under an index key, oldest
        first.
        """
        table = _NAMES[kind]
        with self.memory.lock:
            rows = self.memory.tables.get(table, {})
            return [(doc_id, rows[doc_id]) for doc_id in self.indexes.where(table, name, value)]

    def count(self, kind: type[T], name: str, value: str = "") -> int:
        """Return how many records of a type are under an index key, without reading them."""
        with self.memory.lock:
            return len(self.indexes.where(_NAMES[kind], name, value))

    def all_facts(self) -> Iterator[Fact]:
        """Yield every fact that can be read, in the order in which they were written."""
        for batch in Ledger(self.ledger.folder, self.disk).read_new_batches(tolerant=True):
            yield from (fact for fact in batch if fact.kind != UNREADABLE)

    def refresh(self) -> bool:
        """Read what other processes appended; return whether a document changed.

        A folder that cannot be read right now is tried again at the next call.
        """
        before, now = self.changes, self.clock.monotonic()
        with suppress(OSError, NotSaved):
            if not self.ledger.is_current():
                with self.ledger.reading() as may_read:
                    if may_read and now >= self._retry_at:
                        if self.ledger.may_repair or self.unreadable:
                            self._retry_at = now + RETRY_SECONDS
                        self._read_new(repair=self.ledger.may_repair)
                    elif may_read and not self.unreadable:
                        self._read_new()
        return self.changes != before

    def reload(self) -> None:
        """Read every fact again, and compare the result with nothing known before.

        Raises:
            OSError: the ledger cannot be read.
        """
        self._rebuild([])

    def problem(self) -> str:
        """Return a message that says what is wrong with the ledger and what to do, or ""."""
        if self.blocked:
            words = missing_message(self.missing, self.unreadable).removeprefix("Not saved: ")
            return words[0].upper() + words[1:]
        if self.ledger.damage:
            return "A line of the ledger is damaged. All others are read. Look at: kiosk doctor"
        return ""

    def _load(self, trust_snapshot: bool) -> None:
        """Load the snapshot and what was appended since, or else every fact.

        Raises:
            NotSaved: the folder cannot be read.
        """
        saved = snapshot.read(self.disk, self.path)
        self._is_snapshot_bad = saved is None and self.path.exists()
        try:
            if saved and trust_snapshot:
                with suppress(OSError):  # the rebuild below works around an unreadable file
                    if self._load_snapshot(*saved):
                        return
            self._rebuild([Evidence(saved[0], saved[1].held())] if saved else [])
            with self.ledger.reading() as may_read:
                if may_read:  # else another process appends, which the next refresh reads
                    self._read_new()
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error

    def _load_snapshot(self, tables: dict[str, Rows], position: snapshot.Position) -> bool:
        """Load a snapshot and what was appended since.

        Returns:
            False when the ledger is not the one that the snapshot was made from.
        """
        with self.ledger.reading():
            self.ledger.marks = position.marks
            if not self.ledger.matches_marks():
                return False
            self.documents.load(tables, position)
            self._is_complete = True
            self._snapshot_changes = self.changes
            self._read_new()
            self._find_missing([])
        return True

    def _read_new(self, *, repair: bool = False) -> None:
        """Read what was appended, or every fact where a file was replaced.

        Parameters:
            repair: as for `YearFiles.read_new_batches`.

        Raises:
            NotSaved: a repair failed.
            OSError: the ledger cannot be read.
        """
        for attempt in range(MAX_TRIES):
            changes = self.changes
            try:
                for batch in self.ledger.read_new_batches(repair=repair):
                    self.documents.apply([batch])
                # What was missing may just have been put back, and what was unreadable be readable.
                may_be_whole = self.missing and self.changes != changes
                if not may_be_whole and (attempt or not self.unreadable):
                    return
            except LedgerChanged:
                pass
            self._rebuild_and_compare()
        raise OSError(errno.EAGAIN, "the ledger keeps changing")

    def _rebuild_and_compare(self) -> None:
        """Read every fact again. When facts are gone that this process had read, and that the
        snapshot does not know, save what is known here as the snapshot: it may be the last copy.
        """
        known, position = self.documents.evidence(), self.documents.position()
        saved = snapshot.read(self.disk, self.path)
        kept = [Evidence(saved[0], saved[1].held())] if saved else []
        self._rebuild([known, *kept])
        in_snapshot = all_seen(kept)
        if self.missing and any(
            held.difference(in_snapshot.get(stream, RangeSet())).ranges
            for stream, held in known.seen.items()
        ):
            rebuilt = self.documents.position()
            position.seen = rebuilt.seen
            position.contact, position.room_contact = rebuilt.contact, rebuilt.room_contact
            snapshot.write(self.disk, self.path, dict(self.memory.tables), position)

    def _rebuild(self, known: Sequence[Evidence]) -> None:
        """Read every fact again, and find out whether any is gone that was known before.

        Raises:
            OSError: the ledger cannot be read; the documents are as they were.
        """
        self._identity = None
        self._is_complete = False
        for tries_left in reversed(range(MAX_TRIES)):
            self.ledger.reset()
            try:
                with self.documents.rebuilding():
                    self.documents.apply(self.ledger.read_new_batches(tolerant=True))
                break
            except LedgerChanged:
                if not tries_left:
                    raise OSError(errno.EAGAIN, "the ledger keeps changing") from None
        self._find_missing(known)

    def _find_missing(self, known: Sequence[Evidence]) -> None:
        """Set `missing` and `unreadable`, and restore the documents that the evidence still has."""
        docs = self.documents
        me = identity.read(self.disk, self.identity_path)
        expected = all_seen(known)
        if me and me.last:
            stream = me.origin, me.incarnation
            expected[stream] = expected.get(stream, RangeSet()).union(RangeSet([(1, me.last)]))
        gaps = find_gaps(docs.seen, expected, me.origin if me else "", docs.given_up)
        if gaps:
            facts = list(self.all_facts())
            for evidence in known:
                docs.restore_lost(evidence, facts)
        self.unreadable = sorted(self.ledger.unreadable)
        quarantined = self.ledger.quarantined_facts()
        self.missing = unexplained(gaps, self.ledger.damage, quarantined)


_NAMES: dict[type[Any], str] = {table.record: table.name for table in TABLES.values()}
