"""A page with a QR code: the code at the left, as large as fits; words and tiles at the right."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from screens.base import KioskScreen
from screens.widgets.card import Card
from screens.widgets.notice import Notice
from screens.widgets.qr_code import QRCode
from screens.widgets.tile import Tile


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
        with Horizontal(id="page"):
            if self._payloads:
                yield QRCode(self._payloads)
            with Vertical(id="beside"):
                yield Card(self._heading, self._tone, id="about")
                yield Notice()
                for tile in self.tiles("body"):
                    tile.add_class("-slim")
                    yield tile
                with Horizontal(classes="row", id="page-foot"):
                    yield Tile("Back  Esc", id="back", classes="-slim")
                    yield Tile("Help  F1", id="help", classes="-slim")

    def lines(self, columns: int) -> list[Content]:
        """Return the lines of the card beside the code.

        Parameters:
            columns: width of the card.
        """
        raise NotImplementedError

    def on_qrcode_drawn(self, message: QRCode.Drawn) -> None:
        message.stop()
        if message.fits:
            self.query_one(Notice).set_hint("Point a phone's camera at the code")

    def show_live(self) -> None:
        self.show_actions()
        self.query_one("#about", Card).show(lambda columns, _: self.lines(columns))

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "back":
            self.action_back()
        else:
            self.action_help()
