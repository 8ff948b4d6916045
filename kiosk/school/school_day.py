"""The school day: which bells ring, which period it is, which cycle day, and how many minutes of
school have passed. All of it follows from the settings.
"""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import msgspec

from kiosk.settings.bell_schedule import WEEKDAYS, BellSchedule, Period
from kiosk.settings.settings import Settings


class SchoolMoment(msgspec.Struct, frozen=True):
    """Where a moment is in the school day.

    Parameters:
        school: whether there is school on this day at all.
        holiday: the name of the holiday, or "".
        period: the period that is on; None between two periods.
        next: the next period of the day; None after the last.
        cycle: the cycle day; None where the school has no cycle.
    """

    school: bool
    holiday: str = ""
    period: Period | None = None
    next: Period | None = None
    cycle: int | None = None


class SchoolDays:
    """The school's calendar as the settings describe it; it never changes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._dated = {day: bells for bells in settings.bells for day in bells.dates}
        self._weekly = {
            WEEKDAYS.index(day): bells for bells in reversed(settings.bells) for day in bells.weekly
        }
        self.bells_on = lru_cache(maxsize=4096)(self._bells_on)
        self.cycle_day = lru_cache(maxsize=512)(self._cycle_day)

    def holiday_on(self, day: date) -> str:
        """Return the name of the holiday on a day, or ""."""
        for holiday in self._settings.holidays:
            if holiday.on <= day <= (holiday.until or holiday.on):
                return holiday.name
        return ""

    def _bells_on(self, day: date) -> BellSchedule | None:
        if day in self._dated:
            return self._dated[day]
        if self.holiday_on(day):
            return None
        return self._weekly.get(day.weekday())

    def at(self, moment: datetime) -> SchoolMoment:
        """Return where a local moment is in the school day."""
        day, clock = moment.date(), moment.time()
        bells = self.bells_on(day)
        if bells is None:
            return SchoolMoment(school=False, holiday=self.holiday_on(day))
        period = next((p for p in bells.periods if p.begin <= clock < p.end), None)
        coming = next((p for p in bells.periods if p.begin > clock), None)
        return SchoolMoment(school=True, period=period, next=coming, cycle=self.cycle_day(day))

    def _cycle_day(self, day: date) -> int | None:
        """Return the cycle day from 1; None without a cycle, without school, or before it began."""
        cycle = self._settings.cycle
        if cycle is None or day < cycle.first or self.bells_on(day) is None:
            return None
        steps = 0
        walk = cycle.first
        while walk < day:
            lost = cycle.closure == "skip" and walk.weekday() in self._weekly
            steps += lost or self.bells_on(walk) is not None
            walk += timedelta(days=1)
        return steps % cycle.length + 1

    def minutes(self, start: datetime, end: datetime) -> int:
        """Count the minutes of school between two moments: from first to last bell on school days.

        Bells go by the clock on the wall, so offsets are ignored. A clock that was set back gives
        0, never a negative age.
        """
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        if end <= start:
            return 0
        if start.date() == end.date():
            return self._within(start.date(), start.time(), end.time())
        total = self._within(start.date(), start.time(), time.max)
        total += self._full_days(start.date(), end.date())
        return total + self._within(end.date(), time.min, end.time())

    def next_school_day(self, day: date) -> date | None:
        """Return the first school day after a day; None when there is none within a year."""
        ahead = (day + timedelta(days=count) for count in range(1, 366))
        return next((later for later in ahead if self.bells_on(later) is not None), None)

    def later(self, day: date, count: int) -> date:
        """Return the day that is some school days later; calendar days where no more are known.

        Parameters:
            count: school days.
        """
        last = day
        for left in range(count, 0, -1):
            ahead = self.next_school_day(last)
            if ahead is None:
                return last + timedelta(days=left)
            last = ahead
        return last

    def _within(self, day: date, start: time, end: time) -> int:
        bells = self.bells_on(day)
        if bells is None:
            return 0
        first = max(start, bells.periods[0].begin)
        last = min(end, bells.periods[-1].end)
        return max(0, _minutes(last) - _minutes(first))

    def _full_days(self, start: date, end: date) -> int:
        return sum(
            self._within(start + timedelta(days=ahead), time.min, time.max)
            for ahead in range(1, (end - start).days)
        )

    def period_starts(self, day: date) -> list[time]:
        """Return when each period of a day starts; empty without school."""
        bells = self.bells_on(day)
        return [period.begin for period in bells.periods] if bells else []

    def next_bell(self, moment: datetime) -> time | None:
        """Return when the next period of the day starts; None after the last."""
        starts = self.period_starts(moment.date())
        index = bisect_right(starts, moment.time())
        return starts[index] if index < len(starts) else None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


BREAKS = ("lunch", "break", "recess", "pause", "mittag", "almoço")
"""How the name of a period begins in which nobody is booked."""


def is_break(period: str) -> bool:
    """Return whether nobody teaches in a period of this name."""
    return period.casefold().startswith(BREAKS)
