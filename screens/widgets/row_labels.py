"""Words beside and above the tiles of a board, which name its rows and columns."""

from rich.segment import Segment
from textual.geometry import Size

from screens.widgets.palette import Palette
from screens.widgets.text_layout import cut
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_drawing import Line

_LABEL = "\0label"
"""What the value of a label begins with; no target has such a value."""


def label(title: str, key: str, body: str = "", *, is_bold: bool = False) -> Tile:
    """Return a label, to be placed among the tiles. It cannot be pressed.

    Parameters:
        title: what it says.
        key: tells it from the others.
        body: said below the title, where the label has two rows.
        is_bold: whether it stands out.
    """
    return Tile(title, body, f"{_LABEL} {key}", disabled=True, chosen=is_bold)


def is_label(tile: Tile) -> bool:
    """Return whether a tile is a label, and no target."""
    return tile.value.startswith(_LABEL)


class RowLabels(TileBoard):
    """The base of boards with labels. One of a row is names a column and begins where the words of
    its tiles do; one of two rows names a row.
    """

    def _is_crowded(self) -> bool:
        """Return True: each tile gives half of its first and of its last row, and needs no edge."""
        return True

    def draw_tile(self, tile: Tile, size: Size, colours: Palette, *, focused: bool) -> list[Line]:
        if not is_label(tile):
            return super().draw_tile(tile, size, colours, focused=focused)
        is_column = size.height == 1
        ink = "muted" if is_column and not tile.chosen else "foreground"
        style = colours.style(ink, "background", bold=tile.chosen)
        soft = colours.style("muted", "background")
        texts = [(f"  {tile.title}" if is_column else tile.title, style), (tile.body, soft)]
        return [
            [Segment(cut(text, size.width).ljust(size.width), style)]
            for text, style in texts[: size.height]
        ]
