"""Sharing an idea that worked in class, for colleagues to find among the resources."""

from textual import getters
from textual.app import ComposeResult

from kiosk.people.drafts import TextDraft
from screens.actions import Action
from screens.base import KioskScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.field import NO_STUDENTS, Field
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.text_input import TextInput

HELPS = "I'd show it to a colleague"
TAGS = 4
"""Most tags that are offered; the teacher's own subject comes first."""


class ShareIdeaScreen(KioskScreen[None]):
    """The screen with a form for an idea.

    Parameters:
        title, about, url: the texts in the lines at first.
    """

    WRITES = True

    HELP = (
        "A name and a line are enough. It hangs among the resources with your name; say whether "
        "you would show it, and colleagues can ask you."
    )

    NAME = "share"
    ACTIONS = (Action("share", "", "Share it", "", "coaching", main=True),)

    title_line = getters.query_one("#title", TextInput)
    about_line = getters.query_one("#about", TextInput)
    url_line = getters.query_one("#url", TextInput)

    def __init__(self, title: str = "", about: str = "", url: str = "") -> None:
        super().__init__()
        self._first_texts = title, about, url

    def body(self) -> ComposeResult:
        title, about, url = self._first_texts
        yield Masthead("Share an idea", "Your name stands with it.", tone="thanks")
        yield Field("Its name", TextInput("Such as: a wall of maps", title, id="title"))
        line = TextInput("Such as: each group draws one, then they walk past", about, id="about")
        yield Field("How it goes", line, NO_STUDENTS)
        yield Field("A link", TextInput("https://", url, id="url"), "If there is one")
        if tags := self._tags():
            yield Field("It belongs to", ChoiceChips(tags, id="tags"))
        yield Field("Showing it", ChoiceChips([HELPS], id="helps"))
        yield Footer(*self.tiles("foot"))

    def _tags(self) -> list[str]:
        mine = self.person.subject.lower()
        known = [tag for tag in self.desk.shelf.tags() if tag != mine]
        return ([mine] if mine else []) + known[: TAGS - bool(mine)]

    def begin(self) -> None:
        super().begin()
        self.title_line.focus()

    def on_input_submitted(self) -> None:
        """Go on to the next line; from the last one, share the idea."""
        if self.focused is self.title_line:
            self.about_line.focus()
        elif self.focused is self.about_line:
            self.url_line.focus()
        else:
            self.action_perform("share")

    async def action_share(self) -> None:
        """Share the idea."""
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
