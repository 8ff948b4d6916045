"""How tiles are laid out and divided into pages: arithmetic alone, without a widget.

All of it stands on one grid of 94 columns with gutters of two: two, three, four and six columns
come out equal, as 46, 30, 22 and 14.
"""

from collections.abc import Sequence
from math import ceil
from typing import Literal

import msgspec
from textual.geometry import Region, Size

from screens.widgets.letters import LEAST_ROWS

LOW = 24
"""Rows of a screen below which a tile is no higher than it has to be."""
TALL = 28
"""Rows of a screen from which on there are empty rows between tiles; the class "-tall"."""
HIGH = 38
"""Rows of a screen from which on there is air in cards; the class "-high"."""
GUTTER = 2
"""Empty columns between two tiles."""
LABELS = 17
"""Columns of the labels of a form or a timetable, with the air behind them: what they name stands
in one column. `base.tcss` has it for the fields.
"""
NARROWEST = 12
"""Columns of the narrowest tile that can be touched."""
MOST_HEIGHT = 7
"""Rows up to which a tile without a picture grows."""
FLAT_HEIGHT = 4
"""Rows up to which a control with two lines grows."""
PICTURE_HEIGHTS = (10, 14)
"""Rows up to which a tile with a small, and with a large picture grows."""
LARGE_FROM = Size(25, 12)
"""Columns and rows from which a tile has room for a large picture."""
LETTER_WIDTH, LETTER_HEIGHT = 10, 7
"""Columns of the narrowest tile with a large letter, and rows up to which one grows."""
LEAST_LETTERS, MOST_LETTERS = 5, 10
"""Tiles with a letter that stand side by side, if there are as many."""
PLACES = 6
"""Places of a row of controls, such as the footer."""


def equal_columns(width: int, count: int, gutter: int = GUTTER) -> list[tuple[int, int]]:
    """Divide a width into columns that differ by one cell at most.

    Returns:
        (first cell, cells) of each column.
    """
    share, rest = divmod(max(count, width - gutter * (count - 1)), count)
    columns, x = [], 0
    for index in range(count):
        cells = share + (1 if index < rest else 0)
        columns.append((x, cells))
        x += cells + gutter
    return columns


