"""The row at the foot of a dialog: leave it, or do it."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from screens.widgets.tile import Tile


class AnswerRow(Horizontal):
    """Two tiles with the ids "leave" and "do".

    Parameters:
        does: what the second one does.
        leaves: what the first one does.
    """

    def __init__(self, does: str, leaves: str = "Leave it") -> None:
        super().__init__(classes="row")
        self._does, self._leaves = does, leaves

    def compose(self) -> ComposeResult:
        yield Tile(f"{self._leaves}  Esc", id="leave", classes="-slim")
        yield Tile(f"{self._does}  Enter", id="do", tone="coaching", classes="-slim")
