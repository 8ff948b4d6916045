"""The code of a resource, as a teacher takes it along; looking at it from here is no take."""

from textual.content import Content

from data.records import Resource
from kiosk.library import qr_codes
from screens.code_page import CodePage
from screens.widgets.text_layout import wrapped


class ResourceCodePage(CodePage):
    """A resource's code.

    Parameters:
        resource: which one.
    """

    HELP = "As teachers see it. Scan it to be sure that it leads where it should."

    def __init__(self, resource: Resource) -> None:
        payload = qr_codes.payload(resource)
        super().__init__(resource.title, [payload] if payload else [])
        self._resource = resource

    def lines(self, columns: int) -> list[Content]:
        """What the phone reads, in print."""
        payload = qr_codes.payload(self._resource) or "It has no address and no steps."
        size = len(payload.encode())
        lines = [Content(x) for line in payload.splitlines() for x in wrapped(line, columns, 6)]
        return [*lines, Content(""), Content.styled(f"{size} bytes", "$muted")]
