"""Disks that refuse: what was said to be saved stands, what was refused never does."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from data import system
from data.failures import MaybeSaved, NotSaved
from data.ledger.facts import NewFact, raw_fact
from data.system import Disk
from tests.support.fakes import (
    FaultyDisk,
    claimed,
    documents,
    flagged,
    foreign,
    ids,
    indexed,
    ledger_file,
    open_store,
    replayed,
    save,
)

Fault = Callable[[FaultyDisk], None]


def fault(operation: str, nth: int = 1, error: int = errno.EIO, short: int = 0) -> Fault:
    return lambda disk: disk.fail(operation, nth, error, short)


def broken_for_good(operation: str, error: int) -> Fault:
    return lambda disk: disk.fail(operation, error=error, for_good=True)


def both(*faults: Fault) -> Fault:
    def plan(disk: FaultyDisk) -> None:
        for each in faults:
            each(disk)

    return plan


FAULTS: dict[str, Fault] = {
    "nothing is written, disk full": fault("write", error=errno.ENOSPC),
    "one byte, then disk full": fault("write", error=errno.ENOSPC, short=1),
    "half a line, then disk full": fault("write", error=errno.ENOSPC, short=120),
    "all but the newline": fault("write", error=errno.EIO, short=-1),
    "quota": fault("write", error=errno.EDQUOT, short=9),
    "fsync": fault("fsync"),
    "lock timeout": fault("lock", error=errno.ETIMEDOUT),
    "lock not allowed": fault("lock", error=errno.EACCES),
    "read-only": broken_for_good("lock", errno.EROFS),
    "short write and no truncate": both(fault("write", short=60), fault("truncate")),
    "short write and no fsync": both(fault("write", short=60), fault("fsync")),
    "close after a failed write": both(fault("write", short=60), fault("close")),
    "stat": fault("stat"),
}
AFTER_HEALING: dict[str, Fault] = {
    "nothing more": lambda _disk: None,
    "the rewriting is not written": fault("write", short=40),
    "the rewriting is not synced": fault("fsync"),
    "the rewriting is not renamed": fault("rename"),
    "the folder is not synced": fault("sync_folder"),
}


UNKNOWN = {
    "failed fsync, no truncate, no rewriting": both(
        fault("fsync"), fault("truncate"), broken_for_good("rename", errno.EIO)
    ),
    "failed fsync, no rewriting": both(fault("fsync"), broken_for_good("rename", errno.EIO)),
    "nothing works any more": both(
        *(broken_for_good(each, errno.EIO) for each in ("fsync", "truncate", "rename", "read"))
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_failed_commit_changes_nothing_and_the_next_one_works(tmp_path: Path, name: str) -> None:
    """Fail any operation: raise NotSaved with a sentence, leave documents, indexes and what the
    rules see, save the next commit on the healed disk, and never show the refused one.
    """
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    before, known = documents(store), indexed(store.indexes)
    FAULTS[name](disk)
    with pytest.raises((NotSaved, OSError)) as caught:
        save(store, flagged("refused"), claimed("r1"))
    assert type(caught.value) is NotSaved
    assert str(caught.value).startswith("Not saved: ")
    store.refresh()
    assert documents(store) == before
    assert indexed(store.indexes) == known
    disk.heal()
    store.refresh()
    assert documents(store) == before
    seen: list[set[str]] = []

    def rule() -> list[NewFact]:
        seen.append(ids(store))
        return []

    store.commit(rule)
    assert seen == [{"r1"}]
    save(store, flagged("r2"))
    assert ids(store) == {"r1", "r2"}
    for fresh in (open_store(tmp_path), replayed(tmp_path)):
        assert ids(fresh) == {"r1", "r2"}
        assert documents(fresh) == documents(store)
        assert not fresh.conflicts
        assert not fresh.ledger.damage


def test_a_line_that_cannot_be_cut_off_but_is_on_the_disk_is_reported_as_saved(
    tmp_path: Path,
) -> None:
    """Fail the fsync and the cut, write the file anew with the line, and say that it is saved."""
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    both(fault("fsync"), fault("truncate"))(disk)
    assert save(store, flagged("r2"))
    assert ids(store) == ids(replayed(tmp_path)) == {"r1", "r2"}
    store.refresh()
    assert ids(store) == {"r1", "r2"}


@pytest.mark.parametrize("ends", [True, False], ids=["the process ends", "it goes on"])
@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_result_is_reported_as_unknown_and_settled_later(
    tmp_path: Path, name: str, ends: bool
) -> None:
    """Say "it may have been saved", with what to do; settle it with the next look at a healed disk,
    alike for every process.
    """
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    UNKNOWN[name](disk)
    with pytest.raises(MaybeSaved, match="Look before you send it again"):
        save(store, flagged("unsure"))
    assert ids(store) == {"r1"}
    disk.heal()
    if ends:
        store = open_store(tmp_path)
    store.refresh()
    settled = ids(store)
    assert settled in ({"r1"}, {"r1", "unsure"})
    save(store, flagged("r2"))
    for fresh in (store, open_store(tmp_path), replayed(tmp_path)):
        assert ids(fresh) == settled | {"r2"}
    assert not list((tmp_path / "ledger").glob("*.unsure"))


@pytest.mark.parametrize("second", AFTER_HEALING)
def test_after_a_failed_fsync_the_file_is_rebuilt_before_it_is_trusted(
    tmp_path: Path, second: str
) -> None:
    """Write the ledger anew under a new inode before anything is appended, at once or by the next
    commit of any process; report nothing as saved when that fails too.
    """
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    both(fault("fsync"), broken_for_good("read", errno.EIO))(disk)
    with ledger_file(tmp_path).open("rb") as old:  # held, so that its number is not given anew
        with pytest.raises(MaybeSaved):
            save(store, flagged("refused"))
        disk.heal()
        AFTER_HEALING[second](disk)
        if second != "nothing more":
            with pytest.raises(NotSaved):
                save(store, flagged("refused too"))
            disk.heal()
        save(open_store(tmp_path), flagged("r2"))
        assert ledger_file(tmp_path).stat().st_ino != os.fstat(old.fileno()).st_ino
    store.refresh()
    assert ids(store) == ids(replayed(tmp_path)) == {"r1", "r2"}


@pytest.mark.parametrize("first", ["fsync", "failed fsync, no rewriting"])
def test_rebuilding_keeps_what_another_process_saved_meanwhile(tmp_path: Path, first: str) -> None:
    """Let one fsync fail, save in another process, then write again: keep both."""
    disk = FaultyDisk()
    unlucky = open_store(tmp_path, disk=disk)
    save(unlucky, flagged("r1"))
    (FAULTS | UNKNOWN)[first](disk)
    with pytest.raises(NotSaved):
        save(unlucky, flagged("refused"))
    disk.heal()
    other = open_store(tmp_path)
    save(other, flagged("r2"))
    save(unlucky, flagged("r3"))
    assert ids(unlucky) == {"r1", "r2", "r3"}
    other.refresh()
    assert ids(other) == {"r1", "r2", "r3"}
    save(other, flagged("r4"))
    unlucky.refresh()
    assert ids(unlucky) == ids(other) == ids(replayed(tmp_path)) == {"r1", "r2", "r3", "r4"}
    assert not replayed(tmp_path).conflicts


@pytest.mark.parametrize("operation", ["open_append", "write", "fsync", "sync_folder", "rename"])
def test_the_very_first_commit_may_fail_at_any_operation(tmp_path: Path, operation: str) -> None:
    """Fail each operation that makes identity, file and folder."""
    failed = 0
    for nth in range(1, 8):
        folder = tmp_path / str(nth)
        disk = FaultyDisk()
        store = open_store(folder, disk=disk)
        disk.fail(operation, nth)
        try:
            save(store, flagged("first"))
        except NotSaved:
            failed += 1
            assert documents(store) == {}
            disk.heal()
            save(store, flagged("second"))
            assert ids(replayed(folder)) == {"second"}
    assert failed


def test_the_name_of_a_new_file_is_synced_before_its_first_batch_is_reported(
    tmp_path: Path,
) -> None:
    """Sync it also when an earlier, failed commit has made the file, since an unsynced name is lost
    with its content.
    """
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    (tmp_path / "ledger").mkdir()
    store.ledger.append("2020-21", [foreign("request.flagged", "old", 1)])
    disk.fail("write", error=errno.ENOSPC)
    with pytest.raises(NotSaved):
        store.ledger.append("2026-27", [foreign("request.flagged", "new", 2)])
    disk.heal()
    disk.order.clear()
    store.ledger.append("2026-27", [foreign("request.flagged", "new", 2)])
    assert disk.order[disk.order.index("write") :].count("sync_folder") == 1
    disk.order.clear()
    store.ledger.append("2026-27", [foreign("request.flagged", "newer", 3)])
    assert "sync_folder" not in disk.order


def test_a_commit_is_written_and_synced_under_the_lock_before_it_is_reported(
    tmp_path: Path,
) -> None:
    """Lock, read what others wrote, write and fsync, in this order; let nothing after the fsync
    fail the commit.
    """
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    disk.order.clear()
    save(store, flagged("r2"))
    steps = [each for each in disk.order if each in {"lock", "stat", "write", "fsync"}]
    assert steps[0] == "lock"
    assert steps.index("stat") < steps.index("write") < steps.index("fsync")
    assert steps[-1] == "fsync"


def test_a_held_lock_is_waited_for_and_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Raise NotSaved in plain words while somebody else has the lock, and write nothing."""
    monkeypatch.setattr(system, "LOCK_PATIENCE", 0.02)
    store = open_store(tmp_path)
    save(store, flagged("r1"))
    held = Disk().lock(tmp_path / "ledger" / ".lock")
    with pytest.raises(NotSaved, match="another"):
        save(store, flagged("refused"))
    Disk().unlock(held)
    save(store, flagged("r2"))
    assert ids(replayed(tmp_path)) == {"r1", "r2"}


