"""Open my door: invite the coach into a lesson to see something. One touch on a lesson opens it,
another closes it again.
"""

from datetime import date

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Label

from data.records import COACHING
from kiosk.people.drafts import TextDraft
from kiosk.wording import times
from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile_grid import GridItem, TileGrid


class OpenDoorScreen(KioskScreen[None]):
    """When is your door open?

    Parameters:
        written: what was written before.
    """

    HELP = "Touch a lesson and your door is open: your coach may come by to see it. No report."
    line = getters.query_one(TextInput)
    grid = getters.query_one(TileGrid)

    def __init__(self, written: str = "") -> None:
        super().__init__()
        self._written = written

    def body(self) -> ComposeResult:
        yield Header("Open my door", self.desk.people.routing_words(COACHING))
        yield Label("What is there to see, if you like. Please do not name pupils.")
        yield TextInput("Such as: the class edits its own podcast", self._written)
        yield Label("In which lesson? One touch opens the door.")
        yield TileGrid(width=22, height=3, most=4)
        yield Notice()
        yield Footer()

    def show_live(self) -> None:
        person = self.person
        now = self.desk.now()
        opened = {(each.date, each.period): each for each in self.desk.open_doors.ahead(person.id)}
        items = []
        for day, period in self.desk.open_doors.lessons(person):
            door = opened.get((str(day), period.name))
            near = times.near(day, now)
            title = f"{'✓ ' if door else ''}{near} {period.name}"
            said = "Open; touch to close" if door else f"{times.day(day)}, {period.starts}"
            items.append(
                GridItem(f"{day} {period.name}", title, said, "coaching", chosen=door is not None)
            )
        self.grid.show(items)
        if not items:
            self.say("No lessons ahead on the bell schedule.", "hint")

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        person = self.person
        day, _, period = message.value.partition(" ")
        doors = self.desk.open_doors.ahead(person.id)
        door = next((each for each in doors if (each.date, each.period) == (day, period)), None)
        if door:
            key = door.id
            if await self.act(lambda: self.desk.open_doors.close(key, person.id)):
                self.say("The door is closed again.")
            return
        text, when = self.line.value, date.fromisoformat(day)
        if await self.act(lambda: self.desk.open_doors.open(person, when, period, text)):
            near = times.near(when, self.desk.now())
            who = self.desk.people.team_words(COACHING)
            self.say(f"Your door is open: {near} {period}, for {who}.")

    def on_input_submitted(self) -> None:
        """Enter in the line leads on to the lesson."""
        self.grid.focus_first()

    def written(self) -> TextDraft:
        return TextDraft("door", self.line.value)
