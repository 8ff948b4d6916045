"""The base of the widgets that draw all of their cells."""

from collections.abc import Iterable
from typing import Any, Self

from textual.filter import ANSIToTruecolor
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
        for y in crop.line_range:
            if y not in self._kept:
                for place, line in self.draw(y):
                    for each in filters:
                        line = line.apply_filter(each, ground)
                    self._kept[place] = line
        strips = [self._kept[y] for y in crop.line_range]
        if crop.column_span == (0, self.size.width):
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]
