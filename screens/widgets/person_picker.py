"""Finding a person by touch or by typing. Names are first shown as ranges of letters; a touch opens
a range, and typing shows whoever fits.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from rich.cells import cell_len
from textual import getters
from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from data.name_search import plain
from data.records import LANE_OF, LANES, Person
from kiosk.desk import Desk
from kiosk.school.directory import NameRange, shelves
from kiosk.wording import phrases
from screens.messages import Act
from screens.widgets.containers import Stack
from screens.widgets.empty_state import Nothing
from screens.widgets.field import draw_label
from screens.widgets.grid_layout import TALL, equal_columns
from screens.widgets.letters import LETTERS
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid
from screens.widgets.tile_width import AROUND_TITLE

RANGE_WIDTH = 12
"""Fewest columns of the tile of a range."""
NAME_WIDTHS = (30, 22, 17)
"""Fewest columns of the tile of a name; the widest is used at which all names fit on one page."""
MOST_MATCHES = 60
NOBODY_FITS = Nothing("No one found", "Try another part of the name.", "else")
NOBODY_YET = Nothing(
    "Nobody is on the roster yet", "The keeper of this kiosk reads one in.", "people"
)
LONGEST_OF_LETTERS = len("A – B")
"""Letters of the longest label that names no more than letters."""
RANGE_MARK = "\0"
"""Begins the value of a range's tile, which goes on with its index; no id begins so."""


