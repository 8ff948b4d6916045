"""What a person types is only text: kept cleaned, shown as it is, and no terminal is steered."""

import csv
import sys
from io import StringIO
from pathlib import Path

import pytest

from data.text import clean
from tests.kiosk.cli.command_line import PIN, Kiosk
from tests.kiosk.cli.hostile_texts import HOSTILE, harmless


def look(kiosk: Kiosk, key: str) -> str:
    """Everything that is shown of a request, which must be harmless."""
    commands = [["show", key], ["show", key, "--json"], ["queue"], ["queue", "--json"]]
    said = [kiosk.done(*words) for words in commands]
    assert all(harmless(each) for each in said)
    return said[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_category_room_text_note_and_reason_are_only_text(kiosk: Kiosk, text: str) -> None:
    """Give scripts the cleaned text, and show people the text as it is."""
    key = kiosk.done(
        *("flag", "fix", "--person", "Maria", "--category", f"C {text}"),
        *("--room", f"R {text}", "--", text),
    )
    kiosk.done("note", key, "--as", "Ben", "--", f"N {text}")
    kiosk.done("move", key, "--as", "Ben", "--", f"M {text}")
    found = kiosk.json("show", key)
    assert found["category"] == clean(f"C {text}")
    assert found["room"] == clean(f"R {text}")
    assert found["text"] == clean(text)
    assert [step["text"] for step in found["story"]] == [
        clean(said) for said in (text, f"N {text}", f"M {text}")
    ]
    (queued,) = kiosk.json("queue")
    assert queued["category"] == clean(f"C {text}")
    shown = look(kiosk, key)
    for said in (text, f"C {text}", f"R {text}", f"N {text}", f"M {text}"):
        assert clean(said) in shown
    assert shown.count("\n") == look(kiosk, key).count("\n"), "one line stays one line"
    finished = kiosk.done("decline", key, "--as", "Ana Duarte", "--", f"D {text}")
    assert finished == f"Declined: {clean(f'C {text}')}, {clean(f'R {text}')}."


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_from_a_roster_is_only_text(kiosk: Kiosk, tmp_path: Path, text: str) -> None:
    """Let no name of a school's export reach the terminal unchanged."""
    path = tmp_path / "staff.csv"
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        csv.writer(file).writerows([["Staff id", "Name", "Room"], ["h1", f"Zed {text}", text]])
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # then the reader takes it for Windows-1252, which is its own tests' affair
    if "\0" in text:
        assert "not text" in kiosk.refused("roster", "import", str(path), code=1)
        return
    assert harmless(kiosk.done("roster", "import", str(path), "--confirm"))
    people = kiosk.json("people")
    name = clean(f"Zed {text}")
    assert name in {each["name"] for each in people}
    (key,) = (each["id"] for each in people if each["name"] == name)
    assert harmless(kiosk.done("people"))
    assert harmless(kiosk.done("person", "show", key))
    asked = kiosk.done("flag", "fix", "--person", key)
    look(kiosk, asked)
    assert kiosk.json("show", asked)["person"] == name
    assert harmless(kiosk.done("hi", "--person", key))
    kiosk.done("person", "role", key, "coach")
    assert harmless(kiosk.done("claim", asked, "--as", key))
    kiosk.done("export", str(tmp_path / "sheets"), "--format", "csv")
    kiosk.done("export", str(tmp_path / "all.json"))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_names_of_school_and_coach_are_only_text(
    empty: Kiosk, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clean them from `kiosk init` on, and refuse a name that is too long for a screen first."""
    monkeypatch.setattr(sys, "stdin", StringIO(f"{PIN}\n"))
    monkeypatch.setattr("kiosk.people.pins.fits", lambda *_: True)
    said = empty("init", f"--school=S {text}", f"--coach=C {text}", "--pin-stdin")
    assert harmless(said.out + said.err)
    if len(clean(f"S {text}")) > 200:
        assert said.code == 2
        assert "at most 200 characters" in said.err
        assert not empty.folder.exists()
        return
    assert said.code == 0
    assert clean(f"S {text}") in said.out
    checks = empty("doctor", "--json").json
    assert checks[0]["words"].startswith(clean(f"S {text}"))
    assert [each["name"] for each in empty.json("people")] == [clean(f"C {text}")]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_unknown_hostile_name_is_repeated_harmlessly(kiosk: Kiosk, text: str) -> None:
    for words in (["hi", f"--person=zz{text}"], ["show", "--", f"zz{text}"]):
        assert harmless(kiosk.refused(*words))


@pytest.mark.parametrize("name", ["a\rb", "c\nd", "e\x1b[31mf", "\u202egpj"])
def test_a_folder_with_a_hostile_name_is_repeated_harmlessly(empty: Kiosk, name: str) -> None:
    said = empty.bare(["queue", "--data", f"/no/such/{name}"])
    assert said.code == 1
    assert harmless(said.err)
    assert said.err.count("\n") == 1
