"""Messages between the app, its screens and their widgets."""

from textual.message import Message


class Act(Message):
    """Something that somebody did on a screen. It does not reach a screen that another one covers
    by then: a second key was pressed before the first had opened that one.
    """


class StoreChanged(Message):
    """The store has changed: here, in another process, or on another kiosk."""

    def can_replace(self, message: Message) -> bool:
        """Return whether this replaces a message in the queue: one look shows all the news."""
        return isinstance(message, StoreChanged)
