"""The time in large figures: a point is two columns wide, and outer corners are rounded."""

from rich.segment import Segment
from textual.strip import Strip

from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.palette import palette

FIGURES = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# .## ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# .#. .#.",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    ":": ". # . # .",
}
"""Sign -> its five rows of points."""
ROWS = 5
BETWEEN = "  "
"""Columns between two figures."""


def clock_lines(time: str) -> list[str]:
    """Return the five lines of a time such as 10:42."""
    drawn = [_figure(FIGURES[sign].split()) for sign in time if sign in FIGURES]
    return [BETWEEN.join(figure[row] for figure in drawn) for row in range(ROWS)]


def _figure(points: list[str]) -> list[str]:
    return [
        "".join(_point(points, x, y) for x in range(len(points[0]))) for y in range(len(points))
    ]


def _point(points: list[str], x: int, y: int) -> str:
    """Return the two cells of a point; a corner of a figure loses its outer quarter."""

    def is_on(column: int, row: int) -> bool:
        return (
            0 <= row < len(points) and 0 <= column < len(points[0]) and points[row][column] == "#"
        )

    if not is_on(x, y):
        return "  "
    if len(points[0]) == 1:
        return "██"
    up, down = is_on(x, y - 1), is_on(x, y + 1)
    west, east = is_on(x - 1, y), is_on(x + 1, y)
    return _quarter(up, down, west, east, "▗▝") + _quarter(up, down, east, west, "▖▘")


def _quarter(up: bool, down: bool, outside: bool, inside: bool, corners: str) -> str:
    """Return one half of a point: full, or without its outer quarter where it is a corner.

    Parameters:
        up, down, outside, inside: which of its neighbours are points of the figure.
        corners: the signs for a corner at the top and one at the bottom.
    """
    if outside or not inside or up == down:
        return "█"
    return corners[0] if down else corners[1]


class BigNumber(DrawnWidget):
    """A number in large figures, such as the seconds that are left."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def show(self, number: str) -> None:
        """Show another number."""
        self._number = number
        self.refresh()

    def render_line(self, y: int) -> Strip:
        lines = clock_lines(self._number)
        text = lines[y] if y < len(lines) else ""
        style = palette(self.app.theme).style("foreground", "panel", bold=True)
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, self.rich_style)
