"""The map of the rooms."""

import pytest

from kiosk.desk import Desk
from screens.team.person import PersonScreen
from screens.widgets.room_map import RoomMap
from tests.support.pilot import SIZES, at_kiosk


@pytest.mark.parametrize("size", SIZES)
async def test_all_rooms_are_on_one_page_of_the_map(desk: Desk, size: tuple[int, int]) -> None:
    """Place each of them once, and open the page of whoever is in the one that is touched."""
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press("f4", "m")
        rooms = hands.app.screen.query_one(RoomMap)
        await hands.until(lambda: rooms.region.height > 0)
        cells = dict(rooms._cells())
        assert set(cells) == set(desk.contacts.rooms())
        assert len(rooms._pages()) == 1
        marsh = hands.person("Marsh")
        x, y = cells[marsh.room].center
        await hands.touch(rooms.region.x + int(x), rooms.region.y + int(y))
        await hands.until(lambda: isinstance(hands.app.screen, PersonScreen))
