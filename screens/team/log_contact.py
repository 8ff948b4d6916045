"""Hallway capture: one key, a name, one key for what it was; done in five seconds."""

import msgspec
from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal

from data.records import Person
from kiosk.outreach.capture import CAPTURE_KINDS
from kiosk.people.drafts import TextDraft
from screens.base import KioskScreen
from screens.dialogs.prompt_base import PromptDraft
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.person_picker import PersonPicker
from screens.widgets.tile import Tile

DIGITS = "".join(str(number) for number in range(1, len(CAPTURE_KINDS) + 1))


class ContactEntry(msgspec.Struct, frozen=True):
    """Whom somebody met, what it was, and a line about it."""

    person: Person
    what: str
    text: str
    typed: str


class LogContactScreen(KioskScreen[ContactEntry]):
    """Whom did you meet, and what was it?

    Parameters:
        typed: what was typed before.
        person: who it is about already, when that is known.
        refused: why it was refused, when it was.
    """

    HELP = (
        "Type a part of a name and press the number of what it was. After a comma you can say "
        "what it is about, and Enter: riv, projector in 12 flickers. Then the number. It is "
        "written down at once, with its minutes."
    )
    KEYS = ((f"1 to {len(CAPTURE_KINDS)}", "what it was"),)

    picker = getters.query_one(PersonPicker)

    def __init__(self, typed: str = "", person: Person | None = None, refused: str = "") -> None:
        super().__init__()
        self._typed, self._person, self._refused = typed, person, refused

    def body(self) -> ComposeResult:
        yield Header("Whom did you meet?")
        yield PersonPicker(
            self.desk,
            self._typed,
            keep=self._is_other,
            passes=DIGITS,
            hint="A part of a name; after a comma what it is about",
        )
        with Horizontal(id="whats", classes="row"):
            for place, (what, (title, body, tone)) in enumerate(CAPTURE_KINDS.items(), 1):
                yield Tile(title, body, key=str(place), tone=tone, value=what, classes="-slim")
        yield Notice()
        yield Footer(back="Leave it")

    def written(self) -> TextDraft | None:
        typed, person = self.picker.field.value, self._person
        return PromptDraft(
            place="log",
            text=typed.partition(",")[2],  # a name alone is typed anew as quickly
            title="Whom you met",
            question="",
            resume=lambda screen: screen.action_log(typed, person),
        )

    def _is_other(self, person: Person) -> bool:
        return person.id != self.person.id

    def on_mount(self) -> None:
        super().on_mount()
        if self._refused:
            self.say(self._refused, "trouble")

    def show_live(self) -> None:
        self._show_whom()

    def _whom(self) -> Person | None:
        """Whom the words mean, or who was touched."""
        return self.picker.best or self._person

    def _show_whom(self) -> None:
        whom = self._whom()
        for tile in self.query("#whats Tile").results(Tile):
            tile.disabled = whom is None
        said = f"{whom.name}: what was it?" if whom else "Whom did you meet?"
        about = "," in self.picker.field.value
        first = "First a name, then" if not whom else "Enter, then" if about else "Then"
        self.query_one(Header).show(said, f"{first} 1 to 6")

    def on_person_picker_picked(self, message: PersonPicker.Picked) -> None:
        message.stop()
        self._person = message.person
        self._show_whom()
        self.query_one("#whats Tile", Tile).focus()

    def on_person_picker_nobody(self, message: PersonPicker.Nobody) -> None:
        message.stop()
        self.say("Nobody of that name is on the roster. Another part of the name?", "trouble")

    def on_person_picker_filled(self, message: PersonPicker.Filled) -> None:
        """Others fit what was typed."""
        message.stop()
        self._show_whom()

    def on_key(self, event: events.Key) -> None:
        """A number writes it down, also while somebody is writing the name; a letter is one of the
        name, wherever the focus is.
        """
        sign, field = event.character or "", self.picker.field
        writing = self.focused is field
        if sign and sign in DIGITS and not (writing and "," in field.value):
            event.stop()
            event.prevent_default()
            self._give(list(CAPTURE_KINDS)[int(sign) - 1])
        elif sign.isalpha() and not writing:
            event.stop()
            event.prevent_default()
            self.set_focus(field)
            field.insert_text_at_cursor(sign)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self._give(message.tile.value)

    def _give(self, what: str) -> None:
        whom = self._whom()
        if whom is None:
            self.say("First the name: type a part of it, or touch a letter.", "trouble")
            return
        typed = self.picker.field.value
        self.app.keep_draft(self, away=True)  # until it is written down
        self.app.hush()
        self.dismiss(ContactEntry(whom, what, typed.partition(",")[2].strip(), typed))

    def action_back(self) -> None:
        if self.picker.open_shelf:
            self.picker.close_shelf()
        else:
            self.app.keep_draft(self)
            self.dismiss(None)
