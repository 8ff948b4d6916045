"""Two plain questions for a teacher who is not sure whether they need a fix or coaching."""

from collections.abc import Sequence

from textual import getters
from textual.app import ComposeResult

from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.team_card import TeamCard
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid

FIRST = (
    "Did it work before, and now it does not?",
    ("Yes, it used to work", "Or it is missing, broken or locked", "fix", "fix"),
    ("No, it is new to me", "Or I want to get more out of it", "ask", "coaching"),
)
"""The first question, and its answers: (title, body, value, tone)."""
SECOND = (
    "What would help you most?",
    ("Someone sets it up for me", "An account, an app, a cable", "fix", "fix"),
    (
        "Someone looks at it with me",
        "In my class, or in a quiet half hour",
        "coaching",
        "coaching",
    ),
)

PICTURES = {"fix": "broken", "coaching": "coaching"}
"""Tone of an answer -> the pictogram on its tile."""


class TriageScreen(KioskScreen[None]):
    """The screen with the two questions; the second only where the first does not decide."""

    HELP = "Two questions, and you are where you need to be. Either way, someone comes."

    masthead = getters.query_one(Masthead)
    grid = getters.query_one(TileGrid)

    _is_second = False
    """Whether the second question is shown."""

    def body(self) -> ComposeResult:
        yield Masthead(FIRST[0], "Either way, someone comes.")
        yield TileGrid(_tiles(FIRST[1:]), width=30, height=5, most_columns=2)
        yield TeamCard("Who comes", "", self.desk.whereabouts.team)
        yield Footer()

    def show_live(self) -> None:
        self.query_one(TeamCard).update()

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        if message.value == "ask":
            self._is_second = True
            self._show_question(*SECOND)
        else:
            self._open(message.value)

    def action_back(self) -> None:
        """Go back from the second question to the first, and from the first close."""
        if not self._is_second:
            super().action_back()
            return
        self._is_second = False
        self._show_question(*FIRST)

    def _show_question(self, question: str, *answers: tuple[str, str, str, str]) -> None:
        """Show a question in place of the other. Touches are ignored for a moment, since another
        answer is now under the finger.
        """
        self.masthead.show(question)
        self.grid.show(_tiles(answers))
        self.app.ignore_touches()

    def _open(self, name: str) -> None:
        """Open the screen that was found, in place of this one."""
        app = self.app
        app.pop_screen()
        app.open_screen(name)


def _tiles(answers: Sequence[tuple[str, str, str, str]]) -> list[Tile]:
    """Return the tiles of the answers to a question."""
    return [
        Tile(title, body, value, str(number), tone, picture=PICTURES[tone])
        for number, (title, body, value, tone) in enumerate(answers, 1)
    ]
