"""What frames every screen: the line above, the sentence about what has just happened, and the one
row of keys at the foot.
"""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from screens.widgets.text_layout import seen, spread
from screens.widgets.tile import Tile

MARGIN = 4
"""Columns beside the notice."""
STAYS = 20
"""Seconds for which a notice can be read."""


class Header(Widget):
    """The line above everything: what this is at the left, where and when at the right."""

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self._left, self._right = left, right

    def show(self, left: str | None = None, right: str | None = None) -> None:
        """Say something else."""
        self._left = self._left if left is None else left
        self._right = self._right if right is None else right
        self.refresh()

    def render(self) -> Content:
        left = Content.styled(seen(self._left), "bold")
        right = Content.styled(seen(self._right), "$muted")
        if left.cell_length + right.cell_length + 2 > self.size.width:
            right = right.truncate(max(0, self.size.width // 2), ellipsis=True)
        return spread(left, right, self.size.width)


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


class TooSmall(Static):
    """What a window says that is too small to be used."""

    def render(self) -> Content:
        size = self.app.size
        return Content(
            f"This window is {size.width} by {size.height}.\nHallway needs 60 by 22 or more, and "
            "is at its best from 100 by 30.\n\nMake the window larger or the letters smaller.\n"
            "Nothing is lost."
        )


class Footer(Horizontal):
    """The row of keys: back at the left, help at the right, what this screen can do between them.

    Parameters:
        tiles: what this screen can do.
        back: what Esc does here.
    """

    class Back(Message):
        """The tile that leads back was touched."""

    class Help(Message):
        """The tile that opens the help was touched."""

    def __init__(self, *tiles: Tile, back: str = "Back") -> None:
        super().__init__(classes="foot")
        self._tiles, self._back = tiles, back

    def compose(self) -> ComposeResult:
        yield Tile(f"{self._back}  Esc", id="back", classes="-slim")
        for tile in self._tiles:
            tile.add_class("-slim")
            yield tile
        yield Tile("Help  F1", id="help", classes="-slim")

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """Say which of the two was touched that are the same everywhere; the rest is for the
        screen.
        """
        if message.tile.id == "back":
            message.stop()
            self.post_message(self.Back())
        elif message.tile.id == "help":
            message.stop()
            self.post_message(self.Help())
