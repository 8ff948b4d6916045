"""A pictogram by itself, where another page has its code."""

from collections.abc import Iterable

from textual.strip import Strip

from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.palette import colour_of, palette
from screens.widgets.pictures import draw_large_picture


class Drawing(DrawnWidget):
    """A large pictogram in the upper left corner of its room.

    Parameters:
        picture: its name.
        tone: as in `Tile`.
    """

    def __init__(self, picture: str, tone: str) -> None:
        super().__init__()
        self._picture, self._tone = picture, tone

    def draw(self, y: int) -> Iterable[tuple[int, Strip]]:  # noqa: ARG002
        colours = palette(self.app.theme)
        lines = draw_large_picture(self._picture, colour_of(self._tone), "background", colours)
        below = self.size.height - len(lines)
        for place, line in enumerate([*lines, *[[]] * below]):
            yield place, Strip(line).adjust_cell_length(self.size.width, self.rich_style)
