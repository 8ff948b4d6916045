"""The menu of everything that can be done with something, a tile each."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from screens.base import Panel
from screens.widgets.footer import AnswerRow
from screens.widgets.grid_layout import LOW, TALL
from screens.widgets.masthead import DialogHead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_width import title_width

CAP = 7
"""Columns of a tile beside its title: air, and its key."""


class ActionMenu(Panel[str]):
    """A dialog of tiles; closes with the value of the one that was touched, or with None.

    Parameters:
        title: what the choice is about.
        tiles: what can be chosen; each has a value.
    """

    HELP = "Touch what is to be done, or press its key; it works without this panel as well."

    board = getters.query_one("#acts", MenuBoard)

    def __init__(self, title: str, tiles: Sequence[Tile]) -> None:
        super().__init__()
        self._title, self._tiles = title, tiles

    def body(self) -> ComposeResult:
        with Vertical(classes="panel -wide"):
            yield DialogHead(self._title, airy_from=LOW)
            height = 4 if any(tile.body for tile in self._tiles) else 3
            width = max(title_width(tile) for tile in self._tiles) + CAP
            tiles = self._shown_tiles()
            yield MenuBoard(tiles, width=width, height=height, short_height=3, id="acts")
            yield AnswerRow()

    def _shown_tiles(self) -> list[Tile]:
        """Return the tiles; of three rows, some would say more, and others not."""
        is_low = self.app.size.height < TALL
        return [
            replace(
                tile,
                body="" if is_low else tile.body,
                shape="control",
                is_loud=tile.tone == "trouble",
            )
            for tile in self._tiles
        ]

    def begin(self) -> None:
        super().begin()
        self.board.focus_first()

    def on_resize(self) -> None:
        super().on_resize()
        self.update_if_complete(lambda: self.board.show(self._shown_tiles()))

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        self.dismiss(message.value)

    def on_answer_row_cancelled(self, message: AnswerRow.Cancelled) -> None:
        message.stop()
        self.dismiss(None)
