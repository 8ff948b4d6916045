"""The panel at the top of the home: what waits for a person, one item at a time. Everything else on
the screen can still be touched.
"""

from dataclasses import dataclass
from time import monotonic

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from kiosk.inbox.inbox import InboxItem
from screens.widgets.text_layout import join_lines, spread, wrapped
from screens.widgets.tile import Tile

TONES = ("fix", "coaching", "thanks", "note", "trouble")
"""Tones that a panel can have, each a class of the same name."""
MOST_ANSWERS = 3


class InboxText(Widget):
    """The words about an item. They are laid out when they are drawn, since only then the size is
    known.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._item: InboxItem | None = None
        self._more = 0

    def show(self, item: InboxItem, more: int) -> None:
        """Show an item.

        Parameters:
            more: how many items wait after this one.
        """
        self._item, self._more = item, more
        self.refresh()

    def render(self) -> Content:
        item, (width, rows) = self._item, self.size
        if item is None or width < 4:
            return Content("")
        more = f"1 of {self._more + 1}" if self._more else ""
        first, *others = wrapped(item.head, width - len(more) - 1, 2) or [""]
        head = spread(Content.styled(first, "bold"), Content.styled(more, "$muted"), width)
        lines = [head, *(Content.styled(line, "bold") for line in others)]
        rest = wrapped(item.body, width, rows - len(lines))
        style = "$muted" if item.kind != "note" else ""
        return join_lines([*lines, *(Content.styled(line, style) for line in rest)])


class InboxPanel(Widget):
    """A panel with an item of the inbox and two or three answers; hidden when nothing waits.

    Parameters:
        settle: seconds for which a new item takes no answer, since the second half of a double tap
            was meant for the item before.
    """

    words = getters.query_one(InboxText)

    @dataclass
    class Answered(Message):
        """An answer was touched.

        Parameters:
            item: the item that is answered.
            answer: value of the answer, as in `InboxItem.answers`.
        """

        item: InboxItem
        answer: str

    def __init__(self, settle: float) -> None:
        super().__init__()
        self._settle = settle
        self._shown_at = 0.0
        """When the item was first shown, in seconds of the monotonic clock."""
        self.item: InboxItem | None = None
        """The item that is shown; None when nothing waits."""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="panel"):
            yield InboxText(id="waits-words")
            for _ in range(MOST_ANSWERS):
                yield Tile(classes="-slim")

    def show(self, items: list[InboxItem]) -> None:
        """Show the first item that waits. The one that is shown stays while it waits, whatever
        comes in before it.
        """
        if not items:
            self.item = None
            self.display = False
            return
        keys = [item.key for item in items]
        index = keys.index(self.item.key) if self.item and self.item.key in keys else 0
        is_new = self.item is None or self.item.key != keys[index]
        self.item = items[index]
        if is_new:
            self._shown_at = monotonic()
            self._show_answers(self.item)
        self.display = True
        self.words.show(self.item, len(items) - 1)

    def _show_answers(self, item: InboxItem) -> None:
        """Show the answers of an item on the tiles, and its tone on the panel."""
        panel = self.query_one(Horizontal)
        for tone in TONES:
            panel.set_class(tone == item.tone, f"-{tone}")
        for index, tile in enumerate(self.query(Tile)):
            tile.display = index < len(item.answers)
            if tile.display:
                title, value = item.answers[index]
                tile.key = str(index + 1)
                tile.show(title, "", value, item.tone)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if self.item and self.display and monotonic() - self._shown_at >= self._settle:
            self.post_message(self.Answered(self.item, message.tile.value))
