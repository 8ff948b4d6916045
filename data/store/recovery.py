"""Finding facts that were saved and are gone, and the documents that still know of them.

Three things say which facts must be in the ledger: each kiosk numbers its own from 1 without a gap,
a snapshot names the facts that it is made of, and this process remembers what it has read. The
documents of a snapshot then stand in for the facts that made them. A repair makes them facts again,
of the kind `noun.recovered`, each with the order of the last fact that its document holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from data.ledger.facts import Fact, StreamId
from data.ledger.ranges import RangeSet
from data.ledger.year_files import Damage
from data.records.registry import TABLES
from data.records.table import Table
from data.store import fold
from data.store.indexes import record_decoder
from data.store.memory_tables import Rows

SeenFacts = Mapping[StreamId, RangeSet]
_BY_TABLE_NAME = {table.name: (noun, table) for noun, table in TABLES.items()}


class Evidence(msgspec.Struct, frozen=True):
    """What was known before the ledger was read: documents, and the facts that they are made of."""

    tables: Mapping[str, Rows]
    seen: SeenFacts


class FactGap(msgspec.Struct, frozen=True):
    """Facts of one stream that were saved and that the ledger has lost."""

    origin: str
    incarnation: str
    ranges: list[tuple[int, int]]

    @property
    def count(self) -> int:
        """How many facts."""
        return len(RangeSet(self.ranges))


class LostDocument(msgspec.Struct, frozen=True):
    """A document that the ledger alone no longer gives.

    Parameters:
        noun: the first word of its facts' kinds.
        known: the document as the evidence has it.
        current: the same, with the facts applied that came later.
    """

    noun: str
    table: Table
    known: Any
    current: Any


def find_gaps(held: SeenFacts, expected: SeenFacts, own: str, given_up: SeenFacts) -> list[FactGap]:
    """Return the facts that must be in the ledger and are not.

    Parameters:
        held: what the ledger holds.
        expected: what is known to have been in it.
        own: the origin of this kiosk, whose numbers have no gaps; "" when it is not known.
        given_up: lost facts whose loss somebody has accepted.
    """
    found = []
    for stream in sorted({*held, *expected}):
        present = held.get(stream, RangeSet())
        gone = expected.get(stream, RangeSet()).difference(present)
        if stream[0] == own:
            gone = gone.union(present.gaps())
        gone = gone.difference(given_up.get(stream, RangeSet()))
        if gone.ranges:
            found.append(FactGap(*stream, gone.ranges))
    return found


def all_seen(known: Iterable[Evidence]) -> dict[StreamId, RangeSet]:
    """Return the facts that any of these knows of."""
    seen: dict[StreamId, RangeSet] = {}
    for evidence in known:
        for stream, held in evidence.seen.items():
            seen[stream] = seen.get(stream, RangeSet()).union(held)
    return seen


def unexplained(
    gaps: Iterable[FactGap], damage: Sequence[Damage], quarantined: Iterable[Fact]
) -> list[FactGap]:
    """Return the gaps without the facts that damaged bytes or the quarantine may hold. Those are
    kept, doctor shows them, and they do not stop anybody from writing.

    Parameters:
        quarantined: the facts whose heads can be read in the quarantine.
    """
    set_aside: dict[StreamId, RangeSet] = {}
    for fact in quarantined:
        set_aside.setdefault((fact.origin, fact.incarnation), RangeSet()).add(fact.seq)
    remaining = []
    for gap in gaps:
        stream = gap.origin, gap.incarnation
        ranges = RangeSet(gap.ranges).difference(set_aside.get(stream, RangeSet())).ranges
        ranges = [
            (first, last)
            for first, last in ranges
            if not any(bad.may_have_held(*stream, first, last) for bad in damage)
        ]
        if ranges:
            remaining.append(FactGap(*stream, ranges))
    return remaining


def missing_message(missing: Sequence[FactGap], unreadable: Sequence[str]) -> str:
    """Return a message that says what is missing or cannot be read, what is kept, and what to do.

    Parameters:
        unreadable: the names of files that cannot be read.
    """
    count = sum(gap.count for gap in missing)
    things = "one thing that was saved is" if count == 1 else f"{count} things that were saved are"
    what = f"{things} missing from the files"
    if unreadable:
        what = f"{' and '.join(unreadable)} cannot be read"
    return (
        f"Not saved: {what}. What is left can be read. Nothing is written until the keeper has "
        "run: kiosk doctor"
    )


def lost_documents(evidence: Evidence, facts: Iterable[Fact]) -> Iterator[LostDocument]:
    """Yield the documents of the evidence that the facts no longer make.

    Parameters:
        facts: all that the ledger holds.
    """
    histories: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        table = fold.table_of(fact)
        if table:
            histories[table.name, fact.subject].append(fact)
    for name, rows in evidence.tables.items():
        noun, table = _BY_TABLE_NAME[name]
        for row in rows.values():
            known = record_decoder(name)(row)
            history = histories.get((name, known.id), [])
            seen = [fact for fact in history if _is_in(fact, evidence.seen)]
            refolded = fold.refold(table, seen)
            if refolded is None or refolded.row != bytes(row):
                current = _with_later_facts(table, known, history, evidence.seen)
                yield LostDocument(noun, table, known, current)


def _with_later_facts(table: Table, known: Any, history: Iterable[Fact], seen: SeenFacts) -> Any:
    later = [fact for fact in history if not _is_in(fact, seen) and fact.order > known.head]
    document = known
    for fact in sorted(later, key=lambda fact: fact.order):
        if folded := fold.apply(table, document, fact):
            document = folded.document
    return document


def _is_in(fact: Fact, seen: SeenFacts) -> bool:
    held = seen.get((fact.origin, fact.incarnation))
    return held is not None and fact.seq in held
