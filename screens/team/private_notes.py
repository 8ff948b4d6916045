"""A coach's private notes about working with somebody: sealed, and opened by this coach's PIN."""

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from data.failures import NotSaved
from kiosk.people.drafts import TextDraft
from kiosk.people.private_notes import OpenVault, ReadNote
from kiosk.people.secret import Secret
from kiosk.school.errors import Refused
from kiosk.wording import times
from screens.actions import Action
from screens.dialogs.prompt_base import PromptDraft
from screens.entry.pin_entry import PinPad
from screens.team.team_screen import TeamScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.row_list import RowList
from screens.widgets.text_input import TextInput
from screens.widgets.text_layout import wrapped

GONE = "Sealed with an earlier PIN, which was not typed yet."


class PrivateNotesScreen(TeamScreen):
    """What only you can read.

    Parameters:
        person: the id of whom the notes are about.
        typed: what was written before and not kept.
    """

    HELP = (
        "Private notes are sealed with your PIN: no colleague, leader or keeper can open them, in "
        "no backup either. If you forget your PIN and the keeper gives you a new one, notes from "
        "before stay closed unless the old one comes back to you. Change your PIN yourself and "
        "they come along. Six digits hold off a curious colleague, not someone who has the files "
        "and a few days of computing time; twelve digits do. Please do not name pupils."
    )
    NAME = "private"
    ACTIONS = (
        Action("keep", "enter", "Keep", "what you wrote", "coaching"),
        Action("remove", "delete", "Throw away", "the chosen note", "trouble"),
        Action("anew", "", "Begin anew", "with this PIN", "trouble", "body"),
    )

    row_list = getters.query_one(RowList)

    def __init__(self, person: str, typed: str = "") -> None:
        super().__init__()
        self._key, self._written = person, typed

    def written(self) -> TextDraft | None:
        key, text = self._key, self.query_one(TextInput).value
        return PromptDraft(
            place="private",
            text=text,
            title=f"Private: {self.desk.people.full_name(key)}",
            question=key,
            resume=lambda screen: screen.app.push_screen(PrivateNotesScreen(key, text)),
        )

    def body(self) -> ComposeResult:
        yield Header(f"Private: {self.desk.people.full_name(self._key)}", "Only you can open these")
        with Vertical(id="pad-place"):
            yield PinPad("Your PIN once more, then Enter")
        with Vertical(id="notes"):
            yield TextInput("A line for yourself. Please do not name pupils.", self._written)
            yield RowList[ReadNote](lambda kept: kept.id, self._row, height=3, id="kept")
        yield Notice()
        with Horizontal(id="tiles"):
            yield self.tile("anew", "with this PIN", "-slim")
        yield Footer(*self.tiles("foot"))

    def can(self, name: str) -> bool | None:
        opened = self.session.vault is not None
        match name:
            case "keep":
                return opened
            case "remove":
                return (True if self.row_list.chosen else None) if opened else False
            case _:
                return super().can(name)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#tiles").display = False
        self._focus()

    def _focus(self) -> None:
        if self.session.vault:
            self.query_one(TextInput).focus()

    def show_live(self) -> None:
        opened = self.session.vault
        self.query_one("#pad-place").display = opened is None
        self.query_one("#notes").display = opened is not None
        if opened:
            notes = self.desk.private_notes.notes(opened, self._key)
            first = notes[0].id if notes and not self.row_list.chosen else None
            self.row_list.show(notes, first)
        self.show_actions()

    def _row(self, kept: ReadNote, width: int) -> list[Content]:
        when = times.moment(kept.at, self.desk.now())
        text = kept.text if kept.text is not None else GONE
        lines = wrapped(f"{when}  {text}", width - 2, 3)
        return [Content.assemble(Content.styled("▌ ", "$secondary"), line) for line in lines]

    def on_key(self, event: events.Key) -> None:
        """Digits go to the pad while it is there."""
        pad = self.query_one(PinPad)
        if self.query_one("#pad-place").display:
            pad.take_key(event)
            event.prevent_default()

    async def on_pin_pad_entered(self, message: PinPad.Entered) -> None:
        """Open the notes; the first time, a PIN that fits makes the place for them."""
        message.stop()
        desk, me, typed = self.desk, self.person.id, message.typed
        pad = self.query_one(PinPad)
        pad.busy = True
        pad.dots.update("One moment")
        try:
            desk.accounts.must_not_wait(me)
            opened = await self.meanwhile(lambda: desk.private_notes.open(me, typed))
            if opened is None:
                fits = await self.meanwhile(lambda: desk.accounts.try_pin(me, typed))
                if fits and not desk.private_notes.exists(me):
                    opened = await self.meanwhile(lambda: desk.private_notes.make(me, typed))
                elif fits:
                    self._offer_anew(typed)
                else:
                    self.say("That is not the PIN that closed them.", "trouble")
            elif self._typed:
                before, today = opened.copy(), self._typed
                opened = await self.meanwhile(lambda: desk.private_notes.reseal(before, today))
                before.wipe()
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
        finally:
            pad.busy = False
            pad.watch_typed(Secret(""))
        if opened:
            self._opened(opened)

    def _opened(self, opened: OpenVault) -> None:
        self._typed = Secret("")
        self.query_one("#tiles").display = False
        self.session.vault = opened
        self.say("Open. They close when you sign out.", "hint")
        self.show_live()
        self._focus()

    _typed = Secret("")
    """The PIN of today, once it has been proven, when an earlier one closed the notes."""

    def _offer_anew(self, typed: Secret) -> None:
        """The PIN is right, and an earlier one closed the notes."""
        self._typed = typed
        self.query_one("#tiles").display = True
        self.say(
            "Your notes were closed with an earlier PIN. Type that one, and today's opens them "
            "from now on. Or begin anew beside them.",
            "trouble",
        )

    async def action_anew(self) -> None:
        """Make a new place for notes, beside the one that stays closed."""
        me, typed = self.person.id, self._typed
        opened = await self.act(lambda: self.desk.private_notes.make(me, typed))
        if opened:
            self._opened(opened)

    def on_input_submitted(self) -> None:
        """Enter keeps it."""
        self.action_perform("keep")

    async def action_keep(self) -> None:
        """Seal what is written, and keep it."""
        opened, field, key = self.session.vault, self.query_one(TextInput), self._key
        if opened is None:
            return
        text = field.value
        if await self.step(
            lambda: self.desk.private_notes.keep(opened, key, text), "Kept, and sealed."
        ):
            field.value = ""
            self.show_live()

    async def action_remove(self) -> None:
        """Throw the chosen note away."""
        opened, chosen = self.session.vault, self.row_list.chosen
        if opened and chosen:
            await self.step(lambda: self.desk.private_notes.remove(opened, chosen), "Thrown away.")
            self.show_live()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.show_actions()
