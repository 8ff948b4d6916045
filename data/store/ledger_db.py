"""Documents that follow a ledger: TinyDB tables in memory, read from the snapshot and from whatever
was appended since, by this process or another.
"""

import errno
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from data.failures import NotSaved, not_saved_message
from data.ledger import identity
from data.ledger.facts import UNREADABLE, Fact
from data.ledger.ledger import Ledger
from data.ledger.ranges import RangeSet
from data.ledger.year_files import LedgerChanged
from data.records.registry import TABLES
from data.store import snapshot
from data.store.documents import Documents
from data.store.indexes import Indexes
from data.store.memory_tables import MemoryDB, Rows
from data.store.read_only import ReadOnlyStorage, ReadOnlyTable, refuse
from data.store.recovery import Evidence, FactGap, gaps, missing_words, seen_by, unexplained
from data.system import Clock, Disk

T = TypeVar("T")
TRIES = 3
"""How often a ledger is read that other processes write anew meanwhile."""
SETTLE_AGAIN = 10.0
"""Seconds between two tries to settle what a failing disk left behind, or to read what it did not
give: each goes through a whole file.
"""


class LedgerDB(MemoryDB):
    """What a folder's ledger says, to be read: TinyDB's Query API, or records by their opaque id.

    Parameters: as Store.
    """

    table_class = ReadOnlyTable  # type: ignore[assignment]  # TinyDB does not type its hooks
    default_storage_class = ReadOnlyStorage

    def __init__(self, folder: Path, clock: Clock, disk: Disk, *, trust_snapshot: bool) -> None:
        super().__init__()
        self.folder = folder
        self.clock = clock
        self.disk = disk
        self.ledger = Ledger(folder / "ledger", self.disk)
        self.documents = Documents(self.memory, self.ledger)
        self.missing: list[FactGap] = []
        """Facts that were said to be saved and are not in the ledger. As long as there are any,
        nothing is written: what is left is read, and somebody must decide.
        """
        self.unreadable: list[str] = []
        """Year files that cannot be read, which stops all writing too."""
        self._unbelieved = False
        """Whether `store.json` is not as a kiosk wrote it, so that it is kept beside."""
        self._identity: identity.Identity | None = None
        self._identity_kept: tuple[int, int] | None = None
        """What its file was like when it was read: another process may have begun a new one."""
        self._proven = False
        """Whether the ledger is known to hold all that was ever written to it."""
        self._written = -1
        self._settles_at = float("-inf")
        self._load(trust_snapshot)

    @property
    def indexes(self) -> Indexes:
        """The hot questions, answered."""
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
    def conflicts(self) -> list[tuple[str, str, int]]:
        """Ids that two different facts bear: both are kept, and somebody must look."""
        return self.documents.conflicts

    @property
    def path(self) -> Path:
        """The snapshot."""
        return self.folder / "store.json"

    def drop_tables(self) -> None:
        refuse()

    def drop_table(self, name: str) -> None:
        refuse(name)

    def find(self, kind: type[T], key: str) -> T | None:
        """The record with this opaque id, or None."""
        name = _NAMES[kind]
        with self.memory.lock:
            doc_id = self.indexes.ids[name].get(key)
            if doc_id is None:
                return None
            row = self.memory.tables[name][doc_id]
        return msgspec.json.decode(row, type=kind)

    def records(self, kind: type[T], doc_ids: Iterable[int] | None = None) -> list[T]:
        """Records of a table, all of them or those with these document ids."""
        with self.memory.lock:
            rows = self.memory.tables.get(_NAMES[kind], {})
            chosen = list(rows.values()) if doc_ids is None else [rows[each] for each in doc_ids]
        decoder = msgspec.json.Decoder(kind)
        return [decoder.decode(row) for row in chosen]

    def where(self, kind: type[T], name: str, value: str = "") -> list[T]:
        """Records that are found by a key of their noun, such as ("person", id), oldest first."""
        with self.memory.lock:
            return self.records(kind, self.indexes.where(_NAMES[kind], name, value))

    def count(self, kind: type[T], name: str, value: str = "") -> int:
        """How many are found by a key of their noun, without reading one of them."""
        with self.memory.lock:
            return len(self.indexes.where(_NAMES[kind], name, value))

    def refresh(self) -> bool:
        """Look for what other processes appended; True when a document changed. A folder that
        cannot be read right now is looked at again the next time.
        """
        before, now = self.changes, self.clock.monotonic()
        with suppress(OSError, NotSaved):
            if not self.ledger.is_current():
                with self.ledger.reading() as free:
                    if free and now >= self._settles_at:
                        if self.ledger.may_settle or self.unreadable:
                            self._settles_at = now + SETTLE_AGAIN
                        self._read_news(repair=self.ledger.may_settle)
                    elif free and not self.unreadable:
                        self._read_news()
        return self.changes != before

    @property
    def blocked(self) -> bool:
        """Whether nothing may be written before somebody has decided."""
        return bool(self.missing or self.unreadable)

    def problem(self) -> str:
        """Say what is wrong with what is kept, and what to do; "" when nothing is known to be."""
        if self.blocked:
            words = missing_words(self.missing, self.unreadable).removeprefix("Not saved: ")
            return words[0].upper() + words[1:]
        if self.ledger.damage:
            return "A line of the ledger is damaged. All others are read. Look at: kiosk doctor"
        return ""

    def reload(self) -> None:
        """Read every fact anew, with nothing to compare it with.

        Raises:
            OSError: it cannot be read.
        """
        self._rebuild([])

    def _load(self, trust_snapshot: bool) -> None:
        found = snapshot.read(self.disk, self.path)
        self._unbelieved = found is None and self.path.exists()
        try:
            if found and trust_snapshot:
                with suppress(OSError):  # a file that cannot be read is gone around below
                    if self._adopt(*found):
                        return
            self._rebuild([Evidence(found[0], found[1].held())] if found else [])
            with self.ledger.reading() as free:
                if free:  # else another process is at it, and its news is read at the next look
                    self._read_news()
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error

    def _adopt(self, tables: dict[str, Rows], position: snapshot.Position) -> bool:
        """Begin with a snapshot, if the ledger is still the one that it was made from."""
        with self.ledger.reading():
            self.ledger.marks = position.marks
            if not self.ledger.stands():
                return False
            self.documents.adopt(tables, position)
            self._proven = True
            self._written = self.changes
            self._read_news()
            self._miss([])
        return True

    def _read_news(self, *, repair: bool = False) -> None:
        """Read what was appended; where the files are others now, read all anew.

        Raises:
            NotSaved: what a failure left behind could not be set right.
            OSError: it cannot be read.
        """
        for attempt in range(TRIES):
            changes = self.changes
            try:
                for batch in self.ledger.read_new_batches(repair=repair):
                    self.documents.take([batch])
                put_back = self.missing and self.changes != changes
                if not put_back and (attempt or not self.unreadable):
                    return
            except LedgerChanged:
                pass
            self._rebuild_and_compare()
        raise OSError(errno.EAGAIN, "the ledger keeps changing")

    def _rebuild_and_compare(self) -> None:
        """Read every fact anew. When some are gone that this process had read, the snapshot keeps
        what is known here: it may be the last copy.
        """
        known, position = self.documents.evidence(), self.documents.position()
        found = snapshot.read(self.disk, self.path)
        kept = [Evidence(found[0], found[1].held())] if found else []
        self._rebuild([known, *kept])
        before = seen_by(kept)
        if self.missing and any(
            held.difference(before.get(name, RangeSet())).ranges
            for name, held in known.seen.items()
        ):
            position.seen = self.documents.position().seen
            snapshot.write(self.disk, self.path, dict(self.memory.tables), position)

    def _rebuild(self, known: Sequence[Evidence]) -> None:
        """Read every fact anew, and see whether any is gone that was known before."""
        self._identity = None
        self._proven = False
        for left in reversed(range(TRIES)):
            self.ledger.forget()
            try:
                with self.documents.anew():
                    self.documents.take(self.ledger.read_new_batches(tolerant=True))
                break
            except LedgerChanged:
                if not left:
                    raise OSError(errno.EAGAIN, "the ledger keeps changing") from None
        self._miss(known)

    def _miss(self, known: Sequence[Evidence]) -> None:
        """Find what is gone, and let what still knows it stand in for it."""
        docs = self.documents
        own = identity.read(self.disk, self.folder / "kiosk.json")
        before = seen_by(known)
        if own and own.last:
            name = own.origin, own.incarnation
            before[name] = before.get(name, RangeSet()).union(RangeSet([(1, own.last)]))
        gone = gaps(docs.seen, before, own.origin if own else "", docs.given_up)
        if gone:
            facts = list(self.all_facts())
            for evidence in known:
                docs.stand_in(evidence, facts)
        self.unreadable = sorted(self.ledger.unreadable)
        self.missing = unexplained(gone, self.ledger.damage, self.ledger.quarantined())

    def all_facts(self) -> Iterator[Fact]:
        """Every fact of every year that can be read, in the order in which they were written."""
        for batch in Ledger(self.ledger.folder, self.disk).read_new_batches(tolerant=True):
            yield from (fact for fact in batch if fact.kind != UNREADABLE)


_NAMES: dict[type[Any], str] = {table.record: table.name for table in TABLES.values()}
