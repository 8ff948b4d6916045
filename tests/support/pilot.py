"""Driving the real app as a person does, by touch alone or by keys alone, and counting."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any, cast

import pytest
from textual import events
from textual.geometry import Offset, Region
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from data.records import Person, Request
from data.store import snapshot
from data.system import Disk
from kiosk.demo import PIN, UnsyncedDisk, make_school
from kiosk.desk import Desk
from screens.app import KioskApp
from screens.team.queue import QueueSection
from screens.widgets.masthead import Head
from screens.widgets.row_list import RowList
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.timetable import Timetable
from tests.support.fakes import SetClock

__all__ = [
    "NOW",
    "PIN",
    "SIZES",
    "Hands",
    "SetClock",
    "Target",
    "at_kiosk",
    "open_copy",
    "targets_on",
]

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
SIZES = ((80, 24), (100, 30), (120, 40))
SIGNS = "✓○● "
"""What a tile may bear before its title."""
SIGN_OF = {"enter": "\r", "space": " ", "escape": "\x1b", "tab": "\t"}
"""What keys with a name type."""
MOST_STEPS = 20_000
"""Steps of the loop after which it is not waited for any longer."""
LONG_AGO = -1e9
"""A moment before any touch, by the clock of events, however lately the machine was started."""
BOUND = 15.0
"""Seconds of waiting for a condition before a test gives up on it."""


@pytest.fixture(scope="session")
def sample_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school on a November morning, never touched."""
    folder = tmp_path_factory.mktemp("sample") / "school"
    make_school(folder, end=NOW).close()
    return folder


@pytest.fixture
def clock() -> SetClock:
    """The clock of the test's own kiosk."""
    return SetClock(NOW)


