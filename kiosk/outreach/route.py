"""A route through the school for the minutes at hand, as a pure function: who is longest due comes
along whatever else there is, the rest by what it is worth a minute on the way that is gone anyhow,
and all of it wing by wing.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from data.records import Stop
from data.text import natural_key

NEXT_DOOR, NEXT_WING = 1, 3
"""Minutes from one stop to the next one, in the same wing and into another."""
LEAST = 5
"""Minutes of the shortest walk: the way to one stop, and a hello."""
MOST_STOPS = 20


class StopReason(msgspec.Struct, frozen=True):
    """A reason to stop by somewhere.

    Parameters:
        worth: how much it matters, as points; only their ratio counts.
    """

    stop: Stop
    worth: float


class Route(msgspec.Struct, frozen=True):
    """Stops in the order in which they are walked, and the minutes it takes, ways and all."""

    stops: tuple[Stop, ...]
    minutes: int


def merged(reasons: Iterable[StopReason]) -> list[StopReason]:
    """Reasons to see the same person in the same room are one stop, with all its purposes; it is of
    the kind that matters most.
    """
    same_stop: dict[tuple[str, str], list[StopReason]] = {}
    for reason in reasons:
        same_stop.setdefault((reason.stop.room, reason.stop.person), []).append(reason)
    return [_one(group) for group in same_stop.values()]


def _one(reasons: Sequence[StopReason]) -> StopReason:
    first, *rest = sorted(reasons, key=lambda reason: (reason.stop.kind == "hello", -reason.worth))
    more = [reason.stop.purpose for reason in rest if reason.stop.kind != "hello"]
    purpose = "; ".join([first.stop.purpose, *more])
    minutes = first.stop.minutes + sum(2 for _ in more)
    stop = msgspec.structs.replace(first.stop, purpose=purpose, minutes=minutes)
    return StopReason(stop, sum(reason.worth for reason in reasons))


def ordered(stops: Iterable[Stop], wings: Sequence[str]) -> list[Stop]:
    """Wing by wing as the school lists them, and room by room in each.

    Parameters:
        wings: in their order; what is in none of them comes last.
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
    """How long a route takes: the way to its first stop, the ways between, and the time at each."""
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
    """The stops for the minutes at hand.

    Parameters:
        at_hand: minutes.
        wings: in the order in which they are walked.
        longest_due: ids of people, whoever is to be seen first. The first of them comes along on
            every walk that is long enough for a hello, so that nobody is left out for ever; when
            all there is to do with them takes too long, for the hello alone.
    """
    given = list(reasons)
    left = merged(given)
    hellos = {reason.stop.person: reason for reason in given if reason.stop.kind == "hello"}
    chosen: list[StopReason] = []
    for person in longest_due:
        theirs = [reason for reason in left if reason.stop.person == person]
        bare = [hellos[person]] if person in hellos else []
        fits = [reason for reason in (*theirs, *bare) if minutes([reason.stop]) <= at_hand]
        if fits:
            chosen.append(fits[0])
            added = fits[0].stop.room, person
            left = [reason for reason in left if (reason.stop.room, reason.stop.person) != added]
            break
    while len(chosen) < MOST_STOPS:
        stops = ordered([reason.stop for reason in chosen], wings)
        room = at_hand - minutes(stops)
        near = {stop.wing for stop in stops}
        left = [reason for reason in left if _cost(reason, near) <= room]
        if not left:
            break
        best = _most_a_minute(left, near)
        left.remove(best)
        chosen.append(best)
    stops = ordered([reason.stop for reason in chosen], wings)
    return Route(tuple(stops), minutes(stops) if stops else 0)


def _most_a_minute(reasons: Iterable[StopReason], near: Collection[str]) -> StopReason:
    """The stop that is worth most for the minutes it adds."""
    return min(
        reasons, key=lambda reason: (-reason.worth / _cost(reason, near), reason.stop.person)
    )


def _cost(reason: StopReason, near: Collection[str]) -> int:
    """Minutes that a stop adds to a route.

    Parameters:
        near: the wings that the route goes through already.
    """
    return reason.stop.minutes + (NEXT_DOOR if reason.stop.wing in near else NEXT_WING)
