"""Messages that the app posts to the screen on top."""

from textual.message import Message


class StoreChanged(Message):
    """The store has changed: here, in another process, or on another kiosk."""

    def can_replace(self, message: Message) -> bool:
        """Return whether this replaces a message in the queue: one look shows all the news."""
        return isinstance(message, StoreChanged)
