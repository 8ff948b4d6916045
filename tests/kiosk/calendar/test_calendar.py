"""The calendar: a slot is a lesson's time that both have, and nobody has two things at one time."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.records import Request, Visit
from kiosk.calendar.slots import Slot
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, KOFI, MARIA, ledger_bytes, open_school
from tests.support.two_kiosks import RAFA, hire

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
IN_CLASS, IN_FREE = ("Teach it together", "Watch my class"), ("Plan a lesson", "Try a tool", "")
USUAL = ("Period 1", "Period 2", "Period 3", "Period 4")
SCHOOL = """\
[school]
name = "Lincoln"

[[bells]]
periods = [
    { name = "Period 1", starts = "08:00", ends = "09:00" },
    { name = "Recess", starts = "09:00", ends = "09:10" },
    { name = "Period 2", starts = "09:10", ends = "10:10" },
    { name = "Period 3", starts = "10:30", ends = "12:00" },
    { name = "Lunch duty", starts = "12:00", ends = "13:00" },
    { name = "Period 4", starts = "13:00", ends = "15:00" },
]

[[bells]]
name = "Short day"
dates = [2026-11-11]
periods = [
    { name = "Period 1", starts = "08:30", ends = "09:00" },
    { name = "Lunch", starts = "09:00", ends = "09:30" },
    { name = "Period 3", starts = "09:30", ends = "10:00" },
]

[[holidays]]
name = "Day of the Republic"
on = 2026-11-05
until = 2026-11-06
"""
CYCLE = """
[cycle]
length = 3
first = 2026-11-02
"""
TUESDAY = date(2026, 11, 3)
LESSONS = {
    "usual": {
        "Period 1": ("08:00", "09:00"),
        "Period 2": ("09:10", "10:10"),
        "Period 3": ("10:30", "12:00"),
        "Period 4": ("13:00", "15:00"),
    },
    "short": {"Period 1": ("08:30", "09:00"), "Period 3": ("09:30", "10:00")},
}
SCHOOL_DAYS = [
    TUESDAY + timedelta(days=ahead)
    for ahead in range(30)
    if (TUESDAY + timedelta(days=ahead)).weekday() < 5 and ahead not in {2, 3}
]
"""Days of school from Tuesday on: no weekends, and the fifth and sixth are holidays."""
MOMENTS = st.integers(0, 9 * 24 * 12).map(
    lambda fives: datetime(2026, 11, 3, tzinfo=UTC) + timedelta(minutes=5 * fives)
)


def lessons_on(day: date) -> dict[str, tuple[str, str]]:
    """The periods of a day in which one may meet, by name."""
    if day not in SCHOOL_DAYS:
        return {}
    return LESSONS["short" if day == date(2026, 11, 11) else "usual"]


def key_of(day: date, period: str, cycle: bool) -> str:
    """What a free period is kept as; Monday the second was Day 1, and holidays let it wait."""
    if cycle:
        return f"{(SCHOOL_DAYS.index(day) + 1) % 3 + 1} {period}"
    return f"{WEEKDAYS[day.weekday()]} {period}"


def keys(cycle: bool) -> list[str]:
    """All free periods there can be."""
    days = ("1", "2", "3") if cycle else WEEKDAYS[:5]
    return [f"{day} {period}" for day in days for period in USUAL]


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A desk on a school with holidays, a short day, and two coaches."""
    folder = tmp_path / "here"
    folder.mkdir()
    made = open_school(folder, clock, SCHOOL)
    hire(made, RAFA, "Rafael Mota", "coach", "Library")
    yield made
    made.close()


def places(slots: Iterable[Slot]) -> set[tuple[date, str, str]]:
    """Which slots these are."""
    return {(each.date, each.period, each.coach) for each in slots}


