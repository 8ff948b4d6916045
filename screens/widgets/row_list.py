"""A list of rows of equal height, of which only those in sight are drawn: of five hundred, seven.

What comes in from elsewhere never moves the choice; a finger leafs by touching the first or the
last place, which say how many more there are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.widgets.text_layout import stack

T = TypeVar("T")
Draw = Callable[[T, int], list[Content]]
"""(thing, columns) -> its lines, as many as a row has."""


class RowList(Widget, Generic[T], can_focus=True):
    """Rows to choose from.

    Parameters:
        key: what tells a thing from the others.
        draw: its lines.
        height: lines of a row.
        gap: empty lines between two rows.
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
        """Another row is chosen."""

        listing: "RowList[Any]"
        key: str

        @property
        def control(self) -> "RowList[Any]":
            """The list."""
            return self.listing

    @dataclass
    class Opened(Message):
        """The chosen row was touched again, or Enter was pressed on it."""

        listing: "RowList[Any]"
        key: str

        @property
        def control(self) -> "RowList[Any]":
            """The list."""
            return self.listing

    def __init__(
        self,
        key: Callable[[T], str],
        draw: Draw[T],
        height: int = 3,
        gap: int = 0,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._key, self._draw = key, draw
        self._height, self._gap = height, gap
        self._things: Sequence[T] = ()
        self._keys: list[str] = []
        self._top = 0
        self.chosen = ""
        """Key of the row that is chosen; "" for none."""

    def show(self, things: Sequence[T], chosen: str | None = None, gap: int | None = None) -> None:
        """Have other rows. The chosen one stays where it is on the screen while it is in sight;
        whoever leafed elsewhere stays with the first row they see. When the chosen one is not among
        them any more, none is chosen.

        Parameters:
            chosen: choose this one; None leaves the choice as it is.
        """
        first, end = self._window()
        was, before = self._place, self._keys
        in_sight = was is not None and first <= was < end
        anchor = was if in_sight else first
        self._things = things
        self._keys = [self._key(each) for each in things]
        self._gap = self._gap if gap is None else gap
        if chosen is not None:
            self.chosen = chosen
        if self.chosen not in self._keys:
            self.chosen = ""
        if anchor is not None and anchor < len(before) and before[anchor] in self._keys:
            self._top = max(0, first + self._keys.index(before[anchor]) - anchor)
        if in_sight or chosen is not None:
            self._bring_in_sight()
        self.refresh()

    @property
    def _place(self) -> int | None:
        """Which row is chosen."""
        return self._keys.index(self.chosen) if self.chosen in self._keys else None

    @property
    def _air(self) -> int:
        """Empty lines between two rows: none where that would hide one."""
        count = len(self._keys)
        fits = count * (self._height + self._gap) - self._gap <= self.size.height
        return self._gap if fits else 0

    @property
    def rooms(self) -> int:
        """Rows that fit at once."""
        return max(1, (self.size.height + self._air) // (self._height + self._air))

    def _window(self) -> tuple[int, int]:
        """The rows in sight: the first, and the one after the last. A place at either end says how
        many more there are there, once there are.
        """
        count, rooms = len(self._keys), self.rooms
        if count <= rooms or rooms < 3:
            top = max(0, min(self._top, count - rooms))
            return top, min(count, top + rooms)
        top = max(0, min(self._top, count - (rooms - 1)))
        top = 0 if top < 2 else top
        before = 1 if top else 0
        after = 1 if top + rooms - before < count else 0
        return top, min(count, top + rooms - before - after)

    def _bring_in_sight(self) -> None:
        place = self._place
        self._top = max(0, min(self._top, max(0, len(self._keys) - 1)))
        if place is None or not self.size.height:
            return
        for _ in range(len(self._keys) + 1):
            first, end = self._window()
            if place < first:
                self._top = place if place > 1 else 0
            elif place >= end:
                self._top = max(self._top, first) + (place - end + 1)
            else:
                return

    def on_resize(self) -> None:
        self._bring_in_sight()

    def render(self) -> Content:
        width = self.size.width
        if width < 4 or not self._keys:
            return Content("")
        first, end = self._window()
        lines: list[Content | str] = []
        count = len(self._keys)
        if first:
            lines += self._leads(f"▲ {first} before", width)
        for place in range(first, end):
            drawn = self._draw(self._things[place], width)
            drawn = [*drawn, *[Content("")] * self._height][: self._height]
            if self._keys[place] == self.chosen:
                style = "on $focus" if self.has_focus else "on $panel"
                drawn = [_filled(line, width).stylize(style) for line in drawn]
            lines += [*drawn, *[""] * self._air]
        if end < count:
            lines += self._leads(f"▼ {count - end} more", width)
        return stack(lines[: self.size.height])

    def _leads(self, words: str, width: int) -> list[Content | str]:
        above = (self._height - 1) // 2
        line = Content.styled(words.center(width), "$muted")
        return [*[""] * above, line, *[""] * (self._height - above - 1 + self._air)]

    def choose(self, place: int) -> None:
        """Choose a row, as a touch would."""
        if not self._keys:
            return
        key = self._keys[max(0, min(place, len(self._keys) - 1))]
        if key != self.chosen:
            self.chosen = key
            self._bring_in_sight()
            self.post_message(self.Chosen(self, key))
        self.refresh()

    def action_step(self, by: int) -> None:
        """One row on, or back."""
        place = self._place
        self.choose((0 if by > 0 else len(self._keys) - 1) if place is None else place + by)

    def action_page(self, by: int) -> None:
        """As many rows as are in sight."""
        first, end = self._window()
        self.choose((self._place or 0) + by * max(1, end - first))

    def action_end(self, place: int) -> None:
        """To the first, or to the last."""
        self.choose(place if place >= 0 else len(self._keys) - 1)

    def action_open(self) -> None:
        """Do something with the chosen one."""
        if self.chosen:
            self.post_message(self.Opened(self, self.chosen))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        first, end = self._window()
        slot = event.y // (self._height + self._air)
        slot -= 1 if first else 0
        if slot < 0:
            self._leaf(-1)
        elif first + slot < end:
            if self._keys[first + slot] == self.chosen:
                self.action_open()
            else:
                self.choose(first + slot)
        elif end < len(self._keys):
            self._leaf(1)

    def _leaf(self, by: int) -> None:
        """Look at the rows before or after, without choosing one of them."""
        first, end = self._window()
        self._top = max(0, first + by * max(1, end - first))
        self.refresh()

    def on_focus(self) -> None:
        """The chosen row is brighter now."""
        self.refresh()

    def on_blur(self) -> None:
        """And not any more."""
        self.refresh()


def _filled(line: Content, width: int) -> Content:
    return Content.assemble(line, " " * max(0, width - line.cell_length))
