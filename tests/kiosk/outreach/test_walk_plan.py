"""The route: it fits the minutes at hand, goes wing by wing, and leaves nobody out for ever."""

from collections.abc import Callable, Sequence
from itertools import groupby

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.records import Stop
from data.text import natural_key
from kiosk.desk import Desk
from kiosk.outreach import walk_plan
from kiosk.outreach.walk_plan import LEAST, MOST_STOPS, StopReason, plan
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock
from tests.support.schools import ANA, JONAS, KOFI, MARIA
from tests.support.two_kiosks import hire
from tests.support.undoable_acts import days_later, school

WINGS = {f"Room {n}": wing for n, wing in enumerate(["East", "West", "", "North", "East", "West"])}
ORDER = ["West", "East", "North"]
KINDS = ("hello", "fix", "door", "follow-up", "visit")
PEOPLE = [f"p{n}" for n in range(8)]


@st.composite
def some_reasons(draw: st.DrawFn) -> list[StopReason]:
    """Reasons to see few people in few rooms, so that many meet in one stop; one hello each."""
    found: list[StopReason] = []
    greeted: set[str] = set()
    for number in range(draw(st.integers(0, 30))):
        room = draw(st.sampled_from(list(WINGS)))
        person = draw(st.sampled_from(PEOPLE))
        kind = draw(st.sampled_from(KINDS[person in greeted :]))
        if kind == "hello":
            greeted.add(person)
        stop = Stop(
            kind,
            room,
            person,
            f"purpose {number}",
            draw(st.integers(1, 15)),
            f"s{number}",
            WINGS[room],
        )
        found.append(StopReason(stop, draw(st.floats(0, 200))))
    return found


DUE = st.permutations(PEOPLE).flatmap(lambda all_: st.integers(0, 8).map(lambda n: all_[:n]))


@settings(max_examples=150, deadline=None)
@given(some_reasons(), st.integers(0, 90), DUE)
def test_a_route_fits_the_minutes_at_hand(
    reasons: list[StopReason], at_hand: int, due: Sequence[str]
) -> None:
    """Count the way to each stop; see nobody twice in one room."""
    found = plan(reasons, at_hand, ORDER, due)
    stops = found.stops
    assert found.minutes <= at_hand
    assert found.minutes >= sum(stop.minutes + 1 for stop in stops)
    assert bool(found.minutes) == bool(stops)
    assert len(stops) <= MOST_STOPS
    chosen = {(stop.room, stop.person) for stop in stops}
    assert len(chosen) == len(stops)


TWO_ROOMS = [
    StopReason(Stop("door", "Room 0", "p0", "purpose 0", 1, "s0", "East"), 0.0),
    StopReason(Stop("fix", "Room 4", "p0", "purpose 1", 1, "s1", "East"), 0.0),
]


@settings(max_examples=150, deadline=None)
@given(some_reasons(), st.integers(0, 90), DUE)
@example(TWO_ROOMS, 6, ["p0"])
def test_every_stop_that_still_fits_is_on_the_route(
    reasons: list[StopReason], at_hand: int, due: Sequence[str]
) -> None:
    """Leave nobody out, in whichever room."""
    stops = plan(reasons, at_hand, ORDER, due).stops
    chosen = {(stop.room, stop.person) for stop in stops}
    if len(stops) < MOST_STOPS:
        for left in walk_plan.merged(reasons):
            if (left.stop.room, left.stop.person) not in chosen:
                with_it = walk_plan.ordered([*stops, left.stop], ORDER)
                assert walk_plan.minutes(with_it) > at_hand


@settings(max_examples=100, deadline=None)
@given(some_reasons(), st.integers(10, 200), DUE)
def test_a_route_goes_wing_by_wing_and_room_by_room(
    reasons: list[StopReason], at_hand: int, due: Sequence[str]
) -> None:
    """Enter no wing twice, in the order of the school's list, and Room 9 before Room 12."""
    stops = plan(reasons, at_hand, ORDER, due).stops
    wings = [wing for wing, _ in groupby(stop.wing for stop in stops)]
    assert len(set(wings)) == len(wings)
    listed = [wing for wing in wings if wing in ORDER]
    assert listed == sorted(listed, key=ORDER.index)
    assert "" not in wings[:-1], "what is in no wing comes last"
    for _, inside in groupby(stops, key=lambda stop: stop.wing):
        rooms = [natural_key(stop.room) for stop in inside]
        assert rooms == sorted(rooms)


@pytest.mark.parametrize(
    "rooms", [["Room 9", "Room 12"], ["R2B", "R10A"], ["Gym", "Lab 3"], ["2nd floor", "10th floor"]]
)
def test_rooms_are_sorted_by_the_numbers_in_their_names(rooms: list[str]) -> None:
    """Read numbers as numbers, wherever they are in a name."""
    for order in (rooms, rooms[::-1]):
        assert sorted(order, key=natural_key) == rooms


