"""The help: what a screen is for, its keys, and the keys that work everywhere."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.base import Panel
from screens.widgets.footer import AnswerRow
from screens.widgets.masthead import DialogHead
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import shown_key

PARTS = 2
"""Rows of air that the parts need between them."""
KEY_WIDTH = 4
"""Columns of a key before what it does."""
EVERYWHERE = (
    ("Arrows, Enter", "from card to card, and press one"),
    ("A letter on a card", "presses it, unless you are writing"),
    ("Page up, down", "turn the page, where there is more"),
    ("Esc", "one step back; your words are kept"),
    ("Your badge", "signs you in, on any screen"),
    ("F1, F2", "this help, other colours"),
)


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
        key_width = max(len(key) for key, _ in self._rows) + 2
        lines = []
        for key, words in self._rows:
            first, *others = wrapped(words, self.size.width - key_width, 4)
            lines.append(Content.assemble(Content.styled(f"{key:<{key_width}}", "bold"), first))
            lines += [Content(f"{'':<{key_width}}{line}") for line in others]
        self.update(Content("\n").join(lines))


class ActionKeys(Static):
    """The actions of a screen with their keys, in columns.

    Parameters:
        actions: (key, title).
    """

    def __init__(self, actions: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._actions = actions

    def on_resize(self) -> None:
        """Set the columns anew for the new width."""
        parts = [
            Content.assemble(Content.styled(f"{shown_key(key):<{KEY_WIDTH}}", "bold"), title)
            for key, title in self._actions
        ]
        widest = max(part.cell_length for part in parts) + 2
        across = max(1, self.size.width // widest)
        width = self.size.width // across
        rows = [parts[start : start + across] for start in range(0, len(parts), across)]
        lines = [
            Content("").join([part.pad_right(width - part.cell_length) for part in row])
            for row in rows
        ]
        self.update(Content("\n").join(lines))


class HelpDialog(Panel[None]):
    """The dialog with the help about the screen below it.

    Parameters:
        about: what that screen is for.
        actions: (key, title) of each of its actions.
        keys: (key, what it does) of its other keys.
    """

    def __init__(
        self, about: str, actions: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]
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
            yield DialogHead("What you can do here", self._about, crowded=True)
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
