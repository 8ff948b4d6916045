"""A screen that knows the size of its window, and is styled no more often than need be."""

from typing import TypeVar

from textual import events

from screens.focus_screen import FocusScreen
from screens.widgets.too_small import SMALLEST, TooSmall

R = TypeVar("R")


class SizedScreen(FocusScreen[R]):
    """The base of `KioskScreen`: a screen that fits its window, or says that it cannot."""

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

    def add_size_classes(self) -> None:
        """Add the breakpoint classes of this window before there are widgets. Textual adds them
        after, and all widgets would be styled a second time while somebody waits.
        """
        width, height = self.app.size
        across, down = self.app.HORIZONTAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS
        self.add_class(max(point for point in across if width >= point[0])[1])
        self.add_class(max(point for point in down if height >= point[0])[1])

    def spare_styles(self, event: events.ScreenResume) -> None:
        """Let Textual not style all widgets anew, as it does whenever a screen comes to the top: a
        new one has just been styled, and an old one only needs it when the theme is another.
        """
        event.refresh_styles = self._styled_for not in ("", self.app.theme)
        self._styled_for = self.app.theme
