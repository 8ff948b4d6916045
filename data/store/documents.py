"""The documents in memory, a projection of the ledger: each fact is applied to its document when it
arrives, and the document is refolded where the fact arrived late.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import msgspec

from data.ledger.facts import MENDED, REDATED, UNREADABLE, Fact, FactId, StreamId
from data.ledger.ledger import Ledger
from data.ledger.ranges import RangeSet
from data.records.registry import TABLES
from data.records.table import Table
from data.store import fold
from data.store.fold import Folded, encode_row
from data.store.indexes import TABLES_BY_NAME, Indexes, keys_of, record_decoder, row_decoder
from data.store.memory_tables import MemoryStorage, Rows
from data.store.recovery import Evidence, lost_documents
from data.store.snapshot import Position

DocumentRef = tuple[Table, str]
"""A document's table and its opaque id."""
Redating = tuple[str, str, int, int, float]
"""Origin, incarnation, first and last number, and the seconds by which these facts are dated too
late."""


class Documents:
    """The tables, their indexes, and which facts they are made of. Used by LedgerDB.

    Parameters:
        memory: holds the rows.
        ledger: where the facts of a late document are read again.
    """

    def __init__(self, memory: MemoryStorage, ledger: Ledger) -> None:
        self.memory, self.ledger = memory, ledger
        self.changes = 0
        """Counts up whenever a document has changed, so that a screen knows when to look."""
        self.versions: Counter[str] = Counter()
        """The same for each table."""
        self._clear()

    def _clear(self) -> None:
        self.memory.tables = {}
        self.indexes = Indexes()
        self.lamport = 0
        """The highest Lamport time of any fact."""
        self.seen: defaultdict[StreamId, RangeSet] = defaultdict(RangeSet)
        """The facts that the documents are made of."""
        self.given_up: dict[StreamId, RangeSet] = {}
        """Lost facts whose loss somebody has accepted."""
        self.conflicts: list[FactId] = []
        """Ids that two different facts have: both are kept, and somebody must look."""
        self.redated: list[Redating] = []
        """Facts that a wrong clock dated, and by how much."""
        self.unread = 0
        """How many facts are kept that this version cannot read."""
        self._orphans: dict[DocumentRef, list[Fact]] = {}
        """Facts that wait for the one that creates their document."""

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Start without documents; restore those of before when the block raises."""
        with self.memory.lock:
            tables, state = self.memory.tables, dict(vars(self))
            self._clear()
            try:
                yield
            except BaseException:
                self.memory.tables = tables
                vars(self).update(state)
                raise
            self.versions.update(TABLES_BY_NAME.keys())

    def evidence(self) -> Evidence:
        """Return a copy of what is known now, to compare with what is read from the ledger next."""
        tables = {name: rows.copy() for name, rows in self.memory.tables.items()}
        seen = {stream: RangeSet(held.ranges) for stream, held in self.seen.items()}
        return Evidence(tables, seen)

    def position(self) -> Position:
        """Return which part of the ledger the documents are made of."""
        return Position(
            marks={name: msgspec.structs.replace(mark) for name, mark in self.ledger.marks.items()},
            lamport=self.lamport,
            seen=[(*stream, held.ranges) for stream, held in self.seen.items()],
            given_up=[(*stream, held.ranges) for stream, held in self.given_up.items()],
            orphans=sorted({subject for _, subject in self._orphans}),
            redated=list(self.redated),
            unread=self.unread,
            contact=self.indexes.contact.copy(),
            room_contact=self.indexes.room_contact.copy(),
        )

    def load(self, tables: dict[str, Rows], position: Position) -> None:
        """Replace all documents by those of a snapshot.

        Raises:
            OSError: the facts of its orphans could not be read.
        """
        self._clear()
        self.memory.tables = tables
        for name, rows in tables.items():
            self.indexes.load(name, rows)
        self.indexes.contact, self.indexes.room_contact = position.contact, position.room_contact
        self.lamport, self.unread = position.lamport, position.unread
        self.seen.update(position.held())
        self.given_up = {
            (origin, incarnation): RangeSet(ranges)
            for origin, incarnation, ranges in position.given_up
        }
        self.redated = list(position.redated)
        if position.orphans:
            for fact in self._read_history(set(position.orphans)):
                table = fold.table_of(fact)
                if table and fact.subject not in self.indexes.of(table.name).ids:
                    self._orphans.setdefault((table, fact.subject), []).append(fact)

    def apply(self, batches: Iterable[Sequence[Fact]]) -> None:
        """Apply facts that were read or written to their documents.

        When it raises, the ledger is invalidated: the next look reads every fact again.
        """
        with self.memory.lock:
            late: set[DocumentRef] = set()
            repeated: set[FactId] = set()
            try:
                for batch in batches:
                    self._apply_batch(batch, late, repeated)
                self._refold(late, repeated)
            except BaseException:
                self.ledger.invalidate()
                raise
            self.changes += 1

    def _apply_batch(
        self, batch: Iterable[Fact], late: set[DocumentRef], repeated: set[FactId]
    ) -> None:
        """Apply the facts of a batch, except those that came late or twice.

        Parameters:
            late: gets the documents that must be refolded.
            repeated: gets the ids that came twice.
        """
        for fact in map(self.with_corrected_date, batch):
            held = self.seen[fact.origin, fact.incarnation]
            table = fold.table_of(fact)
            is_repeated = fact.seq in held
            held.add(fact.seq)
            self.lamport = max(self.lamport, fact.lamport)
            if fact.kind == UNREADABLE:
                self.unread += not is_repeated
            elif fact.kind == MENDED:
                self._accept_loss(fact.body)
            elif fact.kind == REDATED:
                late |= self._correct_dates(fact.body)
            if table is None:
                continue
            ref = table, fact.subject
            document = self.find(table, fact.subject)
            if is_repeated:
                repeated.add(fact.id)
                late.add(ref)  # also when it creates the document: its twin may say more
            if document is None:
                waiting = self._orphans.pop(ref, [])
                if waiting:
                    after = fold.refold(table, [*waiting, fact])
                else:
                    after = fold.apply(table, None, fact)
                if after is None:
                    self._orphans[ref] = [*waiting, fact]
                else:
                    self._put(table.name, None, after)
            elif is_repeated or document.head >= fold.order_of(fact):
                late.add(ref)
            else:
                after = fold.apply(table, document, fact)
                assert after is not None  # there was one before
                self._put(table.name, self._indexed_part(table.name, fact.subject), after)

    def _refold(self, refs: set[DocumentRef], repeated: set[FactId]) -> None:
        """Make documents again from all their facts, and look among these for conflicts."""
        if refs:
            histories: defaultdict[str, list[Fact]] = defaultdict(list)
            for fact in self._read_history({subject for _, subject in refs}):
                histories[fact.subject].append(fact)
            self._find_conflicts(chain(*histories.values()), repeated)
            for table, subject in refs:
                after = fold.refold(table, histories[subject])
                if after is not None:  # else its first line has been damaged since it was read
                    self._put(table.name, self._indexed_part(table.name, subject), after)
        self.indexes.recompute_stale(self.memory.tables)

    def _find_conflicts(self, facts: Iterable[Fact], repeated: set[FactId]) -> None:
        """Add the ids that two different facts have to `conflicts`; a mere copy does no harm."""
        first: dict[FactId, Fact] = {}
        for fact in facts if repeated else ():
            if fact.id in repeated and first.setdefault(fact.id, fact) != fact:
                self.conflicts.append(fact.id)

    def _read_history(self, subjects: set[str]) -> Iterator[Fact]:
        """Yield every fact about these subjects, with corrected dates."""
        histories = self.ledger.read_history(subjects)
        return map(self.with_corrected_date, chain(*histories.values()))

    def with_corrected_date(self, fact: Fact) -> Fact:
        """Return a fact with its date corrected, if a wrong clock dated it, or else as it is."""
        for origin, incarnation, first, last, seconds in self.redated:
            is_of_stream = (fact.origin, fact.incarnation) == (origin, incarnation)
            if is_of_stream and first <= fact.seq <= last:
                with suppress(ValueError, OverflowError):  # a date that cannot be read stays
                    at = datetime.fromisoformat(fact.at) - timedelta(seconds=seconds)
                    return msgspec.structs.replace(fact, at=at.isoformat(timespec="seconds"))
        return fact

    def _correct_dates(self, body: Mapping[str, Any]) -> set[DocumentRef]:
        """Learn that a clock was wrong, and return the documents whose facts it dated."""
        try:
            redatings = msgspec.convert(body["dates"], list[Redating])
        except (KeyError, msgspec.ValidationError):
            return set()
        self.redated += [redating for redating in redatings if redating not in self.redated]
        return {
            (table, fact.subject)
            for fact in self.ledger.reread()
            if self.with_corrected_date(fact) is not fact and (table := fold.table_of(fact))
        }

    def _accept_loss(self, body: Mapping[str, Any]) -> None:
        """Learn which lost facts are not to be searched for any more."""
        try:
            gone = msgspec.convert(body["gone"], list[tuple[str, str, list[tuple[int, int]]]])
        except (KeyError, msgspec.ValidationError):
            return
        for origin, incarnation, ranges in gone:
            stream = origin, incarnation
            self.given_up[stream] = self.given_up.get(stream, RangeSet()).union(RangeSet(ranges))

    def find(self, table: Table, key: str) -> Any:
        """Return the record of a table with this opaque id, or None."""
        doc_id = self.indexes.of(table.name).ids.get(key)
        if doc_id is None:
            return None
        return record_decoder(table.name)(self.memory.tables[table.name][doc_id])

    def restore_lost(self, evidence: Evidence, facts: Sequence[Fact]) -> None:
        """Put back, as the evidence has them, documents some of whose facts are gone.

        Parameters:
            facts: all that the ledger holds.
        """
        with self.memory.lock:
            for lost in list(lost_documents(evidence, facts)):
                name, key = lost.table.name, lost.current.id
                document = self.find(lost.table, key)
                if document is None or document.head <= lost.current.head:
                    keys = keys_of(name, lost.current)
                    restored = Folded(lost.current, encode_row(lost.current), keys)
                    self._put(name, self._indexed_part(name, key), restored)
                    self._orphans.pop((lost.table, key), None)
            self.indexes.recompute_stale(self.memory.tables)
            for stream, held in evidence.seen.items():
                self.seen[stream] = self.seen[stream].union(held)
            self.versions.update(TABLES_BY_NAME.keys())
            self.changes += 1

    def refold(self, subjects: set[str]) -> None:
        """Make the documents of these subjects again, after their facts were rewritten."""
        with self.memory.lock:
            refs = {
                (table, subject)
                for table in TABLES.values()
                for subject in subjects
                if subject in self.indexes.of(table.name).ids
            }
            self._refold(refs, set())
            for table, subject in self._orphans.keys() & {
                (table, subject) for table in TABLES.values() for subject in subjects
            }:
                facts = self._read_history({subject})
                own = [fact for fact in facts if fold.table_of(fact) is table]
                self._orphans[table, subject] = own
            self.changes += bool(refs)

    def _put(self, name: str, before: Any, after: Folded) -> None:
        """Put a document into a table and its indexes.

        Parameters:
            before: the indexed part of the document as it was; None for a new one.
        """
        document = after.document
        rows = self.memory.tables.setdefault(name, {})
        doc_id = self.indexes.of(name).ids.get(document.id)
        if doc_id is None:
            doc_id = len(rows) + 1
        rows[doc_id] = after.row
        self.versions[name] += 1
        self.indexes.put(name, doc_id, before, document, after.keys)

    def _indexed_part(self, name: str, key: str) -> Any:
        """Return what the indexes hold of a document as it is now; None when there is none."""
        doc_id = self.indexes.of(name).ids.get(key)
        if doc_id is None:
            return None
        return row_decoder(name)(self.memory.tables[name][doc_id])