class PersonPicker(Stack):
    """A line to type a name in, and a grid of tiles below it.

    Parameters:
        desk: gives the people.
        typed: the text in the line at first.
        first: people whose tiles are shown before the ranges, as many as one row holds.
        said_of: returns what is said of each of them; None for their first names alone.
        keep: returns whether a person is offered at all.
        pass_through: characters that the line does not take, but leaves to the screen.
        hint: shown in the line while it is empty.
        label: what the line is for, where there are other lines; "" for none.
        tone: of the letters of the names; as in `Tile`.
    """

    BLANK = False  # it draws its label

    field = getters.query_one(TextInput)
    grid = getters.query_one(TileGrid)

    @dataclass
    class Picked(Act):
        """A person was chosen."""

        person: Person

    class Filled(Message):
        """Other people or ranges are shown."""

    class Nobody(Act):
        """Enter was pressed, and nobody fits what is typed."""

    def __init__(
        self,
        desk: Desk,
        typed: str = "",
        first: Sequence[Person] = (),
        said_of: Callable[[Person], str] | None = None,
        keep: Callable[[Person], bool] = lambda _: True,
        pass_through: str = "",
        hint: str = "Type any part of a name",
        label: str = "",
        tone: str = "",
    ) -> None:
        super().__init__(classes="-labelled" if label else None)
        self._label, self._tone = label, tone
        self._pass_through, self._hint = pass_through, hint
        self._desk = desk
        self._typed = typed
        self._first, self._said_of = list(first), said_of
        self._keep = keep
        self._ranges: dict[str, NameRange] = {}
        """Label -> the range that it leads to."""
        self._open_range: NameRange | None = None
        self._found: list[Person] = []
        """Whoever fits what is typed, the best match first."""

    @property
    def search_text(self) -> str:
        """The part of the text that is a name; after a comma comes what it is about."""
        return self.field.value.partition(",")[0] if self._pass_through else self.field.value

    @property
    def best_match(self) -> Person | None:
        """The person who fits best what is typed; None for nobody."""
        return self._found[0] if self._found and self.search_text.strip() else None

    @property
    def is_range_open(self) -> bool:
        """Whether the names of a range are shown, so that Esc closes it."""
        return self._open_range is not None

    def compose(self) -> ComposeResult:
        yield TextInput(self._hint, self._typed, pass_through=self._pass_through)
        yield TileGrid(width=RANGE_WIDTH, picture_of_few="people", is_dense=bool(self._label))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the label beside the line; where there is no room for it, the hint says enough."""
        lines = [(self._label, "foreground")] if self.field.styles.margin.left else []
        return draw_label(self, crop, lines, 1)

    def on_mount(self) -> None:
        self.field.focus()
        self.field.cursor_position = len(self._typed)

    def write(self, text: str) -> None:
        """Write text into the line, as if it had been typed."""
        if text != self.field.value:
            self.field.value = text
            self.field.cursor_position = len(text)

    def update(self) -> None:
        """Show what is said of people as it is now, while no names are looked for."""
        if self.is_mounted and not self.search_text and not self.is_range_open:
            self.fill()

    def close_range(self) -> None:
        """Show all ranges again."""
        self._open_range = None
        self.fill()

    def on_tile_grid_resized(self, message: TileGrid.Resized) -> None:
        message.stop()
        self.fill()

    def fill(self) -> None:
        """Show whoever fits what is typed; if nothing is, the open range, or else all ranges."""
        query = self.search_text
        if query.strip():
            matches = self._desk.people.search(query, MOST_MATCHES)
            self._found = [person for person in matches if self._keep(person)]
            names = self._name_items(self._found)
            if names:
                names[0] = replace(names[0], key="enter")
                if len(names) == 1:
                    told = phrases.told_apart(self._found[0])
                    names = [replace(names[0], body=told, filled=True)]
                self.grid.show(names, self._width_for(names))
            else:
                self.grid.show_nothing(NOBODY_FITS)
        elif self._open_range:
            names = self._name_items(self._open_range.people)
            self.grid.show(names, self._width_for(names))
        elif items := self._range_items():
            width = RANGE_WIDTH if len(items) > 1 else NAME_WIDTHS[0]
            lead = len(items) - len(self._ranges)
            self.grid.show(items, width, lead)
        else:
            self.grid.show_nothing(NOBODY_YET)
        self.post_message(self.Filled())

    def _width_for(self, names: Sequence[Tile]) -> int:
        """Return the widest of NAME_WIDTHS at which all names fit on one page, such that each name
        fits on two lines.
        """
        longest = max((len(name.title) for name in names), default=0)
        needed = longest // 2 + 8
        widths = [width for width in NAME_WIDTHS if width >= needed] or [NAME_WIDTHS[0]]
        fitting = (width for width in widths if self.grid.room_for(width) >= len(names))
        return next(fitting, widths[-1])

    def _name_items(self, people: Sequence[Person]) -> list[Tile]:
        """Return an item for each person, with what tells them from others of the same name. On
        slim tiles there is room for it only where a name occurs twice.
        """
        slim = self.app.size.height < TALL
        counts = Counter(plain(person.name) for person in people)
        return [
            Tile(
                person.name,
                phrases.told_apart(person) if not slim or counts[plain(person.name)] > 1 else "",
                person.id,
                tone=_tone(person),
                shape="control",
                is_loud=bool(_tone(person)),
            )
            for person in people
        ]

    def _range_items(self) -> list[Tile]:
        """Return an item for each of the first people that one row holds, and for each range."""
        people = [person for person in self._desk.people.staff() if self._keep(person)]
        if not people:
            return []
        columns = max(1, self.grid.columns_for(RANGE_WIDTH))
        has_two_lines = self._said_of is not None and self.app.size.height >= TALL
        tile_width = equal_columns(max(1, self.grid.size.width), columns)[-1][1]
        titles = self._first_titles(self._first[:columns], tile_width - AROUND_TITLE)
        first = [
            Tile(
                titles[person.id],
                self._said_of(person) if self._said_of and has_two_lines else "",
                person.id,
                tone=_tone(person) or "thanks",
                shape="control",
                is_loud=True,
            )
            for person in self._first[:columns]
        ]
        most_ranges = self.grid.room_for(RANGE_WIDTH) - (columns if first else 0)
        names_on_page = self.grid.room_for(NAME_WIDTHS[-1])
        ranges = shelves(people, max(1, most_ranges), max(1, names_on_page))
        if first and len(ranges) > columns and len(ranges) % columns == 1:  # none is left alone
            fewer = shelves(people, len(ranges) - 1, max(1, names_on_page))
            if max(len(each.label) for each in fewer) <= LONGEST_OF_LETTERS:
                ranges = fewer
        self._ranges = {name_range.label: name_range for name_range in ranges}
        return [
            *first,
            *self._range_tiles(has_pictures=not first, has_two_lines=has_two_lines),
        ]

    def _first_titles(self, people: Sequence[Person], room: int) -> dict[str, str]:
        """Return id -> the first name; where something is said of them, an initial and the family
        name, or that alone where both have no room. Two of one title have their first names.

        Parameters:
            room: columns of a title.
        """
        if not self._said_of:
            return {person.id: person.first for person in people}
        shorts = {person.id: phrases.short(person) for person in people}
        counts = Counter(shorts.values())
        titles = {}
        for person in people:
            short = shorts[person.id]
            name = short if cell_len(short) <= room else person.family or short
            titles[person.id] = name if counts[short] == 1 else person.first
        return titles

    def _range_tiles(self, *, has_pictures: bool, has_two_lines: bool) -> list[Tile]:
        """Return the tiles of the ranges of names. Where each is a letter, it is large and has the
        tone.

        Parameters:
            has_pictures: whether letters may be large at all.
            has_two_lines: whether it is said how many people there are.
        """
        are_letters = has_pictures and all(label in LETTERS for label in self._ranges)
        tone = self._tone if are_letters else ""
        return [
            Tile(
                label,
                phrases.count(len(names.people), "person", "people") if has_two_lines else "",
                f"{RANGE_MARK}{label}",
                tone=tone,
                picture=label if tone else "",
                shape="control",
                is_centred=has_pictures,
                is_loud=bool(tone),
            )
            for label, names in self._ranges.items()
        ]

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._open_range = None
        self.fill()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.best_match:
            self.post_message(self.Picked(self.best_match))
        elif self.field.value.strip():
            self.post_message(self.Nobody())

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        if message.value.startswith(RANGE_MARK):
            # The window may have been resized since, which makes other ranges: then none opens.
            self._open_range = self._ranges.get(message.value.removeprefix(RANGE_MARK))
            self.fill()
        else:
            self.post_message(self.Picked(self._desk.people[message.value]))


def _tone(person: Person) -> str:
    """Return the tone of one of the team; "" for a teacher."""
    lane = LANE_OF.get(person.role)
    return LANES[lane].tone if lane else ""
