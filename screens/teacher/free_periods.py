"""My free periods: a day, and its periods; one touch turns a period over, a second turns it back.
Open times of the coach are then shown where they fit.
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
    """How a teacher's free periods and a coach's open ones are spoken of."""

    title: str
    hint: str
    on: str
    off: str
    so_many: str
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
    """When have you no class; and for a coach, when can you be booked?"""

    HELP = "Choose a day, and touch a period to turn it on or off. It is kept at once."
    KEYS = (("1 to 9", "a period"),)

    grid = getters.query_one(TileGrid)
    chips = getters.query_one(ChoiceChips)
    label = getters.query_one("#free-so-far", Label)

    def body(self) -> ComposeResult:
        calendar = self.desk.calendar
        me = self.person.id
        coach = self.session.working and self.desk.people.lane_of(me) == COACHING
        self._says = COACH if coach else TEACHER
        self._days = {name: key for key, name in calendar.day_keys()}
        self._free = set(calendar.open_to(me) if coach else calendar.free(me) or ())
        names = list(self._days)
        today = calendar.key_of(self.desk.now().date(), "").strip()
        first = next((name for name in names if self._days[name] == today), names[0])
        yield Header(self._says.title, self._says.hint)
        yield ChoiceChips(names, [first], single=True, id="days")
        yield TileGrid(width=22, height=3, most_columns=4)
        yield Label("", id="free-so-far")
        yield Notice()
        yield Footer(back="Done")

    def show_live(self) -> None:
        day, says = self._days[self.chips.chosen[0]], self._says
        items = []
        for place, period in enumerate(self.desk.calendar.periods(), 1):
            value = f"{day} {period.name}"
            free = value in self._free
            items.append(
                GridItem(
                    value,
                    f"{'✓' if free else ' '} {period.name}",
                    f"  {period.starts}, {says.on if free else says.off}",
                    "coaching" if free else "",
                    str(place) if place < 10 else "",
                    free,
                )
            )
        self.grid.show(items)
        count = len(self._free)
        self.label.update(says.so_many.format(count) if count else says.none)

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        message.stop()
        self.show_live()

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        person, free = self.person.id, self._free ^ {message.value}
        if await self.act(lambda: self.desk.calendar.set_free(person, free)):
            self._free = free
            self.show_live()
