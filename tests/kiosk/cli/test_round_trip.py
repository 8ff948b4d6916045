"""A request at the command line from init to doctor, as a script drives it."""

import csv
import io
import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.kiosk.cli.command_line import PIN, ROSTER, Kiosk

QUEUE_KEYS = {
    *("id", "lane", "category", "room", "person", "state"),
    *("since", "position", "owner", "score", "why"),
}
"""What every request in `kiosk queue --json` says."""


def set_up(kiosk: Kiosk, folder: Path) -> None:
    """Make a data folder, read a roster, and say who is the fixer."""
    said = kiosk.done(
        "init", "--school", "Lincoln", "--coach", "Ana Duarte", "--pin-stdin", "--zone", "UTC"
    )
    assert "with Ana Duarte as coach" in said
    assert "Next:" in said
    staff = folder / "staff.csv"
    staff.write_text(ROSTER, encoding="utf-8")
    assert "4 added" in kiosk.done("roster", "import", str(staff))
    kiosk.done("person", "role", "Ben Osei", "fixer")


def flag(kiosk: Kiosk) -> str:
    """Ask for a fix, and read it in the queue; gives its id."""
    key = kiosk.done(
        *("flag", "fix", "--person", "Maria Rivera", "--category", "Printer"),
        *("--when", "today", "Jams", "at", "every", "page"),
    )
    (waiting,) = kiosk.json("queue")
    assert set(waiting) == QUEUE_KEYS
    assert waiting["id"] == key
    assert (waiting["lane"], waiting["category"], waiting["room"]) == ("fix", "Printer", "Room 12")
    assert (waiting["person"], waiting["state"]) == ("Maria Rivera", "waiting")
    assert (waiting["position"], waiting["owner"]) == (1, None)
    assert waiting["score"] == sum(reason["points"] for reason in waiting["why"])
    return key


def answer(kiosk: Kiosk, key: str) -> None:
    """Claim a request, note, move it to coaching, and finish it there."""
    assert "Ben has it" in kiosk.done("claim", key, "--as", "Ben")
    kiosk.done("note", key, "--as", "Ben", "On my way")
    moved = kiosk.done("move", key, "It works,", "let's plan", "--to", "coaching", "--as", "Ben")
    assert moved == "Moved to coaching: Printer, Room 12."
    assert kiosk.json("queue", "--lane", "fix") == []
    (moved_on,) = kiosk.json("queue", "--lane", "coaching")
    assert (moved_on["state"], moved_on["owner"]) == ("waiting", None)
    kiosk.done("finish", key, "--as", "Ana Duarte", "--minutes", "12", "Planned it")
    assert kiosk.json("queue") == []
    assert kiosk.done("queue") == "Nobody is waiting."


def check_story(kiosk: Kiosk, key: str) -> None:
    """Check that `show` tells every step, as JSON and in words."""
    shown = kiosk.json("show", key)
    assert set(shown) >= QUEUE_KEYS | {"when", "text", "at", "story"}
    assert (shown["state"], shown["position"], shown["owner"]) == ("finished", None, "Ana Duarte")
    assert shown["text"] == "Jams at every page"
    told = [(step["by"], step["kind"], step["text"]) for step in shown["story"]]
    assert told == [
        ("Maria Rivera", "flagged", "Jams at every page"),
        ("Ben Osei", "claimed", ""),
        ("Ben Osei", "noted", "On my way"),
        ("Ben Osei", "moved", "It works, let's plan"),
        ("Ana Duarte", "finished", "Planned it"),
    ]
    story = kiosk.done("show", key)
    assert "Moved to coaching by Ben Osei: It works, let's plan" in story


def check_person(kiosk: Kiosk, key: str) -> None:
    """Check that the page of whoever asked names the request."""
    person = kiosk.json("person", "show", "Maria")
    assert person["requests"] == [
        {"id": key, "lane": "coaching", "category": "Printer", "state": "finished"}
    ]
    assert key in kiosk.done("person", "show", "Maria")


