"""Who holds a time when kiosks that were apart gave it away twice: one of them, the same on every
kiosk, and nobody is left without an answer.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.records import Request, Visit
from kiosk.calendar.slots import clash, standing
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock, told
from tests.support.schools import ANA, JONAS, KOFI, MARIA, open_school
from tests.support.two_kiosks import RAFA, hire, meet, second_kiosk, touch, waiting

TEACHERS = (MARIA, KOFI, JONAS)


@st.composite
def some_visits(draw: st.DrawFn) -> list[Visit]:
    """Visits of few people on one morning, so that many want the same; some start a little later
    than others, as after a change of bells.
    """
    found = []
    for number in range(draw(st.integers(0, 9))):
        start = datetime(2026, 11, 3, 8, tzinfo=UTC) + timedelta(
            minutes=draw(st.sampled_from([0, 30, 60, 90, 120]))
        )
        said: dict[str, Any] = {
            "coach": draw(st.sampled_from([ANA, RAFA])),
            "person": draw(st.sampled_from(TEACHERS)),
            "minutes": draw(st.sampled_from([30, 60, 90])),
            "state": draw(st.sampled_from(["booked", "booked", "booked", "cancelled"])),
            "made": (draw(st.integers(1, 4)), draw(st.sampled_from("ab")), "x", number),
        }
        found.append(Visit(id=f"v{number}", start=start.isoformat(), **said))
    return found


@settings(deadline=None)
@given(some_visits(), st.randoms())
def test_visits_that_hold_their_time_never_clash(visits: list[Visit], dice: Any) -> None:
    """Find the same ones in any order, no two at one time for a coach or a teacher, and let each
    loser lose to an earlier booking.
    """
    held = standing(visits)
    for one, other in combinations(held, 2):
        assert not clash(one, other)
        assert not clash(other, one)
    assert all(each.state == "booked" for each in held)
    for lost in visits:
        if lost.state == "booked" and lost not in held:
            assert any(clash(lost, each) and each.made < lost.made for each in held)
    dice.shuffle(visits)
    assert {each.id for each in standing(visits)} == {each.id for each in held}


def test_a_visit_right_after_another_is_no_clash() -> None:
    """Begin one with the bell that ends the other; a minute sooner is a clash."""
    starts = ("09:00", "10:00", "11:00", "11:59")
    visits = [
        Visit(id=start, coach=ANA, person=MARIA, start=f"2026-11-03T{start}+00:00", minutes=60)
        for start in starts
    ]
    assert [clash(one, other) for one, other in pairwise(visits)] == [False, False, True]
    assert standing(visits) == visits[:3]


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """Another kiosk of the school, out of reach of the first."""
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def book(desk: Desk, person: str, place: int = 0) -> Request:
    """Somebody asks for coaching at one of the open times of this kiosk."""
    slots = desk.calendar.slots(desk.people[person], "Plan a lesson")
    return desk.bookings.flag(Need("coaching", person, "Plan a lesson"), slots[place % len(slots)])


def clashes(desk: Desk, person: str) -> list[str]:
    """The visits for which somebody is asked to choose again."""
    return [each.id for each in waiting(desk, person) if each.kind == "clash"]


def twice_given(one: Desk, other: Desk) -> tuple[Visit, Visit]:
    """Maria and Kofi book the same time while the kiosks are apart; they meet: who has it, and who
    has lost it.
    """
    book(one, MARIA)
    book(other, KOFI)
    meet(one, other)
    visits = one.store.records(Visit)
    (held,) = [each for each in visits if one.calendar.holds(each)]
    (lost,) = [each for each in visits if each.id != held.id]
    return held, lost


def test_two_kiosks_agree_on_who_holds_a_time(desk: Desk, other: Desk) -> None:
    """Ask the one who holds it nothing, tell the other one on either kiosk, and keep both
    requests.
    """
    held, lost = twice_given(desk, other)
    assert told(desk.store) == told(other.store)
    for each in (desk, other):
        assert each.calendar.holds(held)
        assert not each.calendar.holds(lost)
        assert [visit.id for visit in each.calendar.visits_on(date(2026, 11, 3))] == [held.id]
        assert clashes(each, held.person) == []
        assert clashes(each, lost.person) == [lost.id]
        for person in (MARIA, KOFI):
            assert [request.open for request in each.requests.for_person(person)] == [True]


def test_choosing_another_time_settles_a_clash(desk: Desk, other: Desk) -> None:
    """Do not offer the lost time again, hold the new one on both kiosks, write it into the request,
    and ask nobody any more.
    """
    held, lost = twice_given(desk, other)
    inbox = Inbox(other, lost.person)
    (item,) = inbox.items()
    reply = inbox.answer(item, "again")
    assert (reply.goes, reply.subject) == ("slots", lost.id)
    assert inbox.items() == [item], "it waits until another time has been chosen"
    slots = other.calendar.slots(other.people[lost.person], lost.about)
    assert held.start not in {f"{each.date}T{each.starts}+00:00" for each in slots}
    other.calendar.rebook(lost, slots[0], lost.person)
    meet(desk, other)
    for each in (desk, other):
        now = each.calendar.visit(lost.id)
        assert each.calendar.holds(now)
        assert each.calendar.holds(held)
        assert waiting(each, lost.person) == waiting(each, held.person) == []
        request = each.requests.get(lost.request)
        assert (request.state, request.until) == ("scheduled", now.start)


def test_leaving_the_time_to_the_coach_puts_the_request_back_in_line(
    desk: Desk, other: Desk
) -> None:
    """Keep its age, let it wait for the coaches, and leave the other visit as it is."""
    held, lost = twice_given(desk, other)
    flagged_at = desk.requests.get(lost.request).at
    inbox = Inbox(desk, lost.person)
    (item,) = inbox.items()
    assert "stays with your coach" in touch(inbox, item, "leave").said
    assert inbox.items() == []
    meet(desk, other)
    for each in (desk, other):
        request = each.requests.get(lost.request)
        assert (request.state, request.owner, request.at) == ("waiting", "", flagged_at)
        assert each.requests.standing(request).position > 0
        assert waiting(each, lost.person) == []
        assert each.calendar.ahead(lost.person) == []
        assert each.calendar.holds(held)


def test_a_teacher_who_booked_two_coaches_at_one_time_is_asked_about_one(
    desk: Desk, other: Desk
) -> None:
    """Ask about the same one on both kiosks, and lose no request."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    meet(desk, other)
    slots = desk.calendar.slots()
    first, second = (next(each for each in slots if each.coach == coach) for coach in (ANA, RAFA))
    assert (first.date, first.starts) == (second.date, second.starts)
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), first)
    other.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), second)
    meet(desk, other)
    assert len(clashes(desk, MARIA)) == 1
    assert clashes(desk, MARIA) == clashes(other, MARIA)
    assert [request.open for request in desk.requests.for_person(MARIA)] == [True, True]


