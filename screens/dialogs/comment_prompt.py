"""A prompt for a line that may be left out: what was done before is saved either way."""

from collections.abc import Mapping

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from data.text import clean
from kiosk.people.drafts import TextDraft
from screens.dialogs.form_panel import FormPanel
from screens.widgets.footer import AnswerRow
from screens.widgets.masthead import DialogHead
from screens.widgets.text_input import TextInput


class CommentPrompt(FormPanel[str]):
    """A dialog with a question and a line; closes with the text, or with None.

    Parameters:
        title: what it is about.
        question: what is asked.
        text: the text in the line at first.
        about: what the line is about, kept with its draft; None when no draft is kept.
    """

    HELP = "A line, if you like. Without one nothing is missing."

    field = getters.query_one(TextInput)

    def __init__(
        self, title: str, question: str, text: str = "", about: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._title, self._question, self._text = title, question, text
        self._about = about

    def draft(self) -> TextDraft | None:
        if self._about is None:
            return None
        return TextDraft("line", self.field.value, dict(self._about))

    def body(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield DialogHead(self._title, self._question)
            yield TextInput("In your own words", self._text)
            yield AnswerRow("Send it", "No line")

    def begin(self) -> None:
        super().begin()
        self.field.focus()

    def submit(self) -> None:
        self.dismiss(clean(self.field.value))
