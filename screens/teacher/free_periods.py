"""The free periods of a teacher, and the open periods of a coach: a day and its periods, which one
touch turns on or off. Times that fit both are offered when coaching is asked for.
"""

from typing import NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Label

from data.records import COACHING
from screens.base import KioskScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile_grid import GridItem, TileGrid


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
    "Touch the ones in which you have no class",
    "free",
    "class",
    "Free in {} periods so far.",
    "None free so far.",
)
COACH = PeriodsWording(
    "My open periods",
    "Teachers can book the ones that are on",
    "open",
    "closed",
    "Open in {} periods.",
    "None is open: nobody can book a time with you.",
)


class FreePeriodsScreen(KioskScreen[None]):
    """The screen on which a teacher says when they have no class, and a coach when they can be
    booked.
    """

    HELP = "Choose a day, and touch a period to turn it on or off. It is kept at once."
    KEYS = (("1 to 9", "a period"),)

    grid = getters.query_one(TileGrid)
    chips = getters.query_one(ChoiceChips)
    label = getters.query_one("#free-so-far", Label)

    def body(self) -> ComposeResult:
        calendar = self.desk.calendar
        me = self.person.id
        is_coach = self.session.working and self.desk.people.lane_of(me) == COACHING
        self._wording = COACH if is_coach else TEACHER
        self._days = {name: key for key, name in calendar.day_keys()}
        self._free = set(calendar.open_to(me) if is_coach else calendar.free(me) or ())
        names = list(self._days)
        today = calendar.key_of(self.desk.now().date(), "").strip()
        first = next((name for name in names if self._days[name] == today), names[0])
        yield Header(self._wording.title, self._wording.hint)
        yield ChoiceChips(names, [first], single=True, id="days")
        yield TileGrid(width=22, height=3, most_columns=4)
        yield Label("", id="free-so-far")
        yield Notice()
        yield Footer(back="Done")

    def show_live(self) -> None:
        day, wording = self._days[self.chips.chosen[0]], self._wording
        items = []
        for number, period in enumerate(self.desk.calendar.periods(), 1):
            value = f"{day} {period.name}"
            is_free = value in self._free
            items.append(
                GridItem(
                    value,
                    f"{'✓' if is_free else ' '} {period.name}",
                    f"  {period.starts}, {wording.on if is_free else wording.off}",
                    "coaching" if is_free else "",
                    str(number) if number < 10 else "",
                    is_free,
                )
            )
        self.grid.show(items)
        count = len(self._free)
        self.label.update(wording.summary.format(count) if count else wording.none)

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        message.stop()
        self.show_live()

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        person, free = self.person.id, self._free ^ {message.value}
        if await self.act(lambda: self.desk.calendar.set_free(person, free)):
            self._free = free
            self.show_live()
