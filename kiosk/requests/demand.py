"""What a school asks for: the topics that teachers would like to learn, and the trouble that comes
back.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import chain

import msgspec

from data.records import COACHING, FIX, Request
from data.store.memory_tables import Row
from data.store.row_cache import RowCache
from kiosk.requests.repeats import Fix, Repeat, read_fix, repeats
from kiosk.requests.topics import Ask, Topic, read_ask, topics
from kiosk.school.cached import Cached
from kiosk.school.school import School

LEARN_DAYS = 60
"""School days for which a request says something about what is wanted now."""

_decode = msgspec.json.Decoder(Request).decode


class _Recent(msgspec.Struct, frozen=True):
    """A request of the last weeks, and what it says about its topic or its device."""

    request: Request
    ask: Ask | None
    fix: Fix | None

    @property
    def is_wanted(self) -> bool:
        return self.request.state not in {"withdrawn", "declined"}


def _read(row: Row) -> _Recent:
    request = _decode(row)
    ask = read_ask(request) if request.lane == COACHING else None
    return _Recent(request, ask, read_fix(request) if request.lane == FIX else None)


class Demand:
    """What one school asks for; the board, the queue and the workshops use it."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._rows = RowCache(_read)
        self._cached: Cached[list[_Recent]] = Cached()
        self._repeats_first: Cached[date] = Cached()

    def recent(self) -> list[Request]:
        """Return the requests of the last weeks, newest first."""
        return [each.request for each in self._recent()]

    def _recent(self) -> list[_Recent]:
        """Return the requests of the last weeks, newest first; cached until requests change."""
        key = (self._school.store.versions["requests"], self._school.now().date())
        return self._cached.get(key, self._read_recent)

    def _read_recent(self) -> list[_Recent]:
        first = self._first_day(max(LEARN_DAYS, self._school.settings.team.repeat_days))
        span = months(first, self._school.now().date())
        find = self._school.store.rows_where
        rows = chain.from_iterable(find(Request, "month", month) for month in span)
        kept = [each for each in self._rows.get(rows) if each.request.at >= str(first)]
        return sorted(kept, key=lambda each: each.request.at, reverse=True)

    def topics(self, known: Iterable[str], least: int = 2) -> list[Topic]:
        """Return what several people asked to learn lately.

        Parameters:
            known: topics the school has a word for.
            least: how many people have to ask.
        """
        asks = (each.ask for each in self._recent() if each.ask and each.is_wanted)
        return topics(asks, list(known), least)

    def repeats(self) -> list[Repeat]:
        """Return the trouble that came back; `Board.is_announced` tells which is announced."""
        team = self._school.settings.team
        first = str(self._repeats_from())
        fixes = (
            each.fix
            for each in self._recent()
            if each.fix and each.request.at >= first and each.is_wanted
        )
        return repeats(fixes, self._school.settings.wings, team.repeats)

    def bridge(self) -> tuple[int, int, int]:
        """Count how fixes of the last weeks led to coaching.

        Returns:
            How many fixes were finished, at how many of them coaching was offered, and how many
            offers were taken.
        """
        fixed = [request for request in self.recent() if request.lane == FIX and request.fixed_at]
        offered = [request for request in fixed if request.offered]
        return len(fixed), len(offered), sum(request.taken == "yes" for request in offered)

    def again(self, request: Request) -> int:
        """Return how often the same was fixed in the same room lately; 0 for less than twice."""
        if not request.room or request.lane != FIX:
            return 0
        first, store = self._repeats_from(), self._school.store
        place = f"{request.room}\n{request.category}\n"
        earlier = -1 if request.fixed_at[:10] >= str(first) else 0  # a fix is no repeat of itself
        for month in months(first, self._school.now().date()):
            if month > str(first)[:7]:
                earlier += store.count(Request, "fixed", place + month)
            else:
                fixes = store.where(Request, "fixed", place + month)
                earlier += sum(fix.fixed_at[:10] >= str(first) for fix in fixes)
        return earlier if earlier > 1 else 0

    def _repeats_from(self) -> date:
        """Return the first day of which a fix counts as a repeat; cached for a day."""
        days = self._school.settings.team.repeat_days
        return self._repeats_first.get(self._school.now().date(), lambda: self._first_day(days))

    def _first_day(self, school_days: int) -> date:
        """Return the day that is some school days ago."""
        day = self._school.now().date()
        for _ in range(366):
            if school_days <= 0:
                break
            day -= timedelta(days=1)
            school_days -= self._school.days.bells_on(day) is not None
        return day


def months(first: date, last: date) -> list[str]:
    """Return every month between two days, as "2026-11".

    A day is added at both ends, because a fact carries the date of its own kiosk's time zone.
    """
    first, last = first - timedelta(days=1), last + timedelta(days=1)
    names = []
    at = datetime(first.year, first.month, 1)
    while at.date() <= last:
        names.append(f"{at:%Y-%m}")
        at = (at + timedelta(days=32)).replace(day=1)
    return names
