"""The week: where the time went, whether fixing eats coaching, and what that means in words."""

from collections import Counter
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
"""Roles of the job, as kinds of work; together they are every kind once. What a newer kiosk counts
by another kind is "Other" here.
"""


class Week(msgspec.Struct, frozen=True):
    """Minutes of some days.

    Parameters:
        first: the first day of it.
        kinds: kind of work -> minutes, heaviest first; none is 0.
        days: day -> minutes, for each day on which anything is known.
    """

    first: date
    kinds: Mapping[str, int]
    days: Mapping[date, int]

    @property
    def total(self) -> int:
        """All minutes; the same whichever way they are added up."""
        return sum(self.kinds.values())

    @property
    def fixing(self) -> int:
        """Minutes of fixing."""
        return self.kinds.get("fixing", 0)

    @property
    def coaching(self) -> int:
        """Minutes of coaching."""
        return sum(self.kinds.get(kind, 0) for kind in COACHING_WORK)

    @property
    def share(self) -> int:
        """Percent of the time that went to fixing, rounded down; 0 when nothing is known."""
        return 100 * self.fixing // self.total if self.total else 0

    @property
    def roles(self) -> dict[str, int]:
        """Minutes by the roles of the job, heaviest first."""
        roles = {
            role: sum(self.kinds.get(kind, 0) for kind in kinds) for role, kinds in ROLES.items()
        }
        roles["Other"] = self.total - sum(roles.values())
        return dict(sorted(((r, m) for r, m in roles.items() if m), key=lambda pair: -pair[1]))


def monday(day: date) -> date:
    """The first day of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def week(first: date, entries: Iterable[Work]) -> Week:
    """Add entries up.

    Parameters:
        first: the first day of it.
    """
    kinds: Counter[str] = Counter()
    days: Counter[date] = Counter()
    for entry in entries:
        if not entry.void:
            kinds[entry.kind] += entry.minutes
            days[date.fromisoformat(entry.start[:10])] += entry.minutes
    places = {kind: index for index, kind in enumerate(WORK_KINDS)}
    ranked = sorted(kinds, key=lambda kind: (-kinds[kind], places.get(kind, len(places)), kind))
    return Week(first, {kind: kinds[kind] for kind in ranked}, dict(sorted(days.items())))


def percents(minutes: Mapping[str, int]) -> dict[str, int]:
    """Each part of a whole in percent; rounded so that they are a hundred together, which is given
    to whoever lost most by rounding down.
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
    """Whether fixing has been over the limit for two weeks in a row.

    Parameters:
        limit: percent.
    """
    return this_week.share > limit and before.share > limit


def conclusion(this_week: Week, before: Week, limit: int | None) -> str:
    """What a week means, in words.

    Parameters:
        limit: percent of fixing that a coach's time bears; None for a fixer, whose job it is.
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
            "Fixing is eating coaching; hand fixes on, or say it to your leader."
        )
    if this_week.share > limit:
        return f"{split}, over {limit} %. One such week happens; two in a row are a drift."
    if not this_week.coaching:
        return f"{split}, and no coaching yet. A walk finds somebody who would like some."
    hours = span(this_week.coaching)
    return f"{split}, and {hours} of coaching. Fixing and coaching do not eat each other."


def span(minutes: int) -> str:
    """45 min, 2 h, 3 h 25"""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
