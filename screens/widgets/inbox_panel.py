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
from screens.widgets.text_layout import NO_LIMIT, wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed, TileBoard
from screens.widgets.tile_drawing import Line
from screens.widgets.tile_width import needed_width

WORDS = "\0words"
"""Value of the tile with the words; no answer has it."""
READ_ON = "\0read"
"""Value of the tile that shows all of an item whose words are cut, with its answers below."""
LEAST_WORDS = 28
"""Columns that the words need beside the answers."""
MOST_BESIDE = (2, 4)
"""Lines of words beside the answers, in a window that is not high and in a high one."""
MOST_STACKED = 4
"""Lines of words above the answers."""
AROUND_WORDS = 6
"""Columns of the edge and the air around the words."""


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

    @dataclass
    class ReadOn(Act):
        """All of an item is to be shown."""

        item: InboxItem

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
        stays = self.item is not None and self.item.key in keys and not items[0].comes_first
        index = keys.index(self.item.key) if self.item and stays else 0
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
        """Place the words at the left and the answers in the last places of the row. Where that
        cuts the words, the answers stand below them; where it still does, or for a note, behind a
        tile that shows all.
        """
        if not self._tiles:
            return []
        words, *answers = self._tiles
        placed = self._beside(words, answers, size)
        if not placed or self._is_cut(placed[0]):
            is_note = self.item is not None and self.item.is_note
            placed = [] if is_note else self._stacked(words, answers, size)
        if placed and not self._is_cut(placed[0]):
            return placed
        read = Tile("Read it", value=READ_ON, key="1", shape="control")
        return self._beside(words, [read], size) or self._stacked(words, [read], size)

    def _is_cut(self, placed: Placed) -> bool:
        """Return whether the words of the item have more lines than they are given."""
        words, region = placed
        room = region.width - AROUND_WORDS
        return len(_lines_of(words, room, NO_LIMIT)) > region.height - 2

    def _beside(self, words: Tile, answers: list[Tile], size: Size) -> list[Placed]:
        """Return the answers at the right of the words; nothing where the words have no room."""
        place = equal_columns(size.width, PLACES)[-1][1]
        widths = [max(place, needed_width(tile) + 1) for tile in answers]
        left = size.width - sum(widths) - GUTTER * len(widths)
        if left < LEAST_WORDS:
            return []
        height = self._height(left, MOST_BESIDE[self.app.size.height >= HIGH])
        placed, x = [(words, Region(0, 0, left, height))], left + GUTTER
        for tile, width in zip(answers, widths, strict=True):
            placed.append((tile, Region(x, 0, width, height)))
            x += width + GUTTER
        return placed

    def _stacked(self, words: Tile, answers: list[Tile], size: Size) -> list[Placed]:
        height = self._height(size.width, MOST_STACKED)
        columns = equal_columns(size.width, len(answers))
        return [
            (words, Region(0, 0, size.width, height)),
            *(
                (tile, Region(x, height, width, 3))
                for tile, (x, width) in zip(answers, columns, strict=True)
            ),
        ]

    def _height(self, width: int, most: int) -> int:
        """Return the rows of the words, with one of air above and one below.

        Parameters:
            most: lines that the words may have.
        """
        return 2 + max(2, len(_lines_of(self._tiles[0], width - AROUND_WORDS, most)))

    def draw_tile(self, tile: Tile, size: Size, colours: Palette, *, focused: bool) -> list[Line]:
        if tile.value != WORDS:
            return super().draw_tile(tile, size, colours, focused=focused)
        plain = colours.style("foreground", "panel")
        head = colours.style(colour_of(tile.tone), "panel", bold=True)
        edge = Segment("▌", colours.style(colour_of(tile.tone, "edge"), "panel"))
        room = size.width - AROUND_WORDS
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
        if not self.item or not self.display or monotonic() - self._shown_at < self._settle:
            return
        if tile.value == READ_ON:
            self.post_message(self.ReadOn(self.item))
        else:
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
