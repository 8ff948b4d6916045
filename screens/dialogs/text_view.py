"""A dialog that shows the whole of a note, which is cut where it waits on the home."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from screens.base import Panel
from screens.widgets.card import Card
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile


class TextView(Panel[None]):
    """A dialog with a text to read, on as many pages as it needs.

    Parameters:
        title: who wrote it.
        text: the whole text.
    """

    HELP = "All of the note. It still waits on your home, to be thanked for or put away."

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def body(self) -> ComposeResult:
        with Vertical(id="reading-panel", classes="panel -note"):
            yield Card(self._title, "note", id="reading")
            yield Tile("Close  Esc", tone="coaching", id="close", classes="-slim")

    def show_live(self) -> None:
        self.query_one(Card).show(
            lambda columns, _: [Content(line) for line in wrapped(self._text, columns, 4000)]
        )

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.dismiss(None)
