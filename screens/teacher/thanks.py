"""Say thanks: one touch on a name sends it; what for may be chosen or written before."""

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Label

from kiosk.people.drafts import Written
from screens.base import KioskScreen
from screens.widgets.choice_chips import Chips
from screens.widgets.frame import Foot, Notice, Top
from screens.widgets.person_picker import PeoplePicker
from screens.widgets.text_input import Field

REASONS = ("Thank you", "That helped", "For your time", "Great idea")


class SayThanks(KioskScreen[None]):
    """Whom would you like to thank?

    Parameters:
        written: what was written before.
    """

    HELP = "Touch a name and it is on its way. Who is thanked decides who may see it."

    picker = getters.query_one(PeoplePicker)
    line = getters.query_one("#line", Field)
    reasons = getters.query_one(Chips)

    def __init__(self, written: str = "") -> None:
        super().__init__()
        self._written = written

    def body(self) -> ComposeResult:
        me = self.person
        team = self.desk.people.team("fix") + self.desk.people.team("coaching")
        yield Top("Say thanks", "They decide who sees it")
        yield Chips(REASONS, REASONS[:1], single=True, tone="thanks", id="reasons")
        yield Label("In your own words, if you like. Please do not name pupils.")
        yield Field("Such as: the document camera saved my lab", self._written, id="line")
        yield Label("To whom? One touch sends it.")
        yield PeoplePicker(
            self.desk,
            first=[each for each in team[:4] if each.id != me.id],
            keep=lambda person: person.id != me.id,
        )
        yield Notice()
        yield Foot()

    def on_input_submitted(self) -> None:
        """Enter in the line leads on to the name."""
        self.picker.field.focus()

    async def on_people_picker_picked(self, message: PeoplePicker.Picked) -> None:
        me, to = self.person, message.person
        reason, text = self.reasons.chosen[0], self.line.value
        if await self.act_once(lambda: self.desk.kindness.thank(me.id, to.id, reason, text)):
            self.app.go_home(f"Thanks, it is on its way to {to.first}.")

    def on_people_picker_nobody(self) -> None:
        self.say("Nobody here is called that. Try any other part of the name.", "trouble")

    def written(self) -> Written:
        return Written("thanks", self.line.value)

    def action_back(self) -> None:
        if self.picker.open_shelf:
            self.picker.close_shelf()
        else:
            super().action_back()
