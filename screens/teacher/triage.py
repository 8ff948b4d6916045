"""Not sure whether it is a fix or coaching: two plain questions sort it."""

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
    """Two questions; the second only where the first does not settle it."""

    HELP = "Two questions, and you are where you need to be. Either way somebody comes."

    _second = False

    def body(self) -> ComposeResult:
        yield Header("Let's find out", "Either way, somebody comes")
        yield Static(FIRST[0], id="question")
        with Grid(id="answers"):
            for place, (title, body, value, tone) in enumerate(FIRST[1:], 1):
                yield Tile(title, body, key=str(place), tone=tone, value=value)
        yield Notice()
        yield Footer()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.value == "ask":
            self._second = True
            self._lay(*SECOND)
        else:
            self._go(message.tile.value)

    def action_back(self) -> None:
        """From the second question to the first, from there to where one came from."""
        if not self._second:
            super().action_back()
            return
        self._second = False
        self._lay(*FIRST)

    def _lay(self, question: str, *answers: tuple[str, str, str, str]) -> None:
        self.query_one("#question", Static).update(question)
        for tile, (title, body, value, tone) in zip(
            self.query("#answers Tile").results(Tile), answers, strict=True
        ):
            tile.show(title, body, value, tone)
        self.app.moved()

    def _go(self, name: str) -> None:
        app = self.app
        app.pop_screen()
        app.open_screen(name)
