"""The free periods of a teacher, and the open periods of a coach: a day and its periods, which one
touch turns on or off. Times that fit both are offered when coaching is asked for.
"""

from typing import NamedTuple

from textual import getters
from textual.app import ComposeResult

from data.records import COACHING
from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.timetable import OFF_SIGN, Day, Timetable


class PeriodsWording(NamedTuple):
    """The words for a teacher's free periods, or for a coach's open ones.

    Parameters:
        on, off: state of a period.
        summary: a sentence with {} for how many are on.
        none: a sentence when none is on.
    """

    title: str
    hint: str
    on: str
    off: str
    summary: str
    none: str


TEACHER = PeriodsWording(
    "My free periods",
    "Touch those without a class",
    "free",
    "busy",
    "{} free so far.",
    "None free so far.",
)
COACH = PeriodsWording(
    "My open periods",
    "Teachers can book what is on",
    "open",
    "shut",
    "{} open.",
    "None is open: nobody can book a time with you.",
)


class FreePeriodsScreen(KioskScreen[None]):
    """The screen on which a teacher says when they have no class, and a coach when they can be
    booked.
    """

    HELP = "Touch a period to turn it on or off. It is kept at once."
    KEYS = (("1 to 9", "a period of today"),)

    timetable = getters.query_one(Timetable)
    masthead = getters.query_one(Masthead)

    def body(self) -> ComposeResult:
        calendar = self.desk.calendar
        me = self.person.id
        is_coach = self.session.working and self.desk.people.lane_of(me) == COACHING
        self._wording = COACH if is_coach else TEACHER
        self._free = set(calendar.open_to(me) if is_coach else calendar.free(me) or ())
        yield Masthead(self._wording.title, self._wording.hint)
        yield Timetable()
        yield Footer(back="Done", is_done=True)

    def show_live(self) -> None:
        wording, calendar = self._wording, self.desk.calendar
        days, periods = calendar.day_keys(), calendar.periods()
        today = calendar.key_of(self.desk.now().date(), "").strip()
        cells = {}
        for day, _ in days:
            for number, period in enumerate(periods, 1):
                value = f"{day} {period.name}"
                is_free = value in self._free
                key = str(number) if day == today and number < 10 else ""
                title, body = (f"● {wording.on}", "") if is_free else (OFF_SIGN, wording.off)
                cells[day, period.name] = Tile(
                    title, body, value, key, chosen=is_free, is_plain=True
                )
        names = [period.name for period in periods]
        shown = [Day(key, title, is_today=key == today) for key, title in days]
        self.timetable.show_times(shown, names, cells)
        count = len(self._free)
        so_far = wording.summary.format(count) if count else wording.none
        self.masthead.set_hint(f"{wording.hint}. {so_far}")

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        person, free = self.person.id, self._free ^ {message.value}
        if await self.act(lambda: self.desk.calendar.set_free(person, free)):
            self._free = free
            self.show_live()
