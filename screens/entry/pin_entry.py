"""A PIN, by keys or on a pad. Wrong tries are said plainly; how many are left is known."""

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


class PinPad(Vertical):
    """Ten digits to touch, or to type; what was typed is shown as dots.

    Parameters:
        asked: what is said while nothing is typed.
        enter: what the last tile says.
    """

    typed: reactive[Secret] = reactive(Secret(""))
    dots = getters.query_one("#dots", Static)

    @dataclass
    class Entered(Message):
        """Enter was pressed, or Open touched."""

        typed: Secret

    def __init__(self, asked: str, enter: str = "Open") -> None:
        super().__init__()
        self._asked, self._enter_words = asked, enter
        self.busy = False
        """Whether what was entered is being looked at, and nothing is taken meanwhile."""

    def compose(self) -> ComposeResult:
        yield Static(id="dots")
        with Grid(id="digits"):
            for digit in "123456789":
                yield Tile(digit, value=digit, classes="-slim -centred")
            yield Tile("Clear", value="clear", classes="-slim -centred")
            yield Tile("0", value="0", classes="-slim -centred")
            yield Tile(self._enter_words, value="enter", tone="coaching", classes="-slim -centred")

    def on_mount(self) -> None:
        self.watch_typed(Secret(""))

    def ask(self, asked: str) -> None:
        """Ask for something else."""
        self._asked = asked
        self.watch_typed(self.typed)

    def watch_typed(self, typed: Secret) -> None:
        for dots in self.query("#dots").results(Static):
            shown = "●  " * len(typed) or self._asked
            dots.update(Content(shown.strip()))

    def take_key(self, event: events.Key) -> None:
        """A key that was pressed anywhere on the screen."""
        if event.character and event.character in "0123456789":
            event.stop()
            self._digit(event.character)
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
                self._digit(digit)

    def _digit(self, digit: str) -> None:
        if len(self.typed) < LONGEST and not self.busy:
            self.typed = Secret(self.typed.text + digit)

    def _enter(self) -> None:
        """A second Enter meanwhile does nothing."""
        if self.typed and not self.busy:
            typed, self.typed = self.typed, Secret("")
            self.post_message(self.Entered(typed))


class PinEntryScreen(KioskScreen[None]):
    """The PIN of somebody who said who they are.

    Parameters:
        person: whose PIN.
    """

    HELP = "Type your PIN and Enter. Ten wrong tries lock it; the keeper opens it again."

    pad = getters.query_one(PinPad)

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person

    def body(self) -> ComposeResult:
        works = self._person.role in LANE_OF
        yield Header(
            f"Hello {self._person.first}",
            "Your PIN opens your side" if works else "Your PIN, please",
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
        """Check it, off the thread that draws."""
        message.stop()
        pad, own = self.pad, self.desk.accounts
        pad.busy = True
        pad.dots.update("One moment")
        try:
            fits = await self.meanwhile(lambda: own.try_pin(self._person.id, message.typed))
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        finally:
            pad.busy = False
            pad.watch_typed(Secret(""))
        if fits:
            self.app.sign_in(self._person, message.typed)
        else:
            self._say_wrong()

    def _say_wrong(self) -> None:
        pin = self.desk.accounts.counted(self._person.id)
        left = pins.tries_left(pin) if pin else 0
        wait = pins.seconds_left(pin, self.desk.now()) if pin else 0
        said = f"That is not the PIN. {left} tries are left before it locks."
        if not left:
            said = "That was the tenth wrong try: this PIN is locked. The keeper can open it."
        elif wait:
            said += f" The next one in {wait} seconds."
        self.say(said, "trouble")

    def action_back(self) -> None:
        self.app.leave_session()
