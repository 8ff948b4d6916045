"""A grid of tiles that fits itself to its room: as many as there is place for, the rest on further
pages. Tiles are made once and then become other tiles, since making them is what costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from textual.containers import Grid
from textual.message import Message

from screens.tile import Tile

ROOMY = 28
"""Rows of a screen from which on tiles have air between them."""


@dataclass(frozen=True)
class Item:
    """What one tile of a grid shows and stands for."""

    value: str
    title: str
    body: str = ""
    tone: str = ""
    key: str = ""
    chosen: bool = False


class TileGrid(Grid):
    """Tiles of equal size, in reading order.

    Parameters:
        width: the fewest columns of a tile.
        height: the fewest rows of a tile; where there is room they grow, up to nearly twice that.
        most: the most tiles in a row.
    """

    @dataclass
    class Chosen(Message):
        """One of the items was touched."""

        grid: "TileGrid"
        value: str

        @property
        def control(self) -> "TileGrid":
            """The grid."""
            return self.grid

    class Resized(Message):
        """There is room for another number of tiles."""

    def __init__(
        self,
        items: Sequence[Item] = (),
        *,
        width: int = 14,
        height: int = 3,
        most: int = 8,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._items = list(items)
        self._width, self._height, self._most = width, height, most
        self._page = 0
        self._shown: list[Item] = []
        self.columns = self.rows = 0

    @property
    def places(self) -> int:
        """Tiles that fit at once."""
        return self.columns * self.rows

    def show(self, items: Sequence[Item], width: int | None = None) -> None:
        """Show other items; whoever leafed to a later page stays with what is on it.

        Parameters:
            width: another width for the tiles, when names take the place of letters.
        """
        first = self._shown[0].value if self._shown else ""
        self._items = list(items)
        self._width = self._width if width is None else width
        self._measure()
        place = next((n for n, item in enumerate(self._items) if item.value == first), 0)
        self._page = place // max(1, self._step)
        self._fill()

    @property
    def _step(self) -> int:
        """Items a page; where there are more pages, one tile leads on."""
        return max(1, self.places - 1 if len(self._items) > self.places else self.places)

    def room_for(self, width: int) -> int:
        """How many tiles of another width would fit."""
        return self._columns_for(width) * self.rows

    def _columns_for(self, width: int) -> int:
        return max(1, min(self._most, (self.size.width + 1) // (width + 1)))

    def _measure(self) -> None:
        gap = 1 if self.app.size.height >= ROOMY else 0
        self.columns = self._columns_for(self._width)
        self.rows = max(1, (self.size.height + gap) // (self._height + gap))
        needed = max(1, min(self.rows, ceil(len(self._items) / self.columns)))
        if needed * (self._height + 1) - 1 <= self.size.height:
            gap = 1
        grown = (self.size.height + gap) // needed - gap
        self._rows = max(self._height, min(grown, self._height * 2 - 1))
        self.styles.grid_size_columns = self.columns
        self.styles.grid_rows = str(self._rows)
        self.styles.grid_gutter_horizontal = gap
        self.styles.grid_gutter_vertical = 1

    def on_resize(self) -> None:
        before = self.columns, self.rows
        self._measure()
        if before != (self.columns, self.rows):
            self.post_message(self.Resized())
        self._fill()

    def _fill(self) -> None:
        if not self.places:
            return
        tiles = list(self.query_children(Tile))
        more = len(self._items) > self.places
        step = self._step
        pages = ceil(len(self._items) / step) if self._items else 1
        self._page %= pages
        shown = self._shown = self._items[self._page * step : (self._page + 1) * step]
        if more:
            where = f"{self._page + 1} of {pages}"
            shown = [*shown, Item("\0more", "More", where, "note")]
        for tile, item in zip(tiles, shown, strict=False):
            tile.key = item.key
            tile.set_class(item.chosen, "-chosen")
            tile.show(item.title, item.body, item.value, item.tone)
            tile.display = True
        for tile in tiles[len(shown) :]:
            tile.display = False
        fresh = [
            Tile(i.title, i.body, value=i.value, tone=i.tone, key=i.key)
            for i in shown[len(tiles) :]
        ]
        for tile, item in zip(fresh, shown[len(tiles) :], strict=True):
            tile.set_class(item.chosen, "-chosen")
        if fresh:
            self.mount(*fresh)
        for tile in [*tiles, *fresh]:
            tile.set_class(self._rows < 5, "-slim")
            tile.styles.height = self._rows

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.value == "\0more":
            self._page += 1
            self._fill()
        else:
            self.post_message(self.Chosen(self, message.tile.value))
