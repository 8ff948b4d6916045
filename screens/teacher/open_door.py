"""Opening one's door: a teacher invites the coach into a lesson. One touch on a lesson opens the
door, another closes it.
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
    """The screen on which a teacher opens their door in a lesson.

    Parameters:
        text: the text in the line at first.
    """

    HELP = "Touch a lesson and your door is open: your coach may come by to see it. No report."
    line = getters.query_one(TextInput)
    grid = getters.query_one(TileGrid)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._first_text = text

    def body(self) -> ComposeResult:
        yield Header("Open my door", self.desk.people.routing_words(COACHING))
        yield Label("What is there to see, if you like. Please do not name pupils.")
        yield TextInput("Such as: the class edits its own podcast", self._first_text)
        yield Label("In which lesson? One touch opens the door.")
        yield TileGrid(width=22, height=3, most_columns=4)
        yield Notice()
        yield Footer()

    def show_live(self) -> None:
        person = self.person
        now = self.desk.now()
        open_doors = {(door.date, door.period) for door in self.desk.open_doors.ahead(person.id)}
        items = []
        for day, period in self.desk.open_doors.lessons(person):
            is_open = (str(day), period.name) in open_doors
            title = f"{'✓ ' if is_open else ''}{times.near(day, now)} {period.name}"
            body = "Open; touch to close" if is_open else f"{times.day(day)}, {period.starts}"
            value = f"{day} {period.name}"
            items.append(GridItem(value, title, body, "coaching", chosen=is_open))
        self.grid.show(items)
        if not items:
            self.say("No lessons ahead on the bell schedule.", "hint")

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        person = self.person
        day, _, period = message.value.partition(" ")
        doors = self.desk.open_doors.ahead(person.id)
        door = next((door for door in doors if (door.date, door.period) == (day, period)), None)
        if door:
            door_id = door.id
            if await self.act(lambda: self.desk.open_doors.close(door_id, person.id)):
                self.say("The door is closed again.")
            return
        text, when = self.line.value, date.fromisoformat(day)
        if await self.act(lambda: self.desk.open_doors.open(person, when, period, text)):
            near = times.near(when, self.desk.now())
            who = self.desk.people.team_words(COACHING)
            self.say(f"Your door is open: {near} {period}, for {who}.")

    def on_input_submitted(self) -> None:
        """Go on from the line to the lessons."""
        self.grid.focus_first()

    def draft(self) -> TextDraft:
        return TextDraft("door", self.line.value)
