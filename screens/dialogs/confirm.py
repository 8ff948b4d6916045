"""Being sure: what cannot be taken back by a touch is asked once."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from screens.actions import Action
from screens.base import Panel
from screens.widgets.tile import Tile


class ConfirmDialog(Panel[bool]):
    """A question with two answers; gives True for the one that does it.

    Parameters:
        question: what would be done.
        stay: the answer that leaves everything as it is.
        go: the answer that does it.
    """

    NAME = "confirm"
    ACTIONS = (Action("go", "y", "Yes", "", "trouble", "body"),)

    def __init__(self, question: str, stay: str, go: str) -> None:
        super().__init__()
        self._question, self._stay, self._go = question, stay, go

    def body(self) -> ComposeResult:
        with Vertical(id="sure", classes="panel -note"):
            yield Static(self._question, id="question", markup=False)
            with Horizontal(classes="row"):
                yield Tile(f"{self._stay}  Esc", id="stay", classes="-slim")
                go = self.tile("go", classes="-slim")
                go.title = self._go
                yield go

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """The answer that leaves everything as it is was touched."""
        message.stop()
        self.dismiss(False)

    def action_go(self) -> None:
        """Answer yes."""
        self.dismiss(True)
