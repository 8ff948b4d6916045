"""What a coach does with the calendar: book, call off, mark as held or missed, and give the teacher
feedback. Moving a visit, and what a teacher does, is in `calendar`.
"""

from collections.abc import Sequence

from data.ledger.facts import Fact, NewFact, new_id
from data.records import COACHING, FIX, Request, Visit
from data.records.thanks import NoteLeft
from data.records.visits import VisitAnswered, VisitCancelled, VisitHeld, VisitMissed
from data.text import clean
from kiosk.calendar.calendar import Calendar
from kiosk.calendar.slots import Slot, span_of
from kiosk.requests import rules
from kiosk.requests.requests import Requests
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.timesheet.entries import Timesheet, kind_of


class Bookings:
    """The visits of one school, from the coaches' side.

    Parameters:
        requests: what visits are for.
        calendar: where visits are booked.
        time: where the time of a visit is entered.
    """

    def __init__(
        self, school: School, requests: Requests, calendar: Calendar, time: Timesheet
    ) -> None:
        self._school = school
        self._requests = requests
        self._calendar = calendar
        self._time = time

    def flag(self, need: Need, slot: Slot) -> Request:
        """Flag a need and book its time in one act.

        Raises:
            Refused: see rules.flag; or the slot has just gone, and nothing was saved.
        """
        placed = self._requests.with_room(need)
        facts = rules.flag(placed)
        self._calendar.book(slot, need.person, facts, need.by or need.person, placed.room or "")
        return self._requests.get(facts[0].subject)

    def hold_finished(self, request: Request, ended: NewFact) -> list[NewFact]:
        """React to a finished request: its visits whose time has come took place."""
        if ended.kind != "request.finished":
            return []
        return [
            VisitHeld(visit.id, by=ended.by, whom=visit.person)
            for visit in self._calendar.begun_for(request.id)
        ]

    def log_finished(self, request: Request, ended: NewFact) -> list[NewFact]:
        """React to a finished request: enter its time, from the start of its visit if it
        had one.
        """
        if ended.kind != "request.finished":
            return []
        booked = self._calendar.begun_for(request.id)
        start = self._calendar.begin(booked[-1]) if booked else None
        return self._time.finish_facts(request, ended, start)

    def cancel_upcoming(self, request: Request, ended: NewFact) -> list[NewFact]:
        """React to a request that ended or went to others: call off its visits to come."""
        visits = self._school.store.where(Visit, "request", request.id)
        return [
            VisitCancelled(visit.id, by=ended.by, whom=visit.person)
            for visit in visits
            if visit.state == "booked" and span_of(visit)[0] > self._school.wall_time()
        ]

    def minutes_for(self, request: Request, coach: str) -> int:
        """Return the minutes that finishing a request proposes: those of its visit, else from claim
        to now.
        """
        booked = self._calendar.begun_for(request.id)
        if booked:
            return booked[-1].minutes
        return rules.minutes_spent(request, coach, self._school.now())

    def schedule(self, request: Request, slot: Slot, by: str) -> list[Fact]:
        """Give a request a time: move its visit to come, or book one.

        A fix has no visit; it holds its time all the same.

        Parameters:
            by: id of whoever schedules it.

        Raises:
            Refused: the slot has gone, or the request is over.
        """
        if request.lane == FIX:
            return self._school.act(lambda: self._fix(request, slot, by))
        ahead = [
            visit for visit in self._calendar.ahead(request.person) if visit.request == request.id
        ]
        if ahead:
            return self._calendar.rebook(ahead[0], slot, by)

        def rule() -> list[NewFact]:
            newest = self._school.store.find(Request, request.id)
            assert newest is not None
            return self._calendar.booked(
                slot,
                newest.person,
                by,
                newest.id,
                newest.room,
                newest.category,
                rules.must_be_open(newest),
            )

        return self._school.act(rule)

    def _fix(self, request: Request, slot: Slot, by: str) -> list[NewFact]:
        newest = self._school.store.find(Request, request.id)
        assert newest is not None
        self._calendar.must_be_open(slot, newest.person, but=newest.id)
        return rules.schedule(newest, by, slot.begin, slot.period)

    def cancel(self, visit: Visit, by: str, text: str) -> list[Fact]:
        """Call a visit off; what the teacher asked for waits again with its age.

        Parameters:
            text: why; the teacher reads it.

        Raises:
            Refused: without a reason, or the visit is over or has begun.
        """
        if not clean(text):
            raise Refused(
                "Say why in a few words; the teacher will read them. Nothing was changed."
            )

        def rule() -> list[NewFact]:
            newest = self._calendar.visit(visit.id)
            if newest.state != "booked":
                raise Refused("This visit is over or off already. Nothing was changed.")
            if self._calendar.begin(newest) <= self._school.wall_time():
                raise Refused("Its time has come. Say that it was held, or that it was not.")
            cancelled = VisitCancelled(visit.id, by=by, whom=visit.person, text=clean(text))
            facts: list[NewFact] = [cancelled]
            request = self._school.store.find(Request, visit.request)
            if request and request.open:
                facts += rules.release(request, by, text)
            return facts

        return self._school.act(rule)

    def mark_held(self, visit: Visit, by: str, minutes: int) -> list[Fact]:
        """Mark a visit as held: its request is finished, and its time is entered once.

        Parameters:
            minutes: how long it took.

        Raises:
            Refused: it is not booked any more, its time is still to come, or the minutes are wrong.
        """

        def rule() -> Sequence[NewFact]:
            newest = self._calendar.visit(visit.id)
            self._must_be_over(newest)
            held = VisitHeld(visit.id, by=by, whom=visit.person, minutes=minutes)
            facts: list[NewFact] = [held]
            request = self._school.store.find(Request, visit.request)
            if request and request.open:
                facts += rules.finish(request, by, minutes)
            facts += self._time.entry_facts(
                by,
                kind_of(COACHING, visit.about),
                minutes,
                start=self._calendar.begin(visit),
                about=visit.about,
                person=visit.person,
                source=visit.request or visit.id,
            )
            return facts

        return self._school.act(rule)

    def mark_missed(self, visit: Visit, by: str) -> list[Fact]:
        """Mark a visit as missed: its request waits again.

        Raises:
            Refused: it is not booked any more, or its time is still to come.
        """

        def rule() -> Sequence[NewFact]:
            self._must_be_over(self._calendar.visit(visit.id))
            request = self._school.store.find(Request, visit.request)
            missed = VisitMissed(visit.id, by=by, whom=visit.person)
            return [missed, *(rules.release(request, by) if request and request.open else [])]

        return self._school.act(rule)

    def _must_be_over(self, visit: Visit) -> None:
        if visit.state != "booked":
            raise Refused("This visit is over or off already. Nothing was changed.")
        if self._calendar.begin(visit) > self._school.wall_time():
            raise Refused("Its time is still to come. Move it or call it off. Nothing was changed.")

    def answer(self, visit: Visit, by: str, text: str = "") -> list[Fact]:
        """Give the teacher the feedback that is owed after a visit.

        Parameters:
            text: a note for the next sign-in; "" when it was said in person.

        Raises:
            Refused: it was given already.
        """

        def rule() -> Sequence[NewFact]:
            if self._calendar.visit(visit.id).feedback_at:
                raise Refused("That word has been given already. Nothing was changed.")
            answered = VisitAnswered(visit.id, by=by, whom=visit.person, text=clean(text))
            if not clean(text):
                return [answered]
            note = NoteLeft(new_id(), by=by, whom=visit.person, text=clean(text))
            return [answered, note]

        return self._school.act(rule)
