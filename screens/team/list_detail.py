"""The layout of most sections: a list at the left that keeps its place, a card about the chosen
item at the right, and below what can be done with it.
"""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from screens.team.section import Section
from screens.widgets.card import Card
from screens.widgets.containers import Columns
from screens.widgets.empty_state import EmptyState, Nothing
from screens.widgets.row import Row
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import wrapped

T = TypeVar("T")


class ListDetail(Section, Generic[T]):
    """The base of sections with a list of items and a card. A section adds which items there are,
    how they are written, and what can be done with one.
    """

    ITEM_ACTIONS: ClassVar[frozenset[str]] = frozenset()
    """Ids of the actions that need a chosen item."""
    ENTER_ACTION: ClassVar[str] = ""
    """Id of the action that Enter does, and a second touch on a row."""
    HIDES_IMPOSSIBLE: ClassVar[bool] = False
    """Whether actions that do not apply to the chosen item are hidden, where room is short, and not
    only greyed.
    """
    EMPTY: ClassVar[Nothing]
    """What is shown when there are no items."""
    EMPTY_ACT: ClassVar[str] = ""
    """The act that the screen is there for then; "" for the same as otherwise."""

    row_list = getters.query_one(RowList)
    about = getters.query_one("#about", Card)

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[T] = ()

    def compose_main(self) -> ComposeResult:
        with Columns(id="both"):
            found = RowList[T](self.key_of, self.row_of, id="found")
            yield found
            yield Card("", id="about", least_rows=lambda: found.lines_used)
        yield EmptyState(id="none")

    def main_action(self) -> str:
        helps = not self._items and bool(self.EMPTY_ACT) and bool(self.can(self.EMPTY_ACT))
        return self.EMPTY_ACT if helps else super().main_action()

    def begin(self) -> None:
        super().begin()
        self.row_list.focus()

    def items(self) -> Sequence[T]:
        """Return the items, in their order."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return what the masthead says about all items."""
        raise NotImplementedError

    def key_of(self, item: T) -> str:
        """Return what tells an item from the others."""
        raise NotImplementedError

    def row_of(self, item: T) -> Row:
        """Return how an item is written in the list."""
        raise NotImplementedError

    def title_of(self, item: T) -> str:
        """Return the title of the card about an item."""
        raise NotImplementedError

    def detail_lines(self, item: T, columns: int) -> list[Content]:
        """Return the lines of the card about an item, `columns` cells wide."""
        raise NotImplementedError

    def applies_to(self, action_id: str, item: T) -> bool:  # noqa: ARG002
        """Return whether an action can be done with an item.

        Parameters:
            action_id: one of ITEM_ACTIONS.
        """
        return True

    def can(self, action_id: str) -> bool | None:
        if action_id not in self.ITEM_ACTIONS:
            return super().can(action_id)
        item = self.chosen
        if item is not None and self.applies_to(action_id, item):
            return True
        return False if self.HIDES_IMPOSSIBLE or not self._items else None

    @property
    def chosen(self) -> T | None:
        """The item that the card is about; None when none is chosen."""
        key = self.row_list.chosen
        return next((item for item in self._items if self.key_of(item) == key), None)

    @property
    def chosen_item(self) -> T:
        """The chosen item, for an action that `can` allows only when there is one."""
        item = self.chosen
        assert item is not None
        return item

    def show_live(self) -> None:
        self._items = self.items()
        self.show_top()
        self.masthead.set_hint(self.summary())
        choose = None
        if self._items and not self.row_list.chosen:
            choose = self.key_of(self._items[0])
        self.row_list.show(self._items, choose)
        self.query_one("#both").display = bool(self._items)
        none = self.query_one(EmptyState)
        none.display = not self._items
        none.show(self.EMPTY)
        self._show_card()

    def _show_card(self) -> None:
        item = self.chosen
        self.show_actions()
        if item is not None:
            title = self.title_of(item)
            self.about.set_tone(self.row_of(item).tone)
            self.about.show(lambda columns, _: self.detail_lines(item, columns), title)
            return
        words = "That one has gone."
        self.about.show(
            lambda columns, rows: [Content(line) for line in wrapped(words, columns, rows)],
            "None chosen",
        )

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_card()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        message.stop()
        if self.ENTER_ACTION:
            self.action_perform(self.ENTER_ACTION)
