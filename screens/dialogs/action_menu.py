"""The menu of everything that can be done with something, a tile each."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.widgets import Static

from screens.base import Panel
from screens.widgets.tile import Tile


class ActionMenu(Panel[str]):
    """A dialog of tiles; closes with the value of the one that was touched, or with None.

    Parameters:
        title: what the choice is about.
        tiles: what can be chosen; each has a value.
    """

    HELP = "Touch what is to be done, or press its key; it works without this panel as well."

    def __init__(self, title: str, tiles: Sequence[Tile]) -> None:
        super().__init__()
        self._title, self._tiles = title, tiles

    def body(self) -> ComposeResult:
        with Vertical(id="more-panel", classes="panel -note"):
            yield Static(self._title, id="more-title", markup=False)
            with Grid(id="all-acts"):
                yield from self._tiles
                yield Tile("Leave it  Esc", id="leave", classes="-slim")

    def on_mount(self) -> None:
        super().on_mount()
        self._tiles[0].focus()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.dismiss(message.tile.value or None)
