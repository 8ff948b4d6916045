"""An interval set of sequence numbers: a hundred thousand numbers in a row cost two."""

import bisect
from collections.abc import Iterable

_ABOVE_ALL = 1 << 62
"""Sorts behind every sequence number."""


class RangeSet:
    """A set of positive numbers, kept as sorted ranges (first, last), both ends included.

    Two ranges never touch. The store keeps one for each stream, of the facts that it holds.
    """

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self.ranges = [(first, last) for first, last in ranges]

    @property
    def last(self) -> int:
        """The highest number held; 0 when none is."""
        return self.ranges[-1][1] if self.ranges else 0

    def __contains__(self, number: int) -> bool:
        index = bisect.bisect_right(self.ranges, (number, _ABOVE_ALL)) - 1
        return index >= 0 and number <= self.ranges[index][1]

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    def add(self, number: int) -> None:
        """Add a number, joining the ranges that it touches."""
        begin = end = bisect.bisect_right(self.ranges, (number, _ABOVE_ALL))
        first = last = number
        if begin and self.ranges[begin - 1][1] >= number - 1:
            begin -= 1
            first, last = self.ranges[begin][0], max(number, self.ranges[begin][1])
        if end < len(self.ranges) and self.ranges[end][0] == last + 1:
            last = self.ranges[end][1]
            end += 1
        self.ranges[begin:end] = [(first, last)]

    def difference(self, other: "RangeSet") -> "RangeSet":
        """Return the numbers that are in this set and not in the other."""
        remaining: list[tuple[int, int]] = []
        for first, last in self.ranges:
            begin = first
            for other_first, other_last in other.ranges:
                if other_last < begin or other_first > last:
                    continue
                if other_first > begin:
                    remaining.append((begin, other_first - 1))
                begin = other_last + 1
            if begin <= last:
                remaining.append((begin, last))
        return RangeSet(remaining)

    def union(self, other: "RangeSet") -> "RangeSet":
        """Return the numbers that are in either set."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted([*self.ranges, *other.ranges]):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return RangeSet(merged)

    def gaps(self) -> "RangeSet":
        """Return the numbers from 1 to `last` that are not held."""
        return RangeSet([(1, self.last)] if self.ranges else ()).difference(self)
