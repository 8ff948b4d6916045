"""Asking for coaching: which kind. The next screen asks when."""

from textual.app import ComposeResult

from data.records import COACHING
from data.records.coaching_kinds import COACHING_KINDS
from screens.actions import Action
from screens.base import KioskScreen
from screens.teacher.coaching_when import CoachingWhenScreen
from screens.teacher.open_door import OpenDoorScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile_grid import GridItem, TileGrid

DOOR = ("Come and see", "My door is open in a lesson")
"""The title and the words of the tile that leads to the open door."""


class CoachingScreen(KioskScreen[None]):
    """The screen on which a teacher chooses a kind of coaching."""

    HELP = "Touch what you would like; the next touch chooses a time, or leaves it to your coach."
    KEYS = (("1 to 7", "what you would like"),)
    NAME = "coaching"
    ACTIONS = (Action("not-sure", "n", "Not sure?", "two questions sort it"),)

    def body(self) -> ComposeResult:
        kinds = {name: kind for name, kind in COACHING_KINDS.items() if kind.about}
        items = [
            GridItem(name, name, kind.about, "coaching", str(number))
            for number, (name, kind) in enumerate(kinds.items(), 1)
        ]
        items.append(GridItem(DOOR[0], *DOOR, "note", str(len(kinds) + 1)))
        yield Header("What would you like?", self.desk.people.routing_words(COACHING))
        yield TileGrid(items, width=24, height=5, most_columns=4)
        yield Notice()
        yield Footer(*self.tiles("foot"))

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        if message.value == DOOR[0]:
            self.app.push_screen(OpenDoorScreen())
        else:
            self.app.push_screen(CoachingWhenScreen(message.value))

    def action_not_sure(self) -> None:
        """Open the two questions that sort it, in place of this screen."""
        self.app.pop_screen()
        self.app.open_screen("not-sure")
