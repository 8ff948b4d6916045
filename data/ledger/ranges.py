"""Which facts are held, kept as ranges: a hundred thousand numbers in a row cost two."""

import bisect
from collections.abc import Iterable


class RangeSet:
    """Which sequence numbers of one origin and incarnation are held, as ranges."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self.ranges = [(first, last) for first, last in ranges]

    @property
    def last(self) -> int:
        """The highest number held; 0 is none."""
        return self.ranges[-1][1] if self.ranges else 0

    def __contains__(self, seq: int) -> bool:
        place = bisect.bisect_right(self.ranges, (seq, 1 << 62)) - 1
        return place >= 0 and seq <= self.ranges[place][1]

    def add(self, seq: int) -> None:
        """Hold one more."""
        begin = end = bisect.bisect_right(self.ranges, (seq, 1 << 62))
        first = last = seq
        if begin and self.ranges[begin - 1][1] >= seq - 1:
            begin -= 1
            first, last = self.ranges[begin][0], max(seq, self.ranges[begin][1])
        if end < len(self.ranges) and self.ranges[end][0] == last + 1:
            last = self.ranges[end][1]
            end += 1
        self.ranges[begin:end] = [(first, last)]

    def difference(self, other: "RangeSet") -> "RangeSet":
        """Return the numbers held here and not there."""
        left: list[tuple[int, int]] = []
        for first, last in self.ranges:
            begin = first
            for taken, until in other.ranges:
                if until < begin or taken > last:
                    continue
                if taken > begin:
                    left.append((begin, taken - 1))
                begin = until + 1
            if begin <= last:
                left.append((begin, last))
        return RangeSet(left)

    def union(self, other: "RangeSet") -> "RangeSet":
        """Return the numbers held here or there."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted([*self.ranges, *other.ranges]):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return RangeSet(merged)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    def gaps(self) -> "RangeSet":
        """Return the numbers below the last that are not held; each kiosk counts from 1."""
        return RangeSet([(1, self.last)] if self.ranges else ()).difference(self)
