"""`kiosk roster`: what a file would change is said, wrong files change nothing."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.main import run
from kiosk.desk import Desk
from kiosk.people import roster_import
from kiosk.people.roster_import import ImportPlan
from tests.support.rosters import HEAD, STAFF, school_without_people, take
from tests.support.schools import ledger_bytes


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a school where nobody is listed yet."""
    with school_without_people(tmp_path) as made:
        yield made


def kiosk(desk: Desk, *words: str) -> int:
    """Run one command on this folder."""
    return run(["--data", str(desk.folder), *words])


def staff_file(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_dry_run_lists_every_change_and_makes_none(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(desk, *STAFF)
    before = ledger_bytes(desk.folder)
    path = staff_file(
        tmp_path,
        "s1,Maria,Rivera,m.rivera@x.org,Teacher,Room 40,Maths",
        *STAFF[1:4],
        "s9,Noor,Haddad,n@x.org,Teacher,Room 3,Art",
        "s9,Again,Haddad,,,,",
    )
    assert kiosk(desk, "roster", "import", str(path), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "1 added, 1 changed, 3 as before, 1 left, 1 rejected" in said
    assert "added    Noor Haddad" in said
    assert "changed  Maria Rivera: room" in said
    assert "left     Ana Duarte" in said
    assert "rejected staff.csv, line 7: The same id as in line 6" in said
    assert "nothing was changed" in said
    assert ledger_bytes(desk.folder) == before


def test_an_import_that_sets_many_aside_must_be_meant_and_can_be_undone(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(staff_file(tmp_path, *STAFF))
    assert kiosk(desk, "roster", "import", path) == 0
    assert "roster undo" in capsys.readouterr().out
    assert kiosk(desk, "roster", "import", path) == 0
    assert "Nothing to change." in capsys.readouterr().out
    few = str(staff_file(tmp_path, STAFF[0]))
    before = ledger_bytes(desk.folder)
    assert kiosk(desk, "roster", "import", few) == 2
    said = capsys.readouterr()
    assert "left     Ana Duarte" in said.out, "whom the guard is about is shown"
    assert "--confirm" in said.err
    assert ledger_bytes(desk.folder) == before
    assert kiosk(desk, "roster", "import", few, "--confirm") == 0
    assert kiosk(desk, "roster", "undo") == 0
    assert kiosk(desk, "people") == 0
    assert "Ana Duarte" in capsys.readouterr().out
    assert kiosk(desk, "roster", "undo") == 2


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, raw in members:
            file.writestr(name, raw)
    return buffer.getvalue()


WRONG = {
    "a PDF": b"%PDF-1.7\n",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a new workbook": zipped(("xl/workbook.xml", b"<x/>")),
    "a picture": b"\x89PNG\r\n\x1a\n\0\0",
    "another archive": b"\x1f\x8b\x08\0",
    "a web page": b"<!DOCTYPE html><table>",
    "JSON": b'[{"name": "Ana"}]',
    "nothing": b"",
    "a header alone": b"Name,Role\n",
    "no names": b"Room,Phone\n12,555\n",
    "no text": b"\0\1\2" * 200,
    "a student list": b"Name,Student id\nIda,1\nPer,2\n",
    "half a zip": zipped(("users.csv", b"x"))[:20],
    "a zip without users": zipped(("classes.csv", b"a,b\n1,2\n")),
    "a zip that climbs out": zipped(("../users.csv", b"sourcedId\n1\n")),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_in_a_sentence_and_changes_nothing(
    desk: Desk, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    take(desk, *STAFF)
    before = ledger_bytes(desk.folder)
    path = tmp_path / "wrong.csv"
    path.write_bytes(WRONG[kind])
    assert kiosk(desk, "roster", "import", str(path)) == 1
    said = capsys.readouterr()
    assert "Nothing was changed." in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert ledger_bytes(desk.folder) == before


@pytest.mark.parametrize("name", ["missing.csv", "\x1b[31mred.csv", "x\udcff.csv"])
def test_a_file_that_is_not_there_is_named(
    desk: Desk, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk(desk, "roster", "import", str(tmp_path / name)) == 1
    said = capsys.readouterr().err
    assert "There is no file or folder" in said
    assert "\x1b" not in said


def test_two_imports_at_once_do_not_list_everybody_twice(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compare again under the lock."""
    path = str(staff_file(tmp_path, *STAFF))
    real = roster_import.plan

    def overtaken(*said: Any) -> ImportPlan:
        found = real(*said)
        monkeypatch.setattr(roster_import, "plan", real)
        take(desk, *STAFF)
        return found

    monkeypatch.setattr(roster_import, "plan", overtaken)
    assert kiosk(desk, "roster", "import", path) == 0
    desk.store.refresh()
    assert len(desk.people.staff()) == 5
