"""Messages that go to whichever screen is seen."""

from textual.message import Message


class StoreChanged(Message):
    """Something in the store is other than it was: here, in another process, on another kiosk."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StoreChanged)
