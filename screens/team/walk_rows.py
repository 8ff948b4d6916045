"""How a stop of a walk is written: three lines in the route, and the card about it."""

from textual.content import Content

from data.records import Stop
from kiosk.desk import Desk
from kiosk.wording import phrases, times
from screens.team.person_summary import contact_lines
from screens.widgets.text_layout import printable, spread, wrapped

COLOURS = {"fix": "$warning", "door": "$primary", "follow-up": "$secondary", "hello": "$accent"}
"""Kind of a stop -> the colour of its edge."""
HOW = {"seen": "✓ said hello", "visited": "✓ in class", "fixed": "✓ fixed", "away": "· not there"}
"""How a stop was ticked off -> words."""


def stop_row(desk: Desk, index: int, stop: Stop, width: int) -> list[Content]:
    """Return three lines: where, who, and how long ago; what for; and how it was ticked off.

    Parameters:
        index: in the route, from 0.
        width: columns of the list.
    """
    edge = Content.styled("▌ ", COLOURS.get(stop.kind, "$secondary"))
    person = desk.people.get(stop.person)
    who = phrases.short(person) if person else "Somebody"
    number = Content.styled(f"{index + 1:>2}  ", "bold")
    where = Content.styled(printable(stop.room) or "find them", "bold")
    days = Content(times.since(desk.contacts.status(stop.person).days))
    columns = width - 6
    head = spread(Content.assemble(where, "  ", printable(who)), days, columns)
    purpose = wrapped(stop.purpose, columns, 2)
    tick = [Content.styled(HOW[stop.how], "$primary")] if stop.how else []
    lines = [Content(line) for line in purpose[: 2 - len(tick)]] + tick
    lines += [Content("")] * (2 - len(lines))
    style = "$muted" if stop.how else ""
    return [
        Content.assemble(edge, number, head),
        *(Content.assemble(edge, "    ", line.stylize(style)) for line in lines),
    ]


def stop_lines(desk: Desk, stop: Stop, columns: int) -> list[Content]:
    """Return the lines of the card: where a stop is, what for, and the last contacts.

    Parameters:
        columns: width of the card.
    """
    wing = f"{stop.wing} wing" if stop.wing else ""
    where = " · ".join(part for part in (stop.room, wing, f"{stop.minutes} min") if part)
    lines = [*(Content(line) for line in wrapped(where, columns, 2)), Content("")]
    lines += [Content(line) for line in wrapped(stop.purpose, columns, 6)]
    return [*lines, Content(""), *contact_lines(desk, stop.person, columns)]
