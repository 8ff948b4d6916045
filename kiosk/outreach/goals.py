"""Goals of the year: progress is measured from what was done, never filled in by hand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.records import Goal, Request, Visit, Work
from data.records.coaching_kinds import kind_named
from data.records.timesheet import GoalDropped, GoalSet
from data.store.contact import NEVER
from kiosk.outreach.contact import Contacts, coached
from kiosk.requests.demand import months
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.timesheet.entries import Timesheet
from kiosk.timesheet.week import week

MEASURES = {
    "reached": ("Teachers coached or visited this year", "%"),
    "coaching": ("Time that goes to coaching", "%"),
    "visits": ("Visits in classrooms", ""),
    "workshops": ("Workshops given", ""),
    "worked": ("Coaching that worked, teachers say", "%"),
}
"""Measure -> what it counts, and its unit."""
OFFERED = {"reached": 80, "coaching": 60, "visits": 60, "workshops": 8, "worked": 75}
"""Measure -> the target that a new goal begins with."""


class GoalProgress(msgspec.Struct, frozen=True):
    """How far a goal is.

    Parameters:
        now: where it is now, in its unit.
    """

    goal: Goal
    now: int

    @property
    def reached(self) -> bool:
        """Return whether the target is reached."""
        return self.now >= self.goal.target

    @property
    def words(self) -> str:
        """Return what the goal counts."""
        return MEASURES[self.goal.measure][0]

    @property
    def unit(self) -> str:
        """Return the unit of its numbers; "" for a plain count."""
        return MEASURES[self.goal.measure][1]


class Goals:
    """The goals of one school's coaches."""

    def __init__(self, school: School, reach: Contacts, time: Timesheet) -> None:
        self._school = school
        self._reach = reach
        self._time = time

    def set(self, coach: str, measure: str, target: int) -> list[Fact]:
        """Set a goal; it replaces the coach's goal for the same measure.

        Parameters:
            measure: a key of MEASURES.

        Raises:
            Refused: an unknown measure, or an impossible target.
        """
        if measure not in MEASURES:
            raise Refused(f"{measure!r} is not one of {', '.join(MEASURES)}. Nothing was set.")
        most = 100 if MEASURES[measure][1] else 10_000
        if not 0 < target <= most:
            raise Refused(f"A target is a number from 1 to {most}. Nothing was set.")

        def rule() -> list[NewFact]:
            fresh = GoalSet(new_id(), by=coach, measure=measure, target=target)
            return [*self._drop(coach, measure), fresh]

        return self._school.act(rule)

    def drop(self, coach: str, measure: str) -> list[Fact]:
        """Drop the goal for this measure."""
        return self._school.act(lambda: self._drop(coach, measure))

    def _drop(self, coach: str, measure: str) -> list[NewFact]:
        goals = self._school.store.where(Goal, "coach", coach)
        return [GoalDropped(g.id, by=coach) for g in goals if g.measure == measure]

    def progress(self, coach: str) -> list[GoalProgress]:
        """Return a coach's goals and how far they are, in the order of MEASURES."""
        goals = sorted(self._school.store.where(Goal, "coach", coach), key=lambda goal: goal.head)
        by_measure = {goal.measure: goal for goal in goals}
        worked = self._year(coach)
        return [
            GoalProgress(by_measure[measure], self._measure(coach, measure, worked))
            for measure in MEASURES
            if measure in by_measure
        ]

    def _year(self, coach: str) -> list[Work]:
        today = self._school.now().date()
        return self._time.entries_between(self.year_began(today), today, coach)

    def year_began(self, today: date) -> date:
        """Return the first day of the school year that a day is in."""
        month, day = self._school.settings.year_starts
        begun = date(today.year, month, day)
        return begun if begun <= today else date(today.year - 1, month, day)

    def _measure(self, coach: str, measure: str, worked: Sequence[Work]) -> int:
        store, first = self._school.store, self.year_began(self._school.now().date())
        match measure:
            case "reached":
                after = datetime.combine(first, datetime.min.time(), self._school.now().tzinfo)
                everybody = self._reach.teachers()
                contacts = store.indexes.contact
                coached_count = sum(
                    coached(contacts.get(teacher.id, NEVER), after.timestamp())
                    for teacher in everybody
                )
                return 100 * coached_count // len(everybody) if everybody else 0
            case "coaching":
                year = week(first, worked)
                return 100 * year.coaching // year.total if year.total else 0
            case "visits":
                visits = store.where(Visit, "coach", coach)
                return sum(
                    visit.state == "held"
                    and visit.held_at[:10] >= str(first)
                    and (kind_named(visit.about).sees_teaching or not visit.request)
                    for visit in visits
                )
            case "workshops":
                return len(
                    {entry.source or entry.id for entry in worked if entry.kind == "workshop"}
                )
            case _:
                return self._worked(coach, first)

    def _worked(self, coach: str, first: date) -> int:
        """Return the percent that worked, of the coaching whose outcome was told this year."""
        outcomes = [
            request.outcome
            for month in months(first - timedelta(days=366), self._school.now().date())
            for request in self._school.store.where(Request, "month", month)
            if request.owner == coach and request.outcome and request.coached_at[:10] >= str(first)
        ]
        return 100 * outcomes.count("worked") // len(outcomes) if outcomes else 0
