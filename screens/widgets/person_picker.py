"""Finding a person by touch or by typing: shelves of names, a shelf's names, or what was typed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from data.name_search import plain
from data.records import LANE_OF, LANES, Person
from kiosk.desk import Desk
from kiosk.school.directory import NameRange, shelves
from kiosk.wording import phrases
from screens.widgets.grid_layout import TALL
from screens.widgets.text_input import TextInput
from screens.widgets.tile_grid import GridItem, TileGrid

SHELF_WIDTH = 12
NAME_WIDTHS = (36, 24, 18)
"""Columns for a name."""


class PersonPicker(Vertical):
    """A line to type in, and tiles.

    Parameters:
        desk: whose people.
        typed: what was typed before this was there.
        first: people who are shown beside the shelves at once.
        why: what is said of each of them there.
        keep: whether somebody is to be offered at all.
        passes: signs that are not written but go to the screen.
        hint: what the line says while nothing is written.
    """

    field = getters.query_one(TextInput)
    grid = getters.query_one(TileGrid)

    @dataclass
    class Picked(Message):
        """Somebody was found."""

        person: Person

    class Filled(Message):
        """Others are shown now."""

    class Nobody(Message):
        """Enter was pressed, and nobody fits what was typed."""

    def __init__(
        self,
        desk: Desk,
        typed: str = "",
        first: Sequence[Person] = (),
        keep: Callable[[Person], bool] = lambda _: True,
        why: Callable[[Person], str] = lambda _: "",
        passes: str = "",
        hint: str = "Type any part of a name",
    ) -> None:
        super().__init__()
        self._passes, self._hint = passes, hint
        self._desk = desk
        self._typed = typed
        self._first, self._why = list(first), why
        self._keep = keep
        self._shelf: NameRange | None = None
        self._found: list[Person] = []

    @property
    def query_words(self) -> str:
        """What is looked for; after a comma somebody writes what it is about."""
        return self.field.value.partition(",")[0] if self._passes else self.field.value

    @property
    def best(self) -> Person | None:
        """Whom the words that were typed mean first."""
        return self._found[0] if self._found and self.query_words.strip() else None

    @property
    def is_range_open(self) -> bool:
        """Whether one shelf's names are shown, so that one step back closes it."""
        return self._shelf is not None

    def compose(self) -> ComposeResult:
        yield TextInput(self._hint, self._typed, passes=self._passes)
        yield TileGrid(width=SHELF_WIDTH, most_columns=8)

    def on_mount(self) -> None:
        self.field.focus()
        self.field.cursor_position = len(self._typed)

    def write(self, text: str) -> None:
        """Put this in the line, as if it had been typed."""
        if text != self.field.value:
            self.field.value = text
            self.field.cursor_position = len(text)

    def close_range(self) -> None:
        """Show all shelves again."""
        self._shelf = None
        self.fill()

    def on_tile_grid_resized(self, message: TileGrid.Resized) -> None:
        message.stop()
        self.fill()

    def fill(self) -> None:
        """Show what fits: hits while something is typed, else the open shelf, else the shelves."""
        query = self.query_words
        if query.strip():
            self._found = [each for each in self._desk.people.search(query, 60) if self._keep(each)]
            names = self._names(self._found)
            if names:
                names[0] = replace(names[0], key="enter")
            else:
                names = [GridItem("", "Nobody fits", "Try another part of the name", "note")]
            self.grid.show(names, self._width_for(names))
        elif self._shelf:
            names = self._names(self._shelf.people)
            self.grid.show(names, self._width_for(names))
        else:
            shown = self._shelves()
            self.grid.show(shown, SHELF_WIDTH if len(shown) > 1 else NAME_WIDTHS[0])
        self.post_message(self.Filled())

    def _width_for(self, names: Sequence[GridItem]) -> int:
        """The widest at which all of them fit at once; two lines have to hold each of them."""
        longest = max((len(name.title) for name in names), default=0)
        needed = longest // 2 + 8
        widths = [width for width in NAME_WIDTHS if width >= needed] or [NAME_WIDTHS[0]]
        fitting = (width for width in widths if self.grid.room_for(width) >= len(names))
        return next(fitting, widths[-1])

    def _names(self, people: Sequence[Person]) -> list[GridItem]:
        """Each with what tells it from others; on low tiles only where a name stands twice."""
        slim = self.app.size.height < TALL
        counted = Counter(plain(person.name) for person in people)
        return [
            GridItem(
                person.id,
                person.name,
                phrases.told_apart(person) if not slim or counted[plain(person.name)] > 1 else "",
                _tone(person),
            )
            for person in people
        ]

    def _shelves(self) -> list[GridItem]:
        people = [each for each in self._desk.people.staff() if self._keep(each)]
        if not people:
            return [GridItem("", "Nobody is on the roster yet", "The keeper reads one in", "note")]
        first = [GridItem(e.id, e.first, self._why(e), _tone(e) or "note") for e in self._first]
        room = self.grid.room_for(SHELF_WIDTH) - len(first)
        page = self.grid.room_for(NAME_WIDTHS[-1])
        self._on_shelves = shelves(people, max(1, room), max(1, page))
        labels = [GridItem(f"\0{n}", shelf.label) for n, shelf in enumerate(self._on_shelves)]
        return [*first, *labels]

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._shelf = None
        self.fill()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.best:
            self.post_message(self.Picked(self.best))
        elif self.field.value.strip():
            self.post_message(self.Nobody())

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        message.stop()
        if not message.value:
            self.field.focus()
        elif message.value.startswith("\0"):
            self._shelf = self._on_shelves[int(message.value[1:])]
            self.fill()
        else:
            self.post_message(self.Picked(self._desk.people[message.value]))


def _tone(person: Person) -> str:
    lane = LANE_OF.get(person.role)
    return LANES[lane].tone if lane else ""
