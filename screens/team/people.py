"""People: everybody on the roster, found by touch or by typing; each has a page."""

from textual.app import ComposeResult

from data.records import Person
from kiosk.wording import times
from screens.team.person import PersonScreen
from screens.team.section import Section
from screens.widgets.person_picker import PersonPicker

FIRST = 6
"""How many people who are longest due are shown above the letters: a row of them."""


class PeopleSection(Section):
    """The section in which a person's page is opened. Who has not been seen longest comes first."""

    WRITES = True

    SECTION = "people"
    HELP = "Type a part of a name, or touch its letter. Who is longest due to be seen stands first."

    def compose_main(self) -> ComposeResult:
        due = self.desk.contacts.due()[:FIRST]
        first = [self.desk.people[contact.person] for contact in due]
        yield PersonPicker(self.desk, first=first, said_of=self._since, keep=self._is_other)

    def _since(self, person: Person) -> str:
        """Return when somebody was last there for them."""
        status = self.desk.contacts.status(person.id)
        if status.days is None:
            return "only a hello" if status.kind else "never seen"
        return f"{times.since(status.days)} ago" if status.days else "today"

    def _is_other(self, person: Person) -> bool:
        return person.id != self.person.id

    def show_live(self) -> None:
        self.show_top()
        due = len(self.desk.contacts.due())
        words = f"{due} are due to be seen, longest first."
        self.masthead.set_hint(words if due else "Everybody was seen.")
        for picker in self.query(PersonPicker):
            picker.update()

    def on_person_picker_picked(self, message: PersonPicker.Picked) -> None:
        message.stop()
        self.query_one(PersonPicker).write("")  # the next name is not added to this one
        self.app.push_screen(PersonScreen(message.person.id))

    def on_person_picker_nobody(self, message: PersonPicker.Nobody) -> None:
        message.stop()
        self.say("No one by that name is on the roster. Try another part of it.", "trouble")

    def action_back(self) -> None:
        picker = self.query_one(PersonPicker)
        if picker.is_range_open:
            picker.close_range()
        else:
            super().action_back()
