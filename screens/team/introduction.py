"""The bridge: who did this before, and an introduction offered to both."""

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Input, Label

from kiosk.outreach.introductions import ExperiencedColleague
from kiosk.people.drafts import TextDraft
from kiosk.wording import phrases
from screens.dialogs.prompt_base import PromptDraft
from screens.team.team_screen import TeamScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile_grid import GridItem, TileGrid

TAGS = 5
"""Words of the shelf that can be touched."""


class IntroductionScreen(TeamScreen):
    """Whom to introduce to somebody.

    Parameters:
        person: the id of who would like to do something.
        about: what they would like to do, as far as it has been written.
    """

    HELP = (
        "Write what they would like to do, or touch a word; colleagues who did it before stand "
        "below. Touch one: "
        "first the one who would like to is asked, then the other. Nobody else is told."
    )

    line = getters.query_one(TextInput)
    grid = getters.query_one(TileGrid)

    def __init__(self, person: str, about: str = "") -> None:
        super().__init__()
        self._key, self._written = person, about
        self._found: list[ExperiencedColleague] = []

    def body(self) -> ComposeResult:
        name = self.desk.people.full_name(self._key)
        yield Header(f"Introduce {name}", "to somebody who did it before")
        yield Label("What would they like to do? Both will read it.")
        yield TextInput("podcast, green screen, exit tickets", self._written)
        yield ChoiceChips(self.desk.shelf.tags()[:TAGS], single=True, id="tags")
        yield TileGrid(width=34, height=5, low=4, most=3)
        yield Notice()
        yield Footer()

    def written(self) -> TextDraft | None:
        key, text = self._key, self.line.value
        return PromptDraft(
            place="bridge",
            text=text,
            title=f"Introduce {self.desk.people.full_name(key)}",
            question=key,
            resume=lambda screen: screen.app.push_screen(IntroductionScreen(key, text)),
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.line.focus()

    def show_live(self) -> None:
        about = self.line.value
        self._found = self.desk.introductions.experienced(about, self._key) if about.strip() else []
        items = [
            GridItem(str(place), did.person.name, did.how, "thanks" if did.worked else "note")
            for place, did in enumerate(self._found)
        ]
        self.grid.show(items)
        nobody = "Nobody is known to have done that yet. Try another word."
        self.query_one(Notice).rest(nobody if about.strip() and not items else "")

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.show_live()

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        """A word that need not be typed."""
        message.stop()
        self.line.value = self.query_one(ChoiceChips).chosen[0]

    def on_input_submitted(self) -> None:
        """To the first who fits."""
        self.grid.focus_first()

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        message.stop()
        did, about = self._found[int(message.value)], self.line.value.strip()
        me, key = self.person.id, self._key
        names = f"{self.desk.people.name(key)} and {phrases.short(did.person)}"
        done = await self.step(
            lambda: self.desk.introductions.introduce(me, key, did, about),
            f"Offered: {names}. Each is asked at the next sign-in.",
        )
        if done:
            self.grid.focus_first()
