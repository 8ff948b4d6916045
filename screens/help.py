"""Help: what this screen is for, and the keys, which are the same everywhere."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.base import Panel
from screens.tile import Tile

EVERYWHERE = (
    ("Touch", "does what the card says"),
    ("Arrows, Enter", "go from card to card, and press one"),
    ("A letter on a card", "presses it, unless you are writing"),
    ("Page up, down", "leaf, where there is more"),
    ("Esc", "one step back; nothing is sent by it"),
    ("Your badge", "signs you in, on any screen"),
    ("F1, F2", "this help, other colours"),
)


class Help(Panel[None]):
    """What can be done here.

    Parameters:
        about: what the screen below is for.
        keys: its own keys, and what each does.
    """

    def __init__(self, about: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._about, self._keys = about, keys

    def body(self) -> ComposeResult:
        with Vertical(id="help-panel", classes="panel -note"):
            yield Static(Content.styled("What you can do here", "bold $secondary"))
            yield Static(Content(self._about), id="about-here")
            yield Static(self._table())
            yield Tile("Close  Esc", tone="coaching", classes="-slim")

    def _table(self) -> Content:
        rows = [*self._keys, *EVERYWHERE]
        width = max(len(key) for key, _ in rows) + 2
        return Content("\n").join(
            Content.assemble(Content.styled(f"{key:<{width}}", "bold"), what) for key, what in rows
        )

    def action_help(self) -> None:
        """It is shown already; the same key closes it."""
        self.dismiss(None)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.dismiss(None)
