"""A map of rooms or people, each with the school days since somebody of the team was there. The
longer nobody was there, the warmer its cell; only those where nobody ever was are bright.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from kiosk.outreach.contact import band
from kiosk.wording import times
from screens.messages import Act
from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.map_foot import COLOURS, NEVER, legend_parts, never_parts, turn_parts
from screens.widgets.map_layout import (
    LABEL_WIDTH,
    NAME_WIDTH,
    NARROWEST,
    PITCHES,
    SHORT_NAME,
    TURN_ROWS,
    USUAL,
    WIDEST,
    WORDY,
    Row,
    name_columns,
    room_columns,
    rows_by_wing,
    short_room,
)
from screens.widgets.palette import Palette, palette
from screens.widgets.text_layout import cut, printable

OF_PEOPLE = {"fresh": "muted", "soon": "muted", "due": "foreground", "never": "accent"}
"""How long nobody met a person -> the name of the colour of their name."""


class RoomMap(DrawnWidget, can_focus=True):
    """Cells in rows, each a room or a person; a touch or Enter opens one. Rooms stand in the rows
    of their wings. Cells are drawn, not widgets: a school has two hundred rooms.
    """

    FOCUS_ON_CLICK = False
    BINDINGS = [
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
        Binding("enter,space", "open", show=False),
    ]

    @dataclass
    class Opened(Act):
        """A cell was opened.

        Parameters:
            key: the room, or the id of the person.
        """

        key: str

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: Sequence[str] = ()
        self._names: Mapping[str, str] = {}
        self._days: Mapping[str, int | None] = {}
        self._wings: Mapping[str, str] = {}
        self._about: Callable[[str], str] | None = None
        self._places: Mapping[str, str] = {}
        self._chosen = ""
        """Key of the cell that the keys open."""
        self._held = ""
        """The cell on which the finger went down; "" for none."""
        self._page = 0
        """Which page is shown, counted from 0; taken modulo their number."""
        self._shape_for: Size | None = None
        """The size for which the shape of a cell was found; None until it is."""
        self._found_shape = (USUAL, 4)

    @property
    def is_empty(self) -> bool:
        """Whether there are no cells."""
        return not self._keys

    def show(
        self,
        days: Mapping[str, int | None],
        names: Mapping[str, str],
        wings: Mapping[str, str] | None = None,
        about: Callable[[str], str] | None = None,
        places: Mapping[str, str] | None = None,
    ) -> None:
        """Show other cells.

        Parameters:
            days: room or id of a person -> school days since somebody was there; None for never.
            names: room or id -> the name on its cell, where it is not the key.
            wings: room -> its wing; None for cells that have none.
            about: returns what else is said of the chosen cell; None for nothing.
            places: id of a person -> where they are found, said beside the days.
        """
        self._keys, self._days, self._names = list(days), days, names
        self._shape_for = None
        self._wings, self._about, self._places = wings or {}, about, places or {}
        if self._chosen not in days:
            self._chosen = self._keys[0] if self._keys else ""
        self.refresh()

    def _shape(self) -> tuple[int, int]:
        """Return the columns of a cell, and the rows from one to the next."""
        if self._shape_for != self.size:
            self._shape_for, self._found_shape = self.size, self._find_shape()
        return self._found_shape

    def _find_shape(self) -> tuple[int, int]:
        """Return the columns of a cell, and the rows from one to the next: the largest at which all
        are on one page, and those of a wing in one row.
        """
        usual = (NAME_WIDTH if self._names else USUAL, 4)
        widths = [NAME_WIDTH] if self._names else range(WIDEST, NARROWEST - 1, -1)
        # Names have air above and below, and rather another page.
        pitches = [pitch for pitch in PITCHES if not self._names or pitch > min(PITCHES)]
        shapes = [(width, pitch) for pitch in pitches for width in widths]
        wings = len({self._wings.get(key, "") for key in self._keys})
        fitting = {shape: len(self._rows(shape[0])) for shape in shapes if self._fits(*shape)}
        whole = (shape for shape, rows in fitting.items() if rows == wings)
        return next(whole, None) or next(iter(fitting), usual)

    def _fits(self, width: int, pitch: int) -> bool:
        """Return whether all cells are on one page when they are so large."""
        return len(self._rows(width)) <= self._rows_on_page(pitch)

    def _rows(self, width: int) -> list[Row]:
        """Return the wing and the cells of each row, over all pages.

        Parameters:
            width: fewest columns of a cell.
        """
        return rows_by_wing(self._keys, self._wings, len(self._columns(width)))

    def _columns(self, width: int) -> list[tuple[int, int]]:
        """Return the first column and the columns of each cell that stands in a row.

        Parameters:
            width: fewest columns of a cell.
        """
        room = self.size.width - self._label_width
        return name_columns(room, width) if self._names else room_columns(room, width)

    @property
    def _label_width(self) -> int:
        return LABEL_WIDTH if self._wings else 0

    def _rows_on_page(self, pitch: int, foot: int = 1) -> int:
        """Return the rows of cells on a page.

        Parameters:
            foot: lines for the legend, and for what turns the page.
        """
        air = 0 if pitch == min(PITCHES) else 1
        return max(1, (self.size.height - foot - air + 1) // pitch)

    def _pages(self) -> list[list[Row]]:
        """Return the rows of each page."""
        width, pitch = self._shape()
        rows = self._rows(width)
        count = self._rows_on_page(pitch)
        if len(rows) > count:
            count = self._rows_on_page(pitch, TURN_ROWS)
        return [rows[start : start + count] for start in range(0, len(rows), count)] or [[]]

    @property
    def _foot(self) -> int:
        """Lines of the foot: the legend, or what turns the page as well."""
        return TURN_ROWS if len(self._pages()) > 1 else 1

    def _page_rows(self) -> list[Row]:
        pages = self._pages()
        self._page %= len(pages)
        return pages[self._page]

    @property
    def _above(self) -> int:
        """Rows of air above the cells: one, where they have none of their own and it is left."""
        _, pitch = self._shape()
        left = self.size.height - self._foot - len(self._page_rows()) * pitch
        return 1 if pitch == min(PITCHES) and left > 0 else 0

    def _cells(self) -> list[tuple[str, Region]]:
        """Return the cells of the page, and where they stand."""
        width, pitch = self._shape()
        left, above, columns = self._label_width, self._above, self._columns(width)
        return [
            (key, Region(left + x, above + row * pitch, cells, pitch))
            for row, (_, keys) in enumerate(self._page_rows())
            for key, (x, cells) in zip(keys, columns, strict=False)
        ]

    def render_line(self, y: int) -> Strip:
        if not self._keys:
            return Strip.blank(self.size.width, self.rich_style)
        from_end = self.size.height - 1 - y
        if from_end < self._foot:
            return self._foot_line(from_end, palette(self.app.theme))
        width, pitch = self._shape()
        row, line = divmod(y - self._above, pitch)
        rows = self._page_rows()
        if not 0 <= row < len(rows):
            return Strip.blank(self.size.width, self.rich_style)
        wing, keys = rows[row]
        first_text = (pitch - 1) // 2 if pitch > 3 else 0
        return self._row_line(wing, keys, line - first_text, Size(width, pitch))

    def _row_line(self, wing: str, keys: list[str], text_line: int, cell: Size) -> Strip:
        """Draw a line of a row of cells.

        Parameters:
            text_line: 0 and 1 for the lines of text; less above them, more below.
            cell: columns of a cell, and rows from one to the next.
        """
        colours, between = palette(self.app.theme), self.rich_style
        parts: list[Segment] = []
        if self._wings:
            parts.append(self._wing_label(wing, text_line, colours))
        end = 0
        for key, (x, cells) in zip(keys, self._columns(cell.width), strict=False):
            parts.append(Segment(" " * (x - end), between))
            parts.append(self._cell_part(key, text_line, Size(cells, cell.height), colours))
            end = x + cells
        return Strip(parts).adjust_cell_length(self.size.width, between)

    def _cell_part(self, key: str, text_line: int, cell: Size, colours: Palette) -> Segment:
        """Return what a line of a cell shows: text, fill, half a row of fill, or air."""
        ink, ground = self._cell_colours(key, text_line)
        if text_line in (0, 1):
            text = self._label(key, cell.width) if text_line == 0 else self._since(key, cell.width)
            style = colours.style(ink, ground, bold=text_line == 0)
            return Segment(f" {text}".ljust(cell.width), style)
        if cell.height == min(PITCHES):
            return Segment(" " * cell.width, self.rich_style)
        if half := self._half(text_line, cell.height, "▄", "▀"):
            return Segment(half * cell.width, colours.style(ground, "background"))
        return Segment(" " * cell.width, colours.style(ink, ground))

    def _half(self, text_line: int, pitch: int, top: str, bottom: str) -> str:
        """Return the sign for a line that is filled by half, the first or the last; else ""."""
        above = (pitch - 1) // 2
        return {-above: top, pitch - 1 - above: bottom}.get(text_line, "")

    def _wing_label(self, wing: str, text_line: int, colours: Palette) -> Segment:
        text = ""
        if text_line == 0:
            text = wing
        elif text_line == 1 and wing:
            rooms = [key for key in self._keys if self._wings.get(key) == wing]
            seen = sum(band(self._days[key]) in ("fresh", "soon") for key in rooms)
            text = f"{seen} of {len(rooms)}"
        is_bold = text_line == 0
        style = colours.style("foreground" if is_bold else "muted", "background", bold=is_bold)
        return Segment(
            cut(text, LABEL_WIDTH - 1).ljust(LABEL_WIDTH) if text else " " * LABEL_WIDTH, style
        )

    def _cell_colours(self, key: str, text_line: int) -> tuple[str, str]:
        """Return the names of the colours of the text and of the cell. A room is filled with its
        colour; of a person only the words have it, since the first page of those longest unseen
        would be one bright wall.
        """
        if key == self._chosen and self.has_focus:
            return "ink", "foreground"
        state = band(self._days[key])
        if not self._names:
            return COLOURS[state]
        return (OF_PEOPLE[state] if text_line == 0 else "muted"), "panel"

    def _label(self, key: str, width: int) -> str:
        """Return the name on a cell; of "Room 12" only the number, where cells are narrow."""
        name = printable(self._names.get(key, key))
        if not self._names:
            room = max(SHORT_NAME, width - 2)  # a blank at both sides, if it is not that narrow
            first = short_room(name).partition(" ")[0]
            short = first[:SHORT_NAME] + ("." if room > SHORT_NAME else "")
            return first if len(first) <= room else short
        return cut(name, width - 2)

    def _since(self, key: str, width: int) -> str:
        days = self._days[key]
        if width < WORDY:
            return NEVER if days is None else str(days)
        if self._names:
            short = "" if days is None else f"{days}d"
            room = width - 2 - len(short)
            return cut(self._places.get(key, ""), room).ljust(room) + short
        words = times.since(days)
        if width < WIDEST:
            words = words.replace(" days", " d").replace(" day", " d")
        return cut(words, width - 1)

    def _foot_line(self, from_end: int, colours: Palette) -> Strip:
        """Draw a line of the foot: in its middle the chosen cell in words and, of rooms, what the
        colours mean; at the right end what leads to the next page.

        Parameters:
            from_end: lines below it.
        """
        above_middle, pages = from_end - (self._foot - 1) // 2, len(self._pages())
        right = []
        if not above_middle:
            right = never_parts(colours) if self._names else legend_parts(colours)
        if pages > 1:
            right += turn_parts(above_middle, f"{self._page + 1} of {pages}", colours)
        room = max(0, self.size.width - sum(part.cell_length for part in right))
        text = "" if above_middle else cut(self._chosen_words(), room) if room else ""
        left = Segment(text.ljust(room), colours.style("foreground", "background"))
        return Strip([left, *right]).adjust_cell_length(self.size.width, self.rich_style)

    def _chosen_words(self) -> str:
        """Return what is said of the chosen cell while the map has the focus."""
        if not self.has_focus or not self._chosen:
            return " "
        name = self._names.get(self._chosen, self._chosen)
        about = self._about(self._chosen) if self._about else ""
        return " · ".join(filter(None, (name, times.since(self._days[self._chosen]), about)))

    def _choose(self, key: str) -> None:
        self._chosen = key
        self.refresh()

    def action_move(self, across: int, down: int) -> None:
        """Choose the nearest cell in a direction."""
        rows = self._rows(self._shape()[0])
        places = {
            key: (row, column)
            for row, (_, keys) in enumerate(rows)
            for column, key in enumerate(keys)
        }
        if self._chosen not in places:
            return
        row, column = places[self._chosen]
        if across:
            index = self._keys.index(self._chosen) + across
            self._show_cell(self._keys[max(0, min(index, len(self._keys) - 1))])
        elif 0 <= row + down < len(rows):
            keys = rows[row + down][1]
            self._show_cell(keys[min(column, len(keys) - 1)])

    def _show_cell(self, key: str) -> None:
        """Choose a cell, and show its page."""
        pages = self._pages()
        self._page = next(
            index for index, page in enumerate(pages) for _, keys in page if key in keys
        )
        self._choose(key)

    def action_turn_page(self, by: int) -> None:
        """Show another page, and choose its first cell; after the last comes the first."""
        self._page += by
        rows = self._page_rows()
        if rows:
            self._choose(rows[0][1][0])

    def action_open(self) -> None:
        """Open the chosen cell."""
        if self._chosen:
            self.post_message(self.Opened(self._chosen))

    def _at(self, place: Offset) -> str:
        """Return the key of the cell at a place; "" beside the cells."""
        return next((key for key, region in self._cells() if region.contains_point(place)), "")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what the finger went down on: a touch that slides to another cell is none."""
        self._held = self._at(event.offset)

    def on_click(self, event: events.Click) -> None:
        """Open the cell that was touched; the last line turns the page."""
        event.stop()
        key = self._at(event.offset)
        if key != self._held:
            return
        if key:
            self._choose(key)
            self.action_open()
        elif event.y >= self.size.height - self._foot - 1:
            self.action_turn_page(1)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
