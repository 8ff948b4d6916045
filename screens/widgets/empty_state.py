"""What a screen shows while there is nothing to show: a drawing, and two sentences."""

from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.palette import palette
from screens.widgets.pictures import WIDTH, draw_picture
from screens.widgets.text_layout import balanced, printable

LONGEST_LINE = 60
"""Columns of a line of the words."""


class EmptyState(Widget):
    """A drawing in the middle of the screen, with a title and what to do now.

    Parameters:
        picture: the name of the pictogram.
    """

    def __init__(self, picture: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture, self._title, self._text = picture, "", ""

    def show(self, title: str, words: str, picture: str = "") -> None:
        """Show other words.

        Parameters:
            picture: another pictogram; "" leaves it as it is.
        """
        self._title, self._text = title, words
        self._picture = picture or self._picture
        self.refresh()

    @property
    def words(self) -> str:
        """The words that are shown."""
        return f"{self._title}. {self._text}"

    def render_line(self, y: int) -> Strip:
        nothing = Nothing(self._picture, self._title, self._text)
        lines = draw_nothing(nothing, self.size.width, self.app.theme)
        top = max(0, self.size.height - len(lines)) // 3
        blank = Strip.blank(self.size.width, self.rich_style)
        return lines[y - top] if 0 <= y - top < len(lines) else blank


class Nothing(NamedTuple):
    """What is shown in place of things of which there are none.

    Parameters:
        picture: the name of the pictogram.
        title: what there is not.
        words: what to do now.
    """

    picture: str
    title: str
    words: str


@lru_cache(maxsize=8)
def draw_nothing(nothing: Nothing, width: int, theme: str) -> list[Strip]:
    """Draw a pictogram in the middle of so many columns, and the words below it."""
    colours = palette(theme)
    ground = colours.style("foreground", "background")
    side = Segment(" " * ((width - WIDTH) // 2), ground)
    drawn = draw_picture(nothing.picture, "primary", "background", colours)
    lines = [[side, *line] for line in drawn]
    title = colours.style("foreground", "background", bold=True)
    muted = colours.style("muted", "background")
    texts = [("", muted), (printable(nothing.title), title), ("", muted)]
    texts += [(line, muted) for line in balanced(nothing.words, min(width, LONGEST_LINE), 6)]
    for text, style in texts:
        left = (width - cell_len(text)) // 2
        lines.append([Segment(" " * left, ground), Segment(text, style)])
    return [Strip(line).adjust_cell_length(width, ground) for line in lines]
