"""The week and the goals of a year: the same minutes whichever way they are added up, words that
say what they mean, and every goal measured from what happened.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.records import OUTCOMES, Goal, Visit, Work
from kiosk.desk import Desk
from kiosk.outreach.goals import MEASURES
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.school.undo import take_back
from kiosk.timesheet import week
from kiosk.timesheet.entries import COACHING_WORK, WORK_KINDS
from kiosk.timesheet.week import ROLES, Week, conclusion, drifts, percents
from tests.support.fakes import SetClock, foreign
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import RAFA, hire, meet, second_kiosk
from tests.support.undoable_acts import days_later, do

MONDAY = date(2026, 11, 2)


@st.composite
def some_work(draw: st.DrawFn) -> list[Work]:
    """Entries of one week, some of them taken back."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        day = MONDAY + timedelta(days=draw(st.integers(0, 6)))
        found.append(
            Work(
                id=f"w{number}",
                coach=ANA,
                kind=draw(st.sampled_from(sorted(WORK_KINDS))),
                start=f"{day}T{draw(st.integers(7, 20)):02}:00+00:00",
                minutes=draw(st.integers(1, 720)),
                void=draw(st.booleans()) and draw(st.booleans()),
            )
        )
    return found


@given(some_work())
def test_kinds_days_and_roles_of_a_week_have_the_same_sum(entries: list[Work]) -> None:
    """Get the sum of all entries that stand by kind, by day and by role."""
    found = week.week(MONDAY, entries)
    stand = [each for each in entries if not each.void]
    assert found.total == sum(each.minutes for each in stand)
    days = [sum(kinds.values()) for kinds in found.days.values()]
    assert sum(found.kinds.values()) == sum(days) == found.total
    assert found.fixing + found.coaching + found.rest == found.total
    assert sum(found.roles.values()) == found.total
    assert 0 <= found.fixing + found.coaching <= found.total
    assert 0 <= found.share <= 100
    assert found.coaching == sum(each.minutes for each in stand if each.kind in COACHING_WORK)
    assert list(found.kinds.values()) == sorted(found.kinds.values(), reverse=True)
    assert list(found.days) == sorted(found.days)
    assert all([*found.kinds.values(), *found.roles.values(), *days])


def test_every_kind_of_work_belongs_to_one_role() -> None:
    """Make the mix of roles add up to the whole week."""
    assert sorted(kind for kinds in ROLES.values() for kind in kinds) == sorted(WORK_KINDS)


