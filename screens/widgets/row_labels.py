"""Words beside and above the tiles of a board, which name its rows and columns."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size

from screens.widgets.palette import Palette
from screens.widgets.text_layout import cut, wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_drawing import Line

_LABEL = "\0label"
"""What the value of a label begins with; no target has such a value."""
HOLE = Tile("–", value=_LABEL, shape="control", disabled=True, is_plain=True)
"""A place of a board at which there is nothing to touch; seen, so that rows and columns are."""


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
    """The base of boards with labels. One of one row names a column and begins where the words of
    its tiles do; one of two rows names a row, with its body beside the title where both have room.
    """

    def _is_crowded(self) -> bool:
        """Return True: each tile gives half of its first and of its last row, and needs no edge."""
        return True

    def draw_tile(self, tile: Tile, size: Size, colours: Palette, *, focused: bool) -> list[Line]:
        if not is_label(tile) or tile.shape == "control":
            return super().draw_tile(tile, size, colours, focused=focused)
        style = colours.style("foreground", "background", bold=tile.chosen)
        soft = colours.style("muted", "background")
        width = size.width
        if size.height == 1:
            return [_line(f"  {tile.title}", width, style if tile.chosen else soft)]
        if tile.body and cell_len(tile.title) + 1 + cell_len(tile.body) <= width:
            beside = _line(f" {tile.body}", width - cell_len(tile.title), soft)
            return [[Segment(tile.title, style), *beside], _line("", width, soft)]
        if tile.body:
            return [_line(tile.title, width, style), _line(tile.body, width, soft)]
        titles = [*wrapped(tile.title, width, 2), "", ""]
        return [_line(title, width, style) for title in titles[:2]]


def _line(text: str, width: int, style: Style) -> Line:
    """Return a text, cut or filled to so many cells."""
    return Segment.adjust_line_length(
        [Segment(cut(text, width) if text else "", style)], width, style
    )
