"""A card: a filled panel with one coloured edge, a title, and lines. Lines that do not fit are on
further pages.
"""

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.palette import colour_of, palette
from screens.widgets.text_layout import balanced, cut
from screens.widgets.tile_drawing import half_row_edges

MakeLines = Callable[[int, int], list[Content]]
"""Function (columns, rows) -> the lines of a card. Lines beyond `rows` go on further pages."""


AIRY = 10
"""Rows of text from which on there is an empty line above the number of the page."""
MOST_HEADING = 2
"""An empty line and the heading below it."""
MOST_ROWS = 100
"""Rows to ask for while it is not known how many there are."""


class Card(Widget):
    """A panel with text to read, such as the story of a request.

    Parameters:
        title: shown bold, in the colour of the tone.
        tone: its meaning; as in `Tile`.
    """

    def __init__(self, title: str, tone: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._tone = tone
        self._make_lines: MakeLines = lambda *_: []
        self._page = 0
        self._strips: list[Strip] | None = None
        """The lines as they are drawn; None until they are."""
        self._written = 0
        """How many of them have been written on."""
        self._drawn_for: tuple[object, ...] = ()
        """What they depend on beside the text: the size and the theme."""

    def show(self, make_lines: MakeLines, title: str | None = None) -> None:
        """Show other lines; under another title, from the first page on.

        Parameters:
            make_lines: called whenever the card is drawn, since only then its size is known.
            title: None leaves it as it is.
        """
        self._make_lines = make_lines
        if title is not None and title != self._title:
            self._title, self._page = title, 0
        self._strips = None
        width, height = self.content_size
        is_auto = self.styles.auto_dimensions
        self.refresh(layout=is_auto and self._height_in(width) != height)

    def set_tone(self, tone: str) -> None:
        """Give it the tone of what it is about."""
        if tone != self._tone:
            self._tone, self._strips = tone, None
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw it as high as its words are, in whatever room it has: its fill ends below them, and
        so does its edge, in its tone. The border leaves the column for it, but has a corner of its
        own colour.
        """
        strips = super().render_lines(crop)
        if not self.styles.has_rule("border_left"):
            return strips
        self._draw_if_outdated()
        width, height = self.outer_size
        behind, fill = (each.rich_color for each in self.background_colors)
        ink = palette(self.app.theme).style(colour_of(self._tone, "edge"), "panel").color
        around = Style(bgcolor=behind)
        rows = min(height, self._written + self.gutter.height)
        drawn = half_row_edges(Style(color=ink, bgcolor=fill), around, rows)
        last = Segment("▀" * (width - 1), Style(color=fill, bgcolor=behind))
        below = Strip([Segment(" " * width, around)])
        result = []
        for y, strip in enumerate(strips, crop.y):
            if y >= rows:
                result.append(below.crop(crop.x, crop.right))
            elif y == rows - 1 < height - 1:
                result.append(Strip([drawn[y], last]).crop(crop.x, crop.right))
            elif crop.x:
                result.append(strip)
            else:
                result.append(Strip([drawn[y], *strip.crop(1)], strip.cell_length))
        return result

    def next_page(self) -> None:
        """Turn to the next page; after the last comes the first."""
        self._page += 1
        self._strips = None
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self._height_in(width)

    def _height_in(self, columns: int) -> int:
        """Return the rows that all of it takes in so many columns."""
        titles = len(balanced(self._title, columns, 2))
        return (titles + 1 if titles else 0) + len(self._make_lines(columns, MOST_ROWS))

    def on_click(self) -> None:
        self.next_page()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the text. Its lines are as wide as the card already: Textual would wrap
        each of them once more.
        """
        return self._draw_if_outdated()[y]

    def _draw_if_outdated(self) -> list[Strip]:
        """Return the lines of the text as they are drawn, and blank ones below them."""
        state = (self.content_size, self.app.theme)
        if self._strips is None or self._drawn_for != state:
            (width, rows), base = self.content_size, self.visual_style
            strips = []
            for line in self._lines():
                parts = line.render(base, end="", parse_style=self.app.stylesheet.parse_style)
                segments = [Segment(text, style.rich_style) for text, style in parts]
                strips.append(Strip(segments).adjust_cell_length(width, base.rich_style))
            self._written, self._drawn_for = len(strips), state
            blank = Strip.blank(width, base.rich_style)
            self._strips = [*strips, *[blank] * (rows - len(strips))]
        return self._strips

    def _lines(self) -> list[Content]:
        """Return the lines of the present page, with the title."""
        columns, rows = self.content_size
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
    """Divide lines among pages of so many rows at most. A page neither begins with an empty line
    nor ends with a heading, which is a line after an empty one.
    """
    pages: list[list[Content]] = []
    rest = lines
    while rest:
        if not rest[0].plain:
            rest = rest[1:]
            continue
        end = rows
        if rest[rows:] and rows > MOST_HEADING and not rest[rows - MOST_HEADING].plain:
            end = rows - MOST_HEADING
        pages.append(rest[:end])
        rest = rest[end:]
    return pages
