"""The timetable: where the times stand, and on which page."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Size

from data.records import COACHING
from kiosk.calendar.slots import Slot
from kiosk.desk import Desk
from screens.slot_times import offer_slots
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.row_labels import is_label
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.timetable import Day, Timetable
from tests.support.pilot import SIZES, at_kiosk

DAYS = [Day(str(number), f"Day {number}") for number in range(8)]
PERIODS = [f"Period {number}" for number in range(1, 10)]
TIMES = st.sets(st.tuples(st.sampled_from(DAYS), st.sampled_from(PERIODS)), min_size=1)


@given(TIMES, st.integers(40, 140), st.integers(4, 40))
def test_every_time_is_on_one_page_and_the_soonest_on_the_first(
    times: set[tuple[Day, str]], width: int, height: int
) -> None:
    """Place each time whole, under nothing else; turning all pages leads back to the first."""
    soonest_first = sorted(times, key=lambda time: (time[0].key, time[1]))
    cells = {(day.key, period): Tile(f"{day.key} {period}") for day, period in soonest_first}
    days = [day for day in DAYS if any(day == each for each, _ in times)]
    timetable = Timetable()
    timetable.show_times(days, PERIODS, cells)
    seen: list[str] = []
    for _ in range(100):
        placed = timetable.place(Size(width, height))
        shown = [tile.title for tile, _ in placed if not tile.value]
        if seen and shown == seen[: len(shown)]:
            break
        seen += shown
        for index, (_, region) in enumerate(placed):
            assert Size(width, height).region.contains_region(region)
            assert not any(region.overlaps(other) for _, other in placed[:index])
        if len(shown) == len(cells):
            break
        timetable.turn_page(1)
    assert sorted(seen) == sorted(tile.title for tile in cells.values())
    first_page = [tile.title for tile, _ in timetable.place(Size(width, height))]
    assert cells[soonest_first[0][0].key, soonest_first[0][1]].title in first_page


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_times_stand_in_the_column_of_what_is_chosen_above_them(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Begin the choices, the line to write on and the times at one column."""
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("c", "3")
        await hands.shows("Period 5")
        screen = hands.app.screen
        timetable = screen.query_one(Timetable)
        first = min(region.x for tile, region in timetable.placed if tile in timetable.tiles)
        above = [*screen.query(ChoiceChips), *screen.query(TextInput)]
        assert {each.region.x for each in above} == {timetable.region.x + first}


def a_slot(day: int, starts: str, period: str) -> Slot:
    """An open period of a coach in November 2026."""
    return Slot(date(2026, 11, day), starts, "15:00", period, "ana")


def test_a_time_is_said_once_beside_its_period_unless_days_differ(desk: Desk) -> None:
    """Let the first time stand out, and no other."""
    slots = [a_slot(25, "09:00", "Period 2"), a_slot(25, "11:05", "Period 4")]
    slots += [a_slot(26, "09:00", "Period 2"), a_slot(26, "10:50", "Period 4")]
    timetable = Timetable()
    offer_slots(timetable, desk, slots)
    placed = timetable.place(Size(94, 20))
    said = {tile.title: tile.body for tile, _ in placed if is_label(tile)}
    assert said["Period 2"] == "09:00"
    assert said["Period 4"] == ""
    cells = [tile for tile, _ in placed if not is_label(tile)]
    assert sorted(tile.title for tile in cells) == ["10:50", "11:05", "open", "soonest"]
    apart = [a_slot(25, "11:05", "Period 4"), a_slot(26, "10:50", "Period 4")]
    offer_slots(timetable, desk, apart)
    times = [tile.title for tile, _ in timetable.place(Size(94, 20)) if not is_label(tile)]
    assert times == ["11:05", "10:50"], "no time is offered without saying it"
    offer_slots(timetable, desk, slots)
    assert [tile.value for tile in cells if tile.filled] == ["0"]
    others = [a_slot(25, "09:00", "Period 2"), a_slot(26, "09:00", "Period 2")]
    both = msgspec.structs.replace(others[1], coach=desk.people.team(COACHING)[0].id)
    offer_slots(timetable, desk, [*others, both])
    cells = [tile for tile, _ in timetable.place(Size(94, 20)) if not is_label(tile)]
    assert [tile.title for tile in cells] == [desk.people.name("ana"), "open"]
    assert cells[0].filled, "who alone has the soonest is named"


def test_a_place_without_a_time_is_seen_and_cannot_be_touched() -> None:
    """Fill each place of the grid of days and periods, so that a column can be followed."""
    timetable = Timetable()
    cells = {("0", "Period 1"): Tile("a"), ("1", "Period 2"): Tile("b")}
    timetable.show_times(DAYS[:2], PERIODS, cells)
    grid = [tile for tile, region in timetable.place(Size(94, 20)) if region.height == 3]
    assert [tile.title for tile in grid] == ["a", "–", "–", "b"]
    assert [tile.disabled for tile in grid] == [False, True, True, False]
