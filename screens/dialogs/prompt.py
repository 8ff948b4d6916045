"""A prompt for a few words that somebody else will read: ready answers to touch, or a line to
write.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from data.text import clean
from screens.dialogs.prompt_base import PromptBase
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.footer import AnswerRow
from screens.widgets.grid_layout import LOW
from screens.widgets.masthead import DialogHead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard


@dataclass(frozen=True)
class PromptAnswer:
    """The answer to a prompt: the words, and which of the choices was chosen; "" for none."""

    text: str
    choice: str = ""


@dataclass(frozen=True)
class PromptSpec:
    """What a prompt asks.

    Parameters:
        title: what is being done.
        question: what is asked, and who will read the answer.
        ready_answers: answers that need no typing; a touch on one sends it.
        first_text: the text in the line at first.
        choices: what has to be chosen beside the words, such as a day or a person.
        preselect: whether the first of the choices is chosen at first. Where a slip would matter,
            such as to whom something is handed, none is.
        confirm: title of the tile that sends the answer.
        grave: whether what it does is bad news for somebody.
        optional: whether the words may be left out.
        news: returns a sentence when what the prompt is about has changed meanwhile, else "";
            None for a prompt about nothing that changes.
    """

    title: str
    question: str
    ready_answers: Sequence[str] = ()
    first_text: str = ""
    choices: Sequence[str] = ()
    preselect: bool = True
    confirm: str = "Send"
    grave: bool = False
    optional: bool = False
    news: Callable[[], str] | None = None


class Prompt(PromptBase[PromptAnswer]):
    """A dialog that asks what a `PromptSpec` says; closes with a `PromptAnswer`, or with None.

    Parameters:
        spec: what is asked.
        answer: the previous answer, to go on with; None the first time.
        refusal: why that answer was refused; "" when it was not.
    """

    HELP = "Touch a ready answer, or write your own and press Enter."
    KEYS = (("Page up, down", "another of the choices at the top, while you write"),)

    field = getters.query_one(TextInput)

    def __init__(
        self, spec: PromptSpec, answer: PromptAnswer | None = None, refusal: str = ""
    ) -> None:
        super().__init__(answer, refusal)
        self._spec = spec
        self._chips: ChoiceChips | None = None
        """The choices, if there are any."""

    @property
    def heading(self) -> str:
        return self._spec.title

    def current_answer(self) -> tuple[PromptAnswer, str]:
        """Return the answer as it stands, and what of it was typed here; "" for nothing."""
        answer = PromptAnswer(self.field.value, self._choice)
        return answer, "" if answer.text == self._spec.first_text else answer.text

    def show_live(self) -> None:
        """Say it when what the prompt is about has changed."""
        news = self._spec.news() if self._spec.news else ""
        if news:
            self.say(news, "trouble")

    def body(self) -> ComposeResult:
        spec, previous = self._spec, self.previous_answer
        with Vertical(classes="panel"):
            yield DialogHead(spec.title, spec.question, airy_from=LOW)
            if spec.choices:
                first_choice = self._first_choice()
                self._chips = ChoiceChips(spec.choices, first_choice, single=True, id="choices")
                yield self._chips
            if spec.ready_answers:
                yield MenuBoard(
                    (Tile(words, value=words, shape="control") for words in spec.ready_answers),
                    most_columns=1,
                    id="ready",
                )
            text = previous.text if previous else spec.first_text
            yield TextInput("In your own words", text)
            yield AnswerRow(spec.confirm, grave=spec.grave)

    def _first_choice(self) -> Sequence[str]:
        """Return which of the choices is chosen at first: that of the previous answer, if any."""
        choices, previous = self._spec.choices, self.previous_answer
        if previous and previous.choice in choices:
            return [previous.choice]
        return choices[:1] if self._spec.preselect else ()

    def begin(self) -> None:
        super().begin()
        self.field.focus()

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Send a ready answer."""
        message.stop()
        self._send(message.value)

    @property
    def _choice(self) -> str:
        """Which of the choices is chosen now; "" for none."""
        return self._chips.chosen[0] if self._chips and self._chips.chosen else ""

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        """Focus the line again: what is typed next is meant for it."""
        message.stop()
        self.field.focus()

    def action_turn_page(self, by: int) -> None:
        """Choose the next of the choices, while the line keeps the focus."""
        if self._chips:
            self._chips.choose_next(by)

    def _send(self, text: str) -> None:
        """Close with an answer, once a choice is made."""
        if self._spec.choices and not self._choice:
            self.say("Choose one of those at the top first; Page down does it too.", "trouble")
        else:
            self.dismiss(PromptAnswer(text, self._choice))

    def submit(self) -> None:
        """Send the line, unless it is empty and words are needed."""
        text = clean(self.field.value)
        if text or self._spec.optional:
            self._send(text)
        else:
            self.say("A few words first; touch one above or write.", "trouble")
