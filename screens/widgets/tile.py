"""A tile: what people touch. It is a record; a `TileBoard` draws it, and takes the touch."""

from typing import Literal

import msgspec

KEYS = {"enter": "↵", "delete": "Del", "escape": "Esc", "space": "Space"}
"""Keys that are shown as a sign or short for their name."""

Shape = Literal["card", "control"]
"""A card has a thick edge in its tone, since it means something; a control has a hairline."""


def shown_key(key: str) -> str:
    """Return a key as it is shown: C, ↵, F12.

    Parameters:
        key: as Textual names it.
    """
    return KEYS.get(key, key.upper())


class Tile(msgspec.Struct, frozen=True):
    """What one target shows and stands for.

    Parameters:
        title: what a touch does.
        body: a sentence below the title, or beside it where there is one line.
        value: what it stands for; tells it from the others on its board.
        key: the key that presses it, as Textual names it; "" for none.
        tone: its meaning, shown by colour: "coaching", "fix", "thanks", "note", "trouble"; "" for
            none.
        state: a word or two about now, such as "5 new"; it has a sign and the colour of the tone.
        count: a number behind the title, in the colour of the tone.
        picture: the name of a pictogram, where there is room for one; on a control, a letter that
            is drawn large.
        shape: how it looks.
        is_loud: whether the title has the colour of the tone.
        is_value: whether it is a value to be read, which cannot be pressed.
        chosen: whether it is one of the chosen.
        disabled: whether it cannot be pressed now.
        shown: whether it is there at all.
        filled: whether it is the one act that its screen is there for.
        action: the id of the action that it does; "" for a tile that its screen handles.
        is_main: whether it is one of the acts that its screen is there for.
        is_centred: whether the title stands in the middle.
        is_plain: whether the title is not bold: it is one of many that say the same.
    """

    title: str = ""
    body: str = ""
    value: str = ""
    key: str = ""
    tone: str = ""
    state: str = ""
    count: str = ""
    picture: str = ""
    shape: Shape = "card"
    is_loud: bool = False
    is_value: bool = False
    chosen: bool = False
    disabled: bool = False
    shown: bool = True
    filled: bool = False
    action: str = ""
    is_main: bool = False
    is_centred: bool = False
    is_plain: bool = False
