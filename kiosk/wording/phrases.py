"""Phrases that every part of the kiosk uses: counts, ordinals, what tells people apart."""

from collections.abc import Callable

from data.records import Person

NameOf = Callable[[str], str]
"""Opaque id -> what colleagues call that person."""


ROLES = {
    "teacher": "teacher",
    "coach": "coach",
    "fixer": "IT fixer",
    "office": "office",
    "leader": "leader",
    "aide": "aide",
    "staff": "staff",
}
"""Role -> what its people are called."""


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, ... 11th, 12th, 13th, ... 21st."""
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def short(person: Person) -> str:
    """Return a short name such as M. Rivera, where both parts of the name are known."""
    if person.given and person.family:
        return f"{person.given[0]}. {person.family}"
    return person.name


def told_apart(person: Person) -> str:
    """Return what tells people with the same name apart: room and subject, or their role."""
    parts = [part for part in (person.room, person.subject) if part]
    return " · ".join(parts) or ROLES[person.role]


def count(number: int, what: str, many: str = "") -> str:
    """Return a count in words: 1 visit, 2 visits, no visits.

    Parameters:
        what: the noun.
        many: its plural, where that is not the noun with an s.
    """
    if number == 1:
        return f"1 {what}"
    return f"{number or 'no'} {many or what + 's'}"


def rooms(count: int) -> str:
    """Return a count of rooms: 1 room, 6 rooms; "" for none."""
    return "1 room" if count == 1 else f"{count} rooms" if count else ""
