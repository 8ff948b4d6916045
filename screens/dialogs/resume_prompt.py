"""What one of the team was writing when they walked away, offered once they are back."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

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
                yield Tile("Let it go", key="d", id="drop", tone="trouble", classes="-slim")
                yield Tile("Go on", key="enter", id="go-on-with", tone="coaching", classes="-slim")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#go-on-with", Tile).focus()

    def on_resize(self) -> None:
        """The words, as many as fit."""
        words = self.query_one("#words", Static)
        lines = wrapped(f"“{self._begun.text}”", max(10, words.size.width), LINES)
        words.update(Content("\n").join(Content(line) for line in lines))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        answers = {"later": None, "drop": False, "go-on-with": True}
        self.dismiss(answers[message.tile.id or ""])
