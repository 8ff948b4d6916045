"""A control with its label: at the left of it, or above it where there is no room beside."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.palette import palette
from screens.widgets.text_layout import wrapped

NO_STUDENTS = "Name no student"
ROWS = 3
"""Rows of a label, as many as a control has."""
AIR = 2
"""Columns between a label and its control."""


class Field(Horizontal):
    """A label and its control. The label is drawn in the padding of the field, and is no widget.

    Parameters:
        label: what it is.
        control: a line to write in, or a choice.
        note: what else there is to know, such as whom not to name; shown muted.
        label_optional: whether the control says enough: then the label is left out in the smallest
            window.
    """

    def __init__(
        self,
        label: str,
        control: Widget,
        note: str = "",
        *,
        label_optional: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, classes="-label-optional" if label_optional else None)
        self._label, self._control, self._note = label, control, note

    def compose(self) -> ComposeResult:
        yield self._control

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the label beside the control, or on the line above it."""
        width, height = self.outer_size
        left = self.styles.padding.left
        lines = self._label_lines(left - AIR if left else width, beside=bool(left))
        top = 1 if left and height >= ROWS > len(lines) else 0
        return draw_label(self, crop, lines, top)

    def _label_lines(self, width: int, *, beside: bool) -> list[tuple[str, str]]:
        """Return the lines of the label, each with the name of its colour."""
        if not beside:
            stop = "" if self._label.endswith((".", "?")) else "."
            both = f"{self._label}{stop} {self._note}" if self._note else self._label
            return [(line, "foreground") for line in wrapped(both, width, 1)]
        lines = [(line, "foreground") for line in wrapped(self._label, width, ROWS)]
        rest = wrapped(self._note, width, ROWS - len(lines))
        return [*lines, *((line, "muted") for line in rest)]


def draw_label(
    widget: Widget, crop: Region, lines: Sequence[tuple[str, str]], top: int
) -> list[Strip]:
    """Draw a label at the left of a part of a container, behind what it contains.

    Parameters:
        lines: (text, name of its colour).
        top: the row of the first line.
    """
    colours, ground = palette(widget.app.theme), widget.rich_style
    strips = [Strip.blank(crop.width, ground)] * crop.height
    for y, (text, ink) in enumerate(lines, top):
        if crop.y <= y < crop.bottom:
            style = ground + Style(color=colours.style(ink, "background").color)
            line = Strip([Segment(text, style)]).adjust_cell_length(crop.right, ground)
            strips[y - crop.y] = line.crop(crop.x, crop.right)
    return strips
