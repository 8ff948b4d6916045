"""The base of the widgets that draw all of their cells."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class DrawnWidget(Widget):
    """A widget whose lines are as wide as it is and need nothing around them: its styles have
    neither border nor padding. Textual's own way asks for those anew at each line, and takes as
    long for it as the drawing does. A line is kept until something changes.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        self._kept: dict[int, Strip] = {}
        self._kept_for: tuple[object, ...] = ()
        """What the lines depend on beside what the widget shows."""
        super().__init__(id=id, classes=classes)

    @property
    def size(self) -> Size:
        """Its size; with nothing around the lines it is the same as with all."""
        return self.outer_size

    def refresh(self, *regions: Region, **more: Any) -> Self:
        """Draw it anew, or the lines of some regions."""
        for y in {y for region in regions for y in region.line_range}:
            self._kept.pop(y, None)
        if not regions:
            self._kept.clear()
        return super().refresh(*regions, **more)

    def draw(self, y: int) -> Iterable[tuple[int, Strip]]:
        """Draw a line; yield it, and those that are drawn along with it, each with its place."""
        yield y, self.render_line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of it."""
        # All that is drawn has true colours already.
        filters = [
            each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)
        ]
        ground = self.background_colors[1]
        state = (self.size, self.app.size, self.app.theme, ground, tuple(filters))
        if self._kept_for != state:
            self._kept_for = state
            self._kept.clear()
        strips = [self._kept_line(y, filters, ground) for y in crop.line_range]
        if crop.column_span == (0, self.size.width):
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def _kept_line(self, y: int, filters: Sequence[LineFilter], ground: Color) -> Strip:
        """Return a line as it was drawn; a blank one beyond its lines, which the screen may ask for
        while a layout is under way.
        """
        line = self._kept.get(y)
        if line is None:
            for place, drawn in self.draw(y):
                finished = drawn
                for each in filters:
                    finished = finished.apply_filter(each, ground)
                self._kept[place] = finished
                if place == y:
                    line = finished
        return line or Strip.blank(self.size.width, self.rich_style)
