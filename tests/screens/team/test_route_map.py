"""The way of a walk, drawn."""

from data.records import Stop
from screens.team.route_map import route_map

ROOMS = ["1", "2", "3", "11", "12"]
WINGS = {"1": "North", "2": "North", "3": "North", "11": "East", "12": "East"}


def a_stop(room: str) -> Stop:
    """A stop to say hello."""
    return Stop("hello", room, "somebody", "", 2)


def test_each_stop_has_its_number_at_its_room() -> None:
    """Give a room with two stops the number of the first, and each other room a dot."""
    stops = [a_stop("12"), a_stop("2"), a_stop("12"), a_stop("")]
    north, east = route_map(ROOMS, WINGS, stops, stops[1], 40)
    assert north.plain.split() == ["North", "·", "2", "·"]
    assert east.plain.split() == ["East", "·", "1"]
    assert {line.plain.find("·") for line in (north, east)} == {7}, "rooms begin in one column"


def test_a_map_that_does_not_fit_is_not_drawn() -> None:
    """Draw none in a narrow card, and none for a school without wings."""
    stop = a_stop("2")
    assert route_map(ROOMS, WINGS, [stop], stop, 13)
    assert not route_map(ROOMS, WINGS, [stop], stop, 12)
    assert not route_map(ROOMS, {}, [stop], stop, 40)
