"""A card ends where its words end."""

import pytest
from rich.segment import Segment
from textual.geometry import Region

from kiosk.desk import Desk
from screens.widgets.card import Card
from tests.support.pilot import SIZES, Hands, at_kiosk


def fills(hands: Hands, column: int) -> list[object]:
    """The colour behind each row of a column of the screen."""
    rows = hands.app.screen._compositor.render_strips(hands.app.size)
    found: list[object] = []
    for row in rows:
        (segment,) = row.crop(column, column + 1)
        assert isinstance(segment, Segment)
        found.append(segment.style.bgcolor if segment.style else None)
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_card_is_as_high_as_its_words(desk: Desk, size: tuple[int, int]) -> None:
    """Fill the rows of the words of a known problem, and none below them."""
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press("f9")
        await hands.shows("Told when it is over")
        card: Region = hands.app.screen.query_one(Card).region
        column = card.right - 1
        rows = [row[card.x + 1 : card.right].strip(" ▄▀") for row in hands.text().splitlines()]
        last = max(y for y in range(card.y, card.bottom) if rows[y])
        seen = fills(hands, column)
        assert len(set(seen[card.y + 1 : last + 1])) == 1
        assert seen[last] not in seen[last + 1 : card.bottom]
        assert last + 2 < card.bottom
