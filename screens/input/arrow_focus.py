"""Which target an arrow key moves the focus to: the nearest one in its direction."""

from collections.abc import Sequence
from typing import Literal

from textual.geometry import Region

Direction = Literal["up", "down", "left", "right"]
ASIDE = 4
"""How many cells ahead one cell to the side counts as."""
OTHER_ROW = 1000
"""Cells added to the distance of a target in another row, for the left and right keys: they stay in
a row as long as it goes on.
"""


def nearest_target(
    here: Region | None, targets: Sequence[Region], direction: Direction
) -> int | None:
    """Return the index of the target that an arrow key leads to.

    Parameters:
        here: region of the focused target, in cells; None when there is none, which leads to the
            first target.
        targets: region of each target on the screen, in cells.

    Returns:
        None when there is no target in that direction.
    """
    if here is None:
        return 0 if targets else None
    ranked = [
        (distance, index)
        for index, there in enumerate(targets)
        if (distance := _distance(here, there, direction)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _distance(here: Region, there: Region, direction: Direction) -> float | None:
    """Return how far a target is in a direction, in cells; None when it is in another direction."""
    if here == there:
        return None
    sideways = direction in {"left", "right"}
    if sideways:
        gap = there.x - here.right if direction == "right" else here.x - there.right
        aside = max(0, max(here.y, there.y) - min(here.bottom, there.bottom) + 1)
        shift = abs(here.y - there.y)
    else:
        gap = there.y - here.bottom if direction == "down" else here.y - there.bottom
        aside = max(0, max(here.x, there.x) - min(here.right, there.right) + 1)
        shift = abs(here.x - there.x)
    if gap < 0:
        return None
    row = OTHER_ROW if sideways and aside else 0
    return gap + aside * ASIDE + shift / 100 + row
