"""The panel at the top of the home: what waits for a person, one item at a time. Everything else on
the screen can still be touched.
"""

from dataclasses import dataclass
from time import monotonic

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size

from kiosk.inbox.inbox import InboxItem
from screens.messages import Act
from screens.widgets.grid_layout import GUTTER, HIGH, PLACES, equal_columns
from screens.widgets.palette import Palette, colour_of
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed, TileBoard
from screens.widgets.tile_drawing import Line
from screens.widgets.tile_width import needed_width

WORDS = "\0words"
"""Value of the tile with the words; no answer has it."""
LEAST_WORDS = 28
"""Columns that the words need beside the answers."""


class InboxPanel(TileBoard):
    """A panel with an item of the inbox and two or three answers; hidden when nothing waits.

    Parameters:
        settle: seconds for which a new item takes no answer, since the second half of a double tap
            was meant for the item before.
    """

    @dataclass
    class Answered(Act):
        """An answer was touched.

        Parameters:
            item: the item that is answered.
            answer: value of the answer, as in `InboxItem.answers`.
        """

        item: InboxItem
        answer: str

    def __init__(self, settle: float) -> None:
        super().__init__()
        self._settle = settle
        self._shown_at = 0.0
        """When the item was first shown, in seconds of the monotonic clock."""
        self.item: InboxItem | None = None
        """The item that is shown; None when nothing waits."""

    def show_items(self, items: list[InboxItem]) -> None:
        """Show the first item that waits. The one that is shown stays while it waits, whatever
        comes in before it.
        """
        if not items:
            self.item = None
            self.display = False
            return
        keys = [item.key for item in items]
        index = keys.index(self.item.key) if self.item and self.item.key in keys else 0
        if self.item is None or self.item.key != keys[index]:
            self._shown_at = monotonic()
        self.item = items[index]
        self.display = True
        words = Tile(self.item.head, self.item.body, WORDS, tone=self.item.tone, disabled=True)
        answers = (
            Tile(title, value=value, key=str(number), shape="control")
            for number, (title, value) in enumerate(self.item.answers, 1)
        )
        self.show([words, *answers])

    def place(self, size: Size) -> list[Placed]:
        """Place the words at the left and the answers in the last places of the row; where that
        leaves too little for the words, the answers below them.
        """
        if not self._tiles:
            return []
        words, *answers = self._tiles
        place = equal_columns(size.width, PLACES)[-1][1]
        widths = [max(place, needed_width(tile) + 1) for tile in answers]
        left = size.width - sum(widths) - GUTTER * len(widths)
        if left < LEAST_WORDS:
            return self._stacked(words, answers, size)
        height = self._height(left)
        placed, x = [(words, Region(0, 0, left, height))], left + GUTTER
        for tile, width in zip(answers, widths, strict=True):
            placed.append((tile, Region(x, 0, width, height)))
            x += width + GUTTER
        return placed

    def _stacked(self, words: Tile, answers: list[Tile], size: Size) -> list[Placed]:
        height = self._height(size.width)
        columns = equal_columns(size.width, len(answers))
        return [
            (words, Region(0, 0, size.width, height)),
            *(
                (tile, Region(x, height, width, 3))
                for tile, (x, width) in zip(answers, columns, strict=True)
            ),
        ]

    def _height(self, width: int) -> int:
        """Return the rows of the words, with one of air above and one below."""
        most = 4 if self.app.size.height >= HIGH else 2
        return 2 + max(2, len(_lines_of(self._tiles[0], width - 6, most)))

    def draw_tile(self, tile: Tile, size: Size, colours: Palette, *, focused: bool) -> list[Line]:
        if tile.value != WORDS:
            return super().draw_tile(tile, size, colours, focused=focused)
        plain = colours.style("foreground", "panel")
        head = colours.style(colour_of(tile.tone), "panel", bold=True)
        edge = Segment("▌", colours.style(colour_of(tile.tone, "edge"), "panel"))
        room = size.width - 6
        lines: list[Line] = []
        for bold, rest in _lines_of(tile, room, size.height - 2):
            blank = " " * (room - cell_len(bold + rest))
            lines.append([Segment(bold, head), Segment(rest + blank, plain)])
        air = [Segment(" " * room, plain)]
        lines = [air, *lines, *[air] * size.height][: size.height]
        side = Segment("  ", plain)
        return [[edge, side, *line, side, Segment(" ", plain)] for line in lines]

    def press(self, tile: Tile) -> None:
        """Answer, unless the item has only just come."""
        if self.item and self.display and monotonic() - self._shown_at >= self._settle:
            self.post_message(self.Answered(self.item, tile.value))


def _lines_of(words: Tile, room: int, rows: int) -> list[tuple[str, str]]:
    """Return the lines of an item, each with its part of the head and the rest: the head on lines
    of its own, if that cuts nothing.
    """
    heads, bodies = wrapped(words.title, room, rows), wrapped(words.body, room, rows)
    if len(heads) + len(bodies) <= rows:
        return [*((head, "") for head in heads), *(("", body) for body in bodies)]
    joined = f"{words.title}  {words.body}" if words.body else words.title
    lines, head_left = [], len(words.title)
    for text in wrapped(joined, room, rows):
        lines.append((text[:head_left], text[head_left:]))
        head_left = max(0, head_left - len(text) - 1)
    return lines
