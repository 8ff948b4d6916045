"""Touches that come too late: the machine stalls, and then all of them are there in one read. What
they were meant for is over, and they do nothing.
"""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from textual import events

from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from screens.entry.sign_in import SignInScreen
from screens.entry.waiting import WaitingScreen
from screens.teacher.home import HomeScreen
from screens.widgets.person_picker import RANGE_MARK, PersonPicker
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import TileGrid
from tests.support.pilot import LONG_AGO, Hands, SetClock, at_kiosk, open_copy


def touch(hands: Hands, title: str, times: int = 1) -> None:
    """Touches on a tile, none of which is waited for."""
    x, y = (int(part) for part in hands.tile(title).region.center)
    for kind in (events.MouseDown, events.MouseUp) * times:
        event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        hands.app.post_message(event)


def enter(hands: Hands, times: int) -> None:
    for _ in range(times):
        hands.app.post_message(events.Key("enter", "\r"))


@pytest.mark.parametrize("times", [2, 3, 5])
@pytest.mark.parametrize("how", ["keys", "touch"])
async def test_touching_a_name_twice_signs_in_once(desk: Desk, how: str, times: int) -> None:
    async with at_kiosk(desk) as hands:
        await hands.press(*"riv")
        await hands.until(lambda: hands.has("María Rivera"))
        if how == "keys":
            enter(hands, times)
        else:
            touch(hands, "María Rivera", times)
        await hands.shows("Something is broken")
        assert isinstance(hands.app.screen, HomeScreen)
        assert len(hands.app.screen_stack) == 2


@pytest.mark.parametrize("times", [2, 3, 6])
async def test_touching_back_several_times_closes_one_screen(desk: Desk, times: int) -> None:
    """Drop the second touch, which was meant for the screen that has gone."""
    async with at_kiosk(desk, settle=30) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("My requests")
        await hands.press("m")
        await hands.shows("What you asked for")
        hands.app.shown_at = LONG_AGO  # they have looked at it for a while
        touch(hands, "Back", times)
        await hands.until(lambda: isinstance(hands.app.screen, (HomeScreen, WaitingScreen)))
        await hands.settle()
        assert isinstance(hands.app.screen, HomeScreen)


async def test_a_hi_right_before_a_sign_out_is_not_shown_to_the_next_person(desk: Desk) -> None:
    """Say nothing of it to them, whether it was in time or not."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Just saying hi")
        touch(hands, "Just saying hi")
        touch(hands, "Sign out")
        await hands.until(lambda: isinstance(hands.app.screen, WaitingScreen))
        await hands.settle()
        assert "María" not in hands.text()


class SlowDisk(UnsyncedDisk):
    """A disk on which saving takes a while."""

    seconds = 0.0

    def fsync(self, fd: int) -> None:
        until = monotonic() + self.seconds
        while monotonic() < until:
            pass
        super().fsync(fd)


def about_me(hands: Hands) -> None:
    touch(hands, "The wall")


def thanks(hands: Hands) -> None:
    touch(hands, "Ben")


def fix(hands: Hands) -> None:
    touch(hands, "This week")


@pytest.mark.parametrize(
    ("keys", "act"),
    [("a", about_me), ("t", thanks), ("f2", fix), ("h", lambda _: None)],
    ids=["about me", "thanks", "a fix", "hi"],
)
async def test_a_badge_during_a_save_does_not_stop_the_save(
    sample_school: Path,
    tmp_path: Path,
    clock: SetClock,
    keys: str,
    act: Callable[[Hands], None],
) -> None:
    """Scan a coach's badge while a teacher's act takes its time: save the act, and ask for the
    coach's PIN.
    """
    disk = SlowDisk()
    desk = open_copy(sample_school, tmp_path / "school", clock, disk)
    async with at_kiosk(desk) as hands:
        rivera = hands.person("Rivera")
        hands.app.sign_in(rivera)
        await hands.shows("Something is broken")
        before = desk.store.changes
        await hands.press(*keys)
        disk.seconds = 0.2
        act(hands)
        for _ in range(9):
            await hands.settle()
        hands.app.welcome(desk.people.team("coaching")[0])
        await hands.shows("Type your PIN")
        disk.seconds = 0.0
        if keys != "h":  # a hi may come too late for its session, and is then not begun
            await hands.until(lambda: desk.store.changes > before)
        await hands.settle()
        assert "María" not in hands.text()
        assert hands.app.person is None
    desk.close()


async def test_letters_typed_before_the_sign_in_screen_opens_are_not_lost(desk: Desk) -> None:
    """Take them in, all from one read."""
    async with at_kiosk(desk) as hands:
        for sign in "rivera":
            hands.app.post_message(events.Key(sign, sign))
        await hands.until(lambda: hands.has("María Rivera"))
        assert isinstance(hands.app.screen, SignInScreen)


async def test_the_right_pin_counts_during_the_countdown(desk: Desk, clock: SetClock) -> None:
    """Accept it when the countdown comes while it is being checked."""
    async with at_kiosk(desk) as hands:
        hands.app.welcome(desk.people.team("coaching")[0])
        await hands.shows("Type your PIN")
        for digit in "270418":
            hands.app.post_message(events.Key(digit, digit))
        enter(hands, 1)
        await hands.settle()
        clock.forward(seconds=45)
        hands.app.look_at_idle()
        await hands.until(lambda: hands.app.person is not None)


async def test_a_touch_on_a_range_of_names_that_a_resize_has_replaced_opens_none(
    desk: Desk,
) -> None:
    """Show the new ranges, and never the names of another one."""
    async with at_kiosk(desk, (120, 40)) as hands:
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, SignInScreen))
        picker = hands.app.screen.query_one(PersonPicker)
        await hands.settle()
        gone = f"{RANGE_MARK}Aaa – Aab"
        picker.grid.post_message(TileGrid.Pressed(picker.grid, Tile(value=gone)))
        await hands.settle()
        assert not picker.is_range_open
        assert not hands.app.faults
