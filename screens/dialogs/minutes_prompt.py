"""A prompt for a number, such as the minutes that a request took: it is filled in already, and one
touch corrects it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from data.text import clean
from screens.actions import Action
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.footer import CONFIRM, AnswerRow
from screens.widgets.masthead import DialogHead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile

DIGITS = "0123456789"
STEP = 5
"""By how much one touch changes the number."""
MOST = 24 * 60
"""The largest number: the minutes of a day."""
OFFER_COACHING = "Finish, and offer 10 minutes on using it well"
"""The alternative when a fix is finished: it turns the fix into coaching."""


class MinutesEntry(msgspec.Struct, frozen=True):
    """The answer to a minutes prompt.

    Parameters:
        minutes: the number.
        text: what it was; "" when nothing was written.
        alternative: whether the alternative was touched in place of the usual way to finish.
    """

    minutes: int
    text: str
    alternative: bool = False


@dataclass(frozen=True)
class MinutesSpec:
    """What a minutes prompt asks.

    Parameters:
        title: what it is about.
        minutes: the number at first, which comes from the facts.
        asks_text: whether it is asked as well what it was.
        unit: what is counted.
        confirm: title of the tile that confirms.
        alternative: title of another tile, which confirms and does something else besides; "" for
            none.
        news: returns a sentence when what the prompt is about has been ended meanwhile, else "";
            None for a prompt about nothing that can be ended.
    """

    title: str
    minutes: int
    asks_text: bool = True
    unit: str = "minutes"
    confirm: str = "Finished"
    alternative: str = ""
    news: Callable[[], str] | None = None


class MinutesPrompt(PromptBase[MinutesEntry]):
    """A dialog that asks what a `MinutesSpec` says; closes with a `MinutesEntry`, or with None.

    Parameters:
        spec: what is asked.
        answer, refusal: as in `PromptBase`.
    """

    HELP = (
        "What the facts say stands there already, or five where they say nothing. Type another "
        "number, or correct it by + and -; Enter keeps it. Minutes run from claim to now and are "
        "your time report. Ten minutes on using it well are offered at the teacher's next sign-in."
    )
    NAME = "minutes"
    ACTIONS = (
        Action("less", "-", "5 less", "", "", "body"),
        Action("more", "+", "5 more", "", "", "body"),
        Action("alternative", "*", "What is offered beside it", "", "thanks", "body"),
    )

    WRITES = False  # its own keys work until somebody writes in the line
    LEFT_KEYS = f"+-*{DIGITS}"

    minutes: reactive[int] = reactive(0)
    field = getters.query_one(TextInput)

    def __init__(
        self, spec: MinutesSpec, answer: MinutesEntry | None = None, refusal: str = ""
    ) -> None:
        super().__init__(answer, refusal)
        self._spec = spec
        self._is_typed = False
        """Whether digits were typed, so that the next one is added behind them."""
        self.set_reactive(MinutesPrompt.minutes, answer.minutes if answer else spec.minutes)

    @property
    def heading(self) -> str:
        return self._spec.title

    def current_answer(self) -> tuple[MinutesEntry, str]:
        return MinutesEntry(self.minutes, self.field.value), self.field.value

    def body(self) -> ComposeResult:
        spec = self._spec
        with Vertical(classes="panel"):
            question = "How long, and a line about it, if you like."
            yield DialogHead(spec.title, question if spec.asks_text else "", "coaching")
            number = Tile(
                value="minutes", shape="control", is_centred=True, is_value=True, disabled=True
            )
            less, more = (self.tile(name, shape="control") for name in ("less", "more"))
            yield MenuBoard([less, number, more], width=12, id="time")
            text = self.previous_answer.text if self.previous_answer else ""
            yield TextInput("Such as: new lamp" if spec.alternative else "What you did", text)
            if spec.alternative:
                offer = self.tile("alternative", title=spec.alternative, shape="control")
                yield MenuBoard([offer], most_columns=1, id="offer")
            yield AnswerRow(spec.confirm)

    def begin(self) -> None:
        super().begin()
        self.watch_minutes()
        self.field.display = self._spec.asks_text
        self.query_one(AnswerRow).focus_tile(CONFIRM)

    def show_live(self) -> None:
        news = self._spec.news() if self._spec.news else ""
        if news:
            self.say(news, "trouble")

    def watch_minutes(self) -> None:
        for board in self.query("#time").results(MenuBoard):
            board.change("minutes", title=f"{self.minutes} {self._spec.unit}")

    def on_key(self, event: events.Key) -> None:
        """Type the number, as long as nobody writes in the line."""
        if event.character and event.character in DIGITS:
            event.stop()
            typed = 10 * self.minutes if self._is_typed else 0
            self.minutes = min(MOST, typed + int(event.character))
            self._is_typed = True
        elif event.key == "backspace":
            event.stop()
            self.minutes //= 10
            self._is_typed = True

    def can(self, action_id: str) -> bool | None:
        return (
            bool(self._spec.alternative) if action_id == "alternative" else super().can(action_id)
        )

    def action_less(self) -> None:
        """Take five off the number."""
        self.minutes = max(0, self.minutes - STEP)

    def action_more(self) -> None:
        """Add five to the number."""
        self.minutes = min(MOST, self.minutes + STEP)

    def action_alternative(self) -> None:
        """Close with the alternative."""
        self.dismiss(MinutesEntry(self.minutes, clean(self.field.value), alternative=True))

    def submit(self) -> None:
        self.dismiss(MinutesEntry(self.minutes, clean(self.field.value)))
