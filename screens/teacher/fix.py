"""Something is broken: what it is. The room is known from the roster; the next touch says when."""

from textual import getters
from textual.app import ComposeResult

from screens.actions import Action
from screens.base import KioskScreen
from screens.teacher.fix_when import FixWhenScreen
from screens.teacher.room_picker import RoomPickerScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import GridItem, TileGrid

EXAMPLES = {
    "Projector or screen": "Dark, flickers, no signal",
    "Printer": "Jams, toner, will not print",
    "Wi-Fi": "Slow, drops, not there",
    "Sound": "None, hums, too quiet",
    "Login or password": "Locked, forgotten, a new pupil",
    "Computer": "Slow, keys, will not start",
    "Student devices": "Will not charge, locked, lost",
    "Something else": "Somebody looks at it",
}
"""What the usual categories hold; a school's own ones speak for themselves."""


class FixScreen(KioskScreen[None]):
    """What is broken?"""

    HELP = "Touch what it is; the next touch says when you need it, and it is written down."
    KEYS = (("1 to 9", "what is broken"),)
    NAME = "fix"
    ACTIONS = (
        Action("room", "r", "Which room?", "another than yours"),
        Action("not-sure", "n", "Not sure?", "two questions sort it"),
    )

    grid = getters.query_one(TileGrid)
    top = getters.query_one(Header)

    _room = ""

    def body(self) -> ComposeResult:
        self._room = self.person.room
        yield Header("What is broken?", self._room)
        yield TileGrid(width=24, height=5, most_columns=4)
        yield Notice()
        yield Footer(*self.tiles("foot"))

    def show_live(self) -> None:
        self.query_one("#room", Tile).title = self._room_words()
        known = [problem.category for problem in self.desk.board.problems()]
        self.grid.show(
            [
                GridItem(
                    name,
                    name,
                    EXAMPLES.get(name, ""),
                    "fix",
                    key=str(place) if place < 10 else "",
                    badge=f"{known.count(name)} known" if name in known else "",
                )
                for place, name in enumerate(self.desk.settings.categories, 1)
            ]
        )

    def _room_words(self) -> str:
        return f"Not in {self._room}?" if self._room else "Which room?"

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        self.app.push_screen(FixWhenScreen(message.value, self._room))

    def action_room(self) -> None:
        """Ask for another room."""
        self.app.push_screen(RoomPickerScreen(), self._take_room)

    def action_not_sure(self) -> None:
        """Ask the two questions that sort it, in the place of this screen."""
        self.app.pop_screen()
        self.app.open_screen("not-sure")

    def _take_room(self, room: str | None) -> None:
        if room:
            self._room = room
            self.top.show(right=room)
            self.query_one("#room", Tile).title = self._room_words()
