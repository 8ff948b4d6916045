"""`kiosk.toml`: read strictly, and what is wrong is said with its line and in plain words."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.text import clean
from kiosk.settings.reader import SettingsError, read
from kiosk.settings.settings import Settings
from kiosk.settings.template import kiosk_toml
from tests.support.schools import parse

SCHOOL = '[school]\nname = "Lincoln"\n'
ONE_PERIOD = 'periods = [{ name = "A", starts = "08:00", ends = "09:00" }]\n'

WRONG = {
    "nothing at all": ("", 1, "'school' is missing here"),
    "no name": ('# the school\n[school]\nkiosk = "A"\n', 2, "'name' is missing here"),
    "empty name": ('[school]\nkiosk = "A"\nname = ""\n', 3, "text of length >= 1"),
    "a table that is text": ('school = "Lincoln"\n', 1, "expected a table, got text"),
    "no value": ("[school]\nname =\n", 2, "Invalid value"),
    "an open quote": ('[school]\nname = "Lincoln\n', 2, "Illegal character"),
    "an open bracket": ('[school\nname = "Lincoln"\n', 1, "Expected ']'"),
    "a key twice": (SCHOOL + 'name = "Other"\n', 3, "Cannot overwrite"),
    "no such date": (
        SCHOOL + '[[holidays]]\nname = "A"\non = 2026-13-01\n',
        5,
        "Expected newline",
    ),
    "unknown key": (SCHOOL + "[idle]\nteacher = 60\nteecher = 30\n", 5, "no setting named"),
    "unknown key above": ("foo = 3\n" + SCHOOL, 1, "no setting named 'foo'"),
    "unknown table": (SCHOOL + "[pin]\nlength = 6\n", 3, "no setting named 'pin'"),
    "unknown key in a row": (
        'rooms = [\n    { name = "A" },\n    { name = "B", wng = "North" },\n]\n' + SCHOOL,
        3,
        "no setting named 'wng'",
    ),
    "text for a number": (SCHOOL + '[idle]\nteacher = "60"\n', 4, "a whole number, got text"),
    "a number for text": (SCHOOL + "kiosk = 7\n", 3, "expected text, got a whole number"),
    "text for a switch": (SCHOOL + '[screen]\nanimation = "no"\n', 4, "expected true or false"),
    "too quick": (SCHOOL + "[idle]\ncoach = 90\nteacher = 5\n", 5, "a whole number >= 30"),
    "warned all along": (
        SCHOOL + "[idle]\nteacher = 30\nwarning = 30\n",
        3,
        "the warning must be shorter than the idle time",
    ),
    "a short PIN": (SCHOOL + "[pins]\nlength = 4\n", 4, "a whole number >= 6"),
    "a long prefix": (SCHOOL + '[badges]\nprefix = "123456789"\n', 4, "length <= 8"),
    "no such theme": (SCHOOL + '[screen]\ntheme = "pink"\n', 4, "no choice named 'pink'"),
    "two signs for a key": (SCHOOL + '[keys]\nqueue.claim = "f4"\n', 4, "'f4' cannot be the key"),
    "a digit for a key": (SCHOOL + '[keys]\nqueue.claim = "1"\n', 4, "'1' cannot be the key"),
    "a comma for a key": (SCHOOL + '[keys]\nqueue.claim = ","\n', 4, "',' cannot be the key"),
    "unknown time zone": (SCHOOL + 'timezone = "Mars/Base"\n', 3, "'Mars/Base' is not a time zone"),
    "a path for a zone": (SCHOOL + 'timezone = "../etc"\n', 3, "'../etc' is not a time zone"),
    "no such month": (SCHOOL + 'year_starts = "13-01"\n', 3, "'13-01' is not a month and a day"),
    "a leap day": (SCHOOL + 'year_starts = "02-29"\n', 3, "'02-29' is not a month and a day"),
    "a clock without a nought": (
        SCHOOL + '[[bells]]\nperiods = [\n  { name = "A", starts = "8:00", ends = "09:00" },\n]\n',
        5,
        "'8:00' is not a time; write it as 08:05",
    ),
    "the 25th hour": (
        SCHOOL + '[[bells]]\nperiods = [{ name = "A", starts = "08:00", ends = "25:00" }]\n',
        4,
        "'25:00' is not a time",
    ),
    "times reversed, second schedule": (
        SCHOOL
        + "[[bells]]\n"
        + ONE_PERIOD
        + "[[bells]]\ndays = []\nperiods = [\n"
        + '  { name = "A", starts = "08:00", ends = "09:00" }, # "B" is short\n'
        + '  { name = "B", starts = "10:00", ends = "09:30" },\n]\n',
        9,
        "'B' ends (09:30) before it starts (10:00)",
    ),
    "overlapping periods": (
        SCHOOL
        + '[[bells]]\nperiods = [\n  { name = "A", starts = "08:00", ends = "09:00" },\n'
        + '  { name = "B", starts = "08:59", ends = "09:30" },\n]\n',
        6,
        "'B' starts before 'A' has ended",
    ),
    "no periods": (SCHOOL + "[[bells]]\nperiods = []\n", 4, "a list of length >= 1"),
    "no such weekday": (
        SCHOOL + '[[bells]]\ndays = ["mon", "tues"]\n' + ONE_PERIOD,
        4,
        "no choice named 'tues'",
    ),
    "a cycle of 11": (SCHOOL + "[cycle]\nlength = 11\nfirst = 2026-09-01\n", 4, "<= 10"),
    "a cycle of none": (SCHOOL + "[cycle]\nlength = 0\nfirst = 2026-09-01\n", 4, ">= 1"),
    "a cycle without Day 1": (SCHOOL + "[cycle]\nlength = 5\n", 3, "'first' is missing here"),
    "a word for a date": (
        SCHOOL + '[cycle]\nlength = 5\nfirst = "Monday"\n',
        5,
        "expected a date such as 2026-08-31, got text",
    ),
    "no such closure": (
        SCHOOL + '[cycle]\nlength = 5\nfirst = 2026-09-01\nclosure = "wait"\n',
        6,
        "no choice named 'wait'",
    ),
    "a holiday that ends first": (
        SCHOOL + '[[holidays]]\nname = "A"\non = 2026-11-05\nuntil = 2026-11-01\n',
        4,
        "'A' ends (2026-11-01) before it starts (2026-11-05)",
    ),
    "double rooms": (
        SCHOOL + '[[rooms]]\nname = "Room 1"\n[[rooms]]\nname = "ROOM 1"\n',
        6,
        "the room 'ROOM 1' is named twice",
    ),
    "the same room again": (
        SCHOOL + '[[rooms]]\nname = "Room 1"\n[[rooms]]\nname = "Room 1"\n',
        6,
        "the room 'Room 1' is named twice",
    ),
    "no categories": ("categories = []\n" + SCHOOL, 1, "a list of length >= 1"),
    "thirteen categories": (f"categories = {['x'] * 13}\n" + SCHOOL, 1, "length <= 12"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_setting_is_reported_with_its_line_and_reason(tmp_path: Path, case: str) -> None:
    text, line, reason = WRONG[case]
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read(path)
    words = str(caught.value)
    assert words.startswith(f"{path}, line {line}: ")
    assert reason in words
    assert words.endswith("Nothing was changed.")
    for jargon in ("`", "regex", "enum", "int ", "str ", "array", "field", "$"):
        assert jargon not in words.removeprefix(str(path))


def test_a_missing_file_a_folder_and_a_wrong_encoding_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    with pytest.raises(SettingsError, match=r"There is no .*kiosk init --school NAME"):
        read(path)
    path.write_bytes('[school]\nname = "École"\n'.encode("cp1252"))
    with pytest.raises(SettingsError, match="not text in UTF-8"):
        read(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        read(path)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=150)


@given(NAMES)
@example('The "Old" School')
@example("Line\nbreak")
@example("'''\"\"\"")
@example("\\u0041 \\")
@example("🏫 École 学校 \u202eloohcs")
@example("NAME")
@example("]]\n[idle]\nteacher = 1")
@example("\x7f")
def test_the_first_settings_read_back_for_any_name_of_a_school(name: str) -> None:
    kept = clean(name)
    if kept:
        assert parse(kiosk_toml(kept)).school.name == kept


def test_the_first_settings_equal_the_defaults() -> None:
    """Show the true default in the template."""
    written = parse(kiosk_toml("Lincoln"))
    silent: Settings = parse(SCHOOL)
    assert written == silent


def test_every_commented_line_of_the_template_is_a_valid_setting() -> None:
    """Switch each on, and read the settings."""
    _, text = kiosk_toml("Lincoln").split("\n\n", 1)
    found = parse(f"\n{text}".replace("\n# ", "\n"))
    assert found.categories[1:3] == ("Printer", "Wi-Fi")
    assert found.cycle
    assert found.holidays
    assert found.rooms
    assert found.school.timezone == "America/Chicago"
