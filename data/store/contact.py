"""When somebody of the team was last in contact with a person, and which documents say so."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec


class Contact(msgspec.Struct, frozen=True):
    """When somebody of the team was last in contact with a person, by kind of contact.

    Times are seconds since 1970; 0 is never.
    """

    hello: float = 0.0
    fix: float = 0.0
    coaching: float = 0.0
    visit: float = 0.0

    @property
    def last(self) -> float:
        """The latest time of any kind."""
        return max(self.hello, self.in_person)

    @property
    def in_person(self) -> float:
        """The latest time at which somebody was with them; a hello alone does not count."""
        return max(self.fix, self.coaching, self.visit)

    def covers(self, other: "Contact") -> bool:
        """Return whether no time of another contact is later than this one's."""
        return (
            self.hello >= other.hello
            and self.fix >= other.fix
            and self.coaching >= other.coaching
            and self.visit >= other.visit
        )

    def latest_of(self, other: "Contact") -> "Contact":
        """Return the later time of each kind."""
        return Contact(
            max(self.hello, other.hello),
            max(self.fix, other.fix),
            max(self.coaching, other.coaching),
            max(self.visit, other.visit),
        )


NEVER = Contact()


def _request_contact(request: Any) -> Contact:
    if not request.fixed_at and not request.coached_at:
        return NEVER
    return Contact(fix=_seconds(request.fixed_at), coaching=_seconds(request.coached_at))


def _checkin_contact(checkin: Any) -> Contact:
    return NEVER if checkin.void else Contact(hello=_seconds(checkin.at))


def _visit_contact(visit: Any) -> Contact:
    return Contact(visit=_seconds(visit.held_at)) if visit.state == "held" else NEVER


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp() if at else 0.0


CONTACTS: dict[str, Callable[[Any], Contact]] = {
    "requests": _request_contact,
    "checkins": _checkin_contact,
    "visits": _visit_contact,
}
"""Table -> the contact that the indexed part of one of its documents tells of."""
