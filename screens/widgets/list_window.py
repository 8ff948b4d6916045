"""Which rows of a list are in sight: arithmetic alone, without a widget."""

from typing import NamedTuple

LEAST_MARKED = 3
"""Rows that have room at once in a list which says how many others are out of sight."""


class ListWindow(NamedTuple):
    """The window onto a list. Each row has a line of air above it, and the last one below it too. A
    line above them says how many rows are before, one below how many are left; not where only one
    or two rows have room, of which it would take one.

    Parameters:
        rows: of the whole list.
        lines: of the window.
        pitch: lines from the beginning of a row to that of the next.
    """

    rows: int
    lines: int
    pitch: int

    def capacity(self, markers: int = 0) -> int:
        """Return how many rows have room beside so many lines about rows out of sight."""
        return max(1, (self.lines - 1 - markers) // self.pitch)

    @property
    def has_markers(self) -> bool:
        """Whether lines say how many rows are out of sight."""
        return self.capacity() >= LEAST_MARKED

    def in_sight(self, top: int) -> tuple[int, int]:
        """Return the index of the first row in sight, and of the one after the last.

        Parameters:
            top: the row that should be the first, from 0.
        """
        if self.rows <= self.capacity() or not self.has_markers:
            first = max(0, min(top, self.rows - self.capacity()))
            return first, min(self.rows, first + self.capacity())
        first = max(0, min(top, self.rows - self.capacity(1)))
        if not first:
            return 0, self.capacity(1)
        if first + self.capacity(1) >= self.rows:
            return first, self.rows
        return first, first + self.capacity(2)

    def lines_used(self, top: int) -> int:
        """Return the lines down to the air below the last row in sight, or to what is said of those
        after it.

        Parameters:
            top: the row that should be the first, from 0.
        """
        first, end = self.in_sight(top)
        markers = (first > 0) + (end < self.rows) if self.has_markers else 0
        return (end - first) * self.pitch + 1 + markers

    def top_for(self, index: int, top: int) -> int:
        """Return the first row after scrolling as little as brings a row in sight.

        Parameters:
            top: the row that was wished to be the first.
        """
        top = max(0, min(top, self.rows - 1))
        # Scrolling may add a line above, which hides a row again: it takes a few rounds.
        for _ in range(self.rows + 1):
            first, end = self.in_sight(top)
            if index < first:
                top = index
            elif index >= end:
                top = max(top, first) + (index - end + 1)
            else:
                break
        return top
