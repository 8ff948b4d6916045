"""Slots, and visits that want the same time. Every kiosk decides alike which of them holds it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import msgspec

from data.records import Visit
from kiosk.wording import times


class Slot(msgspec.Struct, frozen=True, order=True):
    """One open period of one coach.

    Parameters:
        starts, ends: HH:MM, by the clock on the wall.
        period: its name.
        coach: id.
        cycle: the cycle day; 0 without one.
    """

    date: date
    starts: str
    ends: str
    period: str
    coach: str
    cycle: int = 0

    @property
    def begin(self) -> datetime:
        """Return when it starts, by the clock on the wall."""
        return datetime.combine(self.date, time.fromisoformat(self.starts))

    @property
    def minutes(self) -> int:
        """Return how long it is."""
        end = datetime.combine(self.date, time.fromisoformat(self.ends))
        return int((end - self.begin).total_seconds() // 60)


def standing(visits: Iterable[Visit]) -> list[Visit]:
    """Return the booked visits that hold their time: one per coach and one per teacher at
    a time.
    """
    holding: list[Visit] = []
    for visit in sorted(visits, key=lambda visit: (visit.made, visit.id)):
        if visit.state == "booked" and not any(clash(visit, other) for other in holding):
            holding.append(visit)
    return holding


def clash(one: Visit, other: Visit) -> bool:
    """Return whether two visits want the same person at the same time."""
    same = one.coach == other.coach or one.person == other.person
    begin, end = span_of(one)
    start, stop = span_of(other)
    return same and begin < stop and start < end


def span_of(visit: Visit) -> tuple[datetime, datetime]:
    """Return when a visit begins and ends, by the clock on the wall."""
    start = times.wall_time(visit.start)
    return start, start + timedelta(minutes=visit.minutes)
