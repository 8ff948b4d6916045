"""The sentence about what has just happened."""

from textual.content import Content
from textual.widgets import Static

from screens.widgets.text_layout import printable

MARGIN = 4
"""Columns of the screen that are not the notice's."""
STAYS = 20
"""Seconds for which a sentence stays."""


class Notice(Static):
    """A line with one sentence: for some seconds what has just happened, after that what is
    wrong, if anything is, or else a hint.

    Parameters:
        hint: shown muted, while nothing else is.
    """

    def __init__(self, hint: str = "") -> None:
        super().__init__(Content.styled(hint, "$muted"))
        self._hint, self._warning = hint, ""
        self._seconds_left = 0
        """Seconds for which the present sentence stays; 0 when none is shown."""

    def set_hint(self, hint: str) -> None:
        """Set another hint; "" for none."""
        self._hint = hint
        if not self._seconds_left:
            self._show_rest()

    def warn(self, words: str) -> None:
        """Set what is wrong, for as long as it is; "" when all is well again."""
        if words != self._warning:
            self._warning = words
            if not self._seconds_left:
                self._show_rest()

    def _show_rest(self) -> None:
        """Show the warning, or else the hint."""
        warns = bool(self._warning)
        text = (
            Content(f"▲ {printable(self._warning)}")
            if warns
            else Content.styled(self._hint, "$muted")
        )
        self.update(text)
        self.set_class(warns, "-said")
        self.set_class(warns, "-trouble")
        self.set_class(warns and self._is_long(text.plain), "-long")

    def tick(self) -> None:
        """Count the seconds; the screen calls it every second."""
        if self._seconds_left:
            self._seconds_left -= 1
            if not self._seconds_left:
                self._show_rest()

    def say(self, words: str, tone: str = "done") -> None:
        """Show a sentence, until there is another or STAYS seconds have gone by.

        Parameters:
            words: the sentence; "" clears the line.
            tone: "done", "trouble" for a refusal, or "hint".
        """
        self._seconds_left = STAYS
        sign = {"done": "✓ ", "trouble": "▲ "}.get(tone, "")
        self.update(Content(sign + printable(words)) if words else Content(""))
        self.set_class(bool(words), "-said")
        self.set_class(tone == "trouble", "-trouble")
        self.set_class(self._is_long(sign + words), "-long")

    def _is_long(self, words: str) -> bool:
        """Return whether words need two lines. Before the line has a width, that of the screen
        decides.
        """
        return Content(words).cell_length > (self.size.width or self.app.size.width - MARGIN)
