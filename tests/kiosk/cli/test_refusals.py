"""What is asked wrongly, what is wrong, and what is broken: exit codes, words, and no change."""

import errno
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from data.system import Disk
from tests.kiosk.cli.command_line import PIN, Kiosk
from tests.support.schools import ledger_bytes

COMMAND = [sys.executable, "-m", "kiosk"]


@pytest.mark.parametrize(
    ("words", "next_step"),
    [
        (["flag", "fix", "--person", "Zoltan"], "kiosk people"),
        (["flag", "fix", "--person", ""], "kiosk people"),
        (["flag", "fix", "--person", "  "], "kiosk people"),
        (["flag", "fix", "--person", "Mario Rivero"], "Say which, by the whole name or the id"),
        (["hi", "--person", "o"], "Say which, by the whole name or the id"),
        (["hi", "--person", "Okafro"], "Say which, by the whole name or the id"),
        (["thanks", "--from", "Maria", "--to", "Maria"], "Thank someone else"),
        (["people", "Zoltan"], "Nobody here is called 'Zoltan'"),
        (["show", "zzzz"], "kiosk queue"),
        (["show", ""], "kiosk queue"),
        (["claim", "KEY", "--as", "Maria"], "kiosk person role"),
        (["claim", "KEY", "--as", "Nobody"], "kiosk people"),
        (["claim", "KEY", "--as", ""], "kiosk people"),
        (["move", "KEY", "--as", "Ben"], "Say why in a few words"),
        (["move", "KEY", "why", "--to", "fix", "--as", "Ben"], "in the fix lane already"),
        (["move", "KEY", "--to", "coaching", "--as", "Ben"], "Say why in a few words"),
        (["note", "KEY", "--as", "Ben", " "], "Write a few words"),
        (["decline", "KEY", "--as", "Ben"], "Say why in a few words"),
        (["finish", "KEY", "--as", "Ben", "--minutes", "-5"], "from 0 to 1440"),
        (["person", "role", "Maria", "boss"], "teacher, coach, fixer"),
        (["person", "show", "Nobody"], "kiosk people"),
        (["export", "out", "--format", "xml"], "json or csv"),
        (["init", "--school", "Again", "--coach", "A", "--pin-stdin"], "is there already"),
    ],
)
def test_a_refusal_exits_with_2_names_what_to_do_and_changes_nothing(
    kiosk: Kiosk, words: list[str], next_step: str
) -> None:
    key = kiosk.done("flag", "fix", "--person", "Maria Rivera")
    assert next_step in kiosk.refused(*(key if word == "KEY" else word for word in words))


def test_an_empty_name_is_nobody(kiosk: Kiosk, tmp_path: Path) -> None:
    """Do not take the empty value of an unset variable for the colleague who has no family name."""
    staff = tmp_path / "staff.csv"
    staff.write_text("Staff id,First name\ns7,Zed\n", encoding="utf-8")
    kiosk.done("roster", "import", str(staff), "--confirm")
    kiosk.done("person", "role", "Zed", "coach")
    assert "Nobody here is called ''" in kiosk.refused("hi", "--person", "")
    key = kiosk.done("flag", "fix", "--person", "Zed")
    assert "Nobody here is called ''" in kiosk.refused("claim", key, "--as", "")


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["flag"],
        ["flag", "ticket", "--person", "Maria"],
        ["flag", "fix"],
        ["flag", "fix", "--person", "Maria", "--when", "soon"],
        ["queue", "--lane", "mine"],
        ["queue", "--nonsense"],
        ["claim", "abc"],
        ["finish", "abc", "--as", "Ben", "--minutes", "soon"],
        ["roster"],
        ["roster", "import"],
        ["person", "show"],
        ["init"],
        ["queue", "--data"],
        ["\x1b[31mred"],
        ["queue", "--\x1b[31mred\x9b"],
        ["flag", "\x1b]0;owned\x07"],
    ],
)
def test_a_wrong_command_line_exits_with_2(kiosk: Kiosk, words: list[str]) -> None:
    """Show the usage or the help, without steering the terminal."""
    before = ledger_bytes(kiosk.folder)
    said = kiosk(*words)
    assert said.code == 2
    assert "sage" in said.err + said.out
    assert "Traceback" not in said.err
    assert not {"\x1b", "\x07", "\x9b"} & set(said.err + said.out)
    assert ledger_bytes(kiosk.folder) == before


