"""Which facts are held, kept as ranges: a hundred thousand numbers in a row cost two."""

import bisect
from collections.abc import Iterable


class Held:
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
