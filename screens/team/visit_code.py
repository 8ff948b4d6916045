"""The page with a date for a phone's calendar, as a QR code. What it is about stays here."""

from datetime import datetime

from textual.content import Content

from kiosk.library import qr_codes
from kiosk.wording import times
from screens.code_page import CodePage
from screens.widgets.text_layout import wrapped


class VisitCodePage(CodePage):
    """A visit or a workshop as a QR code.

    Parameters:
        title: what the phone's calendar shows.
        begin: its beginning, with a time zone.
        minutes: its length.
        room: where it is; "" when that is not known.
    """

    HELP = "Point a phone's camera at the code; it offers to put the date into its calendar."

    def __init__(self, title: str, begin: datetime, minutes: int, room: str) -> None:
        super().__init__(title, qr_codes.event(title, begin, minutes, room), "coaching")
        self._begin, self._minutes, self._room = begin, minutes, room

    def lines(self, columns: int) -> list[Content]:
        """Return when and where it is, in print."""
        now = self.desk.now()
        start = self._begin.astimezone(now.tzinfo).replace(tzinfo=None)
        when = times.coming_moment(start, now)
        parts = (when, f"{self._minutes} minutes", self._room)
        return [Content(line) for part in parts for line in wrapped(part, columns, 4)]
