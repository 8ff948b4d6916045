"""What is gone is missed: every file of a school's folder, and every line of its ledger, taken
away, emptied, cut or put back from an older copy.
"""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.failures import NotSaved
from data.ledger.facts import raw_fact
from data.records import Person
from data.store.recovery import Evidence, lost_documents
from data.store.repair import repair
from data.store.store import Store
from kiosk.cli.main import run
from kiosk.desk import Desk
from kiosk.doctor.report import Finding, examine
from tests.support.fakes import (
    QuickDisk,
    SetClock,
    claimed,
    flagged,
    hello,
    listed,
    open_store,
    replayed,
    save,
    told,
)

TOML = '[school]\nname = "Lincoln"\ntimezone = "UTC"\n'
LAST_YEAR, THIS_YEAR = "ledger/2025-26.jsonl", "ledger/2026-27.jsonl"
FILES = (LAST_YEAR, THIS_YEAR, "store.json", "kiosk.json", "badge.key", "kiosk.toml")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two school years in a folder, with a coach, a badge and an older copy of all beside."""
    folder = tmp_path_factory.mktemp("school") / "data"
    folder.mkdir(mode=0o700)
    (folder / "kiosk.toml").write_text(TOML, encoding="utf-8")
    for day, prefix in ((datetime(2026, 5, 4, 9, tzinfo=UTC), "a"), (None, "b")):
        clock = SetClock(day) if day else SetClock()
        desk = Desk(folder, clock, QuickDisk())
        badge = desk.badges.mark("QX7719042")
        store = desk.store
        if prefix == "a":
            save(store, listed("ana", "Ana", role="coach", badge=badge))
            save(store, raw_fact("pin.set", "ana", body={"hash": "$x", "length": 6}))
        for number in range(8):
            save(store, flagged(f"{prefix}{number}", text=f"words {number}"), hello())
            save(store, claimed(f"{prefix}{number}", by="ana"))
            if (prefix, number) == ("b", 3):
                desk.close()
                shutil.copytree(folder, folder.parent / "older")
                desk = Desk(folder, clock, QuickDisk())
                store = desk.store
        desk.close()
    assert [each for each in looked_over(folder) if not each.ok] == []
    return folder


def looked_over(folder: Path) -> list[Finding]:
    return examine(folder, SetClock(datetime.now(UTC)), QuickDisk())


def wrong(folder: Path) -> dict[str, str]:
    """What doctor finds wrong."""
    return {each.name: each.words for each in looked_over(folder) if not each.ok}


def copied(school: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(school, folder)
    shutil.copytree(school.parent / "older", tmp_path / "older")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def removed(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def cut(path: Path) -> None:
    """At the end of a line, or in the middle where there is but one."""
    lines = path.read_bytes().splitlines(keepends=True)
    kept = b"".join(lines[: len(lines) // 2])
    path.write_bytes(kept or path.read_bytes()[: path.stat().st_size // 2])


def swapped(path: Path) -> None:
    older = path.parents[0] if path.parent.name != "ledger" else path.parents[1]
    shutil.copy(older.parent / "older" / path.relative_to(older), path)


HARMLESS = {
    ("store.json", removed),  # it is made again from the ledger
    ("store.json", emptied),
    ("store.json", cut),
    ("store.json", swapped),  # older than the ledger, which is caught up on
    (LAST_YEAR, swapped),  # nothing was added to it since
    ("badge.key", swapped),  # nobody had it made anew since
    ("kiosk.toml", swapped),
    ("kiosk.json", swapped),  # the same incarnation
}


@pytest.mark.parametrize("how", [removed, emptied, cut, swapped], ids=lambda how: how.__name__)
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_changed_or_removed_is_reported(
    school: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    how: Callable[[Path], None],
) -> None:
    """Let doctor report it and exit with 1; lose no byte by reading; bring back by a repair all
    that anything still knows, and go on saving.
    """
    folder = copied(school, tmp_path)
    before = told(open_store(folder))
    how(folder / name)
    left = content(folder)
    found = wrong(folder)
    if (name, how) in HARMLESS:
        assert found == {}
    else:
        assert found, "doctor says that all is well"
        assert any(
            word in " ".join(found.values()) for word in ("--repair", "kiosk init", "line 1")
        )
    if name == "kiosk.toml":
        return
    for command in (["queue"], ["people"], ["show", "b1"], ["doctor"]):
        code = run(["--data", str(folder), *command])
        assert code == (1 if found and command == ["doctor"] else 0), command
        _, err = capsys.readouterr()
        assert command == ["doctor"] or "missing" in err or "missing" not in found
    after = content(folder)
    if found:
        assert {name: after.get(name) for name in left if name != "store.json"} == {
            name: kept for name, kept in left.items() if name != "store.json"
        }
        assert len(after.get("store.json", b"")) >= len(left.get("store.json", b""))
    assert run(["--data", str(folder), "doctor", "--repair"]) == 0
    capsys.readouterr()
    assert wrong(folder) == {}
    again = open_store(folder)
    if found and name == "badge.key":  # nothing else can know a badge: it is to be read again
        assert [person.badge for person in again.records(Person)] == [""]
        assert told(again)["requests"] == before["requests"]
    else:
        assert told(again) == before
    save(again, flagged("after"))
    assert "after" in told(replayed(folder))["requests"]
    assert wrong(folder) == {}


def test_every_line_that_is_removed_is_reported(school: Path, tmp_path: Path) -> None:
    """Take away each line of both years, and all from it on: write nothing before the keeper has
    decided, read all documents meanwhile, and bring them back.
    """
    folder = copied(school, tmp_path)
    before = told(open_store(folder))
    kept = {name: (folder / name).read_bytes() for name in FILES[:4]}
    for name in (LAST_YEAR, THIS_YEAR):
        lines = kept[name].splitlines(keepends=True)
        for number in range(len(lines)):
            for left in (lines[:number] + lines[number + 1 :], lines[:number]):
                for each, was in kept.items():
                    (folder / each).write_bytes(was)
                (folder / name).write_bytes(b"".join(left))
                store = open_store(folder, disk=QuickDisk())
                assert store.missing, f"line {number} of {name} was not missed"
                assert told(store) == before
                with pytest.raises(NotSaved, match="missing"):
                    save(store, flagged("refused"))
                store.close()
                assert (folder / "store.json").read_bytes() == kept["store.json"]
                repair(store)
                assert not store.missing
                assert told(store) == before
                assert not replayed(folder).missing
                store.close()
                shutil.rmtree(folder / "kept")


def test_a_missing_line_is_found_without_a_snapshot_by_the_numbers_alone(
    school: Path, tmp_path: Path
) -> None:
    """Find it, since a kiosk counts its facts from 1 without a gap."""
    folder = copied(school, tmp_path)
    (folder / "store.json").unlink()
    path = folder / THIS_YEAR
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:5] + lines[7:]))
    found = wrong(folder)
    assert "missing" in found
    assert "3 facts that were saved are no longer in the ledger" in found["missing"]
    assert run(["--data", str(folder), "doctor", "--repair"]) == 0
    assert wrong(folder) == {}


def test_facts_deleted_under_a_running_kiosk_are_kept_by_it(school: Path, tmp_path: Path) -> None:
    """Delete the ledger while the app is open: write down what the app had read, and
    bring it back.
    """
    folder = copied(school, tmp_path)
    running = open_store(folder, disk=QuickDisk())
    save(running, flagged("fresh", text="said a minute ago"))
    before = told(running)
    (folder / THIS_YEAR).unlink()
    running.refresh()
    assert running.missing
    assert told(running) == before
    another = open_store(folder, disk=QuickDisk())
    assert told(another) == before
    repair(another)
    running.refresh()
    assert not running.missing
    assert told(running) == before
    save(running, claimed("fresh"))


def test_a_backup_that_is_put_back_ends_the_alarm_by_itself(school: Path, tmp_path: Path) -> None:
    """Ask for no repair when the files are whole again."""
    folder = copied(school, tmp_path)
    running = open_store(folder, disk=QuickDisk())
    (folder / LAST_YEAR).unlink()
    running.refresh()
    assert running.missing
    shutil.copy(school / LAST_YEAR, folder / LAST_YEAR)
    running.refresh()
    assert not running.missing
    save(running, flagged("after"))
    assert wrong(folder) == {}


def test_a_repair_that_is_cut_short_can_be_done_again(school: Path, tmp_path: Path) -> None:
    """Fail each write of the repair: lose nothing that was left, and bring all back with the next
    try.
    """
    before = told(open_store(school))
    refused = 0
    for broken in range(1, 40):
        folder = copied(school, tmp_path / str(broken))
        path = folder / THIS_YEAR
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([*lines[:4], lines[5].replace(b"words", b"w0rds"), *lines[7:]]))
        store = open_store(folder, disk=RefusingDisk(broken))
        try:
            repair(store)
        except NotSaved:
            refused += 1
        store.ledger.close()
        again = open_store(folder)
        assert told(again) == before
        repair(again)
        assert told(again) == before
        assert wrong(folder) == {}
        if refused < broken:
            break
    assert refused > 5


class RefusingDisk(QuickDisk):
    """A disk whose nth rename fails, and all after it."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def rename(self, old: Path, new: Path) -> None:
        self._left -= 1
        if self._left <= 0:
            raise OSError(5, "Input/output error")
        super().rename(old, new)


