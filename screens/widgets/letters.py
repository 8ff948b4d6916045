"""Large letters for tiles that lead to names, five points wide and six high: a cell holds two
points, one above the other.
"""

from rich.segment import Segment
from rich.style import Style

LETTERS = {
    "A": ".###. #...# #...# ##### #...# #...#",
    "B": "####. #...# ####. #...# #...# ####.",
    "C": ".#### #.... #.... #.... #.... .####",
    "D": "####. #...# #...# #...# #...# ####.",
    "E": "##### #.... ####. #.... #.... #####",
    "F": "##### #.... ####. #.... #.... #....",
    "G": ".#### #.... #.### #...# #...# .####",
    "H": "#...# #...# ##### #...# #...# #...#",
    "I": "##### ..#.. ..#.. ..#.. ..#.. #####",
    "J": "..### ....# ....# ....# #...# .###.",
    "K": "#...# #..#. ###.. #..#. #...# #...#",
    "L": "#.... #.... #.... #.... #.... #####",
    "M": "#...# ##.## #.#.# #.#.# #...# #...#",
    "N": "#...# ##..# #.#.# #..## #...# #...#",
    "O": ".###. #...# #...# #...# #...# .###.",
    "P": "####. #...# #...# ####. #.... #....",
    "Q": ".###. #...# #...# #.#.# #..#. .##.#",
    "R": "####. #...# #...# ####. #..#. #...#",
    "S": ".#### #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#..",
    "U": "#...# #...# #...# #...# #...# .###.",
    "V": "#...# #...# #...# .#.#. .#.#. ..#..",
    "W": "#...# #...# #.#.# #.#.# ##.## #...#",
    "X": "#...# .#.#. ..#.. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#.. ..#..",
    "Z": "##### ....# ...#. ..#.. .#... #####",
}
"""Letter -> its six rows of points."""
POINTS = 6
"""Points of a letter, one above the other."""
LEAST_ROWS = 4
"""Rows of the lowest tile that has room for a large letter, with air above and below it."""


def draw_letter(letter: str, columns: int, rows: int, style: Style) -> list[list[Segment]]:
    """Draw a letter in the middle of a field.

    Parameters:
        letter: one of LETTERS.
        columns, rows: of the field, in cells.
        style: the colour of the letter on that of the field.
    """
    drawn = LETTERS[letter].split()
    above = (2 * rows - POINTS) // 2
    blank = "." * len(drawn[0])
    points = [*[blank] * above, *drawn, *[blank] * (2 * rows - above - POINTS)]
    left = " " * ((columns - len(blank) + 1) // 2)
    return [
        [Segment((left + "".join(map(_sign, upper, lower))).ljust(columns), style)]
        for upper, lower in zip(points[::2], points[1::2], strict=True)
    ]


def _sign(upper: str, lower: str) -> str:
    """Return the sign of a cell with these two points."""
    return {"#.": "▀", ".#": "▄", "##": "█"}.get(upper + lower, " ")
