"""Choosing a room, by touch or by typing."""

from collections import defaultdict

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult

from data.name_search import plain
from data.text import clean, natural_key
from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.map_layout import short_room
from screens.widgets.masthead import Masthead
from screens.widgets.room_grid import RoomGrid
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard


class RoomPickerScreen(KioskScreen[str | None]):
    """The screen on which a room is chosen; closes with its name, or with None."""

    WRITES = True

    HELP = "Touch a room, or type a part of its name or of its wing."

    grid = getters.query_one(RoomGrid)
    field = getters.query_one(TextInput)

    _first = ""
    """The room that Enter chooses; "" for none."""

    def body(self) -> ComposeResult:
        yield Masthead("Which room?", "Touch it, or type.", tone="fix")
        yield TextInput("Type a room")
        yield RoomGrid()
        yield Footer()

    def begin(self) -> None:
        super().begin()
        self.field.focus()

    def show_live(self) -> None:
        self._fill()

    def _fill(self) -> None:
        """Show the rooms that fit what is typed: the room of this very name first, then by wing as
        the school lists them. What is typed is offered as well, if no room has that name.
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
        room_order = {room: number for number, room in enumerate(wings)}
        wing_order = {wing: number for number, wing in enumerate(self.desk.walks.wings()) if wing}
        last = len(rooms)
        matches.sort(
            key=lambda room: (
                plain(room) != query,
                wing_order.get(rooms[room], last),
                room_order.get(room, last),
                natural_key(plain(room)),
            )
        )
        mine = self.person.room
        items = [
            Tile(room, rooms[room], room, shape="control", chosen=room == mine) for room in matches
        ]
        if typed and (not matches or plain(matches[0]) != query):
            items.append(Tile(f"Use “{typed}” as written", value=typed, shape="control"))
        if typed:
            items[0] = replace(items[0], key="enter")
        if not items:
            self.say("No rooms are listed. Type yours, then Enter.", "hint")
        self._first = items[0].value if typed else ""
        if typed or not any(rooms.values()):
            self.grid.show_found(items)
            return
        by_wing: defaultdict[str, list[Tile]] = defaultdict(list)
        for item in items:
            by_wing[rooms[item.value]].append(replace(item, title=short_room(item.title), body=""))
        self.grid.show_wings(by_wing, [replace(item, body="") for item in items])

    def on_input_changed(self) -> None:
        self._fill()

    def on_input_submitted(self) -> None:
        """Close with the first room that is shown."""
        if self._first:
            self.dismiss(self._first)

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        self.dismiss(message.value)

    def action_back(self) -> None:
        self.dismiss(None)