def test_a_damaged_line_does_not_stop_saving_and_its_documents_stay(
    school: Path, tmp_path: Path
) -> None:
    """Report its place, go on saving, read what the snapshot knows of it, and make it whole by a
    repair.
    """
    folder = copied(school, tmp_path)
    before = told(open_store(folder))
    path = folder / THIS_YEAR
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:4], lines[4][:60] + b"\xff" + lines[4][61:], *lines[5:]]))
    store = open_store(folder)
    assert not store.missing
    assert told(store) == before
    save(store, flagged("more"))
    store.close()
    assert "ledger" in wrong(folder)
    for again in (open_store(folder), replayed(folder)):
        assert told(again)["requests"].keys() == before["requests"].keys() | {"more"}
    repair(open_store(folder))
    assert wrong(folder) == {}
    assert told(replayed(folder))["requests"].keys() == before["requests"].keys() | {"more"}


def test_later_facts_are_applied_to_a_document_from_the_snapshot(tmp_path: Path) -> None:
    """Flag a request, write the snapshot, claim the request and lose the first line: find both in
    the document.
    """
    store = open_store(tmp_path)
    save(store, flagged("r1", text="first"))
    save(store, flagged("r2"))
    store.write_snapshot()
    save(store, claimed("r1", by="ben"))
    store.ledger.close()
    path = tmp_path / THIS_YEAR
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    again = open_store(tmp_path)
    assert told(again)["requests"]["r1"]["owner"] == "ben"
    repair(again)
    for one in (again, replayed(tmp_path)):
        row = told(one)["requests"]["r1"]
        assert (row["text"], row["owner"], row["state"]) == ("first", "ben", "claimed")


def test_nothing_is_recovered_where_nothing_is_gone(school: Path) -> None:
    """Find no difference between each document and its facts."""
    store: Store = replayed(school)
    evidence: Evidence = store.documents.evidence()
    assert list(lost_documents(evidence, store.all_facts())) == []
