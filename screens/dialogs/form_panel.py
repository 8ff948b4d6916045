"""The base of dialogs in which something is written and then sent."""

from typing import TypeVar

from screens.base import Panel
from screens.widgets.footer import AnswerRow

R = TypeVar("R")


class FormPanel(Panel[R]):
    """A dialog with lines to write in and an `AnswerRow`. Enter and the tile that confirms submit
    it; Esc and the tile that cancels close it without a result.
    """

    WRITES = True

    def submit(self) -> None:
        """Close with the result, or say what is missing."""
        raise NotImplementedError

    def on_input_submitted(self) -> None:
        self.submit()

    def on_answer_row_confirmed(self, message: AnswerRow.Confirmed) -> None:
        message.stop()
        self.submit()

    def on_answer_row_cancelled(self, message: AnswerRow.Cancelled) -> None:
        message.stop()
        self.action_back()
