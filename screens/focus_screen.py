"""A screen on which arrows and Tab move the focus from target to target: from tile to tile, also
from one board to another, and to the lines to write in. What is typed goes to a line, wherever the
focus is.
"""

from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widget import Widget

from screens.action_screen import ActionScreen
from screens.input.arrow_focus import Direction, nearest_target
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard

R = TypeVar("R")
FocusTarget = tuple[Widget, Tile | None, Region]
"""A widget, which of its tiles if it is a board, and where on the screen it stands, in cells."""


class FocusScreen(ActionScreen[R]):
    """The base of `KioskScreen`: a screen whose targets are reached by keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "focus_toward('up')", show=False),
        Binding("down", "focus_toward('down')", show=False),
        Binding("left", "focus_toward('left')", show=False),
        Binding("right", "focus_toward('right')", show=False),
        Binding("tab", "focus_step(1)", show=False),
        Binding("shift+tab", "focus_step(-1)", show=False),
    ]
    LEFT_KEYS: ClassVar[str] = ""
    """Characters that are keys of this screen as long as nobody writes in its line."""

    def line_to_write_on(self, event: events.Event) -> TextInput | None:
        """Return the line that takes what is typed or pasted: the one with the focus, or else the
        first empty one in sight; None where there is none, and where the key does something else.
        """
        focused = self.focused
        if isinstance(focused, TextInput):
            return focused
        if isinstance(event, events.Key):
            is_press = event.key == "space" and self._shows_focus
            is_left = bool(event.character) and str(event.character) in self.LEFT_KEYS
            if is_press or is_left:
                return None
        lines = [line for line in self.query(TextInput) if line.region and line.focusable]
        return next((line for line in lines if not line.value), lines[0] if lines else None)

    @property
    def _shows_focus(self) -> bool:
        """Whether a tile has a focus that is seen, since keys have moved it there."""
        return isinstance(self.focused, TileBoard) and self.focused.shows_focus

    def on_mouse_down(self) -> None:
        """Take a focus away that keys have moved: whoever touches the screen does not look for it,
        and Enter shall not press what nobody sees.
        """
        if self._shows_focus:
            self.set_focus(None)

    def on_tile_board_moved(self) -> None:
        """Ignore the second half of a double tap: it was aimed at the tile before."""
        self.app.ignore_touches()

    def _focus_targets(self) -> list[FocusTarget]:
        """Return all that can have the focus: each tile of a board, and each other widget."""
        targets: list[FocusTarget] = []
        for widget in self.focus_chain:
            if isinstance(widget, TileBoard):
                targets += [(widget, tile, region) for tile, region in widget.targets()]
            elif widget.region:
                targets.append((widget, None, widget.region))
        return targets

    def _focus_index(self, targets: list[FocusTarget]) -> int | None:
        """Return which of the targets has the focus; None when none has."""
        focused = self.focused
        value = focused.cursor_value if isinstance(focused, TileBoard) else None
        for index, (widget, tile, _) in enumerate(targets):
            if widget is focused and (tile is None or tile.value == value):
                return index
        return None

    def action_focus_toward(self, direction: Direction) -> None:
        """Move the focus to the nearest target in a direction."""
        targets = self._focus_targets()
        here = self._focus_index(targets)
        region = targets[here][2] if here is not None else None
        index = nearest_target(region, [region for *_, region in targets], direction)
        if index is not None:
            self._focus(*targets[index][:2])

    def action_focus_step(self, by: int) -> None:
        """Move the focus to the next target; after the last comes the first.

        Parameters:
            by: 1 for the next, -1 for the one before.
        """
        targets = self._focus_targets()
        if targets:
            here = self._focus_index(targets)
            index = (0 if by > 0 else -1) if here is None else (here + by) % len(targets)
            self._focus(*targets[index][:2])

    def _focus(self, widget: Widget, tile: Tile | None) -> None:
        if isinstance(widget, TileBoard) and tile is not None:
            widget.focus_tile(tile.value, visible=True)
        else:
            self.set_focus(widget)
