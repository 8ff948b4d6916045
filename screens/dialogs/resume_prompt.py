"""The offer to go on with a text, for one of the team who walked away while writing it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from screens.actions import Action
from screens.base import Panel
from screens.dialogs.prompt_base import PromptDraft
from screens.widgets.text_layout import printable, wrapped
from screens.widgets.tile import Tile

LINES = 4
"""Lines of the text that are shown."""


class ResumePrompt(Panel[bool]):
    """A dialog with a draft; closes with True to go on, with False to drop it, and with None for
    later: then the text is there when the same is asked again on that day.

    Parameters:
        draft: the text, and how to go on with it.
    """

    HELP = (
        "Go on where you were, or let it go. Esc leaves it for later: the words stand there when "
        "you come to the same place again today. They are kept in memory alone."
    )

    NAME = "resume"
    ACTIONS = (
        Action("drop", "d", "Let it go", "", "trouble", "body"),
        Action("go-on-with", "enter", "Go on", "", "coaching", "body"),
    )

    def __init__(self, draft: PromptDraft) -> None:
        super().__init__()
        self._draft = draft

    def body(self) -> ComposeResult:
        with Vertical(id="go-on", classes="panel -note"):
            yield Static("You were writing when you left", id="go-on-title", markup=False)
            yield Static(Content(printable(self._draft.title)), id="question")
            yield Static(id="words")
            with Horizontal(classes="row"):
                yield Tile("Later  Esc", id="later", classes="-slim")
                for tile in self.tiles("body"):
                    tile.add_class("-slim")
                    yield tile

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#go-on-with", Tile).focus()

    def on_resize(self) -> None:
        """Show as much of the text as fits."""
        words = self.query_one("#words", Static)
        lines = wrapped(f"“{self._draft.text}”", max(10, words.size.width), LINES)
        words.update(Content("\n").join(Content(line) for line in lines))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """Leave it for later; the other two tiles are actions."""
        message.stop()
        self.dismiss(None)

    def action_drop(self) -> None:
        """Drop the draft."""
        self.dismiss(False)

    def action_go_on_with(self) -> None:
        """Go on with the draft."""
        self.dismiss(True)
