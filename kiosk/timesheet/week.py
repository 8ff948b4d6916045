"""Weeks: where the time went, whether fixing crowds out coaching, and what that means in words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from data.records import Work
from kiosk.timesheet.entries import COACHING_WORK, WORK_KINDS

ROLES = {
    "Fixer": ("fixing",),
    "Planner": ("planning", "one-to-one"),
    "In class": ("co-teaching", "modelling", "observing"),
    "Teacher of many": ("workshop", "resources"),
    "Connector": ("relationship",),
    "Office": ("admin",),
}
"""Role of the job -> the kinds of work in it; together they are every kind once. A kind that only a
newer kiosk knows is "Other" here.
"""


class Week(msgspec.Struct, frozen=True):
    """The minutes of some days.

    Parameters:
        first: the first day.
        kinds: kind of work -> minutes, most first; a kind without minutes is left out.
        days: day -> its minutes by kind of work, for each day with an entry.
    """

    first: date
    kinds: Mapping[str, int]
    days: Mapping[date, Mapping[str, int]]

    @property
    def total(self) -> int:
        """Return all minutes."""
        return sum(self.kinds.values())

    @property
    def fixing(self) -> int:
        """Return the minutes of fixing."""
        return self.kinds.get("fixing", 0)

    @property
    def coaching(self) -> int:
        """Return the minutes of coaching."""
        return sum(self.kinds.get(kind, 0) for kind in COACHING_WORK)

    @property
    def rest(self) -> int:
        """Return the minutes of all that is neither fixing nor coaching."""
        return self.total - self.fixing - self.coaching

    @property
    def share(self) -> int:
        """Return the percent of the time that went to fixing, rounded down; 0 without entries."""
        return 100 * self.fixing // self.total if self.total else 0

    @property
    def roles(self) -> dict[str, int]:
        """Return role of the job -> minutes, most first."""
        roles = {
            role: sum(self.kinds.get(kind, 0) for kind in kinds) for role, kinds in ROLES.items()
        }
        roles["Other"] = self.total - sum(roles.values())
        return dict(sorted(((r, m) for r, m in roles.items() if m), key=lambda pair: -pair[1]))


def monday(day: date) -> date:
    """Return the first day of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def week(first: date, entries: Iterable[Work]) -> Week:
    """Add up entries.

    Parameters:
        first: the first day.
    """
    kinds: Counter[str] = Counter()
    days: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if not entry.void:
            kinds[entry.kind] += entry.minutes
            days[date.fromisoformat(entry.start[:10])][entry.kind] += entry.minutes
    places = {kind: index for index, kind in enumerate(WORK_KINDS)}
    ranked = sorted(kinds, key=lambda kind: (-kinds[kind], places.get(kind, len(places)), kind))
    return Week(first, {kind: kinds[kind] for kind in ranked}, dict(sorted(days.items())))


def percents(minutes: Mapping[str, int]) -> dict[str, int]:
    """Return each part of a whole in percent; together they are exactly 100.

    What is lost by rounding down goes to the parts that lost most (largest remainder method).
    """
    total = sum(minutes.values())
    if not total:
        return {}
    shares = {part: 100 * spent // total for part, spent in minutes.items()}
    most_lost = sorted(minutes, key=lambda part: -(100 * minutes[part] % total))
    for part in most_lost[: 100 - sum(shares.values())]:
        shares[part] += 1
    return shares


def drifts(this_week: Week, before: Week, limit: int) -> bool:
    """Return whether fixing was over the limit for two weeks in a row.

    Parameters:
        limit: percent.
    """
    return this_week.share > limit and before.share > limit


def conclusion(this_week: Week, before: Week, limit: int | None) -> str:
    """Return what a week means, in words.

    Parameters:
        limit: percent of fixing in a coach's time that is too much; None for a fixer.
    """
    if not this_week.total:
        return "Nothing is known of this week yet. What you finish and log shows up by itself."
    if limit is None:
        more = span(this_week.fixing - before.fixing) if this_week.fixing > before.fixing else ""
        than = f", {more} more than last week" if more and before.total else ""
        rest = this_week.total - this_week.fixing
        then = (
            f", {span(rest)} of all the rest." if rest else ". A hello on the way is two minutes."
        )
        return f"{span(this_week.fixing)} of fixing{than}{then}"
    split = f"{this_week.share} % fixing"
    if drifts(this_week, before, limit):
        return (
            f"{split}, {before.share} % last week: over {limit} % for two weeks. "
            "Fixing is crowding out coaching; hand fixes on, or tell your leader."
        )
    if this_week.share > limit:
        return f"{split}, over {limit} %. One week is fine; two in a row is a trend."
    if not this_week.coaching:
        return f"{split}, and no coaching yet. A walk finds someone who would like some."
    hours = span(this_week.coaching)
    return f"{split}, and {hours} of coaching."


def span(minutes: int) -> str:
    """Return minutes in words: 45 min, 2 h, 3 h 25."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
