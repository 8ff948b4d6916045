"""The message of a window that is too small to be used."""

from textual.content import Content
from textual.widgets import Static


class TooSmall(Static):
    """The message that covers a screen whose window is too small. Every screen has one, and styles
    show it.
    """

    def render(self) -> Content:
        size = self.app.size
        return Content(
            f"This window is {size.width} by {size.height}.\nHallway needs 60 by 22 or more, and "
            "is at its best from 100 by 30.\n\nMake the window larger or the letters smaller.\n"
            "Nothing is lost."
        )