@pytest.mark.parametrize("operation", ["write", "fsync", "rename"])
def test_a_snapshot_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, operation: str
) -> None:
    """Fill the disk while `store.json` is written: keep the old file byte for byte, leave no draft
    of it, and use the ledger.
    """
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    store.write_snapshot()
    old = store.path.read_bytes()
    save(store, flagged("r2"))
    disk.fail(operation, error=errno.ENOSPC, short=50)
    with pytest.raises(OSError, match="No space"):
        store.write_snapshot()
    assert store.path.read_bytes() == old
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kiosk.json",
        "ledger",
        "store.json",
    ]
    disk.heal()
    store.refresh()  # what a failed fsync left in doubt is settled first
    store.close()
    assert store.path.read_bytes() != old
    assert ids(open_store(tmp_path)) == {"r1", "r2"}


def test_closing_with_a_full_disk_is_no_error(tmp_path: Path) -> None:
    """Close although the snapshot cannot be written; nobody depends on it."""
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    disk.fail("write", error=errno.ENOSPC, for_good=True)
    store.close()
    assert ids(open_store(tmp_path)) == {"r1"}


def test_a_value_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    """Refuse NaN, half a character, bytes and a set before a byte is written, since each would be
    read as something else.
    """
    store = open_store(tmp_path)
    save(store, flagged("r1"))
    before, size = documents(store), ledger_file(tmp_path).stat().st_size
    for value in (float("nan"), float("inf"), "\ud800", b"bytes", {1}, object(), {2: "two"}):
        with pytest.raises((TypeError, ValueError)):
            save(store, flagged("refused", note=value))
        assert documents(store) == before
        assert ledger_file(tmp_path).stat().st_size == size
    save(store, flagged("r2"))
    assert ids(replayed(tmp_path)) == {"r1", "r2"}


def test_a_rule_that_raises_changes_nothing(tmp_path: Path) -> None:
    """Pass on what the rule raises, free the lock, and write nothing."""
    store = open_store(tmp_path)
    save(store, flagged("r1"))

    def rule() -> list[NewFact]:
        raise LookupError("no")

    with pytest.raises(LookupError):
        store.commit(rule)
    save(store, flagged("r2"))
    assert ids(replayed(tmp_path)) == {"r1", "r2"}


def test_a_reading_that_fails_while_late_facts_come_is_repeated(tmp_path: Path) -> None:
    """Save a late fact and fail to read the ledger for its document: read everything anew with the
    next look, and write no half of it into the snapshot.
    """
    disk = FaultyDisk()
    store = open_store(tmp_path, disk=disk)
    save(store, flagged("r1"))
    save(store, raw_fact("request.withdrawn", "r1", by="ana"))
    late = foreign("request.claimed", "r1", 1, by="cara", lamport=1, origin="zz")
    disk.fail("read")
    with pytest.raises(OSError, match="Input/output"):
        store.ingest([late])
    disk.heal()
    store.refresh()
    assert documents(store) == documents(replayed(tmp_path))
    assert store.ingest([late]) == 0
