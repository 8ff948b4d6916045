"""Making a ledger whole again, once somebody has decided it.

All files are kept beside first. Then whatever a file still holds comes back: whole lines from the
quarantine, and the documents of the snapshot whose facts are gone, as facts. What nothing knows any
more is named in a fact, so that it is not missed again.
"""

from pathlib import Path

import msgspec

from data.failures import NotSaved, not_saved_message
from data.ledger import identity
from data.ledger.facts import MENDED, RECOVERED, Fact, new_id
from data.ledger.ledger import school_year
from data.ledger.lines import decode_line, encode_line
from data.ledger.ranges import RangeSet
from data.store import snapshot
from data.store.recovery import Evidence, FactGap, gaps, lost_documents
from data.store.store import Store
from data.system import Disk


class Repaired(msgspec.Struct, frozen=True):
    """What a repair did.

    Parameters:
        kept: where the files are as they were.
        lines: damaged lines and torn tails that were taken out of the ledger.
        facts: facts that came back as they were.
        documents: documents that came back.
        gone: facts that nothing knows any more; what they made may be among the documents.
        renamed: whether this kiosk was given its identity again.
    """

    kept: Path
    lines: int
    facts: int
    documents: int
    gone: int
    renamed: bool


def repair(store: Store) -> Repaired:
    """Bring back what any file still holds, and go on from there.

    Raises:
        NotSaved: it could not be finished; the files are as they were, or kept beside.
    """
    now = store.clock.now()
    kept = store.folder / "kept" / now.strftime("%Y-%m-%dT%H%M%S")
    try:
        _keep(store.disk, store.folder, kept)
    except OSError as error:
        raise NotSaved(not_saved_message(error)) from error
    with store.ledger.locked():
        try:
            return _Repair(store, kept).run()
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error


def _keep(disk: Disk, folder: Path, kept: Path) -> None:
    """Copy all that a repair touches."""
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
            disk.rename(path, kept / name)  # a folder, a link that leads nowhere: it goes as it is
        else:
            disk.replace(kept / name, [content])


class _Repair:
    """One repair, under the lock."""

    def __init__(self, store: Store, kept: Path) -> None:
        self._store, self._disk, self._kept = store, store.disk, kept
        self._at = store.clock.now()

    def run(self) -> Repaired:
        """Do it.

        Raises:
            OSError: the disk refused.
        """
        store = self._store
        found = snapshot.read(self._disk, store.path)
        evidence = Evidence(found[0], found[1].held()) if found else store.documents.evidence()
        lines, bad = self._good_lines()
        facts = [fact for batch in lines.values() for line in batch for fact in _facts(line)]
        returned = self._returned({fact.id for fact in facts})
        back = [fact for line in returned for fact in _facts(line)]
        facts += back
        me, renamed = self._identity(facts)
        gone = self._gone(facts, evidence, me)
        documents = self._documents(evidence, facts, me) if gone else []
        mended = [self._mended(gone, me, len(documents) + 1, facts)] if gone else []
        made = [encode_line([*documents, *mended])[:-1]] if documents or mended else []
        self._write(lines, [*returned, *made])
        store.ledger.trust()
        store.reload()
        store.write_snapshot()
        count = sum(gap.count for gap in gone)
        return Repaired(self._kept, bad, len(back), len(documents), count, renamed)

    def _good_lines(self) -> tuple[dict[str, list[bytes]], int]:
        """The lines of each file that are as they were written, and how many are not."""
        good: dict[str, list[bytes]] = {}
        bad = 0
        for path in self._store.ledger.files():
            lines = self._disk.read(path).split(b"\n")
            good[path.name] = [line for line in lines if decode_line(line) is not None]
            bad += sum(1 for line in lines if line and decode_line(line) is None)
        return good, bad

    def _returned(self, held: set[tuple[str, str, int]]) -> list[bytes]:
        """The whole lines of what was set aside of which something is not held."""
        return [
            line
            for path in self._store.ledger.quarantine_files()
            for line in self._disk.read(path).split(b"\n")
            if any(fact.id not in held for fact in _facts(line))
        ]

    def _identity(self, facts: list[Fact]) -> tuple[identity.Identity, bool]:
        """This kiosk, in a new incarnation; its origin is that of all facts where it is lost, and a
        new one where other kiosks' facts are among them.
        """
        path = self._store.folder / "kiosk.json"
        known = identity.read(self._disk, path)
        if known is None and facts:
            origins = {fact.origin for fact in facts}
            origin = origins.pop() if len(origins) == 1 else new_id(6)
            identity.keep(self._disk, path, identity.Identity(origin, new_id(12), ""))
        me = identity.load(self._disk, path, self._store.ledger.folder, proven=False)
        return me, known is None and bool(facts)

    def _gone(self, facts: list[Fact], evidence: Evidence, me: identity.Identity) -> list[FactGap]:
        now, before = self._store.documents.held_of(facts), dict(evidence.seen)
        for gap in self._store.missing:
            name = gap.origin, gap.incarnation
            before[name] = before.get(name, RangeSet()).union(RangeSet(gap.ranges))
        return gaps(now, before, me.origin, self._store.documents.given_up)

    def _documents(
        self, evidence: Evidence, facts: list[Fact], me: identity.Identity
    ) -> list[Fact]:
        return [
            Fact(
                origin=me.origin,
                incarnation=me.incarnation,
                seq=number,
                lamport=kept.head[0],
                at=self._at.isoformat(timespec="seconds"),
                kind=f"{noun}{RECOVERED}",
                subject=kept.id,
                body={"document": msgspec.json.decode(msgspec.json.encode(kept))},
            )
            for number, (noun, _, kept, _) in enumerate(lost_documents(evidence, facts), 1)
        ]

    def _mended(
        self, gone: list[FactGap], me: identity.Identity, seq: int, facts: list[Fact]
    ) -> Fact:
        return Fact(
            origin=me.origin,
            incarnation=me.incarnation,
            seq=seq,
            lamport=max((fact.lamport for fact in facts), default=0) + 1,
            at=self._at.isoformat(timespec="seconds"),
            kind=MENDED,
            subject="ledger",
            body={
                "gone": [[gap.origin, gap.incarnation, list(map(list, gap.ranges))] for gap in gone]
            },
        )

    def _write(self, lines: dict[str, list[bytes]], made: list[bytes]) -> None:
        """Write each file anew, the newest one last and with what was made."""
        ledger = self._store.ledger
        newest = max([f"{school_year(self._at, self._store.year_starts)}.jsonl", *lines])
        added = [line + b"\n" for line in made]
        for name in sorted({*lines, newest}):
            content = [line + b"\n" for line in lines.get(name, [])]
            self._disk.replace(ledger.folder / name, content + (added if name == newest else []))
        for path in [*ledger.quarantine_files(), *ledger.folder.glob("*.jsonl.unsure")]:
            self._disk.remove(path)


def _facts(line: bytes) -> list[Fact]:
    return decode_line(line) or []
