"""Two plain questions for a teacher who is not sure whether they need a fix or coaching."""

from textual.app import ComposeResult
from textual.containers import Grid
from textual.widgets import Static

from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile import Tile

FIRST = (
    "Did it work before, and now it does not?",
    ("Yes, it used to work", "Or it is missing, broken, locked, or says no to me", "fix", "fix"),
    ("No, that is not it", "It is new to me, or I want more out of it", "ask", "coaching"),
)
"""The first question, and its answers: (title, body, value, tone)."""
SECOND = (
    "What would help you most?",
    ("Somebody sets it up for me", "An account, an app, a cable", "fix", "fix"),
    (
        "Somebody looks at it with me",
        "In my class, or in half an hour of peace",
        "coaching",
        "coaching",
    ),
)


class TriageScreen(KioskScreen[None]):
    """The screen with the two questions; the second only where the first does not decide."""

    HELP = "Two questions, and you are where you need to be. Either way somebody comes."

    _is_second = False
    """Whether the second question is shown."""

    def body(self) -> ComposeResult:
        yield Header("Let's find out", "Either way, somebody comes")
        yield Static(FIRST[0], id="question")
        with Grid(id="answers"):
            for number, (title, body, value, tone) in enumerate(FIRST[1:], 1):
                yield Tile(title, body, key=str(number), tone=tone, value=value)
        yield Notice()
        yield Footer()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.value == "ask":
            self._is_second = True
            self._show_question(*SECOND)
        else:
            self._open(message.tile.value)

    def action_back(self) -> None:
        """Go back from the second question to the first, and from the first close."""
        if not self._is_second:
            super().action_back()
            return
        self._is_second = False
        self._show_question(*FIRST)

    def _show_question(self, question: str, *answers: tuple[str, str, str, str]) -> None:
        """Show a question on the same widgets. Touches are ignored for a moment, since another
        answer is now under the finger.
        """
        self.query_one("#question", Static).update(question)
        for tile, (title, body, value, tone) in zip(
            self.query("#answers Tile").results(Tile), answers, strict=True
        ):
            tile.show(title, body, value, tone)
        self.app.ignore_touches()

    def _open(self, name: str) -> None:
        """Open the screen that was found, in place of this one."""
        app = self.app
        app.pop_screen()
        app.open_screen(name)