@pytest.fixture
def desk(sample_school: Path, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A copy of the sample school to do things in."""
    opened = open_copy(sample_school, tmp_path / "school", clock)
    yield opened
    opened.close()


def open_copy(school: Path, folder: Path, clock: SetClock, disk: Disk | None = None) -> Desk:
    """A desk on a copy of a school's folder."""
    shutil.copytree(school, folder)
    _begin_with_snapshot(folder)
    return Desk(folder, clock, disk or UnsyncedDisk())


def _begin_with_snapshot(folder: Path) -> None:
    """Let a copy's snapshot stand for the copy's ledger: reading every fact anew takes longer than
    most of what is done with it.
    """
    disk = UnsyncedDisk()
    found = snapshot.read(disk, folder / "store.json")
    assert found
    tables, position = found
    for name, mark in position.marks.items():
        mark.inode = (folder / "ledger" / name).stat().st_ino
    snapshot.write(disk, folder / "store.json", tables, position)


@dataclass(frozen=True)
class Target:
    """A tile in sight: on which board, and where on the screen."""

    board: TileBoard
    tile: Tile
    region: Region

    @property
    def title(self) -> str:
        """What is written on it."""
        return self.tile.title

    @property
    def key(self) -> str:
        """Its key."""
        return self.tile.key


def targets_on(screen: Screen[Any]) -> list[Target]:
    """All tiles in sight, those that cannot be pressed too."""
    return [
        Target(board, tile, region.translate(board.region.offset))
        for board in screen.query(TileBoard)
        if board.is_shown and board.region.area
        for tile, region in board.placed
    ]


class Hands:
    """Somebody at the kiosk.

    Parameters:
        pilot: Textual's driver.
        app: what they stand before.
    """

    def __init__(self, pilot: Pilot[None], app: KioskApp) -> None:
        self.pilot = pilot
        self.app = app
        self.taps = 0
        self.keys = 0

    def person(self, family: str) -> Person:
        """Somebody of the sample school."""
        return next(each for each in self.app.desk.people.staff() if each.family == family)

    async def until(self, what: Callable[[], object]) -> None:
        """Wait for something to be so, with a bound."""
        give_up = monotonic() + BOUND
        while monotonic() < give_up:
            await self.settle()
            if what():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it never came to be; on the screen was:\n{self.text()}")

    async def settle(self) -> None:
        """Let everything that was begun go through, but for what another thread is doing: until
        nothing in the loop is ready to run, no input waits for its turn, and what is seen is laid
        out.
        """
        end = monotonic() + 1
        await self._run_out()
        while self.app.is_handling_input and monotonic() < end:
            await asyncio.sleep(0.001)
            await self._run_out()

    async def _run_out(self) -> None:
        """Let the loop run until nothing in it is ready."""
        ready = cast("Any", asyncio.get_running_loop())._ready
        for _ in range(2):
            for _ in range(MOST_STEPS):
                await asyncio.sleep(0)
                if not ready:
                    break
            self.app.screen._on_timer_update()

    async def shows(self, words: str) -> None:
        """Wait until these words can be read; what is said at the top may go on in a second
        line.
        """
        await self.until(lambda: words in self.text() or words in self.said())

    def text(self) -> str:
        """All that can be read on the screen, row by row."""
        screen = self.app.screen
        return "\n".join(strip.text for strip in screen._compositor.render_strips(screen.app.size))

    def said(self) -> str:
        """What the head of the screen says."""
        return " ".join(head.words for head in self.app.screen.query(Head))

    def tile(self, title: str) -> Target:
        """The tile in sight whose title begins like this."""
        tiles = targets_on(self.app.screen)
        exact = (tile for tile in tiles if tile.title.lstrip(SIGNS) == title)
        begins = (tile for tile in tiles if tile.title.lstrip(SIGNS).startswith(title))
        for tile in chain(exact, begins):
            return tile
        raise AssertionError(f"no tile {title!r} on the screen:\n{self.text()}")

    def has(self, title: str) -> bool:
        """Whether such a tile is in sight."""
        try:
            return self.tile(title) is not None
        except AssertionError:
            return False

    async def tap(self, title: str) -> None:
        """Touch a tile in its middle."""
        await self.until(lambda: self.has(title))
        self.taps += 1
        target = self.tile(title)
        middle = target.region.center
        x, y = int(middle[0]), int(middle[1])
        hit, region = self.app.get_widget_at(x, y)
        assert hit is target.board, f"{hit} was hit"
        assert target.board.tile_at(Offset(x, y) - region.offset) == target.tile
        await self.touch(x, y)

    async def tap_row(self, *words: str) -> None:
        """Touch the row of a list in which all these words stand, and before it, as often as need
        be, the place that leads on.
        """
        await self.until(lambda: any(each.region for each in self.app.screen.query(RowList)))
        for _ in range(20):
            found = next(each.region for each in self.app.screen.query(RowList) if each.region)
            rows = [row[found.x : found.right] for row in self.text().splitlines()]
            seen = [y for y in range(found.y, found.bottom) if all(w in rows[y] for w in words)]
            more = [y for y in range(found.y, found.bottom) if "▼" in rows[y]]
            self.taps += 1
            await self.touch(found.x + 8, (seen or more)[0])
            if seen:
                return
        raise AssertionError(f"no row {words} in the list:\n{self.text()}")

    async def tap_line(self, hint: str) -> None:
        """Touch the line to write in that says this while nothing is written."""
        await self.until(lambda: any(each.region for each in self.app.screen.query(TextInput)))
        found = next(
            each for each in self.app.screen.query(TextInput) if each.placeholder.startswith(hint)
        )
        self.taps += 1
        await self._click(found)

    async def tap_time(self, day: str, period: str) -> None:
        """Touch the time of a period on a day, on a timetable."""
        await self.until(lambda: any(each.region for each in self.app.screen.query(Timetable)))
        timetable = self.app.screen.query_one(Timetable)
        for _ in range(20):
            rows = self.text().splitlines()
            top = rows[timetable.region.y]
            found = [y for y, row in enumerate(rows) if row.strip().startswith(period)]
            if day in top and found:
                x, y = top.index(day) + 1, found[0]
                if timetable.tile_at(Offset(x, y) - timetable.region.offset):
                    self.taps += 1
                    await self.touch(x, y)
                    return
            await self.tap("More times")
        raise AssertionError(f"no {period} on {day}:\n{self.text()}")

    async def tap_words(self, words: str) -> None:
        """Touch the place where these words stand."""
        await self.shows(words)
        rows = self.text().splitlines()
        y, x = next((y, row.index(words)) for y, row in enumerate(rows) if words in row)
        self.taps += 1
        await self.touch(x + 1, y)

    async def down_to(self, request: Request) -> None:
        """Go down the queue by keys until this request's story is shown."""
        await self.press("home")
        screen = self.app.screen
        assert isinstance(screen, QueueSection)
        for _ in range(40):
            if screen.chosen == request.id:
                return
            await self.press("down")
        raise AssertionError(f"{request.category} is not in the queue:\n{self.text()}")

    async def touch(self, x: int, y: int, times: int = 1) -> None:
        """Press and let go at a place, by the way a terminal's events take."""
        for kind in (events.MouseDown, events.MouseUp) * times:
            event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
            self.app.post_message(event)
        await self.settle()

    async def _click(self, widget: Widget) -> None:
        middle = widget.region.center
        x, y = int(middle[0]), int(middle[1])
        hit, _ = self.app.get_widget_at(x, y)
        assert hit is widget, f"{hit} was hit"
        await self.touch(x, y)

    async def press(self, *keys: str) -> None:
        """Type, as a person does."""
        for key in keys:
            self.keys += 1
            self._type(key)
            await self.settle()

    async def write(self, words: str) -> None:
        """Words of one's own, where the cursor stands; the way to them is what is counted."""
        for sign in words:
            self._type(sign)
        await self.settle()

    def _type(self, key: str) -> None:
        """One key, by the way a terminal's events take."""
        sign = SIGN_OF.get(key, key if len(key) == 1 else None)
        name = _character_to_key(key) if len(key) == 1 else key
        self.app.post_message(events.Key(name, sign))

    async def sign_in_by_touch(self, family: str) -> None:
        """A letter, then the name."""
        person = self.person(family)
        await self.tap("Touch to sign in")
        await self.tap(family[0])
        await self.tap(person.name)

    async def sign_in_by_keys(self, family: str, typed: int = 3) -> None:
        """The first letters of the family name, then Enter."""
        await self.press(*family[:typed].lower())
        await self.until(lambda: self.has(self.person(family).name))
        await self.press("enter")

    async def pin_by_touch(self, pin: str = PIN) -> None:
        """On the pad."""
        await self.shows("Type your PIN")
        for digit in pin:
            await self.tap(digit)
        await self.tap("Open")

    async def pin_by_keys(self, pin: str = PIN) -> None:
        """On the keyboard."""
        await self.shows("Type your PIN")
        await self.press(*pin, "enter")

    def forget_count(self) -> None:
        """Count from here."""
        self.taps = self.keys = 0


@asynccontextmanager
async def at_kiosk(
    desk: Desk,
    size: tuple[int, int] = (100, 30),
    hold: float = 0.0,
    demo_pin: str = "",
    settle: float = 0.0,
    may_fault: bool = False,
) -> AsyncIterator[Hands]:
    """The real app, headless, with somebody before it.

    Parameters:
        may_fault: whether something is to go wrong for a reason nobody foresaw.
    """
    app = KioskApp(desk, demo_pin=demo_pin, hold=hold, settle=settle)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Hands(pilot, app)
    assert may_fault or not app.faults, app.faults
