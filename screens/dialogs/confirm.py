"""The dialog that asks before something that one touch cannot undo."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from screens.actions import Action
from screens.base import Panel
from screens.widgets.tile import Tile


class ConfirmDialog(Panel[bool]):
    """A dialog with a question and two answers; closes with True when it is confirmed.

    Parameters:
        question: what would be done.
        cancel: title of the tile that changes nothing.
        confirm: title of the tile that confirms.
    """

    NAME = "confirm"
    ACTIONS = (Action("go", "y", "Yes", "", "trouble", "body"),)

    def __init__(self, question: str, cancel: str, confirm: str) -> None:
        super().__init__()
        self._question, self._cancel, self._confirm = question, cancel, confirm

    def body(self) -> ComposeResult:
        with Vertical(id="sure", classes="panel -note"):
            yield Static(self._question, id="question", markup=False)
            with Horizontal(classes="row"):
                yield Tile(f"{self._cancel}  Esc", id="stay", classes="-slim")
                confirm = self.tile("go", classes="-slim")
                confirm.title = self._confirm
                yield confirm

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """Cancel; the tile that confirms is an action's."""
        message.stop()
        self.dismiss(False)

    def action_go(self) -> None:
        """Confirm."""
        self.dismiss(True)
