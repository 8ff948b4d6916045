"""The figures of single keys: a letter of a name, and a step in the queue, each against the widgets
that Textual brings along.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, cast

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, OptionList

from kiosk.demo import UnsyncedDisk, make_school
from kiosk.desk import Desk
from screens.app import KioskApp
from screens.entry.sign_in import SignInScreen
from tests.bench import schools
from tests.bench.figures import Row, at_most
from tests.support.fakes import SetClock
from tests.support.pilot import NOW

SIZE = (100, 30)
LETTERS = "riverachensato"
STEPS = ("down", "up") * 10
PAINTS = 2
"""Of a key: what it does at once, and what follows from that."""
MOST_STEPS = 10_000
"""Steps of the loop after which an app that never rests is given up."""


class StockSearch(App[None]):
    """A line and a list of all names that contain what is typed in it.

    Parameters:
        names: what there is to find.
    """

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names

    def compose(self) -> ComposeResult:
        yield Input()
        yield OptionList(*self._names)

    def on_input_changed(self, message: Input.Changed) -> None:
        """List what fits."""
        shown = self.query_one(OptionList)
        shown.clear_options()
        typed = message.value.casefold()
        shown.add_options(name for name in self._names if typed in name.casefold())


class StockTable(App[None]):
    """A table in which one row is chosen.

    Parameters:
        count: of its rows.
    """

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("Place", "What", "Room", "Who", "Since")
        for number in range(self._count):
            table.add_row(str(number), "Projector or screen", "Room 12", "M. Rivera", "10:20")
        table.focus()


def rows() -> Iterator[Row]:
    """Both figures, in a school of three thousand people."""
    with TemporaryDirectory(prefix="hallway-bench-") as root:
        sample = Path(root, "sample")
        make_school(sample, end=NOW).close()
        desk = Desk(sample, SetClock(NOW), UnsyncedDisk())
        schools.widen(desk)
        yield from asyncio.run(_keys(desk))
        desk.close()


async def _keys(desk: Desk) -> list[Row]:
    names = [person.name for person in desk.people.staff()]
    count = len(desk.requests.standings())
    ben = next(person for person in desk.people.staff() if person.family == "Osei")
    kiosk = KioskApp(desk, settle=0)
    async with kiosk.run_test(size=SIZE) as pilot:
        kiosk.push_screen(SignInScreen())
        await pilot.pause()
        letter = await _typed(kiosk)
        kiosk.sign_in(ben)
        await pilot.pause()
        await pilot.press("4")
        step, with_story = await _stepped(kiosk)
    search, table = StockSearch(names), StockTable(count)
    async with search.run_test(size=SIZE) as pilot:
        await pilot.pause()
        stock_letter = await _typed(search)
    async with table.run_test(size=SIZE) as pilot:
        await pilot.pause()
        stock_step, _ = await _stepped(table)
    of_letter, of_step = letter / stock_letter, step / stock_step
    return [
        at_most(
            f"a letter among {len(names)} people, against Input and OptionList",
            of_letter,
            1.5,
            note=f" ({letter * 1e3:.1f} ms)",
        ),
        at_most(
            f"a step in a queue of {count}, against DataTable",
            of_step,
            1.5,
            note=f" ({step * 1e3:.1f} ms, with its story {with_story * 1e3:.1f} ms)",
        ),
    ]


async def _typed(app: App[Any]) -> float:
    """Type some names and take each back; return the median seconds of a letter."""
    taken = []
    for _ in range(4):
        taken += [(await _press(app, sign, sign))[1] for sign in LETTERS]
        for _ in LETTERS:
            await _press(app, "backspace")
    return median(taken)


async def _stepped(app: App[Any]) -> tuple[float, float]:
    """Step down and up; return the median seconds until the row is painted as chosen, and until
    what is shown of it beside the list is, too.
    """
    taken = [await _press(app, key) for key in STEPS]
    return median(first for first, _ in taken), median(last for _, last in taken)


async def _press(app: App[Any], key: str, sign: str | None = None) -> tuple[float, float]:
    """Press a key; return the seconds until what it does at once is painted, and until nothing is
    left to do.
    """
    ready = cast("Any", asyncio.get_running_loop())._ready
    began = perf_counter()
    app.post_message(events.Key(key, sign))
    painted = []
    for _ in range(PAINTS):
        for _ in range(MOST_STEPS):
            await asyncio.sleep(0)
            if not ready:
                break
        cast("Any", app.screen)._on_timer_update()
        painted.append(perf_counter() - began)
    return painted[0], painted[-1]
