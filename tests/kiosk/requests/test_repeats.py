"""Repeats: what breaks again and again is one known problem, and all who have it are told of its
end.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.records import Request
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.repeats import Repeat, device, read_fix, repeats
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock
from tests.support.schools import BEN, JONAS, KOFI, MARIA, TOML, request
from tests.support.two_kiosks import waiting
from tests.support.undoable_acts import days_later, school

TEACHERS = (MARIA, KOFI, JONAS)
WINGS = {"Room 1": "East", "Room 2": "East", "Room 3": "West", "Room 4": ""}
ROOMS = """
[[rooms]]
name = "Room 12"
wing = "East"
[[rooms]]
name = "Room 31"
wing = "East"
[[rooms]]
name = "Room 7"
wing = "West"
"""
DEVICES = {"": "", "cart 7 again": "cart 7", "the Cart-7": "cart 7", "PC 204 hangs": "pc 204"}


@st.composite
def some_fixes(draw: st.DrawFn) -> list[Request]:
    """Fixes of few things in few rooms."""
    found = []
    for number in range(draw(st.integers(0, 14))):
        said: dict[str, Any] = {
            "id": f"f{number:02}",
            "category": draw(st.sampled_from(["Printer", "Wi-Fi"])),
            "room": draw(st.sampled_from(["", *WINGS])),
            "text": draw(st.sampled_from(list(DEVICES))),
            "minutes": draw(st.integers(0, 60)),
            "state": draw(st.sampled_from(["waiting", "claimed", "finished", "confirmed"])),
        }
        found.append(request(**said))
    return found


def places(each: Request) -> dict[str, str]:
    """Where a fix was, from the narrowest place to the widest."""
    return {"device": DEVICES[each.text], "room": each.room, "wing": WINGS.get(each.room, "")}


@settings(max_examples=150, deadline=None)
@given(some_fixes(), st.integers(2, 4))
def test_a_fix_counts_for_the_narrowest_place_that_has_enough_of_them(
    fixes: list[Request], least: int
) -> None:
    """Count it once, for a device before a room and a room before a wing; leave out no group that
    is large enough; add its minutes and rooms.
    """
    found = repeats(map(read_fix, fixes), WINGS, least)
    counted = [key for each in found for key in each.requests]
    assert len(set(counted)) == len(counted)
    left = {each.id: each for each in fixes}
    for kind in ("device", "room", "wing"):
        groups: dict[tuple[str, str], set[str]] = {}
        for each in left.values():
            if places(each)[kind]:
                groups.setdefault((each.category, places(each)[kind]), set()).add(each.id)
        enough = {place: keys for place, keys in groups.items() if len(keys) >= least}
        mine = {(r.category, r.place): set(r.requests) for r in found if r.kind == kind}
        assert mine == enough
        left = {
            key: each for key, each in left.items() if not any(key in k for k in enough.values())
        }
    by_id = {each.id: each for each in fixes}
    for repeat in found:
        those = [by_id[key] for key in repeat.requests]
        assert repeat.minutes == sum(each.minutes for each in those)
        assert repeat.open == sum(each.open for each in those)
        assert set(repeat.rooms) == {each.room for each in those} - {""}
    sizes = [len(each.requests) for each in found]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cart 7 does not charge", "cart 7"),
        ("Cart-7", "cart 7"),
        ("again the cart7!", "cart 7"),
        ("in Room 12 the cart#7", "cart 7"),
        ("period 3, grade 5, cart 7", "cart 7"),
        ("PC-204 and PC-205", "pc 204"),
        ("it is Room 12", ""),
        ("since period 3", ""),
        ("at 10 for the 5", ""),
        ("no paper", ""),
        ("", ""),
    ],
)
def test_a_device_is_a_word_with_a_number(text: str, said: str) -> None:
    """Accept any spelling; a room, a period and a class are no device."""
    assert device(text).lower() == said


@pytest.mark.parametrize("text", ["cart #7", "cart no. 7"])
def test_a_device_is_recognised_with_a_number_sign(text: str) -> None:
    """Read it as it stands on many a label."""
    assert device(text) == "cart 7"


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A school with two rooms in one wing and one in another."""
    with school(TOML + ROOMS) as (made, _):
        yield made


def break_thing(desk: Desk, person: str = MARIA, category: str = "Printer", text: str = "") -> str:
    """Report that something does not work."""
    return desk.requests.flag(Need("fix", person, category, text=text)).id


def kinds(desk: Desk) -> list[tuple[str, str]]:
    """What came back."""
    return [(each.kind, each.place) for each in desk.demand.repeats()]