def open_to(desk: Desk, person: str = "") -> set[tuple[date, str, str]]:
    """All slots that are open, to anybody or to one teacher."""
    return places(desk.calendar.slots(desk.people.get(person), most=10_000))


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.booleans())
@example(datetime(2026, 11, 3, 8, 0, tzinfo=UTC), False)
@example(datetime(2026, 11, 3, 9, 9, tzinfo=UTC), True)
@example(datetime(2026, 11, 3, 13, 0, tzinfo=UTC), False)
def test_exactly_the_lessons_to_come_are_open_slots(now: datetime, cycle: bool) -> None:
    """Offer each period that has not begun, with its times and cycle day, for each coach, soonest
    first; no break, holiday or weekend.
    """
    with TemporaryDirectory() as folder:
        desk = open_school(Path(folder), SetClock(now), SCHOOL + (CYCLE if cycle else ""))
        hire(desk, RAFA, "Rafael Mota", "coach")
        found = desk.calendar.slots(most=10_000)
        coming = [each for each in SCHOOL_DAYS if each >= now.date()][:5]
        expected = {
            (day, period, coach)
            for day in coming
            for period, (starts, _) in lessons_on(day).items()
            if datetime.combine(day, time.fromisoformat(starts), UTC) > now
            for coach in (ANA, RAFA)
        }
        soon = [each for each in found if each.date <= coming[-1]]
        assert places(soon) == expected
        assert len(set(found)) == len(found), "none is offered twice"
        for slot in found:
            assert (slot.starts, slot.ends) == lessons_on(slot.date)[slot.period]
            day = int(key_of(slot.date, slot.period, cycle=True)[0]) if cycle else 0
            assert slot.cycle == day
        begins = [slot.begin for slot in found]
        assert begins == sorted(begins)
        few = desk.calendar.slots(most=3)
        assert few == found[: len(few)]
        assert len({slot.begin for slot in few}) >= 3
        for coach in (ANA, RAFA):
            hers = [slot for slot in found if slot.coach == coach]
            assert desk.calendar.slots(coach=coach, most=10_000) == hers
            assert desk.calendar.next_open()[coach] == hers[0]
        desk.close()


@pytest.mark.parametrize(
    "named", ["Lunch", "lunch B", "Recess", "BREAK", "Pause", "Mittagspause", "Almoço"]
)
def test_no_slot_is_in_a_break(tmp_path: Path, clock: SetClock, named: str) -> None:
    """Know a break by whatever name the school gives it."""
    toml = f"""\
[school]
name = "Lincoln"
[[bells]]
periods = [
    {{ name = "{named}", starts = "09:00", ends = "09:30" }},
    {{ name = "Period 2", starts = "09:30", ends = "10:00" }},
]
"""
    desk = open_school(tmp_path, clock, toml)
    assert {each.period for each in desk.calendar.slots()} == {"Period 2"}
    maria = desk.people[MARIA]
    assert {each.name for _, each in desk.open_doors.lessons(maria)} == {"Period 2"}
    assert [each.name for each in desk.calendar.periods()] == ["Period 2"]
    desk.close()


@settings(max_examples=60, deadline=None)
@given(st.data(), st.booleans())
def test_slots_fit_the_coach_and_the_teacher(data: st.DataObject, cycle: bool) -> None:
    """Match the coach's open periods with the teacher's: without a class to plan, with one for a
    visit in class; take whoever never said as free.
    """
    some = st.none() | st.sets(st.sampled_from(keys(cycle)), min_size=1)
    mine, hers = data.draw(some, "the teacher's"), data.draw(some, "the coach's")
    kind = data.draw(st.sampled_from(IN_CLASS + IN_FREE))
    with TemporaryDirectory() as folder:
        desk = open_school(Path(folder), SetClock(), SCHOOL + (CYCLE if cycle else ""))
        everything = desk.calendar.slots(most=10_000)
        if mine is not None:
            desk.calendar.set_free(MARIA, mine)
        if hers is not None:
            desk.calendar.set_free(ANA, hers)
        fitting = []
        for slot in everything:
            key = key_of(slot.date, slot.period, cycle)
            suits = mine is None or ((key not in mine) if kind in IN_CLASS else (key in mine))
            if suits and (hers is None or key in hers):
                fitting.append(slot)
        found = desk.calendar.slots(desk.people[MARIA], kind, most=10_000)
        assert sorted(found) == sorted(fitting)
        desk.close()


