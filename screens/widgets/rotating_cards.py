"""Cards for people who pass by: their pages turn by themselves when there is more than fits. Lines
that belong together stay on one page.
"""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widget import Widget

from screens.widgets.containers import Stack
from screens.widgets.grid_layout import HIGH, TALL
from screens.widgets.palette import colour_of
from screens.widgets.text_layout import cut, join_lines, spread

Block = Sequence[Content]
"""Lines that belong together."""
MakeBlocks = Callable[[int], list[Block]]
"""Function (columns) -> the blocks of a card."""

TURN = 8
"""Seconds for which a page stays."""


def pack_pages(blocks: Sequence[Block], rows: int, gap: int) -> list[list[Block]]:
    """Put blocks on as few pages as hold them, in their order. A block that is taller than a page
    goes on over the next ones, each with its last line, which says when or where, or who it is.

    Parameters:
        rows: lines of a page.
        gap: empty lines between two blocks.
    """
    pages: list[list[Block]] = []
    used = 0
    for block in blocks:
        *lines, last = block
        while len(lines) >= rows > 1:
            pages.append([[*lines[: rows - 1], last]])
            lines = lines[rows - 1 :]
            used = rows
        block = [*lines, last][:rows]
        if pages and used + gap + len(block) <= rows:
            pages[-1].append(block)
            used += gap + len(block)
        else:
            pages.append([block])
            used = len(block)
    return pages


class RotatingCard(Widget):
    """A card of the waiting screen: a title, and blocks of lines below it.

    Parameters:
        title: shown bold, in the colour of the tone.
        tone: its meaning; as in `Tile`.
    """

    def __init__(self, title: str, tone: str, *, id: str) -> None:
        super().__init__(id=id, classes=f"-{tone} turning")
        self._title, self._tone = title, tone
        self._make_blocks: MakeBlocks = lambda _: []
        self._page = self._seconds = 0
        self._pages = 1

    def show(self, make_blocks: MakeBlocks, title: str | None = None) -> None:
        """Show other blocks.

        Parameters:
            make_blocks: called whenever the card is drawn, since only then its size is known.
            title: None leaves it as it is.
        """
        self._make_blocks = make_blocks
        self._title = self._title if title is None else title
        self.refresh()

    @property
    def spacing(self) -> int:
        """How much empty space there is: 0 none, 1 or 2 around the text, below the title, and
        between blocks.
        """
        height = self.app.size.height
        return 2 if height >= HIGH else 1 if height >= TALL else 0

    @property
    def least_rows(self) -> int:
        """Fewest rows in which it can show anything; with the title and the padding."""
        return (5, 5, 6)[self.spacing]

    def wanted_rows(self, columns: int) -> int:
        """Return the rows in which all of it fits, with the title and the padding; 0 when there is
        nothing to show.

        Parameters:
            columns: width of the card.
        """
        blocks = self._make_blocks(columns - self._frame_columns)
        if not blocks:
            return 0
        gap = 1 if self.spacing else 0
        lines = sum(len(block) for block in blocks) + gap * (len(blocks) - 1)
        return lines + (3, 4, 4)[self.spacing]

    @property
    def _frame_columns(self) -> int:
        """Columns of the edge and the padding."""
        return 5

    def tick(self) -> None:
        """Turn the page when it is time; the screen calls this every second."""
        self._seconds += 1
        if self._seconds >= TURN:
            self.turn(1)

    def turn(self, by: int) -> None:
        """Turn to another page; after the last comes the first.

        Parameters:
            by: how many pages further; negative for back.
        """
        self._seconds = 0
        if self._pages > 1:
            self._page = (self._page + by) % self._pages
            self.refresh()

    def render(self) -> Content:
        columns, rows = self.content_size
        if columns < 4 or rows < 2:
            return Content("")
        colour = f"${colour_of(self._tone)}"
        title = Content.styled(cut(self._title, columns), f"bold {colour}")
        below_title = [""] if self.spacing and rows > 3 else []
        gap = 1 if self.spacing else 0
        pages = pack_pages(self._make_blocks(columns), rows - 1 - len(below_title), gap)
        self._pages = max(1, len(pages))
        self._page %= self._pages
        if self._pages > 1:
            where = f"{self._page + 1} of {self._pages}"
            if title.cell_length + len(where) + 1 > columns:
                where = f"{self._page + 1}/{self._pages}"
            title = spread(title, Content.styled(where, "$muted"), columns)
        lines: list[Content | str] = [title, *below_title]
        for index, block in enumerate(pages[self._page] if pages else []):
            lines += [*([""] * gap if index else []), *block]
        return join_lines(lines)


class CardColumn(Stack):
    """A card that gets the rows it needs, and others below it that share what it leaves."""

    _given = 0
    """Rows that the first card has."""

    def on_resize(self) -> None:
        self.share()

    def share(self) -> None:
        """Give the first card its rows; the others keep enough to show something."""
        first = self.query(RotatingCard).first()
        wanted, total = first.wanted_rows(self.size.width), self.size.height
        rows = max(first.least_rows, min(wanted, total - first.least_rows - 1))
        if rows != self._given:
            self._given = first.styles.height = rows
