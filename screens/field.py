"""A line to write in."""

from textual import events
from textual.widgets import Input

from data.typed import MOST


class Field(Input):
    """One line of text, as long as anybody needs. Its cursor stands still: nothing here blinks.

    Parameters:
        hint: what might be written, shown while nothing is.
        written: what stands in it already.
        passes: signs that are not written but go to the screen while there is no comma, such as
            digits where a name is looked for.
    """

    def __init__(
        self, hint: str, written: str = "", *, passes: str = "", id: str | None = None
    ) -> None:
        super().__init__(written, placeholder=hint, max_length=MOST, select_on_focus=False, id=id)
        self.cursor_blink = False
        self._passes = passes

    async def _on_key(self, event: events.Key) -> None:
        named = "," not in self.value  # after a comma it is about something, digits and all
        if event.character and event.character in self._passes and named:
            event.prevent_default()  # it goes on to the screen
        else:
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Lines become one; nothing of what was pasted is left out."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))
