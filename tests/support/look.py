"""What holds for the look of every screen: measured on what is drawn, cell by cell."""

from collections.abc import Iterator

from rich.segment import Segment
from textual.geometry import Region
from textual.screen import Screen

from screens.base import KioskScreen, Panel
from screens.code_page import CodePage
from screens.entry.door import Door
from screens.entry.waiting import WaitingScreen
from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.footer import BACK, HELP, Footer
from screens.widgets.palette import palette
from screens.widgets.text_input import TextInput
from screens.widgets.tile import shown_key
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_drawing import CAP, CHOSEN_CAP
from tests.support.pilot import Target, targets_on

EDGES = set("▏▕▌ ▄▀▖▘")
MOST_THICK_EDGES = 12
MARGINS = ((116, 7), (100, 3), (60, 2))
"""Columns of the screen from which on its margin is so wide."""


def segments_in(screen: Screen[object], region: Region) -> list[list[Segment]]:
    """What is drawn in a part of the screen, row by row."""
    strips = screen._compositor.render_strips(screen.app.size)[region.y : region.bottom]
    return [list(strip.crop(region.x, region.right)) for strip in strips]


def text_in(screen: Screen[object], region: Region) -> list[str]:
    """What can be read there."""
    rows = segments_in(screen, region)
    return ["".join(segment.text for segment in row) for row in rows]


def faults_in_look(screen: Screen[object]) -> list[str]:
    """Everything on a screen that breaks a rule of the look."""
    return [
        *_texts_on_edges(screen),
        *_keys_outside_their_caps(screen),
        *_keys_that_are_written(screen),
        *_outer_controls_astray(screen),
        *_too_many_fills(screen),
        *_too_many_edges(screen),
        *_widgets_in_boards(screen),
        *_frames_around_drawn_widgets(screen),
    ]


def _tiles(screen: Screen[object]) -> Iterator[Target]:
    """The tiles of the screen that lie in it whole."""
    whole = screen.app.size.region
    for target in targets_on(screen):
        if target.region.height >= 3 and whole.contains_region(target.region):
            yield target


def _texts_on_edges(screen: Screen[object]) -> Iterator[str]:
    """The first and the last row of a tile are empty."""
    for target in _tiles(screen):
        rows = text_in(screen, target.region)
        for row in (rows[0], rows[-1]):
            if set(row) - EDGES:
                yield f"{target.title!r} has text on its edge: {row!r}"


def _keys_that_are_written(screen: Screen[object]) -> Iterator[str]:
    """No tile shows a letter, a digit or a sign as its key where that is written into a line."""
    if not any(line.region for line in screen.query(TextInput)):
        return
    assert isinstance(screen, KioskScreen)
    if not screen.WRITES and not screen.LEFT_KEYS:
        yield "it has a line, and does not say so"
    for target in targets_on(screen):
        if len(target.key) == 1 and target.key not in screen.LEFT_KEYS:
            yield f"the key {target.key} of {target.title!r} would be written"


def _keys_outside_their_caps(screen: Screen[object]) -> Iterator[str]:
    """A key is drawn on a ground of its own, but on a tile that cannot be pressed."""
    colours = palette(screen.app.theme)
    grounds = ("panel", "raised")
    at_rest = (f"foreground {CAP} {ground}" for ground in grounds)
    names = ("foreground", f"background {CHOSEN_CAP} focus", *at_rest)
    caps = {colours.style("muted", name).bgcolor for name in names}
    caps |= {colours.style("ink", f"{fill} 82 foreground").bgcolor for fill in ("primary", "error")}
    for target in _tiles(screen):
        key = shown_key(target.key)
        tile = target.tile
        if not key or tile.disabled or isinstance(target.board, Door):
            continue
        for row in segments_in(screen, target.region):
            for segment in row:
                is_key = segment.text == f" {key} "
                if is_key and segment.style and segment.style.bgcolor not in caps:
                    yield f"the key {key} of {target.title!r} is not in a cap"


def _outer_controls_astray(screen: Screen[object]) -> Iterator[str]:
    """Back stands at the left margin, and Help ends at the right one."""
    if isinstance(screen, CodePage) and screen.has_class("-tall-code"):
        return
    margin = next(margin for width, margin in MARGINS if screen.app.size.width >= width)
    for target in targets_on(screen):
        if not isinstance(target.board, Footer):
            continue
        if target.tile.value == BACK and target.region.x != margin:
            yield f"{target.title} stands at {target.region.x}, not at {margin}"
        if target.tile.value == HELP and target.region.right != screen.app.size.width - margin:
            yield f"Help ends at {target.region.right}"


def _too_many_fills(screen: Screen[object]) -> Iterator[str]:
    """At most one act is filled."""
    filled = [target.title for target in targets_on(screen) if target.tile.filled]
    if len(filled) + isinstance(screen, WaitingScreen) > 1:
        yield f"filled: {filled}"


def _too_many_edges(screen: Screen[object]) -> Iterator[str]:
    """At most so many thick edges, each from its first row to its last."""
    region = screen.app.size.region
    if isinstance(screen, Panel):
        region = screen.query_one(".panel").region
    rows = text_in(screen, region)
    edges = 0
    for y, row in enumerate(rows):
        for x, sign in enumerate(row):
            above = rows[y - 1][x] if y and x < len(rows[y - 1]) else " "
            edges += sign == "▌" and above != "▌"
    if edges > MOST_THICK_EDGES:
        yield f"{edges} thick edges"


def _widgets_in_boards(screen: Screen[object]) -> Iterator[str]:
    """A board draws all of its tiles itself."""
    for board in screen.query(TileBoard):
        if board.children:
            yield f"{board} has widgets in it"


def _frames_around_drawn_widgets(screen: Screen[object]) -> Iterator[str]:
    """What draws its lines whole has neither border nor padding, which would not be seen."""
    for widget in screen.query(DrawnWidget):
        if widget.styles.gutter:
            yield f"{widget} has {widget.styles.gutter} around it"
