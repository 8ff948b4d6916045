"""A line to add, for whoever likes to: what has been done stands either way."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.typed import clean
from screens.base import Panel
from screens.field import Field
from screens.frame import Notice
from screens.tile import Tile


class Line(Panel[str]):
    """A question and a line; gives the words, or None.

    Parameters:
        title: what it is about.
        question: what is asked.
        written: what stands in the line already.
    """

    HELP = "A line, if you like. Without one nothing is missing."

    field = getters.query_one(Field)

    def __init__(self, title: str, question: str, written: str = "") -> None:
        super().__init__()
        self._title, self._question, self._written = title, question, written

    def body(self) -> ComposeResult:
        with Vertical(id="line-panel", classes="panel -note"):
            yield Static(self._title, id="line-title", markup=False)
            yield Static(self._question, id="question", markup=False)
            yield Field("In your own words", self._written)
            yield Notice()
            with Horizontal(classes="row"):
                yield Tile("No line  Esc", id="leave", classes="-slim")
                yield Tile("Send it  Enter", id="do", tone="coaching", classes="-slim")

    def on_mount(self) -> None:
        super().on_mount()
        self.field.focus()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.dismiss(None if message.tile.id == "leave" else clean(self.field.value))

    def on_input_submitted(self) -> None:
        """Enter sends it."""
        self.dismiss(clean(self.field.value))
