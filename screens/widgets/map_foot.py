"""The foot of a map: what its colours mean, and what leads to the next page."""

from rich.segment import Segment

from screens.widgets.palette import Palette

COLOURS = {
    "fresh": ("muted", "panel"),
    "soon": ("foreground", "warm1"),
    "due": ("foreground", "warm2"),
    "never": ("ink", "accent"),
}
"""How long nobody was there -> the names of the colours of the text and of the cell."""
NEVER = "–"
"""Stands for the days since somebody was there where nobody ever was."""
LEGEND = (("fresh", "to 5 days"), ("soon", "to 10"), ("due", "more"), ("never", "never"))


def legend_parts(colours: Palette) -> list[Segment]:
    """Return what the colours of rooms mean."""
    muted = colours.style("muted", "background")
    parts = []
    for name, words in LEGEND:
        parts += [
            Segment("  ", muted),
            Segment("██", colours.style(COLOURS[name][1], "background")),
            Segment(f" {words}", muted),
        ]
    return parts


def never_parts(colours: Palette) -> list[Segment]:
    """Return what the colour of those means whom nobody ever met."""
    return [
        Segment("  no visit yet", colours.style("accent", "background", bold=True)),
    ]


def turn_parts(above_middle: int, page: str, colours: Palette) -> list[Segment]:
    """Return a line of what turns the page: a control of three lines, of which the outer ones are
    filled by half.

    Parameters:
        above_middle: 1 for the first line, 0 for the middle one, -1 for the last.
        page: which page is shown, such as "1 of 3".
    """
    gap = Segment("  ", colours.style("muted", "background"))
    label = "  More ", f"{page}  "
    if above_middle:
        half = ("▄" if above_middle > 0 else "▀") * sum(map(len, label))
        return [gap, Segment(half, colours.style("panel", "background"))]
    return [
        gap,
        Segment(label[0], colours.style("foreground", "panel", bold=True)),
        Segment(label[1], colours.style("muted", "panel")),
    ]
