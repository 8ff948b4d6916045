"""A tile: what people touch. The whole of it is the target, and it shows the key that does the
same.
"""

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from screens.widgets.text_layout import cut, join_lines, spread, wrapped

COLOURS: dict[str, str] = {
    "coaching": "$primary",
    "fix": "$warning",
    "thanks": "$accent",
    "note": "$secondary",
    "trouble": "$error",
}
"""Tone of a tile -> the colour of its edge and its title."""
KEYS = {"enter": "↵", "delete": "Del"}
"""Keys that are shown as a sign or short for their name."""


def shown_key(key: str) -> str:
    """Return a key as it is shown: C, ↵, F12.

    Parameters:
        key: as Textual names it.
    """
    return KEYS.get(key, key.upper())


@dataclass(frozen=True)
class TileStyles:
    """Textual styles of the texts of a tile."""

    title: str
    key: str
    badge: str


class Tile(Widget, can_focus=True):
    """A target of at least three rows: a bold title in the colour of its tone, a few words, a key.
    It is used in place of Textual's Button, which cannot show all that.

    Parameters:
        title: what it does.
        body: a sentence below the title, where there is room.
        key: the key that presses it, as Textual names it, shown dim; "" for none.
        tone: its meaning, shown by colour: "coaching", "fix", "thanks", "note", "trouble"; "" for
            none.
        value: what it stands for; whoever handles `Pressed` reads it.
        badge: a word or two beside the title, such as "1 waiting".
    """

    BINDINGS = [Binding("enter,space", "press", "Press", show=False)]

    title: reactive[str] = reactive("")
    body: reactive[str] = reactive("")
    badge: reactive[str] = reactive("")

    @dataclass
    class Pressed(Message):
        """The tile was touched, or its key was pressed."""

        tile: "Tile"

        @property
        def control(self) -> "Tile":
            """The tile, for `@on` with a selector."""
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
        id: str | None = None,
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
        """Its meaning, shown by the colour of its edge and its title."""
        return self._tone

    @tone.setter
    def tone(self, tone: str) -> None:
        if tone != self._tone:
            self.set_class(False, f"-{self._tone}")
            self.set_class(bool(tone), f"-{tone}")
            self._tone = tone

    def show(self, title: str, body: str = "", value: str = "", tone: str = "") -> None:
        """Show other texts, with another meaning, on the same widget."""
        self.title, self.body, self.value, self.tone = title, body, value, tone

    def render(self) -> Content:
        width, height = self.content_size
        if width < 1 or height < 1:
            return Content("")
        if self.has_class("-centred"):
            title = Content.styled(cut(self.title, width), "bold")
            return join_lines([title, *wrapped(self.body, width, height - 1)])
        styles = self._text_styles()
        beside, below = self._fit_key_and_badge(styles, width)
        heading = self._title_lines(beside, styles.title, width, height)
        body = self._body_lines(width, height, len(heading))
        above = (height - len(heading) - len(body)) // 2 if self.has_class("-slim") else 0
        lines: list[Content | str] = [*[""] * above, *heading, *body]
        if below and len(lines) < height:
            lines += [""] * (height - len(lines) - 1) + [spread(Content(""), below, width)]
        return join_lines(lines)

    def _text_styles(self) -> TileStyles:
        """Return the styles of the texts, which depend on whether the tile has the focus, is chosen
        or cannot be pressed.
        """
        if self.has_focus and not self.disabled:
            return TileStyles("bold $ink", "not bold $ink", "bold $foreground on $background")
        colour = COLOURS.get(self._tone, "$foreground")
        if self.disabled:
            colour = "$muted"
        elif self.has_class("-chosen"):
            colour = "$foreground"
        return TileStyles(f"bold {colour}", "not bold $muted", "bold $ink on $secondary")

    def _fit_key_and_badge(self, styles: TileStyles, width: int) -> tuple[Content, Content]:
        """Share the room beside the title: the title comes first, then the key, then the badge, of
        which the number alone may do.

        Returns:
            What stands beside the title, and what has no room there and goes to the last line.
        """
        key = Content.styled(shown_key(self.key), styles.key)
        room = width - Content(self.title).cell_length
        number = self.badge.partition(" ")[0]
        for text in dict.fromkeys((self.badge, number)):
            badge = Content.styled(f" {text} ", styles.badge) if text else Content("")
            both = Content.assemble(badge, " " if text and key else "", key)
            if not both or both.cell_length + 1 <= room:
                return both, Content("")
        if badge and badge.cell_length + 1 <= room:
            return badge, key
        return Content(""), both

    def _title_lines(self, beside: Content, style: str, width: int, height: int) -> list[Content]:
        """Return the title on one line or two, the first with what stands beside it. A title with a
        word that is longer than the line is cut, not broken.
        """
        room = width - (beside.cell_length + 1 if beside else 0)
        has_long_word = max(map(len, self.title.split()), default=0) > room
        texts = [cut(self.title, room)] if has_long_word else []
        texts = texts or wrapped(self.title, room, min(2, height)) or [""]
        first, *rest = [Content.styled(text, style) for text in texts]
        return [spread(first, beside, width), *rest]

    def _body_lines(self, width: int, height: int, title_rows: int) -> list[str]:
        """Return the body in the rows that the title leaves, with an empty row before or after it
        where there is room.
        """
        slim = self.has_class("-slim")
        rows = height - title_rows
        if slim and rows > 1:
            rows -= 1  # slim tiles may touch each other: an empty row keeps their texts apart
        lines = wrapped(self.body, width, rows)
        if lines and not slim and title_rows + 1 + len(lines) <= height:
            return ["", *lines]
        return lines

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Return the columns that the title and the key need, for `width: auto`."""
        key_width = len(self.key) + 2 if self.key else 0
        return Content(self.title).cell_length + key_width

    def on_focus(self) -> None:
        """Draw the texts in the colours of the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the texts in their own colours again."""
        self.refresh()

    def action_press(self) -> None:
        """Press the tile."""
        if not self.disabled:
            self.post_message(self.Pressed(self))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_press()
