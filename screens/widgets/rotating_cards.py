"""A card for passers-by: its pages turn by themselves, quietly, when there is more than fits. What
belongs together stays on one page.
"""

from collections.abc import Callable, Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from screens.widgets.grid_layout import HIGH, TALL
from screens.widgets.text_layout import cut, spread, stack
from screens.widgets.tile import COLOURS

Block = Sequence[Content]
"""Lines that belong together."""
Fill = Callable[[int], list[Block]]
"""Columns -> what there is to say."""

TURN = 8
"""Seconds for which a page stays."""


def packed(blocks: Sequence[Block], rows: int, gap: int) -> list[list[Block]]:
    """Blocks on as few pages as hold them, in order. Of a block taller than a page the last line,
    which says when or where, is kept, and what is missing before it has a sign.

    Parameters:
        rows: lines of a page.
        gap: empty lines between two blocks.
    """
    pages: list[list[Block]] = []
    used = 0
    for block in blocks:
        if len(block) > rows > 1:
            block = [*block[: rows - 2], Content.assemble(block[rows - 2], "…"), block[-1]]
        block = block[:rows]
        if pages and used + gap + len(block) <= rows:
            pages[-1].append(block)
            used += gap + len(block)
        else:
            pages.append([block])
            used = len(block)
    return pages


def shared(room: int, wanted: Sequence[int], least: Sequence[int]) -> list[int]:
    """Rows for cards above each other: to each its least, then what it wants, from the first on.

    A card that wants nothing gets nothing; what is left over goes to the last one that wants any.
    """
    given = [low if want else 0 for want, low in zip(wanted, least, strict=True)]
    left = room - sum(given)
    for place, want in enumerate(wanted):
        more = max(0, min(left, want - given[place]))
        given[place] += more
        left -= more
    wanting = [place for place, want in enumerate(wanted) if want]
    if wanting and left > 0:
        given[wanting[-1]] += left
    return given


class RotatingCard(Widget):
    """A title, and blocks of lines below it.

    Parameters:
        title: bold, in the colour of its tone.
        tone: as a tile's.
        gap: empty lines between two blocks, where there is room.
        spare: whether it is there only when all of it fits beside the others.
    """

    def __init__(
        self, title: str, tone: str, *, gap: int = 1, spare: bool = False, id: str
    ) -> None:
        super().__init__(id=id, classes=f"-{tone} turning")
        self._title, self._tone, self._gap = title, tone, gap
        self.spare = spare
        self._fill: Fill = lambda _: []
        self._page = self._seconds = 0
        self._pages = 1

    def show(self, fill: Fill, title: str | None = None) -> None:
        """Say something else."""
        self._fill = fill
        self._title = self._title if title is None else title
        self.refresh()

    @property
    def air(self) -> int:
        """How much air there is: 0 none, 1 around the words, 2 between them as well."""
        height = self.app.size.height
        return 2 if height >= HIGH else 1 if height >= TALL else 0

    @property
    def least(self) -> int:
        """Rows below which it cannot say anything."""
        return (3, 4, 6)[self.air]

    def wanted(self, columns: int) -> int:
        """Rows it would like to have, all in all; 0 when it has nothing to say."""
        blocks = self._fill(columns - self._around)
        if not blocks:
            return 0
        gap = self._gap if self.air == 2 else 0
        lines = sum(len(block) for block in blocks) + gap * (len(blocks) - 1)
        return lines + (1, 2, 4)[self.air]

    @property
    def _around(self) -> int:
        """Columns of the edge and the padding."""
        return 7 if self.air else 5

    def tick(self) -> None:
        """A second has gone by."""
        self._seconds += 1
        if self._pages > 1 and self._seconds >= TURN:
            self._seconds = 0
            self._page = (self._page + 1) % self._pages
            self.refresh()

    def on_click(self) -> None:
        """A touch turns to the next page at once."""
        self._seconds = TURN
        self.tick()

    def render(self) -> Content:
        columns, rows = self.content_size
        if columns < 4 or rows < 2:
            return Content("")
        tone = COLOURS.get(self._tone, "$foreground")
        title = Content.styled(cut(self._title, columns), f"bold {tone}")
        air = [""] if self.air == 2 and rows > 3 else []
        gap = self._gap if self.air == 2 else 0
        pages = packed(self._fill(columns), rows - 1 - len(air), gap)
        self._pages = max(1, len(pages))
        self._page %= self._pages
        if self._pages > 1:
            where = Content.styled(f"{self._page + 1} of {self._pages}", "$muted")
            title = spread(title, where, columns)
        lines: list[Content | str] = [title, *air]
        for place, block in enumerate(pages[self._page] if pages else []):
            lines += [*([""] * gap if place else []), *block]
        return stack(lines)


class CardColumn(Vertical):
    """Cards above each other, each as high as what it has to say, as far as there is room."""

    def on_resize(self) -> None:
        self.share()

    def share(self) -> None:
        """Give each card the rows it needs, as far as they go, one empty row between two."""
        cards = list(self.query_children(RotatingCard))
        room = self.size.height
        wanted = [card.wanted(self.size.width) for card in cards]
        for place, card in enumerate(cards):
            others = [want for want in wanted[:place] if want]
            if card.spare and others and sum(others) + len(others) + wanted[place] > room:
                wanted[place] = 0
        gaps = max(0, sum(map(bool, wanted)) - 1)
        given = shared(room - gaps, wanted, [card.least for card in cards])
        for card, rows in zip(cards, given, strict=True):
            card.display = rows > 0
            card.styles.height = rows
