"""Asking for a few words that somebody else will read: ready ones to touch, or a line to write."""

from collections.abc import Callable, Sequence

import msgspec
from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from data.text import clean
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.answer_row import AnswerRow
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile


class PromptAnswer(msgspec.Struct, frozen=True):
    """What was answered: the words, and what was chosen beside them."""

    text: str
    choice: str = ""


class Prompt(PromptBase[PromptAnswer]):
    """A question with ready answers; gives the words, or None.

    Parameters:
        title: what is being done.
        question: what is asked, and who will read it.
        ready: answers that need no typing.
        written: what stands in the line at first.
        news: what to say when what it is about has changed meanwhile; "" while it has not.
        choices: what has to be chosen beside the words, such as a day or a person.
        chosen: which of them is chosen at first: the first one when left out, none with None.
        optional: whether the words may be left out.
        answer, refused: as PromptBase.
    """

    HELP = "Touch a ready answer, or write your own and press Enter."
    KEYS = (("Page up, down", "another of the choices at the top, while you write"),)

    field = getters.query_one(TextInput)

    def __init__(
        self,
        title: str,
        question: str,
        ready: Sequence[str] = (),
        written: str = "",
        news: Callable[[], str] = str,
        choices: Sequence[str] = (),
        chosen: str | None = "",
        *,
        optional: bool = False,
        answer: PromptAnswer | None = None,
        refused: str = "",
    ) -> None:
        super().__init__(answer, refused)
        self._title, self._question, self._ready = title, question, ready
        self._first, self._news = written, news
        self._choices = choices
        self._chosen = next(iter(choices), "") if chosen == "" else chosen
        if answer and answer.choice in choices:
            self._chosen = answer.choice
        self._optional = optional

    @property
    def heading(self) -> str:
        return self._title

    def so_far(self) -> tuple[PromptAnswer, str]:
        said = PromptAnswer(self.field.value, self._choice)
        return said, "" if said.text == self._first else said.text

    def show_live(self) -> None:
        if news := self._news():
            self.say(news, "trouble")

    def body(self) -> ComposeResult:
        written = self.before.text if self.before else self._first
        with Vertical(id="ask", classes="panel -note"):
            yield Static(self._title, id="ask-title", markup=False)
            yield Static(self._question, id="question", markup=False)
            if self._choices:
                on = [self._chosen] if self._chosen else []
                yield ChoiceChips(self._choices, on, single=True, id="choices")
            for words in self._ready:
                yield Tile(words, value=words, tone="note", classes="-slim ready")
            yield TextInput("In your own words", written)
            yield Notice()
            yield AnswerRow("Do it")

    def on_mount(self) -> None:
        super().on_mount()
        self.field.focus()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "leave":
            self.action_back()
        elif message.tile.id == "do":
            self.on_input_submitted()
        else:
            self._give(message.tile.value)

    @property
    def _choice(self) -> str:
        chosen = [choice for chips in self.query(ChoiceChips) for choice in chips.chosen]
        return chosen[0] if chosen else ""

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        """What is typed next is meant for the line."""
        message.stop()
        self.field.focus()

    def action_turn_page(self, by: int) -> None:
        """To the next of the choices, without leaving the line."""
        for chips in self.query(ChoiceChips):
            chips.choose_next(by)

    def _give(self, text: str) -> None:
        if self._choices and not self._choice:
            self.say("Choose one of those at the top first; Page down does it too.", "trouble")
        else:
            self.dismiss(PromptAnswer(text, self._choice))

    def on_input_submitted(self) -> None:
        """The line is what counts once something stands in it."""
        said = clean(self.field.value)
        if said or self._optional:
            self._give(said)
        else:
            self.say("A few words first; touch one above or write.", "trouble")
