"""Asking for coaching: which kind. The next screen asks when."""

from textual.app import ComposeResult

from data.records import COACHING
from data.records.coaching_kinds import (
    COACHING_KINDS,
    ONE_TO_ONE,
    PLAN,
    TEACH,
    TRY,
    WATCH,
    WISH,
)
from screens.actions import Action
from screens.base import KioskScreen
from screens.teacher.coaching_when import CoachingWhenScreen
from screens.teacher.open_door import OpenDoorScreen
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid

NOT_SURE = ("Not sure", "Two questions sort it")
"""The title and the words of the tile that leads to the two questions."""
DOOR = ("Come and see", "My door is open in a lesson")
"""The title and the words of the tile that leads to the open door."""


PICTURES = {
    PLAN: "plan",
    TEACH: "together",
    WATCH: "watch",
    TRY: "tool",
    ONE_TO_ONE: "people",
    WISH: "wish",
}
"""Kind of coaching -> the pictogram on its tile."""


class CoachingScreen(KioskScreen[None]):
    """The screen on which a teacher chooses a kind of coaching."""

    HELP = "Touch what you would like; the next touch chooses a time, or leaves it to your coach."
    KEYS = (("1 to 8", "what you would like"),)
    NAME = "coaching"
    ACTIONS = (Action("not-sure", "n", *NOT_SURE, area="menu"),)

    def body(self) -> ComposeResult:
        kinds = {name: kind for name, kind in COACHING_KINDS.items() if kind.about}
        items = [
            Tile(
                name,
                kind.about,
                name,
                str(number),
                "coaching",
                picture=PICTURES.get(name, "people"),
            )
            for number, (name, kind) in enumerate(kinds.items(), 1)
        ]
        items.append(Tile(*DOOR, DOOR[0], str(len(kinds) + 1), "note", picture="door"))
        items.append(Tile(*NOT_SURE, NOT_SURE[0], str(len(kinds) + 2), picture="else"))
        who = self.desk.people.routing_words(COACHING)
        yield Masthead("What would you like?", f"One touch, then when. {who}", tone="coaching")
        yield TileGrid(items, width=17, height=5, most_columns=4)
        yield Footer(*self.tiles("foot"))

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        if message.value == DOOR[0]:
            self.app.push_screen(OpenDoorScreen())
        elif message.value == NOT_SURE[0]:
            self.action_not_sure()
        else:
            self.app.push_screen(CoachingWhenScreen(message.value))

    def action_not_sure(self) -> None:
        """Open the two questions that sort it, in place of this screen."""
        self.app.pop_screen()
        self.app.open_screen("not-sure")
