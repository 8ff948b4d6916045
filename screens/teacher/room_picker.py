"""Another room: by touch through the wings, or by typing."""

from dataclasses import replace

from textual import getters
from textual.app import ComposeResult

from data.name_search import plain
from data.text import clean, natural_key
from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile_grid import GridItem, TileGrid


class RoomPickerScreen(KioskScreen[str | None]):
    """Which room? Gives its name, or None."""

    HELP = "Touch a room, or type a part of its name or of its wing."

    grid = getters.query_one(TileGrid)
    field = getters.query_one(TextInput)

    _first = ""

    def body(self) -> ComposeResult:
        yield Header("Which room?", "touch it, or type")
        yield TextInput("Type a room")
        yield TileGrid(width=16, most_columns=6)
        yield Notice()
        yield Footer()

    def on_mount(self) -> None:
        super().on_mount()
        self.field.focus()

    def show_live(self) -> None:
        self._fill()

    def _fill(self) -> None:
        wings = self.desk.settings.wings
        listed = {person.room: "" for person in self.desk.people.staff() if person.room}
        rooms = wings | {room: "" for room in listed if room not in wings}
        typed = clean(self.field.value)
        asked = plain(typed)
        found = [room for room in rooms if asked in plain(f"{room} {rooms[room]}")]
        found.sort(
            key=lambda room: (plain(room) != asked, rooms.get(room, ""), natural_key(plain(room)))
        )
        items = [GridItem(room, room, rooms[room]) for room in found]
        if typed and (not found or plain(found[0]) != asked):
            items.append(GridItem(typed, f"{typed}, as typed", "", "note"))
        if typed:
            items[0] = replace(items[0], key="enter")
        if not items:
            self.say("No rooms are listed. Type yours, then Enter.", "hint")
        self._first = items[0].value if typed else ""
        self.grid.show(items)

    def on_input_changed(self) -> None:
        self._fill()

    def on_input_submitted(self) -> None:
        """The one that says so: the room of this name, else the first that fits, else as typed."""
        if self._first:
            self.dismiss(self._first)

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        self.dismiss(message.value)

    def action_back(self) -> None:
        self.dismiss(None)