@settings(max_examples=100, deadline=None)
@given(some_reasons(), st.integers(0, 60), DUE)
def test_the_teacher_due_longest_is_always_on_the_route(
    reasons: list[StopReason], at_hand: int, due: Sequence[str]
) -> None:
    """Take along the first for whom there is time, at least for a hello, before all that is worth
    more.
    """
    stops = plan(reasons, at_hand, ORDER, due).stops
    for person in due:
        mine = [r.stop for r in walk_plan.merged(reasons) if r.stop.person == person]
        mine += [r.stop for r in reasons if (r.stop.kind, r.stop.person) == ("hello", person)]
        if any(walk_plan.minutes([stop]) <= at_hand for stop in mine):
            assert person in {stop.person for stop in stops}
            break


@given(some_reasons())
def test_all_reasons_to_see_somebody_in_a_room_are_one_stop(
    reasons: list[StopReason],
) -> None:
    """Lose none of them, make none up, and keep what it is worth."""
    found = walk_plan.merged(reasons)
    assert sum(each.worth for each in found) == pytest.approx(sum(each.worth for each in reasons))
    for each in found:
        mine = [
            r.stop
            for r in reasons
            if (r.stop.room, r.stop.person) == (each.stop.room, each.stop.person)
        ]
        only_hello = all(stop.kind == "hello" for stop in mine)
        assert (each.stop.kind == "hello") == only_hello, "a hello comes along with the rest"
        said = each.stop.purpose.split("; ")
        assert set(said) <= {stop.purpose for stop in mine}
        assert {stop.purpose for stop in mine if stop.kind != "hello"} <= set(said)
        assert each.stop.minutes >= max(stop.minutes for stop in mine if stop.purpose == said[0])


There = Callable[[int, str], bool]
"""(walk, person) -> whether somebody is in their room."""


def teachers(desk: Desk, more: int) -> list[str]:
    """Three teachers and some more, in rooms of their own."""
    for number in range(more):
        hire(desk, f"t{number}", f"Teacher {chr(65 + number)}", room=f"Room {40 + number}")
    return [MARIA, KOFI, JONAS, *(f"t{number}" for number in range(more))]


def walked(
    desk: Desk, clock: SetClock, spans: Sequence[int], there: There, walks: int
) -> dict[str, int]:
    """A walk on every day of school: who was found in their room, and on which walk first."""
    found: dict[str, int] = {}
    for number in range(walks):
        if desk.contacts.due():
            walk = desk.walks.begin(ANA, spans[number % len(spans)])
            for place, stop in enumerate(walk.stops):
                here = there(number, stop.person)
                desk.walks.tick(walk, place, "seen" if here else "away")
                if here:
                    found.setdefault(stop.person, number)
        days_later(desk, clock)
    return found


AWAY = st.dictionaries(
    st.sampled_from([MARIA, KOFI, "t0", "t1"]), st.just(0) | st.integers(0, 1 << 40), max_size=2
)
"""Up to two who come and go: a bit for each walk; 0 is never there."""
SPANS = st.lists(st.integers(LEAST, 30), min_size=1, max_size=5)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 4), AWAY, SPANS)
@example(4, {MARIA: 0, "t0": 0}, [LEAST])
@example(0, {MARIA: 0, KOFI: 0}, [LEAST])
def test_everybody_is_reached_though_two_are_never_there(
    more: int, away: dict[str, int], spans: list[int]
) -> None:
    """Walk five minutes or more each school day while up to two are away: reach all others within a
    week of walks for each teacher, and again afterwards.
    """
    with school() as (desk, clock):
        everybody = teachers(desk, more)
        bound = 5 * len(everybody)

        def there(walk: int, who: str) -> bool:
            return who not in away or bool(away[who] >> walk & 1)

        first = walked(desk, clock, spans, there, bound)
        assert set(first) >= set(everybody) - set(away)
        then = walked(desk, clock, spans, there, bound)
        assert set(then) >= set(everybody) - set(away)


def test_three_teachers_who_are_never_there_do_not_block_the_others() -> None:
    """Reach the fourth when one is on leave, one works elsewhere and one has left."""
    with school() as (desk, clock):
        everybody = teachers(desk, 3)
        never = set(sorted(everybody)[:3])
        found = walked(desk, clock, [LEAST], lambda _, who: who not in never, 60)
        assert set(found) == set(everybody) - never


def test_a_teacher_who_waits_for_a_fix_is_greeted_on_short_walks() -> None:
    """Use five minutes, too few for the fix, for a hello to the teacher due longest."""
    with school() as (desk, clock):
        desk.requests.flag(Need("fix", MARIA, "Printer"))
        found = walked(desk, clock, [LEAST], lambda _, __: True, 30)
        assert MARIA in found
