"""A small school for the tests of the rules: five people, plain bells, a clock that is set."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from data.ledger.facts import NewFact, raw_fact
from data.records import Import, Person, Request
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.school.school_day import SchoolDays
from kiosk.settings.settings import Settings
from tests.support.fakes import SetClock

TOML = """\
[school]
name = "Lincoln"

[[bells]]
periods = [
    { name = "Period 1", starts = "08:00", ends = "09:00" },
    { name = "Period 2", starts = "09:10", ends = "10:10" },
    { name = "Period 3", starts = "10:30", ends = "12:00" },
    { name = "Period 4", starts = "13:00", ends = "15:00" },
]
"""
"""Seven hours of school a day, from the first bell to the last."""

HOURS_A_DAY = 7

MARIA, KOFI, JONAS, ANA, BEN = "maria", "kofi", "jonas", "ana", "ben"
STAFF = {
    MARIA: ("Maria Rivera", "teacher", "Room 12"),
    KOFI: ("Kofi Okafor", "teacher", "Room 31"),
    JONAS: ("Jonas Lindqvist", "teacher", "Room 7"),
    ANA: ("Ana Duarte", "coach", "Library"),
    BEN: ("Ben Osei", "fixer", "IT office"),
}


def parse(toml: str) -> Settings:
    """Settings from their text."""
    return msgspec.toml.decode(toml, type=Settings)


def calendar(more: str = "") -> SchoolDays:
    """The small school's calendar, with more settings before its own."""
    return SchoolDays(parse(more + TOML))


def listing(person: str) -> NewFact:
    """One of the five, as the roster lists them."""
    name, role, room = STAFF[person]
    given, family = name.split()
    body: Mapping[str, object] = {
        "key": f"sid:{person}",
        "name": name,
        "given": given,
        "family": family,
        "role": role,
        "room": room,
    }
    return raw_fact("person.listed", person, body=body)


def open_school(folder: Path, clock: SetClock, toml: str = TOML) -> Desk:
    """A desk on a new folder with the five people in it."""
    (folder / "kiosk.toml").write_text(toml, encoding="utf-8")
    desk = Desk(folder, clock, UnsyncedDisk())
    desk.act(lambda: [listing(person) for person in STAFF])
    return desk


def ledger_bytes(folder: Path) -> dict[str, bytes]:
    """All that the ledger's files hold: what must be equal when nothing was changed."""
    return {path.name: path.read_bytes() for path in sorted((folder / "ledger").glob("*.jsonl"))}


def ledger_lines(folder: Path) -> int:
    """Batches on the disk."""
    return sum(content.count(b"\n") for content in ledger_bytes(folder).values())


def request(**said: object) -> Request:
    """A request as it stands in the store."""
    body: dict[str, object] = {
        "id": "r1",
        "lane": "fix",
        "category": "Printer",
        "room": "Room 12",
        "person": MARIA,
        "when": "week",
        "at": "2026-11-03T08:00:00+00:00",
    }
    return msgspec.convert(body | said, Request)


def people_by_name(desk: Desk) -> dict[str, Person]:
    """Everybody by name; only where no two share one."""
    return {person.name: person for person in desk.people.values()}


def imports(desk: Desk) -> list[Import]:
    """Every reading of a roster."""
    return desk.store.records(Import)
