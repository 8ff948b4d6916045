"""A text input of one line."""

from textual import events
from textual.message import Message
from textual.widgets import Input

from data.text import MAX_LENGTH
from screens.input.terminal_input import Pasted


class TextInput(Input):
    """Textual's `Input` with a limit to its length. Its cursor does not blink.

    Parameters:
        hint: an example of what to write, shown while it is empty.
        text: the text at first.
        pass_through: characters that it leaves to the screen while it contains no comma, such as
            digits where a name is typed.
    """

    is_watched = False
    """Whether its screen may move what is typed elsewhere, so that each key waits for that."""

    class Cut(Message):
        """More was pasted than fits; its beginning was kept."""

    def __init__(
        self, hint: str, text: str = "", *, pass_through: str = "", id: str | None = None
    ) -> None:
        super().__init__(
            text,
            placeholder=hint,
            max_length=MAX_LENGTH,
            select_on_focus=False,
            validate_on=(),
            id=id,
        )
        self.cursor_blink = False
        self._pass_through = pass_through

    def writes(self, event: events.Key) -> bool:
        """Return whether a key only writes a character into this line, and does nothing else."""
        return event.is_printable and not self._passes(event)

    def _passes(self, event: events.Key) -> bool:
        """Return whether a key is left to the screen; what follows a comma is free text."""
        character = event.character or ""
        return bool(character) and character in self._pass_through and "," not in self.value

    def on_key(self, event: events.Key) -> None:
        """Leave the characters of `pass_through` to the screen."""
        if self._passes(event):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Paste all lines as one, as much as fits; Input would paste the first line alone."""
        event.prevent_default()
        event.stop()
        text = " ".join(event.text.split())
        room = MAX_LENGTH - len(self.value) + len(self.selected_text)
        self.replace(text[:room], *self.selection)
        if len(text) > room or (isinstance(event, Pasted) and event.cut):
            self.post_message(self.Cut())
