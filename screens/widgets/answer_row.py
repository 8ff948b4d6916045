"""The row of tiles at the foot of a dialog: cancel and confirm."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from screens.widgets.tile import Tile


class AnswerRow(Horizontal):
    """Two tiles, with the ids "leave" (Esc) and "do" (Enter).

    Parameters:
        confirm: title of the tile that confirms.
        cancel: title of the tile that cancels.
    """

    def __init__(self, confirm: str, cancel: str = "Leave it") -> None:
        super().__init__(classes="row")
        self._confirm, self._cancel = confirm, cancel

    def compose(self) -> ComposeResult:
        yield Tile(f"{self._cancel}  Esc", id="leave", classes="-slim")
        yield Tile(f"{self._confirm}  Enter", id="do", tone="coaching", classes="-slim")
