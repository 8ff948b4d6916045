"""Choosing a time with a teacher: the open periods of a coach, the soonest first."""

from textual.app import ComposeResult

from kiosk.calendar.slots import Slot
from screens.base import KioskScreen
from screens.slot_times import offer_slots
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.tile_board import TileBoard
from screens.widgets.timetable import Timetable


class SlotPickerScreen(KioskScreen[Slot]):
    """The screen on which one of the team chooses a time; closes with a `Slot`, or with None.

    Parameters:
        title: what the time is for, as shown.
        person: id of the teacher; only times that fit them are offered.
        kind: the kind of coaching or the category.
        coach: id of the coach whose times are offered; "" for any coach.
    """

    HELP = "Touch a time: it is booked, and the teacher is told at the next sign-in."

    def __init__(self, title: str, person: str, kind: str, coach: str) -> None:
        super().__init__()
        self._title, self._person, self._kind, self._coach = title, person, kind, coach
        self._slots: list[Slot] = []

    def body(self) -> ComposeResult:
        who = self.desk.people.full_name(self._person)
        yield Masthead(f"When? {self._title}", f"Open times that fit {who}")
        yield Timetable()
        yield Footer(back="Cancel")

    def begin(self) -> None:
        super().begin()
        self.query_one(Timetable).focus_first()

    def show_live(self) -> None:
        person = self.desk.people.get(self._person)
        self._slots = self.desk.calendar.slots(person, self._kind, self._coach)
        offer_slots(self.query_one(Timetable), self.desk, self._slots)
        if not self._slots:
            self.say("No open time in the next two weeks. Open more periods under Dates.", "hint")

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        self.dismiss(self._slots[int(message.value)])

    def action_back(self) -> None:
        """Close without a time."""
        self.dismiss(None)
