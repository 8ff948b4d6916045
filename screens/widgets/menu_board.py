"""Tiles in columns, as high as they need to be; for menus and ready answers in a dialog."""

from collections.abc import Iterable

from textual.geometry import Region, Size

from screens.widgets.grid_layout import GUTTER, LOW, TALL, equal_columns
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed, TileBoard

LOWEST = 3


class MenuBoard(TileBoard):
    """Tiles of a fixed height in equal columns. None is ever on another page.

    Parameters:
        tiles: what can be chosen.
        width: the fewest columns of a tile.
        height: the rows of a tile.
        short_height: the same on a screen that is not tall; 0 for the same.
        gap: empty rows between two rows of tiles, on a tall screen and where they fit.
        most_columns: the most tiles side by side.
    """

    def __init__(
        self,
        tiles: Iterable[Tile] = (),
        *,
        width: int = 20,
        height: int = 3,
        short_height: int = 0,
        gap: int = 0,
        most_columns: int = 3,
        id: str | None = None,
    ) -> None:
        super().__init__(tiles, id=id)
        self._width, self._gap, self._most_columns = width, gap, most_columns
        self._height, self._short_height = height, short_height or height

    def place(self, size: Size) -> list[Placed]:
        tiles = [tile for tile in self._tiles if tile.shown]
        is_tall = self.app.size.height >= TALL
        height = self._height if is_tall else self._short_height
        if self.app.size.height < LOW:
            height = min(height, LOWEST)
        fitting = (size.width + GUTTER) // (self._width + GUTTER)
        count = max(1, min(self._most_columns, fitting, len(tiles)))
        gap = self._gap if is_tall else 0
        rows = -(-len(tiles) // count)
        if 0 < size.height < rows * (height + gap) - gap:
            gap = 0
        pitch = height + gap
        columns = equal_columns(size.width, count)
        placed = []
        for index, tile in enumerate(tiles):
            row, column = divmod(index, count)
            x, cells = columns[column]
            placed.append((tile, Region(x, row * pitch, cells, height)))
        return placed