def test_three_fixes_in_a_room_are_a_repeat_and_two_are_not(desk: Desk) -> None:
    """Count finished and open fixes; leave out declined and withdrawn ones, and coaching."""
    keys = [break_thing(desk) for _ in range(2)]
    desk.requests.act(keys[0], lambda r: rules.finish(r, BEN, 20))
    desk.requests.flag(Need("coaching", MARIA, "Printer"))
    gone = break_thing(desk)
    desk.requests.act(gone, lambda r: rules.decline(r, BEN, "no"))
    assert kinds(desk) == []
    last = break_thing(desk)
    (found,) = desk.demand.repeats()
    assert (found.kind, found.place, found.title) == ("room", "Room 12", "Printer, Room 12")
    assert set(found.requests) == {*keys, last}
    assert (found.minutes, found.open, found.rooms) == (20, 2, ("Room 12",))


def test_one_device_in_many_rooms_comes_before_the_rooms(desk: Desk) -> None:
    """Name a wing only where no room of it has enough."""
    for person in TEACHERS:
        break_thing(desk, person, text="cart 7 is empty")
    assert kinds(desk) == [("device", "cart 7")]
    for person in (MARIA, KOFI, KOFI):
        break_thing(desk, person, "Wi-Fi")
    assert set(kinds(desk)) == {("device", "cart 7"), ("wing", "East")}
    break_thing(desk, KOFI, "Wi-Fi")
    assert set(kinds(desk)) == {("device", "cart 7"), ("room", "Room 31")}


@pytest.mark.parametrize(("team", "count"), [("repeats = 2", 2), ("repeats = 5", 5)])
def test_the_school_sets_how_many_fixes_are_a_repeat(team: str, count: int) -> None:
    """Let it set within how many school days, too."""
    with school(f"{TOML}\n[team]\n{team}\nrepeat_days = 3\n") as (desk, clock):
        for _ in range(count - 1):
            break_thing(desk)
        assert kinds(desk) == []
        break_thing(desk)
        assert kinds(desk) == [("room", "Room 12")]
        days_later(desk, clock, 3)
        assert kinds(desk) == [("room", "Room 12")]
        days_later(desk, clock)
        assert kinds(desk) == []


def break_three_times(
    desk: Desk, category: str = "Printer", people: tuple[str, ...] = (MARIA,)
) -> Repeat:
    """Let something break three times."""
    for number in range(3):
        break_thing(desk, people[number % len(people)], category)
    (found,) = [each for each in desk.demand.repeats() if each.category == category]
    return found


@pytest.mark.parametrize(
    ("rooms", "wing", "category", "known"),
    [
        (["Room 12"], "", "Printer", True),
        ([], "", "Printer", True),
        (["Room 7", "Room 12"], "", "Printer", True),
        (["Room 7"], "", "Printer", False),
        (["Room 12"], "", "Wi-Fi", False),
        ([], "West", "Printer", False),
        ([], "East", "Printer", True),
    ],
)
def test_a_repeat_that_is_a_known_problem_is_not_shown(
    desk: Desk, rooms: list[str], wing: str, category: str, known: bool
) -> None:
    """Hide it for that room, its wing or the whole school, until the problem is over."""
    repeat = break_three_times(desk)
    assert not desk.board.is_announced(repeat)
    key = desk.board.open_problem(BEN, "The printer", category, rooms=rooms, wing=wing)
    assert bool(desk.board.is_announced(repeat)) == known
    desk.board.end_problem(key, BEN)
    assert not desk.board.is_announced(repeat)


def test_a_repeat_in_a_wing_with_a_known_problem_is_known(desk: Desk) -> None:
    """Compare the wing of the repeat with the wing of the problem."""
    repeat = break_three_times(desk, "Wi-Fi", (MARIA, KOFI))
    assert (repeat.kind, repeat.place) == ("wing", "East")
    desk.board.open_problem(BEN, "Slow", "Wi-Fi", wing="East")
    assert desk.board.is_announced(repeat)


def test_a_problem_made_of_repeats_tells_everybody_when_it_is_over(
    desk: Desk, clock: SetClock
) -> None:
    """Tell everybody who flagged it once, and nobody else."""
    assert clock
    repeat = break_three_times(desk, "Wi-Fi", (MARIA, KOFI))
    people = [
        (found.person, found.room) for found in (desk.requests.get(key) for key in repeat.requests)
    ]
    key = desk.board.open_problem(BEN, "Slow", "Wi-Fi", wing="East", people=people)
    assert sorted(each.person for each in desk.board.problem(key).joined) == [KOFI, MARIA]
    assert [each for person in TEACHERS for each in waiting(desk, person)] == []
    desk.board.end_problem(key, BEN, "A new cable")
    for person in (MARIA, KOFI):
        (item,) = [each for each in waiting(desk, person) if each.kind == "problem"]
        assert (item.id, item.body) == (key, "A new cable")
    assert waiting(desk, JONAS) == []
