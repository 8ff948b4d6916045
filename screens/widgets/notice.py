"""The sentence about what has just happened."""

from textual.content import Content
from textual.widgets import Static

from screens.widgets.text_layout import seen

MARGIN = 4
"""Columns beside the notice."""
STAYS = 20
"""Seconds for which a notice can be read."""


class Notice(Static):
    """One sentence about what has just happened, until the next thing does.

    Parameters:
        quiet: what stands there while nothing has happened.
    """

    def __init__(self, quiet: str = "") -> None:
        super().__init__(Content.styled(quiet, "$muted"))
        self._quiet, self._warning = quiet, ""
        self._seconds = 0

    def rest(self, quiet: str) -> None:
        """What stands here from now on while nothing has happened."""
        self._quiet = quiet
        if not self._seconds:
            self._rest()

    def warn(self, words: str) -> None:
        """What is wrong, and stays here while it is and nothing else is said; "" when all is well
        again.
        """
        if words != self._warning:
            self._warning = words
            if not self._seconds:
                self._rest()

    def _rest(self) -> None:
        """Show what stands here while nothing has happened."""
        warns = bool(self._warning)
        text = (
            Content(f"▲ {seen(self._warning)}") if warns else Content.styled(self._quiet, "$muted")
        )
        self.update(text)
        self.set_class(warns, "-said")
        self.set_class(warns, "-trouble")
        self.set_class(warns and self._is_long(text.plain), "-long")

    def tick(self) -> None:
        """A second has gone by."""
        if self._seconds:
            self._seconds -= 1
            if not self._seconds:
                self._rest()

    def say(self, words: str, tone: str = "done") -> None:
        """Show it, until another is said or some seconds have gone by.

        Parameters:
            tone: "done", "trouble" for a refusal, or "hint".
        """
        self._seconds = STAYS
        sign = {"done": "✓ ", "trouble": "▲ "}.get(tone, "")
        self.update(Content(sign + seen(words)) if words else Content(""))
        self.set_class(bool(words), "-said")
        self.set_class(tone == "trouble", "-trouble")
        self.set_class(self._is_long(sign + words), "-long")

    def _is_long(self, words: str) -> bool:
        """Whether it needs two lines; before it is laid out, by the width of the screen."""
        return Content(words).cell_length > (self.size.width or self.app.size.width - MARGIN)
