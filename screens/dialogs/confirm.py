"""The dialog that asks before something that one touch cannot undo."""

from textual.app import ComposeResult
from textual.containers import Vertical

from screens.actions import Action
from screens.base import Panel
from screens.widgets.footer import DialogRow
from screens.widgets.masthead import DialogHead
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard


class ConfirmDialog(Panel[bool]):
    """A dialog with a question and two answers; closes with True when it is confirmed.

    Parameters:
        question: what would be done.
        cancel: title of the tile that changes nothing.
        confirm: title of the tile that confirms.
    """

    NAME = "confirm"
    ACTIONS = (Action("go", "y", "Yes", "", "trouble", "body", main=True),)

    def __init__(self, question: str, cancel: str, confirm: str) -> None:
        super().__init__()
        self._question, self._cancel, self._confirm = question, cancel, confirm

    def body(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield DialogHead(self._question)
            yield DialogRow(
                [
                    Tile(self._cancel, value="stay", key="escape"),
                    self.tile("go", title=self._confirm),
                ]
            )

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Cancel; the tile that confirms is an action's."""
        message.stop()
        self.dismiss(False)

    def action_go(self) -> None:
        """Confirm."""
        self.dismiss(True)
