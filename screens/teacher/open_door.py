"""Opening one's door: a teacher invites the coach into a lesson. One touch on a lesson opens the
door, another closes it.
"""

from datetime import date

from textual import getters
from textual.app import ComposeResult

from data.records import COACHING
from kiosk.people.drafts import TextDraft
from kiosk.wording import times
from screens.base import KioskScreen
from screens.widgets.field import NO_STUDENTS, Field
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.timetable import OFF_SIGN, Day, Timetable


class OpenDoorScreen(KioskScreen[None]):
    """The screen on which a teacher opens their door in a lesson.

    Parameters:
        text: the text in the line at first.
    """

    WRITES = True

    HELP = "Touch a lesson and your door is open: your coach may come by to see it. No report."
    line = getters.query_one(TextInput)
    timetable = getters.query_one(Timetable)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._first_text = text

    def body(self) -> ComposeResult:
        who = self.desk.people.routing_words(COACHING)
        hint = f"One touch on a lesson opens the door. {who}"
        yield Masthead("Open my door", hint, tone="coaching")
        line = TextInput("Such as: the class edits its own podcast", self._first_text)
        yield Field("What to see", line, NO_STUDENTS)
        yield Timetable()
        yield Footer()

    def show_live(self) -> None:
        person = self.person
        now = self.desk.now()
        open_doors = {(door.date, door.period) for door in self.desk.open_doors.ahead(person.id)}
        lessons = self.desk.open_doors.lessons(person)
        days = {str(day): times.near_day(day, now) for day, _ in lessons}
        begins = {period.name: period.starts for _, period in lessons}
        cells = {}
        for day, period in lessons:
            key = (str(day), period.name)
            is_open = key in open_doors
            title, body = ("● open", "") if is_open else (OFF_SIGN, period.starts)
            cells[key] = Tile(title, body, f"{day} {period.name}", chosen=is_open)
        periods = sorted(begins, key=lambda name: begins[name])
        self.timetable.show_times([Day(*each) for each in days.items()], periods, cells)
        if not lessons:
            self.say("No lessons ahead on the bell schedule.", "hint")

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
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
        self.timetable.focus_first()

    def draft(self) -> TextDraft:
        return TextDraft("door", self.line.value)
