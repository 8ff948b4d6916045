"""What is gone is missed, and taken back from what still knows it.

Three things say which facts must be there: each kiosk counts its own from 1 without a gap; a
snapshot names the facts that it is made of; and whatever this process had read before. What the
ledger has not got any more is a gap. The documents of a snapshot stand in for the facts that made
them, and can be made facts again, `noun.recovered`, each at its document's place in the order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from data.ledger.facts import Fact
from data.ledger.ranges import RangeSet
from data.ledger.year_files import Damage
from data.records.registry import TABLES
from data.records.table import Table
from data.store import fold
from data.store.memory_tables import Rows

Name = tuple[str, str]
"""Origin and incarnation."""
Seen = Mapping[Name, RangeSet]
_encode = msgspec.json.Encoder(order="deterministic").encode
_BY_TABLE = {table.name: (noun, table) for noun, table in TABLES.items()}


class Evidence(msgspec.Struct, frozen=True):
    """What was known before the ledger was read: documents, and the facts that they are made of."""

    tables: Mapping[str, Rows]
    seen: Seen


class FactGap(msgspec.Struct, frozen=True):
    """Facts of one incarnation that were said to be saved and that the ledger has not got."""

    origin: str
    incarnation: str
    ranges: list[tuple[int, int]]

    @property
    def count(self) -> int:
        """How many facts."""
        return len(RangeSet(self.ranges))


def gaps(now: Seen, before: Seen, own: str, given_up: Seen) -> list[FactGap]:
    """List the facts that must be there and are not.

    Parameters:
        now: what the ledger holds.
        before: what is known to have been there.
        own: the origin of this kiosk, whose numbers have no holes; "" when it is not known.
        given_up: what somebody has decided to do without.
    """
    found = []
    for name in sorted({*now, *before}):
        held = now.get(name, RangeSet())
        gone = before.get(name, RangeSet()).difference(held)
        if name[0] == own:
            gone = gone.union(held.gaps())
        gone = gone.difference(given_up.get(name, RangeSet()))
        if gone.ranges:
            found.append(FactGap(*name, gone.ranges))
    return found


def seen_by(known: Iterable[Evidence]) -> dict[Name, RangeSet]:
    """Return the facts that any of these knows of."""
    seen: dict[Name, RangeSet] = {}
    for evidence in known:
        for name, held in evidence.seen.items():
            seen[name] = seen.get(name, RangeSet()).union(held)
    return seen


def unexplained(
    gone: Iterable[FactGap], damage: Sequence[Damage], quarantined: Iterable[Fact]
) -> list[FactGap]:
    """Leave out what stood in damaged bytes that are kept: doctor shows them, and they stop nobody.

    Parameters:
        quarantined: the facts whose heads can be read in what was set aside.
    """
    apart: dict[Name, RangeSet] = {}
    for fact in quarantined:
        apart.setdefault((fact.origin, fact.incarnation), RangeSet()).add(fact.seq)
    left = []
    for gap in gone:
        name = gap.origin, gap.incarnation
        ranges = RangeSet(gap.ranges).difference(apart.get(name, RangeSet())).ranges
        ranges = [
            (first, last)
            for first, last in ranges
            if not any(one.explains(*name, first, last) for one in damage)
        ]
        if ranges:
            left.append(FactGap(*name, ranges))
    return left


def missing_words(missing: Sequence[FactGap], unreadable: Sequence[str]) -> str:
    """Say that something is missing or cannot be read, what is kept, and what to do."""
    count = sum(gap.count for gap in missing)
    things = "one thing that was saved is" if count == 1 else f"{count} things that were saved are"
    what = f"{things} missing from the files"
    if unreadable:
        what = f"{' and '.join(unreadable)} cannot be read"
    return (
        f"Not saved: {what}. What is left can be read. Nothing is written until the keeper has "
        "run: kiosk doctor"
    )


def lost_documents(
    evidence: Evidence, facts: Iterable[Fact]
) -> Iterator[tuple[str, Table, Any, Any]]:
    """Go through the documents that the ledger alone would not give any more.

    Parameters:
        evidence: what still knows them.
        facts: all that the ledger holds.

    Yields:
        (noun, table, the document as the evidence has it, the same with what came later).
    """
    stories: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        table = fold.table_of(fact)
        if table:
            stories[table.name, fact.subject].append(fact)
    for name, rows in evidence.tables.items():
        noun, table = _BY_TABLE[name]
        for row in rows.values():
            kept = msgspec.json.decode(row, type=table.record)
            story = stories.get((name, kept.id), [])
            known = [each for each in story if _is_in(each, evidence.seen)]
            again = fold.refold(table, known)
            if again is None or _encode(again) != bytes(row):
                yield noun, table, kept, _with_later(table, kept, story, evidence.seen)


def _with_later(table: Table, kept: Any, story: Iterable[Fact], seen: Seen) -> Any:
    later = [fact for fact in story if not _is_in(fact, seen) and fact.order > kept.head]
    after = kept
    for fact in sorted(later, key=lambda fact: fact.order):
        after = fold.step(table, after, fact)
    return after


def _is_in(fact: Fact, seen: Seen) -> bool:
    held = seen.get((fact.origin, fact.incarnation))
    return held is not None and fact.seq in held
