"""What a coach does with the calendar: book, call off, say that it took place or did not, and give
the teacher a word on what was seen. Moving a visit and what a teacher does stand in `calendar`.
"""

from collections.abc import Sequence

from data.ledger.facts import Fact, NewFact, new_id
from data.records import COACHING, FIX, Request, Visit
from data.records.calendar import VisitAnswered, VisitCancelled, VisitHeld, VisitMissed
from data.records.thanks import NoteLeft
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
    """The visits of one school's coaches, from their side."""

    def __init__(
        self, school: School, requests: Requests, calendar: Calendar, time: Timesheet
    ) -> None:
        self._school = school
        self._requests = requests
        self._calendar = calendar
        self._time = time

    def flag(self, need: Need, slot: Slot) -> Request:
        """Write down a need together with the time that is booked for it.

        Raises:
            Refused: see rules.flag; or the slot has just gone, and nothing was written down.
        """
        placed = self._requests.placed(need)
        drafts = rules.flag(placed)
        self._calendar.book(slot, need.person, drafts, need.by or need.person, placed.room or "")
        return self._requests.get(drafts[0].subject)

    def hold_finished(self, request: Request, ended: NewFact) -> list[NewFact]:
        """What is done has been done at the time that was booked for it."""
        if ended.kind != "request.finished":
            return []
        return [
            VisitHeld(visit.id, by=ended.by, whom=visit.person)
            for visit in self._calendar.begun_for(request.id)
        ]

    def log_finished(self, request: Request, ended: NewFact) -> list[NewFact]:
        """Keep the time that finishing a request took, from the visit that was booked for it."""
        if ended.kind != "request.finished":
            return []
        booked = self._calendar.begun_for(request.id)
        start = self._calendar.begin(booked[-1]) if booked else None
        return self._time.finish_facts(request, ended, start)

    def cancel_left(self, request: Request, ended: NewFact) -> list[NewFact]:
        """A visit to come is off when its request is over or goes to others."""
        visits = self._school.store.where(Visit, "request", request.id)
        return [
            VisitCancelled(visit.id, by=ended.by, whom=visit.person)
            for visit in visits
            if visit.state == "booked" and span_of(visit)[0] > self._school.wall_time()
        ]

    def minutes_for(self, request: Request, coach: str) -> int:
        """Return what finishing a request offers as its time, in minutes: that of the visit it was
        booked for, else from claim to now.
        """
        booked = self._calendar.begun_for(request.id)
        if booked:
            return booked[-1].minutes
        return rules.minutes_spent(request, coach, self._school.now())

    def schedule(self, request: Request, slot: Slot, by: str) -> list[Fact]:
        """Give a request a time: one that has a visit to come is moved, else one is booked. A fix
        is no visit, and holds its time all the same.

        Raises:
            Refused: somebody was quicker, or the request is over.
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
        """A visit is off; the teacher reads why, and what they asked for waits again with its age.

        Raises:
            Refused: without words, or it is over.
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
            drafts: list[NewFact] = [cancelled]
            request = self._school.store.find(Request, visit.request)
            if request and request.open:
                drafts += rules.release(request, by, text)
            return drafts

        return self._school.act(rule)

    def mark_held(self, visit: Visit, by: str, minutes: int) -> list[Fact]:
        """It took place; what it was for is finished with it, and the time is kept once.

        Raises:
            Refused: it is not booked any more, or the minutes are none of a day's.
        """

        def rule() -> Sequence[NewFact]:
            newest = self._calendar.visit(visit.id)
            self._must_be_over(newest)
            held = VisitHeld(visit.id, by=by, whom=visit.person, minutes=minutes)
            drafts: list[NewFact] = [held]
            request = self._school.store.find(Request, visit.request)
            if request and request.open:
                drafts += rules.finish(request, by, minutes)
            drafts += self._time.entry_facts(
                by,
                kind_of(COACHING, visit.about),
                minutes,
                start=self._calendar.begin(visit),
                about=visit.about,
                person=visit.person,
                source=visit.request or visit.id,
            )
            return drafts

        return self._school.act(rule)

    def mark_missed(self, visit: Visit, by: str) -> list[Fact]:
        """It did not take place; what it was for waits again.

        Raises:
            Refused: it is not booked any more.
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
        """Give the teacher a word on what was seen: as a note for the next sign-in, or without
        words when it was said in person.

        Raises:
            Refused: it has been given already.
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
