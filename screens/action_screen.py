"""A screen whose actions are rows of a table. From its rows come the keys, the tiles, and whether
each action can be done now.
"""

from collections.abc import Coroutine
from inspect import iscoroutine
from typing import Any, ClassVar, TypeVar

from msgspec.structs import replace
from textual import getters
from textual.screen import Screen

from screens.actions import UNBOUND, Action, Area, bindings_of
from screens.app_base import KioskAppBase
from screens.widgets.tile import Shape, Tile, shown_key
from screens.widgets.tile_board import TileBoard

R = TypeVar("R")


class ActionScreen(Screen[R]):
    """The base of `KioskScreen`: a screen that lists what can be done on it in ACTIONS, and does
    each in a method `action_<id>`.
    """

    NAME: ClassVar[str] = ""
    """What `kiosk.toml` calls this screen in [keys]."""
    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """This class's own actions; those of its base classes are added."""
    WRITES: ClassVar[bool] = False
    """Whether it has a line to write on: then no letter, digit or sign is a key."""

    app = getters.app(KioskAppBase)

    def __init_subclass__(cls, **options: Any) -> None:
        """Add a binding to BINDINGS for each of the class's own actions."""
        own = cls.__dict__.get("ACTIONS", ())
        if own:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings_of(cls.NAME, own)]
        super().__init_subclass__(**options)

    @classmethod
    def actions(cls) -> dict[str, tuple[str, Action]]:
        """Return all actions: id -> ("screen.action" as in `kiosk.toml`, its row). The screen's own
        come first.
        """
        rows: dict[str, tuple[str, Action]] = {}
        for base in cls.__mro__:
            for action in base.__dict__.get("ACTIONS", ()):
                rows.setdefault(action.id, (f"{base.NAME}.{action.id}", action))  # type: ignore[attr-defined]
        return rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key works; the key of an action works while the action can be done."""
        if action == "perform":
            return self.can(str(parameters[0]))
        return super().check_action(action, parameters)

    def can(self, action_id: str) -> bool | None:  # noqa: ARG002
        """Return whether an action can be done.

        Returns:
            True when it can; None when it cannot now, which greys its tile; False when it makes no
            sense here, which hides its tile.
        """
        return True

    def action_perform(self, action_id: str) -> None:
        """Do an action, in a worker: the screen takes the next key at once."""
        if work := self._perform(action_id):
            self.run_worker(work, exit_on_error=False)

    async def on_tile_board_action_pressed(self, message: TileBoard.ActionPressed) -> None:
        """Do the action of the tile that was touched, and wait for it: the next touch was aimed at
        the screen as this action leaves it.
        """
        message.stop()
        if work := self._perform(message.action):
            await work

    def _perform(self, action_id: str) -> Coroutine[Any, Any, None] | None:
        """Begin an action.

        Returns:
            What remains to be awaited, if anything.
        """
        _, action = self.actions()[action_id]
        # A second key may roll over the first, which has opened a screen above this one or has made
        # the action impossible: the binding was checked before that.
        if not self.is_active or not self.can(action_id):
            return None
        if action.opens:
            self.app.open_screen(action.opens)
            return None
        result = getattr(self, action.method)()
        return result if iscoroutine(result) else None

    def key_for(self, action_id: str) -> str:
        """Return the key that is shown for an action: the school's, or else its own first one; ""
        where it would be written into a line.
        """
        full_id, action = self.actions()[action_id]
        key = self.app.keys.get(full_id, action.key).partition(",")[0]
        is_written = self.WRITES and len(key) == 1
        return "" if is_written else key

    def shown_key_for(self, action_id: str) -> str:
        """Return the key of an action as a sentence names it."""
        return shown_key(self.key_for(action_id))

    def tile(self, action_id: str, **changes: Any) -> Tile:
        """Make the tile of an action; `show_actions` says later whether it can be done.

        Parameters:
            changes: fields of `Tile` that differ from what its row says.
        """
        _, action = self.actions()[action_id]
        shape: Shape = "card" if action.area == "body" else "control"
        tile = Tile(
            action.title,
            action.description if action.area == "body" else "",
            value=action_id,
            key=self.key_for(action_id),
            tone=action.tone,
            picture=action.picture,
            shape=shape,
            action=action_id,
            is_main=action.main,
        )
        return replace(tile, **changes)

    def tiles(self, *areas: Area) -> list[Tile]:
        """Make the tiles of all actions of some areas, in the order of the table; the acts that the
        screen is there for come first.
        """
        rows = [row for _, row in self.actions().values() if row.area in areas]
        rows.sort(key=lambda row: not row.main)
        return [self.tile(row.id) for row in rows]

    def change_tile(self, action_id: str, **changes: Any) -> None:
        """Change the tile of an action, wherever it is.

        Parameters:
            changes: fields of `Tile`.
        """
        for board in self.query(TileBoard):
            if board.has_actions:
                board.change_all(
                    lambda tile: replace(tile, **changes) if tile.action == action_id else tile
                )

    def show_actions(self) -> None:
        """Show on each action's tile whether it can be done."""
        main = self.main_action()

        def with_state(tile: Tile) -> Tile:
            if not tile.action:
                return tile
            state = self.can(tile.action)
            return replace(
                tile,
                disabled=state is None,
                shown=state is not False,
                filled=tile.action == main,
            )

        for board in self.query(TileBoard):
            if board.has_actions:
                board.change_all(with_state)

    def main_action(self) -> str:
        """Return the act that the screen is there for now; "" for none."""
        rows = (row for _, row in self.actions().values() if row.main)
        return next((row.id for row in rows if self.can(row.id)), "")


def bound_keys() -> dict[str, dict[str, str]]:
    """Return the default keys of all screen classes that are loaded: class name -> "screen.action"
    -> key.
    """
    keys: dict[str, dict[str, str]] = {}
    classes: list[type[ActionScreen[Any]]] = [ActionScreen]
    while classes:
        screen = classes.pop()
        classes += screen.__subclasses__()
        rows = screen.actions().values()
        keys[screen.__qualname__] = {full_id: row.key or UNBOUND for full_id, row in rows}
    return keys
