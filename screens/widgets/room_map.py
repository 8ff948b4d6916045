"""The map: every room, or everybody, with the school days since somebody of the team was there."""

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
from screens.widgets.text_layout import cut, stack, wrapped

WIDTH, HEIGHT = 13, 3
STYLES = {
    "fresh": "$primary on $panel",
    "soon": "bold $secondary on $panel",
    "due": "bold $foreground on $error 35%",
    "never": "bold $foreground on $accent 28%",
}
"""How long nobody was there -> how a room looks: only those that need somebody are loud."""
CHOSEN = "bold $background on $foreground"


class RoomMap(Widget, can_focus=True):
    """Rooms or people as cells; a touch or Enter on one opens it."""

    BINDINGS = [
        Binding("left", "go(-1)", show=False),
        Binding("right", "go(1)", show=False),
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("enter,space", "open", show=False),
    ]

    @dataclass
    class Opened(Message):
        """A cell was touched."""

        key: str

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rooms: Sequence[str] = ()
        self._names: Mapping[str, str] = {}
        self._days: Mapping[str, int | None] = {}
        self._empty = ""
        self._place = 0

    def show(
        self, days: Mapping[str, int | None], names: Mapping[str, str], empty: str = ""
    ) -> None:
        """Have these cells.

        Parameters:
            days: room or id -> school days since somebody was there; None is never.
            names: what stands on a cell, where it is not its key.
            empty: what is said when there are none.
        """
        self._rooms, self._days, self._names, self._empty = list(days), days, names, empty
        self._place = min(self._place, max(0, len(self._rooms) - 1))
        self.refresh()

    @property
    def _gap(self) -> int:
        return 1 if self.app.size.height >= TALL else 0

    @property
    def _columns(self) -> int:
        return max(1, (self.size.width + 1) // (WIDTH + 1))

    @property
    def _rows(self) -> int:
        return max(1, (self.size.height + self._gap) // (HEIGHT + self._gap))

    @property
    def _first(self) -> int:
        """The first room of the page that is shown; the last place of a page that is not the only
        one leads on.
        """
        return self._place // self._page * self._page

    @property
    def _page(self) -> int:
        places = self._columns * self._rows
        return places if len(self._rooms) <= places else max(1, places - 1)

    def render(self) -> Content:
        if not self._rooms:
            return Content("\n".join(wrapped(self._empty, self.size.width, self.size.height)))
        columns, page = self._columns, self._page
        shown = list(self._rooms[self._first : self._first + page])
        cells = [self._cell(self._first + place, room) for place, room in enumerate(shown)]
        if len(self._rooms) > page:
            left = len(self._rooms) - self._first - len(shown)
            cells.append(_block("More", f"{left} more" if left else "first page", "$secondary"))
        lines: list[Content | str] = []
        for start in range(0, len(cells), columns):
            row = cells[start : start + columns]
            for line in range(HEIGHT):
                parts: list[Content | str] = []
                for cell in row:
                    parts += [cell[line], " "]
                lines.append(Content.assemble(*parts[:-1]))
            lines += [""] * self._gap
        return stack(lines[: self.size.height])

    def _cell(self, place: int, room: str) -> list[Content]:
        days = self._days[room]
        chosen = self.has_focus and place == self._place
        style = CHOSEN if chosen else STYLES[band(days)]
        return _block(self._names.get(room, room), times.since(days), style)

    def _go(self, place: int) -> None:
        self._place = max(0, min(place, len(self._rooms) - 1))
        self.refresh()

    def action_go(self, by: int) -> None:
        """To the room beside it."""
        self._go(self._place + by)

    def action_row(self, by: int) -> None:
        """To the room above or below."""
        self._go(self._place + by * self._columns)

    def action_leaf(self, by: int) -> None:
        """To the next page; after the last comes the first."""
        place = self._first + by * self._page
        self._go(place if 0 <= place < len(self._rooms) else 0)

    def action_open(self) -> None:
        """Who is in this room."""
        if self._rooms:
            self.post_message(self.Opened(self._rooms[self._place]))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        column, row = event.x // (WIDTH + 1), event.y // (HEIGHT + self._gap)
        if column >= self._columns:
            return
        slot = row * self._columns + column
        place = self._first + slot
        if slot == self._page and len(self._rooms) > self._page:
            self.action_leaf(1)
        elif slot < self._page and place < len(self._rooms):
            self._go(place)
            self.action_open()

    def on_focus(self) -> None:
        """The chosen room is marked."""
        self.refresh()

    def on_blur(self) -> None:
        """And not any more."""
        self.refresh()


def _block(room: str, days: str, style: str) -> list[Content]:
    """The lines of one cell."""
    lines = []
    for said in (cut(room, WIDTH - 2), cut(days, WIDTH - 2), ""):
        left = " " * (WIDTH - 1 - Content(said).cell_length)
        lines.append(Content.styled(f" {said}{left}", style))
    return lines
