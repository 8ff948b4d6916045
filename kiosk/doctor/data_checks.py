"""The doctor's checks of the data: ledger, snapshot, identity, badge key."""

import re
from collections.abc import Iterator, Sequence

from data.ledger import identity
from data.ledger.facts import Fact
from data.ledger.lines import heads_of
from data.ledger.ranges import RangeSet
from data.ledger.year_files import SUSPECT_SUFFIX, holds_whole_line
from data.records import Person
from data.store import snapshot
from data.store.memory_tables import Rows
from data.store.store import Store
from kiosk.doctor.finding import Finding
from kiosk.school import badges
from kiosk.wording import phrases

REPAIR = "kiosk doctor --repair"
"""The command that repairs."""
_WRITTEN = re.compile(rb"^[0-9a-f]{8} \[\{", re.MULTILINE)
"""How a line begins that one of our kiosks wrote."""


def look(store: Store, facts: Sequence[Fact]) -> list[Finding]:
    """Check the files of a data folder.

    Parameters:
        store: read from the ledger alone, so that the snapshot can be compared with it.
        facts: everything in the ledger.
    """
    return [
        _ledger(store, facts),
        *_missing(store),
        *_unread(store),
        *_quarantine(store),
        *_unsettled(store),
        *_conflicts(store),
        _snapshot(store),
        *_identity(store, facts),
        *_badge_key(store),
        *_kept(store),
    ]


def _ledger(store: Store, facts: Sequence[Fact]) -> Finding:
    damage = store.ledger.damage
    if damage:
        places = ", ".join(f"{line.file} at byte {line.offset}" for line in damage)
        return Finding(
            "ledger",
            False,
            f"{phrases.count(len(damage), 'damaged line')}: {places}. All others are "
            f"read. Put the file back from a backup, or run {REPAIR}: it keeps a copy of the file, "
            "and takes back what store.json still knows.",
        )
    years = ", ".join(path.stem for path in store.ledger.files()) or "none yet"
    return Finding("ledger", True, f"{len(facts)} facts, every checksum fits ({years})")


def _missing(store: Store) -> Iterator[Finding]:
    if store.unreadable:
        yield Finding(
            "unreadable",
            False,
            f"{', '.join(store.unreadable)} cannot be read. What is left can be, and nothing is "
            "written until you decide. Look at the disk and at who may open the file; or put it "
            f"back from a backup; or run {REPAIR}.",
        )
    if store.missing:
        count = sum(gap.count for gap in store.missing)
        yield Finding(
            "missing",
            False,
            f"{phrases.count(count, 'fact that was saved is', 'facts that were saved are')} no "
            "longer in the ledger. What is left can be read, and nothing is written until you "
            "decide. Put the ledger folder back from a backup; or run "
            f"{REPAIR}: it keeps a copy of the files, takes back what store.json still knows, and "
            "says what is gone.",
        )


def _unread(store: Store) -> Iterator[Finding]:
    count = store.documents.unread
    if count:
        yield Finding(
            "newer",
            True,
            f"{phrases.count(count, 'fact')} of a newer version or another program cannot be "
            "read here. They are kept, and passed over.",
        )


def _quarantine(store: Store) -> Iterator[Finding]:
    pieces = store.ledger.quarantine_files()
    whole, torn = [], 0
    for path in pieces:
        piece = path.read_bytes()
        heads = list(heads_of(piece))
        lost = [fact for fact in heads if fact.seq not in _held(store, fact)]
        nameless = not heads and _WRITTEN.search(piece)
        if holds_whole_line(piece) and (lost or nameless):
            whole.append(path)
        else:
            torn += 1
    if whole:
        yield Finding(
            "quarantine",
            False,
            f"{phrases.count(len(whole), 'piece')} in {store.ledger.quarantine} may hold "
            f"something that was said to be saved. {REPAIR} takes back what can be read of it.",
        )
    if torn:
        yield Finding(
            "quarantine",
            True,
            f"{phrases.count(torn, 'line was', 'lines were')} set aside that had not been written "
            "to the end, as after a power cut. As far as is known, nothing of it had been said to "
            "be saved.",
        )


def _held(store: Store, fact: Fact) -> RangeSet:
    seen, given_up = store.documents.seen, store.documents.given_up
    name = fact.origin, fact.incarnation
    return seen[name].union(given_up[name]) if name in given_up else seen[name]


