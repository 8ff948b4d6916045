"""Every action of the coach's side by touch alone and by keys alone: counted, at each size, and
with what then stands in the documents. The actions and their bars are in the tables beside this.
"""

import pytest

from data.records import Person
from kiosk.desk import Desk
from tests.journeys import coach_people_table, coach_queue_table, coach_school_table
from tests.journeys.coach_table_row import Row
from tests.journeys.ways import coach_touches, press_keys
from tests.support.pilot import SIZES, Hands, at_kiosk

ROWS = (*coach_queue_table.ROWS, *coach_people_table.ROWS, *coach_school_table.ROWS)
SMALL, _, LARGE = SIZES
rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
touched = pytest.mark.parametrize(
    ("row", "size"),
    [(row, SMALL) for row in ROWS] + [(row, LARGE) for row in ROWS[::3] if not row.small],
    ids=lambda each: each.name if isinstance(each, Row) else f"{each[0]}x{each[1]}",
)
"""All on the screen with the least room, a third of them on the largest."""


async def begin(hands: Hands, row: Row) -> Person:
    """Whoever works, at the queue; and it is not so yet."""
    me = hands.person(row.who)
    row.first(hands.app.desk, me)
    hands.app.sign_in(me)
    await hands.shows("Why here")
    assert not row.done(hands, me), "it was so before"
    hands.forget_count()
    return me


@touched
async def test_every_action_of_a_coach_needs_no_more_taps_than_its_bar(
    desk: Desk, row: Row, size: tuple[int, int]
) -> None:
    """Go by touch alone, without one key, and find the result in the documents."""
    async with at_kiosk(desk, size) as hands:
        me = await begin(hands, row)
        bar, way = row.touch
        await coach_touches(hands, way)
        await hands.shows(row.shows)
        await hands.until(lambda: row.done(hands, me))
        assert 0 < hands.taps <= bar
        assert hands.keys == 0


@rows
async def test_every_action_of_a_coach_needs_no_more_keys_than_its_bar(
    desk: Desk, row: Row
) -> None:
    """Go by keys alone, without one touch, and find the result in the documents."""
    async with at_kiosk(desk, SMALL) as hands:
        me = await begin(hands, row)
        bar, way = row.keyed
        await press_keys(hands, way)
        await hands.shows(row.shows)
        await hands.until(lambda: row.done(hands, me))
        assert 0 < hands.keys <= bar
        assert hands.taps == 0
