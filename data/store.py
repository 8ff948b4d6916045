"""The store: the documents that the ledger's facts fold to, as TinyDB tables in memory.

Reading is TinyDB's Query API on every table, or records by their opaque id. Writing is `commit`:
a rule looks at the documents under the ledger's lock, and the facts it gives are saved before
anybody is told. Nothing else writes: a document that no fact stands behind would be lost.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec
from tinydb.storages import Storage

from data import fold, identity, snapshot
from data.facts import Draft, Fact
from data.held import Held
from data.indexes import KEYS, IdKeys, Indexes
from data.ledger import Ledger, LedgerChanged, NotSaved, in_words, school_year
from data.seams import Clock, Disk
from data.tables import MemoryDB, MemoryTable

T = TypeVar("T")
_encode = msgspec.json.Encoder().encode


class WriteRefused(Exception):
    """Somebody tried to write a document without a fact."""


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise WriteRefused(
        "Documents here are made from facts, and a document without one would be lost. "
        "Use Store.commit."
    )


class FoldedTable(MemoryTable):
    """A table of folded documents: all of TinyDB's ways to read, none to write."""

    def __init__(self, storage: Storage, name: str, **_options: Any) -> None:
        super().__init__(storage, name)

    insert = insert_multiple = update = update_multiple = _refuse
    upsert = remove = truncate = put = _refuse
    _update_table = _refuse


