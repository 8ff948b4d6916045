"""Where coaches and fixers are, as the waiting screen tells it."""

from datetime import datetime

import msgspec

from data.ledger.facts import Fact
from data.records import COACHING, FIX, LANE_OF, Lane, Person, Presence, Request
from data.records.board import PresenceEnded, PresenceTold
from data.text import clean
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.calendar import Calendar
from kiosk.school.school import School
from kiosk.wording import times

JUST_CLAIMED = 45
"""Minutes for which a fixer who has claimed a fix counts as out fixing."""


class Whereabouts(msgspec.Struct, frozen=True):
    """Where a member of the team is, and when they are open next.

    Parameters:
        away: whether they are somewhere else just now.
        open_next: a coach's next open slot, in words; "" without one.
    """

    person: Person
    where: str
    away: bool
    open_next: str


class TeamWhereabouts:
    """Where the team of one school is.

    Parameters:
        calendar: the visits that they are on, and their next open slots.
    """

    def __init__(self, school: School, calendar: Calendar) -> None:
        self._school = school
        self._calendar = calendar

    def team(self, *lanes: Lane) -> list[Whereabouts]:
        """Return where each of the team is, coaches first: as they said, or as their work tells.

        Parameters:
            lanes: of those who are meant; all when left out.
        """
        named = self._school.people.team
        people = [each for lane in lanes or (COACHING, FIX) for each in named(lane)]
        slots = self._calendar.next_open()
        team = []
        for person in people:
            where, away = self._where(person)
            slot = slots.get(person.id)
            open_next = visit_wording.slot_short(slot, self._school.now()) if slot else ""
            team.append(Whereabouts(person, where, away, open_next))
        return team

    def _where(self, person: Person) -> tuple[str, bool]:
        """Return where somebody is in words, and whether they are away."""
        now = self._school.now()
        presence = self._school.store.find(Presence, person.id)
        if presence and presence.where and self._is_on(presence, now):
            until = f" until {times.clock(_local(presence.until, now))}" if presence.until else ""
            return f"{presence.where}{until}", True
        busy = self._calendar.busy_until(person.id)
        if busy:
            return f"with a colleague until {times.clock(busy)}", True
        if LANE_OF[person.role] == FIX and self._is_fixing(person.id, now):
            return "out fixing", True
        return self._around(now)

    def _around(self, now: datetime) -> tuple[str, bool]:
        """Return the default: around between the first bell and the last, else when they
        are back.
        """
        bells = self._school.days.bells_on(now.date())
        clock = now.time()
        if bells and bells.periods[0].begin <= clock < bells.periods[-1].end:
            return "around, come and ask", False
        if bells and clock < bells.periods[0].begin:
            return f"back at {bells.periods[0].starts}", True
        ahead = self._school.days.next_school_day(now.date())
        if ahead is None:
            return "away", True
        first = self._school.days.bells_on(ahead)
        assert first is not None
        return f"back {times.coming_day(ahead, first.periods[0].starts, now)}", True

    def _is_on(self, presence: Presence, now: datetime) -> bool:
        if presence.until:
            return datetime.fromisoformat(presence.until) > now
        return self._school.date_of(presence.at) == now.date()

    def _is_fixing(self, person: str, now: datetime) -> bool:
        return any(
            request.owner == person
            and request.state == "claimed"
            and request.lane == FIX
            and (now - datetime.fromisoformat(request.claimed_at)).total_seconds()
            < JUST_CLAIMED * 60
            for request in self._school.store.where(Request, "open")
        )

    def say_where(self, person: str, where: str, until: datetime | None = None) -> list[Fact]:
        """Say where a member of the team is; "" takes it down.

        Parameters:
            until: when it is taken down; the end of the day when left out.
        """
        if not clean(where):
            return self._school.act(lambda: [PresenceEnded(person, by=person)])
        end = until.isoformat(timespec="minutes") if until else ""
        presence = PresenceTold(person, by=person, where=clean(where), until=end)
        return self._school.act(lambda: [presence])

    def end_of_periods(self, periods: int | None) -> datetime | None:
        """Return when a number of periods from now is over; None when the day is.

        Parameters:
            periods: this one counts; None is the rest of the day.
        """
        now = self._school.now()
        bells = self._school.days.bells_on(now.date())
        ends = [period.end for period in bells.periods if period.end > now.time()] if bells else []
        if periods is None or periods > len(ends):
            return None
        end = ends[periods - 1]
        return now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)


def _local(at: str, now: datetime) -> datetime:
    return datetime.fromisoformat(at).astimezone(now.tzinfo)
