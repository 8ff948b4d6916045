"""Runs command lines on a data folder, and a PIN and a roster for them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

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


class Output(msgspec.Struct, frozen=True):
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

    def __call__(self, *words: str) -> Output:
        """Run `kiosk --data FOLDER WORDS`."""
        return self.bare(["--data", str(self.folder), *words])

    def bare(self, words: Sequence[str]) -> Output:
        """Run `kiosk WORDS`."""
        self._capsys.readouterr()
        code = run(list(words))
        out, err = self._capsys.readouterr()
        return Output(code, out, err)

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
