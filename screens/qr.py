"""A QR code on the screen: black on white whatever the theme, each cell with both its colours."""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.codes import Code, fit

_DARK, _LIGHT = "#000000", "#ffffff"


class QRCode(Widget):
    """A code that is drawn whole or not at all.

    Parameters:
        text: what a phone reads.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.code: Code | None = None
        self._strips: list[Strip] = []

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        code = fit(self._text, container.width * 2 // 3, container.height)
        return code.columns if code else container.width // 3

    def on_resize(self) -> None:
        self.code = fit(self._text, self.size.width, self.size.height)
        self._strips = _strips(self.code) if self.code else []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if self.code is None:
            said = "This screen is too small for the code." if y == 0 else ""
            return Strip([Segment(said, self.rich_style)]).adjust_cell_length(
                self.size.width, self.rich_style
            )
        if y >= len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        return self._strips[y].adjust_cell_length(self.size.width, self.rich_style)


def _strips(code: Code) -> list[Strip]:
    if code.full:
        return [
            Strip([Segment("  ", Style(bgcolor=_DARK if dark else _LIGHT)) for dark in row])
            for row in code.modules
        ]
    rows = list(code.modules)
    if len(rows) % 2:
        rows.insert(0, (False,) * code.side)
    return [
        Strip([Segment("▀", _halves(up, down)) for up, down in zip(top, bottom, strict=True)])
        for top, bottom in zip(rows[::2], rows[1::2], strict=True)
    ]


def _halves(up: bool, down: bool) -> Style:
    return Style(color=_DARK if up else _LIGHT, bgcolor=_DARK if down else _LIGHT)
