"""A PIN, by keys or on a pad. Wrong tries are said plainly; how many are left is known."""

import asyncio

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from data.ledger import NotSaved
from data.records import Person
from kiosk import pins
from kiosk.refused import Refused
from screens.base import KioskScreen, Notice, Top
from screens.tile import Tile

LONGEST = 12


class PinEntry(KioskScreen[None]):
    """The PIN of somebody who said who they are.

    Parameters:
        person: whose PIN.
    """

    typed: reactive[str] = reactive("")
    dots = getters.query_one("#dots", Static)

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self._busy = False

    def body(self) -> ComposeResult:
        yield Top(f"Hello {self._person.first}", "Your PIN opens your side")
        with Vertical(id="pad"):
            yield Static(id="dots")
            with Grid(id="digits"):
                for digit in "123456789":
                    yield Tile(digit, value=digit, classes="-slim -centred")
                yield Tile("Clear", value="clear", classes="-slim -centred")
                yield Tile("0", value="0", classes="-slim -centred")
                yield Tile("Open", value="enter", tone="coaching", classes="-slim -centred")
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Not you?  Esc", id="back", value="esc")

    def on_mount(self) -> None:
        super().on_mount()
        self.watch_typed("")
        if self.desk.pin(self._person.id) is None:
            self.query_one("#pad").display = False
            self.say("You have no PIN yet. The keeper of this kiosk gives you one.", "trouble")

    def watch_typed(self, typed: str) -> None:
        for dots in self.query("#dots").results(Static):
            shown = "●  " * len(typed) if typed else "Type your PIN, then Enter"
            dots.update(Content(shown.strip()))

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "0123456789":
            event.stop()
            self._digit(event.character)
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.key == "enter" and self.focused is None:
            event.stop()
            self.run_worker(self._open(), exclusive=True, exit_on_error=False)

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        match message.tile.value:
            case "esc":
                self.action_back()
            case "clear":
                self.typed = ""
            case "enter":
                await self._open()
            case digit:
                self._digit(digit)

    def _digit(self, digit: str) -> None:
        if len(self.typed) < LONGEST and not self._busy:
            self.typed += digit

    async def _open(self) -> None:
        """Check it, off the thread that draws; a second Enter meanwhile does nothing."""
        if self._busy or not self.typed:
            return
        self._busy = True
        typed, self.typed = self.typed, ""
        self.dots.update("One moment")
        try:
            fits = await asyncio.to_thread(self.desk.try_pin, self._person.id, typed)
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        finally:
            self._busy = False
            self.watch_typed("")
        if fits and self.on_top:
            self.app.sign_in(self._person)
        elif not fits:
            self._say_wrong()

    def _say_wrong(self) -> None:
        pin = self.desk.pin(self._person.id)
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
