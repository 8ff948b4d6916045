"""A timetable to choose a time from: days across, periods down, a cell where there is a time."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace
from textual.geometry import Offset, Region, Size

from screens.widgets.grid_layout import GUTTER, LABELS, NARROWEST, equal_columns
from screens.widgets.row_labels import HOLE, RowLabels, is_label, label
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed

CELL_HEIGHT = 3
ROOMY_PITCH = 4
"""Rows from a cell to the one below it, where all periods fit with a row of air between them."""
MANY_PERIODS = 3
"""Periods from which on a page has a row for the tile that turns it."""
OFF_SIGN = " "
"""Title of a time that is off: it stands where one that is on has its sign, so that the words of
both begin in one column.
"""
MOST_DAYS = 6
"""Days side by side."""
_TURN = "\0turn"
"""The value of the tile that turns the page."""


class Day(NamedTuple):
    """A column of a timetable.

    Parameters:
        key: tells it from the others.
        title: what stands above it.
        is_today: whether it is today, or counts for today.
    """

    key: str
    title: str
    is_today: bool = False


class Timetable(RowLabels):
    """Times to choose from. What does not fit is on further pages; the soonest are on the first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._days: Sequence[Day] = ()
        self._periods: Sequence[str] = ()
        self._cells: Mapping[tuple[str, str], Tile] = {}
        self._begins: Mapping[str, str] = {}
        self._page = 0

    def show_times(
        self,
        days: Sequence[Day],
        periods: Sequence[str],
        cells: Mapping[tuple[str, str], Tile],
        begins: Mapping[str, str] | None = None,
    ) -> None:
        """Show other times.

        Parameters:
            periods: their names, in the order of the day.
            cells: (key of the day, name of the period) -> the tile of that time.
            begins: name of a period -> when it begins; said below the name.
        """
        self._days, self._periods, self._cells, self._begins = days, periods, cells, begins or {}
        self.redraw()

    @property
    def tiles(self) -> Sequence[Tile]:
        """The times of the page that is shown."""
        return [tile for tile, _ in self.placed if not is_label(tile)]

    def _days_in(self, width: int) -> int:
        room = width - LABELS + 1
        return max(1, min(MOST_DAYS, room // (NARROWEST + 1)))

    def place(self, size: Size) -> list[Placed]:
        if not self._cells:
            return []
        across, down = self._days_in(size.width), max(1, (size.height - 1) // CELL_HEIGHT)
        pages = self._pages(across, down)
        if len(pages) == 1:
            return self._place_cells(*pages[0], size, across)
        turn = self._turn_region(size)
        if down >= MANY_PERIODS:
            pages = self._pages(across, down - 1)
        else:  # a row for the tile that turns the page would be too much: it takes the last column
            across = max(2, across)
            pages = self._pages(across - 1, down)
            turn = self._columns(size.width, across)[-1]
        self._page %= len(pages)
        page = f"{self._page + 1} of {len(pages)}"
        more = Tile("More times", page, _TURN, shape="control")
        left = Size(size.width, turn.y) if down >= MANY_PERIODS else size
        return [*self._place_cells(*pages[self._page], left, across), (more, turn)]

    def _pages(self, across: int, down: int) -> list[tuple[list[Day], list[str]]]:
        """Return the days and the periods of each page: all days that fit side by side. Where they
        have more periods than rows, the page with the soonest time comes first.

        Parameters:
            across, down: days and periods that fit on a page.
        """
        pages: list[tuple[list[Day], list[str]]] = []
        for start in range(0, len(self._days), across):
            days = list(self._days[start : start + across])
            periods = self._periods_of(days)
            soonest = periods.index(self._periods_of(days[:1])[0])
            first = max(0, min(soonest, len(periods) - down))
            for part in (periods[first:], periods[:first]):
                parts = (part[at : at + down] for at in range(0, len(part), down))
                pages += [(days, each) for each in parts]
        return pages

    def _periods_of(self, days: Sequence[Day]) -> list[str]:
        """Return the periods in which any of some days has a time, in their order."""
        keys = {day.key for day in days}
        found = {period for day, period in self._cells if day in keys}
        return [period for period in self._periods if period in found]

    def _place_cells(
        self, days: Sequence[Day], periods: Sequence[str], size: Size, across: int
    ) -> list[Placed]:
        """Place the names of the days and of the periods, and the times of this page."""
        placed: list[Placed] = []
        are_many = len(periods) >= MANY_PERIODS
        is_roomy = are_many and 1 + len(periods) * ROOMY_PITCH <= size.height
        pitch = ROOMY_PITCH if is_roomy else CELL_HEIGHT
        for index, period in enumerate(periods):
            y = 1 + index * pitch
            name = label(period, period, self._begins.get(period, ""))
            placed.append((name, Region(0, y + 1, LABELS - 1, 2)))
        for day, column in zip(days, self._columns(size.width, across), strict=False):
            title = label(day.title, day.key, is_bold=day.is_today)
            placed.append((title, Region(column.x, 0, column.width, 1)))
            for index, period in enumerate(periods):
                tile = self._cells.get((day.key, period))
                shown = replace(tile, shape="control") if tile else HOLE
                placed.append((shown, column.translate(Offset(0, index * pitch))))
        return placed

    def _columns(self, width: int, across: int) -> list[Region]:
        """Return where the cells of the first row stand, one for each day."""
        gutter = GUTTER if width >= LABELS + across * (NARROWEST + GUTTER) else 1
        columns = equal_columns(width - LABELS, across, gutter)
        return [Region(LABELS + x, 1, cells, CELL_HEIGHT) for x, cells in columns]

    def _turn_region(self, size: Size) -> Region:
        """Return where the tile stands that leads to the other pages: always at the same place."""
        width = min(30, size.width)
        return Region(size.width - width, size.height - CELL_HEIGHT, width, CELL_HEIGHT)

    def turn_page(self, by: int) -> None:
        """Show another page; after the last comes the first."""
        self._page += by
        self.redraw()

    def press(self, tile: Tile) -> None:
        """Press a tile: turn the page, or say what was chosen."""
        if tile.value == _TURN:
            self.turn_page(1)
        else:
            super().press(tile)
