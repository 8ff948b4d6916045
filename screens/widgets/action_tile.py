"""The tile of an action."""

from dataclasses import dataclass

from textual.message import Message

from screens.actions import Action
from screens.widgets.tile import Tile


class ActionTile(Tile):
    """A tile made from the row of an action. It is quiet while the action cannot be done, and away
    while it makes no sense.

    Parameters:
        action: the row.
        key: the key that is shown: the action's, or the one that the school gave it.
        body: a sentence below the title.
        classes: of the tile, beside those of the action.
    """

    @dataclass
    class Chosen(Message):
        """Somebody touched it."""

        tile: "ActionTile"

        @property
        def control(self) -> "ActionTile":
            """The tile."""
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
        if not self.disabled:
            self.post_message(self.Chosen(self))

    def show_state(self, state: bool | None) -> None:
        """Show whether the action can be done.

        Parameters:
            state: True when it can; None when it cannot now, False when it makes no sense here.
        """
        self.disabled = state is None
        self.set_class(state is False, "-away")
