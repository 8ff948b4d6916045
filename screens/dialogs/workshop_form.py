"""The form for a workshop: name, room, time, length and places. It proposes times that fit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict

import msgspec
from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from data.text import clean
from kiosk.school.errors import Refused
from kiosk.wording import times
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.field import Field
from screens.widgets.footer import AnswerRow
from screens.widgets.grid_layout import TALL
from screens.widgets.masthead import DialogHead
from screens.widgets.text_input import TextInput

PLACES = {"6 places": 6, "12 places": 12, "Everybody": 0}
"""Choice -> most people who can sign up; 0 for no limit."""
LENGTHS = {"30 min": 30, "60 min": 60}
"""Choice -> minutes."""


class WorkshopPlan(msgspec.Struct, frozen=True):
    """The form as it was filled in.

    Parameters:
        start: by the clock on the wall; None when there is no free time to choose.
        places: most people who can sign up; 0 for no limit.
    """

    title: str
    start: datetime | None
    minutes: int
    places: int
    room: str

    def fields(self) -> "WorkshopFields":
        """Return the fields as the desk takes them.

        Raises:
            Refused: it has no start.
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
    """The fields of a workshop, as the desk takes them."""

    title: str
    start: datetime
    minutes: int
    places: int
    room: str


class WorkshopForm(PromptBase[WorkshopPlan]):
    """A dialog with a form for a workshop; closes with a `WorkshopPlan`, or with None.

    Parameters:
        title: its proposed name.
        starts: its proposed times, by the clock on the wall.
        about: who is invited; "" for nobody.
        answer, refusal: as in `PromptBase`.
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
        refusal: str = "",
    ) -> None:
        super().__init__(answer, refusal)
        self._title, self._about = title, about
        self._starts = starts
        self._start_of: dict[str, datetime] = {}
        """Choice of a time -> the time."""

    @property
    def heading(self) -> str:
        return "A workshop"

    def current_answer(self) -> tuple[WorkshopPlan, str]:
        plan = self._plan()
        is_changed = plan.title != self._title or plan.room != self.person.room
        return plan, f"{plan.title} {plan.room}".strip() if is_changed else ""

    def body(self) -> ComposeResult:
        now = self.desk.now()
        self._start_of = {
            times.coming_day(start.date(), times.clock(start), now): start for start in self._starts
        }
        plan = self.previous_answer or WorkshopPlan(self._title, None, 30, 12, self.person.room)
        chosen = [words for words, start in self._start_of.items() if start == plan.start]
        with Vertical(classes="panel -wide"):
            yield DialogHead("A workshop", self._about, "coaching", airy_from=TALL)
            name = TextInput("Podcasting, first steps", plan.title, id="workshop-title")
            yield Field("Its name", name)
            yield Field("Where", TextInput("Library", plan.room, id="workshop-room"))
            choices = list(self._start_of)
            when = ChoiceChips(choices, chosen or choices[:1], single=True, id="when")
            yield Field("When", when, label_optional=True)
            yield Field("How long", _chips(LENGTHS, plan.minutes, "long"), label_optional=True)
            yield Field("For how many", _chips(PLACES, plan.places, "places"), label_optional=True)
            yield AnswerRow("Plan it")

    def begin(self) -> None:
        super().begin()
        self.line.focus()

    def submit(self) -> None:
        self.dismiss(self._plan())

    def _plan(self) -> WorkshopPlan:
        """Return what the form contains."""
        chosen = {chips.id: chips.chosen[0] for chips in self.query(ChoiceChips) if chips.chosen}
        return WorkshopPlan(
            self.line.value,
            self._start_of.get(chosen.get("when", "")),
            LENGTHS[chosen["long"]],
            PLACES[chosen["places"]],
            self.query_one("#workshop-room", TextInput).value,
        )


def _chips(choices: Mapping[str, int], chosen: int, id: str) -> ChoiceChips:
    """Make chips of which one is chosen, by its value."""
    words = [name for name, value in choices.items() if value == chosen]
    return ChoiceChips(list(choices), words, single=True, id=id)
