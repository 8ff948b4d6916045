"""Time is a by-product: what is finished or took place is one entry, never two; what nothing is
known of is a gap, asked about once.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records import Request, Visit, Work
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.timesheet.entries import LEAST_GAP, LONGEST, WORK_KINDS, TimeGap, gaps, kind_of
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, MARIA, TOML, ledger_bytes, open_school
from tests.support.undoable_acts import FRIDAY, TUESDAY, a_booked_one, days_later, later

EVENING = datetime(2026, 11, 3, 17, 0, tzinfo=UTC)
EIGHT = datetime(2026, 11, 3, 8, 0)


def entries(desk: Desk, coach: str = ANA, day: date = TUESDAY) -> list[tuple[str, str, int]]:
    """What is known of somebody's day."""
    return [
        (each.kind, each.start[11:16], each.minutes)
        for each in desk.timesheet.entries_on(coach, day)
    ]


def test_finishing_a_fix_makes_one_entry(desk: Desk, clock: SetClock) -> None:
    """Write what it was, for whom and where it came from; end it now."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 25))
    (found,) = desk.store.records(Work)
    assert (found.coach, found.kind, found.minutes) == (BEN, "fixing", 25)
    assert (found.about, found.person, found.source) == ("Printer", MARIA, made.id)
    assert datetime.fromisoformat(found.start) + timedelta(minutes=25) == clock.moment
    with pytest.raises(Refused):
        desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 25))
    assert desk.store.records(Work) == [found]


def by_the_queue(desk: Desk, made: Request, _: Visit) -> object:
    """Finished in the queue, by the coach who was there."""
    return desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30))


def by_the_calendar(desk: Desk, _: Request, visit: Visit) -> object:
    """Said in the calendar to have taken place."""
    return desk.bookings.mark_held(visit, ANA, 30)


Way = Callable[[Desk, Request, Visit], object]
WAYS: list[Way] = [by_the_queue, by_the_calendar]


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("then", WAYS)
def test_a_visit_makes_one_entry_whichever_way_it_is_finished(
    desk: Desk, clock: SetClock, first: Way, then: Way
) -> None:
    """Keep thirty minutes once; refuse to say it again the other way, and write nothing."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    first(desk, made, visit)
    assert desk.requests.get(made.id).state == "finished"
    assert desk.calendar.visit(visit.id).state == "held"
    (found,) = desk.store.records(Work)
    assert (found.kind, found.minutes, found.person) == ("observing", 30, MARIA)
    assert found.source == made.id
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused):
        then(desk, made, visit)
    assert ledger_bytes(desk.folder) == before


@pytest.mark.parametrize("way", WAYS)
def test_the_entry_of_a_visit_is_at_its_booked_time(desk: Desk, clock: SetClock, way: Way) -> None:
    """Put it in the second period though it was finished in the evening; leave no gap there."""
    made, visit = a_booked_one(desk)
    clock.moment = EVENING
    way(desk, made, visit)
    assert entries(desk) == [("observing", visit.start[11:16], 30)]


