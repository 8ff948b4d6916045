"""Typing a PIN, by keys or on a pad. After a wrong one it is said how many tries are left."""

from textual import events, getters
from textual.app import ComposeResult

from data.failures import NotSaved
from data.records import LANE_OF, Person
from kiosk.people import pins
from kiosk.people.secret import Secret
from kiosk.school.errors import Refused
from screens.base import KioskScreen
from screens.widgets.containers import Stack
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.pin_pad import PinPad


class PinEntryScreen(KioskScreen[None]):
    """The screen that asks a person for their PIN, after they have said who they are.

    Parameters:
        person: whose PIN it is.
    """

    HELP = "Type your PIN and Enter. Ten wrong tries lock it; the keeper opens it again."

    pad = getters.query_one(PinPad)

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person

    def body(self) -> ComposeResult:
        of_team = self._person.role in LANE_OF
        yield Masthead(
            f"Hello {self._person.first}",
            "Your PIN opens your side." if of_team else "Your PIN, please.",
        )
        with Stack(id="pad-place"):
            yield PinPad("Type your PIN", self.desk.accounts.pin_length(self._person))
        yield Footer(back="Not you?")

    def begin(self) -> None:
        super().begin()
        if self.desk.accounts.pin(self._person.id) is None:
            self.pad.display = False
            self.say("You have no PIN yet. The keeper of this kiosk gives you one.", "trouble")

    def on_key(self, event: events.Key) -> None:
        self.pad.take_key(event)

    async def on_pin_pad_entered(self, message: PinPad.Entered) -> None:
        """Check the PIN, in a thread: it takes a second on purpose."""
        message.stop()
        pad, accounts = self.pad, self.desk.accounts
        pad.busy = True
        pad.show_busy()
        try:
            is_right = await self.run_in_thread(
                lambda: accounts.try_pin(self._person.id, message.typed)
            )
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        finally:
            pad.busy = False
            pad.watch_typed(Secret(""))
        if is_right:
            self.app.sign_in(self._person, message.typed)
        else:
            self._say_wrong()

    def _say_wrong(self) -> None:
        """Say that the PIN is wrong, how many tries are left, and how long to wait for the next."""
        pin = self.desk.accounts.counted(self._person.id)
        tries_left = pins.tries_left(pin) if pin else 0
        wait = pins.seconds_left(pin, self.desk.now()) if pin else 0
        words = f"That is not the PIN. {tries_left} tries are left before it locks."
        if not tries_left:
            words = "That was the tenth wrong try: this PIN is locked. The keeper can open it."
        elif wait:
            words += f" The next one in {wait} seconds."
        self.say(words, "trouble")

    def action_back(self) -> None:
        """Go back to the waiting screen."""
        self.app.leave_session()
