"""A tile: the one thing to touch. The whole card is the target, with its key shown in it."""

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from screens.widgets.text_layout import cut, spread, stack, wrapped


class Tile(Widget, can_focus=True):
    """A target of at least three rows: a bold title in its colour, a few words, a key.

    Parameters:
        title: what it does.
        body: a sentence below, where there is room.
        key: the key that presses it, shown dim; "" for none.
        tone: the meaning: "coaching", "fix", "thanks", "note", "trouble" or "" for plain.
        value: what it stands for, handed back when it is pressed.
    """

    BINDINGS = [Binding("enter,space", "press", "Press", show=False)]

    title: reactive[str] = reactive("")
    body: reactive[str] = reactive("")
    badge: reactive[str] = reactive("")
    """A word or two beside the title, such as "1 waiting"."""

    @dataclass
    class Pressed(Message):
        """Somebody touched it, or pressed its key."""

        tile: "Tile"

        @property
        def control(self) -> "Tile":
            """The tile."""
            return self.tile

    def __init__(
        self,
        title: str = "",
        body: str = "",
        *,
        key: str = "",
        tone: str = "",
        value: str = "",
        badge: str = "",
        id: str | None = None,  # Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=f"{classes or ''} {f'-{tone}' if tone else ''}")
        self.set_reactive(Tile.title, title)
        self.set_reactive(Tile.body, body)
        self.set_reactive(Tile.badge, badge)
        self.key = key
        self.value = value
        self._tone = tone

    @property
    def tone(self) -> str:
        """What it means; shown by the colour of its edge and its title."""
        return self._tone

    @tone.setter
    def tone(self, tone: str) -> None:
        if tone != self._tone:
            self.set_class(False, f"-{self._tone}")
            self.set_class(bool(tone), f"-{tone}")
            self._tone = tone

    def show(self, title: str, body: str = "", value: str = "", tone: str = "") -> None:
        """Become another tile, in the same place."""
        self.title, self.body, self.value, self.tone = title, body, value, tone

    def render(self) -> Content:
        width, height = self.content_size
        if width < 1 or height < 1:
            return Content("")
        muted, mark_style = "not bold $muted", "bold $ink on $secondary"
        tone = COLOURS.get(self._tone, "$foreground")
        if self.disabled:
            tone = "$muted"
        elif self.has_class("-chosen"):
            tone = "$foreground"
        if self.has_focus and not self.disabled:
            muted, mark_style, tone = "not bold $ink", "bold $foreground on $background", "$ink"
        key = Content.styled(shown_key(self.key), muted)
        if self.has_class("-centred"):
            words = wrapped(self.body, width, height - 1)
            return stack([Content.styled(cut(self.title, width), "bold"), *words])
        key, low = self._beside(key, mark_style, width)
        room = width - (key.cell_length + 1 if key else 0)
        unbroken = max(map(len, self.title.split()), default=0) > room
        heads = [cut(self.title, room)] if unbroken else wrapped(self.title, room, min(2, height))
        first, *rest = [Content.styled(line, f"bold {tone}") for line in heads or [""]]
        heading = [spread(first, key, width), *rest]
        rows = height - len(heading)
        if self.has_class("-slim") and rows > 1:
            rows -= 1  # low tiles may touch each other; an empty line parts their words
        words = wrapped(self.body, width, rows)
        if words and not self.has_class("-slim") and len(heading) + 1 + len(words) <= height:
            words = ["", *words]
        above = (height - len(heading) - len(words)) // 2 if self.has_class("-slim") else 0
        lines: list[Content | str] = [*[""] * above, *heading, *words]
        if low and len(lines) < height:
            lines += [""] * (height - len(lines) - 1) + [spread(Content(""), low, width)]
        return stack(lines)

    def _beside(self, key: Content, mark_style: str, width: int) -> tuple[Content, Content]:
        """What stands beside the title, and what goes to the last line since it has no room there.

        What a tile is comes first, then its key, then how many; a number is told short.
        """
        room = width - Content(self.title).cell_length
        for badge in dict.fromkeys((self.badge, self.badge.partition(" ")[0])):
            mark = Content.styled(f" {badge} ", mark_style) if badge else Content("")
            both = Content.assemble(mark, " " if badge and key else "", key)
            if not both or both.cell_length + 1 <= room:
                return both, Content("")
        if mark and mark.cell_length + 1 <= room:
            return mark, key
        return Content(""), Content.assemble(mark, " " if mark and key else "", key)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        key = len(self.key) + 2 if self.key else 0
        return Content(self.title).cell_length + key

    def on_focus(self) -> None:
        """The words change colour with the card."""
        self.refresh()

    def on_blur(self) -> None:
        """And back."""
        self.refresh()

    def action_press(self) -> None:
        """As a touch."""
        if not self.disabled:
            self.post_message(self.Pressed(self))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_press()


KEYS = {"enter": "↵", "delete": "Del"}
"""Keys that are shown by a sign."""


def shown_key(key: str) -> str:
    """Return a key as it is shown: C, ↵, F12."""
    return KEYS.get(key, key.upper())


COLOURS: dict[str, str] = {
    "coaching": "$primary",
    "fix": "$warning",
    "thanks": "$accent",
    "note": "$secondary",
    "trouble": "$error",
}
"""Meaning -> the colour of its edge and its title."""
