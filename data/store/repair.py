"""Repairing a ledger that has lost facts, once the keeper has decided to (`kiosk doctor`).

First, all files are copied to `kept/`. Then whatever a file still holds comes back: whole lines
from the quarantine as they are, and documents of the snapshot whose facts are gone as facts that
hold a document. What nothing knows any more is named in a fact, so that it is not missed again.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from data.failures import NotSaved, not_saved_message
from data.ledger import identity
from data.ledger.facts import MENDED, RECOVERED, Fact, FactId, StreamId, new_id
from data.ledger.identity import Identity
from data.ledger.ledger import school_year
from data.ledger.lines import decode_line, encode_line
from data.ledger.ranges import RangeSet
from data.ledger.year_files import SUSPECT_SUFFIX
from data.store import snapshot
from data.store.recovery import Evidence, FactGap, find_gaps, lost_documents
from data.store.store import Store
from data.system import Disk


class RepairReport(msgspec.Struct, frozen=True):
    """What a repair did.

    Parameters:
        kept: the folder of the files as they were.
        lines: how many damaged lines were removed from the ledger.
        facts: how many facts came back as they were.
        documents: how many documents came back.
        gone: how many facts nothing knows any more; their documents may have come back.
        renamed: whether the kiosk's lost identity was made again.
    """

    kept: Path
    lines: int
    facts: int
    documents: int
    gone: int
    renamed: bool


def repair(store: Store) -> RepairReport:
    """Bring back what any file still holds, and let the store be written again.

    Raises:
        NotSaved: the repair could not be finished; the files are as they were, or in `kept/`.
    """
    now = store.clock.now()
    kept = store.folder / "kept" / now.strftime("%Y-%m-%dT%H%M%S")
    try:
        _copy_files(store.disk, store.folder, kept)
    except OSError as error:
        raise NotSaved(not_saved_message(error)) from error
    with store.ledger.locked():
        try:
            return _Repair(store, kept).run()
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error


def _copy_files(disk: Disk, folder: Path, kept: Path) -> None:
    """Copy all files that a repair touches.

    Raises:
        OSError: a file could not be copied.
    """
    disk.make_folder(kept)
    names = ["store.json", "kiosk.json", "badge.key"]
    if not (folder / "ledger").is_dir():
        names.append("ledger")
    names += [str(path.relative_to(folder)) for path in sorted(folder.glob("ledger/*.jsonl*"))]
    names += [str(path.relative_to(folder)) for path in sorted(folder.glob("ledger/quarantine/*"))]
    for name in names:
        path = folder / name
        if not path.exists() and not path.is_symlink():
            continue
        disk.make_folder((kept / name).parent)
        try:
            content = disk.read(path)
        except OSError:
            disk.rename(path, kept / name)  # a folder, or a link that leads nowhere: move it
        else:
            disk.replace(kept / name, [content])


class _Repair:
    """One repair; made and run under the ledger's lock."""

    def __init__(self, store: Store, kept: Path) -> None:
        self._store, self._disk, self._kept = store, store.disk, kept
        self._now = store.clock.now()

    def run(self) -> RepairReport:
        """Repair the ledger, then load the store again.

        Raises:
            OSError: the disk refused.
        """
        store = self._store
        saved = snapshot.read(self._disk, store.path)
        evidence = Evidence(saved[0], saved[1].held()) if saved else store.documents.evidence()
        lines, bad_count = self._read_good_lines()
        facts = [fact for batch in lines.values() for line in batch for fact in _facts_of(line)]
        returned = self._quarantined_lines({fact.id for fact in facts})
        returned_facts = [fact for line in returned for fact in _facts_of(line)]
        facts += returned_facts
        me, is_renamed = self._load_identity(facts)
        gone = self._find_gaps(facts, evidence, me)
        recovered = self._recovered_facts(evidence, facts, me) if gone else []
        accepted = [self._accepted_loss(gone, me, len(recovered) + 1, facts)] if gone else []
        made = [encode_line([*recovered, *accepted])[:-1]] if recovered or accepted else []
        self._write_files(lines, [*returned, *made])
        store.ledger.clear_suspects()
        store.reload()
        store.write_snapshot()
        return RepairReport(
            kept=self._kept,
            lines=bad_count,
            facts=len(returned_facts),
            documents=len(recovered),
            gone=sum(gap.count for gap in gone),
            renamed=is_renamed,
        )

    def _read_good_lines(self) -> tuple[dict[str, list[bytes]], int]:
        """Return the undamaged lines of each year file, and how many are damaged."""
        good: dict[str, list[bytes]] = {}
        bad_count = 0
        for path in self._store.ledger.files():
            lines = self._disk.read(path).split(b"\n")
            good[path.name] = [line for line in lines if decode_line(line) is not None]
            bad_count += sum(1 for line in lines if line and decode_line(line) is None)
        return good, bad_count

    def _quarantined_lines(self, held: set[FactId]) -> list[bytes]:
        """Return the whole lines in the quarantine of which some fact is not held."""
        return [
            line
            for path in self._store.ledger.quarantine_files()
            for line in self._disk.read(path).split(b"\n")
            if any(fact.id not in held for fact in _facts_of(line))
        ]

    def _load_identity(self, facts: list[Fact]) -> tuple[Identity, bool]:
        """Return this kiosk's identity in a new incarnation, and whether it had been lost.

        A lost origin is the one of all facts, or a new one where several kiosks made them.
        """
        path = self._store.folder / "kiosk.json"
        known = identity.read(self._disk, path)
        if known is None and facts:
            origins = {fact.origin for fact in facts}
            origin = origins.pop() if len(origins) == 1 else new_id(6)
            identity.save(self._disk, path, Identity(origin, new_id(12), ""))
        me = identity.load(self._disk, path, self._store.ledger.folder, complete=False)
        return me, known is None and bool(facts)

    def _find_gaps(self, facts: list[Fact], evidence: Evidence, me: Identity) -> list[FactGap]:
        expected = dict(evidence.seen)
        for gap in self._store.missing:
            stream = gap.origin, gap.incarnation
            expected[stream] = expected.get(stream, RangeSet()).union(RangeSet(gap.ranges))
        return find_gaps(_numbers_of(facts), expected, me.origin, self._store.documents.given_up)

    def _recovered_facts(self, evidence: Evidence, facts: list[Fact], me: Identity) -> list[Fact]:
        """Make a fact of each lost document."""
        return [
            Fact(
                origin=me.origin,
                incarnation=me.incarnation,
                seq=seq,
                lamport=lost.known.head[0],
                at=self._now.isoformat(timespec="seconds"),
                kind=f"{lost.noun}{RECOVERED}",
                subject=lost.known.id,
                body={"document": msgspec.json.decode(msgspec.json.encode(lost.known))},
            )
            for seq, lost in enumerate(lost_documents(evidence, facts), 1)
        ]

    def _accepted_loss(
        self, gone: list[FactGap], me: Identity, seq: int, facts: list[Fact]
    ) -> Fact:
        """Make the fact that names what is gone, so that it is not missed again."""
        return Fact(
            origin=me.origin,
            incarnation=me.incarnation,
            seq=seq,
            lamport=max((fact.lamport for fact in facts), default=0) + 1,
            at=self._now.isoformat(timespec="seconds"),
            kind=MENDED,
            subject="ledger",
            body={
                "gone": [[gap.origin, gap.incarnation, list(map(list, gap.ranges))] for gap in gone]
            },
        )

    def _write_files(self, lines: dict[str, list[bytes]], added: list[bytes]) -> None:
        """Replace each year file by its lines, then remove the quarantine and the suspect marks.

        Parameters:
            lines: file name -> lines without newlines.
            added: more lines for the newest file, which is written last.
        """
        ledger = self._store.ledger
        newest = max([f"{school_year(self._now, self._store.year_starts)}.jsonl", *lines])
        for name in sorted({*lines, newest}):
            content = [*lines.get(name, []), *(added if name == newest else [])]
            self._disk.replace(ledger.folder / name, [line + b"\n" for line in content])
        marks = ledger.folder.glob(f"*.jsonl{SUSPECT_SUFFIX}")
        for path in [*ledger.quarantine_files(), *marks]:
            self._disk.remove(path)


def _facts_of(line: bytes) -> list[Fact]:
    return decode_line(line) or []


def _numbers_of(facts: Iterable[Fact]) -> dict[StreamId, RangeSet]:
    """Return the sequence numbers of these facts, by stream."""
    numbers: defaultdict[StreamId, RangeSet] = defaultdict(RangeSet)
    for fact in facts:
        numbers[fact.origin, fact.incarnation].add(fact.seq)
    return numbers
