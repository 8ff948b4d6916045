"""A form for a resource: its name, an address or steps, a line about it, tags."""

from typing import TypedDict

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from data.text import clean
from kiosk.library import qr_codes
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.answer_row import AnswerRow
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile

FIELDS = (
    ("title", "Its name"),
    ("link", "An https address, or the steps of a how-to with / between them"),
    ("about", "A line about it, if you like"),
    ("tags", "Tags, with commas between them"),
)


class ResourceFields(TypedDict):
    """A resource as the shelf takes it."""

    url: str
    steps: list[str]
    about: str
    tags: list[str]


class ResourceEntry(msgspec.Struct, frozen=True):
    """What was written; `link` is an address, or steps with / between them."""

    title: str = ""
    link: str = ""
    about: str = ""
    tags: str = ""

    @property
    def steps(self) -> list[str]:
        """The steps, when it is no address."""
        if ":" in self.link.partition(" ")[0]:
            return []
        return [clean(step) for step in self.link.split("/") if clean(step)]

    def given(self) -> ResourceFields:
        """The same as the shelf takes it."""
        return {
            "url": "" if self.steps else clean(self.link),
            "steps": self.steps,
            "about": self.about,
            "tags": self.tags.split(","),
        }


class ResourceForm(PromptBase[ResourceEntry]):
    """A resource to be, or None.

    Parameters:
        title: what is done.
        filled: what stands in it already.
        answer, refused: as PromptBase.
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
        refused: str = "",
    ) -> None:
        super().__init__(answer, refused)
        self._title, self._filled = title, filled or ResourceEntry()

    @property
    def heading(self) -> str:
        return self._title

    def so_far(self) -> tuple[ResourceEntry, str]:
        now = self._read()
        typed = " · ".join(part for part in msgspec.structs.astuple(now) if part)
        return now, typed if now != self._filled else ""

    def body(self) -> ComposeResult:
        with Vertical(id="form-panel", classes="panel -coaching"):
            yield Static(self._title, id="form-title", markup=False)
            for name, hint in FIELDS:
                yield TextInput(hint, getattr(self.before or self._filled, name), id=f"of-{name}")
            yield Static("", id="bytes", markup=False)
            yield Notice()
            yield AnswerRow("Keep it")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#of-link" if self.before else "#of-title", TextInput).focus()
        self._count()

    def _read(self) -> ResourceEntry:
        return ResourceEntry(
            *(self.query_one(f"#of-{name}", TextInput).value for name, _ in FIELDS)
        )

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._count()

    def _count(self) -> None:
        """How large the code is, and from when on it is too large for the smallest screen."""
        filled = self._read()
        text = qr_codes.how_to(clean(filled.title), filled.steps) or clean(filled.link)
        size = len(text.encode())
        said = f"{size} of {qr_codes.ROOMY_BYTES} bytes" if size else ""
        if size > qr_codes.ROOMY_BYTES:
            said = f"▲ {size} bytes: over {qr_codes.ROOMY_BYTES} it may not fit on a small screen"
        self.query_one("#bytes", Static).update(said)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "leave":
            self.action_back()
        else:
            self.on_input_submitted()

    def on_input_submitted(self) -> None:
        """Enter keeps it."""
        filled = self._read()
        if not clean(filled.title) or not clean(filled.link):
            self.say("It needs a name, and an address or steps.", "trouble")
        else:
            self.dismiss(filled)
