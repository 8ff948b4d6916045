"""A list of rows of equal height, of which only those in sight are drawn: of five hundred, seven.

News from elsewhere never moves the chosen row. The first and the last row in sight may be markers
that say how many more rows there are; a touch on one scrolls.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.widgets.text_layout import join_lines

T = TypeVar("T")
DrawRow = Callable[[T, int], list[Content]]
"""Function (item, columns) -> the lines of its row."""


class RowList(Widget, Generic[T], can_focus=True):
    """A list of rows of which one can be chosen, such as the queue. Rows are drawn, not widgets.

    Parameters:
        key: returns what tells an item from the others.
        draw: returns the lines of an item's row.
        height: lines of a row.
        gap: empty lines between two rows, where that hides none.
    """

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
        """Another row was chosen."""

        row_list: "RowList[Any]"
        key: str

        @property
        def control(self) -> "RowList[Any]":
            """The list, for `@on` with a selector."""
            return self.row_list

    @dataclass
    class Opened(Message):
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
        draw: DrawRow[T],
        height: int = 3,
        gap: int = 0,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._key, self._draw = key, draw
        self._row_height, self._wanted_gap = height, gap
        self._items: Sequence[T] = ()
        self._keys: list[str] = []
        self._top = 0
        """Index of the first row in sight, as wished; `_window` keeps it in range."""
        self.chosen = ""
        """Key of the row that is chosen; "" for none."""

    def show(self, items: Sequence[T], chosen: str | None = None, gap: int | None = None) -> None:
        """Replace the rows; keep the chosen one where it is on the screen. If it is out of sight,
        the first row in sight keeps its place; if it is gone, none is chosen.

        Parameters:
            chosen: key of the row to choose; None leaves the choice as it is.
            gap: empty lines between two rows; None leaves them as they are.
        """
        first, end = self._window()
        index_before, keys_before = self._index, self._keys
        was_in_sight = index_before is not None and first <= index_before < end
        anchor = index_before if was_in_sight else first
        self._items = items
        self._keys = [self._key(item) for item in items]
        self._wanted_gap = self._wanted_gap if gap is None else gap
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
    def _gap(self) -> int:
        """Empty lines between two rows: none where they would hide a row."""
        count = len(self._keys)
        height = count * (self._row_height + self._wanted_gap) - self._wanted_gap
        return self._wanted_gap if height <= self.size.height else 0

    @property
    def capacity(self) -> int:
        """How many rows fit."""
        return max(1, (self.size.height + self._gap) // (self._row_height + self._gap))

    def _window(self) -> tuple[int, int]:
        """Return the rows in sight: the index of the first, and of the one after the last. Where
        there are more rows, a marker takes the room of one, at either end.
        """
        count, capacity = len(self._keys), self.capacity
        if count <= capacity or capacity < 3:
            top = max(0, min(self._top, count - capacity))
            return top, min(count, top + capacity)
        top = max(0, min(self._top, count - (capacity - 1)))
        top = 0 if top < 2 else top  # a marker for one row would take the room of that row
        markers_above = 1 if top else 0
        markers_below = 1 if top + capacity - markers_above < count else 0
        return top, min(count, top + capacity - markers_above - markers_below)

    def _scroll_to_chosen(self) -> None:
        """Scroll as little as brings the chosen row in sight."""
        index = self._index
        self._top = max(0, min(self._top, max(0, len(self._keys) - 1)))
        if index is None or not self.size.height:
            return
        # Scrolling may add a marker, which hides a row again: it takes a few rounds.
        for _ in range(len(self._keys) + 1):
            first, end = self._window()
            if index < first:
                self._top = index if index > 1 else 0
            elif index >= end:
                self._top = max(self._top, first) + (index - end + 1)
            else:
                return

    def on_resize(self) -> None:
        self._scroll_to_chosen()

    def render(self) -> Content:
        width = self.size.width
        if width < 4 or not self._keys:
            return Content("")
        first, end = self._window()
        lines: list[Content | str] = []
        count = len(self._keys)
        if first:
            lines += self._marker_lines(f"▲ {first} before", width)
        for index in range(first, end):
            lines += [*self._row_lines(index, width), *[""] * self._gap]
        if end < count:
            lines += self._marker_lines(f"▼ {count - end} more", width)
        return join_lines(lines[: self.size.height])

    def _row_lines(self, index: int, width: int) -> list[Content]:
        """Draw a row; the chosen one has another background."""
        lines = self._draw(self._items[index], width)
        lines = [*lines, *[Content("")] * self._row_height][: self._row_height]
        if self._keys[index] != self.chosen:
            return lines
        style = "on $focus" if self.has_focus else "on $panel"
        return [_padded(line, width).stylize(style) for line in lines]

    def _marker_lines(self, words: str, width: int) -> list[Content | str]:
        """Draw a marker in the room of a row."""
        above = (self._row_height - 1) // 2
        line = Content.styled(words.center(width), "$muted")
        return [*[""] * above, line, *[""] * (self._row_height - above - 1 + self._gap)]

    def choose(self, index: int) -> None:
        """Choose a row, or the nearest one that there is."""
        if not self._keys:
            return
        key = self._keys[max(0, min(index, len(self._keys) - 1))]
        if key != self.chosen:
            self.chosen = key
            self._scroll_to_chosen()
            self.post_message(self.Chosen(self, key))
        self.refresh()

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

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was touched, or open it if it is chosen; scroll at a marker."""
        event.stop()
        self.focus()
        first, end = self._window()
        index = first + event.y // (self._row_height + self._gap)
        index -= 1 if first else 0  # there is a marker above the first row
        if index < first:
            self._scroll_page(-1)
        elif index < end:
            if self._keys[index] == self.chosen:
                self.action_open()
            else:
                self.choose(index)
        elif end < len(self._keys):
            self._scroll_page(1)

    def _scroll_page(self, by: int) -> None:
        """Show the rows before or after those in sight, and choose none of them."""
        first, end = self._window()
        self._top = max(0, first + by * max(1, end - first))
        self.refresh()

    def on_focus(self) -> None:
        """Draw the chosen row brighter."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the chosen row as it was."""
        self.refresh()


def _padded(line: Content, width: int) -> Content:
    return Content.assemble(line, " " * max(0, width - line.cell_length))
