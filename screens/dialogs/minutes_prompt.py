"""Finishing: the minutes are there already, from claim to now; a touch corrects them."""

from collections.abc import Callable

import msgspec
from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from data.text import clean
from screens.actions import Action
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.answer_row import AnswerRow
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile

STEP = 5
KEPT = "+-*"
"""Signs that are keys here while nobody is in the line."""
OFFER = "Finish, and offer 10 minutes on using it well"
"""What turns a fix into coaching."""


class MinutesEntry(msgspec.Struct, frozen=True):
    """How long it took, what it was, and whether what was to be had beside it was chosen."""

    minutes: int
    text: str
    also: bool = False


class MinutesPrompt(PromptBase[MinutesEntry]):
    """How long it took and what it was, or None.

    Parameters:
        place: what it is about.
        minutes: what the facts say it took.
        news: what to say when it has been ended meanwhile; "" while it has not.
        also: what else can be chosen with one touch beside finishing; "" for nothing.
        words: whether it is asked what it was.
        unit: what is counted.
        does: what the last tile says.
        answer, refused: as PromptBase.
    """

    HELP = (
        "What the facts say stands there already; + and - correct it, Enter keeps it. Minutes run "
        "from claim to now and are your time report. Ten minutes on using it well are offered at "
        "the teacher's next sign-in."
    )
    NAME = "minutes"
    ACTIONS = (
        Action("less", "-", "5 less", "", "", "body"),
        Action("more", "+", "5 more", "", "", "body"),
        Action("also", "*", "What is offered beside it", "", "thanks", "body"),
    )

    minutes: reactive[int] = reactive(0)
    field = getters.query_one(TextInput)

    def __init__(
        self,
        place: str,
        minutes: int,
        news: Callable[[], str] = str,
        *,
        also: str = "",
        words: bool = True,
        unit: str = "minutes",
        does: str = "Finished",
        answer: MinutesEntry | None = None,
        refused: str = "",
    ) -> None:
        super().__init__(answer, refused)
        self._place, self._news = place, news
        self._also, self._words = also, words
        self._unit, self._does = unit, does
        self.set_reactive(MinutesPrompt.minutes, answer.minutes if answer else minutes)

    @property
    def heading(self) -> str:
        return self._place

    def so_far(self) -> tuple[MinutesEntry, str]:
        return MinutesEntry(self.minutes, self.field.value), self.field.value

    def body(self) -> ComposeResult:
        with Vertical(id="finish", classes="panel -coaching"):
            yield Static(self._place, id="finish-title", markup=False)
            with Horizontal(classes="row", id="time"):
                yield self.tile("less", classes="-slim")
                yield Static(id="minutes")
                yield self.tile("more", classes="-slim")
            yield Static("What was it? If you like; it helps the next time.", id="question")
            written = self.before.text if self.before else ""
            yield TextInput("New lamp" if self._also else "What you did", written)
            yield Notice()
            if self._also:
                also = self.tile("also", classes="-slim")
                also.title = self._also
                yield also
            yield AnswerRow(self._does)

    def on_mount(self) -> None:
        super().on_mount()
        self.watch_minutes()
        for hidden in ("#question", "TextInput"):
            self.query_one(hidden).display = self._words
        self.query_one("#do", Tile).focus()

    def show_live(self) -> None:
        if news := self._news():
            self.say(news, "trouble")

    def watch_minutes(self) -> None:
        for shown in self.query("#minutes").results(Static):
            shown.update(Content.styled(f"{self.minutes} {self._unit}", "bold"))

    def on_key(self, event: events.Key) -> None:
        """Who begins to write is writing: a letter is no key here, but the first of the words."""
        sign = event.character or ""
        goes_on = sign.isprintable() and sign not in KEPT and self.field.value
        if self._words and (sign.isalnum() or goes_on):  # what the line has taken is not seen here
            event.stop()
            event.prevent_default()
            self.set_focus(self.field)
            self.field.insert_text_at_cursor(sign)

    def can(self, name: str) -> bool | None:
        return bool(self._also) if name == "also" else super().can(name)

    def action_less(self) -> None:
        """Take five minutes off."""
        self.minutes = max(0, self.minutes - STEP)

    def action_more(self) -> None:
        """Add five minutes."""
        self.minutes = min(24 * 60, self.minutes + STEP)

    def action_also(self) -> None:
        """Keep it together with what is offered beside it."""
        self.dismiss(MinutesEntry(self.minutes, clean(self.field.value), also=True))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "leave":
            self.action_back()
        else:
            self.on_input_submitted()

    def on_input_submitted(self) -> None:
        """Enter finishes."""
        self.dismiss(MinutesEntry(self.minutes, clean(self.field.value)))
