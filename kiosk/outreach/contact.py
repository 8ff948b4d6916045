"""Reach: who has been met and how, and who is due. A hello counts, and it never counts as coached:
each kind of contact lasts for some days of school, a heavier one longer than a lighter one.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

import msgspec

from data.records import CONTACT_KINDS, LANE_OF, Person
from data.records.contact_kinds import ContactKind
from data.store.indexes import NEVER, Contact
from data.text import natural_key
from kiosk.school.school import MOST_DAYS, School
from kiosk.settings.sections import ReachSettings as Lasts

REACHED_DAYS = 14
"""Days within which somebody was there for a person who counts as reached."""
FOREVER = MOST_DAYS
"""School days that stand for never: no more are counted."""


class ContactStatus(msgspec.Struct, frozen=True):
    """How somebody has been met.

    Parameters:
        person: id.
        kind: of the contact that lasts longest from now; "" is none ever.
        days: school days since the last time somebody was there for them, a hello not counted;
            None is never.
        overdue: school days since the last contact that lasts longest has worn off; negative while
            it lasts.
    """

    person: str
    kind: str
    days: int | None
    overdue: int

    @property
    def band(self) -> str:
        """How long nobody has been there, in a word: "fresh", "soon", "due" or "never"."""
        return band(self.days)


def band(days: int | None) -> str:
    """How long nobody has been there, in a word."""
    if days is None:
        return "never"
    return "fresh" if days <= 5 else "soon" if days <= 10 else "due"


def overdue(since: Mapping[ContactKind, int], lasts: Lasts) -> tuple[int, str]:
    """For how many school days somebody has been due, and the contact it is counted from.

    Parameters:
        since: kind of contact -> school days since the last one; a kind that never was is left out.
    """
    left = {kind: days - getattr(lasts, kind) for kind, days in since.items()}
    if not left:
        return FOREVER, ""
    weights = list(CONTACT_KINDS)
    heaviest_first = sorted(left, key=lambda kind: (left[kind], -weights.index(kind)))
    return left[heaviest_first[0]], heaviest_first[0]


def coached(contact: Contact, after: float) -> bool:
    """Whether somebody coached a person after a moment; neither a hello nor a fix is coaching."""
    return max(contact.coaching, contact.visit) > after


class Contacts:
    """Who has been met in one school."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._key: tuple[int, date] | None = None
        self._found: list[ContactStatus] = []
        self._since: dict[date, int] = {}

    def teachers(self) -> list[Person]:
        """Everybody the team is there for."""
        return [each for each in self._school.people.staff() if each.role not in LANE_OF]

    def of(self, person: str) -> ContactStatus:
        """How one person has been met."""
        contact = self._school.store.indexes.contact.get(person, NEVER)
        since = {
            kind: self._days(getattr(contact, kind))
            for kind in CONTACT_KINDS
            if getattr(contact, kind)
        }
        late, kind = overdue(since, self._school.settings.reach)
        there = self._days(contact.in_person) if contact.in_person else None
        return ContactStatus(person, kind, there, late)

    def all(self) -> list[ContactStatus]:
        """Everybody, longest due first; who was never met before who was."""
        key = (self._school.store.changes, self._school.now().date())
        if key != self._key:
            self._key = key
            self._since.clear()
            found = [self.of(person.id) for person in self.teachers()]
            self._found = sorted(found, key=self._order)
        return self._found

    def _order(self, reached: ContactStatus) -> tuple[int, float, str]:
        contact = self._school.store.indexes.contact.get(reached.person, NEVER)
        return -reached.overdue, contact.last, reached.person

    def due(self) -> list[ContactStatus]:
        """Who is due to be seen, longest due first."""
        return [each for each in self.all() if each.overdue > 0]

    def reached(self, days: int = REACHED_DAYS) -> tuple[int, int]:
        """How many of how many somebody was there for in so many days."""
        found, first = self.all(), self._school.now().timestamp() - days * 86400
        contacts = self._school.store.indexes.contact
        there = sum(contacts.get(each.person, NEVER).in_person >= first for each in found)
        return there, len(found)

    def rooms(self) -> dict[str, int | None]:
        """Room -> school days since somebody of the team was there; None is never."""
        been = self._school.store.indexes.room_contact
        return {
            room: self._days(been[room]) if room in been else None for room in self.room_names()
        }

    def room_names(self) -> list[str]:
        """The school's rooms in the order of its settings, then those that only people have."""
        named = [room.name for room in self._school.settings.rooms]
        more = {each.room for each in self.teachers() if each.room} - set(named)
        return [*named, *sorted(more, key=natural_key)]

    def _days(self, seconds: float) -> int:
        """Days of school that began since a moment."""
        day = _date(seconds, self._school.now().tzinfo)
        if day not in self._since:
            self._since[day] = self._school.school_days_since(day)
        return self._since[day]


def _date(seconds: float, zone: tzinfo | None) -> date:
    return datetime.fromtimestamp(seconds, zone).date()
