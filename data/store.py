"""The store: the documents that the ledger's facts fold to, as TinyDB tables in memory.

Reading is TinyDB's Query API on every table, or records by their opaque id. Writing is `commit`:
a rule looks at the documents under the ledger's lock, and the facts it gives are saved before
anybody is told. Nothing else writes: a document that no fact stands behind would be lost.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from data import fold, identity, snapshot
from data.facts import Draft, Fact
from data.folded import FoldedStorage, FoldedTable, refuse
from data.held import Held
from data.indexes import KEYS, Indexes
from data.ledger import Ledger, LedgerChanged, NotSaved, in_words, school_year
from data.nouns import TABLES
from data.nouns.table import Table
from data.seams import Clock, Disk
from data.tables import MemoryDB

T = TypeVar("T")
Place = tuple[Table, str]
"""Where a document stands: its table and its opaque id."""
_encode = msgspec.json.Encoder(order="deterministic").encode


class Store(MemoryDB):
    """The documents of one data folder.

    Parameters:
        folder: the data folder; made when missing.
        clock: what facts are dated by.
        disk: how files are touched.
        year_starts: month and day on which a new ledger file begins.
        trust_snapshot: begin with `store.json` where it can be believed; else read every fact.

    Raises:
        NotSaved: the folder could not be made or read.
    """

    table_class = FoldedTable  # type: ignore[assignment]  # TinyDB does not type its hooks
    default_storage_class = FoldedStorage

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        disk: Disk | None = None,
        year_starts: tuple[int, int] = (8, 1),
        *,
        trust_snapshot: bool = True,
    ) -> None:
        super().__init__()
        self.folder = folder
        self.clock = clock
        self.disk = disk or Disk()
        self.year_starts = year_starts
        self.changes = 0
        """Counts up whenever a document has changed, so that a screen knows when to look."""
        self.versions: Counter[str] = Counter()
        """The same for each table."""
        self.conflicts: list[tuple[str, str, int]] = []
        """Ids that two different facts bear: both are kept, and somebody must look."""
        try:
            self.disk.make_folder(folder / "ledger")
        except OSError as error:
            raise NotSaved(in_words(error)) from error
        self.indexes = Indexes()
        self._identity: identity.Identity | None = None
        self.ledger = Ledger(folder / "ledger", self.disk)
        self._proven = False
        """Whether the ledger is known to hold all that was ever written to it."""
        self._lamport = 0
        self._orphans: dict[Place, list[Fact]] = {}
        """The facts of documents whose first fact has not come yet."""
        self._seen: defaultdict[tuple[str, str], Held] = defaultdict(Held)
        self._written = -1
        self._load(trust_snapshot)

    @property
    def path(self) -> Path:
        """The snapshot."""
        return self.folder / "store.json"

    def drop_tables(self) -> None:
        refuse()

    def drop_table(self, name: str) -> None:
        refuse(name)

    # -- reading ---------------------------------------------------------------------------

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

    # -- writing ---------------------------------------------------------------------------

    def commit(self, decide: Callable[[], Sequence[Draft]]) -> list[Fact]:
        """Save what a rule decides, or nothing.

        Parameters:
            decide: called under the ledger's lock with the documents caught up, so that two
                kiosks' processes cannot both be first. It gives drafts; what it raises passes.

        Returns:
            The facts, on the disk and folded.

        Raises:
            NotSaved: the disk or another process refused; nothing was changed.
        """
        with self.ledger.locked():
            self._catch_up()
            drafts = decide()
            if not drafts:
                return []
            now = self.clock.now()
            facts = self._date(drafts, now)
            self.ledger.append(school_year(now, self.year_starts), facts)
            self._take_all([facts])
        return facts

    def ingest(self, facts: Iterable[Fact]) -> int:
        """Keep facts that another kiosk made; those already here are passed over.

        Returns:
            How many were new.

        Raises:
            NotSaved: nothing was changed.
        """
        with self.ledger.locked():
            self._catch_up()
            distinct = {_encode(fact): fact for fact in facts}.values()
            held = [fact for fact in distinct if fact.seq in self._held(fact)]
            known = self.ledger.history({fact.subject for fact in held}) if held else {}
            new = [
                fact
                for fact in distinct
                if fact.seq not in self._held(fact) or fact not in known[fact.subject]
            ]
            if new:
                self.ledger.append(school_year(self.clock.now(), self.year_starts), new)
                self._take_all([new])
        return len(new)

    def refresh(self) -> bool:
        """Look for what other processes appended; True when a document changed. A folder that
        cannot be read right now is looked at again the next time.
        """
        before = self.changes
        with self.ledger.quiet() as quiet, suppress(OSError):
            if quiet:
                try:
                    for batch in self.ledger.news():
                        self._take_all([batch])
                except LedgerChanged:
                    self._rebuild()
        return self.changes != before

    def write_snapshot(self) -> None:
        """Replace `store.json` when it is older than the documents and nobody is writing.

        Raises:
            OSError: it stays as it was; nothing is lost.
        """
        with self.ledger.quiet() as quiet, self.memory.lock:
            if not quiet or self._written == self.changes:
                return
            tables = {name: rows.copy() for name, rows in self.memory.tables.items()}
            position = snapshot.Position(
                format=snapshot.FORMAT,
                marks={
                    name: msgspec.structs.replace(mark) for name, mark in self.ledger.marks.items()
                },
                lamport=self._lamport,
                seen={" ".join(key): held.ranges for key, held in self._seen.items()},
                orphans=sorted({subject for _, subject in self._orphans}),
            )
            changes = self.changes
        snapshot.write(self.disk, self.path, tables, position)
        self._written = changes

    def close(self) -> None:
        """Write the snapshot and let go of the files. A snapshot that cannot be written is owed
        to nobody: it is made again from the ledger.
        """
        with suppress(OSError):
            self.write_snapshot()
        self.ledger.close()
        super().close()

    # -- facts to documents ----------------------------------------------------------------

    def _load(self, trust_snapshot: bool) -> None:
        found = snapshot.read(self.disk, self.path) if trust_snapshot else None
        if found:
            tables, position = found
            self.ledger.marks = position.marks
            if self.ledger.stands():
                self._adopt(tables, position)
                self.refresh()
                return
        try:
            self._rebuild()
        except OSError as error:
            raise NotSaved(in_words(error)) from error

    def _adopt(self, tables: dict[str, Any], position: snapshot.Position) -> None:
        self.memory.tables = tables
        self._index()
        self._proven = True
        self._lamport = position.lamport
        self._orphans = {}
        if position.orphans:
            for fact in chain(*self.ledger.history(set(position.orphans)).values()):
                table = fold.table_of(fact)
                if table and fact.subject not in self.indexes.ids[table.name]:
                    self._orphans.setdefault((table, fact.subject), []).append(fact)
        self._seen.clear()
        for key, ranges in position.seen.items():
            origin, incarnation = key.split(" ")
            self._seen[origin, incarnation] = Held(ranges)
        self._written = self.changes

    def _index(self) -> None:
        """Make the indexes from the rows."""
        self.indexes = Indexes()
        for name, rows in self.memory.tables.items():
            decode = msgspec.json.Decoder(KEYS[name]).decode
            for doc_id, row in rows.items():
                self.indexes.put(name, doc_id, None, decode(row))

    def _rebuild(self) -> None:
        self.ledger.forget()
        self._identity = None
        self._proven = False
        with self.memory.lock:
            kept = self.memory.tables, self.indexes
            self.memory.tables = {}
            self.indexes = Indexes()
            self._lamport = 0
            self._orphans = {}
            self._seen.clear()
            self.conflicts.clear()
            try:
                self._take_all(self.ledger.news())
            except BaseException:
                self.memory.tables, self.indexes = kept
                raise
            self.versions.update(_NAMES.values())

    def _catch_up(self) -> None:
        try:
            try:
                for batch in self.ledger.news(repair=True):
                    self._take_all([batch])
            except LedgerChanged:
                self._rebuild()
                for batch in self.ledger.news(repair=True):
                    self._take_all([batch])
        except OSError as error:
            raise NotSaved(in_words(error)) from error

    def _take_all(self, batches: Iterable[Sequence[Fact]]) -> None:
        """Fold what was read or written; when that fails, the next look reads everything anew."""
        with self.memory.lock:
            late: set[Place] = set()
            try:
                for batch in batches:
                    self._fold(batch, late)
                self._refold(late)
            except BaseException:
                self.ledger.spoil()
                raise
            self.changes += 1

    def _fold(self, batch: Iterable[Fact], late: set[Place]) -> None:
        """Lay facts upon their documents; a fact that came too late goes on the list."""
        for fact in batch:
            held = self._held(fact)
            if fact.seq in held:
                self.conflicts.append(fact.id)
            held.add(fact.seq)
            self._lamport = max(self._lamport, fact.lamport)
            table = fold.table_of(fact)
            if table is None:
                continue
            place = table, fact.subject
            now = self.find(table.record, fact.subject)
            if now is None:
                facts = [*self._orphans.pop(place, ()), fact]
                after = fold.refold(table, facts)
                if after is None:
                    self._orphans[place] = facts
                else:
                    self._put(table.name, None, after)
            elif now.head >= fact.order:
                late.add(place)
            else:
                before = self._keys(table.name, fact.subject)
                self._put(table.name, before, fold.step(table, now, fact))

    def _refold(self, late: set[Place]) -> None:
        """Lay all facts of these documents upon each other again."""
        if late:
            histories = self.ledger.history({subject for _, subject in late})
            for table, subject in late:
                after = fold.refold(table, histories[subject])
                if after is not None:  # else its first line has been damaged since it was read
                    self._put(table.name, self._keys(table.name, subject), after)
        self.indexes.recount(self.memory.tables)

    def _put(self, name: str, before: Any, after: Any) -> None:
        rows = self.memory.tables.setdefault(name, {})
        doc_id = self.indexes.ids[name].get(after.id)
        if doc_id is None:
            doc_id = len(rows) + 1
        rows[doc_id] = _encode(after)
        self.versions[name] += 1
        self.indexes.put(
            name, doc_id, before, msgspec.convert(after, KEYS[name], from_attributes=True)
        )

    def _keys(self, name: str, subject: str) -> Any:
        """What the indexes know of a document as it stands."""
        doc_id = self.indexes.ids[name].get(subject)
        if doc_id is None:
            return None
        row = self.memory.tables[name][doc_id]
        return msgspec.json.decode(row, type=KEYS[name])

    def _held(self, fact: Fact) -> Held:
        return self._seen[fact.origin, fact.incarnation]

    def all_facts(self) -> Iterator[Fact]:
        """Every fact of every year, in the order in which they were written here."""
        for batch in Ledger(self.ledger.folder, self.disk).news():
            yield from batch

    def _date(self, drafts: Sequence[Draft], now: datetime) -> list[Fact]:
        me = self._who()
        held = self._seen[me.origin, me.incarnation]
        at = now.isoformat(timespec="seconds")
        return [
            Fact(
                origin=me.origin,
                incarnation=me.incarnation,
                seq=held.last + 1 + place,
                lamport=self._lamport + 1 + place,
                at=at,
                kind=draft.kind,
                subject=draft.subject,
                by=draft.by,
                whom=draft.whom,
                body=dict(draft.body),
            )
            for place, draft in enumerate(drafts)
        ]

    def _who(self) -> identity.Identity:
        if self._identity is None or self.ledger.torn:
            path, folder = self.folder / "kiosk.json", self.ledger.folder
            proven = self._proven and not self.ledger.torn
            try:
                self._identity = identity.load(self.disk, path, folder, proven=proven)
            except OSError as error:
                raise NotSaved(in_words(error)) from error
            self.ledger.torn = False
        return self._identity


_NAMES: dict[type[Any], str] = {table.record: table.name for table in TABLES.values()}
