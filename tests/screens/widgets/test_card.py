"""A card fills its room."""

import pytest
from rich.segment import Segment
from textual.geometry import Region

from kiosk.desk import Desk
from screens.widgets.card import Card
from screens.widgets.footer import Footer
from screens.widgets.row_list import RowList
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
async def test_a_card_beside_a_list_ends_with_the_list_or_with_its_words(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Fill it down to the last row of the list, or half a row more than it says where that is
    longer; and nothing of what is left of its room.
    """
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press("f9")
        await hands.shows("Told when it is over")
        card: Region = hands.app.screen.query_one(Card).region
        found = hands.app.screen.query_one(RowList)
        seen = fills(hands, card.right - 1)
        lines = hands.text().splitlines()
        said = [
            y for y in range(card.y, card.bottom) if lines[y][card.x + 1 : card.right].strip(" ▄▀")
        ]
        end = max(said[-1] + 1, found.region.y + found.lines_used - 1)
        assert len(set(seen[card.y + 1 : end])) == 1
        assert seen[card.y + 1] not in (*seen[: card.y], *seen[end + 1 :])
        assert end < hands.app.screen.query_one(Footer).region.y


async def test_a_card_beside_a_short_list_ends_where_its_words_end(desk: Desk) -> None:
    """Show what it says, though the list has but one row."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.press("3")
        await hands.shows("Why here")
        card = hands.app.screen.query_one(Card)
        found = hands.app.screen.query_one(RowList)
        seen = fills(hands, card.region.right - 1)
        assert found.lines_used < card.region.height
        assert seen[found.region.y + found.lines_used + 1] == seen[card.region.y + 1]
