"""The school's day: which bells ring, which period it is, which cycle day, how many minutes of
school have gone by. Everything is a question to a calendar made from the settings.
"""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import msgspec

from kiosk.settings.bell_schedule import WEEKDAYS, BellSchedule, Period
from kiosk.settings.settings import Settings


class SchoolMoment(msgspec.Struct, frozen=True):
    """Where a moment stands in the school's day.

    Parameters:
        school: whether there is school on this day at all.
        holiday: the name of the holiday, or "".
        period: the period that is on, or None between two of them.
        next: the period that comes next today, or None.
        cycle: the cycle day, or None where the school has none.
    """

    school: bool
    holiday: str = ""
    period: Period | None = None
    next: Period | None = None
    cycle: int | None = None


class SchoolDays:
    """A calendar over the settings; asked, never changed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._dated = {day: bells for bells in settings.bells for day in bells.dates}
        self._weekly = {
            WEEKDAYS.index(day): bells for bells in reversed(settings.bells) for day in bells.weekly
        }
        self.bells_on = lru_cache(maxsize=4096)(self._bells_on)
        self.cycle_day = lru_cache(maxsize=512)(self._cycle_day)

    def holiday_on(self, day: date) -> str:
        """The name of the holiday on this day, or ""."""
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
        """Where this local moment stands in the school's day."""
        day, clock = moment.date(), moment.time()
        bells = self.bells_on(day)
        if bells is None:
            return SchoolMoment(school=False, holiday=self.holiday_on(day))
        period = next((p for p in bells.periods if p.begin <= clock < p.end), None)
        coming = next((p for p in bells.periods if p.begin > clock), None)
        return SchoolMoment(school=True, period=period, next=coming, cycle=self.cycle_day(day))

    def _cycle_day(self, day: date) -> int | None:
        """Day 1, Day 2, ... of the cycle, or None without a cycle, school, or before it began."""
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
        """Minutes of school between two moments: from the first bell to the last on school days.

        Bells go by the clock on the wall, so each moment counts as the wall's clock showed it,
        summer time or not. A clock that was set back gives 0, never a negative age.
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
        """The first day of school after this one, within a year."""
        ahead = (day + timedelta(days=count) for count in range(1, 366))
        return next(
            (day_ahead for day_ahead in ahead if self.bells_on(day_ahead) is not None), None
        )

    def later(self, day: date, count: int) -> date:
        """So many days of school after a day; where none is known within a year, so many days."""
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
        """When each period of a day starts; empty without school."""
        bells = self.bells_on(day)
        return [period.begin for period in bells.periods] if bells else []

    def next_bell(self, moment: datetime) -> time | None:
        """When the next period of this day starts."""
        starts = self.period_starts(moment.date())
        index = bisect_right(starts, moment.time())
        return starts[index] if index < len(starts) else None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


BREAKS = ("lunch", "break", "recess", "pause", "mittag", "almoço")
"""What the name of a period begins with in which nobody is to be booked."""


def is_break(period: str) -> bool:
    """Whether nobody teaches in a period of this name."""
    return period.casefold().startswith(BREAKS)
