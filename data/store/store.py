"""The store: the documents that the ledger's facts fold to, as TinyDB tables in memory.

Reading is TinyDB's Query API on every table, or records by their opaque id. Writing is `commit`:
a rule looks at the documents under the ledger's lock, and the facts it gives are saved before
anybody is told. Nothing else writes: a document that no fact stands behind would be lost.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from data.failures import NotSaved, not_saved_message
from data.ledger import identity
from data.ledger.facts import Fact, NewFact
from data.ledger.ledger import school_year
from data.ledger.lines import MAX_NUMBER
from data.ledger.ranges import RangeSet
from data.store import snapshot
from data.store.ledger_db import LedgerDB
from data.store.recovery import missing_words
from data.system import Clock, Disk

_encode = msgspec.json.Encoder(order="deterministic").encode


class Store(LedgerDB):
    """The documents of one data folder, and the one way to change them.

    Parameters:
        folder: the data folder; made when missing.
        clock: what facts are dated by.
        disk: how files are touched.
        year_starts: month and day on which a new ledger file begins.
        trust_snapshot: begin with `store.json` where it can be believed; else read every fact.

    Raises:
        NotSaved: the folder could not be read.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        disk: Disk | None = None,
        year_starts: tuple[int, int] = (8, 1),
        *,
        trust_snapshot: bool = True,
    ) -> None:
        self.year_starts = year_starts
        super().__init__(folder, clock, disk or Disk(), trust_snapshot=trust_snapshot)

    def commit(self, decide: Callable[[], Sequence[NewFact]]) -> list[Fact]:
        """Save what a rule decides, or nothing.

        Parameters:
            decide: called under the ledger's lock with the documents caught up, so that two
                kiosks' processes cannot both be first. It gives drafts; what it raises passes.

        Returns:
            The facts, on the disk and folded.

        Raises:
            NotSaved: the disk or another process refused, or something is missing; nothing was
                changed.
            MaybeSaved: the disk refused, and it cannot be known whether it was saved.
        """
        with self.ledger.locked():
            self._catch_up()
            drafts = decide()
            if not drafts:
                return []
            now = self.clock.now()
            facts = self._date(drafts, now)
            self.ledger.append(school_year(now, self.year_starts), facts)
            self.documents.take([facts])
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
            seen = self.documents.seen
            distinct = {_encode(fact): fact for fact in facts}.values()
            held = [fact for fact in distinct if fact.seq in seen[fact.origin, fact.incarnation]]
            known = self.ledger.history({fact.subject for fact in held}) if held else {}
            new = [fact for fact in distinct if fact not in held or fact not in known[fact.subject]]
            if new:
                self.ledger.append(school_year(self.clock.now(), self.year_starts), new)
                self.documents.take([new])
        return len(new)

    def write_snapshot(self) -> None:
        """Replace `store.json` when it is older than the documents and nobody is writing; never by
        documents from which something is missing.

        Raises:
            OSError: it stays as it was; nothing is lost.
        """
        if self._written == self.changes or self.blocked:
            return
        with self.ledger.reading() as free:
            if not free or not self.ledger.is_current():
                return  # what is news is read first, at the next look
            self.ledger.sync()
            with self.memory.lock:
                tables = {name: rows.copy() for name, rows in self.memory.tables.items()}
                position = self.documents.position()
                changes = self.changes
        self._set_unbelieved_aside()
        snapshot.write(self.disk, self.path, tables, position)
        self._written = changes
        self._prove(position)

    def _set_unbelieved_aside(self) -> None:
        """Keep a `store.json` that could not be believed: it may know what nothing else does."""
        if self._unbelieved and self.path.exists():
            kept = self.folder / "kept"
            self.disk.make_folder(kept)
            stamp = self.clock.now().strftime("%Y-%m-%dT%H%M%S")
            self.disk.rename(self.path, kept / f"store-{stamp}.json")
        self._unbelieved = False

    def close(self) -> None:
        """Write the snapshot and let go of the files. A snapshot that cannot be written is owed
        to nobody: it is made again from the ledger.
        """
        with suppress(OSError):
            self.write_snapshot()
        self.ledger.close()
        super().close()

    def rewrite(self, change: Callable[[Fact], Fact]) -> int:
        """Write facts anew with less in them, where something must not be kept any longer. Their
        names and their order stay.

        Returns:
            How many were changed.

        Raises:
            NotSaved: some stand as they were.
        """
        with self.ledger.locked():
            self._catch_up()
            try:
                changed = self.ledger.rewrite(change)
                self.documents.refold({fact.subject for fact in changed})
            except OSError as error:
                raise NotSaved(not_saved_message(error)) from error
        with suppress(OSError):
            self.write_snapshot()  # what was taken out may stand in the old one
        return len(changed)

    def _catch_up(self) -> None:
        """Read what others appended, and set right what a failure left behind.

        Raises:
            NotSaved: it cannot be read, or something is missing.
        """
        try:
            self._read_news(repair=not self.blocked)
            if self.ledger.holds_torn and not self.blocked:
                self._read_news(repair=True)  # what was missing has just been put back
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error
        if self.blocked:
            raise NotSaved(missing_words(self.missing, self.unreadable))

    def _date(self, drafts: Sequence[NewFact], now: datetime) -> list[Fact]:
        me = self._who()
        last = self.documents.seen[me.origin, me.incarnation].last
        lamport = min(self.documents.lamport, MAX_NUMBER - len(drafts))
        at = now.isoformat(timespec="seconds")
        return [
            Fact(
                origin=me.origin,
                incarnation=me.incarnation,
                seq=last + 1 + place,
                lamport=lamport + 1 + place,
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
        path, folder = self.folder / "kiosk.json", self.ledger.folder
        proven = self._proven and not self.ledger.torn
        try:
            kept = self.disk.stat(path)
            if self._identity is None or self.ledger.torn or kept != self._identity_kept:
                self._identity = identity.load(self.disk, path, folder, proven=proven)
                self._identity_kept = self.disk.stat(path)
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error
        self.ledger.torn = False
        return self._identity

    def _prove(self, position: snapshot.Position) -> None:
        """Remember how much this kiosk has written: a ledger that knows less has lost some."""
        path = self.folder / "kiosk.json"
        me = identity.read(self.disk, path)
        if me is None:
            return
        last = position.held().get((me.origin, me.incarnation), RangeSet()).last
        if last > me.last:
            identity.keep(self.disk, path, msgspec.structs.replace(me, last=last))
