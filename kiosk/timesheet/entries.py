"""Where the time goes: entries of work, each a by-product of something that was done, and the gaps
between them, which are asked about once at the end of a day.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.records import FIX, Request, Visit, Work, Workshop
from data.records.calendar import VisitHeld
from data.records.coaching_kinds import kind_named
from data.records.timesheet import WorkCorrected, WorkLogged, WorkRemoved
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
"""Kind of work -> what it is called."""
COACHING_WORK = ("planning", "co-teaching", "modelling", "observing", "one-to-one", "workshop")
"""Kinds that are coaching, when fixing is set against it."""
LEAST_GAP = 15
"""Minutes from which on a gap between two entries is asked about."""
LONGEST = 12 * 60
"""Minutes of the longest entry."""


def name_of(kind: str) -> str:
    """What a kind of work is called; one that only a newer kiosk knows is called as it is."""
    return WORK_KINDS.get(kind, kind.capitalize())


def kind_of(lane: str, category: str) -> str:
    """The kind of work that a request or a visit is."""
    return "fixing" if lane == FIX else kind_named(category).work


class TimeGap(msgspec.Struct, frozen=True, order=True):
    """Minutes of a school day of which nothing is known.

    Parameters:
        start: by the clock on the wall.
        guess: what it may have been, as (kind, about, id of what it comes from).
    """

    start: datetime
    minutes: int
    guess: tuple[str, str, str] = ("", "", "")

    @property
    def end(self) -> datetime:
        """When something is known again."""
        return self.start + timedelta(minutes=self.minutes)


def gaps(
    busy: Iterable[tuple[datetime, int]], begin: datetime, end: datetime, least: int = LEAST_GAP
) -> list[TimeGap]:
    """What lies between entries of work, from one moment to another; entries may overlap.

    Parameters:
        busy: (start, minutes) of each entry.
        least: minutes below which a gap is nothing but a breath.
    """
    found, free = [], begin
    for start, minutes in sorted(busy):
        if start > free:
            found.append(TimeGap(free, _minutes(min(start, end) - free)))
        free = max(free, start + timedelta(minutes=minutes))
    found.append(TimeGap(free, _minutes(end - free)))
    return [gap for gap in found if gap.minutes >= least]


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


class Timesheet:
    """The time of the team."""

    def __init__(self, school: School) -> None:
        self._school = school

    def drift_line(self, person: str = "") -> int | None:
        """Return the percent of fixing that somebody's time bears; None for a fixer, whose job it
        is.

        Parameters:
            person: their id; "" is the whole team.
        """
        is_fixer = self._school.people.lane_of(person) == FIX
        return None if is_fixer else self._school.settings.team.drift

    def entries_on(self, coach: str, day: date) -> list[Work]:
        """What is known of somebody's day, in order."""
        entries = self._school.store.where(Work, "day", str(day))
        return sorted(
            (entry for entry in entries if entry.coach == coach),
            key=lambda entry: (entry.start, entry.id),
        )

    def entries_between(self, first: date, last: date, coach: str = "") -> list[Work]:
        """What is known of some days, both ends included.

        Parameters:
            coach: only this one's; "" is the whole team's.
        """
        days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        entries = [work for day in days for work in self._school.store.where(Work, "day", str(day))]
        return [entry for entry in entries if coach in ("", entry.coach)]

    def gaps(self, coach: str, day: date) -> list[TimeGap]:
        """What nothing is known of, from the first bell to the last or to now, with what it may
        have been. Nobody is asked about a break.
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
        gaps_found = gaps([*busy, *planned, *breaks], begin, end)
        for start, minutes, *guess in guesses:
            last = min(end, start + timedelta(minutes=minutes))
            for gap in gaps(busy, max(begin, start), last):
                kind, about, source = guess
                gaps_found.append(msgspec.structs.replace(gap, guess=(kind, about, source)))
        return sorted(gaps_found)

    def _guesses(self, coach: str, day: date) -> list[tuple[datetime, int, str, str, str]]:
        """What was planned for a day and of which it is not known whether it took place."""
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
        """The facts of an entry, to be saved together with what it comes from; none without time.

        Parameters:
            start: by the school's clock; so many minutes before now when left out.

        Raises:
            Refused: no such kind, or more than a day has.
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
        """The time that finishing a request took, without anybody writing it down again.

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
        """Somebody says what they did.

        Raises:
            Refused: see entry_facts.
        """
        drafts = self.entry_facts(coach, kind, minutes, start=start, about=about, source=source)
        if not drafts:
            raise Refused("Say how many minutes. Nothing was kept.")
        return self._school.act(lambda: drafts)

    def fill(self, coach: str, gap: TimeGap, kind: str) -> list[Fact]:
        """A gap was this. What was planned for it, and was not said to have been, has been.

        Raises:
            Refused: something is known of it meanwhile.
        """
        guess, about, source = gap.guess
        planned = source if kind == guess else ""
        visit = self._school.store.find(Visit, planned)
        held: list[NewFact] = []
        if visit and visit.state == "booked":
            held = [VisitHeld(visit.id, by=coach, whom=visit.person, minutes=gap.minutes)]
        drafts = held + self.entry_facts(
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
            return drafts

        return self._school.act(rule)

    def correct(
        self, key: str, by: str, *, kind: str = "", minutes: int | None = None
    ) -> list[Fact]:
        """An entry was of another kind, or took longer or shorter; no minutes at all removes it.

        Raises:
            Refused: it is somebody else's, or not there.
        """
        entry = self._school.store.find(Work, key)
        if entry is None or entry.void or entry.coach != by:
            raise Refused("That entry is not yours to change. Nothing was changed.")
        if minutes == 0:
            return self._school.act(lambda: [WorkRemoved(key, by=by)])
        if minutes is not None and not 0 < minutes <= LONGEST:
            raise Refused(f"Minutes are a number from 0 to {LONGEST}. Nothing was changed.")
        sort = kind if kind in WORK_KINDS else None
        corrected = WorkCorrected(key, by=by, sort=sort, minutes=minutes)
        return self._school.act(lambda: [corrected])
