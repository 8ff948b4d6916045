"""A line to add, for whoever likes to: what has been done stands either way."""

from collections.abc import Mapping

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from data.text import clean
from kiosk.people.drafts import TextDraft
from screens.base import Panel
from screens.widgets.answer_row import AnswerRow
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile


class CommentPrompt(Panel[str]):
    """A question and a line; gives the words, or None.

    Parameters:
        title: what it is about.
        question: what is asked.
        written: what stands in the line already.
        about: what it is about, by which it is gone on with when its writer has walked away.
    """

    HELP = "A line, if you like. Without one nothing is missing."

    field = getters.query_one(TextInput)

    def __init__(
        self, title: str, question: str, written: str = "", about: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._title, self._question, self._written = title, question, written
        self._about = about

    def written(self) -> TextDraft | None:
        if self._about is None:
            return None
        return TextDraft("line", self.field.value, dict(self._about))

    def body(self) -> ComposeResult:
        with Vertical(id="line-panel", classes="panel -note"):
            yield Static(self._title, id="line-title", markup=False)
            yield Static(self._question, id="question", markup=False)
            yield TextInput("In your own words", self._written)
            yield Notice()
            yield AnswerRow("Send it", "No line")

    def on_mount(self) -> None:
        super().on_mount()
        self.field.focus()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "leave":
            self.action_back()
        else:
            self.dismiss(clean(self.field.value))

    def on_input_submitted(self) -> None:
        """Enter sends it."""
        self.dismiss(clean(self.field.value))
