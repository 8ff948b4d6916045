"""What breaks again and again: many fixes of one thing are one known problem."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from data.name_search import plain
from data.records import Request

_DEVICE = re.compile(
    r"\b([^\W\d_]{2,12})(?: +(?:no|nr)\.?)?[ #-]*(\d{1,5})\b|\b([A-Z]{1,4}-?\d{2,6})\b"
)
_NO_DEVICE = frozenset(
    {"room", "period", "grade", "year", "class", "day", "for", "the", "at", "in"}
)

Kind = Literal["room", "wing", "device", "everywhere"]
"""What the fixes of a repeat share beside their category; "everywhere" is nothing."""


class Fix(msgspec.Struct, frozen=True):
    """A request for a fix, and the device that it names; "" for none."""

    request: Request
    device: str


def read_fix(request: Request) -> Fix:
    """Return a request for a fix with the device that it names."""
    return Fix(request, device(request.text))


class Repeat(msgspec.Struct, frozen=True):
    """The same trouble, fixed again and again.

    Parameters:
        kind: what its fixes share beside the category.
        place: the room, wing or device.
        minutes: all of them took, as far as is known.
        requests: ids, newest first.
        rooms: the rooms that have it.
        open: how many of the requests are open.
    """

    kind: Kind
    category: str
    place: str
    minutes: int
    requests: tuple[str, ...]
    rooms: tuple[str, ...]
    open: int

    @property
    def title(self) -> str:
        """Return what it is, in a few words."""
        return f"{self.category}, {self.place}" if self.place else self.category


def device(text: str) -> str:
    """Return the device that a text names, such as "cart 7" or "PC-204"; "" when it names none."""
    for match in _DEVICE.finditer(text):
        if match[3]:
            return match[3]
        if plain(match[1]) not in _NO_DEVICE:
            return f"{match[1].lower()} {match[2]}"
    return ""


def repeats(fixes: Iterable[Fix], wings: dict[str, str], least: int) -> list[Repeat]:
    """Return the trouble that came back, most frequent first.

    A fix counts for the narrowest group that is large enough: a device before a room, a room before
    a wing.

    Parameters:
        fixes: those of the last weeks.
        wings: room -> wing.
        least: how many fixes make a repeat.
    """
    left = {fix.request.id: fix for fix in fixes}
    result: list[Repeat] = []
    for kind in ("device", "room", "wing"):
        groups: defaultdict[tuple[str, str], list[Request]] = defaultdict(list)
        for fix in left.values():
            place = _place(kind, fix, wings)
            if place:
                groups[fix.request.category, place].append(fix.request)
        for (category, place), group in groups.items():
            if len(group) >= least:
                result.append(_repeat(kind, category, place, group))
                for request in group:
                    del left[request.id]
    return sorted(result, key=lambda repeat: (-len(repeat.requests), repeat.title))


def _place(kind: str, fix: Fix, wings: dict[str, str]) -> str:
    match kind:
        case "device":
            return fix.device
        case "room":
            return fix.request.room
        case _:
            return wings.get(fix.request.room, "")


def _repeat(kind: str, category: str, place: str, fixes: Sequence[Request]) -> Repeat:
    newest = sorted(fixes, key=lambda fix: fix.at, reverse=True)
    rooms = {fix.room for fix in fixes if fix.room}
    return Repeat(
        kind,  # type: ignore[arg-type]  # one of the three it is called with
        category,
        place,
        sum(fix.minutes for fix in fixes),
        tuple(fix.id for fix in newest),
        tuple(sorted(rooms)),
        sum(fix.open for fix in fixes),
    )
