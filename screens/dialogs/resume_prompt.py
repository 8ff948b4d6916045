"""What one of the team was writing when they walked away, offered once they are back."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from screens.actions import Action
from screens.base import Panel
from screens.dialogs.prompt_base import PromptDraft
from screens.widgets.text_layout import seen, wrapped
from screens.widgets.tile import Tile

LINES = 4
"""Lines of what was written that are shown."""


class ResumePrompt(Panel[bool]):
    """Go on with it? None is later: the words are there when the same is asked again today.

    Parameters:
        begun: what was being written.
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

    def __init__(self, begun: PromptDraft) -> None:
        super().__init__()
        self._begun = begun

    def body(self) -> ComposeResult:
        with Vertical(id="go-on", classes="panel -note"):
            yield Static("You were writing when you left", id="go-on-title", markup=False)
            yield Static(Content(seen(self._begun.title)), id="question")
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
        """The words, as many as fit."""
        words = self.query_one("#words", Static)
        lines = wrapped(f"“{self._begun.text}”", max(10, words.size.width), LINES)
        words.update(Content("\n").join(Content(line) for line in lines))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """The answer that leaves it for later was touched."""
        message.stop()
        self.dismiss(None)

    def action_drop(self) -> None:
        """Let it go."""
        self.dismiss(False)

    def action_go_on_with(self) -> None:
        """Go on with it."""
        self.dismiss(True)
