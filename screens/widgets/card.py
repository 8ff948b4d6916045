"""A card: a filled panel with one coloured edge, a title, and lines. Lines that do not fit are on
further pages.
"""

from collections.abc import Callable, Iterable

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size, Spacing
from textual.strip import Strip

from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.half_rows import half_row_edges
from screens.widgets.palette import colour_of, palette
from screens.widgets.text_layout import balanced, cut
from screens.widgets.tile_drawing import Line

MakeLines = Callable[[int, int], list[Content]]
"""Function (columns, rows) -> the lines of a card. Lines beyond `rows` go on further pages."""

FRAME = Spacing(1, 2, 1, 3)
"""Cells around the words of a card with an edge: half a row above and below, air at both sides, and
the edge at the left.
"""
AIRY = 10
"""Rows of text from which on there is an empty line above the number of the page."""
MOST_HEADING = 2
"""An empty line and the heading below it."""
MOST_ROWS = 100
"""Rows to ask for while it is not known how many there are."""


class Card(DrawnWidget):
    """A panel with text to read, such as the story of a request. Nothing on it is touched but the
    whole, which turns its page: it lies lower than what can be pressed.

    Parameters:
        title: shown bold, in the colour of the tone.
        tone: its meaning, and the colour of its edge; as in `Tile`.
        framed: whether it has an edge and air around the words; in a dialog it has not.
        fills: whether it is seen down to its last row, so that cards side by side end together;
            else it ends where its words end, at which no layout has to be made when they change.
        least_rows: returns the rows that are seen in any case, such as those of the list beside it.
    """

    def __init__(
        self,
        title: str,
        tone: str = "",
        *,
        framed: bool = True,
        fills: bool = False,
        least_rows: Callable[[], int] = lambda: 0,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._fills, self._least_rows = fills, least_rows
        self._title = title
        self._tone = tone
        self._frame = FRAME if framed else Spacing()
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
        width, height = self.size
        is_auto = self.styles.auto_dimensions and width
        self.refresh(layout=bool(is_auto) and self._height_in(width) != height)

    def set_tone(self, tone: str) -> None:
        """Give it the tone of what it is about."""
        if tone != self._tone:
            self._tone = tone
            self.refresh()

    def next_page(self) -> None:
        """Turn to the next page; after the last comes the first."""
        self._page += 1
        self.refresh()

    def on_click(self) -> None:
        self.next_page()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self._height_in(width)

    def _height_in(self, width: int) -> int:
        """Return the rows that all of it takes in so many columns."""
        columns = width - self._frame.width
        titles = len(balanced(self._title, columns, 2))
        words = (titles + 1 if titles else 0) + len(self._make_lines(columns, MOST_ROWS))
        return words + self._frame.height

    def draw(self, y: int) -> Iterable[tuple[int, Strip]]:  # noqa: ARG002
        width, height = self.size
        columns, base = width - self._frame.width, self.visual_style
        plain = base.rich_style
        lines = []
        for line in self._lines(columns, height - self._frame.height):
            parts = line.render(base, end="", parse_style=self.app.stylesheet.parse_style)
            segments = [Segment(text, style.rich_style) for text, style in parts]
            lines.append(Segment.adjust_line_length(segments, columns, plain))
        around = Style(bgcolor=self.background_colors[0].rich_color)
        rest = height - self._frame.height - len(lines)
        is_full = self._fills or not self._frame
        seen = rest if is_full else max(0, self._least_rows() - self._frame.height - len(lines))
        below = min(rest, seen)
        lines += [[Segment(" " * columns, plain)]] * below
        rest -= below
        if self._frame:
            lines = self._framed(lines, plain, around)
        lines += [[Segment(" " * width, around)]] * rest
        return enumerate(map(Strip, lines))

    def _framed(self, lines: list[Line], plain: Style, around: Style) -> list[Line]:
        """Return lines with the edge and the air around them."""
        width = self.size.width
        ink = palette(self.app.theme).style(colour_of(self._tone, "edge"), "panel").color
        edges = half_row_edges(Style(color=ink, bgcolor=plain.bgcolor), around, len(lines) + 2)
        half = Style(color=plain.bgcolor, bgcolor=around.bgcolor)
        left = Segment(" " * (self._frame.left - 1), plain)
        right = Segment(" " * self._frame.right, plain)
        return [
            [edges[0], Segment("▄" * (width - 1), half)],
            *([edge, left, *line, right] for edge, line in zip(edges[1:-1], lines, strict=True)),
            [edges[-1], Segment("▀" * (width - 1), half)],
        ]

    def _lines(self, columns: int, rows: int) -> list[Content]:
        """Return the lines of the present page, with the title."""
        if columns < 4 or rows < 1:
            return []
        colour = f"${colour_of(self._tone)}"
        titles = balanced(self._title, columns, 2)
        title_lines = [Content.styled(line, f"bold {colour}") for line in titles]
        title_lines += [Content("")] if titles and rows > 3 else []
        room = rows - len(title_lines)
        lines = self._make_lines(columns, room)
        if len(lines) > room > 1:
            lines = self._page_of(lines, columns, room)
        return [*title_lines, *lines][:rows]

    def _page_of(self, lines: list[Content], columns: int, rows: int) -> list[Content]:
        """Return the lines of the present page, with a last line that says which page it is."""
        has_air = rows >= AIRY
        pages = pages_of(lines, rows - 1 - has_air)
        self._page %= len(pages)
        where = f"{self._page + 1} of {len(pages)}"
        label = f"{where} · touch for more"
        page = pages[self._page]
        air = [Content("")] * (rows - 1 - len(page)) if has_air else []
        return [*page, *air, Content.styled(cut(label, columns), "$muted")]


def pages_of(lines: list[Content], rows: int) -> list[list[Content]]:
    """Divide lines among pages of so many rows at most. A page neither begins with an empty line or
    with the rest of an entry, whose further lines are indented, nor ends with a heading, which is a
    line after an empty one; but an entry that is longer than half a page is divided.
    """
    pages: list[list[Content]] = []
    rest = lines
    while rest:
        if not rest[0].plain:
            rest = rest[1:]
            continue
        end = rows
        if rest[rows:]:
            begins = (each for each in range(rows, rows // 2, -1) if not _goes_on(rest[each]))
            end = next(begins, rows)
            if end > MOST_HEADING and not rest[end - MOST_HEADING].plain:
                end -= MOST_HEADING
        pages.append(rest[:end])
        rest = rest[end:]
    return pages


def _goes_on(line: Content) -> bool:
    """Return whether a line belongs to the entry of the line before it."""
    return line.plain.startswith("  ")