def test_free_periods_can_be_set_for_every_day_with_lessons(desk: Desk) -> None:
    """Offer Monday to Friday, or the days of the cycle where the school has one."""
    days = [key for key, _ in desk.calendar.day_keys()]
    periods = [each.name for each in desk.calendar.periods()]
    assert [f"{day} {period}" for day in days for period in periods] == keys(cycle=False)


def ask(desk: Desk, person: str, slot: Slot, kind: str = "Plan a lesson") -> Request:
    """Somebody asks for coaching and books a time with it."""
    return desk.bookings.flag(Need("coaching", person, kind), slot)


def test_a_booked_time_is_closed_to_everybody_else(desk: Desk) -> None:
    """Close it for that coach and for that teacher; leave all else open."""
    before = open_to(desk)
    slot = next(each for each in desk.calendar.slots() if each.coach == ANA)
    made = ask(desk, MARIA, slot)
    hour = {(slot.date, slot.period, coach) for coach in (ANA, RAFA)}
    gone = {(slot.date, slot.period, ANA)}
    assert (made.state, made.owner) == ("scheduled", ANA)
    assert open_to(desk) == open_to(desk, KOFI) == before - gone
    assert open_to(desk, MARIA) == before - hour
    (visit,) = desk.calendar.ahead(MARIA)
    assert (visit.coach, visit.request, visit.room) == (ANA, made.id, "Room 12")
    assert visit.start == f"{slot.date}T{slot.starts}+00:00"


@pytest.mark.parametrize("as_well", ["the coach's time", "the teacher's time"])
def test_the_second_booking_of_a_time_is_refused_and_writes_nothing(
    desk: Desk, clock: SetClock, as_well: str
) -> None:
    """Write neither visit nor request, also when the first booking came from another process."""
    slots = [each for each in desk.calendar.slots() if each.period == "Period 2"][:2]
    first = slots[0]
    ask(desk, MARIA, first)
    late = (KOFI, first) if as_well == "the coach's time" else (MARIA, slots[1])
    other_process = Desk(desk.folder, clock, UnsyncedDisk())
    for each in (desk, other_process):
        before = ledger_bytes(desk.folder)
        with pytest.raises(Refused, match=r"Someone was quicker.*Choose another\."):
            ask(each, *late)
        assert ledger_bytes(desk.folder) == before
        assert len(each.requests.for_person(KOFI)) == 0
        assert len(each.store.records(Visit)) == 1
    other_process.close()


def test_withdrawing_a_request_opens_its_time_again(desk: Desk) -> None:
    """Call the visit off and open its slot; leave other visits."""
    slots = [each for each in desk.calendar.slots() if each.coach == ANA]
    stays = ask(desk, KOFI, slots[1])
    before = open_to(desk)
    made = ask(desk, MARIA, slots[0])
    desk.requests.act(made.id, lambda r: rules.withdraw(r, MARIA))
    assert open_to(desk) == before
    assert desk.calendar.ahead(MARIA) == []
    assert [each.request for each in desk.calendar.ahead(KOFI)] == [stays.id]


def test_withdrawing_a_request_does_not_call_off_a_visit_that_was_made(
    desk: Desk, clock: SetClock
) -> None:
    """Withdraw it a day later: the visit stays as it was."""
    made = ask(desk, MARIA, desk.calendar.slots()[0])
    clock.forward(days=1)
    desk.requests.act(made.id, lambda r: rules.withdraw(r, MARIA))
    assert [each.state for each in desk.store.records(Visit)] == ["booked"]


