"""The thanks that a person got: whole, for good, and each with who may see it."""

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import Thanks
from kiosk.wording import times
from screens.actions import Action
from screens.base import KioskScreen
from screens.widgets.card import Card
from screens.widgets.containers import Columns
from screens.widgets.empty_state import EmptyState, Nothing
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.row import Row
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import NO_LIMIT, wrapped

NOTHING_YET = Nothing(
    "No thanks yet", "What colleagues thank you for is kept here, for you alone.", "thanks"
)
SEEN_BY = {
    "private": "Only you see it.",
    "initials": "It is on the wall with initials, for a week after it came.",
    "wall": "It is on the wall with both names, for a week after it came.",
}
"""Who may see thanks -> a sentence."""
NOTES = {"private": "only you", "initials": "initials", "wall": "the wall"}
"""Who may see thanks -> what a row says."""


class ThanksGotScreen(KioskScreen[None]):
    """The screen with all thanks to the person who is signed in, newest first."""

    HELP = "Touch one to read all of it. You choose who else may see it, at any time."
    NAME = "thanks-got"
    ACTIONS = (
        Action("private", "1", "Only me", "off the wall"),
        Action("initials", "2", "Initials", "on the wall, without names", "thanks"),
        Action("wall", "3", "The wall", "with both names", "thanks"),
        Action("next_page", ".", "Next page", "of long thanks", area="menu"),
    )

    row_list = getters.query_one(RowList)
    card = getters.query_one(Card)
    none = getters.query_one(EmptyState)

    def body(self) -> ComposeResult:
        yield Masthead("Thanks for you", "All of them, for good.", tone="thanks")
        with Columns(id="both"):
            found = RowList[Thanks](lambda thanks: thanks.id, self._row)
            yield found
            yield Card("", "thanks", id="whole", least_rows=lambda: found.lines_used)
        yield EmptyState(id="none")
        yield Footer(*self.tiles("foot"))

    def begin(self) -> None:
        super().begin()
        self.row_list.focus()

    def show_live(self) -> None:
        received = self.desk.thanks.received(self.person.id)
        ids = [thanks.id for thanks in received]
        self.row_list.show(received, None if self.row_list.chosen in ids else next(iter(ids), ""))
        self.query_one("#both").display = bool(received)
        self.none.display = not received
        self.none.show(NOTHING_YET)
        self._show_chosen()

    def _row(self, thanks: Thanks) -> Row:
        words = thanks.text or thanks.reason
        return Row(
            self.desk.people.full_name(thanks.by),
            times.moment(thanks.at, self.desk.now()),
            words,
            NOTES[self._shown(thanks)],
            "thanks",
        )

    def _shown(self, thanks: Thanks) -> str:
        """Return who may see thanks: as was chosen for these, or else for all."""
        if thanks.seen:
            return thanks.shown
        return self.desk.accounts.preference(self.person.id).thanks or "private"

    @property
    def _chosen(self) -> Thanks | None:
        """The thanks that are chosen, as they are now; None for none."""
        key = self.row_list.chosen
        return self.desk.store.find(Thanks, key) if key else None

    def _show_chosen(self) -> None:
        self.show_actions()
        thanks = self._chosen
        if thanks is not None:
            title = f"From {self.desk.people.full_name(thanks.by)}"
            self.card.show(lambda columns, _: self._lines(thanks, columns), title)

    def _lines(self, thanks: Thanks, columns: int) -> list[Content]:
        """Return the whole of thanks, and who may see them."""
        quoted = [f"“{thanks.text}”"] if thanks.text else []
        reason = [thanks.reason] if thanks.reason else []
        parts = [*quoted, *reason, "", SEEN_BY[self._shown(thanks)]]
        lines = [line for part in parts for line in wrapped(part, columns, NO_LIMIT) or [""]]
        return [Content(line) for line in lines]

    def can(self, action_id: str) -> bool | None:
        thanks = self._chosen
        if action_id not in NOTES:
            return super().can(action_id)
        return None if thanks is None or self._shown(thanks) == action_id else True

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_chosen()

    def action_next_page(self) -> None:
        """Turn to the next page of long thanks."""
        self.card.next_page()

    async def action_private(self) -> None:
        """Take them down from the wall."""
        await self._allow("private", "Only you see it now.")

    async def action_initials(self) -> None:
        """Put them on the wall without names."""
        await self._allow("initials", "It is on the wall, with initials only.")

    async def action_wall(self) -> None:
        """Put them on the wall with both names."""
        await self._allow("wall", "It is on the wall.")

    async def _allow(self, shown: str, done: str) -> None:
        """Let these people see the chosen thanks.

        Parameters:
            done: a sentence about it.
        """
        key, person = self.row_list.chosen, self.person.id
        if await self.act(lambda: self.desk.thanks.allow(key, person, shown)):
            self.show_live()
            self.say(done)
