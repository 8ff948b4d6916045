"""The sample school: made through the same rules as real use, sound, and the same every time."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data.records import Person
from kiosk.demo import PIN, make_school
from kiosk.desk import Desk
from kiosk.doctor import report
from kiosk.inbox.inbox import Inbox
from kiosk.people import pins
from tests.support.fakes import SetClock

TUESDAY = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)


def counted(desk: Desk) -> dict[str, int]:
    """How many documents each table holds."""
    return {name: len(desk.store.table(name)) for name in sorted(desk.store.tables())}


def queue_of(desk: Desk) -> list[tuple[Any, ...]]:
    """The queue without its random ids."""
    return [
        (
            each.request.category,
            desk.people.full_name(each.request.person),
            each.position,
            each.score,
        )
        for each in desk.requests.standings()
    ]


def made(folder: Path, **how: Any) -> Desk:
    folder.mkdir(mode=0o700)
    return make_school(folder, **how)


def test_the_same_seed_makes_the_same_school(tmp_path: Path) -> None:
    """Make the same counts and queue again, and others for another seed."""
    one = made(tmp_path / "one", seed=7, end=TUESDAY)
    two = made(tmp_path / "two", seed=7, end=TUESDAY)
    other = made(tmp_path / "other", seed=8, end=TUESDAY)
    assert counted(one) == counted(two)
    assert queue_of(one) == queue_of(two)
    assert counted(one) != counted(other)
    for desk in (one, two, other):
        desk.close()


@pytest.mark.parametrize(
    "end",
    [
        TUESDAY,
        datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        datetime(2026, 11, 25, 12, 0, tzinfo=UTC),
        datetime(2026, 11, 26, 15, 30, tzinfo=UTC),
        datetime(2026, 11, 27, 23, 59, tzinfo=UTC),
        datetime(2026, 11, 28, 10, 0, tzinfo=UTC),
        datetime(2026, 7, 15, 10, 42, tzinfo=UTC),
        datetime(2027, 1, 1, 10, 42, tzinfo=UTC),
        datetime(2028, 2, 29, 10, 42, tzinfo=UTC),
        datetime(2026, 8, 4, 10, 42, tzinfo=UTC),
    ],
    ids=lambda end: f"{end:%a %d %b %Y %H:%M}",
)
def test_a_school_that_ends_on_any_day_is_reported_well_by_the_doctor(
    tmp_path: Path, end: datetime
) -> None:
    """Try weekdays, a weekend, the summer, New Year, a leap day, and the turn of the
    school year.
    """
    desk = made(tmp_path / "school", end=end)
    assert desk.now() == end
    assert desk.people.staff()
    assert desk.people.team("coaching")
    assert desk.people.team("fix")
    assert counted(desk)["requests"] > 50
    assert all(each.request.at <= end.isoformat() for each in desk.requests.standings())
    desk.close()
    found = report.examine(tmp_path / "school", SetClock(end))
    assert [each for each in found if not each.ok and each.name != "zone"] == []


def test_a_morning_of_the_sample_school_shows_each_kind_of_request(tmp_path: Path) -> None:
    """Let both lanes wait, with a nudge, a me too, and something to confirm."""
    desk = made(tmp_path / "school", end=TUESDAY)
    standings = desk.requests.standings()
    assert {each.request.lane for each in standings} == {"fix", "coaching"}
    assert any(each.request.joined for each in standings)
    assert any(each.request.unanswered for each in standings)
    assert any(
        item.kind == "working" for person in desk.people for item in Inbox(desk, person).items()
    )
    assert desk.thanks.wall()
    assert desk.thanks.said_hi()
    assert desk.today().period
    desk.close()


def test_everybody_in_the_sample_school_is_listed_once_with_a_key_of_their_own(
    tmp_path: Path,
) -> None:
    desk = made(tmp_path / "school", end=TUESDAY)
    people = desk.store.records(Person)
    assert Counter(person.key for person in people).most_common(1)[0][1] == 1
    assert len({person.badge for person in people if person.badge}) > 5
    desk.close()


def test_the_clock_of_the_demo_goes_on_from_a_school_morning(tmp_path: Path) -> None:
    """Begin on a Tuesday in Period 3 whenever it is started, and let time pass."""
    desk = made(tmp_path / "school")
    now = desk.now()
    assert (now.weekday(), f"{now:%H:%M}") == (1, "10:42")
    period = desk.today().period
    assert period
    assert period.name == "Period 3"
    assert desk.now() > now
    desk.close()


def test_the_pin_of_the_demo_opens_the_side_of_everybody_on_its_team(tmp_path: Path) -> None:
    """Check the ready-made hash against the PIN that the demo tells, and the PIN by the rules."""
    desk = made(tmp_path / "school", end=TUESDAY)
    pins.check_new(PIN, 6)
    for member in (*desk.people.team("coaching"), *desk.people.team("fix")):
        kept = desk.accounts.pin(member.id)
        assert kept
        assert pins.fits(kept, PIN)
    desk.close()
