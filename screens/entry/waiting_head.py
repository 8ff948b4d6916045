"""The head of the waiting screen: the time, the school, and the day with its periods."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from screens.widgets.clock_face import ROWS, clock_lines
from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.palette import Palette, palette
from screens.widgets.text_layout import cut

LEAST_CELL = 3
"""Columns of the narrowest cell of the day."""
CELL = 5
"""Columns of a cell from which on its time stands below it."""


class DayCell(NamedTuple):
    """One period of the day.

    Parameters:
        name: such as "Period 3".
        starts: HH:MM.
        state: "over", "on" or "ahead".
    """

    name: str
    starts: str
    state: str


class WaitingHead(DrawnWidget):
    """Five lines: the clock at the left, and at the right two sentences and the day."""

    def __init__(self) -> None:
        super().__init__(id="head")
        self._clock, self._school, self._day = "", "", ""
        self._short_day = ""
        self._cells: list[DayCell] = []

    def show(self, clock: str, school: str, days: tuple[str, str], cells: list[DayCell]) -> None:
        """Show another time.

        Parameters:
            clock: HH:MM.
            school: the name of the school and of the kiosk.
            days: the date and where in the day it is, in full and in short.
            cells: the periods of the day; empty when there is no school.
        """
        before = (self._clock, self._school, self._day, self._cells)
        self._clock, self._school = clock, school
        (self._day, self._short_day), self._cells = days, cells
        if before != (clock, school, days[0], cells):
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, colours = self.size.width, palette(self.app.theme)
        if y >= ROWS:
            return Strip.blank(width, self.rich_style)
        clock = clock_lines(self._clock)[y]
        ground = self.rich_style
        left = Segment(clock, colours.style("foreground", "background", bold=True))
        room = width - cell_len(clock) - 3
        right = self._right(y, room, colours)
        used = sum(part.cell_length for part in right)
        blank = Segment(" " * max(0, width - cell_len(clock) - used), ground)
        return Strip([left, blank, *right]).adjust_cell_length(width, ground)

    def _right(self, y: int, room: int, colours: Palette) -> list[Segment]:
        """Return what stands at the right end of a line."""
        muted = colours.style("muted", "background")
        if y == 2:
            return []
        if y < 2:
            text = (self._school, self._day)[y]
            bold = colours.style("foreground", "background", bold=True)
            if y == 1 and cell_len(text) > room:
                text = self._short_day
            return [Segment(cut(text, room), bold if y == 0 else muted)] if room > 8 else []
        if not self._cells:
            return []
        cell = min(CELL, (room + 1) // len(self._cells) - 1)
        if cell < LEAST_CELL:
            return []
        parts: list[Segment] = []
        for each in self._cells:
            is_on = each.state == "on"
            if y == 3:
                text = short_name(each.name, cell).center(cell)
                style = {
                    "over": colours.style("muted", "surface"),
                    "on": colours.style("ink", "primary", bold=True),
                    "ahead": colours.style("foreground", "panel"),
                }[each.state]
            else:
                text = each.starts.rjust(cell) if cell >= CELL else " " * cell
                style = colours.style("primary", "background", bold=True) if is_on else muted
            parts += [Segment(text, style), Segment(" ", self.rich_style)]
        return parts[:-1]


def short_name(name: str, width: int) -> str:
    """Return the name of a period in so many cells: its number, or its first letter."""
    last = name.split()[-1] if name.split() else name
    if len(last) <= 2 and len(name) > width:
        return last
    return name if cell_len(name) <= width else name[:1]
