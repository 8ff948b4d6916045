"""Plan a route through the school for the minutes at hand, as a pure function.

Whoever is longest due comes along in any case. The other stops are chosen by their worth for each
minute they add, and all are walked wing by wing.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from data.records import Stop
from data.text import natural_key

NEXT_DOOR, NEXT_WING = 1, 3
"""Minutes from one stop to the next one, in the same wing and into another."""
LEAST = 5
"""Minutes of the shortest walk: the way to one stop, and a hello."""
ANOTHER_PURPOSE = 2
"""Minutes that each further purpose of a stop takes."""
MOST_STOPS = 20
"""Stops of the longest walk."""


class StopReason(msgspec.Struct, frozen=True):
    """A reason to stop somewhere.

    Parameters:
        worth: how much it matters, in points; only their ratio counts.
    """

    stop: Stop
    worth: float


class Route(msgspec.Struct, frozen=True):
    """Stops in the order in which they are walked, and the minutes it takes with the ways
    between.
    """

    stops: tuple[Stop, ...]
    minutes: int


def merged(reasons: Iterable[StopReason]) -> list[StopReason]:
    """Merge the reasons to see the same person in the same room into one stop with all purposes.

    The stop is of the kind that matters most.
    """
    same_stop: dict[tuple[str, str], list[StopReason]] = {}
    for reason in reasons:
        same_stop.setdefault((reason.stop.room, reason.stop.person), []).append(reason)
    return [_merge(group) for group in same_stop.values()]


def _merge(reasons: Sequence[StopReason]) -> StopReason:
    first, *rest = sorted(reasons, key=lambda reason: (reason.stop.kind == "hello", -reason.worth))
    purposes = [reason.stop.purpose for reason in rest if reason.stop.kind != "hello"]
    purpose = "; ".join([first.stop.purpose, *purposes])
    minutes = first.stop.minutes + ANOTHER_PURPOSE * len(purposes)
    stop = msgspec.structs.replace(first.stop, purpose=purpose, minutes=minutes)
    return StopReason(stop, sum(reason.worth for reason in reasons))


def ordered(stops: Iterable[Stop], wings: Sequence[str]) -> list[Stop]:
    """Return stops wing by wing as the school lists them, and by room within a wing.

    Parameters:
        wings: in their order; a stop in none of them comes last.
    """
    wing_order = {wing: number for number, wing in enumerate(wings)}
    return sorted(
        stops,
        key=lambda stop: (
            wing_order.get(stop.wing, len(wing_order)),
            natural_key(stop.room),
            stop.person,
        ),
    )


def minutes(stops: Sequence[Stop]) -> int:
    """Return how long a route takes: the way to its first stop, the ways between, and the stops."""
    way = 0
    for before, stop in zip((None, *stops), stops, strict=False):
        same = before is not None and before.wing == stop.wing
        way += NEXT_DOOR if same else NEXT_WING
    return way + sum(stop.minutes for stop in stops)


def plan(
    reasons: Iterable[StopReason],
    at_hand: int,
    wings: Sequence[str],
    longest_due: Sequence[str] = (),
) -> Route:
    """Choose the stops for the minutes at hand.

    Parameters:
        at_hand: minutes.
        wings: in the order in which they are walked.
        longest_due: ids of people, longest due first. The first for whom there is time is on every
            walk, so that nobody is left out for ever; for a hello alone when all other reasons to
            see them take too long.
    """
    all_reasons = list(reasons)
    candidates = merged(all_reasons)
    hellos = {reason.stop.person: reason for reason in all_reasons if reason.stop.kind == "hello"}
    chosen: list[StopReason] = []
    for person in longest_due:
        theirs = [reason for reason in candidates if reason.stop.person == person]
        hello_alone = [hellos[person]] if person in hellos else []
        fits = [reason for reason in (*theirs, *hello_alone) if minutes([reason.stop]) <= at_hand]
        if fits:
            chosen.append(fits[0])
            added = fits[0].stop.room, person
            candidates = [
                reason for reason in candidates if (reason.stop.room, reason.stop.person) != added
            ]
            break
    while len(chosen) < MOST_STOPS:
        stops = ordered([reason.stop for reason in chosen], wings)
        minutes_left = at_hand - minutes(stops)
        near = {stop.wing for stop in stops}
        candidates = [reason for reason in candidates if _cost(reason, near) <= minutes_left]
        if not candidates:
            break
        best = _most_a_minute(candidates, near)
        candidates.remove(best)
        chosen.append(best)
    stops = ordered([reason.stop for reason in chosen], wings)
    return Route(tuple(stops), minutes(stops) if stops else 0)


def _most_a_minute(reasons: Iterable[StopReason], near: Collection[str]) -> StopReason:
    """Return the stop that is worth most for each minute it adds."""
    return min(
        reasons, key=lambda reason: (-reason.worth / _cost(reason, near), reason.stop.person)
    )


def _cost(reason: StopReason, near: Collection[str]) -> int:
    """Return the minutes that a stop adds to a route.

    Parameters:
        near: the wings that the route goes through already.
    """
    return reason.stop.minutes + (NEXT_DOOR if reason.stop.wing in near else NEXT_WING)
