"""The way of a walk through the school, drawn in a few lines: a row for each wing, a dot for each
room, and the number of a stop where there is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from data.records import Stop
from screens.widgets.text_layout import cut

MOST_LABEL = 12
"""Columns of the longest name of a wing, with the air behind it."""


def route_map(
    rooms: Iterable[str],
    wings: Mapping[str, str],
    stops: Sequence[Stop],
    chosen: Stop,
    columns: int,
) -> list[Content]:
    """Return the lines of the map; none where a wing has more rooms than there is room for, or the
    school has no wings.

    Parameters:
        rooms: of the school, in its order.
        wings: room -> its wing.
        stops: in the order of the walk.
        chosen: the stop that stands out.
    """
    first_stop: dict[str, int] = {}
    for number, stop in enumerate(stops, 1):
        first_stop.setdefault(stop.room, number)
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for room in rooms:
        if wing := wings.get(room):
            rows[wing].append(room)
    label = min(MOST_LABEL, max(map(cell_len, rows), default=0) + 2)
    cells = 2 if len(stops) < 10 else 3
    widest = max(map(len, rows.values()), default=0)
    if len(rows) < 2 or label + cells * widest > columns:
        return []
    return [
        Content.assemble(
            (cut(wing, label - 2).ljust(label), "$muted"),
            *(_cell(first_stop.get(room, 0), room == chosen.room, cells) for room in in_wing),
        )
        for wing, in_wing in rows.items()
    ]


def _cell(number: int, is_chosen: bool, cells: int) -> tuple[str, str]:
    """Return what stands for a room: the number of its stop, or a dot."""
    if not number:
        return "·".ljust(cells), "$muted"
    return str(number).ljust(cells), "bold $foreground" if is_chosen else "bold $accent"