def test_a_week_begins_on_monday() -> None:
    """Find it on whichever day one asks."""
    for ahead in range(14):
        day = MONDAY + timedelta(days=ahead)
        assert week.monday(day) == MONDAY + timedelta(days=7 * (ahead // 7))


def test_minutes_of_an_unknown_kind_count(desk: Desk, clock: SetClock) -> None:
    """Count minutes of a kind that only a newer kiosk knows."""
    body = {"kind": "travelling", "start": clock.moment.isoformat(), "minutes": 30}
    desk.store.ingest([foreign("work.logged", "w1", 1, by=ANA, body=body)])
    entries = desk.timesheet.entries_between(MONDAY, MONDAY + timedelta(days=6), ANA)
    assert week.week(MONDAY, entries).total == 30


def week_of(fixing: int, coaching: int = 0, admin: int = 0) -> Week:
    """Make a week of so many minutes."""
    kinds = {"fixing": fixing, "planning": coaching, "admin": admin}
    return Week(MONDAY, {kind: minutes for kind, minutes in kinds.items() if minutes}, {})


WEEKS = st.builds(week_of, *[st.integers(0, 600)] * 3)


@given(WEEKS, WEEKS, st.integers(1, 99))
@example(week_of(41, 59), week_of(41, 59), 40)
@example(week_of(40, 60), week_of(41, 59), 40)
def test_a_drift_is_two_weeks_over_the_limit(now: Week, before: Week, limit: int) -> None:
    """Count neither one week nor a week of which nothing is known."""
    over = [each.total > 0 and 100 * each.fixing // each.total > limit for each in (now, before)]
    assert drifts(now, before, limit) == all(over)
    assert not drifts(now, week_of(0), limit)
    assert not drifts(week_of(0), before, limit)


@given(WEEKS, WEEKS, st.integers(1, 99))
def test_the_conclusion_agrees_with_the_numbers(now: Week, before: Week, limit: int) -> None:
    """Call a drift only what is one, with the percentage of the week, in a sentence."""
    said = conclusion(now, before, limit)
    assert said.endswith(".")
    assert ("crowding" in said) == drifts(now, before, limit)
    assert (f"{now.share} % fixing" in said) == bool(now.total)
    if now.total and now.share <= limit:
        assert ("no coaching yet" in said) == (not now.coaching)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (week_of(0), week_of(500), "Nothing is known of this week yet"),
        (week_of(50, 50), week_of(60, 40), "50 % fixing, 60 % last week: over 40 % for two weeks"),
        (week_of(50, 50), week_of(40, 60), "50 % fixing, over 40 %. One week is fine"),
        (week_of(50, 50), week_of(0), "One week is fine"),
        (week_of(30, 0, 70), week_of(90, 10), "30 % fixing, and no coaching yet"),
        (week_of(60, 125, 115), week_of(90, 10), "20 % fixing, and 2 h 05 of coaching"),
    ],
)
def test_a_week_is_told_in_words(now: Week, before: Week, words: str) -> None:
    """Say what it was, and what to do about it."""
    assert words in conclusion(now, before, 40)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (week_of(0), week_of(500), "Nothing is known of this week yet"),
        (
            week_of(500),
            week_of(480),
            "8 h 20 of fixing, 20 min more than last week. A hello on the way",
        ),
        (week_of(500, 30), week_of(600), "8 h 20 of fixing, 30 min of all the rest."),
        (week_of(90), week_of(0), "1 h 30 of fixing. A hello"),
    ],
)
def test_a_fixer_is_not_told_that_fixing_is_too_much(now: Week, before: Week, words: str) -> None:
    """Find no drift in any week of a fixer."""
    said = conclusion(now, before, None)
    assert words in said
    assert "crowding" not in said
    assert "drift" not in said


@given(st.integers(0, 6000))
def test_minutes_are_written_as_hours(minutes: int) -> None:
    """Keep the same minutes."""
    said = week.span(minutes)
    hours, _, rest = said.partition(" h")
    told = int(said.removesuffix(" min")) if "min" in said else int(hours) * 60 + int(rest or 0)
    assert told == minutes


def progress_of(desk: Desk, measure: str, coach: str = ANA) -> int:
    """Give how far a goal is."""
    (found,) = [each.now for each in desk.goals.progress(coach) if each.goal.measure == measure]
    return found


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Ana has set herself every goal that there is."""
    for measure in MEASURES:
        desk.goals.set(ANA, measure, 50)
    return desk


def coach_someone(
    desk: Desk, person: str, category: str = "Plan a lesson", minutes: int = 30
) -> str:
    """Ana has coached somebody."""
    made = desk.requests.flag(Need("coaching", person, category))
    desk.requests.act(made.id, lambda r: rules.finish(r, ANA, minutes))
    return made.id


def booked(desk: Desk, category: str, coach: str = ANA) -> Visit:
    """Maria's next time with a coach."""
    slot = desk.calendar.slots(desk.people[MARIA], category, coach)[0]
    made = desk.bookings.flag(Need("coaching", MARIA, category), slot)
    (visit,) = [each for each in desk.calendar.ahead(MARIA) if each.request == made.id]
    return visit


def test_a_new_goal_replaces_the_goal_for_the_same_measure(desk: Desk) -> None:
    """Keep one a measure, in the order of the list; drop one; refuse nonsense."""
    desk.goals.set(ANA, "visits", 70)
    assert [(each.goal.measure, each.goal.target) for each in desk.goals.progress(ANA)] == [
        (measure, 70 if measure == "visits" else 50) for measure in MEASURES
    ]
    assert len(desk.store.where(Goal, "coach", ANA)) == len(MEASURES)
    desk.goals.drop(ANA, "visits")
    assert "visits" not in {each.goal.measure for each in desk.goals.progress(ANA)}
    assert desk.goals.progress(BEN) == []
    before = ledger_bytes(desk.folder)
    for measure, target in (("smiles", 5), ("reached", 0), ("reached", 101), ("visits", 10_001)):
        with pytest.raises(Refused, match="Nothing was set"):
            desk.goals.set(ANA, measure, target)
    assert ledger_bytes(desk.folder) == before


