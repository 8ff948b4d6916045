"""Choosing a room, by touch or by typing."""

from msgspec.structs import replace
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
    """The screen on which a room is chosen; closes with its name, or with None."""

    HELP = "Touch a room, or type a part of its name or of its wing."

    grid = getters.query_one(TileGrid)
    field = getters.query_one(TextInput)

    _first = ""
    """The room that Enter chooses; "" for none."""

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
        """Show the rooms that fit what is typed: the room of this very name first, then by wing.
        What is typed is offered as well, if no room has that name.
        """
        wings = self.desk.settings.wings
        rooms = wings | {
            person.room: ""
            for person in self.desk.people.staff()
            if person.room and person.room not in wings
        }
        typed = clean(self.field.value)
        query = plain(typed)
        matches = [room for room in rooms if query in plain(f"{room} {rooms[room]}")]
        matches.sort(
            key=lambda room: (plain(room) != query, rooms.get(room, ""), natural_key(plain(room)))
        )
        items = [GridItem(room, room, rooms[room]) for room in matches]
        if typed and (not matches or plain(matches[0]) != query):
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
        """Close with the first room that is shown."""
        if self._first:
            self.dismiss(self._first)

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        self.dismiss(message.value)

    def action_back(self) -> None:
        self.dismiss(None)
