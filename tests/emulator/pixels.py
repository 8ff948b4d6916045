"""What an emulator painted, pixel by pixel: do block elements of one colour join?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from rich.cells import cell_len
from rich.segment import Segment

Quarters = tuple[object, object, object, object]
"""Colours of the quarters of a cell: above left, above right, below left, below right."""
FILLED = {
    " ": "0000",
    "█": "1111",
    "▀": "1100",
    "▄": "0011",
    "▌": "1010",
    "▐": "0101",
    "▘": "1000",
    "▝": "0100",
    "▖": "0010",
    "▗": "0001",
}
"""Block element -> which of its quarters have the colour of the text."""
DOWN = ((2, 0), (3, 1))
"""Quarters that touch between a cell and the one below it."""
ACROSS = ((1, 0), (3, 2))
"""Quarters that touch between a cell and the one at its right."""


@dataclass(frozen=True)
class Picture:
    """Pixels of three bytes, row by row."""

    width: int
    pixels: bytes

    @classmethod
    def of_ppm(cls, data: bytes) -> Self:
        """Read a picture in the raw format of netpbm (P6), with one byte a colour."""
        _, width, _, _, pixels = data.split(maxsplit=4)
        return cls(int(width), pixels)

    def at(self, x: int, y: int) -> bytes:
        """Return the colour of a pixel."""
        start = (y * self.width + x) * 3
        return self.pixels[start : start + 3]


def seams(
    picture: Picture, cell: tuple[int, int], rows: Sequence[Sequence[Segment]]
) -> Iterator[str]:
    """Say where two quarters of one colour touch and something else is seen between them.

    Parameters:
        cell: columns and rows of a cell, in pixels.
        rows: what is drawn, line by line.
    """
    width, height = cell
    cells = [_cells_of(row) for row in rows]
    for y, row in enumerate(cells):
        for x, quarters in enumerate(row):
            below = cells[y + 1][x] if y + 1 < len(cells) else None
            right = row[x + 1] if x + 1 < len(row) else None
            for mine, other in DOWN:
                if quarters and below and quarters[mine] == below[other]:
                    column = x * width + (width - 2 if mine % 2 else 1)
                    edge = (y + 1) * height
                    line = {picture.at(column, edge + by) for by in range(-3, 3)}
                    if len(line) > 1:
                        yield f"a seam below column {x}, row {y}"
            for mine, other in ACROSS:
                if quarters and right and quarters[mine] == right[other]:
                    line_y = y * height + (height - 2 if mine > 1 else 1)
                    edge = (x + 1) * width
                    line = {picture.at(edge + by, line_y) for by in range(-3, 3)}
                    if len(line) > 1:
                        yield f"a seam right of column {x}, row {y}"


def _cells_of(row: Sequence[Segment]) -> list[Quarters | None]:
    """Return the quarters of each cell of a line; None for a cell with a sign of writing."""
    cells: list[Quarters | None] = []
    for text, style, _ in row:
        assert style is not None
        ink, ground = style.color, style.bgcolor
        for sign in text:
            filled = FILLED.get(sign)
            if filled is None or style.reverse or style.underline:
                cells += [None] * cell_len(sign)
            else:
                above, above_right, below, below_right = (
                    ink if quarter == "1" else ground for quarter in filled
                )
                cells.append((above, above_right, below, below_right))
    return cells
