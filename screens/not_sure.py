"""Not sure whether it is a fix or coaching: two plain questions sort it."""

from textual.app import ComposeResult
from textual.containers import Grid
from textual.widgets import Static

from screens.base import KioskScreen
from screens.frame import Foot, Notice, Top
from screens.open import open_screen
from screens.tile import Tile


class NotSure(KioskScreen[None]):
    """Two questions; the second only where the first does not settle it."""

    HELP = "Two questions, and you are where you need to be. Either way somebody comes."

    def body(self) -> ComposeResult:
        yield Top("Let's find out", "Either way, somebody comes")
        yield Static("Did it work before, and now it does not?", id="question")
        with Grid(id="answers"):
            yield Tile(
                "Yes, it used to work",
                "Or it is missing, broken, locked, or says no to me",
                key="1",
                tone="fix",
                value="fix",
            )
            yield Tile(
                "No, that is not it",
                "It is new to me, or I want more out of it",
                key="2",
                tone="coaching",
                value="ask",
            )
        yield Notice()
        yield Foot()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.value == "ask":
            self._ask_second()
        else:
            self._go(message.tile.value)

    def _ask_second(self) -> None:
        self.query_one("#question", Static).update("What would help you most?")
        first, second = self.query("#answers Tile").results(Tile)
        first.show("Somebody sets it up for me", "An account, an app, a cable", "fix", "fix")
        second.show(
            "Somebody looks at it with me",
            "In my class, or in half an hour of peace",
            "coaching",
            "coaching",
        )

    def _go(self, name: str) -> None:
        app = self.app
        app.pop_screen()
        open_screen(app, name)