class Store(MemoryDB):
    """The documents of one data folder.

    Parameters:
        folder: the data folder; made when missing.
        clock: what facts are dated by.
        disk: how files are touched.
        year_starts: month and day on which a new ledger file begins.
        trust_snapshot: begin with `store.json` where it can be believed; else read every fact.

    Raises:
        NotSaved: the folder could not be made.
    """

    table_class = FoldedTable  # type: ignore[assignment]  # TinyDB does not type its hooks

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
        self.rolled_back = False
        """The ledger was shorter than the snapshot: it comes from a backup."""
        try:
            self.disk.make_folder(folder / "ledger")
        except OSError as error:
            raise NotSaved(in_words(error)) from error
        self.indexes = Indexes()
        self._identity: identity.Identity | None = None
        self.ledger = Ledger(folder / "ledger", self.disk)
        self._lamport = 0
        self._orphans: set[str] = set()
        self._seen: dict[tuple[str, str], Held] = {}
        self._written = -1
        self._load(trust_snapshot)

    @property
    def path(self) -> Path:
        """The snapshot."""
        return self.folder / "store.json"

    def drop_tables(self) -> None:
        _refuse()

    def drop_table(self, name: str) -> None:
        _refuse(name)

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
            facts = self._date(drafts)
            self.ledger.append(school_year(self.clock.now(), self.year_starts), facts)
            self._take(facts)
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
                self._take(new)
        return len(new)

    def refresh(self) -> bool:
        """Look for what other processes appended; True when a document changed."""
        before = self.changes
        with self.ledger.quiet() as quiet:
            if quiet:
                try:
                    for batch in self.ledger.news():
                        self._take(batch)
                except LedgerChanged:
                    self._rebuild()
        return self.changes != before

    def write_snapshot(self) -> None:
        """Replace `store.json` when it is older than the documents.

        Raises:
            OSError: it stays as it was; nothing is lost.
        """
        with self.memory.lock:
            if self._written == self.changes:
                return
            tables = {name: rows.copy() for name, rows in self.memory.tables.items()}
            position = snapshot.Position(
                format=snapshot.FORMAT,
                marks={
                    name: msgspec.structs.replace(mark) for name, mark in self.ledger.marks.items()
                },
                lamport=self._lamport,
                seen={" ".join(key): held.ranges for key, held in self._seen.items()},
                orphans=sorted(self._orphans),
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
            self.rolled_back = True
        self._rebuild()

    def _adopt(self, tables: dict[str, Any], position: snapshot.Position) -> None:
        self.memory.tables = tables
        self.indexes = Indexes()
        for name, rows in tables.items():
            decode = msgspec.json.Decoder(KEYS.get(name, IdKeys)).decode
            for doc_id, row in rows.items():
                self.indexes.put(name, doc_id, None, decode(row))
        self._lamport = position.lamport
        self._orphans = set(position.orphans)
        self._seen = {}
        for key, ranges in position.seen.items():
            origin, incarnation = key.split(" ")
            self._seen[origin, incarnation] = Held(ranges)
        self._written = self.changes

    def _rebuild(self) -> None:
        self.ledger.forget()
        self._identity = None
        with self.memory.lock:
            self.memory.tables = {}
            self.indexes = Indexes()
            self._lamport = 0
            self._orphans = set()
            self._seen = {}
            self.conflicts.clear()
            late: dict[str, fold.Table] = {}
            for batch in self.ledger.news():
                self._fold(batch, late)
            self._refold(late)
            self.changes += 1
            self.versions.update(_NAMES.values())

    def _catch_up(self) -> None:
        try:
            for batch in self.ledger.news(repair=True):
                self._take(batch)
        except LedgerChanged:
            self._rebuild()
            for batch in self.ledger.news(repair=True):
                self._take(batch)

    def _take(self, batch: Sequence[Fact]) -> None:
        with self.memory.lock:
            late: dict[str, fold.Table] = {}
            self._fold(batch, late)
            self._refold(late)
            self.changes += 1

    def _fold(self, batch: Iterable[Fact], late: dict[str, fold.Table]) -> None:
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
            now = self.find(table.record, fact.subject)
            if fact.subject in self._orphans or (now and now.head >= fact.order):
                late[fact.subject] = table
                continue
            before = self._keys(table.name, fact.subject)
            after = fold.step(table, now, fact)
            if after is None:
                self._orphans.add(fact.subject)
            else:
                self._put(table.name, before, after)

    def _refold(self, late: Mapping[str, fold.Table]) -> None:
        if not late:
            return
        histories = self.ledger.history(set(late))
        for subject, table in late.items():
            before = self._keys(table.name, subject)
            after = fold.refold(table, histories[subject])
            if after is not None:
                self._orphans.discard(subject)
                self._put(table.name, before, after)

    def _put(self, name: str, before: Any, after: Any) -> None:
        rows = self.memory.tables.setdefault(name, {})
        doc_id = self.indexes.ids[name].get(after.id)
        if doc_id is None:
            doc_id = len(rows) + 1
        rows[doc_id] = _encode(after)
        self.versions[name] += 1
        self.indexes.put(name, doc_id, before, after)

    def _keys(self, name: str, subject: str) -> Any:
        """What the indexes know of a document as it stands."""
        doc_id = self.indexes.ids[name].get(subject)
        if doc_id is None:
            return None
        row = self.memory.tables[name][doc_id]
        return msgspec.json.decode(row, type=KEYS.get(name, IdKeys))

    def _held(self, fact: Fact) -> Held:
        return self._seen.setdefault((fact.origin, fact.incarnation), Held())

    def all_facts(self) -> Iterator[Fact]:
        """Every fact of every year, in the order in which they were written here."""
        for batch in Ledger(self.ledger.folder, self.disk).news():
            yield from batch

    def _date(self, drafts: Sequence[Draft]) -> list[Fact]:
        me = self._who()
        held = self._seen.setdefault((me.origin, me.incarnation), Held())
        at = self.clock.now().isoformat(timespec="seconds")
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
        path = self.folder / "kiosk.json"
        try:
            me = self._identity or identity.load(self.disk, path, self.ledger.folder)
            if self.ledger.torn or self.rolled_back:
                me = identity.renew(self.disk, path, me)
                self.ledger.torn = self.rolled_back = False
        except OSError as error:
            raise NotSaved(in_words(error)) from error
        self._identity = me
        return me


_NAMES: dict[type[Any], str] = {table.record: table.name for table in fold.TABLES.values()}
