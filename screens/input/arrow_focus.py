"""Where an arrow key moves the focus: to the nearest target in its direction."""

from collections.abc import Sequence
from typing import Literal

from textual.geometry import Region

Way = Literal["up", "down", "left", "right"]
ASIDE = 4
"""How much farther a cell aside is than a cell ahead."""
OTHER_ROW = 1000
"""What another row adds to the distance of a target at the side: along a row one stays in it, as
long as it goes on.
"""


def nearest(here: Region | None, targets: Sequence[Region], way: Way) -> int | None:
    """Return the index of the target that an arrow key leads to.

    Parameters:
        here: where the focus is; None when it is nowhere, which leads to the first target.
        targets: where each target is on the screen, in cells.

    Returns:
        None when there is no target in that direction.
    """
    if here is None:
        return 0 if targets else None
    ranked = [
        (distance, number)
        for number, there in enumerate(targets)
        if (distance := _distance(here, there, way)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _distance(here: Region, there: Region, way: Way) -> float | None:
    """Return how far a target is in a direction, in cells; None when it lies elsewhere."""
    if here == there:
        return None
    sideways = way in {"left", "right"}
    if sideways:
        gap = there.x - here.right if way == "right" else here.x - there.right
        aside = max(0, max(here.y, there.y) - min(here.bottom, there.bottom) + 1)
        shift = abs(here.y - there.y)
    else:
        gap = there.y - here.bottom if way == "down" else here.y - there.bottom
        aside = max(0, max(here.x, there.x) - min(here.right, there.right) + 1)
        shift = abs(here.x - there.x)
    if gap < 0:
        return None
    row = OTHER_ROW if sideways and aside else 0
    return gap + aside * ASIDE + shift / 100 + row
