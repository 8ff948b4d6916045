"""The countdown before a person is signed out. Any touch or key gives more time."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Digits, Static

from screens.base import Panel
from screens.widgets.tile import Tile


class IdleWarning(Panel[None]):
    """The dialog with the countdown; the app opens it and sets `left`.

    Parameters:
        left: seconds until the person is signed out.
    """

    left: reactive[int] = reactive(0)

    def __init__(self, left: int) -> None:
        super().__init__()
        self.set_reactive(IdleWarning.left, left)

    def body(self) -> ComposeResult:
        with Vertical(id="idle", classes="panel -note"):
            yield Static("Still there?", id="question")
            yield Digits(str(self.left), id="seconds")
            kept = "What you were writing is kept for you today."
            yield Static(f"You are signed out then. {kept}", id="words", markup=False)
            yield Tile("More time", "Touch, or press any key", tone="coaching")

    def watch_left(self, left: int) -> None:
        for digits in self.query(Digits):
            digits.update(str(left))

    def on_tile_pressed(self) -> None:
        self.dismiss(None)
