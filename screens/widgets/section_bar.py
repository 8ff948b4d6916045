"""The bar above the list of a section of the team's side."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from textual.geometry import Region, Size

from screens.widgets.footer import ControlRow
from screens.widgets.grid_layout import GUTTER, PLACES, equal_columns, stretched
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed
from screens.widgets.tile_width import needed_width

SEGMENT_WIDTH = 15
"""Columns of a segment, where there is room."""


class SectionBar(ControlRow):
    """A row of controls: the way to other sections at the left, Log at the right, and between them
    the views of this section, which touch each other as segments of one choice, and its acts.

    Parameters:
        first, last: the controls in the outer places.
        views: what can be seen, of which one is chosen.
        acts: what can be done about the whole list.
    """

    def __init__(
        self, first: Tile, views: Iterable[Tile], acts: Iterable[Tile], last: Tile
    ) -> None:
        views = list(views)
        super().__init__([first, *views, *acts, last], id="bar")
        self._views = {tile.value for tile in views}

    def place(self, size: Size) -> list[Placed]:
        tiles = [tile for tile in self._tiles if tile.shown]
        first, *between, last = tiles
        views = [tile for tile in between if tile.value in self._views]
        acts = [tile for tile in between if tile.value not in self._views]
        places = equal_columns(size.width, PLACES)
        cells = places[-1][1]
        room = size.width - 2 * (cells + GUTTER)
        widths = _widths(views, acts, room, cells)
        if widths is None:
            return super().place(size)
        placed, x = [(first, Region(0, 0, cells, 3))], cells + GUTTER
        for index, (tile, width) in enumerate(zip([*views, *acts], widths, strict=True)):
            x += GUTTER if index >= len(views) and index else 0
            placed.append((tile, Region(x, 0, width, 3)))
            x += width
        placed.append((last, Region(places[-1][0], 0, cells, 3)))
        return placed

    def choose(self, value: str) -> None:
        """Show which of the views is seen."""
        self.change_all(
            lambda tile: (
                replace(tile, chosen=tile.value == value) if tile.value in self._views else tile
            )
        )


def _widths(views: Sequence[Tile], acts: Sequence[Tile], room: int, place: int) -> list[int] | None:
    """Return the columns of each view and each act; None when they do not fit.

    Parameters:
        room: columns between the outer places.
        place: columns of one place.
    """
    tiles = [*views, *acts]
    if not tiles:
        return []
    needs = [needed_width(tile) for tile in tiles]
    comfortable = [need + 1 for need in needs]
    gaps = GUTTER * (len(acts) - (0 if views else 1))
    wished = [SEGMENT_WIDTH] * len(views) + [place] * len(acts)
    wished = [max(need, wish) for need, wish in zip(comfortable, wished, strict=True)]
    if sum(wished) + gaps <= room:
        return wished
    for widths in (comfortable, needs):
        if sum(widths) + gaps <= room:
            return stretched(widths, room - gaps)
    return None
