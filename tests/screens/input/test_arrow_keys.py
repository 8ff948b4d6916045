"""Arrows move the focus from target to target, however quickly they come."""

import pytest
from textual import events

from kiosk.desk import Desk
from screens.widgets.tile_board import TileBoard
from tests.support.pilot import Hands, at_kiosk


def press_at_once(hands: Hands, *keys: str) -> None:
    """Keys that have all arrived before the first one is looked at."""
    for key in keys:
        hands.app.post_message(events.Key(key, None))


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (("down", "right", "right", "right"), "Sound"),
        (("down", "down", "right", "left"), "Login or password"),
        (("tab", "tab", "tab"), "Wi-Fi"),
    ],
)
async def test_no_arrow_of_a_burst_is_lost(desk: Desk, keys: tuple[str, ...], title: str) -> None:
    """Be where each of them leads, in their order; Enter behind them presses what is there."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f")
        await hands.shows("What is broken?")
        press_at_once(hands, *keys)

        def focused() -> str | None:
            board = hands.app.screen.focused
            return board.focused_value if isinstance(board, TileBoard) else None

        await hands.until(lambda: focused() == title)
        press_at_once(hands, "enter")
        await hands.shows("When do you need it?")
        await hands.shows(title)
