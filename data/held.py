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
        if self.ranges and seq == self.ranges[-1][1] + 1:
            self.ranges[-1] = (self.ranges[-1][0], seq)
        elif seq not in self:
            self.ranges.append((seq, seq))
            self.ranges.sort()
            joined: list[tuple[int, int]] = []
            for first, last in self.ranges:
                if joined and first <= joined[-1][1] + 1:
                    joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
                else:
                    joined.append((first, last))
            self.ranges = joined
