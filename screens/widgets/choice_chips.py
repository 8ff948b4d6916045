"""Chips: a row of segments to choose from, one of them or any number."""

from collections.abc import Sequence

from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen

from screens.widgets.grid_layout import LOW, TALL, place_segments
from screens.widgets.tile import Tile
from screens.widgets.tile_board import Placed, TileBoard
from screens.widgets.tile_width import title_width


class ChoiceChips(TileBoard):
    """A row of choices that touch each other. Each has a sign in the same column, chosen or not.

    Parameters:
        choices: what can be chosen.
        chosen: what is chosen at first.
        single: whether only one can be chosen at a time.
    """

    class Changed(Message):
        """Another choice was made by touch."""

    def __init__(
        self,
        choices: Sequence[str],
        chosen: Sequence[str] = (),
        *,
        single: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._choices, self._single = choices, single
        self._chosen = [choice for choice in choices if choice in chosen]
        self._mark_chosen()

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

    def place(self, size: Size) -> list[Placed]:
        needs = [3 + title_width(tile) for tile in self._tiles]
        enough = LOW if isinstance(self.screen, ModalScreen) else TALL
        if sum(needs) > size.width and self.app.size.height < enough:
            # Rows are short: no air at the right end of each.
            needs = [need - 1 for need in needs]
        return list(zip(self._tiles, place_segments(needs, size.width), strict=True))

    def _mark_chosen(self) -> None:
        sign = "●" if self._single else "✓"
        self.show(
            Tile(
                f"{sign if choice in self._chosen else '○'} {choice}",
                value=choice,
                shape="control",
                chosen=choice in self._chosen,
                is_plain=choice not in self._chosen,
            )
            for choice in self._choices
        )

    def press(self, tile: Tile) -> None:
        """Choose what was touched."""
        self.choose(tile.value)
        self.post_message(self.Changed())
