"""Choosing a PIN: it is typed twice, and kept so that nobody can read it."""

from textual import events
from textual.app import ComposeResult

from data.failures import NotSaved
from data.records import Person
from kiosk.people import pins
from kiosk.people.private_notes import OpenVault
from kiosk.people.secret import Secret
from kiosk.school.errors import Refused
from screens.base import KioskScreen
from screens.widgets.containers import Stack
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.pin_pad import PinPad
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard

NEW_PIN = "Type a new PIN"


class ChoosePinScreen(KioskScreen[None]):
    """The screen on which a person chooses a PIN: to replace the one they have, or to sign in at
    all.

    Parameters:
        person: whose PIN it is.
        first: whether they have none yet, and choose one in order to sign in.
    """

    HELP = "Type a PIN, Enter, and the same once more. Nobody can read it, not even the keeper."

    def __init__(self, person: Person, first: bool = False) -> None:
        super().__init__()
        self._person, self._first_time = person, first
        self._typed_once = Secret("")
        """The new PIN, when it has been typed once."""
        self._is_proven = first
        """Whether the present PIN was typed, or there is none: whoever finds a session open shall
        not set another one.
        """

    def body(self) -> ComposeResult:
        accounts = self.desk.accounts
        self._is_proven = self._first_time or accounts.pin(self._person.id) is None
        length = accounts.pin_length(self._person)
        yield Masthead("Choose a PIN", f"{length} digits or more, not a run and not a year.")
        with Stack(id="pad-place"):
            prompt = NEW_PIN if self._is_proven else "First your present PIN"
            yield PinPad(prompt, length, "Next")
        removable = not self._first_time and accounts.may_go_without_pin(self._person)
        remove = Tile("Go without a PIN", value="remove")
        yield Footer(*([remove] if removable else []))

    def on_key(self, event: events.Key) -> None:
        self.query_one(PinPad).take_key(event)

    async def on_pin_pad_entered(self, message: PinPad.Entered) -> None:
        message.stop()
        pad = self.query_one(PinPad)
        typed, typed_once = message.typed, self._typed_once
        if not self._is_proven:
            await self._prove(typed)
            return
        if not typed_once:
            try:
                pins.check_new(typed, self.desk.accounts.pin_length(self._person))
            except Refused as refused:
                self.say(str(refused), "trouble")
                return
            self._typed_once = typed
            pad.ask("Once more")
            return
        self._typed_once = Secret("")
        pad.ask(NEW_PIN)
        if typed != typed_once:
            self.say("The two are not the same. Nothing was changed; begin again.", "trouble")
            return
        person = self._person.id
        try:
            self.session.vault = await self.run_in_thread(lambda: self._set_pin(person, typed))
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        if self._first_time:
            self.app.sign_in(self._person)
        else:
            self._close("Your PIN is set. You type it at the next sign-in.")

    async def _prove(self, typed: Secret) -> None:
        """Check the present PIN; if it is right, ask for the new one."""
        pad, person = self.query_one(PinPad), self._person.id
        pad.busy = True
        pad.show_busy()
        try:
            self._is_proven = await self.run_in_thread(
                lambda: self.desk.accounts.try_pin(person, typed)
            )
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        finally:
            pad.busy = False
            pad.watch_typed(Secret(""))
        if self._is_proven:
            # The private notes are sealed with the new PIN as well, so they have to be open.
            if self.session.vault is None:
                vaults = self.desk.private_notes
                self.session.vault = await self.run_in_thread(lambda: vaults.open(person, typed))
            pad.ask(NEW_PIN)
        else:
            self.say("That is not your PIN. Nothing was changed.", "trouble")

    def _set_pin(self, person: str, typed: Secret) -> OpenVault | None:
        """Save the new PIN, and with it the key of the private notes, sealed with it.

        Parameters:
            person: their id.

        Returns:
            The private notes, opened with the new PIN; None when none are open.
        """
        vaults, accounts = self.desk.private_notes, self.desk.accounts
        vault = self.session.vault.copy() if self.session.vault else None
        if vault is None:
            accounts.set_pin(person, typed, person)
            return None
        try:
            accounts.set_pin(person, typed, person, vaults.resealed(vault, typed))
        finally:
            vault.wipe()
        vaults.forget_old_keys(person)
        return vaults.open(person, typed)

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Remove the PIN."""
        message.stop()
        person = self._person
        if not self._is_proven:
            self.say("Type your present PIN first. Nothing was changed.", "trouble")
        elif await self.act(lambda: self.desk.accounts.remove_pin(person)):
            self._close("You sign in without a PIN again.")

    def _close(self, words: str) -> None:
        """Go back to where one came from, and say there what was done."""
        app = self.app
        app.pop_screen()
        app.say(words)

    def action_back(self) -> None:
        if self._first_time:
            self.app.leave_session()
        else:
            self.app.pop_screen()
