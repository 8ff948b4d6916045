"""A pictogram by itself, where another page has its code."""

from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.palette import colour_of, palette
from screens.widgets.pictures import draw_large_picture


class Drawing(Widget):
    """A large pictogram in the upper left corner of its room.

    Parameters:
        picture: its name.
        tone: as in `Tile`.
    """

    def __init__(self, picture: str, tone: str) -> None:
        super().__init__()
        self._picture, self._tone = picture, tone

    def render_line(self, y: int) -> Strip:
        colours = palette(self.app.theme)
        lines = draw_large_picture(self._picture, colour_of(self._tone), "background", colours)
        line = lines[y] if y < len(lines) else []
        return Strip(line).adjust_cell_length(self.size.width, self.rich_style)
