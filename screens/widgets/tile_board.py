"""A board of tiles: one widget that draws all of them and takes the touches, since a widget for
each target would make every screen wait for its styles.

A board knows its tiles as records. Where each stands is computed by `place`, which a kind of board
overrides; the touch goes to whatever stands under the finger, both when it went down and when it
was lifted. Arrows and Tab move a focus inside the board and out of it: the screen knows all
targets.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from msgspec.structs import replace
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from screens.messages import Act
from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.grid_layout import TALL
from screens.widgets.half_rows import with_half_rows
from screens.widgets.palette import Palette, palette
from screens.widgets.tile import Tile
from screens.widgets.tile_drawing import Line, TileDrawing, look_of
from screens.widgets.tile_width import is_tight

B = TypeVar("B", bound="TileBoard")
LEAST_HALVED = 3
"""Rows of the lowest tile that can give half of its first and of its last row."""
Placed = tuple[Tile, Region]
"""A tile, and where it stands on its board, in cells."""


class TileBoard(DrawnWidget, can_focus=True):
    """Tiles, drawn by one widget.

    Parameters:
        tiles: what can be touched, in reading order.
    """

    BINDINGS = [Binding("enter,space", "press", "Press", show=False)]
    FOCUS_ON_CLICK = False

    @dataclass
    class Pressed(Act):
        """A tile was touched, or its key was pressed."""

        board: "TileBoard"
        tile: Tile

        @property
        def control(self) -> "TileBoard":
            """The board, for `@on` with a selector."""
            return self.board

        @property
        def value(self) -> str:
            """What the tile stands for."""
            return self.tile.value

    @dataclass
    class ActionPressed(Act):
        """The tile of an action was touched."""

        action: str

    class Moved(Message):
        """Another tile than the one that was touched stands under the finger now."""

    def __init__(
        self, tiles: Iterable[Tile] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._tiles: Sequence[Tile] = list(tiles)
        self._placed: list[Placed] | None = None
        """Where the tiles stand; None until it is asked for."""
        self._placed_for: tuple[Size, Size] | None = None
        """The size of the board and of the window for which they were placed."""
        self._cursor = ""
        """Value of the tile that the keys press, while the board has the focus."""
        self._shows_focus = False
        """Whether the focus is seen: only after it was moved by keys."""
        self._held: Tile | None = None
        """The tile on which the finger went down."""
        self._key_below = False
        """Whether cards have their keys in their last row."""
        self._is_tight = False
        """Whether the control that is drawn has no blank before its title."""

    @property
    def tiles(self) -> Sequence[Tile]:
        """All its tiles, shown or not."""
        return self._tiles

    def show(self, tiles: Iterable[Tile]) -> None:
        """Show other tiles."""
        shown = list(tiles)
        if shown != self._tiles:
            self._tiles = shown
            self.redraw()

    def change(self, value: str, **changes: Any) -> None:
        """Change the tiles that stand for this value.

        Parameters:
            changes: fields of `Tile`.
        """
        self.change_all(lambda tile: replace(tile, **changes) if tile.value == value else tile)

    @property
    def has_actions(self) -> bool:
        """Whether any of its tiles does an action of its screen."""
        return isinstance(self._tiles, list) and any(tile.action for tile in self._tiles)

    def change_all(self, change: Callable[[Tile], Tile]) -> None:
        """Replace each tile by what a function makes of it."""
        changed = [change(tile) for tile in self._tiles]
        if changed != self._tiles:
            self.show(changed)

    def redraw(self) -> None:
        """Place and draw the tiles anew."""
        self._placed = None
        width, height = self.size
        is_auto = self.styles.auto_dimensions and height
        self.refresh(layout=bool(is_auto) and self._height_in(width) != height)

    def place(self, size: Size) -> list[Placed]:
        """Return where the tiles that are shown stand on a board of this size."""
        raise NotImplementedError

    @property
    def placed(self) -> list[Placed]:
        """The tiles in sight, and where they stand."""
        sizes = (self.size, self.app.size)
        if self._placed is None or self._placed_for != sizes:
            self._placed = self.place(self.size) if self.size.area else []
            self._placed_for = sizes
        return self._placed

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self._height_in(width)

    def _height_in(self, width: int) -> int:
        """Return the rows that the tiles take in so many columns."""
        return max((region.bottom for _, region in self.place(Size(width, 0))), default=0)

    def on_resize(self) -> None:
        self._placed = None

    @property
    def is_shown(self) -> bool:
        """Whether it, and all that contains it, is displayed."""
        nodes = (node for node in self.ancestors_with_self if isinstance(node, Widget))
        return all(node.display for node in nodes)

    def targets(self) -> list[Placed]:
        """Return the tiles that can be pressed, and where on the screen each stands, in cells."""
        if not self.region.area:
            return []
        offset = self.region.offset
        return [
            (tile, region.translate(offset)) for tile, region in self.placed if not tile.disabled
        ]

    def tile_at(self, offset: Offset) -> Tile | None:
        """Return the tile at a place on the board; None between tiles."""
        return next((tile for tile, region in self.placed if region.contains_point(offset)), None)

    def draw(self, y: int) -> Iterable[tuple[int, Strip]]:  # noqa: ARG002
        return enumerate(self._lines_of(self.focused_value if self._shows_focus else None))

    @property
    def focused_value(self) -> str | None:
        """The value of the tile that the keys press; None while the board has no focus."""
        return self.cursor_value if self.has_focus else None

    @property
    def cursor_value(self) -> str | None:
        """The value of the tile that the keys press once the board has the focus."""
        values = [tile.value for tile, _ in self.placed if not tile.disabled]
        return self._cursor if self._cursor in values else next(iter(values), None)

    @property
    def is_narrow(self) -> bool:
        """Whether its controls have no blank before their titles, whatever they are."""
        return False

    def _lines_of(self, cursor: str | None) -> list[Strip]:
        """Draw all lines: each row of the board goes through the tiles that stand in it.

        Parameters:
            cursor: value of the tile on which the focus is seen; None for none.
        """
        colours, between = palette(self.app.theme), self.rich_style
        width, height = self.size
        rows: list[list[tuple[int, list[Segment], int]]] = [[] for _ in range(height)]
        is_crowded = self._is_crowded()
        ends = {(region.right, region.y) for _, region in self.placed}
        halved = {
            tile.value: region.x > 0 and (region.x, region.y) in ends
            for tile, region in self.placed
            if is_crowded and region.height >= LEAST_HALVED
        }
        # The first column of what touches a neighbour is air: the others leave out their blank.
        are_tight = (
            self.is_narrow
            or any(halved.values())
            or any(is_tight(tile, region.width) for tile, region in self.placed)
        )
        for tile, region in self.placed:
            is_focused = tile.value == cursor and not tile.disabled
            joined = halved.get(tile.value, False)
            self._is_tight = are_tight and (not joined or is_tight(tile, region.width))
            lines = self.draw_tile(tile, region.size, colours, focused=is_focused)
            if tile.value in halved:
                hairline = colours.needs_edges
                lines = with_half_rows(lines, between, joined=joined, hairline=hairline)
            for y, line in enumerate(lines, region.y):
                if 0 <= y < height:
                    rows[y].append((region.x, line, region.width))
        strips = []
        for row in rows:
            segments: list[Segment] = []
            x = 0
            for start, line, cells in sorted(row, key=lambda part: part[0]):
                if start > x:
                    segments.append(Segment(" " * (start - x), between))
                segments += line
                x = start + cells
            if x < width:
                segments.append(Segment(" " * (width - x), between))
            strips.append(Strip(segments).adjust_cell_length(width, between))
        return strips

    def _is_crowded(self) -> bool:
        """Return whether there is no row of air between tiles, or around a single row of controls:
        then each gives half of its first and of its last row.
        """
        starts = {(region.x, region.y) for _, region in self.placed}
        if any((region.x, region.bottom) in starts for _, region in self.placed):
            return True
        is_single_row = {(region.y, region.height) for _, region in self.placed} == {(0, 3)}
        is_dense = self.app.size.height < TALL or isinstance(self.screen, ModalScreen)
        return is_dense and is_single_row

    def draw_tile(self, tile: Tile, size: Size, colours: Palette, *, focused: bool) -> list[Line]:
        """Return the lines of a tile."""
        in_dialog = isinstance(self.screen, ModalScreen)
        ground, behind = ("raised", "panel") if in_dialog else ("panel", "background")
        if in_dialog and colours.needs_edges:
            tile = replace(tile, is_loud=False)  # its colour is too faint on that ground
        look = look_of(tile, focused=focused, ground=ground, behind=behind)
        return TileDrawing(
            tile, size, colours, look, key_below=self._key_below, is_tight=self._is_tight
        ).lines()

    def focus_tile(self, value: str, *, visible: bool = False) -> None:
        """Move the focus to a tile.

        Parameters:
            visible: whether it is seen. It is when somebody moves it by keys; one that is only
                there for Enter is not.
        """
        self._cursor, self._shows_focus = value, visible
        self.screen.set_focus(self)  # at once: several keys may come together
        self.refresh()

    @property
    def shows_focus(self) -> bool:
        """Whether the focus is seen: after it was moved by keys."""
        return self._shows_focus

    def focus_first(self) -> None:
        """Move the focus to the first tile that can be pressed."""
        first = next((tile.value for tile, _ in self.placed if not tile.disabled), "")
        self.focus_tile(first)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_press(self) -> None:
        """Press the tile that has the focus."""
        value = self.focused_value
        for tile, _ in self.placed:
            if tile.value == value and not tile.disabled:
                self.press(tile)
                return

    def press(self, tile: Tile) -> None:
        """Press a tile of this board that is not disabled."""
        if tile.action:
            self.post_message(self.ActionPressed(tile.action))
        else:
            self.post_message(self.Pressed(self, tile))

    def turn_page(self, by: int) -> None:
        """Show another page, where there are several.

        Parameters:
            by: how many pages further; negative for back.
        """

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what the finger went down on: a touch that slides to another tile is none."""
        self._held = self.tile_at(event.offset)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        tile, held = self.tile_at(event.offset), self._held
        self._held = None
        if tile is None or tile.disabled or held is None or tile.value != held.value:
            return
        self.press(tile)
        now_there = self.tile_at(event.offset)
        if now_there is not None and now_there.value != tile.value:
            self.post_message(self.Moved())
