"""A grid of tiles that fits itself to its size: as many tiles as there is room for, and the other
items on further pages.

`grid_layout` computes the layout and the pages; the widget only shows them. Tiles are made once and
then show other items, since making a widget is what costs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

import msgspec
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal
from textual.message import Message

from screens.widgets.grid_layout import GridLayout, Paging, TileSpec, lay_out, paginate
from screens.widgets.tile import Tile

T = TypeVar("T")

_NEXT, _BACK = "\0next", "\0back"
"""Values of the tiles that lead to other pages; no item has one of them."""
SLIM_BELOW = 5
"""Rows below which a tile has no room for a frame: the class "-slim"."""


class GridItem(msgspec.Struct, frozen=True):
    """What one tile of a grid shows, and the value that it stands for."""

    value: str
    title: str
    body: str = ""
    tone: str = ""
    key: str = ""
    chosen: bool = False
    badge: str = ""


class LazyItems(Sequence[GridItem], Generic[T]):
    """Items that are made of records when they are shown: of thousands, one page.

    Parameters:
        value_of: returns the value of a record's item.
        make_item: makes the item of a record.
    """

    def __init__(
        self,
        records: Sequence[T],
        value_of: Callable[[T], str],
        make_item: Callable[[T], GridItem],
    ) -> None:
        self._records, self._value_of, self._make_item = records, value_of, make_item

    def values(self) -> Iterator[str]:
        """Yield the value of each item, without making it."""
        return map(self._value_of, self._records)

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> GridItem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[GridItem]: ...
    def __getitem__(self, index: int | slice) -> GridItem | Sequence[GridItem]:
        if isinstance(index, slice):
            return [self._make_item(record) for record in self._records[index]]
        return self._make_item(self._records[index])


class SplitPager(Horizontal):
    """Two narrow tiles in the room of one: back at the left, next at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._label, self._slim = "", False

    def compose(self) -> ComposeResult:
        yield Tile("Earlier", value=_BACK, tone="note")
        yield Tile("More", value=_NEXT, tone="note")

    def show(self, label: str, *, slim: bool) -> None:
        """Show which page this is, such as "2 of 5"."""
        self._label, self._slim = label, slim
        self._update_tiles()

    def on_mount(self) -> None:
        self._update_tiles()

    def _update_tiles(self) -> None:
        for tile in self.query_children(Tile):
            tile.body = self._label
            tile.set_class(self._slim, "-slim")


