"""Every action of the coach's side by touch alone and by keys alone: counted, at each size, and
with what then stands in the documents. The actions and their bars are in the table beside this.
"""

import pytest

from data.records import Person
from kiosk.desk import Desk
from screens.grid import TileGrid
from screens.tile import Tile
from tests.driving import SIZES, Hands, at_kiosk
from tests.journeys.coach_table import ROWS, Row
from tests.journeys.test_bars import by_keys

rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
by_touch_at = pytest.mark.parametrize("size", SIZES[::2], ids=lambda size: f"{size[0]}x{size[1]}")
by_keys_at = pytest.mark.parametrize("size", SIZES[:1], ids=lambda size: f"{size[0]}x{size[1]}")


async def by_touch(hands: Hands, way: str) -> None:
    """Touch one title after the other."""
    for step in way.split(" > "):
        if step.startswith("“"):
            await hands.write(step[1:-1])
        elif step.startswith("["):
            await hands.shows(step[1:-1])
        elif step.startswith("{"):
            await hands.tap_row(step[1:-1])
        elif step.startswith("^"):
            await hands.until(lambda: _shelf(hands, step[1:]))  # noqa: B023
            await hands.tap(_shelf(hands, step[1:]))
        elif step.startswith("@"):
            if not hands.has(step[1:]):
                await hands.tap("Go to")
            await hands.tap(step[1:])
        else:
            await hands.tap(step)


def _shelf(hands: Hands, family: str) -> str:
    """The title of the shelf on which a name stands: W, or Sou – Wal; "" while there is none."""
    for tile in hands.app.screen.query(TileGrid).last().query(Tile).results(Tile):
        low, _, high = tile.title.partition(" – ")
        high = high or low
        if len(low) <= 3 and low and low <= family[: len(low)] and family[: len(high)] <= high:
            return tile.title
    return ""


async def begin(hands: Hands, row: Row) -> Person:
    """Whoever works, at the queue; and it is not so yet."""
    me = hands.person(row.who)
    row.first(hands.app.desk, me)
    hands.app.sign_in(me)
    await hands.shows("Why here")
    assert not row.done(hands, me), "it was so before"
    hands.forget_count()
    return me


@by_touch_at
@rows
async def test_by_touch_alone(desk: Desk, row: Row, size: tuple[int, int]) -> None:
    """It takes no more taps than its bar and not one key, and then it is so."""
    async with at_kiosk(desk, size) as hands:
        me = await begin(hands, row)
        bar, way = row.touch
        await by_touch(hands, way)
        await hands.shows(row.shows)
        await hands.until(lambda: row.done(hands, me))
        assert 0 < hands.taps <= bar
        assert hands.keys == 0


@by_keys_at
@rows
async def test_by_keys_alone(desk: Desk, row: Row, size: tuple[int, int]) -> None:
    """It takes no more keys than its bar and not one touch, and then it is so."""
    async with at_kiosk(desk, size) as hands:
        me = await begin(hands, row)
        bar, way = row.keyed
        await by_keys(hands, way)
        await hands.shows(row.shows)
        await hands.until(lambda: row.done(hands, me))
        assert 0 < hands.keys <= bar
        assert hands.taps == 0
