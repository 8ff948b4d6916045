"""Choosing a time with a teacher: the open periods of a coach, the soonest first."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from kiosk.calendar import wording as visit_wording
from kiosk.calendar.slots import Slot
from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile_grid import GridItem, TileGrid


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
        yield Header(f"When? {self._title}", f"Open times that fit {who}")
        with Horizontal(id="slots"):
            yield TileGrid(width=22, height=3, most_columns=4)
        yield Notice()
        yield Footer(back="Leave it")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(TileGrid).focus_first()

    def show_live(self) -> None:
        desk, now = self.desk, self.desk.now()
        person = desk.people.get(self._person)
        self._slots = desk.calendar.slots(person, self._kind, self._coach)
        items = [
            GridItem(str(index), *visit_wording.slot(slot, now), "note")
            for index, slot in enumerate(self._slots)
        ]
        self.query_one(TileGrid).show(items)
        if not items:
            self.say("No open time in the next two weeks. Open more periods under Dates.", "hint")

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        message.stop()
        self.dismiss(self._slots[int(message.value)])

    def action_back(self) -> None:
        """Close without a time."""
        self.dismiss(None)
