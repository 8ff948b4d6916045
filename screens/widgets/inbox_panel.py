"""The panel at the top of home: what waits for somebody, one thing at a time. It never blocks:
everything else stays in reach.
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
from screens.widgets.text_layout import spread, stack, wrapped
from screens.widgets.tile import Tile

TONES = ("fix", "coaching", "thanks", "note", "trouble")


class InboxText(Widget):
    """What is said of what waits, laid out for the place it has whenever it is drawn."""

    def show(self, item: InboxItem, after: int) -> None:
        """Say this.

        Parameters:
            after: how many more things wait.
        """
        self._item, self._after = item, after
        self.refresh()

    _item: InboxItem | None = None
    _after = 0

    def render(self) -> Content:
        item, (width, rows) = self._item, self.size
        if item is None or width < 4:
            return Content("")
        more = f"1 of {self._after + 1}" if self._after else ""
        first, *others = wrapped(item.head, width - len(more) - 1, 2) or [""]
        head = spread(Content.styled(first, "bold"), Content.styled(more, "$muted"), width)
        lines = [head, *(Content.styled(line, "bold") for line in others)]
        rest = wrapped(item.body, width, rows - len(lines))
        style = "$muted" if item.kind != "note" else ""
        return stack([*lines, *(Content.styled(line, style) for line in rest)])


class InboxPanel(Widget):
    """A panel with a sentence and two or three answers; not there when nothing waits.

    Parameters:
        settle: seconds for which a new question takes no answer: a second tap is the last one's.
    """

    words = getters.query_one(InboxText)

    @dataclass
    class Answered(Message):
        """One touch: which item, and what was said."""

        item: InboxItem
        answer: str

    def __init__(self, settle: float) -> None:
        super().__init__()
        self._settle = settle
        self._since = 0.0
        self.item: InboxItem | None = None
        """What is shown."""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="panel"):
            yield InboxText(id="waits-words")
            for _ in range(3):
                yield Tile(classes="-slim")

    def show(self, items: list[InboxItem]) -> None:
        """Show the first that waits. What is shown stays while it is there, whatever comes in."""
        keys = [item.key for item in items]
        place = keys.index(self.item.key) if self.item and self.item.key in keys else 0
        if not items:
            self.item = None
            self.display = False
            return
        fresh = self.item is None or self.item.key != keys[place]
        self.item = items[place]
        if fresh:
            self._since = monotonic()
            self._lay(self.item)
        self.display = True
        self.words.show(self.item, len(items) - 1)

    def _lay(self, item: InboxItem) -> None:
        panel = self.query_one(Horizontal)
        for name in TONES:
            panel.set_class(name == item.tone, f"-{name}")
        for place, tile in enumerate(self.query(Tile)):
            tile.display = place < len(item.answers)
            if tile.display:
                title, value = item.answers[place]
                tile.key = str(place + 1)
                tile.show(title, "", value, item.tone)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if self.item and self.display and monotonic() - self._since >= self._settle:
            self.post_message(self.Answered(self.item, message.tile.value))
