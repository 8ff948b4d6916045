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

EVERYWHERE = (
    ("Touch", "does what the card says"),
    ("Arrows, Enter", "go from card to card, and press one"),
    ("A letter on a card", "presses it, unless you are writing"),
    ("Page up, down", "turn the page, where there is more"),
    ("Esc", "one step back; what you wrote is kept for today"),
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
    """The actions of a screen with their keys, as many on a line as fit.

    Parameters:
        actions: (key, title).
    """

    def __init__(self, actions: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._actions = actions

    def on_resize(self) -> None:
        """Fill the lines anew for the new width."""
        lines: list[Content] = []
        for key, title in self._actions:
            part = Content.assemble(Content.styled(shown_key(key), "bold"), f" {title}")
            joined = Content.assemble(lines[-1], "   ", part) if lines else part
            if lines and joined.cell_length <= self.size.width:
                lines[-1] = joined
            else:
                lines.append(part)
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
