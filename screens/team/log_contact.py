"""Logging a person met in the corridor: a name, and one key for what it was; in five seconds."""

import msgspec
from textual import events, getters
from textual.app import ComposeResult

from data.records import Person
from kiosk.outreach.capture import CAPTURE_KINDS
from kiosk.people.drafts import TextDraft
from screens.base import KioskScreen
from screens.dialogs.prompt_base import PromptDraft
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.person_picker import PersonPicker
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard

DIGITS = "".join(str(number) for number in range(1, len(CAPTURE_KINDS) + 1))
"""The keys for what it was."""


class ContactEntry(msgspec.Struct, frozen=True):
    """What was logged.

    Parameters:
        what: what it was, a key of CAPTURE_KINDS.
        text: a line about it; "" for none.
        typed: the whole line as it was typed, to begin again with after a refusal.
    """

    person: Person
    what: str
    text: str
    typed: str


class LogContactScreen(KioskScreen[ContactEntry]):
    """The screen on which a contact is logged; closes with a `ContactEntry`, or with None.

    Parameters:
        typed: the text in the line at first.
        person: who was touched before; None for nobody.
        refusal: why the entry was refused before; "" when it was not.
    """

    WRITES = True
    LEFT_KEYS = DIGITS

    HELP = (
        "Type a part of a name and press the number of what it was. After a comma you can say "
        "what it is about, and Enter: riv, projector in 12 flickers. Then the number. It is "
        "written down at once, with its minutes."
    )
    KEYS = ((f"1 to {len(CAPTURE_KINDS)}", "what it was"),)

    picker = getters.query_one(PersonPicker)
    whats = getters.query_one("#whats", MenuBoard)

    def __init__(self, typed: str = "", person: Person | None = None, refusal: str = "") -> None:
        super().__init__()
        self._typed, self._person, self._refusal = typed, person, refusal

    def body(self) -> ComposeResult:
        yield Masthead("Who did you meet?", tone="thanks")
        yield PersonPicker(
            self.desk,
            self._typed,
            keep=self._is_other,
            pass_through=DIGITS,
            hint="Such as: riv",
            tone="thanks",
        )
        yield MenuBoard(
            (
                Tile(title, body, what, str(number), tone)
                for number, (what, (title, body, tone)) in enumerate(CAPTURE_KINDS.items(), 1)
            ),
            width=22,
            height=4,
            short_height=3,
            gap=1,
            id="whats",
        )
        yield Footer(back="Cancel")

    def draft(self) -> TextDraft | None:
        typed, person = self.picker.field.value, self._person
        return PromptDraft(
            place="log",
            text=typed.partition(",")[2],  # a name alone is not worth keeping
            title="Who you met",
            question="",
            resume=lambda screen: screen.action_log(typed, person),
        )

    def _is_other(self, person: Person) -> bool:
        return person.id != self.person.id

    def begin(self) -> None:
        super().begin()
        if self._refusal:
            self.say(self._refusal, "trouble")

    def show_live(self) -> None:
        self._show_person()

    def _chosen_person(self) -> Person | None:
        """Return the best match for what is typed, or else who was touched."""
        return self.picker.best_match or self._person

    def _show_person(self) -> None:
        person = self._chosen_person()
        self.whats.display = person is not None
        question = f"{person.name}: what was it?" if person else "Who did you meet?"
        has_text = "," in self.picker.field.value
        hint = f"Touch it, or press 1 to {len(CAPTURE_KINDS)}."
        if person and has_text:
            hint = f"Enter, then 1 to {len(CAPTURE_KINDS)}."
        elif not person:
            hint = "Touch the first letter, or type a part of the name."
        self.query_one(Masthead).show(question, hint)

    def on_person_picker_picked(self, message: PersonPicker.Picked) -> None:
        message.stop()
        self._person = message.person
        self._show_person()
        self.whats.focus_first()

    def on_person_picker_nobody(self, message: PersonPicker.Nobody) -> None:
        message.stop()
        self.say("No one by that name is on the roster. Try another part of it.", "trouble")

    def on_person_picker_filled(self, message: PersonPicker.Filled) -> None:
        """Show the best match for what is typed now."""
        message.stop()
        self._show_person()

    def on_key(self, event: events.Key) -> None:
        """Log with a digit, also while a name is being typed."""
        character, field = event.character or "", self.picker.field
        is_writing = self.focused is field
        if character and character in DIGITS and not (is_writing and "," in field.value):
            event.stop()
            event.prevent_default()
            self._submit(list(CAPTURE_KINDS)[int(character) - 1])

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        self._submit(message.value)

    def _submit(self, what: str) -> None:
        """Close with an entry, once there is a name."""
        person = self._chosen_person()
        if person is None:
            self.say("First the name: type a part of it, or touch a letter.", "trouble")
            return
        typed = self.picker.field.value
        self.app.keep_draft(self, away=True)  # until it is saved
        self.app.ignore_typing()
        self.dismiss(ContactEntry(person, what, typed.partition(",")[2].strip(), typed))

    def action_back(self) -> None:
        if self.picker.is_range_open:
            self.picker.close_range()
        else:
            self.app.keep_draft(self)
            self.dismiss(None)
