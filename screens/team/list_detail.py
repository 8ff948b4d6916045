"""The layout of most sections: a list at the left that keeps its place, a card about the chosen
item at the right, and below what can be done with it.
"""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from screens.team.section import Section
from screens.widgets.card import Card
from screens.widgets.grid_layout import TALL
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import cut, printable, spread, wrapped

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
    EMPTY_CARD: ClassVar[tuple[str, str]] = ("", "")
    """The title and the words of the card when there are no items."""

    row_list = getters.query_one(RowList)
    about = getters.query_one("#about", Card)

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[T] = ()

    def compose_main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield RowList[T](self.key_of, self.row_lines, id="found")
            yield Card("", "note", id="about")

    def on_mount(self) -> None:
        super().on_mount()
        self.row_list.focus()

    def items(self) -> Sequence[T]:
        """Return the items, in their order."""
        raise NotImplementedError

    def heading(self) -> str:
        """Return the text of the header, about all items."""
        raise NotImplementedError

    def key_of(self, item: T) -> str:
        """Return what tells an item from the others."""
        raise NotImplementedError

    def row_lines(self, item: T, width: int) -> list[Content]:
        """Return the three lines of an item in the list, `width` cells wide."""
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
        return False if self.HIDES_IMPOSSIBLE else None

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
        self.header.show(self.heading())
        choose = None
        if self._items and not self.row_list.chosen:
            choose = self.key_of(self._items[0])
        gap = 1 if self.app.size.height >= TALL else 0
        self.row_list.show(self._items, choose, gap)
        self._show_card()

    def _show_card(self) -> None:
        item = self.chosen
        self.show_actions()
        if item is not None:
            title = self.title_of(item)
            self.about.show(lambda columns, _: self.detail_lines(item, columns), title)
            return
        title, words = self.EMPTY_CARD
        if self._items:
            title, words = "None chosen", "What you had chosen is not here any more."
        self.about.show(
            lambda columns, rows: [Content(line) for line in wrapped(words, columns, rows)], title
        )

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_card()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        message.stop()
        self.action_perform(self.ENTER_ACTION)


def three_lines(
    colour: str, title: str, kind: str, second: str, third: str | Content, width: int
) -> list[Content]:
    """Return the lines of a row: a title with its kind at the right, and two lines about it.

    Parameters:
        colour: of the edge at the left, as a Textual style.
        third: drawn muted, unless it is `Content` with styles of its own.
        width: in cells.
    """
    edge, room = Content.styled("▌ ", colour), width - 3
    mark = Content.styled(kind, "$muted")
    if isinstance(third, str):
        third = Content.styled(cut(third, room), "$muted")
    return [
        Content.assemble(edge, spread(Content.styled(printable(title), "bold"), mark, room)),
        Content.assemble(edge, cut(second, room)),
        Content.assemble(edge, third),
    ]