def check_export(kiosk: Kiosk, key: str, folder: Path) -> None:
    """Check that the export holds the request."""
    kiosk.done("export", str(folder / "all.json"))
    exported = json.loads((folder / "all.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in exported["requests"]] == [key]


def check_doctor(kiosk: Kiosk) -> None:
    """Check that the doctor finds nothing wrong."""
    checks = kiosk.json("doctor")
    assert {"check", "ok", "words"} == set(checks[0])
    assert all(check["ok"] for check in checks)
    assert "every checksum fits" in kiosk.done("doctor")


def test_a_script_takes_a_request_from_init_to_doctor(
    empty: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run each command, exit with 0, and print nothing but JSON with `--json`."""
    monkeypatch.setattr(sys, "stdin", StringIO(f"{PIN}\n"))
    set_up(empty, tmp_path)
    key = flag(empty)
    answer(empty, key)
    check_story(empty, key)
    check_person(empty, key)
    check_export(empty, key, tmp_path)
    check_doctor(empty)


def test_an_export_holds_neither_pins_nor_badges(kiosk: Kiosk, tmp_path: Path) -> None:
    """Leave them out of JSON and CSV, and let nobody else on the machine open the files."""
    kiosk.done("export", str(tmp_path / "all.json"))
    kiosk.done("export", str(tmp_path / "sheets"), "--format", "csv")
    files = [tmp_path / "all.json", *(tmp_path / "sheets").iterdir()]
    for path in files:
        content = path.read_text(encoding="utf-8-sig")
        assert "argon2" not in content
        assert "badge" not in content
        assert path.stat().st_mode & 0o077 == 0
    people = list(csv.DictReader(io.StringIO((tmp_path / "sheets" / "people.csv").read_text(
        encoding="utf-8-sig"))))  # fmt: skip
    assert "Maria Rivera" in {row["name"] for row in people}


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_cell_of_an_export_is_a_formula(kiosk: Kiosk, tmp_path: Path, risky: str) -> None:
    kiosk.done("flag", "fix", "--person", "Maria", "--", risky)
    kiosk.done("export", str(tmp_path / "sheets"), "--format", "csv")
    text = (tmp_path / "sheets" / "requests.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["text"] == f"'{risky}"


def test_hi_and_thanks_are_kept(kiosk: Kiosk) -> None:
    assert kiosk.done("hi", "--person", "Maria") == "Hi from Maria Rivera is written down."
    said = kiosk.done("thanks", "--from", "Maria", "--to", "Ben", "You", "stayed")
    assert said == "On its way to Ben Osei."
    assert "today" in kiosk.done("person", "show", "Maria")


def test_people_are_found_by_part_of_a_name(kiosk: Kiosk) -> None:
    names = [each["name"] for each in kiosk.json("people")]
    assert names == ["Ana Duarte", "Jonas Lindqvist", "Kofi Okafor", "Ben Osei", "Maria Rivera"]
    (found,) = kiosk.json("people", "okaf")
    assert set(found) == {"id", "name", "role", "room", "subject", "active"}
    assert kiosk.json("people", "nobody at all") == []


def test_coaching_goes_to_its_own_lane(kiosk: Kiosk) -> None:
    kiosk.done("flag", "coaching", "--person", "Kofi", "--room", "Lab", "Podcast unit")
    (found,) = kiosk.json("queue")
    assert (found["lane"], found["room"], found["category"]) == ("coaching", "Lab", "One-to-one")


def test_the_beginning_of_an_id_is_enough(kiosk: Kiosk) -> None:
    key = kiosk.done("flag", "fix", "--person", "Maria")
    kiosk.done("claim", key[:6].upper(), "--as", "Ben")
    assert kiosk.json("show", key[:6])["owner"] == "Ben Osei"


def test_a_command_that_is_repeated_is_refused(kiosk: Kiosk) -> None:
    """Refuse a second claim by the same person and a second finish, and say why."""
    key = kiosk.done("flag", "fix", "--person", "Maria")
    kiosk.done("claim", key, "--as", "Ben")
    assert "You have this one already" in kiosk.refused("claim", key, "--as", "Ben")
    kiosk.done("finish", key, "--as", "Ben")
    assert "finished already" in kiosk.refused("finish", key, "--as", "Ben")
