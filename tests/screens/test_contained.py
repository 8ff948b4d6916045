"""What goes wrong for a reason nobody foresaw closes the session, is logged without a word of
anybody, and the waiting screen stands again; nothing ends the kiosk but too much of it.
"""

import asyncio
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widget import Widget

from kiosk import fault_log
from kiosk.desk import Desk
from kiosk.fault_log import LOG, STOPPED, TOO_MANY, open_log, read_log
from kiosk.people.session import SessionOver
from screens.base import KioskScreen
from screens.entry.waiting import WaitingScreen
from screens.teacher.fix import FixScreen
from screens.teacher.home import HomeScreen
from screens.widgets.text_input import TextInput
from screens.widgets.tile_board import TileBoard
from tests.support.pilot import Hands, at_kiosk

CANARY = "Zebra 4711, 270418"


class Unforeseen(Exception):
    """What goes wrong in these tests."""


def fail(*_: Any, **__: Any) -> Any:
    raise Unforeseen(CANARY)


async def fail_later(*_: Any, **__: Any) -> Any:
    await asyncio.sleep(0)
    raise Unforeseen(CANARY)


def in_handler(_hands: Hands, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(HomeScreen, "on_tile_board_action_pressed", fail)


def in_a_later_part_of_a_handler(_hands: Hands, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(HomeScreen, "on_tile_board_action_pressed", fail_later)


def in_a_widget(_hands: Hands, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TileBoard, "press", fail)


def in_a_screen_that_opens(_hands: Hands, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(FixScreen, "body", fail)


def in_its_mounting(_hands: Hands, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(FixScreen, "show_live", fail)


def in_a_worker(hands: Hands, _patch: pytest.MonkeyPatch) -> None:
    hands.app.screen.run_worker(fail_later(), exit_on_error=False)


def in_a_worker_of_the_old_kind(hands: Hands, _patch: pytest.MonkeyPatch) -> None:
    hands.app.screen.run_worker(fail_later())


def in_a_timer(hands: Hands, _patch: pytest.MonkeyPatch) -> None:
    hands.app.set_timer(0.01, fail)


def in_a_timer_of_a_screen(hands: Hands, _patch: pytest.MonkeyPatch) -> None:
    hands.app.screen.set_timer(0.01, fail)


def in_a_paint(hands: Hands, patch: pytest.MonkeyPatch) -> None:
    board = hands.tile("Something is broken").board
    patch.setattr(board, "render_lines", fail)
    board.refresh()


def in_a_callback(hands: Hands, _patch: pytest.MonkeyPatch) -> None:
    hands.app.screen.call_later(fail)


def in_the_app_itself(hands: Hands, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(hands.app, "_is_too_early", fail)


def in_the_terminals_thread(hands: Hands, _patch: pytest.MonkeyPatch) -> None:
    hands.app.call_from_outside(hands.app.contain, Unforeseen(CANARY))


PLACES: list[Callable[[Hands, pytest.MonkeyPatch], None]] = [
    *(in_handler, in_a_later_part_of_a_handler, in_a_widget, in_a_screen_that_opens),
    *(in_its_mounting, in_a_worker, in_a_worker_of_the_old_kind, in_a_timer),
    *(in_a_timer_of_a_screen, in_a_paint, in_a_callback, in_the_app_itself),
    in_the_terminals_thread,
]


async def come_to_be(hands: Hands, turns: int) -> None:
    """Let the app go on until something has gone wrong in it; a paint may fail here as well."""
    for _ in range(turns):
        if hands.app.faults:
            return
        await asyncio.sleep(0.005)  # the app paints by a timer of its own


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
async def test_a_fault_closes_the_session_and_the_kiosk_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: Callable[[Hands, pytest.MonkeyPatch], None]
) -> None:
    """Show the waiting screen with a sentence, nothing of the person and one fault in the log
    without a word of the error, and sign the next one in.
    """
    open_log(desk.folder)
    async with at_kiosk(desk, may_fault=True) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Something is broken")
        with monkeypatch.context() as patch:
            place(hands, patch)
            await come_to_be(hands, 20)
            if not hands.app.faults:
                await hands.tap("Something is broken")
            await come_to_be(hands, 500)
            patch.undo()
            await hands.until(lambda: isinstance(hands.app.screen, WaitingScreen))
        await hands.shows("Something went wrong here, and you were signed out")
        assert hands.app.person is None
        assert "María" not in hands.text()
        await hands.sign_in_by_keys("Lindqvist")
        await hands.shows("Just saying hi")
        await hands.press("h")
        await hands.shows("said hi")
        assert len(hands.app.faults) == 1
    fault_log.close_log()
    log = desk.folder / LOG
    text = log.read_text(encoding="utf-8")
    assert text.count("FAULT") == 1
    assert "Unforeseen" in text
    for word in (*CANARY.split(), "Rivera", "María", str(Path.home())):
        assert word not in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert read_log(desk.folder, datetime.now(UTC), 7).faults == 1


@pytest.mark.parametrize(
    ("name", "fault"), [("action_perform", fail), ("_perform", lambda *_: fail_later())]
)
async def test_a_fault_after_a_key_closes_the_session(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, fault: Callable[..., Any]
) -> None:
    """Fail when the key of an action is pressed, at once or in what is left to be awaited."""
    async with at_kiosk(desk, may_fault=True) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Something is broken")
        with monkeypatch.context() as patch:
            patch.setattr(HomeScreen, name, fault)
            await hands.press("f")
            await come_to_be(hands, 500)
        await hands.until(lambda: isinstance(hands.app.screen, WaitingScreen))
        assert len(hands.app.faults) == 1


async def test_a_fault_of_the_waiting_screen_opens_a_new_waiting_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Send no message to a screen in which something went wrong."""
    async with at_kiosk(desk, may_fault=True) as hands:
        await hands.shows("Touch to sign in")
        first = hands.app.screen
        with monkeypatch.context() as patch:
            patch.setattr(WaitingScreen, "on_tile_board_pressed", fail)
            await hands.tap("Touch to sign in")
            await hands.until(lambda: hands.app.screen is not first)
        await hands.sign_in_by_touch("Rivera")
        await hands.shows("Something is broken")


def has_faults(hands: Hands, count: int) -> bool:
    return len(hands.app.faults) == count


def is_another(hands: Hands, before: object) -> bool:
    return hands.app.screen is not before


async def test_too_many_faults_in_a_minute_end_the_process(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bear nine, and stop at the tenth with an exit code for the supervisor."""
    open_log(desk.folder)
    async with at_kiosk(desk, may_fault=True) as hands:
        monkeypatch.setattr(WaitingScreen, "on_tile_board_pressed", fail)
        for count in range(1, TOO_MANY + 1):
            await hands.shows("Touch to sign in")
            before = hands.app.screen
            await hands.tap("Touch to sign in")
            await hands.until(partial(has_faults, hands, count))
            if count < TOO_MANY:
                await hands.until(partial(is_another, hands, before))
        await hands.until(lambda: hands.app.return_code == STOPPED)
    fault_log.close_log()
    assert read_log(desk.folder, datetime.now(UTC), 7).stopped


async def test_a_half_written_text_is_kept_after_a_fault(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep it for its writer, as when they walk away."""
    async with at_kiosk(desk, may_fault=True) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Say thanks")
        await hands.press("t")
        hands.app.screen.query(TextInput).first().focus()
        await hands.write("for the cables")
        in_a_timer(hands, monkeypatch)
        await hands.until(lambda: bool(hands.app.faults))
        await hands.until(lambda: isinstance(hands.app.screen, WaitingScreen))
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("for the cables")


async def test_a_screen_of_the_last_session_cannot_act_in_the_next_one(desk: Desk) -> None:
    """Let it neither act nor close the session of the next person."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Something is broken")
        old = hands.app.screen
        assert isinstance(old, KioskScreen)
        gate = asyncio.Event()

        async def late() -> None:
            await gate.wait()
            assert isinstance(old, KioskScreen)
            with pytest.raises(SessionOver):
                _ = old.person
            old.app.push_screen(HomeScreen())

        old.run_worker(late(), exit_on_error=False)
        hands.app.sign_in(hands.person("Lindqvist"))
        await hands.shows("Jonas")
        home = hands.app.screen
        gate.set()
        await hands.settle()
        assert hands.app.screen is home
        old.post_message(events.Key("escape", None))
        old.query(Widget)
        await hands.settle()
        assert hands.app.screen is home