def test_moving_a_visit_changes_the_time_of_its_request(desk: Desk) -> None:
    """Open the old time, take the new one, and write it into the request."""
    slots = [each for each in desk.calendar.slots() if each.coach == ANA]
    made = ask(desk, MARIA, slots[0])
    (visit,) = desk.calendar.ahead(MARIA)
    desk.calendar.rebook(visit, slots[2], MARIA)
    (moved,) = desk.calendar.ahead(MARIA)
    assert (moved.id, moved.period) == (visit.id, slots[2].period)
    assert desk.requests.get(made.id).until == moved.start
    assert slots[0] in desk.calendar.slots()
    assert slots[2] not in desk.calendar.slots()


def test_a_visit_is_not_moved_to_a_time_that_is_taken(desk: Desk) -> None:
    """Refuse it, and leave the visit where it was."""
    slots = [each for each in desk.calendar.slots() if each.coach == ANA]
    ask(desk, MARIA, slots[0])
    ask(desk, KOFI, slots[1])
    (visit,) = desk.calendar.ahead(MARIA)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="Someone was quicker"):
        desk.calendar.rebook(visit, slots[1], MARIA)
    assert ledger_bytes(desk.folder) == before


def test_current_and_coming_visits_follow_the_clock(desk: Desk, clock: SetClock) -> None:
    """Count a visit as current to the minute, and as coming until it is over."""
    slot = next(each for each in desk.calendar.slots() if each.coach == ANA)
    ask(desk, MARIA, slot)
    begin, end = (
        datetime.combine(slot.date, time.fromisoformat(each), UTC)
        for each in (slot.starts, slot.ends)
    )
    minute = timedelta(minutes=1)
    for now, busy, ahead in (
        (begin - minute, None, 1),
        (begin, end, 1),
        (end - minute, end, 1),
        (end, None, 0),
    ):
        clock.moment = now
        assert desk.calendar.busy_until(ANA) == (busy and busy.replace(tzinfo=None))
        assert desk.calendar.busy_until(RAFA) is None
        assert len(desk.calendar.ahead(MARIA)) == ahead


def test_an_open_door_is_offered_for_lessons_that_the_teacher_gives(desk: Desk) -> None:
    """Offer lessons of the next school days in which there is a class, and none that has begun."""
    maria = desk.people[MARIA]
    desk.calendar.set_free(MARIA, ["tue Period 2", "wed Period 1"])
    found = [(day, each.name) for day, each in desk.open_doors.lessons(maria, days=2)]
    assert found == [
        *((TUESDAY, period) for period in USUAL[2:]),
        *((TUESDAY + timedelta(days=1), period) for period in USUAL[1:]),
    ]


def test_a_door_is_opened_once_for_a_lesson_and_can_be_closed(desk: Desk, clock: SetClock) -> None:
    """Refuse a second invitation into the same lesson; open a closed one again; remove it when its
    day is over; show only one's own.
    """
    maria, day = desk.people[MARIA], TUESDAY
    desk.open_doors.open(maria, day, "Period 3", "Come and see")
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="open for that period already"):
        desk.open_doors.open(maria, day, "Period 3", "Come and see")
    assert ledger_bytes(desk.folder) == before
    desk.open_doors.open(maria, day, "Period 4", "And the next")
    door, other = desk.open_doors.ahead(MARIA)
    desk.open_doors.close(other.id, MARIA)
    assert (door.date, door.period, door.room, door.text) == (
        "2026-11-03",
        "Period 3",
        "Room 12",
        "Come and see",
    )
    desk.open_doors.close(door.id, MARIA)
    assert desk.open_doors.ahead(MARIA) == []
    desk.open_doors.open(maria, day, "Period 3", "Come and see")
    assert desk.open_doors.ahead(KOFI) == desk.open_doors.ahead(BEN) == []
    clock.forward(hours=15)
    assert len(desk.open_doors.ahead(MARIA)) == 1
    clock.forward(hours=1)
    assert desk.open_doors.ahead(MARIA) == []
