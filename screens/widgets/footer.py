"""The row of tiles at the foot of every screen."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from screens.widgets.tile import Tile


class Footer(Horizontal):
    """A row of tiles: back at the left, help at the right, the screen's own between them.

    Parameters:
        tiles: the screen's own.
        back: title of the tile at the left, which does the same as Esc.
    """

    class Back(Message):
        """The tile at the left was touched."""

    class Help(Message):
        """The tile at the right was touched."""

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
        """Turn a touch on the outer tiles into a message; the screen handles its own tiles."""
        if message.tile.id == "back":
            message.stop()
            self.post_message(self.Back())
        elif message.tile.id == "help":
            message.stop()
            self.post_message(self.Help())
