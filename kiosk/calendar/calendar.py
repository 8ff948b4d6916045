"""The calendar: when a coach is open, and what is booked.

A slot is one period of one day of one coach. Two kiosks that are apart may both give it away. The
booking that comes first among all facts keeps it, and whoever came later is asked to choose again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from data.ledger.facts import Fact, NewFact, new_id
from data.records import COACHING, FIX, Hours, Person, Request, Visit
from data.records.coaching_kinds import kind_named
from data.records.people import HoursSet
from data.records.request_facts import RequestScheduled
from data.records.visits import VisitBooked, VisitCancelled, VisitMoved
from kiosk.calendar.slots import Slot, clash, span_of, standing
from kiosk.requests import rules
from kiosk.school import school_day
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.settings.bell_schedule import WEEKDAYS, Period
from kiosk.wording import times

AHEAD = 10
"""School days that are searched for an open slot."""
SHORTEST = 30
"""Minutes that a fix holds when it does not begin with a period."""


class Calendar:
    """The slots and visits of one school."""

    def __init__(self, school: School) -> None:
        self._school = school

    def day_keys(self) -> list[tuple[str, str]]:
        """Return (key, name) of the days that free periods are told by: cycle days where the school
        has them, else weekdays.
        """
        cycle = self._school.settings.cycle
        if cycle:
            return [(str(n), f"Day {n}") for n in range(1, cycle.length + 1)]
        named = {day: day.capitalize() for day in WEEKDAYS}
        rung = {day for bells in self._school.settings.bells for day in bells.weekly}
        return [(day, named[day]) for day in WEEKDAYS if day in rung]

    def periods(self) -> list[Period]:
        """Return the periods in which lessons are given, from the first bell schedule."""
        first = self._school.settings.bells[0]
        return [period for period in first.periods if not _is_break(period)]

    def key_of(self, day: date, period: str) -> str:
        """Return the key of a free period: "mon Period 2", or "3 Period 2" with cycle days."""
        if self._school.settings.cycle:
            return f"{self._school.days.cycle_day(day) or 0} {period}"
        return f"{WEEKDAYS[day.weekday()]} {period}"

    def free(self, person: str) -> frozenset[str] | None:
        """Return the keys of somebody's free periods; None when they never said."""
        hours = self._school.store.find(Hours, person)
        return frozenset(hours.free) if hours else None

    def open_to(self, coach: str) -> frozenset[str]:
        """Return the keys of the periods in which a coach can be booked; all when they
        never said.
        """
        free = self.free(coach)
        if free is not None:
            return free
        days, periods = self.day_keys(), self.periods()
        return frozenset(f"{day} {period.name}" for day, _ in days for period in periods)

    def set_free(self, person: str, free: Iterable[str], by: str = "") -> list[Fact]:
        """Set the periods in which somebody has no class.

        Parameters:
            free: keys of the periods.
            by: id of whoever sets them; the person's own when left out.
        """
        hours = HoursSet(person, by=by or person, whom=person, free=sorted(set(free)))
        return self._school.act(lambda: [hours])

    def slots(
        self, person: Person | None = None, kind: str = "", coach: str = "", most: int = 80
    ) -> list[Slot]:
        """Return open slots, soonest first; at one time the coach with the fewest visits that day
        first.

        Parameters:
            person: leave out slots at which this teacher is booked, and those that do not fit the
                free periods they told: in-class kinds need a lesson, all others a free period.
            kind: the kind of coaching that the slot is for.
            coach: only this one's; "" is everybody's.
            most: stop looking after this many different times.
        """
        now = self._school.now()
        people = self._school.people
        coaches = [people[coach]] if coach else list(people.team(COACHING))
        free = {candidate.id: self.free(candidate.id) for candidate in coaches}
        free_keys = (self.free(person.id) if person else None) or None
        fixes = self.fixes()
        slots: list[Slot] = []
        day: date | None = now.date()
        for _ in range(AHEAD):
            if day is None or len({slot.begin for slot in slots}) >= most:
                break
            taken = self.visits_on(day)
            booked = Counter(visit.coach for visit in taken)
            coaches.sort(key=lambda candidate: booked[candidate.id])
            for period in self.open_periods(day, now):
                key = self.key_of(day, period.name)
                if free_keys is not None and (key in free_keys) == kind_named(kind).in_class:
                    continue
                for candidate in coaches:
                    open_to = free[candidate.id]
                    if open_to is not None and key not in open_to:
                        continue
                    slot = self._slot(day, period, candidate.id)
                    if not self._is_taken(slot, [*taken, *fixes], person):
                        slots.append(slot)
            day = self._school.days.next_school_day(day)
        return slots

    def next_open(self) -> dict[str, Slot]:
        """Return coach -> their next open slot, for those who have one."""
        next_slots: dict[str, Slot] = {}
        for coach in self._school.people.team(COACHING):
            slots = self.slots(coach=coach.id, most=1)
            if slots:
                next_slots[coach.id] = slots[0]
        return next_slots

    def open_periods(self, day: date, now: datetime) -> list[Period]:
        """Return the lessons of a day that have not begun."""
        bells = self._school.days.bells_on(day)
        if bells is None:
            return []
        past = now.time() if day == now.date() else time.min
        return [period for period in bells.periods if period.begin > past and not _is_break(period)]

    def _slot(self, day: date, period: Period, coach: str) -> Slot:
        cycle = self._school.days.cycle_day(day) or 0
        return Slot(day, period.starts, period.ends, period.name, coach, cycle)

    def _is_taken(self, slot: Slot, visits: Sequence[Visit], person: Person | None) -> bool:
        """Return whether the coach or the teacher is with somebody else then."""
        wanted = self._as_visit(slot, person.id if person else "\0nobody")
        return any(clash(wanted, visit) for visit in visits)

    def _as_visit(self, slot: Slot, person: str) -> Visit:
        start = self._local(slot).isoformat(timespec="minutes")
        return Visit(id="", coach=slot.coach, person=person, start=start, minutes=slot.minutes)

    def _local(self, slot: Slot) -> datetime:
        return slot.begin.replace(tzinfo=self._school.now().tzinfo)

    def visits_on(self, day: date) -> list[Visit]:
        """Return the visits that hold a time on a day, soonest first."""
        visits = standing(self._school.store.where(Visit, "day", str(day)))
        return sorted(visits, key=lambda visit: visit.start)

    def fixes(self) -> list[Visit]:
        """Return the scheduled fixes in the form of visits, because they hold their time too."""
        return [
            self._fix_as_visit(request)
            for request in self._school.store.where(Request, "open")
            if request.lane == FIX
            and request.state == "scheduled"
            and request.owner
            and request.until
        ]

    def _fix_as_visit(self, request: Request) -> Visit:
        start = times.wall_time(request.until)
        bells = self._school.days.bells_on(start.date())
        spans = [p.minutes for p in bells.periods if p.begin == start.time()] if bells else []
        return Visit(
            id=request.id,
            coach=request.owner,
            person=request.person,
            start=request.until,
            minutes=spans[0] if spans else SHORTEST,
        )

    def holds(self, visit: Visit) -> bool:
        """Return whether a visit still has its time; False when another kiosk's booking
        was first.
        """
        same_day = self._school.store.where(Visit, "day", visit.start[:10])
        return any(other.id == visit.id for other in standing(same_day))

    def ahead(self, person: str) -> list[Visit]:
        """Return somebody's booked visits that are not over, soonest first."""
        now = self._school.wall_time()
        visits = self._school.store.where(Visit, "person", person)
        ahead = [visit for visit in visits if visit.state == "booked" and span_of(visit)[1] > now]
        return sorted(ahead, key=lambda visit: visit.start)

    def untold(self, person: str, request: str = "") -> list[Visit]:
        """Return somebody's visits to come that another person changed and they have not read of.

        Parameters:
            request: only those for this request.
        """
        now = self._school.wall_time()
        return [
            visit
            for visit in self._school.store.where(Visit, "person", person)
            if visit.changes
            and visit.by != person
            and person not in visit.told
            and span_of(visit)[0] > now
            and request in ("", visit.request)
        ]

    def owed(self, coach: str) -> list[Visit]:
        """Return the visits after which a coach owes the teacher feedback, oldest first."""
        return sorted(
            self._school.store.where(Visit, "owes", coach), key=lambda visit: visit.held_at
        )

    def busy_until(self, coach: str) -> datetime | None:
        """Return when the visit that a coach is on now ends, by the clock on the wall; None when on
        none.
        """
        now = self._school.wall_time()
        for visit in self.visits_on(now.date()):
            begin, end = span_of(visit)
            if visit.coach == coach and begin <= now < end:
                return end
        return None

    def book(
        self, slot: Slot, person: str, request: Sequence[NewFact], by: str, room: str = ""
    ) -> list[Fact]:
        """Flag a need for coaching and book its time in one act: both are saved, or neither.

        Parameters:
            request: the facts that flag the need.

        Raises:
            Refused: the slot has gone.
        """
        key, about = request[0].subject, request[0].body["category"]
        return self._school.act(lambda: self.booked(slot, person, by, key, room, about, request))

    def booked(
        self,
        slot: Slot,
        person: str,
        by: str,
        request: str,
        room: str,
        about: str,
        first: Sequence[NewFact] = (),
    ) -> list[NewFact]:
        """Return the facts that give a request its time.

        Parameters:
            by: id of whoever books it.
            request: id.
            about: the kind of coaching.
            first: facts that come before these.

        Raises:
            Refused: the slot has gone.
        """
        self.must_be_open(slot, person)
        start = self._local(slot).isoformat(timespec="minutes")
        booked = VisitBooked(
            new_id(),
            by=by,
            whom=person,
            coach=slot.coach,
            start=start,
            minutes=slot.minutes,
            period=slot.period,
            cycle=slot.cycle,
            zone=self._school.settings.school.timezone,
            room=room,
            about=about,
            request=request,
        )
        return [*first, self._scheduled(request, person, slot, by), booked]

    def _scheduled(self, request: str, person: str, slot: Slot, by: str) -> RequestScheduled:
        start = self._local(slot).isoformat(timespec="minutes")
        return RequestScheduled(
            request, by=by, whom=person, until=start, text=slot.period, owner=slot.coach
        )

    def rebook(self, visit: Visit, slot: Slot, by: str) -> list[Fact]:
        """Move a visit to another slot, which may be another coach's.

        Raises:
            Refused: the slot has gone, or the visit was called off meanwhile.
        """

        def rule() -> list[NewFact]:
            if self.visit(visit.id).state != "booked":
                raise Refused("This visit has been called off meanwhile. Ask for a new time.")
            self.must_be_open(slot, visit.person, but=visit.id)
            moved = VisitMoved(
                visit.id,
                by=by,
                whom=visit.person,
                coach=slot.coach,
                start=self._local(slot).isoformat(timespec="minutes"),
                minutes=slot.minutes,
                period=slot.period,
                cycle=slot.cycle,
                zone=self._school.settings.school.timezone,
            )
            request = self._school.store.find(Request, visit.request)
            if request and request.open:
                return [moved, self._scheduled(request.id, visit.person, slot, by)]
            return [moved]

        return self._school.act(rule)

    def leave_open(self, visit: Visit, person: str) -> list[Fact]:
        """Give up the time of a visit that clashed; its request waits again, for the coach to find
        one.
        """

        def rule() -> list[NewFact]:
            facts: list[NewFact] = [VisitCancelled(visit.id, by=person, whom=visit.person)]
            request = self._school.store.find(Request, visit.request)
            if request and request.open:
                facts += rules.release(request, person)
            return facts

        return self._school.act(rule)

    def visit(self, key: str) -> Visit:
        """Return a visit by its id, which is known to exist."""
        visit = self._school.store.find(Visit, key)
        assert visit is not None
        return visit

    def begin(self, visit: Visit) -> datetime:
        """Return when a visit begins, by the clock on the wall."""
        return span_of(visit)[0]

    def visits_between(self, coach: str, first: date, last: date) -> list[Visit]:
        """Return a coach's visits of some days in any state, soonest first; both ends included."""
        visits = self._school.store.where(Visit, "coach", coach)
        within = [visit for visit in visits if str(first) <= visit.start[:10] <= str(last)]
        return sorted(within, key=lambda visit: (visit.start, visit.id))

    def taken_over(self, coach: str) -> list[Visit]:
        """Return a coach's former visits that another coach has taken over."""
        visits = self._school.store.where(Visit, "left", coach)
        return [visit for visit in visits if visit.coach != coach]

    def begun_for(self, request: str) -> list[Visit]:
        """Return the visits for a request that have begun and are not marked as held or missed."""
        visits = self._school.store.where(Visit, "request", request)
        now = self._school.wall_time()
        return [v for v in visits if v.state == "booked" and span_of(v)[0] <= now and self.holds(v)]

    def must_be_open(self, slot: Slot, person: str, but: str = "") -> None:
        """Check that nobody has a slot already.

        Parameters:
            but: the id of a visit or a fix that is to be moved there.

        Raises:
            Refused: somebody has it.
        """
        wanted = self._as_visit(slot, person)
        taken = [*self.visits_on(slot.date), *self.fixes()]
        if any(visit.id != but and clash(wanted, visit) for visit in taken):
            raise Refused("Someone was quicker: that time has just gone. Choose another.")


def _is_break(period: Period) -> bool:
    return school_day.is_break(period.name)
