"""The route for a phone: where to and to whom, in a code that needs no network. What each stop is
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
    """The rooms in their order, with or without who is there."""
    lines = []
    for place, stop in enumerate(stops, 1):
        listed = desk.people.get(stop.person)
        who = f" {phrases.short(listed)}" if names and listed else ""
        room = stop.room.removeprefix("Room ") or "?"
        lines.append(f"{place} {room}{who}")
    return "\n".join(lines)


class RouteCodePage(CodePage):
    """A route to take along.

    Parameters:
        stops: where to.
    """

    HELP = "Scan it with your phone: the stops in their order. Nothing is sent anywhere."

    def __init__(self, stops: Sequence[Stop]) -> None:
        desk = self.app.desk
        payloads = [short_route(desk, stops, True), short_route(desk, stops, False)]
        super().__init__("Your route", payloads, "coaching")
        self._stops = stops

    def lines(self, columns: int) -> list[Content]:
        """The stops, as the phone reads them."""
        told = short_route(self.desk, self._stops, True).splitlines()
        lines = [Content(part) for line in told for part in wrapped(line, columns, 2)]
        return [*lines, Content(""), Content.styled("What for stays here.", "$muted")]
