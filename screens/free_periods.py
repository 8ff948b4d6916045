"""My free periods: a day, and its periods; one touch turns a period over, a second turns it back.
Open times of the coach are then shown where they fit.
"""

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Label

from screens.base import KioskScreen
from screens.chips import Chips
from screens.frame import Foot, Notice, Top
from screens.grid import Item, TileGrid


class FreePeriods(KioskScreen[None]):
    """When have you no class?"""

    HELP = "Choose a day, and touch the periods in which you have no class. It is kept at once."
    KEYS = (("1 to 9", "a period"),)

    grid = getters.query_one(TileGrid)
    chips = getters.query_one(Chips)
    label = getters.query_one("#free-so-far", Label)

    def body(self) -> ComposeResult:
        calendar = self.desk.calendar
        self._days = {name: key for key, name in calendar.day_keys()}
        self._free = set(calendar.free(self.person.id) or ())
        names = list(self._days)
        today = calendar.key_of(self.desk.now().date(), "").strip()
        first = next((name for name in names if self._days[name] == today), names[0])
        yield Top("My free periods", "Touch the ones in which you have no class")
        yield Chips(names, [first], single=True, sign="▸", id="days")
        yield TileGrid(width=22, height=3, most=4)
        yield Label("", id="free-so-far")
        yield Notice()
        yield Foot(back="Done")

    def show_live(self) -> None:
        day = self._days[self.chips.chosen[0]]
        items = []
        for place, period in enumerate(self.desk.calendar.periods(), 1):
            value = f"{day} {period.name}"
            free = value in self._free
            said = "free" if free else "class"
            items.append(
                Item(
                    value,
                    f"{'✓' if free else ' '} {period.name}",
                    f"  {period.starts}, {said}",
                    "coaching" if free else "",
                    str(place) if place < 10 else "",
                    free,
                )
            )
        self.grid.show(items)
        count = len(self._free)
        self.label.update(f"Free in {count} periods so far." if count else "None free so far.")

    def on_chips_changed(self, message: Chips.Changed) -> None:
        message.stop()
        self.show_live()

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        person, free = self.person.id, self._free ^ {message.value}
        if await self.act(lambda: self.desk.calendar.set_free(person, free)):
            self._free = free
            self.show_live()
