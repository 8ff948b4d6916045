"""A map of rooms or people, each with the school days since somebody of the team was there. The
longer nobody was there, the warmer its cell; only those where nobody ever was are bright.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kiosk.outreach.contact import band
from kiosk.wording import times
from screens.widgets.palette import Palette, palette
from screens.widgets.text_layout import cut, printable, wrapped

LABEL_WIDTH = 11
"""Columns of the name of a wing."""
HEIGHT = 4
"""Rows of a cell: two of text, and half of fill above and below."""
WIDTHS = (14, 10, 6)
"""Columns of a cell; the widest is used at which all cells fit on one page, or else the last."""
COLOURS = {
    "fresh": ("muted", "panel"),
    "soon": ("foreground", "warm1"),
    "due": ("foreground", "warm2"),
    "never": ("ink", "accent"),
}
"""How long nobody was there -> the names of the colours of the text and of the cell."""
LEGEND = (("fresh", "this week"), ("soon", "two"), ("due", "longer"), ("never", "never"))


class RoomMap(Widget, can_focus=True):
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
    class Opened(Message):
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
        self._empty = ""
        self._chosen = ""
        """Key of the cell that the keys open."""
        self._held = ""
        """The cell on which the finger went down; "" for none."""
        self._page = 0

    def show(
        self,
        days: Mapping[str, int | None],
        names: Mapping[str, str],
        empty: str = "",
        wings: Mapping[str, str] | None = None,
        about: Callable[[str], str] | None = None,
    ) -> None:
        """Show other cells.

        Parameters:
            days: room or id of a person -> school days since somebody was there; None for never.
            names: room or id -> the name on its cell, where it is not the key.
            empty: shown when there are no cells.
            wings: room -> its wing; None for cells that have none.
            about: returns what else is said of the chosen cell; None for nothing.
        """
        self._keys, self._days, self._names, self._empty = list(days), days, names, empty
        self._wings, self._about = wings or {}, about
        if self._chosen not in days:
            self._chosen = self._keys[0] if self._keys else ""
        self.refresh()

    def _rows(self) -> list[tuple[str, list[str]]]:
        """Return the wing and the cells of each row, over all pages."""
        width = self._cell_width()
        label = LABEL_WIDTH if self._wings else 0
        per_row = max(1, (self.size.width - label + 1) // (width + 1))
        rows: list[tuple[str, list[str]]] = []
        groups: dict[str, list[str]] = {}
        for key in self._keys:
            groups.setdefault(self._wings.get(key, ""), []).append(key)
        for wing, group in groups.items():
            rows += [
                (wing if not start else "", group[start : start + per_row])
                for start in range(0, len(group), per_row)
            ]
        return rows

    def _cell_width(self) -> int:
        if self._names:
            return WIDTHS[0]
        return WIDTHS[2] if len(self._keys) > 12 else WIDTHS[1]

    @property
    def _rows_on_page(self) -> int:
        """Rows of cells on a page; the last two lines are for the legend."""
        return max(1, (self.size.height - 2) // HEIGHT)

    def _page_rows(self) -> list[tuple[str, list[str]]]:
        rows, count = self._rows(), self._rows_on_page
        pages = max(1, -(-len(rows) // count))
        self._page %= pages
        return rows[self._page * count : (self._page + 1) * count]

    def _cells(self) -> list[tuple[str, Region]]:
        """Return the cells of the page, and where they stand."""
        width, label = self._cell_width(), LABEL_WIDTH if self._wings else 0
        return [
            (key, Region(label + column * (width + 1), row * HEIGHT, width, HEIGHT))
            for row, (_, keys) in enumerate(self._page_rows())
            for column, key in enumerate(keys)
        ]

    def render_line(self, y: int) -> Strip:
        width, colours = self.size.width, palette(self.app.theme)
        if not self._keys:
            lines = wrapped(self._empty, width, self.size.height)
            text = lines[y] if y < len(lines) else ""
            ink = colours.style("foreground", "background")
            return Strip([Segment(text, ink)]).adjust_cell_length(width, self.rich_style)
        rows = self._page_rows()
        row, line = divmod(y, HEIGHT)
        if row < len(rows) and row < self._rows_on_page:
            return self._row_line(rows[row], line, colours)
        if y == self.size.height - 1:
            return self._legend(colours)
        return Strip.blank(width, self.rich_style)

    def _row_line(self, row: tuple[str, list[str]], line: int, colours: Palette) -> Strip:
        """Draw one of the four lines of a row of cells."""
        wing, keys = row
        cell_width = self._cell_width()
        parts: list[Segment] = []
        if self._wings:
            parts.append(self._wing_label(wing, line, colours))
        for key in keys:
            ink, ground = self._cell_colours(key)
            if line in (0, HEIGHT - 1):
                half = "▄" if line == 0 else "▀"
                parts.append(Segment(half * cell_width, colours.style(ground, "background")))
            else:
                text = self._label(key, cell_width) if line == 1 else self._since(key, cell_width)
                padding = " " * (cell_width - 1 - cell_len(text))
                style = colours.style(ink, ground, bold=line == 1)
                parts.append(Segment(f" {text}{padding}", style))
            parts.append(Segment(" ", self.rich_style))
        return Strip(parts).adjust_cell_length(self.size.width, self.rich_style)

    def _wing_label(self, wing: str, line: int, colours: Palette) -> Segment:
        texts = {1: (wing, True), 2: ("", False)}
        if line == 2 and wing:
            rooms = [key for key in self._keys if self._wings.get(key) == wing]
            seen = sum(band(self._days[key]) in ("fresh", "soon") for key in rooms)
            texts[2] = (f"{seen} of {len(rooms)}", False)
        text, is_bold = texts.get(line, ("", False))
        style = colours.style("foreground" if is_bold else "muted", "background", bold=is_bold)
        return Segment(
            cut(text, LABEL_WIDTH - 1).ljust(LABEL_WIDTH) if text else " " * LABEL_WIDTH, style
        )

    def _cell_colours(self, key: str) -> tuple[str, str]:
        if key == self._chosen and self.has_focus:
            return "ink", "foreground"
        return COLOURS[band(self._days[key])]

    def _label(self, key: str, width: int) -> str:
        """Return the name on a cell; of "Room 12" only the number, where cells are narrow."""
        name = printable(self._names.get(key, key))
        if width < WIDTHS[0]:
            name = name.removeprefix("Room ")
            first = name.partition(" ")[0]
            return first if len(first) < width else f"{first[: width - 3]}."
        return cut(name, width - 1)

    def _since(self, key: str, width: int) -> str:
        words = times.since(self._days[key])
        if width < WIDTHS[1]:
            words = words.replace(" days", " d").replace(" day", " d")
        return cut(words, width - 1)

    def _legend(self, colours: Palette) -> Strip:
        """Draw what the colours mean, with the chosen cell at the left."""
        muted = colours.style("muted", "background")
        right: list[Segment] = []
        for name, words in LEGEND:
            right += [
                Segment("██", colours.style(COLOURS[name][1], "background")),
                Segment(f" {words}  ", muted),
            ]
        pages = max(1, -(-len(self._rows()) // self._rows_on_page))
        where = f"page {self._page + 1} of {pages}" if pages > 1 else ""
        used = sum(part.cell_length for part in right)
        room = max(0, self.size.width - used)
        chosen = self._names.get(self._chosen, self._chosen)
        days = times.since(self._days[self._chosen])
        about = self._about(self._chosen) if self._about else ""
        said = (chosen, about, days) if self.has_focus and self._chosen else ()
        text = " · ".join(filter(None, (*said, where)))
        bold = colours.style("foreground", "background")
        left = Segment(cut(text, room).ljust(room) if text and room else " " * room, bold)
        return Strip([left, *right]).adjust_cell_length(self.size.width, self.rich_style)

    def _choose(self, key: str) -> None:
        self._chosen = key
        self.refresh()

    def action_move(self, across: int, down: int) -> None:
        """Choose the nearest cell in a direction."""
        rows = self._rows()
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
        row = next(index for index, (_, keys) in enumerate(self._rows()) if key in keys)
        self._page = row // self._rows_on_page
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
        elif event.y >= self.size.height - 2:
            self.action_turn_page(1)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
