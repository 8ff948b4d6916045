"""The documents in memory: facts are laid upon them as they come, late ones at their place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import msgspec

from data.ledger.facts import MENDED, REDATED, UNREADABLE, Fact
from data.ledger.ledger import Ledger
from data.ledger.ranges import RangeSet
from data.records.registry import TABLES
from data.records.table import Table
from data.store import fold
from data.store.indexes import KEYS, Indexes, keys_of
from data.store.memory_tables import MemoryStorage, Rows
from data.store.recovery import Evidence, Name, lost_documents
from data.store.snapshot import Position

Place = tuple[Table, str]
"""Where a document stands: its table and its opaque id."""
Redating = tuple[str, str, int, int, float]
"""Origin, incarnation, first and last number, and seconds by which they are dated too late."""
_encode = msgspec.json.Encoder(order="deterministic").encode


class Documents:
    """The tables, their indexes, and which facts they are made of.

    Parameters:
        memory: where the rows are kept.
        ledger: where the facts of a document are read again.
    """

    def __init__(self, memory: MemoryStorage, ledger: Ledger) -> None:
        self.memory, self.ledger = memory, ledger
        self.changes = 0
        """Counts up whenever a document has changed, so that a screen knows when to look."""
        self.versions: Counter[str] = Counter()
        """The same for each table."""
        self._clear()

    @contextmanager
    def anew(self) -> Iterator[None]:
        """Begin with nothing; when that fails, go back to what was there."""
        with self.memory.lock:
            tables, state = self.memory.tables, dict(vars(self))
            self._clear()
            try:
                yield
            except BaseException:
                self.memory.tables = tables
                vars(self).update(state)
                raise
            self.versions.update(KEYS.keys())

    def _clear(self) -> None:
        self.memory.tables = {}
        self.indexes = Indexes()
        self.lamport = 0
        """The highest Lamport time seen."""
        self.seen: defaultdict[Name, RangeSet] = defaultdict(RangeSet)
        """Which facts the documents are made of."""
        self.given_up: dict[Name, RangeSet] = {}
        """Facts that somebody has decided to do without."""
        self.conflicts: list[tuple[str, str, int]] = []
        """Ids that two different facts bear: both are kept, and somebody must look."""
        self.redated: list[Redating] = []
        """Facts of a clock that was wrong, and by how much."""
        self.unread = 0
        """Facts that are kept and that this version cannot read."""
        self._orphans: dict[Place, list[Fact]] = {}
        """The facts of documents whose first fact has not come yet."""

    def evidence(self) -> Evidence:
        """Return what is known now, to be compared with what is read next."""
        tables = {name: rows.copy() for name, rows in self.memory.tables.items()}
        return Evidence(tables, {name: RangeSet(held.ranges) for name, held in self.seen.items()})

    def position(self) -> Position:
        """Return what part of the ledger these documents stand for."""
        return Position(
            marks={name: msgspec.structs.replace(mark) for name, mark in self.ledger.marks.items()},
            lamport=self.lamport,
            seen=[(*name, held.ranges) for name, held in self.seen.items()],
            given_up=[(*name, held.ranges) for name, held in self.given_up.items()],
            orphans=sorted({subject for _, subject in self._orphans}),
            redated=list(self.redated),
            unread=self.unread,
        )

    def adopt(self, tables: dict[str, Rows], position: Position) -> None:
        """Take the documents of a snapshot as they are."""
        self._clear()
        self.memory.tables = tables
        for name, rows in tables.items():
            decode = msgspec.json.Decoder(KEYS[name]).decode
            for doc_id, row in rows.items():
                self.indexes.put(name, doc_id, None, decode(row))
        self.lamport, self.unread = position.lamport, position.unread
        self.seen.update(position.held())
        self.given_up = {
            (origin, incarnation): RangeSet(ranges)
            for origin, incarnation, ranges in position.given_up
        }
        self.redated = list(position.redated)
        if position.orphans:
            for fact in self._history(set(position.orphans)):
                table = fold.table_of(fact)
                if table and fact.subject not in self.indexes.ids[table.name]:
                    self._orphans.setdefault((table, fact.subject), []).append(fact)

    def take(self, batches: Iterable[Sequence[Fact]]) -> None:
        """Fold what was read or written; when that fails, the next look reads everything anew."""
        with self.memory.lock:
            late: set[Place] = set()
            doubtful: set[tuple[str, str, int]] = set()
            try:
                for batch in batches:
                    self._fold(batch, late, doubtful)
                self._refold(late, doubtful)
            except BaseException:
                self.ledger.spoil()
                raise
            self.changes += 1

    def _fold(
        self, batch: Iterable[Fact], late: set[Place], doubtful: set[tuple[str, str, int]]
    ) -> None:
        """Lay facts upon their documents; a fact that came too late, or twice, goes on a list."""
        for fact in map(self.with_corrected_date, batch):
            held = self.seen[fact.origin, fact.incarnation]
            table = fold.table_of(fact)
            again = fact.seq in held
            held.add(fact.seq)
            self.lamport = max(self.lamport, fact.lamport)
            if fact.kind == UNREADABLE:
                self.unread += not again
            elif fact.kind == MENDED:
                self._give_up(fact.body)
            elif fact.kind == REDATED:
                late |= self._redate(fact.body)
            if table is None:
                continue
            place = table, fact.subject
            now = self.find(table, fact.subject)
            if again:
                doubtful.add(fact.id)
                late.add(place)  # also where it is the first: the other one may say more
            if now is None:
                facts = [*self._orphans.pop(place, ()), fact]
                after = fold.refold(table, facts)
                if after is None:
                    self._orphans[place] = facts
                else:
                    self.put(table.name, None, after)
            elif again or now.head >= fold.order_of(fact):
                late.add(place)
            else:
                before = self._keys(table.name, fact.subject)
                self.put(table.name, before, fold.step(table, now, fact))

    def _refold(self, late: set[Place], doubtful: set[tuple[str, str, int]]) -> None:
        """Lay all facts of these documents upon each other again."""
        if late:
            histories: defaultdict[str, list[Fact]] = defaultdict(list)
            for fact in self._history({subject for _, subject in late}):
                histories[fact.subject].append(fact)
            self._tell_apart(chain(*histories.values()), doubtful)
            for table, subject in late:
                after = fold.refold(table, histories[subject])
                if after is not None:  # else its first line has been damaged since it was read
                    self.put(table.name, self._keys(table.name, subject), after)
        self.indexes.recount(self.memory.tables)

    def _tell_apart(self, facts: Iterable[Fact], doubtful: set[tuple[str, str, int]]) -> None:
        """Find the ids that two different facts bear; one fact that is there twice does no harm."""
        bearers: dict[tuple[str, str, int], Fact] = {}
        for fact in facts if doubtful else ():
            if fact.id in doubtful and bearers.setdefault(fact.id, fact) != fact:
                self.conflicts.append(fact.id)

    def _history(self, subjects: set[str]) -> Iterator[Fact]:
        """Read every fact about these subjects again, dated as is known now."""
        return map(self.with_corrected_date, chain(*self.ledger.history(subjects).values()))

    def with_corrected_date(self, fact: Fact) -> Fact:
        """Return a fact with its date set right, where the clock that dated it was wrong."""
        for origin, incarnation, first, last, seconds in self.redated:
            mine = (fact.origin, fact.incarnation) == (origin, incarnation)
            if mine and first <= fact.seq <= last:
                with suppress(ValueError, OverflowError):  # else it has no date that could be read
                    at = datetime.fromisoformat(fact.at) - timedelta(seconds=seconds)
                    return msgspec.structs.replace(fact, at=at.isoformat(timespec="seconds"))
        return fact

    def _redate(self, body: Mapping[str, Any]) -> set[Place]:
        """Learn that a clock was wrong; gives the documents that it dated."""
        try:
            found = msgspec.convert(body["dates"], list[Redating])
        except (KeyError, msgspec.ValidationError):
            return set()
        self.redated += [each for each in found if each not in self.redated]
        return {
            (table, fact.subject)
            for fact in self.ledger.all_read()
            if self.with_corrected_date(fact) is not fact and (table := fold.table_of(fact))
        }

    def _give_up(self, body: Mapping[str, Any]) -> None:
        try:
            gone = msgspec.convert(body["gone"], list[tuple[str, str, list[tuple[int, int]]]])
        except (KeyError, msgspec.ValidationError):
            return
        for origin, incarnation, ranges in gone:
            name = origin, incarnation
            self.given_up[name] = self.given_up.get(name, RangeSet()).union(RangeSet(ranges))

    @staticmethod
    def held_of(facts: Iterable[Fact]) -> dict[Name, RangeSet]:
        """Return which sequence numbers these facts have, by origin and incarnation."""
        held: defaultdict[Name, RangeSet] = defaultdict(RangeSet)
        for fact in facts:
            held[fact.origin, fact.incarnation].add(fact.seq)
        return held

    def find(self, table: Table, key: str) -> Any:
        """Return the record of a table with this opaque id, or None."""
        doc_id = self.indexes.ids[table.name].get(key)
        if doc_id is None:
            return None
        return msgspec.json.decode(self.memory.tables[table.name][doc_id], type=table.record)

    def stand_in(self, evidence: Evidence, facts: Sequence[Fact]) -> None:
        """Let documents of which facts are gone stand as the evidence has them.

        Parameters:
            facts: all that the ledger holds.
        """
        with self.memory.lock:
            for _, table, _, document in list(lost_documents(evidence, facts)):
                now = self.find(table, document.id)
                if now is None or now.head <= document.head:
                    self.put(table.name, self._keys(table.name, document.id), document)
                    self._orphans.pop((table, document.id), None)
            self.indexes.recount(self.memory.tables)
            for name, held in evidence.seen.items():
                self.seen[name] = self.seen[name].union(held)
            self.versions.update(KEYS.keys())
            self.changes += 1

    def refold(self, subjects: set[str]) -> None:
        """Make the documents of these subjects again, of which facts were written anew."""
        with self.memory.lock:
            places = {
                (table, subject)
                for table in TABLES.values()
                for subject in subjects
                if subject in self.indexes.ids[table.name]
            }
            self._refold(places, set())
            self.changes += bool(places)

    def put(self, name: str, before: Any, after: Any) -> None:
        """Keep a document.

        Parameters:
            before: what the indexes know of it as it stood; None when it was not there.
        """
        rows = self.memory.tables.setdefault(name, {})
        doc_id = self.indexes.ids[name].get(after.id)
        if doc_id is None:
            doc_id = len(rows) + 1
        rows[doc_id] = _encode(after)
        self.versions[name] += 1
        self.indexes.put(name, doc_id, before, keys_of(name, after))

    def _keys(self, name: str, subject: str) -> Any:
        """What the indexes know of a document as it stands."""
        doc_id = self.indexes.ids[name].get(subject)
        if doc_id is None:
            return None
        return msgspec.json.decode(self.memory.tables[name][doc_id], type=KEYS[name])
