"""Which facts are held: not one too many or too few, in as few ranges as there can be."""

from hypothesis import given
from hypothesis import strategies as st

from data.ledger.ranges import RangeSet


@given(st.lists(st.integers(1, 40)))
def test_ranges_hold_exactly_what_was_added_in_any_order(numbers: list[int]) -> None:
    """Hold all numbers that were added and no other; make one range of neighbours."""
    held = RangeSet()
    for count, number in enumerate(numbers, 1):
        held.add(number)
        assert {each for each in range(45) if each in held} == set(numbers[:count])
    assert held.last == max(numbers, default=0)
    gaps = sum(number + 1 not in numbers for number in set(numbers))
    assert len(held.ranges) == gaps
    assert RangeSet(held.ranges).ranges == held.ranges
