"""Asking for a fix: what is broken. The roster gives the room; the next screen asks when."""

from textual import getters
from textual.app import ComposeResult

from data.records import FIX
from screens.actions import Action
from screens.base import KioskScreen
from screens.teacher.fix_when import FixWhenScreen
from screens.teacher.room_picker import RoomPickerScreen
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid

EXAMPLES = {
    "Projector or screen": "Dark, flickers, no signal",
    "Printer": "Jams, toner, will not print",
    "Wi-Fi": "Slow, drops, no signal",
    "Sound": "None, hums, too quiet",
    "Login or password": "Locked, forgotten, new student",
    "Computer": "Slow, broken keys, won't start",
    "Student devices": "Will not charge, locked, lost",
    "Something else": "Someone will take a look",
}
"""Category -> examples of what it means. A school's own categories have none."""


PICTURES = {
    "Projector or screen": "projector",
    "Printer": "printer",
    "Wi-Fi": "wifi",
    "Sound": "sound",
    "Login or password": "login",
    "Computer": "computer",
    "Student devices": "devices",
    "Something else": "else",
}
"""Category -> the pictogram on its tile; a school's own categories have the last one's."""


class FixScreen(KioskScreen[None]):
    """The screen on which a teacher says what is broken, and in which room."""

    HELP = "Touch what it is; the next touch says when you need it, and it is written down."
    KEYS = (("1 to 9", "what is broken"),)
    NAME = "fix"
    ACTIONS = (
        Action("room", "r", "Which room?", "another than yours"),
        Action("not-sure", "n", "Not sure", "two questions sort it"),
    )

    grid = getters.query_one(TileGrid)
    masthead = getters.query_one(Masthead)

    _room = ""

    def body(self) -> ComposeResult:
        self._room = self.person.room
        who = self.desk.people.routing_words(FIX)
        hint = f"One touch, then when you need it. {who}"
        yield Masthead("What is broken?", hint, self._room, "fix")
        yield TileGrid(width=17, height=5, most_columns=4)
        yield Footer(*self.tiles("foot"))

    def show_live(self) -> None:
        self.change_tile("room", title=self._room_words())
        known = [problem.category for problem in self.desk.board.problems()]
        self.grid.show(
            [
                Tile(
                    category,
                    EXAMPLES.get(category, ""),
                    category,
                    key=str(number) if number < 10 else "",
                    tone="fix",
                    state=f"{known.count(category)} known" if category in known else "",
                    picture=PICTURES.get(category, "else"),
                )
                for number, category in enumerate(self.desk.settings.categories, 1)
            ]
        )

    def _room_words(self) -> str:
        return f"Not in {self._room}?" if self._room else "Which room?"

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        self.app.push_screen(FixWhenScreen(message.value, self._room))

    def action_room(self) -> None:
        """Open the screen on which another room is chosen."""
        self.app.push_screen(RoomPickerScreen(), self._take_room)

    def action_not_sure(self) -> None:
        """Open the two questions that sort it, in place of this screen."""
        self.app.pop_screen()
        self.app.open_screen("not-sure")

    def _take_room(self, room: str | None) -> None:
        if room:
            self._room = room
            self.masthead.show(right=room)
            self.change_tile("room", title=self._room_words())
