"""The school's day: periods, holidays, cycle days, and minutes of school that are never wrong."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.school.school_day import SchoolDays
from tests.support.schools import TOML, calendar, parse

LISBON = ZoneInfo("Europe/Lisbon")
HOLIDAYS = """
[[holidays]]
name = "Autumn break"
on = 2026-10-26
until = 2026-10-28

[[holidays]]
name = "Town day"
on = 2026-11-05
"""
DATED = """
[[bells]]
name = "Half day"
days = []
dates = [2026-11-04, 2026-11-07, 2026-11-05]
periods = [{ name = "Short", starts = "09:00", ends = "11:30" }]
"""


def with_more(more: str) -> SchoolDays:
    """The small school with more tables behind its own."""
    return SchoolDays(parse('[school]\nname = "Lincoln"\n' + _BELLS + more))


_BELLS = """
[[bells]]
periods = [
    { name = "Period 1", starts = "08:00", ends = "09:00" },
    { name = "Period 2", starts = "09:10", ends = "10:10" },
    { name = "Period 3", starts = "10:30", ends = "12:00" },
    { name = "Period 4", starts = "13:00", ends = "15:00" },
]
"""
DAYS = with_more(HOLIDAYS + DATED)


@pytest.mark.parametrize(
    ("clock", "period", "coming", "bell"),
    [
        ("07:59", None, "Period 1", "08:00"),
        ("08:00", "Period 1", "Period 2", "09:10"),
        ("08:59", "Period 1", "Period 2", "09:10"),
        ("09:00", None, "Period 2", "09:10"),
        ("09:10", "Period 2", "Period 3", "10:30"),
        ("12:30", None, "Period 4", "13:00"),
        ("14:59", "Period 4", None, None),
        ("15:00", None, None, None),
        ("23:59", None, None, None),
    ],
)
def test_the_period_of_a_moment_is_found(
    clock: str, period: str | None, coming: str | None, bell: str | None
) -> None:
    moment = datetime.fromisoformat(f"2026-11-03T{clock}:00+00:00")
    now = DAYS.at(moment)
    assert now.school
    assert (now.period and now.period.name, now.next and now.next.name) == (period, coming)
    assert DAYS.next_bell(moment) == (time.fromisoformat(bell) if bell else None)


@pytest.mark.parametrize(
    ("day", "holiday", "bells"),
    [
        ("2026-11-03", "", "Bell schedule"),
        ("2026-11-04", "", "Half day"),
        ("2026-11-07", "", "Half day"),  # a Saturday with school
        ("2026-11-08", "", None),
        ("2026-10-25", "", None),
        ("2026-10-26", "Autumn break", None),
        ("2026-10-28", "Autumn break", None),
        ("2026-10-29", "", "Bell schedule"),
        ("2026-11-05", "Town day", "Half day"),  # a dated schedule wins over a holiday
    ],
)
def test_the_bells_of_a_day_depend_on_its_weekday_date_and_holidays(
    day: str, holiday: str, bells: str | None
) -> None:
    found = DAYS.bells_on(date.fromisoformat(day))
    assert (found.name if found else None) == bells
    assert DAYS.holiday_on(date.fromisoformat(day)) == holiday
    now = DAYS.at(datetime.fromisoformat(f"{day}T09:30:00+00:00"))
    assert now.school == (bells is not None)
    if bells is None:
        assert (now.period, now.next, now.cycle) == (None, None, None)


def naive(days: SchoolDays, start: datetime, end: datetime) -> int:
    """Minutes of school counted one by one on the clock on the wall."""
    walk = start.replace(tzinfo=None, second=0, microsecond=0)
    last = end.replace(tzinfo=None, second=0, microsecond=0)
    count = 0
    while walk < last:
        bells = days.bells_on(walk.date())
        if bells and bells.periods[0].begin <= walk.time() < bells.periods[-1].end:
            count += 1
        walk += timedelta(minutes=1)
    return count


def moments(first: datetime, days: int) -> st.SearchStrategy[datetime]:
    """Moments of some days, as a clock on the wall in Lisbon shows them."""
    ahead = st.integers(0, days * 24 * 60 * 60)
    return ahead.map(lambda seconds: (first + timedelta(seconds=seconds)).astimezone(LISBON))


AUTUMN = datetime(2026, 10, 21, tzinfo=UTC)  # summer time ends on the 25th
SPRING = datetime(2027, 3, 24, tzinfo=UTC)  # and begins on the 28th


@given(
    st.sampled_from([AUTUMN, SPRING]).flatmap(
        lambda first: st.tuples(moments(first, 14), moments(first, 14))
    )
)
@example((datetime(2027, 3, 26, 14, 0, tzinfo=LISBON), datetime(2027, 3, 29, 8, 30, tzinfo=LISBON)))
@example((datetime(2026, 10, 23, 8, 0, tzinfo=LISBON), datetime(2026, 11, 3, 8, 30, tzinfo=LISBON)))
def test_minutes_of_school_equal_those_counted_one_by_one(pair: tuple[datetime, datetime]) -> None:
    """Count over weekends, holidays, dated days and both changes of the clock, with an offset and
    with a zone.
    """
    start, end = sorted(pair)
    as_kept = datetime.fromisoformat(start.isoformat())
    assert DAYS.minutes(start, end) == naive(DAYS, start, end)
    assert DAYS.minutes(as_kept, end) == naive(DAYS, start, end)
    assert DAYS.minutes(as_kept, datetime.fromisoformat(end.isoformat())) == naive(DAYS, start, end)


@given(moments(AUTUMN, 30), moments(AUTUMN, 30), moments(AUTUMN, 30))
def test_minutes_never_shrink_and_are_never_negative(
    one: datetime, two: datetime, three: datetime
) -> None:
    first, middle, last = sorted([one, two, three])
    assert DAYS.minutes(last, first) == 0 or first == last
    assert 0 <= DAYS.minutes(first, middle) <= DAYS.minutes(first, last)
    parts = DAYS.minutes(first, middle) + DAYS.minutes(middle, last)
    assert parts == DAYS.minutes(first, last)


def test_a_morning_after_summer_time_began_counts_in_full() -> None:
    """Count half an hour on Monday for a request of Friday."""
    friday = datetime(2027, 3, 26, 15, 0, tzinfo=timezone(timedelta(hours=0)))
    monday = datetime(2027, 3, 29, 8, 30, tzinfo=timezone(timedelta(hours=1)))
    assert DAYS.minutes(friday, monday) == 30


def cycle(closure: str, length: int = 3, more: str = "") -> SchoolDays:
    """Day 1 on Monday 19 October 2026, with the autumn break in the week after."""
    table = f'[cycle]\nlength = {length}\nfirst = 2026-10-19\nclosure = "{closure}"\n'
    return with_more(HOLIDAYS + table + more)


def days_of(days: SchoolDays, first: str, count: int) -> list[int | None]:
    """The cycle days of some dates in a row."""
    start = date.fromisoformat(first)
    return [days.cycle_day(start + timedelta(days=ahead)) for ahead in range(count)]


def test_cycle_days_wait_for_school_to_go_on_when_closures_shift() -> None:
    assert days_of(cycle("shift"), "2026-10-18", 8) == [None, 1, 2, 3, 1, 2, None, None]
    assert days_of(cycle("shift"), "2026-10-26", 5) == [None, None, None, 3, 1]


def test_cycle_days_are_lost_when_closures_skip() -> None:
    assert days_of(cycle("skip"), "2026-10-19", 7) == [1, 2, 3, 1, 2, None, None]
    assert days_of(cycle("skip"), "2026-10-26", 5) == [None, None, None, 3, 1]
    town_day_lost = days_of(cycle("skip"), "2026-11-04", 3)
    assert town_day_lost == [1, None, 3]
    assert days_of(cycle("shift"), "2026-11-04", 3) == [1, None, 2]


@pytest.mark.parametrize("closure", ["shift", "skip"])
def test_a_saturday_with_school_is_a_day_of_its_own(closure: str) -> None:
    """Give no two school days in a row the same cycle day."""
    saturday = 'dates = [2026-11-07]\nperiods = [{ name = "S", starts = "09:00", ends = "10:00" }]'
    days = cycle(closure, 5, f"\n[[bells]]\ndays = []\n{saturday}\n")
    friday, on_saturday, _, monday = days_of(days, "2026-11-06", 4)
    assert friday
    assert on_saturday == friday % 5 + 1
    assert monday == on_saturday % 5 + 1


@pytest.mark.parametrize("length", [1, 6, 10])
def test_cycle_days_begin_again_after_the_last(length: int) -> None:
    found = [day for day in days_of(cycle("shift", length), "2026-10-19", 60) if day]
    assert found == [place % length + 1 for place in range(len(found))]


def test_a_school_without_a_cycle_has_no_cycle_days() -> None:
    assert DAYS.cycle_day(date(2026, 11, 3)) is None


def test_the_next_school_day_skips_weekends_and_holidays() -> None:
    assert DAYS.next_school_day(date(2026, 10, 23)) == date(2026, 10, 29)
    never = calendar('holidays = [{ name = "Shut", on = 2026-01-01, until = 2028-01-01 }]\n')
    assert never.next_school_day(date(2026, 11, 3)) is None


def test_no_bell_rings_on_a_day_without_school() -> None:
    sunday = datetime(2026, 11, 8, 9, 0, tzinfo=UTC)
    assert DAYS.next_bell(sunday) is None
    assert DAYS.period_starts(sunday.date()) == []


def test_a_date_is_found_by_counting_school_days() -> None:
    """Skip weekends and holidays; count all days where no school is known."""
    days = calendar('holidays = [{ name = "Off", on = 2026-11-26, until = 2026-11-27 }]\n')
    tuesday = date(2026, 11, 24)
    assert days.later(tuesday, 0) == tuesday
    assert days.later(tuesday, 1) == date(2026, 11, 25)
    assert days.later(tuesday, 2) == date(2026, 11, 30)
    never = SchoolDays(parse(TOML.replace("[[bells]]", "[[bells]]\ndates = [2026-11-24]")))
    assert never.later(tuesday, 3) == date(2026, 11, 27)
