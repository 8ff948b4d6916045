"""How a grid of tiles is laid out and divided into pages: arithmetic alone, without a widget."""

from math import ceil
from typing import Literal

import msgspec
from textual.geometry import Size

TALL = 28
"""Rows of a screen from which on there are empty rows between tiles; the class "-tall"."""
HIGH = 38
"""Rows of a screen from which on tiles may grow to almost three times their height; "-high"."""
NARROWEST = 12
"""Columns of the narrowest tile that can be touched."""


class TileSpec(msgspec.Struct, frozen=True):
    """What the tiles of a grid have to be like.

    Parameters:
        width: the fewest columns of a tile.
        height: the fewest rows of a tile. Where there is room, tiles grow.
        short_height: the same on a screen that is not tall.
        most_columns: the most tiles side by side.
    """

    width: int = 14
    height: int = 3
    short_height: int = 3
    most_columns: int = 8

    def columns_in(self, size: Size) -> int:
        """Return how many tiles fit side by side, with one empty column between two."""
        return max(1, min(self.most_columns, (size.width + 1) // (self.width + 1)))


class GridLayout(msgspec.Struct, frozen=True):
    """The layout of a grid of a certain size.

    Parameters:
        columns: tiles side by side.
        rows: rows of tiles, as many as fit at their fewest height.
        tile_width, tile_height: of each tile, in cells.
        gap: empty rows between two rows of tiles, 0 or 1.
    """

    columns: int
    rows: int
    tile_width: int
    tile_height: int
    gap: int

    @property
    def capacity(self) -> int:
        """How many tiles fit."""
        return self.columns * self.rows


def lay_out(spec: TileSpec, size: Size, item_count: int, screen_height: int) -> GridLayout:
    """Return the layout of a grid: tiles share the height of the rows that are needed.

    Parameters:
        size: of the grid, in cells. A grid that has no size yet gets a layout for one tile.
        item_count: how many items there are.
        screen_height: in rows; decides how much space there is between tiles and in them.
    """
    gap = 1 if screen_height >= TALL else 0
    fewest = spec.height if screen_height >= TALL else spec.short_height
    columns = spec.columns_in(size)
    rows = max(1, (size.height + gap) // (fewest + gap))
    rows_needed = max(1, min(rows, ceil(item_count / columns)))
    if rows_needed * (fewest + 1) - 1 <= size.height:
        gap = 1
    share = (size.height + gap) // rows_needed - gap
    most_height = fewest * (3 if screen_height >= HIGH else 2) - 1
    return GridLayout(
        columns=columns,
        rows=rows,
        tile_width=(size.width + 1) // columns - 1,
        tile_height=max(fewest, min(share, most_height)),
        gap=gap,
    )


class Paging(msgspec.Struct, frozen=True):
    """The pages of a grid.

    Parameters:
        page_size: items on a page.
        page_count: at least 1.
        navigation: what leads to other pages: "none", one tile "next", two tiles "back and next",
            or a "split" tile, of which one half leads back and the other on.
    """

    page_size: int
    page_count: int
    navigation: Literal["none", "next", "back and next", "split"]

    def items_on(self, page: int) -> slice:
        """Return which items are on a page, counted from 0."""
        return slice(page * self.page_size, (page + 1) * self.page_size)

    def page_of(self, index: int) -> int:
        """Return the page that an item is on; both are counted from 0."""
        return index // self.page_size


def paginate(item_count: int, layout: GridLayout, *, loops: bool) -> Paging:
    """Divide items into pages, with room for the tiles that lead to other pages.

    A tile "next" is enough for two pages, since the first comes after the last; from three pages on
    one wants to go back as well.

    Parameters:
        loops: whether "next" is enough for any number of pages.
    """
    capacity = layout.capacity
    if item_count <= capacity:
        return Paging(capacity, 1, "none")
    next_is_enough = loops or item_count <= 2 * (capacity - 1)
    needs_two_tiles = not next_is_enough and layout.tile_width < 2 * NARROWEST
    page_size = max(1, capacity - (2 if needs_two_tiles else 1))
    page_count = ceil(item_count / page_size)
    if needs_two_tiles:
        return Paging(page_size, page_count, "back and next")
    return Paging(page_size, page_count, "split" if page_count > 2 and not loops else "next")
