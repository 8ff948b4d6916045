"""Contact: whom the team has met and how, and who is due to be seen.

A hello counts, and it never counts as coached. Each kind of contact lasts for some days of school,
a heavier one longer than a lighter one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo

import msgspec

from data.records import CONTACT_KINDS, LANE_OF, Person
from data.records.contact_kinds import ContactKind
from data.store.contact import NEVER, Contact
from data.text import natural_key
from kiosk.school.cached import Cached
from kiosk.school.school import MOST_DAYS, School
from kiosk.settings.settings import ReachSettings as Lasts

REACHED_DAYS = 14
"""Days within which the team was there for a person who counts as reached."""
FOREVER = MOST_DAYS
"""School days that stand for never: no more are counted."""


class ContactStatus(msgspec.Struct, frozen=True):
    """How somebody has been met.

    Parameters:
        person: id.
        kind: the contact that lasts longest from now; "" when there was none.
        days: school days since the team was there for them, hellos not counted; None is never.
        overdue: school days since the contact that lasts longest has worn off; negative while it
            lasts.
    """

    person: str
    kind: str
    days: int | None
    overdue: int

    @property
    def band(self) -> str:
        """Return how long nobody has been there, in a word; see `band`."""
        return band(self.days)


def band(days: int | None) -> str:
    """Return how long nobody has been there, in a word: "fresh", "soon", "due" or "never".

    Parameters:
        days: school days; None is never.
    """
    if days is None:
        return "never"
    return "fresh" if days <= 5 else "soon" if days <= 10 else "due"


def overdue(since: Mapping[ContactKind, int], lasts: Lasts) -> tuple[int, str]:
    """Return for how many school days somebody has been due, and the contact it is counted from.

    Parameters:
        since: kind of contact -> school days since the last one; kinds that never were are left
            out.
        lasts: for how many school days each kind lasts.
    """
    overdue_by = {kind: days - getattr(lasts, kind) for kind, days in since.items()}
    if not overdue_by:
        return FOREVER, ""
    weights = list(CONTACT_KINDS)
    heaviest_first = sorted(overdue_by, key=lambda kind: (overdue_by[kind], -weights.index(kind)))
    return overdue_by[heaviest_first[0]], heaviest_first[0]


def coached(contact: Contact, after: float) -> bool:
    """Return whether somebody was coached after a moment; neither a hello nor a fix counts.

    Parameters:
        after: seconds since the epoch.
    """
    return max(contact.coaching, contact.visit) > after


def weekly_counts(moments: Sequence[datetime], today: datetime, weeks: int) -> list[int]:
    """Count how many moments fall into each of the last weeks, oldest week first.

    Parameters:
        today: the last day of the last week.
        weeks: how many weeks to count, each of seven days.
    """
    counts = [0] * weeks
    for moment in moments:
        back = (today.date() - moment.date()).days // 7
        if 0 <= back < weeks:
            counts[weeks - 1 - back] += 1
    return counts


class Contacts:
    """Whom the team of one school has met."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._cached: Cached[list[ContactStatus]] = Cached()
        self._since: Cached[dict[date, int]] = Cached()
        """Day -> school days since then, counted today."""

    def teachers(self) -> list[Person]:
        """Return everybody the team is there for."""
        return [person for person in self._school.people.staff() if person.role not in LANE_OF]

    def status(self, person: str) -> ContactStatus:
        """Return how one person has been met."""
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
        """Return how everybody has been met, longest due first; cached until something changes."""
        key = (self._school.store.changes, self._school.now().date())
        return self._cached.get(
            key, lambda: sorted(map(self.status, self._teacher_ids()), key=self._order)
        )

    def _teacher_ids(self) -> Iterator[str]:
        return (person.id for person in self.teachers())

    def _order(self, reached: ContactStatus) -> tuple[int, float, str]:
        """Return what they are sorted by: longest due, then last met, then id."""
        contact = self._school.store.indexes.contact.get(reached.person, NEVER)
        return -reached.overdue, contact.last, reached.person

    def due(self) -> list[ContactStatus]:
        """Return who is due to be seen, longest due first."""
        return [status for status in self.all() if status.overdue > 0]

    def reached(self, days: int = REACHED_DAYS) -> tuple[int, int]:
        """Count the people the team was there for in some days.

        Returns:
            How many, and of how many.
        """
        statuses, first = self.all(), self._school.now().timestamp() - days * 86400
        contacts = self._school.store.indexes.contact
        there = sum(contacts.get(status.person, NEVER).in_person >= first for status in statuses)
        return there, len(statuses)

    def rooms(self) -> dict[str, int | None]:
        """Return room -> school days since the team was there; None is never."""
        been = self._school.store.indexes.room_contact
        return {
            room: self._days(been[room]) if room in been else None for room in self.room_names()
        }

    def room_names(self) -> list[str]:
        """Return the school's rooms: those of the settings in their order, then those of people."""
        named = [room.name for room in self._school.settings.rooms]
        more = {person.room for person in self.teachers() if person.room} - set(named)
        return [*named, *sorted(more, key=natural_key)]

    def _days(self, seconds: float) -> int:
        """Return the school days that began since a moment."""
        now = self._school.now()
        since: dict[date, int] = self._since.get(now.date(), dict)
        day = _date(seconds, now.tzinfo)
        if day not in since:
            since[day] = self._school.school_days_since(day)
        return since[day]


def _date(seconds: float, zone: tzinfo | None) -> date:
    return datetime.fromtimestamp(seconds, zone).date()
