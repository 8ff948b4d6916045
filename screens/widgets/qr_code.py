"""A QR code on the screen: black on white in every theme, since phones read nothing else surely."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from kiosk.library.qr_codes import QRMatrix, fit
from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.text_layout import wrapped

TOO_SMALL = "This screen is too small for the code. What is in it stands beside."
_DARK, _LIGHT = "#000000", "#ffffff"


class QRCode(DrawnWidget):
    """A QR code that is drawn whole, or not at all.

    Parameters:
        texts: what a phone reads, the fullest first; the first that fits is drawn.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts
        self.code: QRMatrix | None = None
        """The code that is drawn; None when none fits."""
        self._strips: list[Strip] = []
        self._above = 0

    @dataclass
    class Drawn(Message):
        """The size is known, and the code fits or does not."""

        fits: bool

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        code = self.wanted(container)
        return code.columns if code else container.width // 3

    def wanted(self, room: Size) -> QRMatrix | None:
        """Return the code that fits in a room, of which two thirds of the width are its own; None
        for none.
        """
        return self._fit(room.width * 2 // 3, room.height)

    def _fit(self, columns: int, rows: int) -> QRMatrix | None:
        codes = (fit(text, columns, rows) for text in self._texts)
        return next((code for code in codes if code), None)

    def lower(self, above: int) -> None:
        """Leave so many rows of air above it."""
        if above != self._above:
            self._above = above
            self._fit_code()

    def on_resize(self) -> None:
        self._fit_code()

    def _fit_code(self) -> None:
        """Find the code that fits now, and tell the screen whether one does."""
        self.code = self._fit(self.size.width, self.size.height - self._above)
        self._strips = _strips(self.code) if self.code else []
        self.post_message(self.Drawn(self.code is not None))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if self.code is None:
            lines = wrapped(TOO_SMALL, self.size.width, 6)
            line = lines[y] if y < len(lines) else ""
            return Strip([Segment(line, self.rich_style)]).adjust_cell_length(
                self.size.width, self.rich_style
            )
        row = y - self._above
        if not 0 <= row < len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._strips[row].apply_style(self.rich_style)
        return strip.adjust_cell_length(self.size.width, self.rich_style)


def _strips(code: QRMatrix) -> list[Strip]:
    """Draw a code: a module is two cells wide where there is room, or else half a cell high."""
    if code.full:
        return [
            Strip([Segment("  ", Style(bgcolor=_DARK if dark else _LIGHT)) for dark in row])
            for row in code.modules
        ]
    rows = list(code.modules)
    if len(rows) % 2 == 0:
        return [_two_rows(*pair) for pair in zip(rows[::2], rows[1::2], strict=True)]
    # Half a row is left over: it is air at the top, as above a card beside it.
    first = Strip([Segment("▄", Style(color=_DARK if dark else _LIGHT)) for dark in rows[0]])
    return [first, *(_two_rows(*pair) for pair in zip(rows[1::2], rows[2::2], strict=True))]


def _two_rows(top: Sequence[bool], bottom: Sequence[bool]) -> Strip:
    """Draw two rows of modules in one line."""
    return Strip([Segment("▀", _halves(up, down)) for up, down in zip(top, bottom, strict=True)])


def _halves(up: bool, down: bool) -> Style:
    """Return the style of an upper half block, for whether each half is dark."""
    return Style(color=_DARK if up else _LIGHT, bgcolor=_DARK if down else _LIGHT)
