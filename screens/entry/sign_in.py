"""Sign in: a letter and a name, or a few keys of it, or a badge."""

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Label

from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.person_picker import PersonPicker


class SignInScreen(KioskScreen[None]):
    """Who are you?

    Parameters:
        typed: the first letter, when somebody began to type on the waiting screen.
    """

    HELP = (
        "Touch the beginning of your family name and then your name, or type any part of it, or "
        "scan your badge. Small slips are forgiven."
    )
    KEYS = (("Letters", "find a name"), ("Enter", "the first one found"))

    picker = getters.query_one(PersonPicker)

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self._typed = typed

    def body(self) -> ComposeResult:
        yield Header("Who are you?", "or scan your badge")
        yield Label("Touch the beginning of your family name, or type")
        yield PersonPicker(self.desk, self._typed)
        yield Notice()
        yield Footer()

    def type(self, text: str) -> None:
        """Take letters that were typed while this was about to come."""
        self._typed += text
        self.whole(lambda: self.picker.write(self._typed))  # else it is written when it is there

    def on_mount(self) -> None:
        super().on_mount()
        self.picker.write(self._typed)

    def on_person_picker_picked(self, message: PersonPicker.Picked) -> None:
        self.app.welcome(message.person)

    def on_person_picker_nobody(self) -> None:
        self.say("Nobody here is called that. Try any other part of the name.", "trouble")

    def action_back(self) -> None:
        if self.picker.is_range_open:
            self.picker.close_range()
        else:
            self.app.leave_session()
