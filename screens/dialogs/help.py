"""The help: what a screen is for, its keys, and the keys that work everywhere."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.base import Panel
from screens.widgets.footer import AnswerRow
from screens.widgets.grid_layout import TALL
from screens.widgets.masthead import DialogHead
from screens.widgets.palette import colour_of
from screens.widgets.text_layout import beside, wrapped
from screens.widgets.tile import shown_key

PARTS = 2
"""Rows of air that the parts need between them."""
ROOM_FOR_CAPS = 66
"""Columns of the help from which on keys have caps."""
AFTER_KEY = 1
"""Columns between the cap of a key and what it does."""
EVERYWHERE = (
    ("Arrows, Enter", "go to a card, and press it"),
    ("A card's key", "presses it, unless you write"),
    ("Page up, down", "turn the page"),
    ("Esc", "goes back; your words stay"),
    ("Your badge", "signs you in, on any screen"),
    ("F1, F2", "this help, other colours"),
)
TWO_COLUMNS, BETWEEN = 86, 3
"""Columns of the help from which on the table of keys has two halves side by side, and of the air
between them.
"""

HelpRow = tuple[str, str, str]
"""Key, title and tone of an action."""


class KeyTable(Static):
    """A table with keys at the left and what each does at the right.

    Parameters:
        rows: (keys, what they do).
    """

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows

    def on_resize(self) -> None:
        """Wrap the text of each row to the new width."""
        width = self.size.width
        if width < TWO_COLUMNS:
            self.update(Content("\n").join(self._lines(self._rows, width)))
            return
        middle = (len(self._rows) + 1) // 2
        left = self._lines(self._rows[:middle], width // 2)
        taken = max(line.cell_length for line in left) + BETWEEN
        right = self._lines(self._rows[middle:], width - taken)
        self.update(Content("\n").join(beside(left, right, taken)))

    def _lines(self, rows: Sequence[tuple[str, str]], width: int) -> list[Content]:
        """Return the lines of some rows, in so many columns."""
        caps = [Content.styled(f"{key} ", "bold") for key, _ in rows]
        key_width = max((cap.cell_length for cap in caps), default=0) + AFTER_KEY
        lines = []
        for cap, (_, words) in zip(caps, rows, strict=True):
            first, *others = wrapped(words, width - key_width, 4)
            lines.append(Content.assemble(cap, " " * (key_width - cap.cell_length), first))
            lines += [Content(f"{'':<{key_width}}{line}") for line in others]
        return lines


class ActionKeys(Static):
    """The actions of a screen with their keys, in columns.

    Parameters:
        actions: (key, title, tone).
    """

    def __init__(self, actions: Sequence[HelpRow]) -> None:
        super().__init__()
        self._actions = actions

    def on_resize(self) -> None:
        """Set the columns anew for the new width."""
        width = self.size.width
        caps = [_cap(shown_key(key), width, tone) for key, _, tone in self._actions]
        key_width = max(cap.cell_length for cap in caps) + AFTER_KEY
        parts = [
            Content.assemble(cap, " " * (key_width - cap.cell_length), title)
            for cap, (_, title, _) in zip(caps, self._actions, strict=True)
        ]
        between = 1 if width < ROOM_FOR_CAPS else 2
        widest = max(part.cell_length for part in parts) + between
        across = max(1, self.size.width // widest)
        width = self.size.width // across
        rows = [parts[start : start + across] for start in range(0, len(parts), across)]
        lines = [
            Content("").join([part.pad_right(width - part.cell_length) for part in row])
            for row in rows
        ]
        self.update(Content("\n").join(lines))


def _cap(key: str, width: int, tone: str = "") -> Content:
    """Return a key in its cap, as it is shown on a tile, in the colour of what it does; the key
    alone where the help is narrow.
    """
    colour = f"bold ${colour_of(tone)}"
    if width < ROOM_FOR_CAPS:
        return Content.styled(f"{key} ", colour)
    return Content.styled(f" {key} ", f"{colour} on $surface")


class HelpDialog(Panel[None]):
    """The dialog with the help about the screen below it.

    Parameters:
        about: what that screen is for.
        actions: (key, title, tone) of each of its actions.
        keys: (key, what it does) of its other keys.
    """

    def __init__(
        self, about: str, actions: Sequence[HelpRow], keys: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._about, self._actions, self._keys = about, actions, keys

    def begin(self) -> None:
        super().begin()
        self.call_after_refresh(self.update_if_complete, self._give_air)

    def on_resize(self) -> None:
        super().on_resize()
        self.remove_class("-airy")
        self.call_after_refresh(self.update_if_complete, self._give_air)

    def _give_air(self) -> None:
        """Give the parts air between them, if they leave rows for it."""
        rows = self.query_one(".panel").outer_size.height
        self.set_class(rows + PARTS <= self.app.size.height, "-airy")

    def body(self) -> ComposeResult:
        with Vertical(classes="panel -wide"):
            yield DialogHead("What you can do here", self._about, airy_from=TALL)
            if self._actions:
                yield ActionKeys(self._actions)
            yield KeyTable([*self._keys, *EVERYWHERE])
            yield AnswerRow(cancel="Close")

    def action_help(self) -> None:
        """Close: the key that opens the help also closes it."""
        self.dismiss(None)

    def on_answer_row_cancelled(self, message: AnswerRow.Cancelled) -> None:
        message.stop()
        self.dismiss(None)
