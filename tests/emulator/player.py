"""What runs inside the emulator: goes to each screen, takes its picture, touches its targets."""

import asyncio
import fcntl
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import traceback
import tty
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from rich.cells import cell_len
from textual import events
from textual._context import message_hook
from textual.geometry import Offset, Region
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from kiosk.demo import DemoClock, UnsyncedDisk
from kiosk.desk import Desk
from screens.app import KioskApp
from screens.input.terminal_input import PAUSE
from screens.widgets.room_map import RoomMap
from screens.widgets.row_list import RowList
from tests.emulator.pixels import Picture, seams
from tests.support.look import segments_in
from tests.support.pilot import targets_on
from tests.support.shots import ALL, NOW, settle

LONGEST = 2.0
"""Seconds in which a touch has to arrive."""


def window_size() -> tuple[int, int, int, int]:
    """Return rows, columns, and the width and height in pixels of this terminal."""
    told = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    rows, columns, width, height = struct.unpack("HHHH", told)
    return rows, columns, width, height


@dataclass
class Touches:
    """What arrives in the app while a target is touched. The act itself is not done.

    Parameters:
        cells: where the finger went down, in cells.
        answers: which widget told its screen of a touch.
    """

    cells: set[Offset] = field(default_factory=set)
    answers: list[Any] = field(default_factory=list)
    is_watching: bool = False

    def note(self, message: Message) -> None:
        """Note a message that is about to be handled."""
        if not self.is_watching:
            return
        if isinstance(message, events.MouseDown):
            self.cells.add(Offset(int(message.screen_x), int(message.screen_y)))
        elif type(message).__module__.startswith("screens."):
            self.answers.append(message._sender)
            message.stop()
            message.prevent_default()


class Player:
    """Somebody with a mouse in front of the emulator.

    Parameters:
        app: which runs in it.
        touches: that arrive in the app.
    """

    def __init__(self, app: KioskApp, touches: Touches) -> None:
        self._app = app
        self._touches = touches
        rows, columns, width, height = window_size()
        self._cell = (width // columns, height // rows)
        self.faults: list[str] = []
        self.touched = 0
        self.signs: set[str] = set()
        """All that was drawn."""

    async def look(self, name: str, folder: Path) -> None:
        """Take a picture of the screen, and look for seams in it."""
        screen = self._app.screen
        width, height = self._app.size
        corner = str(width * self._cell[0] - 1), str(height * self._cell[1] - 1)
        await self._run("xdotool", "mousemove", *corner)  # out of the picture
        place = folder / f"{name}-{width}x{height}.png"
        await self._run("import", "-window", "root", str(place))
        pixels = await self._run("import", "-window", "root", "-depth", "8", "ppm:-")
        lines = segments_in(screen, Region(0, 0, width, height))
        found = seams(Picture.of_ppm(pixels), self._cell, lines)
        self.faults += [f"{name}: {seam}" for seam in islice(found, 5)]
        self.signs |= {sign for line in lines for segment in line for sign in segment.text}

    async def touch_all(self, name: str) -> None:
        """Touch each target of the screen in its middle."""
        screen = self._app.screen
        for title, widget, region in list(_touchable(screen)):
            await self._touch(
                f"{name}: {title}",
                widget,
                Offset(region.x + region.width // 2, region.y + region.height // 2),
            )

    async def _touch(self, title: str, widget: Widget, cell: Offset) -> None:
        await asyncio.sleep(PAUSE)  # a flood of touches would be dropped
        self._touches.cells.clear()
        self._touches.answers.clear()
        self._touches.is_watching = True
        width, height = self._cell
        x, y = cell.x * width + width // 2, cell.y * height + height // 2
        await self._run("xdotool", "mousemove", str(x), str(y), "click", "1")
        give_up = monotonic() + LONGEST
        while not self._touches.answers and monotonic() < give_up:
            await asyncio.sleep(0.01)
        self._touches.is_watching = False
        self.touched += 1
        if self._touches.cells != {cell}:
            self.faults.append(f"{title}: touched {cell}, arrived {self._touches.cells}")
        if widget not in self._touches.answers:
            self.faults.append(f"{title}: the touch did nothing")

    async def _run(self, *words: str) -> bytes:
        process = await asyncio.create_subprocess_exec(
            *words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        told, _ = await process.communicate()
        return told


def _touchable(screen: Screen[Any]) -> Iterator[tuple[str, Widget, Region]]:
    """Everything on a screen that feels a touch, and where it is, in cells."""
    for target in targets_on(screen):
        if not target.tile.disabled:
            yield target.title, target.board, target.region
    for rows in (each for each in screen.query(RowList) if each.region.area):
        first, end = rows._window()
        for index in range(first, end):
            yield f"row {index}", rows, rows._region(index).translate(rows.region.offset)
    for rooms in (each for each in screen.query(RoomMap) if each.region.area):
        for key, region in rooms._cells():
            yield key, rooms, region.translate(rooms.region.offset)


def _play(school: Path, folder: Path, names: list[str]) -> Player:
    """Go to each screen; return the player, who knows what was found."""
    touches, players = Touches(), []

    async def autopilot(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, KioskApp)
        player = Player(app, touches)
        players.append(player)
        for name in names:
            app.leave_session()
            await settle(pilot)
            await ALL[name](pilot)
            await settle(pilot)
            await player.look(name, folder)
            await player.touch_all(name)
        app.exit()

    with tempfile.TemporaryDirectory() as place:
        copy = Path(place, "school")
        shutil.copytree(school, copy)
        desk = Desk(copy, DemoClock(NOW), UnsyncedDisk())
        message_hook.set(touches.note)
        KioskApp(desk, hold=0, settle=0).run(auto_pilot=autopilot)
        desk.close()
    return players[0]


def _wrong_widths(signs: set[str]) -> Iterator[str]:
    """Write each sign at the left end of a line, and ask the emulator where it stands then."""
    before = termios.tcgetattr(0)
    tty.setcbreak(0)
    try:
        for sign in sorted(signs):
            os.write(1, f"\r{sign}\x1b[6n".encode())
            answer = b""
            while not answer.endswith(b"R"):
                answer += os.read(0, 1)
            taken = int(answer[:-1].partition(b";")[2]) - 1
            if taken != cell_len(sign):
                yield f"{sign!r} takes {taken} cells, not {cell_len(sign)}"
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)


def main(what: str, told: Path, *words: str) -> None:
    """Measure the cell, or play; write what was found to a file."""
    if what == "measure":
        rows, columns, width, height = window_size()
        told.write_text(f"{width // columns} {height // rows}", encoding="utf-8")
        return
    school, folder, *names = words
    player = _play(Path(school), Path(folder), names)
    faults = [*player.faults, *_wrong_widths(player.signs)]
    summary = f"{player.touched} targets touched, {len(player.signs)} signs measured"
    told.write_text("\n".join([summary, *faults]), encoding="utf-8")


try:
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
except Exception:  # the terminal is gone with the program; who started it has to read why
    Path(sys.argv[2]).write_text(f"It ended early.\n{traceback.format_exc()}", encoding="utf-8")
