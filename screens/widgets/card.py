"""A card: a filled panel with one coloured edge, a title, and lines; what does not fit is on its
next page.
"""

from collections.abc import Callable
from math import ceil

from textual.content import Content
from textual.widget import Widget

from screens.widgets.text_layout import cut, stack, wrapped
from screens.widgets.tile import COLOURS

Fill = Callable[[int, int], list[Content]]
"""(columns, rows) -> the lines of a card; more than so many rows go on further pages."""


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
        self._page = 0

    def show(self, fill: Fill, title: str | None = None) -> None:
        """Have other lines; they are laid out whenever the card is drawn."""
        self._fill = fill
        if title is not None and title != self._title:
            self._title, self._page = title, 0
        self.refresh()

    def next_page(self) -> None:
        """Leaf on; after the last page comes the first."""
        self._page += 1
        self.refresh()

    def on_click(self) -> None:
        """A touch leafs on."""
        self.next_page()

    def render(self) -> Content:
        columns, rows = self.content_size
        if columns < 4 or rows < 2:
            return Content("")
        tone = COLOURS.get(self._tone, "$foreground")
        title = Content.styled(cut(self._title, columns), f"bold {tone}")
        roomy = rows > 5
        room = rows - (2 if roomy else 1)
        lines = self._fill(columns, room)
        if len(lines) > room > 1:
            pages = ceil(len(lines) / (room - 1))
            self._page %= pages
            start = self._page * (room - 1)
            more = f"{self._page + 1} of {pages} · touch or . for more"
            more = more if len(more) <= columns else f"{self._page + 1} of {pages} · . for more"
            lines = [*lines[start : start + room - 1], Content.styled(cut(more, columns), "$muted")]
        return stack([title, *([""] if roomy else []), *lines])


def told(text: str, columns: int) -> list[Content]:
    """One line of a story, whole; what goes on is set in by two columns."""
    first, *rest = wrapped(text, columns, 400)
    if not rest:
        return [Content(first)]
    going_on = wrapped(text[len(first) :].strip(), columns - 2, 400)
    return [Content(first), *(Content(f"  {line}") for line in going_on)]