def test_the_reached_goal_counts_teachers_who_were_coached_or_visited(desk: Desk) -> None:
    """Count each once, of all teachers; leave out fixes, hellos and the team."""
    fix = desk.requests.flag(Need("fix", JONAS, "Printer"))
    desk.requests.act(fix.id, lambda r: rules.finish(r, BEN, 5))
    desk.thanks.hi(JONAS, ANA)
    assert progress_of(desk, "reached") == 0
    for _ in range(2):
        coach_someone(desk, MARIA)
        assert progress_of(desk, "reached") == 33
    desk.act(lambda: desk.walks.visit_facts(ANA, KOFI, 15, "Looked in", "Room 31"))
    assert progress_of(desk, "reached") == 66


def test_the_coaching_goal_counts_the_share_of_ones_own_time(desk: Desk) -> None:
    """Leave out the time of others."""
    coach_someone(desk, MARIA, minutes=30)
    desk.timesheet.log(ANA, "admin", 60)
    desk.timesheet.log(ANA, "fixing", 10)
    desk.timesheet.log(BEN, "fixing", 600)
    assert progress_of(desk, "coaching") == 30


def let_pass(desk: Desk, clock: SetClock, visit: Visit) -> Visit:
    """Set the clock to the end of a visit."""
    begin = desk.calendar.begin(visit).replace(tzinfo=clock.moment.tzinfo)
    clock.moment = begin + timedelta(minutes=visit.minutes)
    return visit


def test_the_visits_goal_counts_visits_that_were_held_in_classrooms(
    desk: Desk, clock: SetClock
) -> None:
    """Count what was seen, shown or taught together, by the coach who was there, once it was held;
    not what was missed, called off or undone.
    """
    hire(desk, RAFA, "Rafael Mota", "coach")
    for count, category in enumerate(("Watch my class", "Teach it together", "Show it in class")):
        visit = let_pass(desk, clock, booked(desk, category))
        assert progress_of(desk, "visits") == count
        undo = do(desk, lambda visit=visit: desk.bookings.mark_held(visit, ANA, 30))  # type: ignore[misc]
        assert progress_of(desk, "visits") == count + 1
        take_back(desk, undo, ANA)
        assert progress_of(desk, "visits") == count
        desk.bookings.mark_held(visit, ANA, 30)
        assert progress_of(desk, "visits") == count + 1
    desk.bookings.mark_missed(let_pass(desk, clock, booked(desk, "Watch my class")), ANA)
    desk.bookings.cancel(booked(desk, "Watch my class"), ANA, "I am ill")
    desk.bookings.mark_held(let_pass(desk, clock, booked(desk, "Watch my class", RAFA)), RAFA, 30)
    desk.goals.set(RAFA, "visits", 50)
    assert (progress_of(desk, "visits"), progress_of(desk, "visits", RAFA)) == (3, 1)


@pytest.mark.parametrize("category", ["Plan a lesson", "One-to-one"])
def test_planning_at_a_desk_is_no_visit_in_a_classroom(
    desk: Desk, clock: SetClock, category: str
) -> None:
    """Leave it out also when its time was booked."""
    desk.bookings.mark_held(let_pass(desk, clock, booked(desk, category)), ANA, 30)
    assert progress_of(desk, "visits") == 0


def test_a_visit_in_class_that_was_not_booked_counts_as_one(desk: Desk) -> None:
    """Count what the hallway capture calls "In class"."""
    desk.capture.log(ANA, desk.people[MARIA], "visit")
    assert progress_of(desk, "visits") == 1


def test_a_workshop_counts_once_whatever_time_it_took(desk: Desk, clock: SetClock) -> None:
    """Count preparing and giving it as one."""
    start = clock.moment + timedelta(hours=5)
    key = desk.workshops.plan(ANA, "Slides", start, 45)
    desk.timesheet.log(ANA, "workshop", 30, source=key)
    desk.timesheet.log(ANA, "workshop", 45, source=key)
    assert progress_of(desk, "workshops") == 1
    desk.timesheet.log(ANA, "workshop", 45)
    assert progress_of(desk, "workshops") == 2


