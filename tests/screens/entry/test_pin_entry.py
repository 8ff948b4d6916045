"""The PIN before the coach's side: plain words for wrong tries, and a lock that holds."""

from kiosk.desk import Desk
from tests.support.pilot import PIN, SetClock, at_kiosk


async def test_wrong_pins_slow_down_and_then_lock(desk: Desk, clock: SetClock) -> None:
    """Make one wait after the third, lock after the tenth, and then refuse the right PIN too."""
    async with at_kiosk(desk) as hands:
        ben = hands.person("Osei")
        hands.app.welcome(ben)
        await hands.pin_by_keys("999111")
        await hands.shows("9 tries are left")
        await hands.pin_by_keys("999111")
        await hands.shows("8 tries are left")
        await hands.pin_by_keys("999111")
        await hands.shows("The next one in 30 seconds")
        await hands.pin_by_keys(PIN)
        await hands.shows("Wait 30 seconds")
        for left in range(6, -1, -1):
            clock.forward(hours=2)
            hands.app.session.touched = clock.monotonic()
            await hands.pin_by_keys("999111")
            await hands.shows(f"{left} tries" if left else "this PIN is locked")
        clock.forward(hours=30)
        hands.app.session.touched = clock.monotonic()
        await hands.pin_by_keys(PIN)
        await hands.shows("locked after ten wrong tries")
        assert hands.app.person is None


async def test_no_digit_of_a_pin_is_shown(desk: Desk) -> None:
    """Show dots only."""
    async with at_kiosk(desk) as hands:
        hands.app.welcome(hands.person("Osei"))
        await hands.shows("Type your PIN")
        before = hands.text()
        await hands.press("7", "7", "7")
        await hands.shows("●   ●   ●")
        assert hands.text().count("7") == before.count("7")
