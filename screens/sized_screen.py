"""A screen that knows the size of its window, and is styled no more often than need be."""

from typing import TypeVar

from textual import events
from textual.geometry import Size
from textual.message import Message

from screens.focus_screen import FocusScreen
from screens.widgets.too_small import SMALLEST, TooSmall

R = TypeVar("R")


class SizedScreen(FocusScreen[R]):
    """The base of `KioskScreen`: a screen that fits its window, or says that it cannot."""

    BLANK = True
    _fits: Size | None = None
    """The size of the window for which its size classes were chosen; None until they are."""
    _styled_for = ""
    """The theme for which the widgets were styled when this screen last came to the top."""

    @property
    def is_large_enough(self) -> bool:
        size = self.app.size
        return size.width >= SMALLEST.width and size.height >= SMALLEST.height

    def on_resize(self) -> None:
        """Cover this screen while its window is too small to be used."""
        covers = self.query(TooSmall)
        if self.is_large_enough and covers:
            covers.remove()
        elif not self.is_large_enough and not covers and self.is_mounted:
            self.mount(TooSmall())

    def is_told_again(self, message: Message) -> bool:
        """Return whether a message tells the size for which this screen was laid out already: after
        each layout Textual's screen tells itself its size, and would be laid out a second time. So
        `on_resize` is for another size alone; what depends on the first one is done in `begin`.
        """
        if not isinstance(message, events.Resize):
            return False
        if message.size == self._fits == self.outer_size:
            return True
        self._fits = message.size
        return False

    def add_size_classes(self) -> None:
        """Add the breakpoint classes of this window before there are widgets. Textual adds them
        after, and all widgets would be styled a second time while somebody waits.
        """
        self._fits = self.app.size
        width, height = self._fits
        across, down = self.app.HORIZONTAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS
        self.add_class(
            max(point for point in across if width >= point[0])[1],
            max(point for point in down if height >= point[0])[1],
        )

    def spare_styles(self, event: events.ScreenResume) -> None:
        """Let Textual not style all widgets anew, as it does whenever a screen comes to the top: a
        new one has just been styled, and an old one only needs it when the theme is another.
        """
        event.refresh_styles = self._styled_for not in ("", self.app.theme)
        self._styled_for = self.app.theme
