"""The smallest window that the kiosk promises: what is needed is still in sight."""

from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from kiosk.desk import Desk
from screens.widgets.footer import AnswerRow
from screens.widgets.too_small import SMALLEST
from tests.support.pilot import Hands, at_kiosk


async def test_a_time_to_be_watched_can_be_touched(desk: Desk) -> None:
    """Show times, and lead to further ones, below a form of three rows."""
    async with at_kiosk(desk, SMALLEST) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("c", "3")
        await hands.shows("More times")
        before = hands.text()
        await hands.tap("More times")
        assert hands.text() != before


@pytest.mark.parametrize(("family", "keys"), [("Rivera", "c1"), ("Walsh", "c3")])
async def test_a_label_and_its_note_are_two_sentences(desk: Desk, family: str, keys: str) -> None:
    """Put one full stop between them, and none behind a question mark."""
    async with at_kiosk(desk, SMALLEST) as hands:
        hands.app.sign_in(hands.person(family))
        await hands.press(*keys)
        await hands.shows("Name no student")
        assert ".." not in hands.text()
        assert "?." not in hands.text()


async def test_a_workshop_can_be_planned(desk: Desk) -> None:
    """Show both answers of its form."""
    async with at_kiosk(desk, SMALLEST) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press("f9", "p")
        await hands.shows("Plan it")
        await hands.shows("Cancel")


async def test_only_another_size_of_the_window_is_laid_out(desk: Desk) -> None:
    """Rest at a size that the window no longer has, and at the one that the screen has already."""
    async with at_kiosk(desk) as hands:
        screen = hands.app.screen
        widths: list[int] = []

        def measure(shown: Screen[Any]) -> None:
            widths.append(max(child.outer_size.width for child in shown.children))

        screen.screen_layout_refresh_signal.subscribe(screen, measure)
        for size in (SMALLEST, hands.app.size):
            screen.post_message(events.Resize(size, size))
            await hands.settle()
        assert not widths
        await hands.pilot.resize_terminal(*SMALLEST)
        assert widths


async def test_the_parts_of_the_help_have_air_where_there_are_rows(desk: Desk) -> None:
    """Leave a row between them, from the first moment and after another size."""
    async with at_kiosk(desk, (80, 24)) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.press("f1")
        await hands.until(lambda: _has_air(hands))
        await hands.pilot.resize_terminal(*SMALLEST)
        await hands.settle()
        await hands.until(lambda: _has_air(hands))


def _has_air(hands: Hands) -> bool:
    """Whether the row above what keys do everywhere is empty."""
    rows = hands.text().splitlines()
    first = next((y for y, row in enumerate(rows) if "answer what waits" in row), 1)
    return not rows[first - 1].strip()


@pytest.mark.parametrize("key", [f"f{number}" for number in range(3, 11)])
async def test_the_help_of_every_section_can_be_closed_by_touch(desk: Desk, key: str) -> None:
    """Have the last row of the help in sight, whichever section it is about."""
    async with at_kiosk(desk, SMALLEST) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press(key, "f1")
        await hands.until(lambda: hands.app.screen.query(AnswerRow))
        await hands.settle()
        assert hands.app.screen.query_one(AnswerRow).region.bottom <= SMALLEST.height
        await hands.tap("Close")
        await hands.until(lambda: not hands.app.screen.query(AnswerRow))
