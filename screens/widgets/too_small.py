"""The message of a window that is too small to be used."""

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

SMALLEST = Size(60, 22)
"""Columns and rows of the smallest window in which every screen can be used."""


class TooSmall(Static):
    """The message that covers a screen whose window is too small."""

    def render(self) -> Content:
        size, least = self.app.size, f"{SMALLEST.width} by {SMALLEST.height}"
        return Content(
            f"This window is {size.width} by {size.height}.\nHallway needs {least} or more, and is "
            "at its best from 100 by 30.\n\nMake the window larger or the letters smaller.\n"
            "Nothing is lost."
        )
