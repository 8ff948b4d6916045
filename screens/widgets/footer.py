"""The row of keys at the foot of every screen."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from screens.widgets.tile import Tile


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
