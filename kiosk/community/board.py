"""The board on the waiting screen. Nothing on it is private: no request, no name of who asked for
anything, no room that tells who is being coached.
"""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.records import (
    Announcement,
    Problem,
    Request,
    Workshop,
)
from data.records.board import (
    AnnouncementMade,
    AnnouncementWithdrawn,
    ProblemChanged,
    ProblemEnded,
    ProblemJoined,
    ProblemOpened,
)
from data.text import clean
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.calendar.workshops import Workshops
from kiosk.requests.repeats import Repeat
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.wording import times


class ComingEvent(msgspec.Struct, frozen=True):
    """Something that is coming up."""

    at: tuple[str, str]
    """(date, time), to sort by."""
    when: str
    title: str
    detail: tuple[str, ...] = ()
    birthday: bool = False


class Board:
    """What is told to everybody in one school: known problems, announcements, workshops.

    Parameters:
        planned: the workshops to come.
    """

    def __init__(self, school: School, planned: Workshops) -> None:
        self._school = school
        self._workshops = planned

    def problems(self) -> list[Problem]:
        """Return the known problems that are open, those with the most rooms first."""
        problems = self._school.store.where(Problem, "open")
        return sorted(problems, key=lambda problem: (-self.rooms(problem), problem.at, problem.id))

    def rooms(self, problem: Problem) -> int:
        """Return how many rooms have a problem, as far as anybody has said."""
        named = {*problem.rooms, *(joined.room for joined in problem.joined if joined.room)}
        if problem.wing:
            named |= {
                room for room, wing in self._school.settings.wings.items() if wing == problem.wing
            }
        return len(named)

    def problems_fitting(self, category: str, room: str) -> list[Problem]:
        """Return the known problems that somebody in a room may mean by a category."""
        wing = self._school.settings.wings.get(room, "")
        return [
            problem
            for problem in self.problems()
            if problem.category == category
            and (
                room in problem.rooms
                or (wing and problem.wing == wing)
                or not (problem.rooms or problem.wing)
                or any(joined.room == room for joined in problem.joined)
                or not room
            )
        ]

    def open_problem(
        self,
        by: str,
        title: str,
        category: str,
        *,
        rooms: Sequence[str] = (),
        wing: str = "",
        expected: str = "",
        people: Sequence[tuple[str, str]] = (),
    ) -> str:
        """Announce a problem that several have.

        Parameters:
            expected: when it will be over, in words.
            people: (id, room) of those who said so already; they are told when it is over.

        Returns:
            Its id.

        Raises:
            Refused: without a title.
        """
        if not clean(title):
            raise Refused("Say what it is, in a few words. Nothing was announced.")
        key = new_id()
        opened = ProblemOpened(
            key,
            by,
            title=clean(title),
            category=clean(category),
            rooms=[clean(room) for room in rooms if clean(room)],
            wing=clean(wing),
            expected=clean(expected),
        )
        facts: list[NewFact] = [opened]
        facts += [
            ProblemJoined(key, by=by, whom=person, room=room)
            for person, room in dict(people).items()
        ]
        self._school.act(lambda: facts)
        return key

    def open_repeat(self, by: str, repeat: Repeat, title: str, expected: str) -> str:
        """Announce what breaks again and again; whoever waits for it is told when it is over.

        Raises:
            Refused: without a title.
        """
        requests = [self._school.store.find(Request, key) for key in repeat.requests]
        people = [
            (request.person, request.room) for request in requests if request and request.open
        ]
        wing = repeat.place if repeat.kind == "wing" else ""
        return self.open_problem(
            by,
            title,
            repeat.category,
            rooms=() if wing else repeat.rooms,
            wing=wing,
            expected=expected,
            people=people,
        )

    def change_problem(self, key: str, by: str, expected: str) -> list[Fact]:
        """Change when a problem is expected to be over.

        Raises:
            Refused: it is over already.
        """

        def rule() -> Sequence[NewFact]:
            if self.problem(key).ended:
                raise Refused("That one is over already.")
            return [ProblemChanged(key, by=by, expected=clean(expected))]

        return self._school.act(rule)

    def is_announced(self, repeat: Repeat) -> bool:
        """Return whether a trouble that came back is announced."""
        return any(
            problem.category == repeat.category
            and (
                not (problem.rooms or problem.wing)
                or set(problem.rooms) & set(repeat.rooms)
                or (problem.wing and problem.wing in self._wings(repeat))
            )
            for problem in self.problems()
        )

    def _wings(self, repeat: Repeat) -> set[str]:
        wings = self._school.settings.wings
        return {repeat.place, *(wings.get(room, "") for room in repeat.rooms)}

    def join_problem(self, key: str, person: str, room: str) -> Problem:
        """Join a problem ("me too"), to be told when it is over.

        Raises:
            Refused: it is over, or they joined before.
        """

        def rule() -> Sequence[NewFact]:
            problem = self.problem(key)
            if problem.ended:
                raise Refused("That one is over. If it still troubles you, flag it as a fix.")
            if any(joined.person == person for joined in problem.joined):
                raise Refused("You're on this one already; we'll tell you when it's over.")
            return [ProblemJoined(key, by=person, whom=person, room=room)]

        self._school.act(rule)
        return self.problem(key)

    def end_problem(self, key: str, by: str, text: str = "") -> Problem:
        """End a problem; whoever joined is told at the next sign-in.

        Raises:
            Refused: it is over already.
        """

        def rule() -> Sequence[NewFact]:
            if self.problem(key).ended:
                raise Refused("That one is over already.")
            return [ProblemEnded(key, by=by, text=clean(text))]

        self._school.act(rule)
        return self.problem(key)

    def problem(self, key: str) -> Problem:
        """Return a known problem.

        Raises:
            Refused: there is none with this id.
        """
        problem = self._school.store.find(Problem, key)
        if problem is None:
            raise Refused(f"There is no known problem {key!r}.")
        return problem

    def announce(
        self,
        by: str,
        text: str,
        day: date,
        *,
        time: str = "",
        until: date | None = None,
        celebration: bool = False,
    ) -> str:
        """Hang a line on the board up to and including its day.

        Parameters:
            time: "12:10", or "".
            until: the last day it hangs; its own when left out.

        Returns:
            Its id.

        Raises:
            Refused: without words, or its last day is over.
        """
        last = until or day
        if not clean(text):
            raise Refused("Write a few words first. Nothing was announced.")
        if last < day:
            raise Refused("It would be taken down before its day. Nothing was announced.")
        if last < self._school.now().date():
            raise Refused("That day is over. Nothing was announced.")
        made = AnnouncementMade(
            new_id(),
            by,
            text=clean(text),
            date=str(day),
            time=clean(time),
            until=str(last),
            sort="celebration" if celebration else "notice",
        )
        self._school.act(lambda: [made])
        return made.subject

    def take_down(self, key: str, by: str) -> list[Fact]:
        """Take an announcement down."""
        return self._school.act(lambda: [AnnouncementWithdrawn(key, by=by)])

    def announcements(self) -> list[Announcement]:
        """Return the announcements that hang, soonest first."""
        today = str(self._school.now().date())
        hanging = [
            announcement
            for announcement in self._school.store.where(Announcement, "open")
            if max(announcement.until, announcement.date) >= today
        ]
        return sorted(
            hanging,
            key=lambda announcement: (announcement.date, announcement.time, announcement.id),
        )

    def coming(self) -> list[ComingEvent]:
        """Return workshops and announcements, soonest first."""
        now = self._school.now()
        events = [self._workshop(workshop, now) for workshop in self._workshops.ahead()]
        events += [
            ComingEvent(
                (announcement.date, announcement.time),
                times.coming_day(date.fromisoformat(announcement.date), announcement.time, now),
                announcement.text,
                (),
                announcement.kind == "celebration",
            )
            for announcement in self.announcements()
        ]
        return sorted(events, key=lambda event: event.at)

    def _workshop(self, workshop: Workshop, now: datetime) -> ComingEvent:
        start = workshops.starts(workshop)
        clock = times.clock(start)
        detail = tuple(
            part for part in (workshop.room, visit_wording.places_left(workshop)) if part
        )
        when = times.coming_day(start.date(), clock, now)
        return ComingEvent((str(start.date()), clock), when, workshop.title, detail)
