"""A coach's private notes about a teacher: sealed, and opened by this coach's PIN alone."""

from textual import events, getters
from textual.app import ComposeResult

from data.failures import NotSaved
from kiosk.people.drafts import TextDraft
from kiosk.people.private_notes import OpenVault, ReadNote
from kiosk.people.secret import Secret
from kiosk.school.errors import Refused
from kiosk.wording import times
from screens.actions import Action
from screens.dialogs.prompt_base import PromptDraft
from screens.team.team_screen import TeamScreen
from screens.widgets.containers import Stack
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.pin_pad import PinPad
from screens.widgets.row import Row
from screens.widgets.row_list import RowList
from screens.widgets.text_input import TextInput

STILL_SEALED = "Sealed with an earlier PIN, which was not typed yet."
"""Shown for a note that the present PIN does not open."""


class PrivateNotesScreen(TeamScreen):
    """The screen with the private notes about one person.

    Parameters:
        person: id of the person whom the notes are about.
        text: the text in the line at first.
    """

    WRITES = True

    HELP = (
        "Private notes are sealed with your PIN: no colleague, leader or keeper can open them, in "
        "no backup either. If you forget your PIN and the keeper gives you a new one, notes from "
        "before stay closed unless the old one comes back to you. Change your PIN yourself and "
        "they come along. Six digits hold off a curious colleague, not someone who has the files "
        "and a few days of computing time; twelve digits do. Please do not name students."
    )
    NAME = "private"
    ACTIONS = (
        Action("keep", "enter", "Keep", "what you wrote", "coaching", main=True),
        Action("remove", "delete", "Throw away", "the chosen note", "trouble"),
        Action("anew", "", "Begin anew", "with this PIN", "trouble"),
    )

    row_list = getters.query_one(RowList)

    def __init__(self, person: str, text: str = "") -> None:
        super().__init__()
        self._person_id, self._first_text = person, text
        self._todays_pin = Secret("")
        """The PIN of today, once it was typed, when the notes were sealed with an earlier one."""

    def draft(self) -> TextDraft | None:
        person, text = self._person_id, self.query_one(TextInput).value
        return PromptDraft(
            place="private",
            text=text,
            title=f"Private: {self.desk.people.full_name(person)}",
            question=person,
            resume=lambda screen: screen.app.push_screen(PrivateNotesScreen(person, text)),
        )

    def body(self) -> ComposeResult:
        yield Masthead(
            f"Private: {self.desk.people.full_name(self._person_id)}",
            "Your own notes. Nobody else can open them.",
            tone="note",
        )
        with Stack(id="pad-place"):
            length = self.desk.accounts.pin_length(self.person)
            yield PinPad("Your PIN once more", length)
        with Stack(id="notes"):
            yield TextInput("A line for yourself. Please do not name students.", self._first_text)
            yield RowList[ReadNote](lambda note: note.id, self._row, height=3, id="kept")
        yield Footer(*self.tiles("foot"))

    def can(self, action_id: str) -> bool | None:
        is_open = self.session.vault is not None
        match action_id:
            case "keep":
                return is_open
            case "anew":
                return bool(self._todays_pin)
            case "remove":
                return (True if self.row_list.chosen else None) if is_open else False
            case _:
                return super().can(action_id)

    def begin(self) -> None:
        super().begin()
        self._focus_line()

    def _focus_line(self) -> None:
        """Focus the line, if the notes are open."""
        if self.session.vault:
            self.query_one(TextInput).focus()

    def show_live(self) -> None:
        vault = self.session.vault
        self.query_one("#pad-place").display = vault is None
        self.query_one("#notes").display = vault is not None
        if vault:
            notes = self.desk.private_notes.notes(vault, self._person_id)
            first = notes[0].id if notes and not self.row_list.chosen else None
            self.row_list.show(notes, first)
        self.show_actions()

    def _row(self, note: ReadNote) -> Row:
        text = note.text if note.text is not None else STILL_SEALED
        return Row(times.moment(note.at, self.desk.now()), words=text, tone="note")

    def on_key(self, event: events.Key) -> None:
        """Pass keys on to the pad, while it is shown."""
        pad = self.query_one(PinPad)
        if self.query_one("#pad-place").display:
            pad.take_key(event)
            event.prevent_default()

    async def on_pin_pad_entered(self, message: PinPad.Entered) -> None:
        """Open the notes with the PIN that was typed. The first time, make a vault for them; when
        they are sealed with an earlier PIN, ask for that one.
        """
        message.stop()
        desk, me, typed = self.desk, self.person.id, message.typed
        pad = self.query_one(PinPad)
        pad.busy = True
        pad.show_busy()
        vault = None
        try:
            desk.accounts.must_not_wait(me)
            vault = await self.run_in_thread(lambda: desk.private_notes.open(me, typed))
            if vault is None:
                is_right = await self.run_in_thread(lambda: desk.accounts.try_pin(me, typed))
                if is_right and not desk.private_notes.exists(me):
                    vault = await self.run_in_thread(lambda: desk.private_notes.make(me, typed))
                elif is_right:
                    self._ask_for_earlier_pin(typed)
                else:
                    self.say("That is not the PIN that closed them.", "trouble")
            elif self._todays_pin:
                before, today = vault.copy(), self._todays_pin
                vault = await self.run_in_thread(lambda: desk.private_notes.reseal(before, today))
                before.wipe()
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
        finally:
            pad.busy = False
            pad.watch_typed(Secret(""))
        if vault:
            self._show_notes(vault)

    def _show_notes(self, vault: OpenVault) -> None:
        """Show the notes of a vault that was opened, which stays open for the session."""
        self._todays_pin = Secret("")
        self.session.vault = vault
        self.say("Open. They close when you sign out.", "hint")
        self.show_live()
        self._focus_line()

    def _ask_for_earlier_pin(self, todays_pin: Secret) -> None:
        """Ask for the PIN with which the notes were sealed, and offer to begin anew."""
        self._todays_pin = todays_pin
        self.show_actions()
        self.say(
            "Your notes were closed with an earlier PIN. Type that one, and today's opens them "
            "from now on. Or start fresh and keep the old ones sealed.",
            "trouble",
        )

    async def action_anew(self) -> None:
        """Make a new vault, beside the one that stays closed."""
        me, pin = self.person.id, self._todays_pin
        vault = await self.act(lambda: self.desk.private_notes.make(me, pin))
        if vault:
            self._show_notes(vault)

    def on_input_submitted(self) -> None:
        self.action_perform("keep")

    async def action_keep(self) -> None:
        """Seal the text in the line, and save it."""
        vault, field, person = self.session.vault, self.query_one(TextInput), self._person_id
        if vault is None:
            return
        text = field.value
        if await self.do_step(
            lambda: self.desk.private_notes.keep(vault, person, text), "Kept, and sealed."
        ):
            field.value = ""
            self.show_live()

    async def action_remove(self) -> None:
        """Remove the chosen note."""
        vault, chosen = self.session.vault, self.row_list.chosen
        if vault and chosen:
            await self.do_step(
                lambda: self.desk.private_notes.remove(vault, chosen), "Thrown away."
            )
            self.show_live()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.show_actions()
