"""Typing a PIN, by keys or on a pad. After a wrong one it is said how many tries are left."""

from dataclasses import dataclass

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from data.failures import NotSaved
from data.records import LANE_OF, Person
from kiosk.people import pins
from kiosk.people.secret import Secret
from kiosk.school.errors import Refused
from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile import Tile

LONGEST = 12
"""Most digits of a PIN."""


class PinPad(Vertical):
    """Ten digits to touch; what was typed is shown as dots. Its screen passes on the keys.

    Parameters:
        prompt: shown while nothing is typed.
        confirm: title of the last tile.
    """

    typed: reactive[Secret] = reactive(Secret(""))
    dots = getters.query_one("#dots", Static)

    @dataclass
    class Entered(Message):
        """A PIN was typed, and Enter pressed or the last tile touched."""

        typed: Secret

    def __init__(self, prompt: str, confirm: str = "Open") -> None:
        super().__init__()
        self._prompt, self._confirm = prompt, confirm
        self.busy = False
        """Whether a PIN is being checked; digits are ignored meanwhile."""

    def compose(self) -> ComposeResult:
        yield Static(id="dots")
        with Grid(id="digits"):
            for digit in "123456789":
                yield Tile(digit, value=digit, classes="-slim -centred")
            yield Tile("Clear", value="clear", classes="-slim -centred")
            yield Tile("0", value="0", classes="-slim -centred")
            yield Tile(self._confirm, value="enter", tone="coaching", classes="-slim -centred")

    def on_mount(self) -> None:
        self.watch_typed(Secret(""))

    def ask(self, prompt: str) -> None:
        """Show another prompt."""
        self._prompt = prompt
        self.watch_typed(self.typed)

    def watch_typed(self, typed: Secret) -> None:
        for dots in self.query("#dots").results(Static):
            text = "●  " * len(typed) or self._prompt
            dots.update(Content(text.strip()))

    def take_key(self, event: events.Key) -> None:
        """Handle a key that was pressed anywhere on the screen."""
        if event.character and event.character in "0123456789":
            event.stop()
            self._add_digit(event.character)
        elif event.key == "backspace":
            self.typed = Secret(self.typed.text[:-1])
        elif event.key == "enter" and self.screen.focused is None:
            event.stop()
            self._enter()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        match message.tile.value:
            case "clear":
                self.typed = Secret("")
            case "enter":
                self._enter()
            case digit:
                self._add_digit(digit)

    def _add_digit(self, digit: str) -> None:
        if len(self.typed) < LONGEST and not self.busy:
            self.typed = Secret(self.typed.text + digit)

    def _enter(self) -> None:
        """Post what was typed; a second Enter finds nothing to post."""
        if self.typed and not self.busy:
            typed, self.typed = self.typed, Secret("")
            self.post_message(self.Entered(typed))


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
        yield Header(
            f"Hello {self._person.first}",
            "Your PIN opens your side" if of_team else "Your PIN, please",
        )
        with Vertical(id="pad-place"):
            yield PinPad("Type your PIN, then Enter")
        yield Notice()
        yield Footer(back="Not you?")

    def on_mount(self) -> None:
        super().on_mount()
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
        pad.dots.update("One moment")
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
