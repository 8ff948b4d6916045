"""The page with a walk as a QR code: the rooms and the names, without a network. What each stop is
for stays on the kiosk.
"""

from collections.abc import Sequence

from textual.content import Content

from data.records import Stop
from kiosk.desk import Desk
from kiosk.wording import phrases
from screens.code_page import CodePage
from screens.widgets.text_layout import wrapped


def short_route(desk: Desk, stops: Sequence[Stop], names: bool) -> str:
    """Return the rooms of a walk in their order, one a line.

    Parameters:
        names: whether the person of each stop is named.
    """
    lines = []
    for number, stop in enumerate(stops, 1):
        person = desk.people.get(stop.person)
        name = phrases.short(person) if names and person else ""
        lines.append(" ".join(filter(None, (str(number), stop.room.removeprefix("Room "), name))))
    return "\n".join(lines)


class RouteCodePage(CodePage):
    """The route of a walk as a QR code."""

    HELP = "Scan it with your phone: the stops in their order. Nothing is sent anywhere."

    def __init__(self, stops: Sequence[Stop]) -> None:
        desk = self.app.desk
        payloads = [short_route(desk, stops, True), short_route(desk, stops, False)]
        super().__init__("Your route", payloads, "coaching")
        self._stops = stops

    def lines(self, columns: int) -> list[Content]:
        """Return the stops, as the phone reads them."""
        stops = short_route(self.desk, self._stops, True).splitlines()
        lines = [Content(line) for stop in stops for line in wrapped(stop, columns, 2)]
        return [*lines, Content(""), Content.styled("The purposes stay here.", "$muted")]
