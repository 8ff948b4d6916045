"""Chips: a row of small choices, any number of which may be on; touching one turns it over."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from screens.widgets.tile import Tile


class ChoiceChips(Horizontal):
    """Choices in a row; what is on bears a sign, not only a colour.

    Parameters:
        choices: what can be chosen.
        on: what is chosen already.
        single: whether choosing one lets the others go, so that one is always on.
        tone: as a tile's.
    """

    class Changed(Message):
        """Something else is chosen now."""

    def __init__(
        self,
        choices: Sequence[str],
        on: Sequence[str] = (),
        *,
        single: bool = False,
        tone: str = "note",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, classes="row")
        self._choices, self._single, self._tone = choices, single, tone
        self._on = [choice for choice in choices if choice in on]

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is on, in the order of the row."""
        return tuple(choice for choice in self._choices if choice in self._on)

    def choose(self, choice: str) -> None:
        """Turn one over."""
        if self._single:
            self._on = [choice]
        elif choice in self._on:
            self._on.remove(choice)
        else:
            self._on.append(choice)
        self._mark()

    def choose_next(self, by: int) -> None:
        """To the choice after the one that is on, or before it; after the last comes the first."""
        place = self._choices.index(self._on[0]) if self._on else -by
        self.choose(self._choices[(place + by) % len(self._choices)])

    def set(self, *choices: str) -> None:
        """Have these on and no others: what was touched could not be done."""
        self._on = [choice for choice in self._choices if choice in choices]
        self._mark()

    def compose(self) -> ComposeResult:
        for choice in self._choices:
            yield Tile(self._title(choice), value=choice, tone=self._tone, classes="-slim")

    def on_mount(self) -> None:
        self._mark()

    def _title(self, choice: str) -> str:
        sign = "●" if self._single else "✓"
        return f"{sign if choice in self._on else ' '} {choice}"

    def _mark(self) -> None:
        for tile in self.query_children(Tile):
            tile.title = self._title(tile.value)
            tile.set_class(tile.value in self._on, "-chosen")

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.choose(message.tile.value)
        self.post_message(self.Changed())
