"""The countdown before a person is signed out. Any touch or key gives more time."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from screens.base import Panel
from screens.widgets.clock_face import BigNumber
from screens.widgets.masthead import DialogHead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.tile import Tile


class IdleWarning(Panel[None]):
    """The dialog with the countdown; the app opens it and sets `left`.

    Parameters:
        left: seconds until the person is signed out.
        is_writing: whether they have written something that was not sent.
    """

    left: reactive[int] = reactive(0)

    def __init__(self, left: int, *, is_writing: bool = False) -> None:
        super().__init__()
        self._is_writing = is_writing
        self.set_reactive(IdleWarning.left, left)

    def body(self) -> ComposeResult:
        with Vertical(classes="panel"):
            kept = " What you were writing is kept for you today." if self._is_writing else ""
            yield DialogHead("Still there?", f"You'll be signed out in a moment.{kept}")
            yield BigNumber(str(self.left))
            more = Tile("More time", "touch, or press any key", shape="control", filled=True)
            yield MenuBoard([more], most_columns=1)

    def watch_left(self, left: int) -> None:
        for number in self.query(BigNumber):
            number.show(str(left))

    def on_tile_board_pressed(self) -> None:
        self.dismiss(None)
