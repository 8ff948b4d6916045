"""Planning a workshop: its name is there already, and so are times that fit; Enter plans it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict

import msgspec
from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.text import clean
from kiosk.school.errors import Refused
from kiosk.wording import times
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.answer_row import AnswerRow
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile

PLACES = {"6 places": 6, "12 places": 12, "Everybody": 0}
SPANS = {"30 min": 30, "60 min": 60}


class WorkshopPlan(msgspec.Struct, frozen=True):
    """What was planned; 0 places is as many as come, and no start is none that is free."""

    title: str
    start: datetime | None
    minutes: int
    places: int
    room: str

    def given(self) -> "WorkshopFields":
        """The same as the desk takes it.

        Raises:
            Refused: it has no time.
        """
        if self.start is None:
            raise Refused("There is no time for it yet. Open more periods, or wait a day.")
        return {
            "title": clean(self.title),
            "start": self.start,
            "minutes": self.minutes,
            "places": self.places,
            "room": clean(self.room),
        }


class WorkshopFields(TypedDict):
    """A workshop as the desk takes it."""

    title: str
    start: datetime
    minutes: int
    places: int
    room: str


class WorkshopForm(PromptBase[WorkshopPlan]):
    """A workshop, or None.

    Parameters:
        title: its name, to be changed.
        starts: when it could be, by the clock on the wall.
        about: who is invited, or "".
        answer, refused: as PromptBase.
    """

    HELP = "Change what you like, then Enter. Whoever is invited reads it at the next sign-in."

    line = getters.query_one("#workshop-title", TextInput)

    def __init__(
        self,
        title: str,
        starts: Sequence[datetime],
        about: str = "",
        *,
        answer: WorkshopPlan | None = None,
        refused: str = "",
    ) -> None:
        super().__init__(answer, refused)
        self._title, self._about = title, about
        self._starts = starts

    @property
    def heading(self) -> str:
        return "A workshop"

    def so_far(self) -> tuple[WorkshopPlan, str]:
        now = self._read()
        changed = now.title != self._title or now.room != self.person.room
        return now, f"{now.title} {now.room}".strip() if changed else ""

    def body(self) -> ComposeResult:
        now = self.desk.now()
        self._named = {
            times.coming_day(each.date(), times.clock(each), now): each for each in self._starts
        }
        so_far = self.before or WorkshopPlan(self._title, None, 30, 12, self.person.room)
        when = [name for name, each in self._named.items() if each == so_far.start]
        with Vertical(id="plan-panel", classes="panel -coaching"):
            yield Static("A workshop", id="plan-title", markup=False)
            yield Static(self._about, id="plan-about", markup=False)
            yield TextInput("Its name", so_far.title, id="workshop-title")
            yield TextInput("Where", so_far.room, id="workshop-room")
            choices = list(self._named)
            yield ChoiceChips(choices, when or choices[:1], single=True, id="when")
            with Horizontal(id="how"):
                yield _chips(SPANS, so_far.minutes, "long")
                yield _chips(PLACES, so_far.places, "places")
            yield Notice()
            yield AnswerRow("Plan it")

    def on_mount(self) -> None:
        super().on_mount()
        self.line.focus()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "leave":
            self.action_back()
        elif message.tile.id == "do":
            self.on_input_submitted()

    def on_input_submitted(self) -> None:
        """Enter plans it."""
        self.dismiss(self._read())

    def _read(self) -> WorkshopPlan:
        chosen = {chips.id: chips.chosen[0] for chips in self.query(ChoiceChips) if chips.chosen}
        return WorkshopPlan(
            self.line.value,
            self._named.get(chosen.get("when", "")),
            SPANS[chosen["long"]],
            PLACES[chosen["places"]],
            self.query_one("#workshop-room", TextInput).value,
        )


def _chips(choices: Mapping[str, int], chosen: int, id: str) -> ChoiceChips:
    on = [name for name, each in choices.items() if each == chosen]
    return ChoiceChips(list(choices), on, single=True, id=id)
