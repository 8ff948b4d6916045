"""Help: what this screen is for, and the keys, which are the same everywhere."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.base import Panel
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile, shown_key

EVERYWHERE = (
    ("Touch", "does what the card says"),
    ("Arrows, Enter", "go from card to card, and press one"),
    ("A letter on a card", "presses it, unless you are writing"),
    ("Page up, down", "leaf, where there is more"),
    ("Esc", "one step back; what you wrote is kept for today"),
    ("Your badge", "signs you in, on any screen"),
    ("F1, F2", "this help, other colours"),
)


class KeyTable(Static):
    """Keys at the left, what each does at the right.

    Parameters:
        rows: (keys, what they do).
    """

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows

    def on_resize(self) -> None:
        """As many lines as each needs, one below the other."""
        column = max(len(key) for key, _ in self._rows) + 2
        lines = []
        for key, what in self._rows:
            first, *others = wrapped(what, self.size.width - column, 4)
            lines.append(Content.assemble(Content.styled(f"{key:<{column}}", "bold"), first))
            lines += [Content(f"{'':<{column}}{line}") for line in others]
        self.update(Content("\n").join(lines))


class ActionKeys(Static):
    """What can be done on a screen, each with its key, as many on a line as have room.

    Parameters:
        actions: (key, title).
    """

    def __init__(self, actions: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._actions = actions

    def on_resize(self) -> None:
        """Lay them out for the width there is."""
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
    """What can be done here.

    Parameters:
        about: what the screen below is for.
        actions: (key, title) of each of its actions.
        keys: its other keys, and what each does.
    """

    def __init__(
        self, about: str, actions: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._about, self._actions, self._keys = about, actions, keys

    def body(self) -> ComposeResult:
        with Vertical(id="help-panel", classes="panel -note"):
            yield Static(Content.styled("What you can do here", "bold $secondary"))
            yield Static(Content(self._about), id="about-here")
            if self._actions:
                yield ActionKeys(self._actions)
            yield KeyTable([*self._keys, *EVERYWHERE])
            yield Tile("Close  Esc", tone="coaching", classes="-slim")

    def action_help(self) -> None:
        """It is shown already; the same key closes it."""
        self.dismiss(None)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.dismiss(None)
