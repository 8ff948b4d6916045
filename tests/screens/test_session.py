"""Nothing personal survives a sign-out, and nobody is left signed in."""

import pytest

from kiosk.desk import Desk
from screens.dialogs.idle_warning import IdleWarning
from screens.teacher.home import HomeScreen
from tests.support.pilot import SetClock, at_kiosk


async def test_an_idle_session_is_warned_and_then_signed_out(desk: Desk, clock: SetClock) -> None:
    """Warn for twenty seconds, then show the waiting screen."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        clock.forward(seconds=desk.settings.idle.teacher - desk.settings.idle.warning - 1)
        hands.app.look_at_idle()
        assert not isinstance(hands.app.screen, IdleWarning)
        clock.forward(seconds=2)
        hands.app.look_at_idle()
        await hands.shows("Still there?")
        clock.forward(seconds=desk.settings.idle.warning)
        hands.app.look_at_idle()
        await hands.shows("Touch to sign in")
        assert hands.app.person is None


@pytest.mark.parametrize("by_key", [True, False], ids=["a key", "a touch"])
async def test_any_touch_or_key_gives_more_time(desk: Desk, clock: SetClock, by_key: bool) -> None:
    """Do nothing else with it: the key is no shortcut of the screen below."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        clock.forward(seconds=desk.settings.idle.teacher - 5)
        await hands.shows("Still there?")
        if by_key:
            await hands.press("f")
        else:
            await hands.touch(2, 2)
        await hands.shows("Something is broken")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.app.idle_left > desk.settings.idle.warning
        assert hands.app.person is not None


async def test_the_next_person_sees_nothing_of_the_last(desk: Desk) -> None:
    """Keep no half-written line, name, clipboard or notice."""
    async with at_kiosk(desk) as hands:
        await hands.sign_in_by_keys("Rivera")
        await hands.shows("Good morning, María")
        await hands.press("f", "1")
        await hands.shows("When do you need it?")
        await hands.pilot.click("Input")
        await hands.press(*"secret")
        await hands.shows("secret")
        hands.app.copy_to_clipboard("secret")
        hands.app.leave_session()
        await hands.sign_in_by_keys("Walsh")
        await hands.shows("Good morning, Peter")
        assert hands.app.clipboard == ""
        await hands.press("f", "1")
        await hands.shows("When do you need it?")
        assert "secret" not in hands.text()
        assert "María" not in hands.text()


async def test_the_waiting_screen_names_no_request(desk: Desk) -> None:
    """Name nobody who asked, and nothing they asked for, at any size."""
    asked = {desk.people.full_name(each.request.person) for each in desk.requests.standings()}
    for size in ((80, 24), (120, 40)):
        async with at_kiosk(desk, size) as hands:
            await hands.shows("Touch to sign in")
            assert not [name for name in asked if name in hands.text()]
            assert "Ana Duarte" in hands.text(), "that the coaches are there is no secret"


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c", "ctrl+z", "ctrl+p", "ctrl+backslash", "f5"])
async def test_no_key_ends_the_app(desk: Desk, key: str) -> None:
    """Try it on the waiting screen and on the home of a teacher."""
    async with at_kiosk(desk) as hands:
        await hands.press(key)
        await hands.shows("Touch to sign in")
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        await hands.press(key)
        assert hands.app.is_running
        assert hands.app.person is not None


async def test_a_window_that_is_too_small_says_so(desk: Desk) -> None:
    """Say at 60 by 18 what to do and that nothing is lost; go on when it is made larger."""
    async with at_kiosk(desk, (60, 18)) as hands:
        await hands.shows("This window is 60 by 18.")
        await hands.shows("Nothing is lost.")
        await hands.pilot.resize_terminal(80, 24)
        await hands.shows("Touch to sign in")
        assert "This window is" not in hands.text()


async def test_a_window_of_a_phones_size_shows_everything_in_fewer_columns(desk: Desk) -> None:
    """Show everything at 60 by 40."""
    async with at_kiosk(desk, (60, 40)) as hands:
        await hands.sign_in_by_keys("Walsh")
        for words in ("Something is broken", "I'd like coaching", "Say thanks", "Just saying hi"):
            await hands.shows(words)
        await hands.tap("Something is broken")
        await hands.tap("Printer")
        await hands.tap("Today")
        await hands.shows("Written down: Printer")
