"""How the cells of a map stand in rows: arithmetic alone, without a widget."""

from collections.abc import Mapping, Sequence

from screens.widgets.grid_layout import equal_columns

LABEL_WIDTH = 10
"""Columns of the name of a wing."""
NAME_WIDTH = 14
"""Columns of a cell with a name."""
WIDEST, NARROWEST = 10, 4
"""Columns of the widest and of the narrowest cell with a room."""
USUAL = 6
"""Columns of a cell where not all fit on one page."""
SHORT_NAME = 3
"""Letters of a name that is shortened, such as "Lib.", and of one that a narrow cell holds."""
WORDY = 7
"""Columns of a cell from which on the days are words: "today", "3 d", "never"."""
PITCHES = (6, 4, 3)
"""Rows from a cell to the one below it: two of text, with a row of fill above and below, or half of
one, or none. The first is used at which all cells fit on one page.
"""
TURN_ROWS = 3
"""Lines of the foot where it has what leads to the next page: high enough for a finger."""

Row = tuple[str, list[str]]
"""The wing of a row, "" where it goes on with the one above it, and the keys of its cells."""


def short_room(name: str) -> str:
    """Return the name of a room where many stand side by side: of "Room 12" the number."""
    return name.removeprefix("Room ")


def rows_by_wing(keys: Sequence[str], wings: Mapping[str, str], per_row: int) -> list[Row]:
    """Divide cells among rows; each wing begins a row.

    Parameters:
        keys: of the cells, in their order.
        wings: key -> its wing; one that is not in it has none.
        per_row: most cells in a row.
    """
    groups: dict[str, list[str]] = {}
    for key in keys:
        groups.setdefault(wings.get(key, ""), []).append(key)
    return [
        (wing if not start else "", group[start : start + per_row])
        for wing, group in groups.items()
        for start in range(0, len(group), per_row)
    ]


def room_columns(room: int, width: int) -> list[tuple[int, int]]:
    """Return the first column and the columns of each cell of a row of rooms: all as wide as they
    were asked to be, with one column between them.
    """
    count = max(1, (room + 1) // (width + 1))
    return [(index * (width + 1), width) for index in range(count)]


def name_columns(room: int, width: int) -> list[tuple[int, int]]:
    """Return the same of a row of names, which fills the room: two columns between them, as between
    controls, if as many stand side by side so.

    Parameters:
        width: fewest columns of a cell.
    """
    with_two, with_one = (room + 2) // (width + 2), (room + 1) // (width + 1)
    return equal_columns(room, max(1, with_one), 2 if with_two == with_one else 1)
