"""The rooms to choose from: each wing in a row of its own where all of them fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk import Desk
from screens.teacher.room_picker import RoomPickerScreen
from screens.widgets.room_grid import NARROWEST, WIDEST, place_wings
from screens.widgets.row_labels import is_label
from screens.widgets.tile import Tile
from tests.support.pilot import at_kiosk, targets_on

ROOMS = st.lists(
    st.sampled_from(["1", "12", "Lib", "IT office", "The old gym"]), min_size=1, max_size=15
)


@given(
    wings=st.lists(ROOMS, min_size=1, max_size=5),
    columns=st.sampled_from([56, 76, 94, 106]),
    width=st.integers(NARROWEST, WIDEST),
)
def test_each_wing_begins_a_row_and_no_name_is_cut(
    wings: list[list[str]], columns: int, width: int
) -> None:
    """Place every room once, beside the name of its wing, whole and apart from all others."""
    named = [
        (f"Wing {wing}", [Tile(room, value=f"{wing} {index}") for index, room in enumerate(rooms)])
        for wing, rooms in enumerate(wings)
    ]
    placed = place_wings(named, columns, width)
    rooms = [(tile, region) for tile, region in placed if not is_label(tile)]
    assert [tile for tile, _ in rooms] == [tile for _, tiles in named for tile in tiles]
    for index, (tile, region) in enumerate(placed):
        assert region.right <= columns
        assert is_label(tile) or region.width >= len(tile.title) + 3
        assert not any(region.overlaps(other) for _, other in placed[:index])
    firsts = [tiles[0].value for _, tiles in named]
    starts = [region.x for tile, region in rooms if tile.value in firsts]
    assert len(set(starts)) == 1


@pytest.mark.parametrize("size", [(100, 30), (120, 40)])
async def test_all_rooms_are_on_one_page_and_ones_own_stands_out(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Show the wings at the left; a touch on a number flags the trouble of that room."""
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.press("f", "r")
        await hands.until(lambda: isinstance(hands.app.screen, RoomPickerScreen))
        await hands.shows("West")
        screen = hands.app.screen
        assert isinstance(screen, RoomPickerScreen)
        assert screen.grid.pages == 1
        assert {tile.value for tile in screen.grid.tiles} >= set(desk.settings.wings)
        own = [tile.value for tile in screen.grid.tiles if tile.chosen]
        assert own == [desk.people[hands.person("Rivera").id].room]
        (target,) = [each for each in targets_on(screen) if each.title == "33"]
        await hands.touch(*map(int, target.region.center))
        await hands.shows("Room 33")
