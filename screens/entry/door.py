"""The way in: a band over the whole width of the waiting screen. All of it signs in."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size

from screens.widgets.palette import Palette
from screens.widgets.text_layout import cut
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed, TileBoard
from screens.widgets.tile_drawing import Line

TITLE = "Touch to sign in"
HOW = "or scan your badge, or type your name"
HELP, COLOURS = "F1 help", "F2 colours"
FULL = 5
"""Rows from which on there is one of air below the title."""
SIDES = {"-broad": 7, "-wide": 3}
"""Size class of the screen -> columns of air at each end, as beside all else; 2 on others."""


class Door(TileBoard):
    """The one filled thing on the waiting screen."""

    def __init__(self) -> None:
        super().__init__([Tile(TITLE, value="enter")], id="door")

    def place(self, size: Size) -> list[Placed]:
        return [(self._tiles[0], Region(0, 0, size.width, size.height))]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return 5

    def draw_tile(
        self,
        tile: Tile,  # noqa: ARG002
        size: Size,
        colours: Palette,
        *,
        focused: bool,
    ) -> list[Line]:
        ground = "foreground" if focused else "primary"
        plain = colours.style("ink", ground)
        bold = colours.style("ink", ground, bold=True)
        width, title_row = size.width, size.height // 2 - 1
        lines: list[Line] = [[Segment(" " * width, plain)] for _ in range(size.height)]
        lines[title_row] = [Segment(TITLE.center(width), bold)]
        air = next((air for name, air in SIDES.items() if self.screen.has_class(name)), 2)
        lines[title_row + (2 if size.height >= FULL else 1)] = [
            Segment(_low_line(width, air), plain)
        ]
        return lines


def _low_line(width: int, air: int) -> str:
    """Return how else one signs in, with the keys at both ends where there is room."""
    side = (width - cell_len(HOW)) // 2
    if side < air + cell_len(COLOURS) + 2:
        return cut(HOW, width).center(width)
    left = f"{'':{air}}{HELP}".ljust(side)
    return f"{left}{HOW}".ljust(width - cell_len(COLOURS) - air) + COLOURS + " " * air
