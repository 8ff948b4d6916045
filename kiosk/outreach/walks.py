"""Walks: where to go in the minutes at hand, and what came of each stop.

Rooms are walked by invitation or with a purpose that helps the teacher; a walk is never
supervision. A walk that was begun is saved stop by stop, since nobody carries the kiosk along.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.records import COACHING, FIX, Cycle, OpenDoor, Person, Request, Stop, Visit, Walk
from data.records.coaching_kinds import ONE_TO_ONE, OPEN_DOOR
from data.records.request_facts import RequestClaimed
from data.records.thanks import CheckInMade
from data.records.timesheet import WalkEnded, WalkPlanned, WalkTicked
from data.records.visits import DoorClosed, VisitAnswered, VisitMade
from data.text import clean
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.calendar import Calendar
from kiosk.outreach import walk_plan
from kiosk.outreach.contact import Contacts, ContactStatus
from kiosk.outreach.walk_plan import Route, StopReason
from kiosk.requests import rules
from kiosk.requests.queue import Standing
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.timesheet.entries import Timesheet
from kiosk.wording import times

HELLO, WORD, LOOK_IN, MEND = 2, 5, 12, 10
"""Minutes of a hello, of a word about something, of looking into a class, of a fix."""
SPANS = (10, 20, 30, 45)
"""Minutes that are offered for a walk."""
MOST_OVERDUE = 40
"""School days after which a hello is worth no more, so that promises come before it."""
TRIED_DAYS = 90
"""Days for which it is remembered that somebody was not there."""
QUIET_CYCLE = 10
"""Days without a word after which a coaching cycle is asked about."""


class Walks:
    """The walks of one school.

    Parameters:
        reach: whom the team has met.
        standings: returns the open requests in the order of the queue.
    """

    def __init__(
        self,
        school: School,
        reach: Contacts,
        calendar: Calendar,
        time: Timesheet,
        standings: Callable[[], Sequence[Standing]],
    ) -> None:
        self._school = school
        self._reach = reach
        self._calendar = calendar
        self._time = time
        self._standings = standings

    def wings(self) -> list[str]:
        """Return the wings in the order of the settings."""
        return list(dict.fromkeys(self._school.settings.wings.values()))

    def at_hand(self, coach: str) -> int:
        """Return the minutes until somebody's next visit or the end of the period, as one
        of SPANS.
        """
        now = self._school.wall_time()
        ends = [
            times.wall_time(visit.start)
            for visit in self._calendar.visits_on(now.date())
            if visit.coach == coach and times.wall_time(visit.start) > now
        ]
        period = self._school.today().period
        if period:
            ends.append(datetime.combine(now.date(), period.end))
        minutes = int((min(ends) - now).total_seconds() // 60) if ends else SPANS[1]
        return max([span for span in SPANS if span <= minutes] or [SPANS[0]])

    def route(self, coach: str, at_hand: int) -> Route:
        """Return where to go now.

        Parameters:
            at_hand: minutes.

        Raises:
            Refused: there is no time for a walk.
        """
        if at_hand < walk_plan.LEAST:
            raise Refused(f"A walk takes {walk_plan.LEAST} minutes or more.")
        due = self._reach.due()
        reasons = [
            *(self._doors(at_hand) if self._school.people.lane_of(coach) == COACHING else ()),
            *self._fixes(coach),
            *self._owed(coach),
            *self._coaching_asks(coach),
            *self._cycles(coach),
            *(self._hello(status) for status in due),
        ]
        tried = self._tried()
        first = sorted((status.person for status in due), key=lambda key: tried.get(key, ""))
        return walk_plan.plan(reasons, at_hand, self.wings(), first)

    def _reason(
        self,
        kind: str,
        person: str,
        purpose: str,
        minutes: int,
        worth: float,
        subject: str = "",
        room: str = "",
    ) -> StopReason:
        listed = self._school.people.get(person)
        where = room or (listed.room if listed else "")
        wing = self._school.settings.wings.get(where, "")
        return StopReason(Stop(kind, where, person, purpose, minutes, subject, wing), worth)

    def _hello(self, reached: ContactStatus) -> StopReason:
        person = self._school.people[reached.person]
        purpose = hello_words(reached, person)
        worth = 2.5 + min(reached.overdue, MOST_OVERDUE) / 20
        return self._reason("hello", person.id, purpose, HELLO, worth)

    def _doors(self, at_hand: int) -> Iterator[StopReason]:
        """Yield the doors that are open now, or will be before the walk is over."""
        now = self._school.wall_time()
        end = now + timedelta(minutes=at_hand)
        bells = self._school.days.bells_on(now.date())
        periods = {bell_period.name: bell_period for bell_period in bells.periods} if bells else {}
        for door in self._school.store.where(OpenDoor, "day", str(now.date())):
            period = periods.get(door.period)
            if period is None:
                continue
            begin = datetime.combine(now.date(), period.begin)
            if begin < end and now < datetime.combine(now.date(), period.end):
                words = f": {door.text}" if door.text else ""
                purpose = f"door open in {door.period}{words}"
                yield self._reason("door", door.person, purpose, LOOK_IN, 60, door.id, door.room)

    def _fixes(self, coach: str) -> Iterator[StopReason]:
        """Yield the fixes that wait in a room.

        A fixer walks for them. A coach takes them along when time is left after the people, unless
        there is no fixer.
        """
        is_fixer = self._school.people.lane_of(coach) == FIX
        own = 2 if is_fixer else 0.5 if self._school.people.team(FIX) else 1
        for standing in self._standings():
            request = standing.request
            free = not request.owner or request.owner == coach
            if request.lane == FIX and request.room and free and request.state != "paused":
                words = f": {request.text}" if request.text else ""
                purpose = f"fix waiting, {request.category}{words}"
                worth = own * (15 + standing.score / 4)
                yield self._reason(
                    "fix", request.person, purpose, MEND, worth, request.id, request.room
                )

    def _coaching_asks(self, coach: str) -> Iterator[StopReason]:
        """Yield those who asked for coaching and have no time for it yet.

        Every coach is sent to a request without an owner, and its owner to one that was claimed.
        """
        coaches = self._school.people.lane_of(coach) == COACHING
        for standing in self._standings():
            request = standing.request
            free = not request.owner and coaches
            is_theirs = free or request.owner == coach
            if request.lane == COACHING and is_theirs and request.state in {"waiting", "claimed"}:
                purpose = f"asked for coaching, {request.category}: find a time"
                yield self._reason("follow-up", request.person, purpose, WORD, 25, request.id)

    def _owed(self, coach: str) -> Iterator[StopReason]:
        for visit in self._calendar.owed(coach):
            when = visit_wording.visit_when(visit, self._school.now())
            purpose = f"owed: a word on what you saw {when}"
            yield self._reason("follow-up", visit.person, purpose, WORD, 30, visit.id, visit.room)

    def _cycles(self, coach: str) -> Iterator[StopReason]:
        now = self._school.now()
        for cycle in self._school.store.where(Cycle, "coach", coach):
            last = cycle.said[-1].at
            if (now - datetime.fromisoformat(last)).days >= QUIET_CYCLE:
                purpose = f"how goes it: {cycle.goal}"
                yield self._reason("follow-up", cycle.person, purpose, WORD, 18, cycle.id)

    def _tried(self) -> dict[str, str]:
        """Return those who were not there on a walk, and when last.

        Whoever was tried goes after whoever was not, and the last one tried goes last, so that
        those who are never there do not take everybody's turn.
        """
        today = self._school.now().date()
        tried: dict[str, str] = {}
        for back in range(TRIED_DAYS, -1, -1):
            for walk in self._school.store.where(Walk, "day", str(today - timedelta(days=back))):
                for stop in walk.stops:
                    if stop.how == "away":
                        tried[stop.person] = max(tried.get(stop.person, ""), walk.at)
        return tried

    def begin(self, coach: str, at_hand: int) -> Walk:
        """Begin a walk: save the route as it is now; an older walk is over.

        Raises:
            Refused: there is nobody to go to, or no time.
        """
        key = new_id()

        def rule() -> list[NewFact]:
            stops = self.route(coach, at_hand).stops
            if not self._reach.teachers():
                raise Refused("Nobody is on the roster yet, so there is nobody to see.")
            if not stops:
                raise Refused("Nobody is due, and nothing waits. Sit down for a minute.")
            planned = WalkPlanned(
                key,
                by=coach,
                day=str(self._school.now().date()),
                minutes=at_hand,
                stops=[msgspec.to_builtins(stop) for stop in stops],
            )
            return [*self._end(coach), planned]

        self._school.act(rule)
        return self.walk(key)

    def current(self, coach: str) -> Walk | None:
        """Return somebody's walk of today; None without one."""
        today = str(self._school.now().date())
        walks = [w for w in self._school.store.where(Walk, "coach", coach) if w.day == today]
        return max(walks, key=lambda walk: walk.head) if walks else None

    def walk(self, key: str) -> Walk:
        """Return a walk by its id, which is known to exist."""
        walk = self._school.store.find(Walk, key)
        assert walk is not None
        return walk

    def end(self, coach: str) -> list[Fact]:
        """End somebody's walk."""
        return self._school.act(lambda: self._end(coach))

    def _end(self, coach: str) -> list[NewFact]:
        walks = self._school.store.where(Walk, "coach", coach)
        return [WalkEnded(walk.id, by=coach) for walk in walks]

    def tick(self, walk: Walk, index: int, how: str, minutes: int | None = None) -> list[Fact]:
        """Tick a stop off: a hello counts as a hello and a visit as a visit, with its time.

        A fix is finished like any other, and ticks its stop by itself.

        Parameters:
            index: of the stop, from 0.
            how: "seen", "visited" or "away".
            minutes: how long it took; what was planned for it when left out.

        Raises:
            Refused: it was ticked off already.
        """

        def rule() -> list[NewFact]:
            stop = self.walk(walk.id).stops[index]
            if stop.how:
                raise Refused("This stop is done already. Nothing was changed.")
            spent = stop.minutes if minutes is None else minutes
            ticked = WalkTicked(walk.id, by=walk.coach, stop=index, how=how)
            if how == "away":
                return [ticked]
            if how == "visited":
                return [ticked, *self._visited(walk.coach, stop, max(spent, WORD))]
            return [ticked, *self.hello_facts(walk.coach, stop.person, stop.room, min(spent, WORD))]

        return self._school.act(rule)

    def tick_finished(self, request: Request, ended: NewFact) -> list[NewFact]:
        """React to a finished request: tick off its stop on the walk of whoever finished it."""
        walk = self.current(ended.by) if ended.kind == "request.finished" else None
        stops = enumerate(walk.stops) if walk else ()
        return [
            WalkTicked(walk.id, by=ended.by, stop=number, how="fixed")
            for number, stop in stops
            if walk and stop.subject == request.id and not stop.how
        ]

    def hello_facts(
        self, coach: str, person: str, room: str, minutes: int, about: str = ""
    ) -> list[NewFact]:
        """Return the facts of a hello and its time.

        Parameters:
            room: where they were; "" when that is not known.
            about: what it was about, in words.
        """
        hello = CheckInMade(new_id(), by=coach, whom=person, room=room)
        topic = about or "Hello"
        spent = self._time.entry_facts(coach, "relationship", minutes, about=topic, person=person)
        return [hello, *spent]

    def _visited(self, coach: str, stop: Stop, minutes: int) -> list[NewFact]:
        closed: list[NewFact] = []
        if stop.kind == "door":
            closed = [DoorClosed(stop.subject, by=coach, whom=stop.person)]
        elif self._school.store.find(Visit, stop.subject):
            closed = [VisitAnswered(stop.subject, by=coach, whom=stop.person)]
        about = OPEN_DOOR if stop.kind == "door" else "Looked in"
        return closed + self.visit_facts(coach, stop.person, minutes, about, stop.room)

    def visit_facts(
        self, coach: str, person: str, minutes: int, about: str, room: str = ""
    ) -> list[NewFact]:
        """Return the facts of a visit that was not booked, and its time.

        Parameters:
            about: OPEN_DOOR, or what it was, in words.
        """
        start = self._school.now() - timedelta(minutes=minutes)
        made = VisitMade(
            new_id(),
            by=coach,
            whom=person,
            coach=coach,
            start=start.isoformat(timespec="minutes"),
            minutes=minutes,
            room=room,
            about=about,
            zone=self._school.settings.school.timezone,
        )
        kind = "observing" if about == OPEN_DOOR else "one-to-one"
        spent = self._time.entry_facts(
            coach, kind, minutes, about=about, person=person, source=made.subject
        )
        return [made, *spent]

    def follow_up(self, coach: str, person: str, text: str) -> Request:
        """Flag what came out of a stop as a request for coaching, in the coach's own hands.

        Raises:
            Refused: without words.
        """
        if not clean(text):
            raise Refused("Say what to follow up, in a few words. Nothing was kept.")
        flagged = rules.flag(
            Need(
                lane=self._school.people.lane_of(coach) or "coaching",
                category=ONE_TO_ONE,
                person=person,
                by=coach,
                room=self._school.people[person].room,
                text=text,
            )
        )
        key = flagged[0].subject
        claimed = RequestClaimed(key, by=coach, whom=person)
        self._school.act(lambda: [*flagged, claimed])
        request = self._school.store.find(Request, key)
        assert request is not None
        return request


def hello_words(reached: ContactStatus, person: Person) -> str:
    """Return why to stop by somebody without another reason."""
    subject = f" ({person.subject})" if person.subject else ""
    if reached.days is None and reached.kind:
        return f"a hello this year, and nobody was there yet{subject}"
    if reached.days is None:
        return f"no visit yet this year{subject}"
    days = "1 school day" if reached.days == 1 else f"{reached.days} school days"
    if reached.days >= 60:
        days = "60 school days and more"
    return f"nobody there for {days}{subject}"
