"""The form for a resource: its name, an address or steps, a line about it, tags."""

from typing import TypedDict

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from data.text import clean
from kiosk.library import qr_codes
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.field import Field
from screens.widgets.footer import AnswerRow
from screens.widgets.grid_layout import LOW
from screens.widgets.masthead import DialogHead
from screens.widgets.text_input import TextInput

FIELDS = (
    ("title", "Its name", "Podcasting in an hour"),
    ("link", "Address", "A web address, or steps: plug in / press F5"),
    ("about", "A line about it", "If you like"),
    ("tags", "Tags", "podcast, sound; commas between them"),
)
"""(field of `ResourceEntry`, its label, hint in its line)."""


class ResourceFields(TypedDict):
    """The fields of a resource, as the shelf takes them."""

    url: str
    steps: list[str]
    about: str
    tags: list[str]


class ResourceEntry(msgspec.Struct, frozen=True):
    """The form as it was filled in; `link` is an address, or steps with / between them."""

    title: str = ""
    link: str = ""
    about: str = ""
    tags: str = ""

    @property
    def steps(self) -> list[str]:
        """The steps; none when the link is an address."""
        if ":" in self.link.partition(" ")[0]:
            return []
        return [clean(step) for step in self.link.split("/") if clean(step)]

    def fields(self) -> ResourceFields:
        """Return the fields as the shelf takes them."""
        return {
            "url": "" if self.steps else clean(self.link),
            "steps": self.steps,
            "about": self.about,
            "tags": self.tags.split(","),
        }


class ResourceForm(PromptBase[ResourceEntry]):
    """A dialog with a form for a resource; closes with a `ResourceEntry`, or with None.

    Parameters:
        title: what is being done.
        filled: what the form contains at first.
        answer, refusal: as in `PromptBase`.
    """

    HELP = (
        "Codes of up to 62 bytes fit on every screen; the line below counts. A how-to without an "
        "address carries its steps in the code and needs no network."
    )

    def __init__(
        self,
        title: str,
        filled: ResourceEntry | None = None,
        *,
        answer: ResourceEntry | None = None,
        refusal: str = "",
    ) -> None:
        super().__init__(answer, refusal)
        self._title, self._filled = title, filled or ResourceEntry()

    @property
    def heading(self) -> str:
        return self._title

    def current_answer(self) -> tuple[ResourceEntry, str]:
        entry = self._entry()
        typed = " · ".join(part for part in msgspec.structs.astuple(entry) if part)
        return entry, typed if entry != self._filled else ""

    def body(self) -> ComposeResult:
        with Vertical(classes="panel -wide"):
            yield DialogHead(self._title, tone="note", airy_from=LOW)
            for name, label, hint in FIELDS:
                text = getattr(self.previous_answer or self._filled, name)
                yield Field(label, TextInput(hint, text, id=f"of-{name}"))
            yield Static("", id="bytes", markup=False)
            yield AnswerRow("Save")

    def begin(self) -> None:
        super().begin()
        first = "#of-link" if self.previous_answer else "#of-title"
        self.query_one(first, TextInput).focus()
        self._show_size()

    def _entry(self) -> ResourceEntry:
        """Return what the form contains."""
        return ResourceEntry(
            *(self.query_one(f"#of-{name}", TextInput).value for name, *_ in FIELDS)
        )

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._show_size()

    def _show_size(self) -> None:
        """Show the size of the code, and whether it is too large for the smallest screen."""
        entry = self._entry()
        text = qr_codes.how_to(clean(entry.title), entry.steps) or clean(entry.link)
        size = len(text.encode())
        words = ""
        if size > qr_codes.ROOMY_BYTES:
            words = "▲ Long: its code may not fit on a small screen."
        self.query_one("#bytes", Static).update(words)

    def submit(self) -> None:
        """Close with the entry, if it has what a resource needs."""
        entry = self._entry()
        if not clean(entry.title) or not clean(entry.link):
            self.say("It needs a name, and an address or steps.", "trouble")
        else:
            self.dismiss(entry)
