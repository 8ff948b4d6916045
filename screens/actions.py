"""What can be done on a screen, a row each. From its row come an action's key, its tile, and its
place in the menu and in the help.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Area = Literal["frame", "bar", "foot", "body", "menu"]
"""Where the tile of an action stands: on every section, above the list, in the foot, in the midst
of the screen, or in the menu alone.
"""


UNBOUND = "unbound"
"""A key that no keyboard has: the action is done by touch alone, until a school gives it a key."""


@dataclass(frozen=True)
class Action:
    """One thing that can be done on a screen, by the method `action_<id>` of it.

    Parameters:
        id: its name; with the name of its screen before it, what `kiosk.toml` calls it in [keys].
        key: does it, in Textual's name of a key; "" when there is none. Of several, separated by
            commas, the first is shown.
        title: what its tile says.
        says: what it does, in a few words, for the menu and the help.
        tone: its meaning, as a tile's.
        area: where its tile stands.
        shown_from: from which width its tile stands in the foot: "roomy" from 100 columns, "broad" from
            116, "" always. It is in the menu in any case.
        full: its title in the menu and in the help, where there is more room; as the tile's when
            left out.
        opens: the route in `screens.routes` that it opens, instead of a method.
    """

    id: str
    key: str
    title: str
    says: str = ""
    tone: str = ""
    area: Area = "foot"
    shown_from: Literal["", "roomy", "broad"] = ""
    full: str = ""
    opens: str = ""

    @property
    def long_title(self) -> str:
        """Its title where there is room."""
        return self.full or self.title

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return f"action_{self.id.replace('-', '_')}"


def bindings_of(name: str, actions: Iterable[Action]) -> list[Binding]:
    """Return a binding for each action. A letter counts with and without Shift,
    since Caps Lock may be on.

    Parameters:
        name: of the screen, which makes an action's id one of its own.
    """
    return [
        Binding(
            both_cases(action.key or UNBOUND),
            f"perform('{action.id}')",
            action.long_title,
            show=False,
            tooltip=action.says,
            id=f"{name}.{action.id}",
        )
        for action in actions
    ]


def both_cases(keys: str) -> str:
    """Return keys, separated by commas, with each letter as it is with Shift beside it."""
    found = keys.split(",")
    return ",".join([*found, *(key.upper() for key in found if len(key) == 1 and key.isalpha())])


def wrong_keys(keys: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return a sentence for each key of `kiosk.toml` that cannot be taken.

    Parameters:
        keys: "screen.action" -> the key that the school wants.
        known: class of a screen -> "screen.action" -> the key that it has by itself.
    """
    ids = {binding for bindings in known.values() for binding in bindings}
    found = [
        f"[keys] names {each}, which is nothing that can be done."
        for each in keys
        if each not in ids
    ]
    for bindings in known.values():
        taken: dict[str, str] = {}
        for binding, own in bindings.items():
            for key in keys.get(binding, own).split(","):
                other = taken.setdefault(key, binding)
                if other != binding and (binding in keys or other in keys):
                    found.append(f"[keys] gives {key!r} to both {other} and {binding}.")
    return list(dict.fromkeys(found))