def test_the_worked_goal_counts_what_teachers_said_of_ones_own_coaching(desk: Desk) -> None:
    """Take the percentage for whom it worked of those who told."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    coach_someone(desk, JONAS)
    assert progress_of(desk, "worked") == 0
    for outcome, percent in zip(OUTCOMES, (100, 50, 33), strict=True):
        key = coach_someone(desk, MARIA)
        desk.requests.act(key, lambda r, said=outcome: rules.tell(r, MARIA, said))  # type: ignore[misc]
        assert progress_of(desk, "worked") == percent
    other = desk.requests.flag(Need("coaching", KOFI, "Plan a lesson"))
    desk.requests.act(other.id, lambda r: rules.finish(r, RAFA, 30))
    desk.requests.act(other.id, lambda r: rules.tell(r, KOFI, "worked"))
    begun = coach_someone(desk, KOFI)
    desk.requests.act(begun, lambda r: rules.reopen(r, KOFI, "not yet"))
    desk.requests.act(begun, lambda r: rules.finish(r, RAFA, 30))
    desk.requests.act(begun, lambda r: rules.tell(r, KOFI, "worked"))
    assert progress_of(desk, "worked") == 33


def test_coaching_that_worked_counts_without_minutes(desk: Desk) -> None:
    """Count it because a teacher said so, whatever time was kept."""
    key = coach_someone(desk, MARIA, minutes=0)
    desk.requests.act(key, lambda r: rules.tell(r, MARIA, "worked"))
    assert progress_of(desk, "worked") == 100


def test_coaching_asked_for_last_year_that_worked_this_year_counts(
    desk: Desk, clock: SetClock
) -> None:
    """Count what was asked for in June and coached in September."""
    clock.moment = datetime(2027, 6, 15, 10, 0, tzinfo=UTC)
    made = desk.requests.flag(Need("coaching", MARIA, "Plan a lesson"))
    clock.moment = datetime(2027, 9, 2, 10, 0, tzinfo=UTC)
    desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30))
    desk.requests.act(made.id, lambda r: rules.tell(r, MARIA, "worked"))
    assert progress_of(desk, "worked") == 100


def test_a_goal_of_the_year_begins_anew_with_the_year(desk: Desk, clock: SetClock) -> None:
    """Leave July out from the first of August on."""
    clock.moment = datetime(2027, 7, 30, 10, 0, tzinfo=UTC)
    coach_someone(desk, MARIA, "Watch my class")
    desk.capture.log(ANA, desk.people[MARIA], "visit")
    assert [progress_of(desk, each) for each in ("reached", "coaching", "visits")] == [33, 100, 1]
    assert desk.goals.year_began(clock.moment.date()) == date(2026, 8, 1)
    assert desk.goals.year_began(date(2027, 7, 31)) == date(2026, 8, 1)
    assert desk.goals.year_began(date(2027, 8, 1)) == date(2027, 8, 1)
    days_later(desk, clock, 3)
    assert [progress_of(desk, each) for each in ("reached", "coaching", "visits")] == [0, 0, 0]


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """Another kiosk of the school, out of reach of the first."""
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def test_kiosks_agree_on_a_goal_that_was_set_on_both(desk: Desk, other: Desk) -> None:
    """Have the same target on both once they have met."""
    desk.goals.set(ANA, "visits", 60)
    other.goals.set(ANA, "visits", 90)
    meet(desk, other)
    found = [
        [each.goal.target for each in kiosk.goals.progress(ANA) if each.goal.measure == "visits"]
        for kiosk in (desk, other)
    ]
    assert found[0] == found[1]


@given(st.dictionaries(st.sampled_from(list(ROLES)), st.integers(1, 3000)))
def test_percentages_add_up_to_a_hundred(minutes: dict[str, int]) -> None:
    """Round none by more than one."""
    found = percents(minutes)
    assert sum(found.values()) == (100 if minutes else 0)
    total = sum(minutes.values())
    assert all(abs(found[part] - 100 * each / total) <= 1 for part, each in minutes.items())
