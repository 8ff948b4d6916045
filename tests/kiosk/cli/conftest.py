"""A school made by `kiosk init` and a roster, and a short way to run commands on it."""

import json
import shutil
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.cli.context import DataFolder
from kiosk.cli.main import run
from tests.support.schools import ledger_bytes

PIN = "270418"
ROSTER = """\
Staff id,First name,Last name,E-mail,Role,Room,Subject,Badge
s1,Maria,Rivera,m.rivera@x.org,Teacher,Room 12,Maths,QX7719042
s2,Kofi,Okafor,k.okafor@x.org,Teacher,Room 31,Science,
s3,Jonas,Lindqvist,j.lindqvist@x.org,Teacher,Room 7,English,
s4,Ben,Osei,b.osei@x.org,Technician,IT office,,
"""


class Said(msgspec.Struct, frozen=True):
    """What a command left on the terminal."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)


class Kiosk:
    """Runs command lines on one data folder, in this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> Said:
        """Run `kiosk --data FOLDER WORDS`."""
        return self.bare(["--data", str(self.folder), *words])

    def bare(self, words: Sequence[str]) -> Said:
        """Run `kiosk WORDS`."""
        self._capsys.readouterr()
        code = run(list(words))
        out, err = self._capsys.readouterr()
        return Said(code, out, err)

    def done(self, *words: str) -> str:
        """Run a command that is to succeed; gives what it said."""
        said = self(*words)
        assert (said.code, said.err) == (0, "")
        return said.out.strip()

    def refused(self, *words: str, code: int = 2) -> str:
        """Run a command that is to be refused with words, changing nothing; gives the words."""
        before = ledger_bytes(self.folder)
        said = self(*words)
        assert said.code == code
        assert said.out == ""
        assert "Traceback" not in said.err
        assert ledger_bytes(self.folder) == before
        return said.err.strip()

    def json(self, *words: str) -> Any:
        """Run a command with --json that is to succeed."""
        return json.loads(self.done(*words, "--json"))


@pytest.fixture(autouse=True)
def _no_data_folder_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test touches the data folder of whoever runs it."""
    monkeypatch.delenv("KIOSK_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(DataFolder, "path", None)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `kiosk init` and `kiosk roster import` leave it; made once, then copied."""
    place = tmp_path_factory.mktemp("made")
    folder, staff = place / "data", place / "staff.csv"
    staff.write_text(ROSTER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", StringIO(f"{PIN}\n"))
        named = ["--school", "Lincoln", "--coach", "Ana Duarte", "--pin-stdin", "--zone", "UTC"]
        assert run(["--data", str(folder), "init", *named]) == 0
    assert run(["--data", str(folder), "roster", "import", str(staff)]) == 0
    assert run(["--data", str(folder), "person", "role", "Ben Osei", "fixer"]) == 0
    return folder


@pytest.fixture
def kiosk(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Kiosk:
    """The command line on a school of its own."""
    folder = tmp_path / "data"
    shutil.copytree(made, folder)
    return Kiosk(folder, capsys)


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Kiosk:
    """The command line on a folder that is not there yet."""
    return Kiosk(tmp_path / "new", capsys)
