"""Chips: a row of small tiles to choose from, one of them or any number."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from screens.widgets.tile import Tile


class ChoiceChips(Horizontal):
    """A row of choices. A chosen one has a sign and not only a colour.

    Parameters:
        choices: what can be chosen.
        chosen: what is chosen at first.
        single: whether only one can be chosen at a time.
        tone: of each chip; as in `Tile`.
    """

    class Changed(Message):
        """Another choice was made by touch."""

    def __init__(
        self,
        choices: Sequence[str],
        chosen: Sequence[str] = (),
        *,
        single: bool = False,
        tone: str = "note",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, classes="row")
        self._choices, self._single, self._tone = choices, single, tone
        self._chosen = [choice for choice in choices if choice in chosen]

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is chosen, in the order of the row."""
        return tuple(choice for choice in self._choices if choice in self._chosen)

    def choose(self, choice: str) -> None:
        """Choose one; if it is chosen already and need not be, let it go."""
        if self._single:
            self._chosen = [choice]
        elif choice in self._chosen:
            self._chosen.remove(choice)
        else:
            self._chosen.append(choice)
        self._mark_chosen()

    def choose_next(self, by: int) -> None:
        """Choose the next one; after the last comes the first.

        Parameters:
            by: 1 for the next, -1 for the one before.
        """
        index = self._choices.index(self._chosen[0]) if self._chosen else -by
        self.choose(self._choices[(index + by) % len(self._choices)])

    def set(self, *choices: str) -> None:
        """Choose these and no others; for showing again what is kept, after a refusal."""
        self._chosen = [choice for choice in self._choices if choice in choices]
        self._mark_chosen()

    def compose(self) -> ComposeResult:
        for choice in self._choices:
            yield Tile(self._title(choice), value=choice, tone=self._tone, classes="-slim")

    def on_mount(self) -> None:
        self._mark_chosen()

    def _title(self, choice: str) -> str:
        sign = "●" if self._single else "✓"
        return f"{sign if choice in self._chosen else ' '} {choice}"

    def _mark_chosen(self) -> None:
        for tile in self.query_children(Tile):
            tile.title = self._title(tile.value)
            tile.set_class(tile.value in self._chosen, "-chosen")

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.choose(message.tile.value)
        self.post_message(self.Changed())
