"""A map of rooms or people, each with the school days since somebody of the team was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from kiosk.outreach.contact import band
from kiosk.wording import times
from screens.widgets.grid_layout import TALL
from screens.widgets.text_layout import cut, join_lines, wrapped

WIDTH, HEIGHT = 13, 3
"""Columns and rows of a cell."""
STYLES = {
    "fresh": "$primary on $panel",
    "soon": "bold $secondary on $panel",
    "due": "bold $foreground on $error 35%",
    "never": "bold $foreground on $accent 28%",
}
"""How long nobody was there -> how a room looks: only those that need somebody are loud."""
CHOSEN = "bold $background on $foreground"


class RoomMap(Widget, can_focus=True):
    """A grid of cells, each a room or a person; a touch or Enter opens one. Cells are drawn, not
    widgets: a school has two hundred rooms. The last cell of a page leads to the next page.
    """

    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "move_row(-1)", show=False),
        Binding("down", "move_row(1)", show=False),
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
        self._empty = ""
        self._index = 0
        """Which cell is chosen, among all pages."""

    def show(
        self, days: Mapping[str, int | None], names: Mapping[str, str], empty: str = ""
    ) -> None:
        """Show other cells.

        Parameters:
            days: room or id of a person -> school days since somebody was there; None for never.
            names: room or id -> the name on its cell, where it is not the key.
            empty: shown when there are no cells.
        """
        self._keys, self._days, self._names, self._empty = list(days), days, names, empty
        self._index = min(self._index, max(0, len(self._keys) - 1))
        self.refresh()

    @property
    def _gap(self) -> int:
        """Empty rows between two rows of cells."""
        return 1 if self.app.size.height >= TALL else 0

    @property
    def _columns(self) -> int:
        """Cells side by side."""
        return max(1, (self.size.width + 1) // (WIDTH + 1))

    @property
    def _rows(self) -> int:
        """Rows of cells."""
        return max(1, (self.size.height + self._gap) // (HEIGHT + self._gap))

    @property
    def _page_size(self) -> int:
        """Rooms or people on a page."""
        capacity = self._columns * self._rows
        return capacity if len(self._keys) <= capacity else max(1, capacity - 1)

    @property
    def _first(self) -> int:
        """Index of the first cell of the page that is shown."""
        return self._index // self._page_size * self._page_size

    def render(self) -> Content:
        if not self._keys:
            return Content("\n".join(wrapped(self._empty, self.size.width, self.size.height)))
        columns, page_size = self._columns, self._page_size
        shown = list(self._keys[self._first : self._first + page_size])
        cells = [self._cell_lines(index, key) for index, key in enumerate(shown, self._first)]
        if len(self._keys) > page_size:
            left = len(self._keys) - self._first - len(shown)
            label = f"{left} more" if left else "first page"
            cells.append(_lines_of_cell("More", label, "$secondary"))
        lines: list[Content | str] = []
        for start in range(0, len(cells), columns):
            row = cells[start : start + columns]
            for line in range(HEIGHT):
                parts: list[Content | str] = []
                for cell in row:
                    parts += [cell[line], " "]
                lines.append(Content.assemble(*parts[:-1]))
            lines += [""] * self._gap
        return join_lines(lines[: self.size.height])

    def _cell_lines(self, index: int, key: str) -> list[Content]:
        days = self._days[key]
        is_chosen = self.has_focus and index == self._index
        style = CHOSEN if is_chosen else STYLES[band(days)]
        return _lines_of_cell(self._names.get(key, key), times.since(days), style)

    def _choose(self, index: int) -> None:
        """Choose a cell, or the nearest one that there is."""
        self._index = max(0, min(index, len(self._keys) - 1))
        self.refresh()

    def action_move(self, by: int) -> None:
        """Choose a cell beside the chosen one."""
        self._choose(self._index + by)

    def action_move_row(self, by: int) -> None:
        """Choose the cell above or below."""
        self._choose(self._index + by * self._columns)

    def action_turn_page(self, by: int) -> None:
        """Choose the first cell of the next page; after the last comes the first."""
        index = self._first + by * self._page_size
        self._choose(index if 0 <= index < len(self._keys) else 0)

    def action_open(self) -> None:
        """Open the chosen cell."""
        if self._keys:
            self.post_message(self.Opened(self._keys[self._index]))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        column, row = event.x // (WIDTH + 1), event.y // (HEIGHT + self._gap)
        if column >= self._columns:
            return
        on_page = row * self._columns + column
        index = self._first + on_page
        if on_page == self._page_size and len(self._keys) > self._page_size:
            self.action_turn_page(1)
        elif on_page < self._page_size and index < len(self._keys):
            self._choose(index)
            self.action_open()

    def on_focus(self) -> None:
        """Draw the mark of the chosen cell."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw no mark."""
        self.refresh()


def _lines_of_cell(name: str, days: str, style: str) -> list[Content]:
    """Return the three lines of a cell."""
    lines = []
    for text in (cut(name, WIDTH - 2), cut(days, WIDTH - 2), ""):
        padding = " " * (WIDTH - 1 - Content(text).cell_length)
        lines.append(Content.styled(f" {text}{padding}", style))
    return lines
