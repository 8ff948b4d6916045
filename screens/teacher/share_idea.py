"""Sharing an idea that worked in class, for colleagues to find among the resources."""

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Label

from kiosk.people.drafts import TextDraft
from screens.base import KioskScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile

HELPS = "I'd show it to a colleague"
TAGS = 4
"""Most tags that are offered; the teacher's own subject comes first."""


class ShareIdeaScreen(KioskScreen[None]):
    """The screen with a form for an idea.

    Parameters:
        title, about, url: the texts in the lines at first.
    """

    HELP = (
        "A name and a line are enough. It hangs among the resources with your name; say whether "
        "you would show it, and colleagues can ask you."
    )

    title_line = getters.query_one("#title", TextInput)
    about_line = getters.query_one("#about", TextInput)
    url_line = getters.query_one("#url", TextInput)

    def __init__(self, title: str = "", about: str = "", url: str = "") -> None:
        super().__init__()
        self._first_texts = title, about, url

    def body(self) -> ComposeResult:
        title, about, url = self._first_texts
        yield Header("Share an idea", "Your name stands with it")
        yield Label("What is it called?")
        yield TextInput("Such as: a wall of maps", title, id="title")
        yield Label("How does it go, in a line? Please do not name pupils.")
        yield TextInput("Such as: each group draws one, then they walk past", about, id="about")
        yield Label("A link, if there is one")
        yield TextInput("https://", url, id="url")
        if tags := self._tags():
            yield Label("What it belongs to")
            yield ChoiceChips(tags, id="tags")
        yield ChoiceChips([HELPS], tone="thanks", id="helps")
        yield Notice()
        yield Footer(Tile("Share it", tone="coaching", id="share"))

    def _tags(self) -> list[str]:
        mine = self.person.subject.lower()
        known = [tag for tag in self.desk.shelf.tags() if tag != mine]
        return ([mine] if mine else []) + known[: TAGS - bool(mine)]

    def on_mount(self) -> None:
        super().on_mount()
        self.title_line.focus()

    async def on_input_submitted(self) -> None:
        """Go on to the next line; from the last one, share the idea."""
        if self.focused is self.title_line:
            self.about_line.focus()
        elif self.focused is self.about_line:
            self.url_line.focus()
        else:
            await self._share()

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        await self._share()

    async def _share(self) -> None:
        person = self.person
        chosen = {chips.id: chips.chosen for chips in self.query(ChoiceChips)}
        title, about, url = (
            line.value for line in (self.title_line, self.about_line, self.url_line)
        )
        done = await self.act_once(
            lambda: self.desk.shelf.share(
                person.id,
                title,
                about,
                tags=chosen.get("tags", ()),
                url=url,
                helps=bool(chosen["helps"]),
            )
        )
        if done:
            self.app.go_home("Shared. Colleagues find it under Resources.")

    def draft(self) -> TextDraft:
        about = {"title": self.title_line.value, "url": self.url_line.value}
        return TextDraft("idea", self.about_line.value or self.title_line.value, about)
