"""How a stop of the walk is written: three lines in the route, and what is known beside it."""

from textual.content import Content

from data.records import Stop
from kiosk.desk import Desk
from kiosk.wording import phrases, times
from screens.team.person_summary import contact_lines
from screens.widgets.text_layout import seen, spread, wrapped

TONES = {"fix": "$warning", "door": "$primary", "follow-up": "$secondary", "hello": "$accent"}
HOW = {"seen": "✓ said hello", "visited": "✓ in class", "fixed": "✓ fixed", "away": "· not there"}


def row(desk: Desk, place: int, stop: Stop, width: int) -> list[Content]:
    """Three lines: where, who and how long; what for; and what came of it.

    Parameters:
        place: in the route, from 0.
        width: columns of the list.
    """
    edge = Content.styled("▌ ", TONES.get(stop.kind, "$secondary"))
    listed = desk.people.get(stop.person)
    who = phrases.short(listed) if listed else "Somebody"
    number = Content.styled(f"{place + 1:>2}  ", "bold")
    where = Content.styled(seen(stop.room) or "find them", "bold")
    days = Content(times.since(desk.contacts.status(stop.person).days))
    room = width - 6
    head = spread(Content.assemble(where, "  ", seen(who)), days, room)
    purpose = wrapped(stop.purpose, room, 2)
    tick = [Content.styled(HOW[stop.how], "$primary")] if stop.how else []
    lines = [Content(line) for line in purpose[: 2 - len(tick)]] + tick
    lines += [Content("")] * (2 - len(lines))
    style = "$muted" if stop.how else ""
    return [
        Content.assemble(edge, number, head),
        *(Content.assemble(edge, "    ", line.stylize(style)) for line in lines),
    ]


def about(desk: Desk, stop: Stop, columns: int) -> list[Content]:
    """Where it is, what for, and what contact there was."""
    wing = f"{stop.wing} wing" if stop.wing else ""
    where = " · ".join(part for part in (stop.room, wing, f"{stop.minutes} min") if part)
    lines = [*(Content(line) for line in wrapped(where, columns, 2)), Content("")]
    lines += [Content(line) for line in wrapped(stop.purpose, columns, 6)]
    return [*lines, Content(""), *contact_lines(desk, stop.person, columns)]
