"""Entries of work, each a by-product of something that was done, and the gaps between them, which
are asked about once at the end of a day.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.records import FIX, Request, Visit, Work, Workshop
from data.records.coaching_kinds import kind_named
from data.records.timesheet import WorkCorrected, WorkLogged, WorkRemoved
from data.records.visits import VisitHeld
from data.text import clean
from kiosk.school import school_day
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.wording import times

WORK_KINDS = {
    "fixing": "Fixing",
    "planning": "Co-planning",
    "co-teaching": "Co-teaching",
    "modelling": "Modelling",
    "observing": "Observing",
    "one-to-one": "One-to-one",
    "workshop": "Workshops",
    "resources": "Resources",
    "relationship": "Relationship",
    "admin": "Admin",
}
"""Kind of work -> its name."""
COACHING_WORK = ("planning", "co-teaching", "modelling", "observing", "one-to-one", "workshop")
"""Kinds of work that count as coaching when fixing is compared with it."""
LEAST_GAP = 15
"""Minutes of the shortest gap that is asked about."""
LONGEST = 12 * 60
"""Minutes of the longest entry."""


def name_of(kind: str) -> str:
    """Return the name of a kind of work; a kind that only a newer kiosk knows is its own name."""
    return WORK_KINDS.get(kind, kind.capitalize())


def kind_of(lane: str, category: str) -> str:
    """Return the kind of work that a request or a visit is."""
    return "fixing" if lane == FIX else kind_named(category).work


class TimeGap(msgspec.Struct, frozen=True, order=True):
    """A time in a school day of which nothing is known.

    Parameters:
        start: by the clock on the wall.
        guess: what it may have been, as (kind, about, id of what it comes from).
    """

    start: datetime
    minutes: int
    guess: tuple[str, str, str] = ("", "", "")

    @property
    def end(self) -> datetime:
        """Return when it is over."""
        return self.start + timedelta(minutes=self.minutes)


def gaps(
    busy: Iterable[tuple[datetime, int]], begin: datetime, end: datetime, least: int = LEAST_GAP
) -> list[TimeGap]:
    """Return the gaps between entries of work within a span; entries may overlap.

    Parameters:
        busy: (start, minutes) of each entry.
        begin, end: the span.
        least: minutes of the shortest gap.
    """
    result, free = [], begin
    for start, minutes in sorted(busy):
        if start > free:
            result.append(TimeGap(free, _minutes(min(start, end) - free)))
        free = max(free, start + timedelta(minutes=minutes))
    result.append(TimeGap(free, _minutes(end - free)))
    return [gap for gap in result if gap.minutes >= least]


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


class Timesheet:
    """The time of one school's team."""

    def __init__(self, school: School) -> None:
        self._school = school

    def drift_line(self, person: str = "") -> int | None:
        """Return the percent of fixing from which on somebody's time drifts; None for a fixer.

        Parameters:
            person: their id; "" is the whole team.
        """
        is_fixer = self._school.people.lane_of(person) == FIX
        return None if is_fixer else self._school.settings.team.drift

    def entries_on(self, coach: str, day: date) -> list[Work]:
        """Return somebody's entries of a day, in order."""
        entries = self._school.store.where(Work, "day", str(day))
        return sorted(
            (entry for entry in entries if entry.coach == coach),
            key=lambda entry: (entry.start, entry.id),
        )

    def entries_between(self, first: date, last: date, coach: str = "") -> list[Work]:
        """Return the entries of some days, both ends included.

        Parameters:
            coach: only this one's; "" is the whole team's.
        """
        days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        entries = [work for day in days for work in self._school.store.where(Work, "day", str(day))]
        return [entry for entry in entries if coach in ("", entry.coach)]

    def gaps(self, coach: str, day: date) -> list[TimeGap]:
        """Return the gaps in somebody's day, from the first bell to the last or to now.

        A gap in which something was planned carries it as its guess. Breaks are left out.
        """
        bells = self._school.days.bells_on(day)
        if bells is None:
            return []
        begin = datetime.combine(day, bells.periods[0].begin)
        end = datetime.combine(day, bells.periods[-1].end)
        if day == self._school.now().date():
            end = min(end, self._school.wall_time())
        busy = [
            (times.wall_time(entry.start), entry.minutes) for entry in self.entries_on(coach, day)
        ]
        guesses = self._guesses(coach, day)
        planned = [(start, minutes) for start, minutes, *_ in guesses]
        breaks = [
            (datetime.combine(day, p.begin), p.minutes)
            for p in bells.periods
            if school_day.is_break(p.name)
        ]
        result = gaps([*busy, *planned, *breaks], begin, end)
        for start, minutes, *guess in guesses:
            last = min(end, start + timedelta(minutes=minutes))
            for gap in gaps(busy, max(begin, start), last):
                kind, about, source = guess
                result.append(msgspec.structs.replace(gap, guess=(kind, about, source)))
        return sorted(result)

    def _guesses(self, coach: str, day: date) -> list[tuple[datetime, int, str, str, str]]:
        """Return what was planned for a day and is not known to have taken place.

        Returns:
            (start, minutes, kind, about, id) of each.
        """
        known_sources = {entry.source for entry in self.entries_on(coach, day)}
        store = self._school.store
        guesses = [
            (
                times.wall_time(workshop.start),
                workshop.minutes,
                "workshop",
                workshop.title,
                workshop.id,
            )
            for workshop in store.where(Workshop, "day", str(day))
            if workshop.by == coach and not workshop.cancelled and workshop.id not in known_sources
        ]
        guesses += [
            (
                times.wall_time(visit.start),
                visit.minutes,
                kind_of("", visit.about),
                visit.about,
                visit.id,
            )
            for visit in store.where(Visit, "day", str(day))
            if visit.coach == coach and visit.state == "booked" and visit.id not in known_sources
        ]
        return guesses

    def entry_facts(
        self,
        coach: str,
        kind: str,
        minutes: int,
        *,
        start: datetime | None = None,
        about: str = "",
        person: str = "",
        source: str = "",
    ) -> list[NewFact]:
        """Return the facts of an entry, to be saved with what it comes from; none without minutes.

        Parameters:
            kind: a key of WORK_KINDS.
            start: by the school's clock; so many minutes before now when left out.
            about: what it was about, in words.
            person: id of whom it was for.
            source: id of the request, visit or workshop that it comes from.

        Raises:
            Refused: an unknown kind, or more than LONGEST.
        """
        if kind not in WORK_KINDS:
            raise Refused(f"{kind!r} is not one of {', '.join(WORK_KINDS)}. Nothing was kept.")
        if not 0 <= minutes <= LONGEST:
            raise Refused(f"Minutes are a number from 0 to {LONGEST}. Nothing was kept.")
        if not minutes:
            return []
        begin = start or self._school.now() - timedelta(minutes=minutes)
        if begin.tzinfo is None:
            begin = begin.replace(tzinfo=self._school.now().tzinfo)
        logged = WorkLogged(
            new_id(),
            by=coach,
            whom=person,
            sort=kind,
            start=begin.isoformat(timespec="minutes"),
            minutes=minutes,
            about=clean(about),
            source=source,
        )
        return [logged]

    def finish_facts(
        self, request: Request, finished: NewFact, start: datetime | None = None
    ) -> list[NewFact]:
        """Return the entry of a request that is being finished, so that nobody writes it down
        again.

        Parameters:
            start: of the visit that was booked for it; so many minutes before now without one.
        """
        kind = kind_of(request.lane, request.category)
        minutes = finished.body.get("minutes", 0)
        return self.entry_facts(
            finished.by,
            kind,
            min(minutes, LONGEST),
            start=start,
            about=request.category,
            person=request.person,
            source=request.id,
        )

    def log(
        self,
        coach: str,
        kind: str,
        minutes: int,
        start: datetime | None = None,
        about: str = "",
        source: str = "",
    ) -> list[Fact]:
        """Log an entry by hand.

        Raises:
            Refused: without minutes, or see entry_facts.
        """
        facts = self.entry_facts(coach, kind, minutes, start=start, about=about, source=source)
        if not facts:
            raise Refused("Say how many minutes. Nothing was kept.")
        return self._school.act(lambda: facts)

    def fill(self, coach: str, gap: TimeGap, kind: str) -> list[Fact]:
        """Fill a gap. When it was what was planned then, that has taken place.

        Parameters:
            kind: a key of WORK_KINDS.

        Raises:
            Refused: the gap was filled meanwhile.
        """
        guess, about, source = gap.guess
        planned = source if kind == guess else ""
        visit = self._school.store.find(Visit, planned)
        held: list[NewFact] = []
        if visit and visit.state == "booked":
            held = [VisitHeld(visit.id, by=coach, whom=visit.person, minutes=gap.minutes)]
        facts = held + self.entry_facts(
            coach,
            kind,
            gap.minutes,
            start=gap.start,
            about=about if kind == guess else "",
            person=visit.person if visit else "",
            source=visit.request or visit.id if visit else planned,
        )

        def rule() -> list[NewFact]:
            still_unknown = self.gaps(coach, gap.start.date())
            if not any(g.start <= gap.start and gap.end <= g.end for g in still_unknown):
                raise Refused("Something is known of that time already. Nothing was kept.")
            return facts

        return self._school.act(rule)

    def correct(
        self, key: str, by: str, *, kind: str = "", minutes: int | None = None
    ) -> list[Fact]:
        """Correct the kind or the minutes of an entry; 0 minutes remove it.

        Raises:
            Refused: it is not there, or somebody else's.
        """
        sort = kind if kind in WORK_KINDS else None
        return self._school.act(lambda: [_corrected(self._own_entry(key, by), by, minutes, sort)])

    def lengthen(self, key: str, by: str, minutes: int) -> list[Fact]:
        """Add minutes to those that an entry has by now, or take some off; none left remove it.

        Parameters:
            minutes: to add; negative to take off.

        Raises:
            Refused: it is not there, or somebody else's, or too long then.
        """

        def decide() -> list[NewFact]:
            entry = self._own_entry(key, by)
            return [_corrected(entry, by, max(0, entry.minutes + minutes))]

        return self._school.act(decide)

    def _own_entry(self, key: str, by: str) -> Work:
        """Return an entry that this person may change.

        Raises:
            Refused: it is not there, or somebody else's.
        """
        entry = self._school.store.find(Work, key)
        if entry is None or entry.void or entry.coach != by:
            raise Refused("That entry is not yours to change. Nothing was changed.")
        return entry


def _corrected(
    entry: Work, by: str, minutes: int | None = None, sort: str | None = None
) -> NewFact:
    """Return the fact that corrects an entry, or removes it when it has no minutes.

    Raises:
        Refused: it would be too long.
    """
    if minutes == 0:
        return WorkRemoved(entry.id, by=by)
    if minutes is not None and not 0 < minutes <= LONGEST:
        raise Refused(f"Minutes are a number from 0 to {LONGEST}. Nothing was changed.")
    return WorkCorrected(entry.id, by=by, sort=sort, minutes=minutes)
