"""How many columns the words of a tile need."""

from rich.cells import cell_len

from screens.widgets.tile import Tile, shown_key

AROUND_TITLE = 3
"""Columns of the edge of a control and of the air beside its title."""
USUAL_CONTROL = 14
"""Columns of a control in one of the six places of 94 columns."""


def title_width(tile: Tile) -> int:
    """Return the columns of a title and the number behind it."""
    return cell_len(tile.title) + (len(tile.count) + 1 if tile.count else 0)


def is_tight(tile: Tile, width: int) -> bool:
    """Return whether the title of a narrow control would touch its key, so that it takes the blank
    before it behind it.
    """
    if not tile.key or width >= USUAL_CONTROL:
        return False
    return title_width(tile) + len(shown_key(tile.key)) + 2 == width - 2


def needed_width(tile: Tile) -> int:
    """Return the columns that a control needs to show all it has."""
    cap = len(shown_key(tile.key)) + 2 if tile.key else 1
    body = cell_len(tile.body) + 1 if tile.body else 0
    return 2 + title_width(tile) + body + cap
