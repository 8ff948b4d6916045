"""Choosing a PIN: typed twice, kept as nobody can read it."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.failures import NotSaved
from data.records import LANE_OF, Person
from kiosk.people import pins
from kiosk.people.private_notes import OpenVault
from kiosk.people.secret import Secret
from kiosk.school.errors import Refused
from screens.base import KioskScreen
from screens.entry.pin_entry import PinPad
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile import Tile

NEW = "Type a new PIN, then Enter"


class ChoosePinScreen(KioskScreen[None]):
    """A new PIN for somebody who is signed in, or who needs one to be.

    Parameters:
        person: whose PIN.
        first: whether they choose it in order to sign in.
    """

    HELP = "Type a PIN, Enter, and the same once more. Nobody can read it, not even the keeper."

    def __init__(self, person: Person, first: bool = False) -> None:
        super().__init__()
        self._person, self._first_time = person, first
        self._once = Secret("")
        self._proven = first or person.role not in LANE_OF
        """Whether it is they who change it: on the team's side a PIN opens what is private."""

    def body(self) -> ComposeResult:
        own = self.desk.accounts
        length = own.pin_length(self._person)
        yield Header("Choose a PIN", f"{length} digits or more, not a run and not a year")
        with Vertical(id="pad-place"):
            yield PinPad(NEW if self._proven else "First your present PIN, then Enter", "Next")
        yield Notice()
        removable = not self._first_time and own.may_go_without_pin(self._person)
        remove = Tile("Go without a PIN", tone="trouble", id="remove")
        yield Footer(*([remove] if removable else []))

    def on_key(self, event: events.Key) -> None:
        self.query_one(PinPad).take_key(event)

    async def on_pin_pad_entered(self, message: PinPad.Entered) -> None:
        message.stop()
        pad = self.query_one(PinPad)
        typed, once = message.typed, self._once
        if not self._proven:
            await self._prove(typed)
            return
        if not once:
            try:
                pins.check_new(typed, self.desk.accounts.pin_length(self._person))
            except Refused as refused:
                self.say(str(refused), "trouble")
                return
            self._once = typed
            pad.ask("Once more, then Enter")
            return
        self._once = Secret("")
        pad.ask(NEW)
        if typed != once:
            self.say("The two are not the same. Nothing was changed; begin again.", "trouble")
            return
        person = self._person.id
        try:
            self.session.vault = await self.meanwhile(lambda: self._set(person, typed))
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        if self._first_time:
            self.app.sign_in(self._person)
        else:
            self.app.go_home("Your PIN is set. You type it at the next sign-in.")

    async def _prove(self, typed: Secret) -> None:
        """The present PIN, before another takes its place."""
        pad, person = self.query_one(PinPad), self._person.id
        pad.busy = True
        try:
            self._proven = await self.meanwhile(lambda: self.desk.accounts.try_pin(person, typed))
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        finally:
            pad.busy = False
        if self._proven:
            if self.session.vault is None:  # else the old PIN would still open what it has sealed
                vaults = self.desk.private_notes
                self.session.vault = await self.meanwhile(lambda: vaults.open(person, typed))
            pad.ask(NEW)
        else:
            self.say("That is not your PIN. Nothing was changed.", "trouble")

    def _set(self, person: str, typed: Secret) -> OpenVault | None:
        """Keep the new PIN, and with it another key of the private notes that are open.

        Returns:
            The private notes as the new PIN opens them.
        """
        vaults, own = self.desk.private_notes, self.desk.accounts
        opened = self.session.vault.copy() if self.session.vault else None
        if opened is None:
            own.set_pin(person, typed, person)
            return None
        try:
            own.set_pin(person, typed, person, vaults.resealed(opened, typed))
        finally:
            opened.wipe()
        vaults.forget_old_keys(person)
        return vaults.open(person, typed)

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        person = self._person
        if await self.act(lambda: self.desk.accounts.remove_pin(person)):
            self.app.go_home("You sign in without a PIN again.")

    def action_back(self) -> None:
        if self._first_time:
            self.app.leave_session()
        else:
            self.app.pop_screen()
