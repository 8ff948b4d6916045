"""The rooms of a school to choose from, each wing in a row of its own where all fit on a page."""

from collections.abc import Mapping, Sequence
from math import ceil

from rich.cells import cell_len
from textual.geometry import Region, Size

from screens.widgets.map_layout import LABEL_WIDTH
from screens.widgets.row_labels import RowLabels, is_label, label
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed
from screens.widgets.tile_grid import TileGrid
from screens.widgets.tile_width import AROUND_TITLE

WIDEST, NARROWEST = 12, 5
"""Columns of the widest and of the narrowest tile of a short name."""
LEAST, USUAL = 11, 14
"""Columns of the narrowest tile of a whole name, and of one with the name of its wing."""
GAP = 1
"""Columns between two tiles of a row."""
HEIGHT, HIGHEST = 3, 5
"""Rows of a tile, and of one where there is room."""

Wing = tuple[str, Sequence[Tile]]
"""The name of a wing, and the tiles of its rooms."""


class RoomGrid(TileGrid, RowLabels):
    """Rooms in the rows of their wings; as in any grid of tiles where these do not fit."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(width=USUAL, most_columns=6, id=id)
        self._wings: Sequence[Wing] = ()

    def show_wings(self, wings: Mapping[str, Sequence[Tile]], plain: Sequence[Tile]) -> None:
        """Show all rooms.

        Parameters:
            wings: name of a wing -> the tiles of its rooms, with short names.
            plain: the tiles of the same rooms with their names, for where the rows do not fit.
        """
        longest = max((cell_len(tile.title) for tile in plain), default=0)
        self.show(plain, min(USUAL, max(LEAST, longest + AROUND_TITLE - 1)))
        self._wings = list(wings.items())
        self.redraw()

    def show_found(self, tiles: Sequence[Tile]) -> None:
        """Show some rooms, without their wings."""
        self._wings = ()
        self.show(tiles, USUAL)

    @property
    def tiles(self) -> Sequence[Tile]:
        """The rooms of the page that is shown."""
        return [tile for tile, _ in self.placed if not is_label(tile)]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return 1 if self._wings and self._in_wings(self.size) else super().pages

    def place(self, size: Size) -> list[Placed]:
        in_wings = self._in_wings(size) if self._wings else []
        return in_wings or super().place(size)

    def _in_wings(self, size: Size) -> list[Placed]:
        """Return the rooms in the rows of their wings, with the widest tiles at which they fit; no
        rooms where they do not.
        """
        found = []
        for width in range(WIDEST, NARROWEST - 1, -1):
            tried = place_wings(self._wings, size.width, width)
            found.append((1 + max(region.y for _, region in tried) // HEIGHT, tried))
        rows, placed = min(found, key=lambda each: each[0])
        pitch = min(HIGHEST + 1, (size.height + 1) // rows)
        if rows * HEIGHT > size.height:
            return []
        height = HIGHEST if pitch > HIGHEST else HEIGHT
        pitch = max(HEIGHT, min(pitch, height + 1))
        return [
            (tile, Region(at.x, at.y // HEIGHT * pitch + (height - 1) // 2, at.width, 2))
            if is_label(tile)
            else (tile, Region(at.x, at.y // HEIGHT * pitch, at.width, height))
            for tile, at in placed
        ]


def place_wings(wings: Sequence[Wing], columns: int, width: int) -> list[Placed]:
    """Place the rooms of each wing in rows of its own, with its name at the left. A long name gets
    as many places as it needs.

    Parameters:
        columns: of the whole.
        width: columns of one place.
    """
    placed: list[Placed] = []
    places, y = max(1, (columns - LABEL_WIDTH + GAP) // (width + GAP)), 0
    for wing, tiles in wings:
        placed.append((label(wing, wing), Region(0, y + 1, LABEL_WIDTH - 1, 2)))
        place = 0
        for tile in tiles:
            taken = min(places, ceil((cell_len(tile.title) + AROUND_TITLE + GAP) / (width + GAP)))
            if place + taken > places:
                place, y = 0, y + HEIGHT
            x = LABEL_WIDTH + place * (width + GAP)
            placed.append((tile, Region(x, y, taken * (width + GAP) - GAP, HEIGHT)))
            place += taken
        y += HEIGHT
    return placed
