"""A school made by `kiosk init` and a roster, with the command line on it."""

import shutil
import sys
from io import StringIO
from pathlib import Path

import pytest

from kiosk.cli.context import DataFolder
from kiosk.cli.main import run
from tests.kiosk.cli.command_line import PIN, ROSTER, Kiosk


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
