"""Thanks are read whole, kept for good, and belong to whoever got them."""

import pytest

from kiosk.desk import Desk
from screens.dialogs.text_view import TextView
from screens.teacher.thanks_got import ThanksGotScreen
from tests.support.pilot import SIZES, at_kiosk

LONG = " ".join(f"word{number:03}" for number in range(60))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_long_thanks_can_be_read_to_the_end_before_they_are_answered(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Show all of them behind one touch, with the answers."""
    async with at_kiosk(desk, size) as hands:
        walsh, marsh = hands.person("Walsh"), hands.person("Marsh")
        key = desk.thanks.thank(marsh.id, walsh.id, text=LONG)
        hands.app.sign_in(walsh)
        await hands.tap("Read it")
        await hands.until(lambda: isinstance(hands.app.screen, TextView))
        await hands.shows("word059")
        await hands.tap("Initials")
        await hands.shows("You'll find it in About me")
        (thanks,) = desk.thanks.received(walsh.id)[:1]
        assert (thanks.id, thanks.shown) == (key, "initials")


async def test_thanks_stay_and_can_be_taken_down_from_the_wall(desk: Desk) -> None:
    """Find them in About me whole, and take them off the wall that they were put on."""
    async with at_kiosk(desk) as hands:
        walsh, marsh = hands.person("Walsh"), hands.person("Marsh")
        key = desk.thanks.thank(marsh.id, walsh.id, text=LONG)
        desk.thanks.allow(key, walsh.id, "wall")
        assert key in [thanks.id for thanks, _ in desk.thanks.wall()]
        hands.app.sign_in(walsh)
        await hands.press("a", "t")
        await hands.until(lambda: isinstance(hands.app.screen, ThanksGotScreen))
        await hands.shows("word059")
        await hands.tap("Only me")
        await hands.shows("Only you see it now")
        assert key not in [thanks.id for thanks, _ in desk.thanks.wall()]


async def test_nobody_sees_the_thanks_of_somebody_else(desk: Desk) -> None:
    """Show what one got, not what one gave, and nothing that was undone."""
    walsh, marsh = (
        next(each for each in desk.people.staff() if each.family == name)
        for name in ("Walsh", "Marsh")
    )
    desk.thanks.thank(walsh.id, marsh.id, text="zebra")
    texts = [thanks.text for thanks in desk.thanks.received(walsh.id)]
    assert "zebra" not in texts
    assert "zebra" in [thanks.text for thanks in desk.thanks.received(marsh.id)]
