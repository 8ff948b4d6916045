"""A card: a filled panel with one coloured edge, a title, and as many lines as fit."""

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from screens.lines import cut, stack
from screens.tile import COLOURS

Fill = Callable[[int, int], list[Content]]
"""(columns, rows) -> the lines of a card, at most so many rows."""


class Card(Widget):
    """Something to read.

    Parameters:
        title: bold, in the colour of its tone.
        tone: as a tile's.
    """

    def __init__(self, title: str, tone: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, classes=f"-{tone}" if tone else None)
        self._title = title
        self._tone = tone
        self._fill: Fill = lambda *_: []

    def show(self, fill: Fill, title: str | None = None) -> None:
        """Have other lines; they are laid out whenever the card is drawn."""
        self._fill = fill
        self._title = self._title if title is None else title
        self.refresh()

    def render(self) -> Content:
        columns, rows = self.content_size
        if columns < 4 or rows < 2:
            return Content("")
        tone = COLOURS.get(self._tone, "$foreground")
        title = Content.styled(cut(self._title, columns), f"bold {tone}")
        roomy = rows > 5
        lines = self._fill(columns, rows - (2 if roomy else 1))
        return stack([title, *([""] if roomy else []), *lines])
