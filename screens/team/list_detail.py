"""What most sections are: a list at the left that keeps its place, at the right what there is to
say about the chosen one, and one row of keys for what can be done with it.
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
from screens.widgets.text_layout import cut, seen, spread, wrapped

T = TypeVar("T")


class ListDetail(Section, Generic[T]):
    """A section with a list and a card. What a section adds: what there is, how it is written, and
    what can be done.
    """

    OPENS: ClassVar[str] = ""
    """The action of Enter, and of a second touch on a row."""
    HIDES: ClassVar[bool] = False
    """Whether what cannot be done with the chosen one has no tile, for want of room."""
    ABOUT: ClassVar[frozenset[str]] = frozenset()
    """Ids of the actions that are about the chosen one."""
    EMPTY: ClassVar[tuple[str, str]] = ("", "")
    """The title and the words of the card when there is nothing."""

    row_list = getters.query_one(RowList)
    about = getters.query_one("#about", Card)

    def __init__(self) -> None:
        super().__init__()
        self._things: Sequence[T] = ()
        self._minute = -1

    def main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield RowList[T](self.key_of, self.row, id="found")
            yield Card("", "note", id="about")

    def on_mount(self) -> None:
        super().on_mount()
        self.row_list.focus()

    def tick(self) -> None:
        """Once a minute something begins or is over."""
        if self._minute != self.desk.now().minute:
            self.show_live()

    def things(self) -> Sequence[T]:
        """What there is, in its order."""
        raise NotImplementedError

    def heading(self) -> str:
        """What the line above says of all of it."""
        raise NotImplementedError

    def key_of(self, thing: T) -> str:
        """What tells it from the others."""
        raise NotImplementedError

    def row(self, thing: T, width: int) -> list[Content]:
        """Its three lines in the list."""
        raise NotImplementedError

    def title_of(self, thing: T) -> str:
        """The title of its card."""
        raise NotImplementedError

    def lines_of(self, thing: T, columns: int) -> list[Content]:
        """The lines of its card."""
        raise NotImplementedError

    def fits(self, name: str, thing: T) -> bool:  # noqa: ARG002
        """Return whether an action can be done with one of them.

        Parameters:
            name: the id of the action, one of ABOUT.
        """
        return True

    def can(self, name: str) -> bool | None:
        if name not in self.ABOUT:
            return super().can(name)
        thing = self.chosen
        if thing is not None and self.fits(name, thing):
            return True
        return False if self.HIDES else None

    @property
    def chosen(self) -> T | None:
        """What the card is about."""
        key = self.row_list.chosen
        return next((each for each in self._things if self.key_of(each) == key), None)

    def show_live(self) -> None:
        self._minute = self.desk.now().minute
        self._things = self.things()
        self.show_top()
        self.top.show(self.heading())
        first = self.key_of(self._things[0]) if self._things and not self.row_list.chosen else None
        self.row_list.show(self._things, first, 1 if self.app.size.height >= TALL else 0)
        self._show_about()

    def _show_about(self) -> None:
        thing = self.chosen
        self.show_actions()
        if thing is not None:
            self.about.show(lambda columns, _: self.lines_of(thing, columns), self.title_of(thing))
            return
        title, said = self.EMPTY
        if self._things:
            title, said = "None chosen", "What you had chosen is not here any more."
        self.about.show(lambda w, h: [Content(line) for line in wrapped(said, w, h)], title)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_about()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        message.stop()
        self.action_perform(self.OPENS)


def three_lines(
    tone: str, head: str, mark: str, second: str, third: str | Content, width: int
) -> list[Content]:
    """A row of a list: what it is and its kind, and two lines about it.

    Parameters:
        tone: the colour of its edge.
        third: said quietly, unless it has a style of its own.
    """
    edge, room = Content.styled("▌ ", tone), width - 3
    kind = Content.styled(mark, "$muted")
    if isinstance(third, str):
        third = Content.styled(cut(third, room), "$muted")
    return [
        Content.assemble(edge, spread(Content.styled(seen(head), "bold"), kind, room)),
        Content.assemble(edge, cut(second, room)),
        Content.assemble(edge, third),
    ]
