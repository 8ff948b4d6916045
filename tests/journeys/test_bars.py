"""Every journey of a teacher by touch alone and by keys alone: counted, at each size, and with what
then stands in the documents. The journeys and their bars are in the table beside this.
"""

import pytest

from data.records import Person
from kiosk.desk import Desk
from tests.journeys.teacher_table import ROWS, Row
from tests.journeys.ways import press_keys, teacher_touches
from tests.support.pilot import SIZES, Hands, at_kiosk

rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
at_two_sizes = pytest.mark.parametrize("size", SIZES[::2], ids=lambda size: f"{size[0]}x{size[1]}")
at_one_size = pytest.mark.parametrize("size", SIZES[:1], ids=lambda size: f"{size[0]}x{size[1]}")


async def begin(hands: Hands, row: Row) -> Person:
    """Whoever it is about, where the journey begins; and it is not so yet."""
    me = hands.person(row.who or "Walsh")
    row.first(hands.app.desk, me)
    if row.who:
        hands.app.sign_in(me)
        await hands.shows(f"Good morning, {me.first}")
    else:
        await hands.shows("Touch to sign in")
    assert not row.done(hands, me), "it was so before"
    hands.forget_count()
    return me


@at_two_sizes
@rows
async def test_every_journey_of_a_teacher_needs_no_more_taps_than_its_bar(
    desk: Desk, row: Row, size: tuple[int, int]
) -> None:
    """Go by touch alone, without one key, and find the result in the documents."""
    async with at_kiosk(desk, size) as hands:
        me = await begin(hands, row)
        bar, way = row.touch
        await teacher_touches(hands, way)
        await hands.shows(row.shows)
        await hands.until(lambda: row.done(hands, me))
        assert 0 < hands.taps <= bar
        assert hands.keys == 0


@at_one_size
@rows
async def test_every_journey_of_a_teacher_needs_no_more_keys_than_its_bar(
    desk: Desk, row: Row, size: tuple[int, int]
) -> None:
    """Go by keys alone, without one touch, and find the result in the documents."""
    async with at_kiosk(desk, size) as hands:
        me = await begin(hands, row)
        bar, way = row.keyed
        await press_keys(hands, way)
        await hands.shows(row.shows)
        await hands.until(lambda: row.done(hands, me))
        assert 0 < hands.keys <= bar
        assert hands.taps == 0
