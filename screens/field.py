"""A line to write in."""

from textual import events
from textual.widgets import Input

from data.typed import MOST


class Field(Input):
    """One line of text, as long as anybody needs. Its cursor stands still: nothing here blinks.

    Parameters:
        hint: what might be written, shown while nothing is.
        written: what stands in it already.
    """

    def __init__(self, hint: str, written: str = "", *, id: str | None = None) -> None:
        super().__init__(written, placeholder=hint, max_length=MOST, select_on_focus=False, id=id)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """Lines become one; nothing of what was pasted is left out."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))
