"""Introducing a teacher to a colleague who has done before what they would like to do."""

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.outreach.introductions import ExperiencedColleague
from kiosk.people.drafts import TextDraft
from kiosk.wording import phrases
from screens.dialogs.prompt_base import PromptDraft
from screens.team.team_screen import TeamScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.empty_state import Nothing
from screens.widgets.field import Field
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid

NOBODY = Nothing("Nobody yet", "Nobody is known to have done that. Try another word.", "else")
NOTHING_TYPED = Nothing("Who has done it before?", "Write a word above, or touch one.", "people")
HINT = "to someone who has done it."
TAGS = 4
"""Most tags of the shelf that are offered to touch."""


class IntroductionScreen(TeamScreen):
    """The screen on which one of the team looks for a colleague to introduce a teacher to.

    Parameters:
        person: id of the teacher.
        about: what they would like to do; the text in the line at first.
    """

    WRITES = True

    HELP = (
        "Write what they would like to do, or touch a word; colleagues who did it before stand "
        "below. Touch one: "
        "first the one who would like to is asked, then the other. Nobody else is told."
    )

    line = getters.query_one(TextInput)
    grid = getters.query_one(TileGrid)

    def __init__(self, person: str, about: str = "") -> None:
        super().__init__()
        self._person_id, self._about = person, about
        self._colleagues: list[ExperiencedColleague] = []
        """Who has done it before, in the order of the grid."""

    def body(self) -> ComposeResult:
        name = self.desk.people.full_name(self._person_id)
        yield Masthead(f"Introduce {name}", HINT, tone="thanks")
        line = TextInput("podcast, green screen, exit tickets", self._about)
        yield Field("They would like", line, "Both read it.")
        tags = ChoiceChips(self.desk.shelf.tags()[:TAGS], single=True, id="tags")
        yield Field("Such as", tags)
        yield TileGrid(width=28, height=5, short_height=4, most_columns=3, picture_of_few="people")
        yield Footer()

    def draft(self) -> TextDraft | None:
        person, text = self._person_id, self.line.value
        return PromptDraft(
            place="bridge",
            text=text,
            title=f"Introduce {self.desk.people.full_name(person)}",
            question=person,
            resume=lambda screen: screen.app.push_screen(IntroductionScreen(person, text)),
        )

    def begin(self) -> None:
        super().begin()
        self.line.focus()

    def show_live(self) -> None:
        about = self.line.value
        self._colleagues = (
            self.desk.introductions.experienced(about, self._person_id) if about.strip() else []
        )
        items = [
            Tile(did.person.name, did.how, str(index), tone="thanks")
            for index, did in enumerate(self._colleagues)
        ]
        if items:
            self.grid.show(items)
        else:
            self.grid.show_nothing(NOBODY if about.strip() else NOTHING_TYPED)

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.show_live()

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        """Write the tag that was touched into the line."""
        message.stop()
        self.line.value = self.query_one(ChoiceChips).chosen[0]

    def on_input_submitted(self) -> None:
        """Focus the first colleague."""
        self.grid.focus_first()

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Offer the introduction to both."""
        message.stop()
        did, about = self._colleagues[int(message.value)], self.line.value.strip()
        me, person = self.person.id, self._person_id
        names = f"{self.desk.people.name(person)} and {phrases.short(did.person)}"
        done = await self.do_step(
            lambda: self.desk.introductions.introduce(me, person, did, about),
            f"Offered: {names}. Each is asked at the next sign-in.",
        )
        if done:
            self.grid.focus_first()
