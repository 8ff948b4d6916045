"""A page with a QR code: the code at the left, as large as fits; words and tiles at the right."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.content import Content

from kiosk.library.qr_codes import fit
from screens.base import KioskScreen
from screens.widgets.card import Card
from screens.widgets.containers import Columns, Stack
from screens.widgets.drawing import Drawing
from screens.widgets.footer import Footer
from screens.widgets.grid_layout import TALL
from screens.widgets.masthead import Masthead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.qr_code import QRCode

BESIDE = 3
"""Columns between a code that has the whole height and what stands beside it."""
LEAST_CARD = 4
"""Rows that the card has at least."""
ACT_ROWS = 3
"""Rows of each act beside the code."""
AIR_ABOVE = 3
"""One of so many rows that are left over is above a code, the others are below it."""
FRAME_ROWS = 6
"""Rows of the title and of the foot, with the air above it."""


class CodePage(KioskScreen[None]):
    """The base of pages that show a QR code to be scanned with a phone.

    Parameters:
        title: the name of what is taken along.
        payloads: texts for the code, the fullest first; the first that fits is drawn. Empty when
            there is nothing to scan.
        tone: of the card; as in `Tile`.
    """

    def __init__(self, title: str, payloads: Sequence[str], tone: str = "note") -> None:
        super().__init__()
        self._heading, self._payloads, self._tone = title, payloads, tone

    def body(self) -> ComposeResult:
        yield QRCode(self._payloads) if self._payloads else Drawing("wish", self._tone)
        yield Masthead(self._heading, tone=self._tone)
        with Columns(id="page"), Stack(id="beside"):
            yield Card("", self._tone, id="about")
            if acts := self.tiles("body"):
                tiles = (replace(act, shape="control") for act in acts)
                yield MenuBoard(tiles, most_columns=1)
        yield Footer(*self.tiles("foot"))

    def begin(self) -> None:
        super().begin()
        self._give_room()

    def on_resize(self) -> None:
        """Find the room for the code in the new window."""
        self.update_if_complete(self._give_room)

    def _give_room(self) -> None:
        """Let the code stand between the title and the foot, if the fullest one fits there; or else
        give it the whole height of the screen.
        """
        width, height = self.app.size
        rows = height - FRAME_ROWS - (2 if height >= TALL else 0)
        between = fit(self._payloads[0], width // 2 - 4, rows) if self._payloads else None
        is_tall = bool(self._payloads) and not between
        self.set_class(is_tall, "-tall-code")
        code = self.query(QRCode).first().wanted(self.size) if is_tall else None
        left = (code.columns if code else width // 3) + BESIDE if is_tall else 0
        self.query_one(Masthead).styles.margin = (0, 0, 0, left)
        self.query_one("#page").styles.margin = (0, 0, 0, left)
        self.query_one(Footer).styles.margin = (1, 0, 0, left)
        above = (rows - between.rows) // AIR_ABOVE if between else 0
        self.query_one("#page").styles.padding = (above, 0, 0, 0)
        for drawn in self.query(QRCode):
            drawn.lower(above)
        acts = sum(tile.shown for board in self.query(MenuBoard) for tile in board.tiles)
        about = self.query_one("#about")
        about.styles.max_height = max(LEAST_CARD, rows - above - acts * ACT_ROWS - 1)

    def on_qrcode_drawn(self, message: QRCode.Drawn) -> None:
        message.stop()
        if message.fits:
            self.query_one(Masthead).set_hint("Scan it with a phone.")

    def lines(self, columns: int) -> list[Content]:
        """Return the lines of the card beside the code.

        Parameters:
            columns: width of the card.
        """
        raise NotImplementedError

    def show_live(self) -> None:
        self.show_actions()
        self.query_one("#about", Card).show(lambda columns, _: self.lines(columns))
