"""A card: a filled panel with one coloured edge, a title, and lines. Lines that do not fit are on
further pages.
"""

from collections.abc import Callable
from math import ceil

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from screens.widgets.palette import colour_of
from screens.widgets.text_layout import cut, join_lines, wrapped

MakeLines = Callable[[int, int], list[Content]]
"""Function (columns, rows) -> the lines of a card. Lines beyond `rows` go on further pages."""


MOST_ROWS = 100
"""Rows to ask for while it is not known how many there are."""


class Card(Widget):
    """A panel with text to read, such as the story of a request.

    Parameters:
        title: shown bold, in the colour of the tone.
        tone: its meaning; as in `Tile`.
    """

    def __init__(self, title: str, tone: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, classes=f"-{tone}" if tone else None)
        self._title = title
        self._tone = tone
        self._make_lines: MakeLines = lambda *_: []
        self._page = 0

    def show(self, make_lines: MakeLines, title: str | None = None) -> None:
        """Show other lines; under another title, from the first page on.

        Parameters:
            make_lines: called whenever the card is drawn, since only then its size is known.
            title: None leaves it as it is.
        """
        self._make_lines = make_lines
        if title is not None and title != self._title:
            self._title, self._page = title, 0
        width, height = self.content_size
        self.refresh(layout=self._height_in(width) != height)

    def set_tone(self, tone: str) -> None:
        """Give it the tone of what it is about."""
        if tone != self._tone:
            self.remove_class(f"-{self._tone}")
            self.add_class(f"-{tone}")
            self._tone = tone

    def next_page(self) -> None:
        """Turn to the next page; after the last comes the first."""
        self._page += 1
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self._height_in(width)

    def _height_in(self, columns: int) -> int:
        """Return the rows that all of it takes in so many columns."""
        titles = len(wrapped(self._title, columns, 2))
        return (titles + 1 if titles else 0) + len(self._make_lines(columns, MOST_ROWS))

    def on_click(self) -> None:
        self.next_page()

    def render(self) -> Content:
        columns, rows = self.content_size
        if columns < 4 or rows < 1:
            return Content("")
        colour = f"${colour_of(self._tone)}"
        titles = wrapped(self._title, columns, 2)
        title_lines = [Content.styled(line, f"bold {colour}") for line in titles]
        title_lines += [Content("")] if titles and rows > 3 else []
        room = rows - len(title_lines)
        lines = self._make_lines(columns, room)
        if len(lines) > room > 1:
            lines = self._page_of(lines, columns, room)
        return join_lines([*title_lines, *lines])

    def _page_of(self, lines: list[Content], columns: int, rows: int) -> list[Content]:
        """Return the lines of the present page, with a last line that says which page it is."""
        page_size = rows - 1
        page_count = ceil(len(lines) / page_size)
        self._page %= page_count
        start = self._page * page_size
        where = f"{self._page + 1} of {page_count}"
        label = f"{where} · touch or . for more"
        if len(label) > columns:
            label = f"{where} · . for more"
        return [*lines[start : start + page_size], Content.styled(cut(label, columns), "$muted")]
