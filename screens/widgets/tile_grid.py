"""A grid of tiles that fits itself to its room: as many as there is place for, the rest on further
pages. Tiles are made once and then become other tiles, since making them is what costs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar, overload

from textual.app import ComposeResult
from textual.containers import Grid, Horizontal
from textual.message import Message

from screens.widgets.tile import Tile

T = TypeVar("T")

HIGH = 38
"""Rows of a screen from which on there is room to breathe."""
NARROWEST = 12
"""Columns of the narrowest tile."""
ROOMY = 28
"""Rows of a screen from which on tiles have air between them."""


_ON, _BACK = "\0on", "\0back"


@dataclass(frozen=True)
class GridItem:
    """What one tile of a grid shows and stands for."""

    value: str
    title: str
    body: str = ""
    tone: str = ""
    key: str = ""
    chosen: bool = False
    badge: str = ""


class LazyItems(Sequence[GridItem], Generic[T]):
    """Items that are made when they are looked at: of thousands, a page."""

    def __init__(self, found: Sequence[T], make: Callable[[T], GridItem]) -> None:
        self._found, self._make = found, make

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> GridItem: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[GridItem]: ...
    def __getitem__(self, place: int | slice) -> GridItem | Sequence[GridItem]:
        if isinstance(place, slice):
            return [self._make(each) for each in self._found[place]]
        return self._make(self._found[place])


class Pager(Horizontal):
    """One place that leads to the page before at its left, and to the next at its right."""

    def compose(self) -> ComposeResult:
        yield Tile("Earlier", value=_BACK, tone="note")
        yield Tile("More", value=_ON, tone="note")

    def show(self, where: str, *, slim: bool) -> None:
        """Say which page this is."""
        self._where, self._slim = where, slim
        self._write()

    def on_mount(self) -> None:
        self._write()

    def _write(self) -> None:
        for tile in self.query_children(Tile):
            tile.body = self._where
            tile.set_class(self._slim, "-slim")


class TileGrid(Grid):
    """Tiles of equal size, in reading order.

    Parameters:
        width: the fewest columns of a tile.
        height: the fewest rows of a tile; where there is room they grow, to twice that or more.
        low: the same on a low screen, when it is another.
        most: the most tiles in a row.
        loops: whether one tile that leads on is enough, since after the last page comes the first.
    """

    @dataclass
    class Chosen(Message):
        """One of the items was touched."""

        grid: "TileGrid"
        value: str

        @property
        def control(self) -> "TileGrid":
            """The grid."""
            return self.grid

    @dataclass
    class Turned(Message):
        """Another page is shown, and what comes first on it."""

        first: str

    class Resized(Message):
        """There is room for another number of tiles."""

    def __init__(
        self,
        items: Sequence[GridItem] = (),
        *,
        width: int = 14,
        height: int = 3,
        low: int = 0,
        most: int = 8,
        loops: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._items: Sequence[GridItem] = items
        self._width, self._most, self._loops = width, most, loops
        self._height = low if low and self.app.size.height < ROOMY else height
        self._pager: Pager | None = None
        self._page = 0
        self._shown: list[GridItem] = []
        self.columns = self.rows = self._gap = 0

    @property
    def places(self) -> int:
        """Tiles that fit at once."""
        return self.columns * self.rows

    def show(self, items: Sequence[GridItem], width: int | None = None) -> None:
        """Show other items; whoever leafed to a later page stays with what is on it.

        Parameters:
            width: another width for the tiles, when names take the place of letters.
        """
        seen = {item.value for item in self._shown}
        self._items = items
        self._width = self._width if width is None else width
        self._measure()
        found = enumerate(self._items) if seen else ()
        place = next((n for n, item in found if item.value in seen), 0)
        self._page = place // max(1, self._step)
        self._fill()

    @property
    def _step(self) -> int:
        """Items a page; where there are more pages, a tile leads on, and from three on one back."""
        if len(self._items) <= self.places:
            return max(1, self.places)
        return max(1, self.places - (2 if self._needs_two else 1))

    @property
    def _needs_two(self) -> bool:
        """Whether the tiles that lead on and back take a place each: there are three pages or
        more, and a place is too narrow for both.
        """
        few = len(self._items) <= 2 * (self.places - 1)
        return not few and not self._loops and self._cell < 2 * NARROWEST

    @property
    def _cell(self) -> int:
        """Columns of one place."""
        return (self.size.width + 1) // max(1, self.columns) - 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, ceil(len(self._items) / self._step))

    def room_for(self, width: int) -> int:
        """How many tiles of another width would fit."""
        return self._columns_for(width) * self.rows

    def _columns_for(self, width: int) -> int:
        return max(1, min(self._most, (self.size.width + 1) // (width + 1)))

    def _measure(self) -> None:
        gap = 1 if self.app.size.height >= ROOMY else 0
        self.columns = self._columns_for(self._width)
        self.rows = max(1, (self.size.height + gap) // (self._height + gap))
        needed = max(1, min(self.rows, ceil(len(self._items) / self.columns)))
        if needed * (self._height + 1) - 1 <= self.size.height:
            gap = 1
        grown = (self.size.height + gap) // needed - gap
        most = self._height * (3 if self.app.size.height >= HIGH else 2) - 1
        self._rows = max(self._height, min(grown, most))
        self.styles.grid_size_columns = self.columns
        self.styles.grid_rows = str(self._rows)
        self._gap = gap
        self.styles.grid_gutter_horizontal = gap
        self.styles.grid_gutter_vertical = 1

    def on_resize(self) -> None:
        before = self.columns, self.rows
        self._measure()
        if before != (self.columns, self.rows):
            self.post_message(self.Resized())
        self._fill()

    def _fill(self) -> None:
        if not self.places:
            return
        tiles = list(self.query_children(Tile))
        step, pages = self._step, self.pages
        self._page %= pages
        shown = self._shown = list(self._items[self._page * step : (self._page + 1) * step])
        both = self._lead(pages)
        if pages > 1 and not both:
            shown = [*shown, *self._leading(pages)]
        for tile, item in zip(tiles, shown, strict=False):
            tile.key = item.key
            tile.set_class(item.chosen, "-chosen")
            tile.badge = item.badge
            tile.show(item.title, item.body, item.value, item.tone)
            tile.display = True
        for tile in tiles[len(shown) :]:
            tile.display = False
        fresh = [
            Tile(i.title, i.body, value=i.value, tone=i.tone, key=i.key, badge=i.badge)
            for i in shown[len(tiles) :]
        ]
        for tile, item in zip(fresh, shown[len(tiles) :], strict=True):
            tile.set_class(item.chosen, "-chosen")
        if fresh:
            self.mount(*fresh, before=self._pager)
        for place, tile in enumerate([*tiles, *fresh]):
            tile.set_class(self._rows < 5, "-slim")
            # Rows without air between them are told apart by their ground.
            tile.set_class(not self._gap and place // self.columns % 2 == 1, "-odd")
            tile.styles.height = self._rows

    def _leading(self, pages: int) -> list[GridItem]:
        """The tiles that lead to other pages."""
        where = f"{self._page + 1} of {pages}"
        on = GridItem(_ON, "More", where, "note")
        return [GridItem(_BACK, "Earlier", where, "note"), on] if self._needs_two else [on]

    def _lead(self, pages: int) -> bool:
        """Show the two halves of a place that lead back and on; False where they are not needed."""
        needed = pages > 2 and not self._loops and not self._needs_two
        if needed and self._pager is None:
            self._pager = Pager()
            self.mount(self._pager)
        if self._pager:
            self._pager.display = needed
            self._pager.styles.height = self._rows
            self._pager.show(f"{self._page + 1} of {pages}", slim=self._rows < 5)
        return needed

    def focus_first(self) -> None:
        """Go to the first tile, when there is one."""
        for tile in self.query_children(Tile):
            tile.focus()
            return

    def turn_page(self, by: int) -> None:
        """Leaf by so many pages; after the last comes the first."""
        if self.pages > 1:
            self._page = (self._page + by) % self.pages
            self._fill()
            self.post_message(self.Turned(self._shown[0].value))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.value in {_ON, _BACK}:
            self.turn_page(1 if message.tile.value == _ON else -1)
        else:
            self.post_message(self.Chosen(self, message.tile.value))