def test_finishing_a_reopened_request_makes_a_second_entry(desk: Desk) -> None:
    """Keep both times in the request."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    for minutes in (10, 5):
        desk.requests.act(made.id, partial(rules.finish, coach=BEN, minutes=minutes))
        if minutes == 10:
            desk.requests.act(made.id, lambda r: rules.reopen(r, MARIA))
    assert sorted(each.minutes for each in desk.store.records(Work)) == [5, 10]
    assert desk.requests.get(made.id).minutes == 15


def test_zero_minutes_make_no_entry_and_too_many_are_cut(desk: Desk) -> None:
    """Cut what is longer than a working day, so that it does not hide a week."""
    for minutes, kept in ((0, []), (1, [1]), (1440, [1, LONGEST])):
        made = desk.requests.flag(Need("fix", MARIA, "Printer"))
        desk.requests.act(made.id, partial(rules.finish, coach=BEN, minutes=minutes))
        assert sorted(each.minutes for each in desk.store.records(Work)) == kept


@pytest.mark.parametrize(
    ("lane", "category", "kind"),
    [
        ("fix", "Printer", "fixing"),
        ("fix", "Watch my class", "fixing"),
        ("coaching", "Plan a lesson", "planning"),
        ("coaching", "Teach it together", "co-teaching"),
        ("coaching", "Watch my class", "observing"),
        ("coaching", "Try a tool", "modelling"),
        ("coaching", "A workshop wish", "workshop"),
        ("coaching", "Something of our own", "one-to-one"),
    ],
)
def test_the_kind_of_an_entry_follows_from_the_request(lane: str, category: str, kind: str) -> None:
    """Call a fix fixing whatever its category; call coaching what was asked for."""
    assert kind_of(lane, category) == kind
    assert kind in WORK_KINDS


@st.composite
def days(draw: st.DrawFn) -> tuple[list[tuple[datetime, int]], datetime, datetime]:
    """Entries that do not overlap, in any order, within a day."""
    at, found = EIGHT, []
    for _ in range(draw(st.integers(0, 8))):
        at += timedelta(minutes=draw(st.integers(0, 60)))
        minutes = draw(st.integers(1, 90))
        found.append((at, minutes))
        at += timedelta(minutes=minutes)
    return draw(st.permutations(found)), EIGHT, at + timedelta(minutes=draw(st.integers(0, 60)))


@given(days())
def test_gaps_and_entries_add_up_to_the_whole_day(
    day: tuple[list[tuple[datetime, int]], datetime, datetime],
) -> None:
    """Count nothing twice and leave nothing out, to the minute."""
    busy, begin, end = day
    found = gaps(busy, begin, end, least=1)
    whole = (end - begin).total_seconds() / 60
    assert sum(gap.minutes for gap in found) + sum(minutes for _, minutes in busy) == whole


ANY = st.lists(
    st.tuples(
        st.integers(-120, 600).map(lambda ahead: EIGHT + timedelta(minutes=ahead)),
        st.integers(1, 300),
    ),
    max_size=8,
)


@given(ANY, st.integers(0, 480), st.integers(1, 60))
def test_every_minute_is_in_an_entry_or_in_one_gap(
    busy: list[tuple[datetime, int]], length: int, least: int
) -> None:
    """Cover every minute of the day, however entries overlap; leave out gaps that are too short,
    and make none longer than the day.
    """
    end = EIGHT + timedelta(minutes=length)
    unknown = {
        minute
        for minute in range(length)
        if not any(
            start <= EIGHT + timedelta(minutes=minute) < start + timedelta(minutes=lasts)
            for start, lasts in busy
        )
    }
    every = gaps(busy, EIGHT, end, least=1)
    covered = [
        int((gap.start - EIGHT).total_seconds() // 60) + each
        for gap in every
        for each in range(gap.minutes)
    ]
    assert sorted(covered) == sorted(unknown)
    assert all(before.end < after.start for before, after in pairwise(every))
    assert gaps(busy, EIGHT, end, least) == [gap for gap in every if gap.minutes >= least]


def test_a_day_without_school_has_no_gaps(desk: Desk, clock: SetClock) -> None:
    """Give none to a day that has not begun; end those of today now."""
    assert desk.timesheet.gaps(ANA, date(2026, 11, 7)) == []
    assert desk.timesheet.gaps(ANA, TUESDAY) == [TimeGap(EIGHT, LEAST_GAP)]
    clock.moment = EVENING
    assert [gap.minutes for gap in desk.timesheet.gaps(ANA, TUESDAY)] == [7 * 60]


def test_a_gap_suggests_the_visit_that_was_planned(desk: Desk, clock: SetClock) -> None:
    """Suggest no visit of somebody else, and none that is known already."""
    visit = a_booked_one(desk)[1]
    begin = desk.calendar.begin(visit)
    clock.moment = EVENING
    desk.timesheet.log(ANA, "admin", (begin - EIGHT).seconds // 60, EIGHT)
    gap, rest = desk.timesheet.gaps(ANA, TUESDAY)
    guess = ("observing", "Watch my class", visit.id)
    assert gap == TimeGap(begin, visit.minutes, guess), "as long as it was to be"
    assert (rest.start, rest.guess) == (gap.end, ("", "", ""))
    assert [each.guess for each in desk.timesheet.gaps(BEN, TUESDAY)] == [("", "", "")]
    desk.bookings.mark_held(visit, ANA, visit.minutes)
    assert desk.timesheet.gaps(ANA, TUESDAY) == [rest]


@pytest.mark.parametrize("off", [False, True])
def test_a_gap_suggests_the_own_workshop_unless_it_was_cancelled(
    desk: Desk, clock: SetClock, off: bool
) -> None:
    """Suggest nothing after it was called off."""
    key = desk.workshops.plan(ANA, "Slides", FRIDAY.replace(hour=13), 45)
    if off:
        desk.workshops.cancel(key, ANA, "I am ill")
    clock.moment = FRIDAY
    found = desk.timesheet.gaps(ANA, FRIDAY.date())
    begin = datetime(2026, 11, 6, 13, 15)
    mine = [] if off else [TimeGap(begin, 45, ("workshop", "Slides", key))]
    assert [each for each in found if each.guess != ("", "", "")] == mine
    (bens,) = desk.timesheet.gaps(BEN, FRIDAY.date())
    assert bens.guess == ("", "", "")
    assert sum(each.minutes for each in found) == bens.minutes, "each minute is asked about once"


def test_filling_a_gap_as_planned_holds_the_visit_and_keeps_its_time(
    desk: Desk, clock: SetClock
) -> None:
    """Keep the time once, and close the gap."""
    made, visit = a_booked_one(desk)
    clock.moment = EVENING
    begin = desk.calendar.begin(visit)
    desk.timesheet.log(ANA, "admin", (begin - EIGHT).seconds // 60, EIGHT)
    desk.timesheet.log(ANA, "admin", 300, begin + timedelta(minutes=visit.minutes))
    (gap,) = [each for each in desk.timesheet.gaps(ANA, TUESDAY) if each.start == begin]
    desk.timesheet.fill(ANA, gap, "observing")
    now = desk.calendar.visit(visit.id)
    assert (now.state, now.minutes) == ("held", visit.minutes)
    (found,) = [
        each for each in desk.timesheet.entries_on(ANA, TUESDAY) if each.kind == "observing"
    ]
    assert (found.minutes, found.person, found.source) == (visit.minutes, MARIA, made.id)
    assert begin not in {each.start for each in desk.timesheet.gaps(ANA, TUESDAY)}
    assert desk.contacts.status(MARIA).kind == "visit"


def test_filling_a_gap_with_something_else_leaves_the_plan_alone(
    desk: Desk, clock: SetClock
) -> None:
    """Keep the errand, and still ask about the visit."""
    visit = a_booked_one(desk)[1]
    clock.moment = EVENING
    (gap,) = [each for each in desk.timesheet.gaps(ANA, TUESDAY) if each.guess[2] == visit.id]
    desk.timesheet.fill(ANA, gap, "admin")
    assert desk.calendar.visit(visit.id).state == "booked"
    (found,) = desk.timesheet.entries_on(ANA, TUESDAY)
    assert (found.kind, found.about, found.person, found.source) == ("admin", "", "", "")


def test_filling_a_gap_as_planned_takes_the_planned_minutes(desk: Desk, clock: SetClock) -> None:
    """Fill one hour, not seven, of a day on which one hour was booked."""
    visit = a_booked_one(desk)[1]
    clock.moment = EVENING
    gap = next(each for each in desk.timesheet.gaps(ANA, TUESDAY) if each.guess[2] == visit.id)
    desk.timesheet.fill(ANA, gap, gap.guess[0])
    assert [each.minutes for each in desk.timesheet.entries_on(ANA, TUESDAY)] == [visit.minutes]
    assert desk.calendar.visit(visit.id).minutes == visit.minutes


def test_a_gap_is_filled_once(desk: Desk, clock: SetClock) -> None:
    """Make no second entry by a second touch or in another session."""
    clock.moment = EVENING
    (gap,) = desk.timesheet.gaps(ANA, TUESDAY)
    desk.timesheet.fill(ANA, gap, "admin")
    with pytest.raises(Refused):
        desk.timesheet.fill(ANA, gap, "admin")
    assert len(desk.timesheet.entries_on(ANA, TUESDAY)) == 1


def test_an_entry_is_corrected_only_by_its_coach(desk: Desk, clock: SetClock) -> None:
    """Change its kind and its minutes, or remove it, on its own day; refuse everybody else."""
    desk.timesheet.log(ANA, "admin", 45)
    key = desk.timesheet.entries_on(ANA, TUESDAY)[0].id
    for by in (BEN, MARIA):
        with pytest.raises(Refused, match="not yours to change"):
            desk.timesheet.correct(key, by, minutes=5)
    desk.timesheet.correct(key, ANA, kind="planning")
    desk.timesheet.correct(key, ANA, minutes=30)
    assert entries(desk) == [("planning", "07:30", 30)]
    days_later(desk, clock)
    desk.timesheet.correct(key, ANA, minutes=0)
    assert entries(desk) == []
    assert desk.timesheet.entries_between(TUESDAY, clock.moment.date()) == []
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="not yours to change"):
        desk.timesheet.correct(key, ANA, minutes=5)
    assert ledger_bytes(desk.folder) == before


def test_minutes_are_added_to_those_that_an_entry_has_by_now(desk: Desk) -> None:
    """Count each key from the one before it, however quickly they come; remove what has none."""
    desk.timesheet.log(ANA, "admin", 2)
    key = desk.timesheet.entries_on(ANA, TUESDAY)[0].id
    for minutes in (5, 5, -5):
        desk.timesheet.lengthen(key, ANA, minutes)
    assert [minutes for _, _, minutes in entries(desk)] == [7]
    with pytest.raises(Refused, match="not yours to change"):
        desk.timesheet.lengthen(key, BEN, 5)
    with pytest.raises(Refused, match="from 0 to 720"):
        desk.timesheet.lengthen(key, ANA, LONGEST)
    desk.timesheet.lengthen(key, ANA, -10)
    assert entries(desk) == []


@pytest.mark.parametrize("minutes", [-1, LONGEST + 1])
def test_no_entry_is_longer_than_a_day(desk: Desk, minutes: int) -> None:
    """Refuse it, and a negative one, with the numbers that are allowed; keep nothing."""
    desk.timesheet.log(ANA, "admin", 45)
    key = desk.timesheet.entries_on(ANA, TUESDAY)[0].id
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="from 0 to 720"):
        desk.timesheet.log(ANA, "admin", minutes)
    with pytest.raises(Refused, match="from 0 to 720"):
        desk.timesheet.correct(key, ANA, minutes=minutes)
    with pytest.raises(Refused, match="not one of"):
        desk.timesheet.log(ANA, "gardening", 5)
    with pytest.raises(Refused, match="how many minutes"):
        desk.timesheet.log(ANA, "admin", 0)
    assert ledger_bytes(desk.folder) == before


def test_a_break_is_no_gap(tmp_path: Path, clock: SetClock) -> None:
    """Ask about two gaps, before and after it."""
    toml = TOML.replace(
        '{ name = "Period 3"',
        '{ name = "Lunch", starts = "10:10", ends = "10:30" },\n    { name = "Period 3"',
    )
    (tmp_path / "school").mkdir()
    desk = open_school(tmp_path / "school", clock, toml)
    clock.moment = clock.moment.replace(hour=14, minute=0)
    spans = [
        (str(gap.start.time())[:5], str(gap.end.time())[:5])
        for gap in desk.timesheet.gaps(ANA, clock.moment.date())
    ]
    assert spans == [("08:00", "10:10"), ("10:30", "14:00")]
    desk.close()
