"""Fakes and short ways to make facts: a clock that is set, disks that fail when told to, and facts
of this kiosk and of another one.
"""

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from data.ledger.facts import Fact, NewFact, new_id, raw_fact
from data.store.indexes import TABLES_BY_NAME, Indexes
from data.store.store import Store
from data.system import Clock, Disk

Documents = dict[str, dict[int, dict[str, Any]]]

MORNING = datetime(2026, 11, 3, 8, 15, tzinfo=UTC)


class SetClock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.moment = now
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def forward(self, **span: float) -> None:
        """Let time pass."""
        step = timedelta(**span)
        self.moment += step
        self.seconds += step.total_seconds()


class FaultyDisk(Disk):
    """A disk that fails the nth operation of a kind, and counts how many there were.

    `fail("fsync", 2, errno.EIO)` fails the second fsync from now on, `short` bytes of a write
    reach the file before it does, and `for_good` fails all that come after it as well.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.order: list[str] = []
        self._plans: dict[str, tuple[int, int, int, bool]] = {}

    def fail(
        self,
        operation: str,
        nth: int = 1,
        error: int = errno.EIO,
        short: int = 0,
        *,
        for_good: bool = False,
    ) -> None:
        """Plan a failure, counted from now."""
        self._plans[operation] = (self.calls[operation] + nth, error, short, for_good)

    def heal(self) -> None:
        """Fail no more."""
        self._plans.clear()

    def _fails(self, operation: str) -> tuple[int, int] | None:
        self.calls[operation] += 1
        self.order.append(operation)
        nth, error, short, for_good = self._plans.get(operation, (0, 0, 0, False))
        count = self.calls[operation]
        return (error, short) if nth and (count == nth or (for_good and count > nth)) else None

    def _at(self, operation: str) -> None:
        if planned := self._fails(operation):
            raise OSError(planned[0], os.strerror(planned[0]))

    def make_folder(self, path: Path) -> None:
        self._at("make_folder")
        super().make_folder(path)

    def open_append(self, path: Path) -> int:
        self._at("open_append")
        return super().open_append(path)

    def write(self, fd: int, payload: bytes) -> None:
        if planned := self._fails("write"):
            error, short = planned
            super().write(fd, payload[:short])
            raise OSError(error, os.strerror(error))
        super().write(fd, payload)

    def fsync(self, fd: int) -> None:
        self._at("fsync")
        super().fsync(fd)

    def truncate(self, fd: int, size: int) -> None:
        self._at("truncate")
        super().truncate(fd, size)

    def close(self, fd: int) -> None:
        super().close(fd)
        self._at("close")

    def stat(self, path: Path) -> tuple[int, int] | None:
        self._at("stat")
        return super().stat(path)

    def read(self, path: Path, start: int = 0) -> bytes:
        self._at("read")
        return super().read(path, start)

    def rename(self, old: Path, new: Path) -> None:
        self._at("rename")
        super().rename(old, new)

    def sync_folder(self, path: Path) -> None:
        self._at("sync_folder")
        super().sync_folder(path)

    def lock(self, path: Path) -> int:
        if planned := self._fails("lock"):
            if planned[0] == errno.ETIMEDOUT:
                raise TimeoutError("another program is holding the ledger")
            raise OSError(planned[0], os.strerror(planned[0]))
        return super().lock(path)


class QuickDisk(Disk):
    """A disk that is not waited for, for tests that write much and cut no power."""

    def fsync(self, fd: int) -> None:
        pass


def open_store(folder: Path, clock: Clock | None = None, disk: Disk | None = None) -> Store:
    """A store in a folder, with a clock that stands."""
    return Store(folder, clock or SetClock(), disk)


def flagged(subject: str = "", whom: str = "ana", text: str = "", **body: Any) -> NewFact:
    """Somebody asks for a fix."""
    kept = {"lane": "fix", "category": "projector", "room": "12", "text": text, **body}
    return raw_fact("request.flagged", subject or new_id(), by=whom, whom=whom, body=kept)


def claimed(subject: str, by: str = "ben") -> NewFact:
    """Somebody takes a request on."""
    return raw_fact("request.claimed", subject, by=by)


def listed(person: str, name: str, **more: Any) -> NewFact:
    """The roster says that somebody works here."""
    body = {"key": f"{person}@school.example", "name": name, **more}
    return raw_fact("person.listed", person, body=body)


def hello(person: str = "ana") -> NewFact:
    """Somebody says hi."""
    return raw_fact("checkin.made", new_id(), by=person, whom=person)


def save(store: Store, *drafts: NewFact) -> list[Fact]:
    """Commit these, whatever stands in the store."""
    return store.commit(lambda: drafts)


def refuse_second(store: Store, subject: str, by: str) -> Callable[[], list[NewFact]]:
    """A rule: claim a request unless somebody has it."""

    def rule() -> list[NewFact]:
        found = [row for row in store.table("requests") if row["id"] == subject]
        return [] if found[0]["owner"] else [claimed(subject, by)]

    return rule


def documents(store: Store) -> Documents:
    """All tables that hold something, by document id."""
    return {
        name: {row.doc_id: dict(row) for row in store.table(name)}
        for name in sorted(store.tables())
        if len(store.table(name))
    }


def told(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    """All documents by their opaque id: what replicas must agree on."""
    return {
        name: {row["id"]: row for row in rows.values()} for name, rows in documents(store).items()
    }


def indexed(indexes: Indexes) -> dict[str, Any]:
    """What the indexes know, in a form that can be compared."""
    return {
        "ids": {name: ids for name in TABLES_BY_NAME if (ids := indexes.of(name).ids)},
        "found": {name: dict(keys) for name in TABLES_BY_NAME if (keys := indexes.of(name).by_key)},
        "contact": indexes.contact,
        "badges": indexes.badges,
        "names": {name: sorted(indexes.names.search(name)) for name in ("a", "o", "ana")},
    }


def shared(indexes: Indexes, store: Store) -> dict[str, Any]:
    """What the indexes of replicas must agree on: people and contacts, whatever the numbering."""
    named = {name: {row.doc_id: row["id"] for row in store.table(name)} for name in store.tables()}
    return {
        "found": {
            name: {key: {named[name][each] for each in ids} for key, ids in keys.items()}
            for name in TABLES_BY_NAME
            if (keys := indexes.of(name).by_key)
        },
        "contact": indexes.contact,
        "badges": indexes.badges,
    }


def ledger_file(folder: Path) -> Path:
    """The one year file of a small school."""
    (found,) = (folder / "ledger").glob("*.jsonl")
    return found


def quarantined(folder: Path) -> list[bytes]:
    """What was set aside."""
    return [path.read_bytes() for path in sorted((folder / "ledger" / "quarantine").glob("*"))]


def foreign(
    kind: str,
    subject: str,
    seq: int,
    *,
    origin: str = "other",
    incarnation: str = "first",
    lamport: int | None = None,
    at: str = "2026-11-03T09:00:00+00:00",
    by: str = "",
    whom: str = "",
    body: dict[str, Any] | None = None,
) -> Fact:
    """A fact another kiosk made."""
    return Fact(
        origin, incarnation, seq, lamport or seq, at, kind, subject, by, whom, dict(body or {})
    )


def asked(subject: str, seq: int, **more: Any) -> Fact:
    """Another kiosk's flag."""
    body = {"lane": "fix", "category": "projector", "room": "12"}
    return foreign("request.flagged", subject, seq, by="ana", whom="ana", body=body, **more)


def replayed(folder: Path) -> Store:
    """The store as the ledger alone tells it."""
    return Store(folder, SetClock(), trust_snapshot=False)


def copies(facts: Iterable[Fact]) -> list[Fact]:
    """The same facts as they come over the wire."""
    return msgspec.json.decode(msgspec.json.encode(list(facts)), type=list[Fact])


def ids(store: Store) -> set[str]:
    """The requests that are there."""
    return {row["id"] for row in store.table("requests")}
