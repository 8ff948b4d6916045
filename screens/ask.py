"""Asking for a few words that somebody else will read: ready ones to touch, or a line to write."""

from collections.abc import Callable, Sequence

import msgspec
from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.typed import clean
from screens.base import Panel
from screens.chips import Chips
from screens.field import Field
from screens.frame import Notice
from screens.tile import Tile


class Said(msgspec.Struct, frozen=True):
    """What was answered: the words, and what was chosen beside them."""

    text: str
    choice: str = ""


class Ask(Panel[Said]):
    """A question with ready answers; gives the words, or None.

    Parameters:
        title: what is being done.
        question: what is asked, and who will read it.
        ready: answers that need no typing.
        written: what stands in the line already.
        news: what to say when what it is about has changed meanwhile; "" while it has not.
        choices: what has to be chosen beside the words, such as a day or a person.
        chosen: which of them is chosen already; the first when left out.
        optional: whether the words may be left out.
    """

    HELP = "Touch a ready answer, or write your own and press Enter."

    field = getters.query_one(Field)

    def __init__(
        self,
        title: str,
        question: str,
        ready: Sequence[str] = (),
        written: str = "",
        news: Callable[[], str] = str,
        choices: Sequence[str] = (),
        chosen: str = "",
        *,
        optional: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._question, self._ready = title, question, ready
        self._written, self._news = written, news
        self._choices, self._chosen = choices, chosen or next(iter(choices), "")
        self._optional = optional
        self._refused = ""

    def again(self, said: Said, refused: str = "") -> "Ask":
        """The same question, with the first answer still there, and why it was refused."""
        asked = Ask(
            self._title,
            self._question,
            self._ready,
            said.text,
            self._news,
            self._choices,
            said.choice,
            optional=self._optional,
        )
        asked._refused = refused
        return asked

    def show_live(self) -> None:
        if news := self._news():
            self.say(news, "trouble")

    def body(self) -> ComposeResult:
        with Vertical(id="ask", classes="panel -note"):
            yield Static(self._title, id="ask-title", markup=False)
            yield Static(self._question, id="question", markup=False)
            if self._choices:
                yield Chips(self._choices, [self._chosen], single=True, sign="▸", id="choices")
            for words in self._ready:
                yield Tile(words, value=words, tone="note", classes="-slim ready")
            yield Field("In your own words", self._written)
            yield Notice()
            with Horizontal(classes="row"):
                yield Tile("Leave it  Esc", id="leave", classes="-slim")
                yield Tile("Do it  Enter", id="do", tone="coaching", classes="-slim")

    def on_mount(self) -> None:
        super().on_mount()
        self.field.focus()
        if self._refused:
            self.say(self._refused, "trouble")

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "leave":
            self.dismiss(None)
        elif message.tile.id == "do":
            self.on_input_submitted()
        else:
            self._give(message.tile.value)

    def _give(self, text: str) -> None:
        chosen = [choice for chips in self.query(Chips) for choice in chips.chosen]
        self.dismiss(Said(text, chosen[0] if chosen else ""))

    def on_input_submitted(self) -> None:
        """The line is what counts once something stands in it."""
        said = clean(self.field.value)
        if said or self._optional:
            self._give(said)
        else:
            self.say("A few words first; touch one above or write.", "trouble")
