"""A screen whose actions are rows of a table: their keys, their tiles, and whether each can be done
now.
"""

from collections.abc import Coroutine
from inspect import iscoroutine
from typing import Any, ClassVar, TypeVar

from textual import getters
from textual.screen import Screen

from screens.actions import UNBOUND, Action, Area, bindings_of
from screens.app_base import KioskAppBase
from screens.widgets.action_tile import ActionTile
from screens.widgets.tile import shown_key

R = TypeVar("R")


class ActionScreen(Screen[R]):
    """A screen with actions. A kind of screen says what can be done on it in ACTIONS, and does each
    in a method `action_<id>`.
    """

    NAME: ClassVar[str] = ""
    """What `kiosk.toml` calls this screen in [keys]."""
    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """What can be done here beside what can be done on every screen that this one is a kind of."""

    app = getters.app(KioskAppBase)

    def __init_subclass__(cls, **options: Any) -> None:
        """Bind the keys of the actions that are this screen's own."""
        own = cls.__dict__.get("ACTIONS", ())
        if own:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings_of(cls.NAME, own)]
        super().__init_subclass__(**options)

    @classmethod
    def actions(cls) -> dict[str, tuple[str, Action]]:
        """Return what can be done here: id of the action -> (what `kiosk.toml` calls it, its row).
        What is this screen's own comes first.
        """
        found: dict[str, tuple[str, Action]] = {}
        for base in cls.__mro__:
            for action in base.__dict__.get("ACTIONS", ()):
                found.setdefault(action.id, (f"{base.NAME}.{action.id}", action))  # type: ignore[attr-defined]
        return found

    @property
    def on_top(self) -> bool:
        """Whether this is the screen that is seen, with nothing above it, not even a panel."""
        return self.app.screen is self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something: that of an action when it can be done."""
        if action == "perform":
            return self.can(str(parameters[0]))
        return super().check_action(action, parameters)

    def can(self, name: str) -> bool | None:  # noqa: ARG002
        """Return whether an action can be done.

        Parameters:
            name: the id of the action.

        Returns:
            True when it can; None when it cannot now, False when it makes no sense here.
        """
        return True

    def action_perform(self, name: str) -> None:
        """Do what can be done here. The screen goes on meanwhile: the next key is taken at once.

        Parameters:
            name: the id of the action.
        """
        if work := self._perform(name):
            self.run_worker(work, exit_on_error=False)

    async def on_action_tile_chosen(self, message: ActionTile.Chosen) -> None:
        """The tile of an action was touched. The next touch is taken when it is done: what it opens
        shows what came of this one.
        """
        message.stop()
        if work := self._perform(message.tile.action.id):
            await work

    def _perform(self, name: str) -> Coroutine[Any, Any, None] | None:
        """Do it, and return what is left to be awaited."""
        _, action = self.actions()[name]
        if not self.on_top or not self.can(name):
            return None  # a second key, rolled over the first
        if action.opens:
            self.app.open_screen(action.opens)
            return None
        found = getattr(self, action.method)()
        return found if iscoroutine(found) else None

    def key_for(self, name: str) -> str:
        """Return the key of an action that is shown: its own, or the one the school gave it."""
        binding, action = self.actions()[name]
        return self.app.keys.get(binding, action.key).partition(",")[0]

    def shown_key_for(self, name: str) -> str:
        """Return the key of an action as a sentence names it."""
        return shown_key(self.key_for(name))

    def tile(self, name: str, body: str = "", classes: str = "") -> ActionTile:
        """Make the tile of an action.

        Parameters:
            name: the id of the action.
            body: a sentence below its title.
            classes: of the tile.
        """
        _, action = self.actions()[name]
        return ActionTile(action, self.key_for(name), body, classes)

    def tiles(self, area: Area) -> list[ActionTile]:
        """Make the tiles of the actions that stand in a place, in their order."""
        rows = [row for _, row in self.actions().values() if row.area == area]
        return [self.tile(row.id, row.says if area == "body" else "") for row in rows]

    def show_actions(self) -> None:
        """Show on each tile whether its action can be done."""
        for tile in self.query(ActionTile):
            tile.show_state(self.can(tile.action.id))


def bound_keys() -> dict[str, dict[str, str]]:
    """Return the keys of all screens that have been loaded: name of a class -> what `kiosk.toml`
    calls an action -> its key.
    """
    found: dict[str, dict[str, str]] = {}
    classes: list[type[ActionScreen[Any]]] = [ActionScreen]
    while classes:
        screen = classes.pop()
        classes += screen.__subclasses__()
        rows = screen.actions().values()
        found[screen.__qualname__] = {binding: row.key or UNBOUND for binding, row in rows}
    return found
