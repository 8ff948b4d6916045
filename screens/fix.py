"""Something is broken: what it is. The room is known from the roster; the next touch says when."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal

from screens.base import KioskScreen, Notice, Top
from screens.grid import Item, TileGrid
from screens.tile import Tile


class Fix(KioskScreen[None]):
    """What is broken?"""

    grid = getters.query_one(TileGrid)
    top = getters.query_one(Top)

    def __init__(self) -> None:
        super().__init__()
        self._room = ""

    def body(self) -> ComposeResult:
        person = self.app.person
        assert person is not None
        self._room = person.room
        items = [
            Item(name, name, tone="fix", key=str(place) if place < 10 else "")
            for place, name in enumerate(self.desk.settings.categories, 1)
        ]
        yield Top("What is broken?", self._room)
        yield TileGrid(items, width=24, height=5, most=4)
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")
            yield Tile(self._room_words(), key="r", id="room")

    def _room_words(self) -> str:
        return f"Not in {self._room}?" if self._room else "Which room?"

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        from screens.fix_when import FixWhen

        self.app.push_screen(FixWhen(message.value, self._room))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "room":
            from screens.room import PickRoom

            self.app.push_screen(PickRoom(), self._take_room)
        else:
            self.action_back()

    def _take_room(self, room: str | None) -> None:
        if room:
            self._room = room
            self.top.show(right=room)
            self.query_one("#room", Tile).title = self._room_words()
