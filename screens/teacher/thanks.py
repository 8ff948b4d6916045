"""Saying thanks: one touch on a name sends it. What for can be chosen or written before."""

from textual import getters
from textual.app import ComposeResult

from data.records import COACHING, FIX
from kiosk.people.drafts import TextDraft
from screens.sending import SendingScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.field import NO_STUDENTS, Field
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.person_picker import PersonPicker
from screens.widgets.text_input import TextInput

REASONS = ("Thank you", "That helped", "Well done", "Great idea")


class ThanksScreen(SendingScreen[None]):
    """The screen on which a thank-you is sent.

    Parameters:
        text: the text in the line at first.
    """

    WRITES = True

    HELP = "Touch a name and it is on its way. Who is thanked decides who may see it."

    picker = getters.query_one(PersonPicker)
    line = getters.query_one("#line", TextInput)
    reasons = getters.query_one(ChoiceChips)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._first_text = text

    def body(self) -> ComposeResult:
        me = self.person
        team = self.desk.people.team(FIX) + self.desk.people.team(COACHING)
        hint = "One touch on a name sends it. They decide who sees it."
        yield Masthead("Say thanks", hint, tone="thanks")
        yield Field("What for", ChoiceChips(REASONS, REASONS[:1], single=True, id="reasons"))
        line = TextInput("Such as: the document camera saved my lab", self._first_text, id="line")
        yield Field("Your own words", line, NO_STUDENTS)
        yield PersonPicker(
            self.desk,
            first=[person for person in team[:4] if person.id != me.id],
            keep=lambda person: person.id != me.id,
            hint="Touch a name below, or type any part of it",
            label="To whom",
        )
        yield Footer()

    def begin(self) -> None:
        super().begin()
        self.picker.field.is_watched = True

    def on_input_submitted(self) -> None:
        """Go on from the line to the name."""
        self.picker.field.focus()

    async def on_person_picker_picked(self, message: PersonPicker.Picked) -> None:
        me, to = self.person, message.person
        reason, text = self.reasons.chosen[0], self.line.value
        await self.send(
            lambda: self.desk.thanks.thank(me.id, to.id, reason, text),
            lambda key: (
                f"Thanks to {to.first}",
                f"Thanks, it is on its way to {to.first}.",
                f"thanks {key}",
            ),
        )

    def on_person_picker_filled(self, message: PersonPicker.Filled) -> None:
        """Move what is no name to the line for one's own words, while somebody goes on writing."""
        message.stop()
        field = self.picker.field
        has_words = " " in field.value.strip()
        if has_words and not self.picker.best_match and not self.line.value:
            text, field.value = field.value, ""
            self.line.value = text
            self.line.cursor_position = len(text)
            self.set_focus(self.line)
            self.say("That is in your own words now. Then choose who it is for.", "hint")

    def on_person_picker_nobody(self) -> None:
        self.say("No one here by that name. Try any other part of it.", "trouble")

    def draft(self) -> TextDraft:
        return TextDraft("thanks", self.line.value)

    def action_back(self) -> None:
        if self.picker.is_range_open:
            self.picker.close_range()
        else:
            super().action_back()
