"""A booked time and a workshop keep their time of day when the machine's clock changes."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from data import system
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.schools import ANA, KOFI, MARIA, STAFF, TOML, listing

FRIDAY, MONDAY = datetime(2026, 10, 30, 8, 15), datetime(2026, 11, 2, 7, 0)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[datetime], None]]:
    """The machine's own clock, in Chicago, set to a time of day on its wall."""
    wall = FRIDAY

    class MachineTime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "MachineTime":
            local = cls(wall.year, wall.month, wall.day, wall.hour, wall.minute)
            return local.astimezone(tz) if tz else local

    def set_to(moment: datetime) -> None:
        nonlocal wall
        wall = moment

    monkeypatch.setenv("TZ", "America/Chicago")
    time.tzset()
    monkeypatch.setattr(system, "datetime", MachineTime)
    yield set_to
    monkeypatch.undo()
    time.tzset()


def test_no_time_is_booked_twice_when_the_clocks_change(
    tmp_path: Path, machine: Callable[[datetime], None]
) -> None:
    """Keep Period 2 of Monday, booked on Friday, with no zone in the settings."""
    (tmp_path / "kiosk.toml").write_text(TOML)
    desk = Desk(tmp_path, None, UnsyncedDisk())
    desk.act(lambda: [listing(person) for person in STAFF])
    machine(FRIDAY)
    slot = next(
        each
        for each in desk.calendar.slots()
        if str(each.date) == "2026-11-02" and each.period == "Period 2"
    )
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot)
    machine(MONDAY)
    assert slot not in desk.calendar.slots(), "offered a second time"
    with pytest.raises(Refused):
        desk.bookings.flag(Need("coaching", KOFI, "Plan a lesson"), slot)


def test_a_workshop_keeps_its_time_of_day_when_the_clocks_change(
    tmp_path: Path, machine: Callable[[datetime], None]
) -> None:
    """Tell 15:15 as 15:15 after the clocks went back."""
    (tmp_path / "kiosk.toml").write_text(TOML)
    desk = Desk(tmp_path, None, UnsyncedDisk())
    machine(FRIDAY)
    desk.workshops.plan(ANA, "Slides", datetime(2026, 11, 2, 15, 15), 45)
    machine(MONDAY)
    assert desk.board.coming()[0].when == "today 15:15"
