"""What a screen shows while there is nothing to show: a drawing, and two sentences."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.palette import palette
from screens.widgets.pictures import WIDTH, draw_picture
from screens.widgets.text_layout import balanced, printable

LONGEST_LINE = 60
"""Columns of a line of the words."""


class Nothing(NamedTuple):
    """What is shown in place of things of which there are none.

    Parameters:
        title: what there is not.
        words: what to do now.
        picture: the name of the pictogram.
    """

    title: str
    words: str
    picture: str


class EmptyState(DrawnWidget):
    """A drawing in the middle of the screen, with a title and what to do now."""

    _nothing: Nothing | None = None

    def show(self, nothing: Nothing) -> None:
        """Show what there is not, and what to do now."""
        self._nothing = nothing
        self.refresh()

    @property
    def words(self) -> str:
        """The words that are shown; "" before anything is."""
        return f"{self._nothing.title}. {self._nothing.words}" if self._nothing else ""

    def draw(self, y: int) -> Iterable[tuple[int, Strip]]:
        if self._nothing is None:
            return [(y, Strip.blank(self.size.width, self.rich_style))]
        return enumerate(draw_nothing(self._nothing, self.size, self.app.theme))


@lru_cache(maxsize=8)
def draw_nothing(nothing: Nothing, size: Size, theme: str) -> list[Strip]:
    """Draw a pictogram in the middle of this many columns and rows, and the words below it; what
    does not fit is left away at the bottom.
    """
    colours = palette(theme)
    ground = colours.style("foreground", "background")
    side = Segment(" " * ((size.width - WIDTH) // 2), ground)
    drawn = draw_picture(nothing.picture, "primary", "background", colours)
    lines = [[side, *line] for line in drawn]
    title = colours.style("foreground", "background", bold=True)
    muted = colours.style("muted", "background")
    texts = [("", muted), (printable(nothing.title), title), ("", muted)]
    texts += [(line, muted) for line in balanced(nothing.words, min(size.width, LONGEST_LINE), 6)]
    for text, style in texts:
        left = (size.width - cell_len(text)) // 2
        lines.append([Segment(" " * left, ground), Segment(text, style)])
    above = max(0, size.height - len(lines)) // 3
    below = max(0, size.height - above - len(lines))
    rows = [*([[]] * above), *lines, *([[]] * below)]
    return [Strip(row).adjust_cell_length(size.width, ground) for row in rows]
