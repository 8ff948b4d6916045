"""The tile of an action, made from its row in the table of a screen."""

from dataclasses import dataclass

from textual.message import Message

from screens.actions import Action
from screens.widgets.tile import Tile


class ActionTile(Tile):
    """A tile that does an action. It is disabled while the action cannot be done, and hidden while
    it makes no sense.

    Parameters:
        action: the row of the action.
        key: the key to show: the action's own, or the one that the school gave it.
        body: a sentence below the title.
        classes: CSS classes to add to those of the action.
    """

    @dataclass
    class Chosen(Message):
        """The tile was touched."""

        tile: "ActionTile"

        @property
        def control(self) -> "ActionTile":
            """The tile, for `@on` with a selector."""
            return self.tile

    def __init__(self, action: Action, key: str, body: str = "", classes: str = "") -> None:
        super().__init__(
            action.title,
            body,
            key=key,
            tone=action.tone,
            id=action.id,
            classes=f"{action.shown_from} {classes}",
        )
        self.action = action

    def action_press(self) -> None:
        """Press the tile; its screen does the action."""
        if not self.disabled:
            self.post_message(self.Chosen(self))

    def show_state(self, state: bool | None) -> None:
        """Show whether the action can be done.

        Parameters:
            state: as `ActionScreen.can` returns it.
        """
        self.disabled = state is None
        self.set_class(state is False, "-away")
