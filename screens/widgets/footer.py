"""The rows of controls: the foot of every screen, and that of a dialog."""

from collections.abc import Iterable

from msgspec.structs import replace
from textual.geometry import Region, Size

from screens.messages import Act
from screens.widgets.grid_layout import (
    GUTTER,
    equal_columns,
    has_places,
    place_controls,
    stretched,
)
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed, TileBoard
from screens.widgets.tile_width import needed_width

BACK, HELP = "back", "help"
"""Values of the outer tiles of a footer."""
CANCEL, CONFIRM = "cancel", "confirm"
"""Values of the tiles of an answer row."""


ROOMY = 90
"""Columns of a row from which on each title has a blank before it."""


class ControlRow(TileBoard):
    """Controls in the six places of a row: each stays in its place, whether others are shown or
    not. Where places are too narrow, those that are shown share the row.

    Parameters:
        pinned: whether the last one stands at the right end.
    """

    def __init__(
        self,
        tiles: Iterable[Tile] = (),
        *,
        pinned: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__((replace(tile, shape="control") for tile in tiles), id=id, classes=classes)
        self._pinned = pinned

    @property
    def is_narrow(self) -> bool:
        """Whether some row of the kiosk has no room for blanks before its titles; then none has
        them, so that a control looks the same on every screen.
        """
        return self.size.width < ROOMY

    def place(self, size: Size) -> list[Placed]:
        tiles = [tile for tile in self._in_places() if tile.shown or not tile.is_main]
        needs = [needed_width(tile) for tile in tiles]
        if not has_places(needs, size.width):
            tiles = [tile for tile in tiles if tile.shown]
            needs = [needed_width(tile) for tile in tiles]
        regions = place_controls(needs, size.width, pinned=self._pinned)
        return [(tile, region) for tile, region in zip(tiles, regions, strict=True) if tile.shown]

    def _in_places(self) -> list[Tile]:
        """Return the tiles in the order of their places."""
        return list(self._tiles)


class Footer(ControlRow):
    """The foot of a screen: back at the left, the screen's own acts, help at the right.

    Parameters:
        tiles: the screen's own; the act that it is there for comes first.
        back: title of the tile at the left, which does the same as Esc.
        is_done: whether it is the act that the screen is there for.
    """

    class Back(Act):
        """The tile at the left was touched."""

    class Help(Act):
        """The tile at the right was touched."""

    def __init__(self, *tiles: Tile, back: str = "Back", is_done: bool = False) -> None:
        own = (replace(tile, is_loud=tile.tone == "trouble") for tile in tiles)
        leave = Tile(back, value=BACK, key="escape", filled=is_done)
        super().__init__([leave, *own, Tile("Help", value=HELP, key="f1")])

    def _in_places(self) -> list[Tile]:
        """Return the tiles with the act that is filled in the second place, and what has that place
        otherwise where it was.
        """
        tiles = list(self._tiles)
        own = list(enumerate(tiles))[1:]
        filled = next((index for index, tile in own if tile.filled and tile.shown), 1)
        tiles[1], tiles[filled] = tiles[filled], tiles[1]
        return tiles

    def press(self, tile: Tile) -> None:
        """Press a tile: the outer ones have messages of their own."""
        if tile.value == BACK:
            self.post_message(self.Back())
        elif tile.value == HELP:
            self.post_message(self.Help())
        else:
            super().press(tile)


class DialogRow(ControlRow):
    """The foot of a dialog: controls of equal width, or else each as wide as it needs; the one that
    does nothing at the left. A lone one has half of the row.
    """

    @property
    def is_narrow(self) -> bool:
        """Return False: all else in a dialog has a blank before its words."""
        return False

    def place(self, size: Size) -> list[Placed]:
        tiles = [tile for tile in self._tiles if tile.shown]
        columns = equal_columns(size.width, max(2, len(tiles)))
        needs = [needed_width(tile) for tile in tiles]
        if any(need > cells for need, (_, cells) in zip(needs, columns, strict=False)):
            widths = stretched(needs, size.width - GUTTER * (len(tiles) - 1))
            starts = [sum(widths[:index]) + GUTTER * index for index in range(len(widths))]
            columns = list(zip(starts, widths, strict=True))
        return [
            (tile, Region(x, 0, cells, 3)) for tile, (x, cells) in zip(tiles, columns, strict=False)
        ]


class AnswerRow(DialogRow):
    """The foot of a dialog: a tile that cancels, as Esc does, and one that confirms, as Enter does.

    Parameters:
        confirm: title of the tile that confirms; "" for none.
        cancel: title of the tile that cancels.
        grave: whether what is confirmed is bad news for somebody.
    """

    class Confirmed(Act):
        """The tile that confirms was touched."""

    class Cancelled(Act):
        """The tile that cancels was touched."""

    def __init__(self, confirm: str = "", cancel: str = "Cancel", *, grave: bool = False) -> None:
        tiles = [Tile(cancel, value=CANCEL, key="escape")]
        if confirm:
            tone = "trouble" if grave else ""
            tiles.append(Tile(confirm, value=CONFIRM, key="enter", tone=tone, filled=True))
        super().__init__(tiles)

    def press(self, tile: Tile) -> None:
        """Press a tile: cancel or confirm."""
        if tile.value == CANCEL:
            self.post_message(self.Cancelled())
        else:
            self.post_message(self.Confirmed())
