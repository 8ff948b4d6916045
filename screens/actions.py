"""Actions: one row for each thing that can be done on a screen. The row gives the action its key,
its tile, and its place in the menu and in the help.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec
from textual.binding import Binding

Area = Literal["frame", "view", "bar", "foot", "body", "menu"]
"""Where the tile of an action is: around every section; in the bar above the list, as one of the
views or as an act; in the footer, in the middle of the screen, or only in the menu.
"""

UNBOUND = "unbound"
"""A key that no keyboard has: the action is done by touch alone, until a school gives it a key."""


class Action(msgspec.Struct, frozen=True):
    """One thing that can be done on a screen, by its method `action_<id>`.

    Parameters:
        id: unique on its screen; `kiosk.toml` calls the action "<screen>.<id>" in [keys].
        key: the key that does it, as Textual names keys; "" for none. Several are separated by
            commas, and the first of them is shown.
        title: the words on its tile.
        description: what it does, in a few words, for the menu and the help.
        tone: the colour of its tile, by meaning; as in `Tile`.
        area: where its tile is.
        main: whether it is what the screen is there for. The first such act that can be done is
            filled with colour.
        picture: the name of the pictogram on its tile, in `screens.widgets.pictures`.
        long_title: its title in the menu and in the help, where there is more room; "" for the same
            as on its tile.
        opens: the route in `screens.routes` that it opens, instead of calling a method.
    """

    id: str
    key: str
    title: str
    description: str = ""
    tone: str = ""
    area: Area = "foot"
    main: bool = False
    picture: str = ""
    long_title: str = ""
    opens: str = ""

    @property
    def menu_title(self) -> str:
        """Its title in the menu and in the help."""
        return self.long_title or self.title

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return f"action_{self.id.replace('-', '_')}"


def bindings_of(screen_name: str, actions: Iterable[Action]) -> list[Binding]:
    """Return a binding for each action. A letter works with and without Shift, since Caps Lock may
    be on.

    Parameters:
        screen_name: begins the id of each binding, which `kiosk.toml` uses.
    """
    return [
        Binding(
            both_cases(action.key or UNBOUND),
            f"perform('{action.id}')",
            action.menu_title,
            show=False,
            tooltip=action.description,
            id=f"{screen_name}.{action.id}",
        )
        for action in actions
    ]


def both_cases(keys: str) -> str:
    """Return keys, separated by commas, with the capital of each letter added."""
    names = keys.split(",")
    return ",".join([*names, *(key.upper() for key in names if len(key) == 1 and key.isalpha())])


def wrong_keys(keys: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return a sentence for each entry under [keys] in `kiosk.toml` that cannot be used.

    Parameters:
        keys: "screen.action" -> the key that the school wants.
        known: class name of a screen -> "screen.action" -> the key that it has by default.
    """
    ids = {action_id for bindings in known.values() for action_id in bindings}
    faults = [
        f"[keys] names {action_id}, which is nothing that can be done."
        for action_id in keys
        if action_id not in ids
    ]
    for bindings in known.values():
        taken: dict[str, str] = {}
        for action_id, default in bindings.items():
            for key in keys.get(action_id, default).split(","):
                other = taken.setdefault(key, action_id)
                if other != action_id and (action_id in keys or other in keys):
                    faults.append(f"[keys] gives {key!r} to both {other} and {action_id}.")
    return list(dict.fromkeys(faults))
