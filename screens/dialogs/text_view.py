"""A dialog that shows the whole of what waits on the home, where it is cut, with its answers."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from kiosk.inbox.items import Answers
from screens.base import Panel
from screens.widgets.card import Card
from screens.widgets.footer import CANCEL, DialogRow
from screens.widgets.text_layout import NO_LIMIT, wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard


class TextView(Panel[str]):
    """A dialog with a text to read, on as many pages as it needs; closes with the answer that was
    touched, or with None.

    Parameters:
        title: what it is, and who wrote it.
        text: the whole text.
        answers: what can be answered.
        tone: of the title; as in `Tile`.
    """

    HELP = "All of it. Answer it here, or close it: then it still waits on your home."

    def __init__(self, title: str, text: str, answers: Answers = (), tone: str = "note") -> None:
        super().__init__()
        self._title, self._text, self._answers, self._tone = title, text, answers, tone

    def body(self) -> ComposeResult:
        answers = (
            Tile(words, value=value, key=str(number))
            for number, (words, value) in enumerate(self._answers, 1)
        )
        with Vertical(classes="panel"):
            yield Card(self._title, self._tone, framed=False, id="reading")
            yield DialogRow([Tile("Later", value=CANCEL, key="escape"), *answers])

    def show_live(self) -> None:
        self.query_one(Card).show(
            lambda columns, _: [Content(line) for line in wrapped(self._text, columns, NO_LIMIT)]
        )

    def action_turn_page(self, by: int) -> None:  # noqa: ARG002 - the card turns one way
        """Turn to the next page of the text."""
        self.query_one(Card).next_page()

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        self.dismiss(None if message.value == CANCEL else message.value)
