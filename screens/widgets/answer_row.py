"""The row of tiles at the foot of a dialog: cancel and confirm."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from screens.widgets.tile import Tile


class AnswerRow(Horizontal):
    """Two tiles: one that cancels, as Esc does, and one that confirms, as Enter does.

    Parameters:
        confirm: title of the tile that confirms.
        cancel: title of the tile that cancels.
    """

    class Confirmed(Message):
        """The tile that confirms was touched."""

    class Cancelled(Message):
        """The tile that cancels was touched."""

    def __init__(self, confirm: str, cancel: str = "Leave it") -> None:
        super().__init__(classes="row")
        self._confirm, self._cancel = confirm, cancel

    def compose(self) -> ComposeResult:
        yield Tile(f"{self._cancel}  Esc", id="cancel", classes="-slim")
        yield Tile(f"{self._confirm}  Enter", id="confirm", tone="coaching", classes="-slim")

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        is_confirmed = message.tile.id == "confirm"
        self.post_message(self.Confirmed() if is_confirmed else self.Cancelled())
