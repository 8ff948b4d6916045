"""A dialog that shows the whole of a note, which is cut where it waits on the home."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from screens.base import Panel
from screens.widgets.card import Card
from screens.widgets.footer import AnswerRow
from screens.widgets.text_layout import wrapped


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
        with Vertical(classes="panel"):
            yield Card(self._title, "note", framed=False, id="reading")
            yield AnswerRow(cancel="Close")

    def show_live(self) -> None:
        self.query_one(Card).show(
            lambda columns, _: [Content(line) for line in wrapped(self._text, columns, 4000)]
        )

    def on_answer_row_cancelled(self, message: AnswerRow.Cancelled) -> None:
        message.stop()
        self.dismiss(None)
