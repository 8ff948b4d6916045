"""A list of rows of equal height, of which only those in sight are drawn: of five hundred, seven.

Between two rows is one of air, into which the chosen row reaches by half a cell: its words stand in
the middle of its fill, and nothing moves when the choice does. News from elsewhere never moves the
chosen row. Where there are more rows, a line above or below says how many; a touch on it scrolls.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from screens.messages import Act
from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.list_window import ListWindow
from screens.widgets.palette import Palette, colour_of, palette
from screens.widgets.row import Row
from screens.widgets.text_layout import cut, printable, wrapped

T = TypeVar("T")
ROOMY = 50
"""Columns of a list from which on there are two columns of air at the right end of a row."""


class RowList(DrawnWidget, Generic[T], can_focus=True):
    """A list of rows of which one can be chosen, such as the queue. Rows are drawn, not widgets.

    Parameters:
        key: returns what tells an item from the others.
        row_of: returns what the row of an item shows.
        height: lines of a row.
    """

    FOCUS_ON_CLICK = False

    BINDINGS = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
        Binding("enter,space", "open", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another row is chosen and painted. After several steps at once it is told once, with the
        row that is chosen now: whatever else is shown of it follows the hand and does not hold it.
        """

        row_list: "RowList[Any]"
        key: str

        @property
        def control(self) -> "RowList[Any]":
            """The list, for `@on` with a selector."""
            return self.row_list

    @dataclass
    class Opened(Act):
        """The chosen row was touched again, or Enter was pressed on it."""

        row_list: "RowList[Any]"
        key: str

        @property
        def control(self) -> "RowList[Any]":
            """The list, for `@on` with a selector."""
            return self.row_list

    def __init__(
        self,
        key: Callable[[T], str],
        row_of: Callable[[T], Row],
        height: int = 2,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._key, self._row_of, self._row_height = key, row_of, height
        self._items: Sequence[T] = ()
        self._keys: list[str] = []
        self._top = 0
        """Index of the first row in sight, as wished; `_window` keeps it in range."""
        self.chosen = ""
        """Key of the row that is chosen; "" for none."""
        self._is_to_be_told = False
        """Whether `Chosen` is posted as soon as the rows are painted."""
        self._rows: dict[int, Row] = {}
        """Index -> the row, as far as it was drawn since the items were shown."""
        self._window_for = (-1, -1, -1)
        """What the rows in sight were computed for: the first as wished, how many, lines."""
        self._in_sight = (0, 0)
        self._held = ""
        """What the finger went down on: the key of a row, or the words of a marker."""

    def show(self, items: Sequence[T], chosen: str | None = None) -> None:
        """Replace the rows; keep the chosen one where it is on the screen. If it is out of sight,
        the first row in sight keeps its place; if it is gone, none is chosen.

        Parameters:
            chosen: key of the row to choose; None leaves the choice as it is.
        """
        first, end = self._window()
        index_before, keys_before = self._index, self._keys
        was_in_sight = index_before is not None and first <= index_before < end
        anchor = index_before if was_in_sight else first
        self._items = items
        self._rows.clear()
        self._keys = [self._key(item) for item in items]
        if chosen is not None:
            self.chosen = chosen
        if self.chosen not in self._keys:
            self.chosen = ""
        if anchor is not None and anchor < len(keys_before) and keys_before[anchor] in self._keys:
            self._top = max(0, first + self._keys.index(keys_before[anchor]) - anchor)
        if was_in_sight or chosen is not None:
            self._scroll_to_chosen()
        self.refresh()

    @property
    def _index(self) -> int | None:
        """Index of the chosen row; None for none."""
        return self._keys.index(self.chosen) if self.chosen in self._keys else None

    @property
    def _pitch(self) -> int:
        """Lines from the beginning of a row to that of the next."""
        return self._row_height + 1

    @property
    def _space(self) -> ListWindow:
        return ListWindow(len(self._keys), self.size.height, self._pitch)

    def _window(self) -> tuple[int, int]:
        """Return the rows in sight: the index of the first, and of the one after the last."""
        depends_on = (self._top, len(self._keys), self.size.height)
        if self._window_for != depends_on:
            self._window_for, self._in_sight = depends_on, self._space.in_sight(self._top)
        return self._in_sight

    def _scroll_to_chosen(self) -> None:
        """Scroll as little as brings the chosen row in sight."""
        if self._index is not None and self.size.height:
            self._top = self._space.top_for(self._index, self._top)

    def on_resize(self) -> None:
        self._scroll_to_chosen()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        colours = palette(self.app.theme)
        if width < 12 or not self._keys:
            return Strip.blank(width, self.rich_style)
        if marker := self._marker(y):
            style = colours.style("muted", "background")
            return Strip([Segment(cut(f"   {marker}", width).ljust(width), style)])
        slot, line = divmod(y - self._first_line, self._pitch)
        index = self._in_slot(slot)
        if line == 0:
            return self._between(slot, colours, width)
        if index is None:
            return Strip.blank(width, self.rich_style)
        return self._row_line(index, line - 1, colours, width)

    @property
    def _first_line(self) -> int:
        """The line in which the air above the first row in sight is."""
        return 1 if self._window()[0] and self._space.has_markers else 0

    @property
    def lines_used(self) -> int:
        """The lines down to the last row in sight, or to what is said of those below it."""
        return self._space.lines_used(self._top)

    def _marker(self, y: int) -> str:
        """Return what is said in a line about the rows out of sight; "" for nothing."""
        first, end = self._window()
        if not self._space.has_markers:
            return ""
        if y == 0 and first:
            return f"▲ {first} before"
        left = len(self._keys) - end
        last_line = self._first_line + (end - first) * self._pitch + 1
        return f"▼ {left} more" if left and y == last_line else ""

    def _in_slot(self, slot: int) -> int | None:
        """Return the index of the row that is seen at a place of the list, counted from 0."""
        first, end = self._window()
        return first + slot if 0 <= slot < end - first else None

    def _row(self, index: int) -> Row:
        """Return what the row with this index shows."""
        if index not in self._rows:
            self._rows[index] = self._row_of(self._items[index])
        return self._rows[index]

    def _fill(self) -> str:
        """Return the name of the colour behind the chosen row."""
        return "focus" if self.has_focus or self.screen.focused is None else "panel"

    def _between(self, slot: int, colours: Palette, width: int) -> Strip:
        """Draw the line above a row: half a cell of the fill of the chosen one."""
        for place, corner, half in ((slot, "▖", "▄"), (slot - 1, "▘", "▀")):
            index = self._in_slot(place)
            if index is not None and self._keys[index] == self.chosen:
                edge = self._edge(self._row(index), colours, is_chosen=True)
                fill = colours.style(self._fill(), "background")
                return Strip([Segment(corner, edge), Segment(half * (width - 1), fill)])
        return Strip.blank(width, self.rich_style)

    def _row_line(self, index: int, line: int, colours: Palette, width: int) -> Strip:
        """Draw a line of a row, counted from 0."""
        row = self._row(index)
        is_chosen = self._keys[index] == self.chosen
        ground = self._fill() if is_chosen else "background"
        ink = "muted" if row.is_over and not is_chosen else "foreground"
        soft = colours.style("foreground" if is_chosen else "muted", ground)
        indent = 5 if row.number else 2
        side = 2 if width >= ROOMY else 1
        room = width - 1 - indent - side
        plain = colours.style(ink, ground)
        bold = colours.style(ink, ground, bold=True)
        edge, tone = self._edge(row, colours, is_chosen=is_chosen), colour_of(row.tone)
        if line == 0:
            number = Segment(
                f"{row.number:>3}  " if row.number else "  ",
                colours.style("foreground" if is_chosen else tone, ground, bold=True),
            )
            parts = _ends(row.title, bold, row.right, bold, room)
        else:
            number = Segment(" " * indent, plain)
            texts = self._words(row, room)
            text = texts[line - 1] if line <= len(texts) else ""
            note = row.note if line == self._row_height - 1 else ""
            loud = bold if is_chosen or row.is_over else colours.style(tone, ground, bold=True)
            said, noted = loud if row.asks else soft, loud if row.is_loud else soft
            parts = _ends(text, said, note, noted, room)
        return Strip([Segment("▌", edge), number, *parts, Segment(" " * side, plain)])

    def _edge(self, row: Row, colours: Palette, *, is_chosen: bool) -> Style:
        """Return the style of the edge of a row; it stands beside the fill of the chosen one."""
        return colours.style(colour_of(row.tone, "muted" if is_chosen else "edge"), "background")

    def _words(self, row: Row, room: int) -> list[str]:
        """Return the lines of words; the last one leaves the note its room."""
        rows = self._row_height - 1
        if rows == 1:
            note = cell_len(cut(row.note, _most_right(room))) if row.note else 0
            return [cut(row.words, room - (note + 2 if note else 0))] if row.words else []
        return wrapped(row.words, room, rows)

    def choose(self, index: int) -> None:
        """Choose a row, or the nearest one that there is."""
        if not self._keys:
            return
        key = self._keys[max(0, min(index, len(self._keys) - 1))]
        if key != self.chosen:
            before, window = self._index, self._window()
            self.chosen = key
            self._scroll_to_chosen()
            self._is_to_be_told = True
            if before is not None and window == self._window():
                self.refresh(self._region(before), self._region(self._keys.index(key)))
            else:
                self.refresh()

    def on_idle(self) -> None:
        """Tell which row is chosen, as soon as it is painted. Textual knows only from now on that
        there is something to paint.
        """
        if self._is_to_be_told:
            self._is_to_be_told = False
            self.call_after_refresh(self._tell_chosen)

    def _tell_chosen(self) -> None:
        if self.chosen:
            self.post_message(self.Chosen(self, self.chosen))

    def _region(self, index: int) -> Region:
        """Return the lines of a row in sight, with the air above and below it."""
        y = self._first_line + (index - self._window()[0]) * self._pitch
        return Region(0, y, self.size.width, self._pitch + 1)

    def action_step(self, by: int) -> None:
        """Choose the next row, or the one before; with none chosen, the first or the last."""
        index = self._index
        if index is None:
            self.choose(0 if by > 0 else len(self._keys) - 1)
        else:
            self.choose(index + by)

    def action_page(self, by: int) -> None:
        """Choose the row that is further by as many rows as are in sight."""
        first, end = self._window()
        self.choose((self._index or 0) + by * max(1, end - first))

    def action_end(self, index: int) -> None:
        """Choose the first row (0), or the last (-1)."""
        self.choose(index if index >= 0 else len(self._keys) - 1)

    def action_open(self) -> None:
        """Open the chosen row."""
        if self.chosen:
            self.post_message(self.Opened(self, self.chosen))

    def _at(self, y: int) -> str:
        """Return what stands in a line: the key of a row, or what is said of those out of sight. A
        finger is wider than one line: the free lines above and below say the same.
        """
        first, end = self._window()
        index = self._in_slot((y - self._first_line) // self._pitch)
        if index is not None:
            return self._keys[index]
        below = self._first_line + (end - first) * self._pitch
        return self._marker(0 if y < self._first_line else below + 1) if y != below else ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what the finger went down on: a touch that slides to another row is none."""
        self._held = self._at(event.y)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was touched, or open it if it is chosen; scroll at a marker."""
        event.stop()
        held = self._at(event.y)
        if not held or self._held != held:
            return
        index = self._in_slot((event.y - self._first_line) // self._pitch)
        if index is None:
            self._scroll_page(-1 if event.y < self._first_line else 1)
        elif self._keys[index] == self.chosen:
            self.action_open()
        else:
            self.choose(index)

    def on_mouse_scroll_down(self) -> None:
        self._scroll_page(1)

    def on_mouse_scroll_up(self) -> None:
        self._scroll_page(-1)

    def _scroll_page(self, by: int) -> None:
        """Show the rows before or after those in sight, and choose none of them."""
        first, end = self._window()
        self._top = max(0, first + by * max(1, end - first))
        self.refresh()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _ends(left: str, left_style: Style, right: str, right_style: Style, room: int) -> list[Segment]:
    """Return a line with a text at each end; the right one comes first, up to its share."""
    right = cut(right, _most_right(room)) if right else ""
    free = room - cell_len(right) - (2 if right else 0)
    left = cut(printable(left), free) if left else ""
    gap = room - cell_len(left) - cell_len(right)
    return [
        Segment(left, left_style),
        Segment(" " * gap, left_style),
        Segment(right, right_style),
    ]


def _most_right(room: int) -> int:
    """Return the columns of the text at the right end of a line: three fifths at most."""
    return room * 3 // 5
