"""The pictures on tiles: pictograms of ten by seven points. Somebody in a hurry finds the printer
before they have read a word.

"#" is a point in the tone of the tile, "+" one in a half tone, "." none. A cell holds two points,
one above the other; on a large tile a point is two cells wide and one high.
"""

from rich.segment import Segment

from screens.widgets.palette import Palette

WIDTH = 10
"""Points side by side."""
ROWS = 4
"""Lines of a picture in half cells; the lower half of the last one is air."""
LARGE_WIDTH, LARGE_ROWS = 2 * WIDTH, 7
"""Columns and lines of a large picture."""

PICTURES: dict[str, str] = {
    "broken": "########## #....##..# #...##...# #..#####.# #....##..# #...##...# ##########",
    "coaching": ".###..+++. .###..+++. .###..+++. .......... .###..+++. #####+++++ #####+++++",
    "thanks": ".##....##. ####..#### ########## ########## .########. ..######.. ....##....",
    "hi": "..##..##.. ..##..##.. .......... ##......## ##......## .##....##. ..######..",
    "list": "##.####### ##.####### .......... ##.####### ##.####### .......... ++.+++++++",
    "code": "####..#### #..#..#..# ####..#### ......+... ####.##..+ #..#..#.## ####.#.+.#",
    "projector": "########## .#++++++#. .#++++++#. .########. ....##.... ...#..#... ..#....#..",
    "printer": "..++++++.. ..++++++.. ########## #.......## ########## ..#++++#.. ..######..",
    "wifi": "..######.. ##......## ..######.. .##....##. ....##.... ...####... ....##....",
    "sound": "...##...+. ..###.+..+ #####..+.+ #####..+.+ #####..+.+ ..###.+..+ ...##...+.",
    "login": "...####... ..##..##.. ..##..##.. .########. .###++###. .###++###. .########.",
    "computer": ".########. .#++++++#. .#++++++#. .#++++++#. .########. .......... ##########",
    "devices": "######.... #++++#.... #++++#.### #++++#.#+# #++++#.#+# #.##.#.#.# ######.###",
    "else": "..######.. .##....##. .......##. .....###.. ....##.... .......... ....##....",
    "cup": "..+..+.... ...+..+... .......... ########.. ########## ########.# .########.",
    "plan": "########## #++#++#++# ########## #..#..#..# ########## #..#..#..# ##########",
    "together": ".##....##. .##....##. .......... .###..###. ####..#### ++++++++++ +........+",
    "watch": "..######.. .##....##. ##..##..## #..#++#..# ##..##..## .##....##. ..######..",
    "tool": "......##.. .....##... .....##..# ....###### ...######. .###...... ##........",
    "data": "........## ........## ....##..## ....##..## .##.##..## .##.##..## ++++++++++",
    "wish": "....##.... ...####... ########## .########. ..######.. .###..###. ##......##",
    "door": ".########. .#......#. .#......#. .#....+.#. .#......#. .#......#. ##########",
    "shelf": "#..##.#.## #..##.#.## #..##.#.## ########## ++.#..###. ++.#..###. ##########",
    "pin": "..######.. ...####... ...####... .########. ....##.... ....##.... ....##....",
    "sun": "....##.... .#......#. ...####... #.######.# ...####... .#......#. ....##....",
    "steps": ".##....... ####...... ####..##.. .##..####. .....####. ##....##.. ##........",
    "people": "...####... ...####... .......... ..######.. .########. .########. .########.",
    "soon": "..######.. .##.++.##. ##..++..## ##..++++## ##......## .##....##. ..######..",
    "day": "....##.... .#.####.#. ..######.. ########## .......... ########## ..........",
    "calendar": ".##....##. ########## #........# #.##.##..# #........# #.##.....# ##########",
}
"""Name -> its seven rows of points."""


def _rows(name: str) -> list[str]:
    rows = PICTURES[name].split()
    return [row.ljust(WIDTH, ".")[:WIDTH] for row in [*rows, *["." * WIDTH] * 8][:8]]


def draw_picture(name: str, tone: str, ground: str, colours: Palette) -> list[list[Segment]]:
    """Draw a picture in half cells: ROWS lines of WIDTH columns.

    Parameters:
        tone, ground: names of colours, as in `Palette`.
    """
    ink_of = {"#": tone, "+": f"{tone} 45 {ground}", ".": ground}
    points = _rows(name)
    lines = []
    for upper, lower in zip(points[::2], points[1::2], strict=True):
        line = []
        for top, bottom in zip(upper, lower, strict=True):
            if top == bottom:
                sign = " " if top == "." else "█"
                line.append(Segment(sign, colours.style(ink_of[top], ground)))
            elif top == ".":
                line.append(Segment("▄", colours.style(ink_of[bottom], ground)))
            else:
                line.append(Segment("▀", colours.style(ink_of[top], ink_of[bottom])))
        lines.append(line)
    return lines


def draw_large_picture(name: str, tone: str, ground: str, colours: Palette) -> list[list[Segment]]:
    """Draw a picture with a point two cells wide: LARGE_ROWS lines of LARGE_WIDTH columns."""
    ink_of = {"#": tone, "+": f"{tone} 45 {ground}"}
    return [
        [
            Segment("  ", colours.style(tone, ground))
            if point == "."
            else Segment("██", colours.style(ink_of[point], ground))
            for point in row
        ]
        for row in _rows(name)[:LARGE_ROWS]
    ]
