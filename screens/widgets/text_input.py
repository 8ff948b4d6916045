"""A line to write in."""

from textual import events
from textual.message import Message
from textual.widgets import Input

from data.text import MAX_LENGTH
from screens.input.terminal_input import Pasted


class TextInput(Input):
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
        super().__init__(
            written, placeholder=hint, max_length=MAX_LENGTH, select_on_focus=False, id=id
        )
        self.cursor_blink = False
        self._passes = passes

    class Cut(Message):
        """More was pasted than a line holds; its beginning is kept."""

    async def _on_key(self, event: events.Key) -> None:
        named = "," not in self.value  # after a comma it is about something, digits and all
        if event.character and event.character in self._passes and named:
            event.prevent_default()  # it goes on to the screen
        else:
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Lines become one; what does not fit is left out, and that is said."""
        event.prevent_default()
        event.stop()
        text = " ".join(event.text.split())
        room = MAX_LENGTH - len(self.value) + len(self.selected_text)
        self.replace(text[:room], *self.selection)
        if len(text) > room or (isinstance(event, Pasted) and event.cut):
            self.post_message(self.Cut())
