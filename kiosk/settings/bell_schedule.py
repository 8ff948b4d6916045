"""The sections of `kiosk.toml` about the school's time: bells, cycle days, holidays."""

import re
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal

from msgspec import Meta

from kiosk.settings.validation import Checked, Name

WEEKDAYS: tuple["Weekday", ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _time(text: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError(f"{text!r} is not a time; write it as 08:05")
    return time.fromisoformat(text)


class Period(Checked, frozen=True, kw_only=True):
    """One period of the day."""

    name: Name
    """What it is called, such as Period 4."""
    starts: str
    """When it starts: HH:MM."""
    ends: str
    """When it ends: HH:MM."""

    def __post_init__(self) -> None:
        if self.begin >= self.end:
            raise ValueError(f"{self.name!r} ends ({self.ends}) before it starts ({self.starts})")

    @property
    def begin(self) -> time:
        """Return when it starts."""
        return _time(self.starts)

    @property
    def end(self) -> time:
        """Return when it ends."""
        return _time(self.ends)

    @property
    def minutes(self) -> int:
        """Return how long it is."""
        ends, starts = self.end, self.begin
        return 60 * (ends.hour - starts.hour) + ends.minute - starts.minute


class BellSchedule(Checked, frozen=True, kw_only=True):
    """[[bells]]: a bell schedule and the days it rings on; `dates` win over `days`."""

    name: Name = "Bell schedule"
    """What it is called, such as Early release."""
    days: tuple[Weekday, ...] | None = None
    """The days of the week it rings on; Monday to Friday where neither days nor dates are given."""
    dates: tuple[date, ...] = ()
    """The dates it rings on."""
    periods: Annotated[tuple[Period, ...], Meta(min_length=1)]
    """The periods, one after the other."""

    @property
    def weekly(self) -> tuple[Weekday, ...]:
        """Return the days it rings on every week."""
        if self.days is not None:
            return self.days
        return () if self.dates else WEEKDAYS[:5]

    def __post_init__(self) -> None:
        for before, after in pairwise(self.periods):
            if after.begin < before.end:
                raise ValueError(f"{after.name!r} starts before {before.name!r} has ended")


class Holiday(Checked, frozen=True, kw_only=True):
    """[[holidays]]: days without school."""

    name: Name
    """What it is called, such as Autumn break."""
    on: date
    """The first day."""
    until: date | None = None
    """The last day; the first one when left out."""

    def __post_init__(self) -> None:
        if self.until and self.until < self.on:
            raise ValueError(f"{self.name!r} ends ({self.until}) before it starts ({self.on})")


class CycleDays(Checked, frozen=True, kw_only=True):
    """[cycle]: the days of a cycle, such as Day 1 to Day 6."""

    length: Annotated[int, Meta(ge=1, le=10)]
    """How many there are."""
    first: date
    """A date that was Day 1."""
    closure: Literal["shift", "skip"] = "shift"
    """What a holiday does to the count: with `shift` the cycle waits until school goes on, with
    `skip` the day is lost.
    """


DEFAULT_DAY = BellSchedule(
    days=WEEKDAYS[:5],
    name="Bell schedule",
    periods=(
        Period(name="Period 1", starts="08:00", ends="08:50"),
        Period(name="Period 2", starts="09:00", ends="09:50"),
        Period(name="Period 3", starts="10:05", ends="10:55"),
        Period(name="Period 4", starts="11:05", ends="11:55"),
        Period(name="Lunch", starts="11:55", ends="12:40"),
        Period(name="Period 5", starts="12:40", ends="13:30"),
        Period(name="Period 6", starts="13:40", ends="14:30"),
        Period(name="Period 7", starts="14:40", ends="15:30"),
    ),
)
"""The bell schedule of a school that sets none."""