class TileSpec(msgspec.Struct, frozen=True):
    """What the tiles of a grid have to be like.

    Parameters:
        width: the fewest columns of a tile.
        height: the fewest rows of a tile. Where there is room, tiles grow.
        short_height: the same on a screen that is not tall.
        most_columns: the most tiles side by side.
        has_pictures: whether tiles have pictures, for which they grow further.
        has_letters: whether each has but one letter, which is drawn large where there is room.
        is_flat: whether tiles are controls with two lines, which four rows hold.
        is_single: whether its tiles have one line, which stands in the middle of an odd number of
            rows.
        fills: whether a few tiles share the whole width; one with a picture above its title has
            half of it.
        lead: how many tiles stand first, in rows of their own.
        is_few: whether they are so few that one row holds them, with a picture beside each title.
        most: the most rows of a tile; 0 for those of its kind.
        is_dense: whether no row is spent on air between tiles where it would cost a row of them:
            each gives half of its first and of its last row.
    """

    width: int = 14
    height: int = 3
    short_height: int = 3
    most_columns: int = 6
    has_pictures: bool = False
    has_letters: bool = False
    is_flat: bool = False
    fills: bool = False
    is_single: bool = False
    lead: int = 0
    is_few: bool = False
    most: int = 0
    is_dense: bool = False

    def gap(self, screen_height: int) -> int:
        """Return how many empty rows there have to be between two tiles."""
        return 1 if screen_height >= TALL and not self.is_dense else 0

    def columns_in(self, size: Size) -> int:
        """Return how many tiles fit side by side."""
        fitting = (size.width + GUTTER) // (self.width + GUTTER)
        return max(1, min(self.most_columns, fitting))

    def least_height(self, screen_height: int) -> int:
        """Return the fewest rows of a tile on a screen of so many rows."""
        return self.height if screen_height >= TALL else self.short_height

    def rows_in(self, size: Size, screen_height: int) -> int:
        """Return how many rows of tiles fit, at their fewest height."""
        gap = self.gap(screen_height)
        return max(1, (size.height + gap) // (self.least_height(screen_height) + gap))


class GridLayout(msgspec.Struct, frozen=True):
    """The layout of a grid of a certain size.

    Parameters:
        width: of the grid, in cells.
        columns: tiles side by side.
        rows: rows of tiles, as many as fit at their fewest height.
        tile_height: of each tile, in cells.
        gap: empty rows between two rows of tiles, 0 or 1.
        lead: as in `TileSpec`; 0 where the tiles need more than a page.
        gutter: empty columns between two tiles.
        top: empty rows above the first tiles.
        lead_gap: empty rows below those that stand first, beside the usual ones.
    """

    width: int
    columns: int
    rows: int
    tile_height: int
    gap: int
    lead: int = 0
    gutter: int = GUTTER
    top: int = 0
    lead_gap: int = 0

    @property
    def capacity(self) -> int:
        """How many tiles fit."""
        return self.columns * self.rows

    @property
    def tile_width(self) -> int:
        """Cells of the narrowest tile."""
        return equal_columns(self.width, self.columns, self.gutter)[-1][1]

    def region(self, index: int) -> Region:
        """Return where a tile is, counted from 0 in reading order."""
        after_lead = -self.lead % self.columns if index >= self.lead else 0
        row, column = divmod(index + after_lead, self.columns)
        x, cells = equal_columns(self.width, self.columns, self.gutter)[column]
        y = self.top + row * (self.tile_height + self.gap)
        if self.lead and index >= self.lead:
            y += self.lead_gap
        return Region(x, y, cells, self.tile_height)


def lay_out(spec: TileSpec, size: Size, item_count: int, screen_height: int) -> GridLayout:
    """Return the layout of a grid: tiles share the height of the rows that are needed.

    Parameters:
        size: of the grid, in cells. A grid that has no size yet gets a layout for one tile.
        item_count: how many items there are.
        screen_height: in rows; decides how much space there is between tiles and in them.
    """
    if spec.has_letters and (found := _lay_out_letters(size, item_count)):
        used = found.region(item_count - 1).bottom
        is_low = screen_height < TALL and used < size.height
        return msgspec.structs.replace(found, top=1) if is_low else found
    gap = spec.gap(screen_height)
    fewest = spec.least_height(screen_height)
    columns = spec.columns_in(size)
    if spec.fills and item_count:
        columns = min(columns, max(2 if spec.has_pictures else 1, item_count))
    rows = spec.rows_in(size, screen_height)
    if columns * rows == 1 and item_count > 1:
        columns = 2  # one tile, and one that leads on
    lead = spec.lead if _rows_for(item_count, spec.lead, columns) <= rows else 0
    rows_needed = max(1, min(rows, _rows_for(item_count, lead, columns)))
    if (spec.is_single or spec.is_flat) and rows_needed > 2 and item_count <= columns * rows:
        # No tile is alone in the last row.
        counts = range(1, columns + 1)
        columns = next(each for each in counts if _rows_for(item_count, lead, each) <= rows_needed)
    if rows_needed * (fewest + 1) - 1 <= size.height:
        gap = 1
    share = (size.height + gap) // rows_needed - gap
    most = min(2 * fewest - 1, max(MOST_HEIGHT, fewest + 2))
    if spec.has_pictures:
        tile_width = equal_columns(size.width, columns)[-1][1]
        is_large = share >= LARGE_FROM.height and tile_width >= LARGE_FROM.width
        most = PICTURE_HEIGHTS[1 if is_large else 0]
    if spec.is_flat:
        most = FLAT_HEIGHT
    most = spec.most or most
    tile_height = max(fewest, min(share, most))
    if spec.is_single and tile_height > fewest:
        tile_height -= 1 - tile_height % 2
    left = size.height - rows_needed * (tile_height + gap) + gap
    top = 1 if screen_height < TALL and left > 1 else 0  # there is no air above it otherwise
    lead_gap = 1 if lead and left > top else 0
    return GridLayout(size.width, columns, rows, tile_height, gap, lead, top=top, lead_gap=lead_gap)


def _lay_out_letters(size: Size, count: int) -> GridLayout | None:
    """Return the layout of tiles with large letters: with the usual gutter if that can be, with
    none alone in the last row, all equally wide, and as high as can be. None where there is no
    room for large ones.
    """
    found = []
    for gutter in (GUTTER, 1):
        for columns in range(min(count, LEAST_LETTERS), min(count, MOST_LETTERS) + 1):
            rows = ceil(count / columns)
            height = min(LETTER_HEIGHT, (size.height + 1) // rows - 1)
            width, uneven = divmod(size.width - gutter * (columns - 1), columns)
            if width >= LETTER_WIDTH and height >= LEAST_ROWS:
                layout = GridLayout(size.width, columns, rows, height, gap=1, gutter=gutter)
                holes = layout.capacity - count
                is_alone = columns - holes == 1
                rank = (gutter == 1, is_alone, uneven > 0, -height, holes, -width)
                found.append((rank, layout))
    return min(found, key=lambda each: each[0])[1] if found else None


def _rows_for(item_count: int, lead: int, columns: int) -> int:
    """Return the rows of so many tiles, of which the first stand in rows of their own."""
    return ceil(lead / columns) + ceil((item_count - lead) / columns)


def place_controls(needs: Sequence[int], width: int, *, pinned: bool = True) -> list[Region]:
    """Place controls of three rows in the six places of a row. The first is at the left; the last,
    if it is pinned, at the right end; those between follow the first. A control that needs more
    than a place gets two. Where places are too narrow, all share the width by what they need.

    Parameters:
        needs: columns that each control needs.
    """
    places, spans = equal_columns(width, PLACES), _spans(needs, width)
    if sum(spans) > PLACES:
        return _shared(needs, width)
    regions, place = [], 0
    for index, span in enumerate(spans):
        if pinned and index and index == len(spans) - 1:
            place = PLACES - span
        x, _ = places[place]
        last_x, cells = places[place + span - 1]
        regions.append(Region(x, 0, last_x + cells - x, 3))
        place += span
    return _with_air(regions, needs, width)


def _with_air(regions: list[Region], needs: Sequence[int], width: int) -> list[Region]:
    """Return controls of which those without a blank before their key are wider by a gutter: they
    take it from an empty place at their right, or from a wider one at their left.
    """
    regions = list(regions)
    for index, region in enumerate(regions):
        if region.width > needs[index]:
            continue
        end = regions[index + 1].x if index + 1 < len(regions) else width + GUTTER
        wide = [at for at in range(index) if regions[at].width > needs[at] + GUTTER]
        if end - region.right > GUTTER:
            regions[index] = region.grow((0, GUTTER, 0, 0))
        elif wide:
            donor = max(wide, key=lambda at: regions[at].width - needs[at])
            regions[donor] = regions[donor].shrink((0, GUTTER, 0, 0))
            for at in range(donor + 1, index + 1):
                regions[at] = regions[at].translate((-GUTTER, 0))
            regions[index] = regions[index].grow((0, GUTTER, 0, 0))
    return regions


def has_places(needs: Sequence[int], width: int) -> bool:
    """Return whether controls stand in the six places, and do not share the width."""
    return sum(_spans(needs, width)) <= PLACES


def _spans(needs: Sequence[int], width: int) -> list[int]:
    """Return how many places each control takes."""
    narrowest = equal_columns(width, PLACES)[-1][1]
    return [max(1, ceil((need + GUTTER) / (narrowest + GUTTER))) for need in needs]


def _shared(needs: Sequence[int], width: int) -> list[Region]:
    """Place controls over the whole width, each by its need, on as few rows as hold them."""
    regions: list[Region] = []
    for row, part in enumerate(_rows_of(needs, width)):
        gutter = GUTTER if sum(part) + GUTTER * (len(part) - 1) <= width else 1
        room = width - gutter * (len(part) - 1)
        x = 0
        for cells in stretched(part, room):
            regions.append(Region(x, row * 3, cells, 3))
            x += cells + gutter
    return regions


def _rows_of(needs: Sequence[int], width: int) -> list[Sequence[int]]:
    """Divide controls among rows, as evenly as their needs allow."""
    for count in range(1, len(needs) + 1):
        size = ceil(len(needs) / count)
        rows = [needs[start : start + size] for start in range(0, len(needs), size)]
        if all(sum(row) + len(row) - 1 <= width for row in rows):
            return rows
    return [[need] for need in needs]


def stretched(needs: Sequence[int], room: int) -> list[int]:
    """Return how many columns each gets of a room: what it needs, and a share of the rest."""
    share, rest = divmod(max(0, room - sum(needs)), len(needs))
    return [
        min(room, need + share + (1 if index < rest else 0)) for index, need in enumerate(needs)
    ]


def place_segments(needs: Sequence[int], width: int, most: int = 30) -> list[Region]:
    """Place the segments of one choice, which touch each other and differ by one cell at most, on
    as few rows as hold them.

    Parameters:
        needs: columns that each segment needs.
        most: columns beyond which a segment does not grow.
    """
    widest = max(needs, default=1)
    if widest * len(needs) > width >= sum(needs):
        return _beside(needs, width)
    columns = max(1, min(len(needs), width // widest)) if needs else 1
    columns = ceil(len(needs) / ceil(len(needs) / columns)) if needs else 1
    widest_row = columns * max(widest, most if columns > 1 else width)
    places = equal_columns(min(width, widest_row), columns, gutter=0)
    return [
        Region(places[index % columns][0], index // columns * 3, places[index % columns][1], 3)
        for index in range(len(needs))
    ]


def _beside(needs: Sequence[int], width: int) -> list[Region]:
    """Place segments on one row, each as wide as it needs, with a share of what is left over."""
    regions, x = [], 0
    for cells in stretched(needs, width):
        regions.append(Region(x, 0, cells, 3))
        x += cells
    return regions


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