def _unsettled(store: Store) -> Iterator[Finding]:
    if any(store.ledger.folder.glob(f"*{SUSPECT_SUFFIX}")):
        yield Finding(
            "disk",
            False,
            "the disk refused to keep something, and could not say whether it did. The next thing "
            "that is saved settles it. Look at the disk: it may be failing.",
        )


def _conflicts(store: Store) -> Iterator[Finding]:
    if store.conflicts:
        yield Finding(
            "facts",
            False,
            f"{phrases.count(len(store.conflicts), 'id is', 'ids are')} used by two different "
            "facts. Both are kept. Was a data folder copied to a second machine?",
        )


def _snapshot(store: Store) -> Finding:
    if not store.path.exists():
        return Finding("store", True, "no store.json; it is made again at the next start")
    content = snapshot.read(store.disk, store.path)
    if content is None:
        return Finding(
            "store",
            True,
            "store.json was changed by another program; it will be made again, and this one is "
            "kept beside",
        )
    tables, position = content
    marks_now = {name: (mark.size, mark.last) for name, mark in store.ledger.marks.items()}
    then = {name: (mark.size, mark.last) for name, mark in position.marks.items()}
    if store.blocked:
        return Finding("store", True, "store.json is kept as it is: it knows more than the ledger")
    if marks_now != then:
        return Finding(
            "store", True, "store.json is older than the ledger; it will be brought up to date"
        )
    if _plain(tables) != _plain(store.memory.tables) and not store.ledger.damage:
        return Finding(
            "store",
            False,
            "store.json does not say what the ledger says. Delete it; it is made again.",
        )
    return Finding("store", True, "store.json holds the same documents as the ledger")


def _plain(tables: dict[str, Rows]) -> dict[str, dict[int, bytes]]:
    return {
        name: {doc_id: bytes(row) for doc_id, row in rows.items()}
        for name, rows in tables.items()
        if rows
    }


def _identity(store: Store, facts: Sequence[Fact]) -> Iterator[Finding]:
    kiosk_identity = identity.read(store.disk, store.folder / "kiosk.json")
    if kiosk_identity is None:
        if facts:
            yield Finding(
                "identity",
                False,
                "kiosk.json is gone or cannot be read, so that this kiosk would go on under "
                f"another name. Nothing is lost. Put it back from a backup, or run {REPAIR}.",
            )
        return
    own_facts = [fact for fact in facts if fact.origin == kiosk_identity.origin]
    if (
        own_facts
        and own_facts[-1].incarnation != kiosk_identity.incarnation
        and _has(own_facts, kiosk_identity.incarnation)
    ):
        yield Finding(
            "identity",
            False,
            f"kiosk.json is an older copy. Nothing is lost. Run {REPAIR}, and this kiosk goes on "
            "under a new number.",
        )


def _has(facts: Sequence[Fact], incarnation: str) -> bool:
    return any(fact.incarnation == incarnation for fact in facts)


def _kept(store: Store) -> Iterator[Finding]:
    kept = store.folder / "kept"
    if kept.is_dir() and (count := len(list(kept.iterdir()))):
        yield Finding(
            "kept",
            True,
            f"{phrases.count(count, 'copy', 'copies')} from before a repair in {kept}. Remove what "
            "you no longer need: secrets that were changed since are still in there.",
        )


def _badge_key(store: Store) -> Iterator[Finding]:
    marks = [person.badge for person in store.records(Person) if person.badge and person.active]
    if not marks:
        return
    key = badges.read_key(store.disk, store.folder)
    if key is None:
        yield Finding(
            "badges",
            False,
            "badge.key is gone or not whole, and without it "
            f"{phrases.count(len(marks), 'badge')} cannot be known. Put it back from a backup; "
            f"or run {REPAIR}, which makes a new one, and read the roster with its badges again.",
        )
    elif strange := sum(badges.is_of_another(key, mark) for mark in marks):
        yield Finding(
            "badges",
            False,
            f"badge.key is not the one that {phrases.count(strange, 'badge was', 'badges were')} "
            "kept under. Put the right one back from a backup; or remove it, run "
            f"{REPAIR}, and read the roster with its badges again.",
        )
