"""Another room: by touch through the wings, or by typing."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal

from data.names import plain
from data.typed import clean
from screens.base import KioskScreen, Notice, Top
from screens.field import Field
from screens.grid import Item, TileGrid
from screens.tile import Tile


class PickRoom(KioskScreen[str | None]):
    """Which room? Gives its name, or None."""

    grid = getters.query_one(TileGrid)
    field = getters.query_one(Field)

    def body(self) -> ComposeResult:
        yield Top("Which room?", "touch it, or type")
        yield Field("Type a room")
        yield TileGrid(width=16, most=6)
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")

    def on_mount(self) -> None:
        super().on_mount()
        self.field.focus()

    def show_live(self) -> None:
        self._fill()

    def _fill(self) -> None:
        wings = self.desk.settings.wings
        listed = {person.room: "" for person in self.desk.staff() if person.room}
        rooms = wings | {room: "" for room in listed if room not in wings}
        asked = plain(self.field.value)
        self._rooms = [room for room in rooms if asked in plain(f"{room} {rooms[room]}")]
        self.grid.show([Item(room, room, rooms[room]) for room in self._rooms])

    def on_input_changed(self) -> None:
        self._fill()

    def on_input_submitted(self) -> None:
        """The first that fits; a room nobody has listed is taken as it was typed."""
        typed = clean(self.field.value)
        if typed:
            self.dismiss(self._rooms[0] if self._rooms else typed)

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        self.dismiss(message.value)

    def on_tile_pressed(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        self.dismiss(None)
