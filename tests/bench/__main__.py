"""`python -m tests.bench [ROOM ...]`: measure, print, and exit 1 when a figure is out of reach."""

import sys
from collections.abc import Callable, Iterator

from tests.bench import coach_room, data_room, keys_room, screens_room, start_room
from tests.bench.figures import Row, show

ROOMS: dict[str, Callable[[], Iterator[Row]]] = {
    "data": data_room.rows,
    "screens": screens_room.rows,
    "start": start_room.rows,
    "keys": keys_room.rows,
    "coach": coach_room.rows,
}
"""Room -> its rows, measured as they are asked for."""


def main(asked: list[str]) -> int:
    """Measure the rooms asked for, or all of them."""
    if unknown := [room for room in asked if room not in ROOMS]:
        print(f"No such room: {', '.join(unknown)}. There are: {', '.join(ROOMS)}.")
        return 2
    return 0 if show(row for room in asked or ROOMS for row in ROOMS[room]()) else 1


sys.exit(main(sys.argv[1:]))
