"""Reach: a hello is a hello; each kind of contact lasts longer than a lighter one, and who has not
been met for long is due, however long it is.
"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.records import CONTACT_KINDS
from data.records.contact_kinds import ContactKind
from data.store.contact import Contact
from kiosk.desk import Desk
from kiosk.outreach.contact import coached, overdue
from kiosk.outreach.walks import hello_words
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.settings.settings import ReachSettings
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, TOML
from tests.support.undoable_acts import days_later, school

KINDS = list(CONTACT_KINDS)
SPANS = st.sets(st.integers(0, 60), min_size=4, max_size=4).map(
    lambda days: ReachSettings(**dict(zip(KINDS, sorted(days), strict=True)))
)
"""All that the settings allow."""
SINCE = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 60))


def meet(desk: Desk, how: str, person: str = MARIA) -> None:
    """Somebody of the team meets a teacher, in one of the kinds."""
    match how:
        case "hello":
            desk.thanks.hi(person, ANA)
        case "fix":
            made = desk.requests.flag(Need("fix", person, "Printer"))
            desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5))
        case "coaching":
            made = desk.requests.flag(Need("coaching", person, "Plan a lesson"))
            desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30))
        case _:
            desk.act(lambda: desk.walks.visit_facts(ANA, person, 15, "Looked in", "Room 12"))


def is_due(desk: Desk, person: str = MARIA) -> bool:
    """Whether somebody is due to be seen."""
    return person in {each.person for each in desk.contacts.due()}


@given(st.floats(0, 4e9), st.floats(0, 4e9), st.floats(0, 4e9))
def test_a_hello_and_a_fix_do_not_count_as_coaching(hello: float, fix: float, after: float) -> None:
    """Count only coaching and a visit, at whatever time it was."""
    assert not coached(Contact(hello, fix), after)
    assert coached(Contact(hello, fix, coaching=after + 1), after)
    assert coached(Contact(hello, fix, visit=after + 1), after)


def greet(desk: Desk, way: str) -> None:
    """Maria says hi, or somebody of the team says hi to her, in each way there is."""
    match way:
        case "at the kiosk":
            desk.thanks.hi(MARIA)
        case "by a coach":
            desk.thanks.hi(MARIA, ANA)
        case "in the hallway":
            desk.capture.log(ANA, desk.people[MARIA], "hi")
        case _ if desk.contacts.due():
            walk = desk.walks.begin(ANA, 45)
            for place in range(len(walk.stops)):
                desk.walks.tick(walk, place, "seen", 45)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["at the kiosk", "by a coach", "in the hallway", "on a walk"]),
            st.integers(0, 5),
        ),
        max_size=6,
    )
)
def test_any_number_of_hellos_counts_as_no_coaching(hellos: list[tuple[str, int]]) -> None:
    """Count nobody as reached, move no goal, and make no coaching time of them."""
    with school() as (desk, clock):
        desk.goals.set(ANA, "reached", 80)
        desk.goals.set(ANA, "coaching", 60)
        for way, days in hellos:
            greet(desk, way)
            days_later(desk, clock, days)
        assert desk.contacts.reached() == (0, 3)
        assert [each.now for each in desk.goals.progress(ANA)] == [0, 0]
        assert {each.kind for each in desk.contacts.all()} <= {"", "hello"}
        assert {(each.days, each.band) for each in desk.contacts.all()} == {(None, "never")}


@pytest.mark.parametrize("how", KINDS[1:])
def test_a_teacher_counts_as_reached_for_two_weeks(desk: Desk, clock: SetClock, how: str) -> None:
    """Count one of three; a hello on top changes nothing."""
    meet(desk, how)
    for days, there in ((13, 1), (2, 0)):
        clock.forward(days=days)
        desk.thanks.hi(MARIA, ANA)
        assert desk.contacts.reached() == (there, 3)


@given(SPANS, st.integers(0, 60))
def test_a_lighter_contact_wears_off_before_a_heavier_one(lasts: ReachSettings, days: int) -> None:
    """Order hello, fix, coaching and visit, whatever the school sets, on every day."""
    late = [overdue({kind: days}, lasts)[0] for kind in KINDS]
    for lighter, heavier in pairwise(late):
        assert lighter > heavier
    assert all(
        (found > 0) == (days > getattr(lasts, kind))
        for kind, found in zip(KINDS, late, strict=True)
    )


@given(SPANS, SINCE, st.sampled_from(KINDS), st.integers(0, 60))
def test_one_more_contact_makes_nobody_due_sooner(
    lasts: ReachSettings, since: dict[ContactKind, int], kind: ContactKind, days: int
) -> None:
    """Let the contact count that lasts longest."""
    more = since | {kind: min(days, since.get(kind, days))}
    assert overdue(more, lasts)[0] <= overdue(since, lasts)[0]
    late, counted = overdue(more, lasts)
    assert late == {str(kind): days for kind, days in more.items()}[counted] - getattr(
        lasts, counted
    )
    assert late == min(each - getattr(lasts, kind) for kind, each in more.items())


@pytest.mark.parametrize(("how", "lasts"), [*zip(KINDS, (3, 6, 12, 15), strict=True)])
def test_a_teacher_is_due_when_the_contact_has_worn_off(
    desk: Desk, clock: SetClock, how: str, lasts: int
) -> None:
    """Count school days from the facts, to the day."""
    assert is_due(desk)
    meet(desk, how)
    days_later(desk, clock, lasts)
    assert not is_due(desk)
    days_later(desk, clock)
    assert is_due(desk)
    assert next(each for each in desk.contacts.due() if each.person == MARIA).kind == how


def test_teachers_never_met_come_first_then_those_due_longest(desk: Desk, clock: SetClock) -> None:
    """Put the one whose last contact is longer ago first, and leave the team out."""
    meet(desk, "hello", MARIA)
    clock.forward(hours=1)
    meet(desk, "hello", KOFI)
    days_later(desk, clock, 4)
    assert [each.person for each in desk.contacts.due()] == [JONAS, MARIA, KOFI]
    meet(desk, "fix", KOFI)
    days_later(desk, clock, 5)
    meet(desk, "hello", MARIA)
    days_later(desk, clock, 5)
    assert [each.person for each in desk.contacts.due()] == [JONAS, KOFI, MARIA]
    assert {ANA, BEN}.isdisjoint(each.person for each in desk.contacts.all())


def test_a_room_is_counted_from_the_last_time_somebody_was_in_it(
    desk: Desk, clock: SetClock
) -> None:
    """Count a fix, a visit and a hello on the spot, and not a hi at the kiosk."""
    desk.thanks.hi(MARIA)
    assert desk.contacts.rooms() == {"Room 7": None, "Room 12": None, "Room 31": None}
    meet(desk, "fix", KOFI)
    desk.act(lambda: desk.walks.hello_facts(ANA, JONAS, "Room 7", 2))
    days_later(desk, clock, 2)
    assert desk.contacts.rooms() == {"Room 7": 2, "Room 12": None, "Room 31": 2}


@pytest.mark.parametrize(
    "lasts",
    [
        45,
        59,
        60,
    ],
)
def test_every_teacher_is_due_again_whatever_the_school_sets(lasts: int) -> None:
    """Find everybody due after half a year with the longest setting, sixty school days."""
    with school(f"{TOML}\n[reach]\nvisit = {lasts}\n") as (desk, clock):
        meet(desk, "visit")
        days_later(desk, clock, 120)
        assert is_due(desk)


def test_the_words_for_a_long_time_are_true(desk: Desk, clock: SetClock) -> None:
    """Call half a year more than sixty school days."""
    meet(desk, "fix")
    days_later(desk, clock, 120)
    words = hello_words(desk.contacts.status(MARIA), desk.people[MARIA])
    assert words == "nobody there for 60 school days and more"


SUMMER = '[[holidays]]\nname = "Summer"\non = 2027-07-01\nuntil = 2027-08-31\n'


def test_a_long_holiday_counts_as_time_without_contact() -> None:
    """Call a contact of May a term ago in September, and not a day."""
    may = datetime(2027, 5, 3, 10, 0, tzinfo=UTC)
    with school(f"{TOML}\n{SUMMER}", may) as (desk, clock):
        meet(desk, "fix")
        clock.moment = may + timedelta(days=122)
        assert clock.moment.date().isoformat() == "2027-09-02"
        assert desk.contacts.status(MARIA).band == "due"
