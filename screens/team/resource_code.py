"""The page with the QR code of a resource, for the team. To look at it is not to take it."""

from textual.content import Content

from data.records import Resource
from kiosk.library import qr_codes
from screens.code_page import CodePage
from screens.widgets.text_layout import wrapped


class ResourceCodePage(CodePage):
    """The QR code of a resource, as teachers see it."""

    HELP = "As teachers see it. Scan it to be sure that it leads where it should."

    def __init__(self, resource: Resource) -> None:
        payload = qr_codes.payload(resource)
        super().__init__(resource.title, [payload] if payload else [])
        self._resource = resource

    def lines(self, columns: int) -> list[Content]:
        """Return what the phone reads, in print."""
        payload = qr_codes.payload(self._resource) or "It has no address and no steps."
        lines = [line for text in payload.splitlines() for line in wrapped(text, columns, 6)]
        return [*map(Content, lines)]