def test_a_time_that_is_given_back_goes_to_whoever_lost_it(desk: Desk, other: Desk) -> None:
    """Ask them to choose no more."""
    held, lost = twice_given(desk, other)
    desk.requests.act(held.request, lambda r: rules.withdraw(r, held.person))
    meet(desk, other)
    for each in (desk, other):
        assert each.calendar.holds(lost)
        assert waiting(each, lost.person) == []


def test_a_moved_visit_loses_against_those_that_had_the_time_before(
    desk: Desk, other: Desk
) -> None:
    """Give the time to Kofi, who took it on another kiosk before Maria moved there, however early
    she booked.
    """
    book(desk, MARIA)
    meet(desk, other)
    book(other, KOFI)
    for _ in range(9):
        desk.thanks.hi(JONAS)
    (visit,) = desk.calendar.ahead(MARIA)
    slot = desk.calendar.slots(desk.people[MARIA])[0]
    desk.calendar.rebook(visit, slot, MARIA)
    meet(desk, other)
    for each in (desk, other):
        assert clashes(each, MARIA) == [visit.id]
        assert clashes(each, KOFI) == []


def test_a_clash_is_over_when_its_time_is_over(desk: Desk, other: Desk, clock: SetClock) -> None:
    """Ask nobody to choose again for last week."""
    _, lost = twice_given(desk, other)
    clock.forward(days=1)
    assert clashes(desk, lost.person) == []
    assert desk.requests.get(lost.request).open


BOOKINGS = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from(TEACHERS), st.integers(0, 3))
)


@settings(max_examples=40, deadline=None)
@given(BOOKINGS, st.lists(st.sampled_from(["again", "leave"]), min_size=1), st.data())
def test_every_clash_is_settled_by_the_answers_of_those_who_lost(
    bookings: list[tuple[int, str, int]], answers: list[str], data: st.DataObject
) -> None:
    """Book anything on two kiosks, meet, and let the losers answer on either: leave no two things
    at one time, nothing waiting, and every request.
    """
    with TemporaryDirectory() as folder:
        clock = SetClock()
        (root := Path(folder, "one")).mkdir()
        one = open_school(root, clock)
        kiosks = (one, second_kiosk(one, Path(folder, "two"), clock))
        asked = [book(kiosks[place], person, slot).id for place, person, slot in bookings]
        meet(*kiosks)
        chosen = iter(answers * 20)
        for person in TEACHERS:
            desk = data.draw(st.sampled_from(kiosks))
            inbox = Inbox(desk, person)
            while items := inbox.items():
                assert {each.kind for each in items} == {"clash"}
                if inbox.answer(items[0], next(chosen)).goes == "slots":
                    visit = desk.calendar.visit(items[0].id)
                    slot = desk.calendar.slots(desk.people[person], visit.about)[0]
                    desk.calendar.rebook(visit, slot, person)
            meet(*kiosks)
        assert told(kiosks[0].store) == told(kiosks[1].store)
        booked = [each for each in one.store.records(Visit) if each.state == "booked"]
        assert not [pair for pair in combinations(booked, 2) if clash(*pair)]
        for desk in kiosks:
            assert not [person for person in TEACHERS if waiting(desk, person)]
            assert all(desk.requests.get(key).open for key in asked)
            desk.close()
