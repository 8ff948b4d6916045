"""Rows that are filled by half: air between two tiles, though no row is spent on it."""

from functools import cache

from rich.segment import Segment
from rich.style import Style

from screens.widgets.tile_drawing import EDGES, Line


def with_half_rows(
    lines: list[Line], between: Style, *, joined: bool = False, hairline: bool = False
) -> list[Line]:
    """Return the lines of a tile whose first and last row are filled by half, so that there is air
    between it and the next one though no row is spent on it.

    Parameters:
        lines: of the whole tile; the first and the last have no text.
        between: the style of what lies between tiles.
        joined: whether it touches the tile at its left; then its first column is air as well.
        hairline: whether a hairline is kept, although it is one row high, like a stray tick.
    """
    halves = [
        [_half(segment, "▄", between) for segment in lines[0]],
        *lines[1:-1],
        [_half(segment, "▀", between) for segment in lines[-1]],
    ]
    edge = lines[0][0]
    if edge.text not in EDGES:
        return halves
    if joined:
        edges = [Segment(" ", between)] * len(lines)
    elif edge.text == "▌":
        edges = half_row_edges(edge.style or between, between, len(lines))
    else:
        middle = edge if hairline else Segment(" ", edge.style)
        edges = [halves[0][0], *[middle] * (len(lines) - 2), halves[-1][0]]
    return [[first, *line[1:]] for first, line in zip(edges, halves, strict=True)]


def half_row_edges(edge: Style, between: Style, rows: int) -> list[Segment]:
    """Return the thick edge of something whose first and last row are filled by half: as high as
    the fill, and half a cell beside it. A cell has but two colours: at the fill, there would be a
    hole between both in the corners.

    Parameters:
        edge: its colour.
        between: the style of what is around.
    """
    style = Style(color=edge.color, bgcolor=between.bgcolor)
    return [Segment("▖", style), *[Segment("▌", style)] * (rows - 2), Segment("▘", style)]


def _half(segment: Segment, sign: str, between: Style) -> Segment:
    """Return half a row of the fill behind a segment."""
    style = _half_style(segment.style, between)
    return Segment((" " if style is between else sign) * segment.cell_length, style)


@cache
def _half_style(fill: Style | None, between: Style) -> Style:
    """Return the style of half a row; `between` where nothing is filled. A board has few."""
    colour = fill.bgcolor if fill else None
    return between if colour == between.bgcolor else Style(color=colour, bgcolor=between.bgcolor)
