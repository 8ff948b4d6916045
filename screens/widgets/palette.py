"""The colours of a theme, by name, as styles to draw with. Widgets that draw their own lines use
it: asking Textual's stylesheet for each cell would cost more than the drawing.
"""

from functools import cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

from screens.themes import CONTRAST, THEMES

TONES = {
    "coaching": "primary",
    "fix": "warning",
    "thanks": "accent",
    "note": "secondary",
    "trouble": "error",
}
"""Tone, a meaning -> the name of its colour."""
_OWN = ("primary", "secondary", "warning", "error", "accent", "foreground", "background")


def colour_of(tone: str, otherwise: str = "foreground") -> str:
    """Return the name of the colour of a tone.

    Parameters:
        otherwise: the name to return for "", which is no tone.
    """
    return TONES.get(tone, otherwise)


class Palette:
    """The colours of one theme.

    Parameters:
        theme: its name.
    """

    def __init__(self, theme: str) -> None:
        found = next((each for each in THEMES if each.name == theme), THEMES[0])
        names = {name: getattr(found, name) for name in (*_OWN, "surface", "panel")}
        self._hex = {**names, **found.variables}
        self.needs_edges = found is CONTRAST
        """Whether each control has to have an edge, since its fill hardly stands out."""
        self._rich: dict[str, RichColor] = {}
        self._styles: dict[tuple[str, str, bool], Style] = {}

    def style(self, ink: str, ground: str, *, bold: bool = False) -> Style:
        """Return the style for text.

        Parameters:
            ink, ground: names of colours. "warning 45 panel" is 45 % of the one laid on the other.
        """
        key = (ink, ground, bold)
        if key not in self._styles:
            self._styles[key] = Style(
                color=self._colour(ink), bgcolor=self._colour(ground), bold=bold
            )
        return self._styles[key]

    def _colour(self, name: str) -> RichColor:
        if name not in self._rich:
            self._rich[name] = self._mixed(name).rich_color
        return self._rich[name]

    def _mixed(self, name: str) -> Color:
        upper, _, rest = name.partition(" ")
        colour = Color.parse(self._hex[upper])
        if not rest:
            return colour
        percent, _, lower = rest.partition(" ")
        return self._mixed(lower).blend(colour, int(percent) / 100)


@cache
def palette(theme: str) -> Palette:
    """Return the colours of a theme.

    Parameters:
        theme: its name; that of the first theme's is used for one that is not ours.
    """
    return Palette(theme)
