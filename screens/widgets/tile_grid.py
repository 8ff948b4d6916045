"""A grid of tiles that fits itself to its size: as many tiles as there is room for, and the other
items on further pages.

`grid_layout` computes the layout and the pages; the widget only shows them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

from msgspec.structs import replace
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from screens.widgets.empty_state import Nothing, draw_nothing
from screens.widgets.grid_layout import GUTTER, GridLayout, Paging, TileSpec, lay_out, paginate
from screens.widgets.letters import LETTERS
from screens.widgets.pictures import ROWS
from screens.widgets.tile import Shape, Tile, shown_key
from screens.widgets.tile_board import Placed, TileBoard
from screens.widgets.tile_drawing import PICTURE_HEIGHT
from screens.widgets.tile_width import title_width

T = TypeVar("T")

AROUND = 5
"""Columns of the edge of a card and of the air beside its text."""

LEAST_OF_FEW, MOST_OF_FEW = 4, ROWS + 2
"""Rows of the tiles that are few: they grow until their picture fits beside their title."""

_NEXT, _BACK = "\0next", "\0back"
"""Values of the tiles that lead to other pages; no item has one of them."""


class LazyItems(Sequence[Tile], Generic[T]):
    """Tiles that are made of records when they are shown: of thousands, one page.

    Parameters:
        value_of: returns the value of a record's tile.
        make_item: makes the tile of a record.
    """

    def __init__(
        self,
        records: Sequence[T],
        value_of: Callable[[T], str],
        make_item: Callable[[T], Tile],
    ) -> None:
        self._records, self._value_of, self._make_item = records, value_of, make_item

    def values(self) -> Iterator[str]:
        """Yield the value of each tile, without making it."""
        return map(self._value_of, self._records)

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> Tile: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Tile]: ...
    def __getitem__(self, index: int | slice) -> Tile | Sequence[Tile]:
        if isinstance(index, slice):
            return [self._make_item(record) for record in self._records[index]]
        return self._make_item(self._records[index])


class TileGrid(TileBoard):
    """Tiles of equal size, in reading order.

    Parameters:
        items: what there is to choose from.
        width: the fewest columns of a tile.
        height: the fewest rows of a tile. Where there is room, tiles grow.
        short_height: the fewest rows of a tile on a screen that is not tall; 0 for the same.
        most_columns: the most tiles side by side.
        loops: whether one tile that leads to the next page is enough, however many there are.
        fills, is_dense, most: as in `TileSpec`.
        more: title of the tile that leads to the next page.
        picture_of_few: the name of a pictogram on tiles that are so few that one row holds them;
            "" for none.
    """

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
        items: Sequence[Tile] = (),
        *,
        width: int = 14,
        height: int = 3,
        short_height: int = 0,
        most_columns: int = 6,
        loops: bool = False,
        fills: bool = False,
        is_dense: bool = False,
        picture_of_few: str = "",
        most: int = 0,
        more: str = "More",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._tiles = items
        self._spec = TileSpec(
            width,
            height,
            short_height or height,
            most_columns,
            fills=fills,
            is_dense=is_dense,
            most=most,
        )
        self._loops, self._picture_of_few, self._more = loops, picture_of_few, more
        self._layout: GridLayout | None = None
        """None until items are shown or the grid has a size."""
        self._page = 0
        """Which page is shown, counted from 0."""
        self._shown: list[Tile] = []
        """The items on that page."""
        self._nothing: Nothing | None = None
        """What is shown in their place; None while there are items."""

    @property
    def tiles(self) -> Sequence[Tile]:
        """The tiles of the page that is shown."""
        return [tile for tile, _ in self.placed]

    def show(  # type: ignore[override]
        self, items: Sequence[Tile], width: int | None = None, lead: int = 0
    ) -> None:
        """Show other items. If an item of the page that is shown is still there, its page is shown.

        Parameters:
            width: the fewest columns of a tile from now on; None leaves them as they are.
            lead: how many items stand first, in rows of their own.
        """
        self._nothing = None
        shown_before = {item.value for item in self._shown}
        self._tiles = items
        if width is not None:
            self._spec = replace(self._spec, width=width)
        self._spec = replace(self._spec, lead=lead)
        self._update_layout()
        values = enumerate(_values(items)) if shown_before else ()
        still_there = (index for index, value in values if value in shown_before)
        self._page = self._paging.page_of(next(still_there, 0))
        self._update_page()

    def show_nothing(self, nothing: Nothing) -> None:
        """Show that there is nothing to choose from."""
        self.show([])
        self._nothing = nothing

    def draw(self, y: int) -> Iterable[tuple[int, Strip]]:
        if self._nothing is None:
            return super().draw(y)
        return enumerate(draw_nothing(self._nothing, self.size, self.app.theme))

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._paging.page_count

    @property
    def _paging(self) -> Paging:
        if self._layout is None:
            return Paging(1, 1, "none")
        return paginate(len(self._tiles), self._layout, loops=self._loops)

    def room_for(self, width: int) -> int:
        """Return how many tiles of another width fit; 0 before there is a layout.

        Parameters:
            width: the fewest columns of a tile.
        """
        if self._layout is None:
            return 0
        return self.columns_for(width) * self._spec.rows_in(self.size, self.app.size.height)

    def columns_for(self, width: int) -> int:
        """Return how many tiles of another width stand side by side.

        Parameters:
            width: the fewest columns of a tile.
        """
        return replace(self._spec, width=width).columns_in(self.size)

    def on_resize(self) -> None:
        super().on_resize()
        before = self._layout
        layout = self._update_layout()
        if before is None or (before.columns, before.rows) != (layout.columns, layout.rows):
            self.post_message(self.Resized())
        self._update_page()

    def _update_layout(self) -> GridLayout:
        """Compute the layout for the present size and items."""
        first = self._tiles[:1]
        has_letters = any(tile.picture in LETTERS for tile in first)
        has_pictures = any(tile.picture for tile in first) and not (has_letters or self._are_few)
        has_lines = any(tile.shape == "control" and tile.body for tile in first)
        is_flat = has_lines and not self._are_few
        fills = self._spec.fills or self._are_few
        is_single = not (has_lines or has_pictures) and all(
            tile.shape == "control" for tile in first
        )
        spec = replace(
            self._spec,
            has_pictures=has_pictures,
            has_letters=has_letters,
            is_flat=is_flat,
            fills=fills,
            is_single=is_single,
        )
        if self._are_few:
            rows = LEAST_OF_FEW
            spec = replace(spec, height=rows, short_height=rows, most=MOST_OF_FEW, is_few=True)
        layout = lay_out(spec, self.size, len(self._tiles), self.app.size.height)
        self._layout = layout
        return layout

    @property
    def _are_few(self) -> bool:
        """Whether the tiles get the picture of few: one row holds them, and it is high enough."""
        columns = self._spec.columns_in(self.size)
        is_high = self.size.height >= PICTURE_HEIGHT
        has_letters = any(tile.picture in LETTERS for tile in self._tiles[:1])
        may_be = bool(self._picture_of_few) and is_high and not has_letters
        return may_be and 0 < len(self._tiles) <= columns

    def _update_page(self) -> None:
        """Make the tiles of the page that is shown."""
        paging = self._paging
        self._page = min(self._page, paging.page_count - 1)
        self._shown = [item for item in self._tiles[paging.items_on(self._page)] if item.shown]
        if self._are_few:
            self._shown = [
                replace(item, shape="card", picture=item.picture or self._picture_of_few)
                for item in self._shown
            ]
        self._key_below = self._is_a_key_crowded()
        self.redraw()

    def _is_a_key_crowded(self) -> bool:
        """Return whether the title of any tile leaves no room for its key beside it."""
        room = self._layout.tile_width - AROUND if self._layout else 0
        cards = (tile for tile in self._shown if tile.shape == "card" and tile.key)
        return any(title_width(tile) + len(shown_key(tile.key)) + 3 > room for tile in cards)

    def place(self, size: Size) -> list[Placed]:
        layout = self._layout if size == self.size else None
        if layout is None:
            layout = lay_out(self._spec, size, len(self._tiles), self.app.size.height)
        paging = self._paging
        label = f"{self._page + 1} of {paging.page_count}"
        placed = [(tile, layout.region(index)) for index, tile in enumerate(self._shown)]
        here = layout.region(len(placed))
        shape: Shape = self._shown[0].shape if self._shown else "card"
        back = Tile("Earlier", label, _BACK, shape=shape, disabled=not self._page)
        next_ = Tile(self._more, label, _NEXT, shape=shape)
        match paging.navigation:
            case "next":
                placed.append((next_, here))
            case "back and next":
                placed += [(back, here), (next_, layout.region(len(placed) + 1))]
            case "split":
                left = (here.width - GUTTER) // 2
                x = here.x + left + GUTTER
                placed.append((back, Region(here.x, here.y, left, here.height)))
                placed.append((next_, Region(x, here.y, here.right - x, here.height)))
            case "none":
                pass
        return placed

    def turn_page(self, by: int) -> None:
        """Show another page; after the last comes the first.

        Parameters:
            by: how many pages further; negative for back.
        """
        if self.pages > 1:
            self._page = (self._page + by) % self.pages
            self._update_page()
            self.post_message(self.Turned(self._shown[0].value))

    def press(self, tile: Tile) -> None:
        """Press a tile: turn the page, or say what was chosen."""
        if tile.value in {_NEXT, _BACK}:
            self.turn_page(1 if tile.value == _NEXT else -1)
        else:
            super().press(tile)


def _values(items: Sequence[Tile]) -> Iterator[str]:
    return items.values() if isinstance(items, LazyItems) else (item.value for item in items)
