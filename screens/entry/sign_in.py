"""Signing in: by touching a letter and a name, by typing a part of a name, or by a badge."""

from textual import getters
from textual.app import ComposeResult

from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.person_picker import PersonPicker

HINT = "Touch how your family name begins, type, or scan your badge."


class SignInScreen(KioskScreen[None]):
    """The screen on which a person says who they are.

    Parameters:
        typed: the letter with which somebody began to type on the waiting screen; "" for none.
        words: a sentence that is said at first, such as that a badge is not known.
    """

    HELP = (
        "Touch the beginning of your family name and then your name, or type any part of it, or "
        "scan your badge. Small slips are forgiven."
    )
    KEYS = (("Letters", "find a name"), ("Enter", "the first one found"))

    picker = getters.query_one(PersonPicker)

    WRITES = True

    def __init__(self, typed: str = "", words: str = "") -> None:
        super().__init__()
        self._typed, self._words = typed, words

    def body(self) -> ComposeResult:
        yield Masthead("Who are you?", HINT, tone="coaching")
        yield PersonPicker(self.desk, self._typed, tone="coaching")
        yield Footer()

    def begin(self) -> None:
        super().begin()
        if self._words:
            self.say(self._words, "trouble")

    def on_person_picker_filled(self, message: PersonPicker.Filled) -> None:
        """Say what to do with whom the typed letters found."""
        message.stop()
        found = self.picker.best_match
        self.query_one(Masthead).set_hint(
            "Touch your name. Enter takes the first." if found else HINT
        )

    def on_person_picker_picked(self, message: PersonPicker.Picked) -> None:
        self.app.welcome(message.person)

    def on_person_picker_nobody(self) -> None:
        self.say("No one here by that name. Try any other part of it.", "trouble")

    def action_back(self) -> None:
        if self.picker.is_range_open:
            self.picker.close_range()
        else:
            self.app.leave_session()
