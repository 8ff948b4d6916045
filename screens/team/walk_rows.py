"""How a stop of a walk is written: two lines in the route, and the card about it."""

from collections.abc import Sequence

from textual.content import Content

from data.records import Stop
from data.store.contact import NEVER
from kiosk.desk import Desk
from kiosk.wording import phrases, times
from screens.team.person_summary import contact_lines
from screens.widgets.empty_state import Nothing
from screens.widgets.row import Row
from screens.widgets.text_layout import wrapped

TONES = {"fix": "fix", "door": "coaching", "follow-up": "note", "hello": "thanks"}
"""Kind of a stop -> its tone."""
HOW = {"seen": "✓ said hello", "visited": "✓ in class", "fixed": "✓ fixed", "away": "· not there"}
"""How a stop was ticked off -> words."""

NO_ROSTER = Nothing(
    "Nobody to see yet",
    "Nobody is on the roster. The keeper of this kiosk reads one in.",
    "steps",
)
NOBODY_DUE = Nothing(
    "Nobody is due",
    "Everybody was seen, and nothing waits. Sit down for a minute, or pick a room on the map.",
    "cup",
)
NO_ROOMS = Nothing(
    "No room is known yet",
    "Rooms come with the roster; the keeper can list more, with their wings, in kiosk.toml.",
    "door",
)


def stop_row(desk: Desk, index: int, stop: Stop) -> Row:
    """Return where, who, what for, and how long ago or how it was ticked off.

    Parameters:
        index: in the route, from 0.
    """
    person = desk.people.get(stop.person)
    who = phrases.short(person) if person else "Someone"
    is_met = stop.how not in {"", "away"}
    days = desk.contacts.status(stop.person).days
    is_said = days is None and stop.kind == "hello"  # by its purpose
    since = "" if is_said else times.since(days)
    return Row(
        f"{stop.room}  {who}" if stop.room else f"Find {who}",
        "today" if is_met else since,
        "" if is_met and stop.kind == "hello" else stop.purpose,
        HOW.get(stop.how, ""),
        "" if stop.how else TONES.get(stop.kind, "note"),
        str(index + 1),
        is_loud=True,
        is_over=bool(stop.how),
    )


def stop_lines(desk: Desk, stop: Stop, columns: int) -> list[Content]:
    """Return the lines of the card: where a stop is, what for, who it is, and the last contacts.

    Parameters:
        columns: width of the card.
    """
    wing = f"{stop.wing} wing" if stop.wing else ""
    about = f"about {stop.minutes} min"
    where = " · ".join(part for part in (stop.room, wing, about) if part)
    parts = [where[:1].upper() + where[1:], "", stop.purpose, *_who(desk, stop.person)]
    lines = [
        Content(line) for part in parts for line in (wrapped(part, columns, 6) if part else [""])
    ]
    if desk.store.indexes.contact.get(stop.person, NEVER) == NEVER:
        return lines
    return [*lines, Content(""), *contact_lines(desk, stop.person, columns)]


def route_words(stops: Sequence[Stop], minutes: int | None) -> str:
    """Return a sentence about the whole route.

    Parameters:
        minutes: that it is planned to take; None while it is being walked.
    """
    if minutes is not None:
        return f"The whole route takes {minutes} min, walking included."
    done = sum(bool(stop.how) for stop in stops)
    words = f"{done} of {len(stops)} stops done."
    return f"{words} Say when you are back." if done == len(stops) else words


def _who(desk: Desk, key: str) -> list[str]:
    """Return what they teach, and which periods of today they have said are free."""
    person, today = desk.people.get(key), desk.now().date()
    free = desk.calendar.free(key) or ()
    names = [period.name for period in desk.calendar.periods()]
    today_free = [name for name in names if desk.calendar.key_of(today, name) in free]
    return [
        *([person.subject] if person and person.subject else []),
        *([f"Free today: {', '.join(today_free)}"] if today_free else []),
    ]