class TileGrid(Grid):
    """Tiles of equal size, in reading order.

    Parameters:
        items: what there is to choose from.
        width: the fewest columns of a tile.
        height: the fewest rows of a tile. Where there is room, tiles grow.
        short_height: the fewest rows of a tile on a screen that is not tall; 0 for the same.
        most_columns: the most tiles side by side.
        loops: whether one tile that leads to the next page is enough, however many there are.
    """

    @dataclass
    class Chosen(Message):
        """An item was touched."""

        grid: "TileGrid"
        value: str

        @property
        def control(self) -> "TileGrid":
            """The grid, for `@on` with a selector."""
            return self.grid

    @dataclass
    class Turned(Message):
        """Another page is shown.

        Parameters:
            first: value of the first item on it.
        """

        first: str

    class Resized(Message):
        """Another number of tiles fits now."""

    def __init__(
        self,
        items: Sequence[GridItem] = (),
        *,
        width: int = 14,
        height: int = 3,
        short_height: int = 0,
        most_columns: int = 8,
        loops: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._items: Sequence[GridItem] = items
        self._spec = TileSpec(width, height, short_height or height, most_columns)
        self._loops = loops
        self._layout: GridLayout | None = None
        """None until items are shown or the grid has a size."""
        self._page = 0
        """Which page is shown, counted from 0."""
        self._shown: list[GridItem] = []
        """The items on that page."""
        self._pager: SplitPager | None = None

    def show(self, items: Sequence[GridItem], width: int | None = None) -> None:
        """Show other items. If an item of the page that is shown is still there, its page is shown.

        Parameters:
            width: the fewest columns of a tile from now on; None leaves them as they are.
        """
        shown_before = {item.value for item in self._shown}
        self._items = items
        if width is not None:
            self._spec = replace(self._spec, width=width)
        self._update_layout()
        values = enumerate(_values(items)) if shown_before else ()
        still_there = (index for index, value in values if value in shown_before)
        self._page = self._paging.page_of(next(still_there, 0))
        self._update_tiles()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._paging.page_count

    def room_for(self, width: int) -> int:
        """Return how many tiles of another width fit; 0 before there is a layout.

        Parameters:
            width: the fewest columns of a tile.
        """
        if self._layout is None:
            return 0
        return replace(self._spec, width=width).columns_in(self.size) * self._layout.rows

    @property
    def _paging(self) -> Paging:
        if self._layout is None:
            return Paging(1, 1, "none")
        return paginate(len(self._items), self._layout, loops=self._loops)

    def on_resize(self) -> None:
        before = self._layout
        layout = self._update_layout()
        if before is None or (before.columns, before.rows) != (layout.columns, layout.rows):
            self.post_message(self.Resized())
        self._update_tiles()

    def _update_layout(self) -> GridLayout:
        """Compute the layout for the present size and items, and hand it to Textual's grid."""
        layout = lay_out(self._spec, self.size, len(self._items), self.app.size.height)
        self._layout = layout
        self.styles.grid_size_columns = layout.columns
        self.styles.grid_rows = str(layout.tile_height)
        self.styles.grid_gutter_horizontal = layout.gap  # Textual's name for that between rows
        self.styles.grid_gutter_vertical = 1
        return layout

    def _update_tiles(self) -> None:
        """Show the items of the page on tiles: those that are there already, and new ones."""
        layout, paging = self._layout, self._paging
        if layout is None:
            return
        self._page = min(self._page, paging.page_count - 1)
        self._shown = list(self._items[paging.items_on(self._page)])
        label = f"{self._page + 1} of {paging.page_count}"
        items = [*self._shown, *_navigation_items(paging, label)]
        self._show_pager(layout, label, needed=paging.navigation == "split")
        tiles = list(self.query_children(Tile))
        for tile, item in zip(tiles, items, strict=False):
            _show_item(tile, item)
        for tile in tiles[len(items) :]:
            tile.display = False
        new_tiles = [_make_tile(item) for item in items[len(tiles) :]]
        if new_tiles:
            self.mount(*new_tiles, before=self._pager)
        for index, tile in enumerate([*tiles, *new_tiles]):
            tile.set_class(layout.tile_height < SLIM_BELOW, "-slim")
            # Rows of tiles with no gap between them differ in their background instead.
            tile.set_class(not layout.gap and index // layout.columns % 2 == 1, "-odd")
            tile.styles.height = layout.tile_height

    def _show_pager(self, layout: GridLayout, label: str, *, needed: bool) -> None:
        """Show or hide the split pager; it is made when it is first needed."""
        if needed and self._pager is None:
            self._pager = SplitPager()
            self.mount(self._pager)
        if self._pager:
            self._pager.display = needed
            self._pager.styles.height = layout.tile_height
            self._pager.show(label, slim=layout.tile_height < SLIM_BELOW)

    def focus_first(self) -> None:
        """Focus the first tile, if there is one."""
        for tile in self.query_children(Tile):
            tile.focus()
            return

    def turn_page(self, by: int) -> None:
        """Show another page; after the last comes the first.

        Parameters:
            by: how many pages further; negative for back.
        """
        if self.pages > 1:
            self._page = (self._page + by) % self.pages
            self._update_tiles()
            self.post_message(self.Turned(self._shown[0].value))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.value in {_NEXT, _BACK}:
            self.turn_page(1 if message.tile.value == _NEXT else -1)
        else:
            self.post_message(self.Chosen(self, message.tile.value))


def _values(items: Sequence[GridItem]) -> Iterator[str]:
    return items.values() if isinstance(items, LazyItems) else (item.value for item in items)


def _navigation_items(paging: Paging, label: str) -> list[GridItem]:
    """Return the items that lead to other pages.

    Parameters:
        label: which page this is, such as "2 of 5".
    """
    back = GridItem(_BACK, "Earlier", label, "note")
    next_ = GridItem(_NEXT, "More", label, "note")
    match paging.navigation:
        case "next":
            return [next_]
        case "back and next":
            return [back, next_]
        case "none" | "split":
            return []


def _make_tile(item: GridItem) -> Tile:
    return Tile(
        item.title,
        item.body,
        value=item.value,
        tone=item.tone,
        key=item.key,
        badge=item.badge,
        classes="-chosen" if item.chosen else None,
    )


def _show_item(tile: Tile, item: GridItem) -> None:
    """Make a tile that exists show another item."""
    tile.key = item.key
    tile.set_class(item.chosen, "-chosen")
    tile.badge = item.badge
    tile.show(item.title, item.body, item.value, item.tone)
    tile.display = True
