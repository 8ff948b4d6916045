"""The offer to go on with a text, for one of the team who walked away while writing it."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from screens.actions import Action
from screens.base import Panel
from screens.dialogs.prompt_base import PromptDraft
from screens.widgets.footer import DialogRow
from screens.widgets.masthead import DialogHead
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard


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
        Action("go-on-with", "enter", "Go on", "", "coaching", "body", main=True),
    )

    row = getters.query_one(DialogRow)

    def __init__(self, draft: PromptDraft) -> None:
        super().__init__()
        self._draft = draft

    def body(self) -> ComposeResult:
        draft = self._draft
        with Vertical(classes="panel"):
            words = f"{draft.title}: “{draft.text}”"
            yield DialogHead("You were writing when you left", words)
            yield DialogRow(
                [
                    Tile("Later", value="later", key="escape"),
                    self.tile("drop"),
                    self.tile("go-on-with"),
                ]
            )

    def begin(self) -> None:
        super().begin()
        self.row.focus_tile("go-on-with")

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Leave it for later; the other two tiles are actions."""
        message.stop()
        self.dismiss(None)

    def action_drop(self) -> None:
        """Drop the draft."""
        self.dismiss(False)

    def action_go_on_with(self) -> None:
        """Go on with the draft."""
        self.dismiss(True)