@pytest.mark.parametrize("words", [["--help"], ["flag", "--help"], ["person", "--help"]])
def test_help_exits_with_0(empty: Kiosk, words: list[str]) -> None:
    said = empty.bare(words)
    assert (said.code, said.err) == (0, "")
    assert "--" in said.out
    assert not empty.folder.exists()


def test_help_names_every_command(empty: Kiosk) -> None:
    said = empty.bare(["--help"]).out
    commands = "demo init roster flag hi thanks queue show claim move note finish decline people"
    for command in [*commands.split(), "person", "export", "doctor"]:
        assert f"\n  {command} " in said


def test_the_data_folder_may_stand_anywhere_on_the_line(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take it before, between or after the words, with a sign between or not, or from the
    environment.
    """
    place = str(kiosk.folder)
    for words in (
        ["--data", place, "people", "--json"],
        ["people", "--data", place, "--json"],
        ["people", "--json", "--data", place],
        ["people", f"--data={place}", "--json"],
        ["people", "Maria", "--json", f"--data={place}"],
    ):
        said = kiosk.bare(words)
        assert said.code == 0
        assert "Maria Rivera" in [each["name"] for each in said.json]
    monkeypatch.setenv("KIOSK_DATA", place)
    assert kiosk.bare(["people", "--json"]).code == 0
    nowhere = kiosk.bare(["people", "--data", f"{place}-not"])
    assert nowhere.code == 1, "what is on the line wins over the environment"


def test_words_after_two_dashes_are_text(kiosk: Kiosk) -> None:
    key = kiosk.done("flag", "fix", "--person", "Maria", "--", "--data", "is", "-x")
    assert kiosk.json("show", key)["text"] == "--data is -x"


def test_without_a_data_folder_init_is_named(empty: Kiosk) -> None:
    """Make nothing by asking."""
    for words in (["queue"], ["people"], ["roster", "undo"], []):
        said = empty(*words)
        assert said.code == 1
        assert "kiosk init --school NAME" in said.err
    assert not empty.folder.exists()


@pytest.mark.parametrize(
    ("school", "coach", "typed"),
    [
        ("", "Ana", PIN),
        (" \x1b\u202e ", "Ana", PIN),
        ("x" * 201, "Ana", PIN),
        ("Lincoln", " \u200e", PIN),
        ("Lincoln", "Ana", "123456"),
        ("Lincoln", "Ana", ""),
        ("Lincoln", "Ana", "27041"),
    ],
)
def test_an_init_that_is_refused_makes_nothing(
    empty: Kiosk, school: str, coach: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(f"{typed}\n"))
    said = empty("init", "--school", school, "--coach", coach, "--pin-stdin")
    assert said.code == 2
    assert said.err.strip()
    assert not empty.folder.exists()


def test_an_init_that_is_not_answered_makes_nothing(
    empty: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(""))
    said = empty("init", "--school", "Lincoln")
    assert said.code == 2
    assert "Stopped. Nothing was changed." in said.err
    assert not empty.folder.exists()


def test_an_init_that_could_not_be_saved_can_be_done_again(
    empty: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leave no half school behind when the disk fills up."""
    named = ("init", "--school", "Lincoln", "--coach", "Ana Duarte", "--pin-stdin", "--zone=UTC")
    real, count = Disk.write, 0

    def full_after_one(disk: Disk, fd: int, payload: bytes) -> None:
        nonlocal count
        count += 1
        if count > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(disk, fd, payload)

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", StringIO(f"{PIN}\n"))
        patch.setattr(Disk, "write", full_after_one)
        said = empty(*named)
        assert said.code == 1
        assert "the disk is full" in said.err
    monkeypatch.setattr(sys, "stdin", StringIO(f"{PIN}\n"))
    empty.done(*named)
    assert [each["role"] for each in empty.json("people")] == ["coach"]
    assert all(check["ok"] for check in empty.json("doctor"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full. Make room on it"),
        (errno.EROFS, "can only be read. Ask the keeper to make it writable"),
        (errno.EIO, "the disk did not take it"),
    ],
)
def test_a_command_that_cannot_save_exits_with_1_and_changes_nothing(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """Say so in words, for every command that writes."""
    key = kiosk.done("flag", "fix", "--person", "Maria")
    staff = tmp_path / "staff.csv"
    staff.write_text("Staff id,Name,Badge\ns7,Noor Haddad,ZZ998877\n", encoding="utf-8")

    def broken(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Disk, "write", broken)
    before = ledger_bytes(kiosk.folder)
    for command in (
        ["flag", "fix", "--person", "Maria"],
        ["hi", "--person", "Maria"],
        ["thanks", "--from", "Maria", "--to", "Ben"],
        ["claim", key, "--as", "Ben"],
        ["note", key, "--as", "Ben", "x"],
        ["person", "role", "Maria", "office"],
        ["roster", "import", str(staff), "--confirm"],
        ["roster", "undo"],
        ["export", str(tmp_path / "all.json")],
        ["export", str(tmp_path / "sheets"), "--format", "csv"],
    ):
        said = kiosk(*command)
        assert said.code == 1, command
        assert words in said.err
        assert "Traceback" not in said.err
        assert "is written down" not in said.out
    assert ledger_bytes(kiosk.folder) == before
    assert not (tmp_path / "all.json").exists()
    assert kiosk("queue", "--json").json[0]["state"] == "waiting", "looking still works"


def test_an_export_does_not_overwrite(kiosk: Kiosk, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text("precious")
    assert "Name a new one" in kiosk.refused("export", str(path))
    assert path.read_text() == "precious"
    assert "Not saved" in kiosk.refused("export", str(tmp_path / "no" / "all.json"), code=1)


def test_a_refusal_with_json_prints_no_json(kiosk: Kiosk) -> None:
    """Keep standard output for scripts, and write words for people elsewhere."""
    for words in (["show", "zzzz", "--json"], ["person", "show", "Zoltan", "--json"]):
        kiosk.refused(*words)


def test_wrong_settings_are_said_by_every_command(kiosk: Kiosk) -> None:
    with (kiosk.folder / "kiosk.toml").open("a") as file:
        file.write("\n[pin]\n")
    for words in (["queue"], ["queue", "--json"], ["flag", "fix", "--person", "Maria"]):
        assert "there is no setting named 'pin' here" in kiosk.refused(*words, code=1)


def spawned(
    kiosk: Kiosk, *words: str | bytes, text: str = ""
) -> "subprocess.CompletedProcess[bytes]":
    """`python -m kiosk` on this folder."""
    env = os.environ | {"KIOSK_DATA": str(kiosk.folder)}
    return subprocess.run(
        [*COMMAND, *words], env=env, input=text.encode(), capture_output=True, check=False
    )


def test_a_command_with_a_closed_pipe_is_quiet_and_done(kiosk: Kiosk, tmp_path: Path) -> None:
    """Run `kiosk roster import ... | head -1`: import, exit with 0, and complain to nobody."""
    staff = tmp_path / "staff.csv"
    rows = [f"n{number},Person {number} of a long list of staff" for number in range(4000)]
    staff.write_text("\n".join(["Staff id,Name", *rows]), encoding="utf-8")
    line = f"'{sys.executable}' -m kiosk roster import --confirm '{staff}' | head -1; "
    line += "echo ${PIPESTATUS[0]}"
    env = os.environ | {"KIOSK_DATA": str(kiosk.folder)}
    found = subprocess.run(["bash", "-c", line], env=env, capture_output=True, check=True)
    said, code = found.stdout.decode().splitlines()
    assert said.startswith("CSV: 4000 added")
    assert (code, found.stderr) == ("0", b"")
    assert len(kiosk.json("people")) == 4001


def test_a_short_output_that_nobody_reads_is_quiet(kiosk: Kiosk) -> None:
    """Write it only at the end, and complain to nobody."""
    reading, writing = os.pipe()
    os.close(reading)
    env = os.environ | {"KIOSK_DATA": str(kiosk.folder)}
    found = subprocess.run(
        [*COMMAND, "people"], env=env, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (found.returncode, found.stderr) == (0, b"")


def test_bytes_that_are_no_text_do_no_harm_as_a_process(kiosk: Kiosk) -> None:
    """Leave surrogates of argv out of what is kept, and break no output."""
    made = spawned(kiosk, "flag", "fix", "--person", "Maria", b"caf\xe9 \xff ok \xc2\x9b31m")
    assert (made.returncode, made.stderr) == (0, b"")
    shown = spawned(kiosk, "show", made.stdout.strip(), "--json")
    assert json.loads(shown.stdout)["text"] == "caf ok 31m"
    wrong = spawned(kiosk, "hi", "--person", b"\xff\x1b[31m")
    assert wrong.returncode == 2
    assert b"\x1b" not in wrong.stderr
