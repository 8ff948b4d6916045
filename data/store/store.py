"""The store: the documents that the ledger's facts fold to, as TinyDB tables in memory.

They are read through TinyDB's Query API, or as records by their opaque id. They are written by
`commit` alone: a rule looks at the documents under the ledger's lock, and the facts that it returns
are saved before anybody is told. Nothing else writes, because a document that is not made of facts
would be lost.
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
from data.store.recovery import missing_message
from data.system import Clock, Disk

_encode = msgspec.json.Encoder(order="deterministic").encode


class Store(LedgerDB):
    """The documents of one data folder, and the one way to change them.

    Parameters:
        folder: the data folder; created when it is missing.
        clock: dates the facts.
        disk: all access to files.
        year_starts: month and day on which a new ledger file begins.
        trust_snapshot: whether to load `store.json` where it is valid, instead of every fact.

    Raises:
        NotSaved: the folder cannot be read.
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
        """Save the facts that a rule decides on, all or none.

        Parameters:
            decide: returns the facts to save. It is called under the ledger's lock with the
                documents up to date, so that two processes cannot both be first. What it raises is
                passed on, and nothing is saved.

        Returns:
            The facts, on the disk and applied to their documents.

        Raises:
            NotSaved: the disk or another process refused, or something is missing; nothing was
                changed.
            MaybeSaved: the disk refused, and it cannot be known whether it was saved.
        """
        with self.ledger.locked():
            self._catch_up()
            new_facts = decide()
            if not new_facts:
                return []
            now = self.clock.now()
            facts = self._number_and_date(new_facts, now)
            self.ledger.append(school_year(now, self.year_starts), facts)
            self.documents.apply([facts])
        return facts

    def ingest(self, facts: Iterable[Fact]) -> int:
        """Save facts that other kiosks made, except those that are here already.

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
            # The same id with other content is new: it is kept, and becomes a conflict.
            known = self.ledger.read_history({fact.subject for fact in held}) if held else {}
            new = [fact for fact in distinct if fact not in held or fact not in known[fact.subject]]
            if new:
                self.ledger.append(school_year(self.clock.now(), self.year_starts), new)
                self.documents.apply([new])
        return len(new)

    def rewrite(self, change: Callable[[Fact], Fact]) -> int:
        """Replace facts by others with less in them, where content must not be kept any longer.
        Their ids and their order must stay.

        Parameters:
            change: returns the fact to keep in the place of a fact, or the same fact.

        Returns:
            How many were changed.

        Raises:
            NotSaved: some are as they were.
        """
        with self.ledger.locked():
            self._catch_up()
            try:
                changed = self.ledger.rewrite(change)
                self.documents.refold({fact.subject for fact in changed})
            except OSError as error:
                raise NotSaved(not_saved_message(error)) from error
        with suppress(OSError):
            self.write_snapshot()  # the old one may hold what was taken out
        return len(changed)

    def write_snapshot(self, *, behind: int = 1) -> None:
        """Replace `store.json` when it is older than the documents and nobody is writing. Documents
        from which something is missing are never written.

        Parameters:
            behind: how many times something must have been saved since it was written. It is one
                file of all documents, so that whoever saves little does not write all of them
                again; what it lacks is read from the ledger.

        Raises:
            OSError: it is as it was; nothing is lost.
        """
        is_old = self._snapshot_changes < 0 or self.changes - self._snapshot_changes >= behind
        if not is_old or self.blocked:
            return
        with self.ledger.reading() as may_read:
            if not may_read or not self.ledger.is_current():
                return  # the next refresh reads first what was appended
            self.ledger.sync()
            with self.memory.lock:
                tables = {name: rows.copy() for name, rows in self.memory.tables.items()}
                position = self.documents.position()
                changes = self.changes
        self._keep_bad_snapshot()
        snapshot.write(self.disk, self.path, tables, position)
        self._snapshot_changes = changes
        self._remember_last_number(position)

    def close(self, *, behind: int = 1) -> None:
        """Write the snapshot and close the files. A snapshot that cannot be written is no loss: it
        is made again from the ledger.

        Parameters:
            behind: as for `write_snapshot`.
        """
        with suppress(OSError):
            self.write_snapshot(behind=behind)
        self.ledger.close()
        super().close()

    def _keep_bad_snapshot(self) -> None:
        """Move a `store.json` that is not valid to `kept/`: it may know what nothing else knows."""
        if self._is_snapshot_bad and self.path.exists():
            kept = self.folder / "kept"
            self.disk.make_folder(kept)
            stamp = self.clock.now().strftime("%Y-%m-%dT%H%M%S")
            self.disk.rename(self.path, kept / f"store-{stamp}.json")
        self._is_snapshot_bad = False

    def _catch_up(self) -> None:
        """Read what others appended, and repair what a failure left behind.

        Raises:
            NotSaved: the ledger cannot be read, or something is missing.
        """
        try:
            self._read_new(repair=not self.blocked)
            if self.ledger.needs_repair and not self.blocked:
                self._read_new(repair=True)  # what was missing has just been put back
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error
        if self.blocked:
            raise NotSaved(missing_message(self.missing, self.unreadable))

    def _number_and_date(self, new_facts: Sequence[NewFact], now: datetime) -> list[Fact]:
        """Make facts of new facts: give each the next number and Lamport time of this kiosk."""
        me = self._current_identity()
        last = self.documents.seen[me.origin, me.incarnation].last
        lamport = min(self.documents.lamport, MAX_NUMBER - len(new_facts))
        at = now.isoformat(timespec="seconds")
        return [
            Fact(
                origin=me.origin,
                incarnation=me.incarnation,
                seq=last + offset,
                lamport=lamport + offset,
                at=at,
                kind=new.kind,
                subject=new.subject,
                by=new.by,
                whom=new.whom,
                body=dict(new.body),
            )
            for offset, new in enumerate(new_facts, 1)
        ]

    def _current_identity(self) -> identity.Identity:
        """Return this kiosk's identity, read again where its file or the ledger has changed.

        Raises:
            NotSaved: a new identity could not be saved.
        """
        path, folder = self.identity_path, self.ledger.folder
        complete = self._is_complete and not self.ledger.torn
        try:
            status = self.disk.stat(path)
            if self._identity is None or self.ledger.torn or status != self._identity_status:
                self._identity = identity.load(self.disk, path, folder, complete=complete)
                self._identity_status = self.disk.stat(path)
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error
        self.ledger.torn = False
        return self._identity

    def _remember_last_number(self, position: snapshot.Position) -> None:
        """Save the last number of this kiosk's stream: a ledger that ends before it has lost facts.

        Raises:
            OSError: it was not saved.
        """
        me = identity.read(self.disk, self.identity_path)
        if me is None:
            return
        last = position.held().get((me.origin, me.incarnation), RangeSet()).last
        if last > me.last:
            identity.save(self.disk, self.identity_path, msgspec.structs.replace(me, last=last))
