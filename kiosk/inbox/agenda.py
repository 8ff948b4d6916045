"""The agenda of a member of the team: first what is over and still owed, then what is to come."""

from datetime import timedelta

import msgspec

from data.records import COACHING, Visit
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.desk import Desk
from kiosk.requests import wording as request_wording
from kiosk.wording import phrases, times

BACK, AHEAD = 14, 28
"""Days to look back, for visits that are neither held nor missed, and ahead."""


class AgendaEntry(msgspec.Struct, frozen=True):
    """Something with a time.

    Parameters:
        kind: "visit", "fix", "door" or "workshop".
        at: day and time, to sort by.
        when: the time in words.
        state: what is known of it, in words.
        owed: whether it is over and something is still to be said about it.
    """

    kind: str
    id: str
    at: str
    when: str
    title: str
    state: str
    owed: bool = False

    @property
    def key(self) -> str:
        """Return kind and id, which together name one entry."""
        return f"{self.kind} {self.id}"


def agenda(desk: Desk, coach: str) -> list[AgendaEntry]:
    """Return everything that has a time for a member of the team.

    Parameters:
        coach: their id.
    """
    return [*_owed(desk, coach), *_ahead(desk, coach)]


def _owed(desk: Desk, coach: str) -> list[AgendaEntry]:
    """Return the visits that are over without a word, then the feedback that is owed."""
    today = desk.now().date()
    past = desk.calendar.visits_between(coach, today - timedelta(days=BACK), today)
    entries = [
        _visit(desk, visit, "did it take place?", owed=True)
        for visit in past
        if visit.state == "booked" and desk.calendar.begin(visit) <= desk.wall_time()
    ]
    owed = desk.calendar.owed(coach)
    return entries + [_visit(desk, visit, "feedback is due", owed=True) for visit in owed]


def _ahead(desk: Desk, coach: str) -> list[AgendaEntry]:
    """Return what is to come, soonest first."""
    now = desk.now()
    today = now.date()
    entries = [
        _visit(desk, visit, "" if desk.calendar.holds(visit) else "someone was first")
        for visit in desk.calendar.visits_between(coach, today, today + timedelta(days=AHEAD))
        if visit.state == "booked" and desk.calendar.begin(visit) > desk.wall_time()
    ]
    for fix in desk.calendar.fixes():
        if fix.coach == coach and times.wall_time(fix.start).date() >= today:
            request = desk.requests.get(fix.id)
            title, when = request_wording.place(request), visit_wording.visit_when(fix, now)
            entries.append(
                AgendaEntry(
                    "fix", fix.id, fix.start, when, title, desk.people.full_name(fix.person)
                )
            )
    coaches = desk.people.lane_of(coach) == COACHING  # doors are opened for coaches
    for ahead in range(AHEAD if coaches else 0):
        day = today + timedelta(days=ahead)
        for door in desk.open_doors.doors_on(day):
            when = f"{times.near(day, now)} {door.period}, {times.day(day)}"
            title = f"Open door: {desk.people.full_name(door.person)}"
            entries.append(
                AgendaEntry("door", door.id, f"{day} {door.period}", when, title, door.text)
            )
    for workshop in desk.workshops.ahead():
        if workshop.by == coach:
            when = times.coming_moment(workshops.starts(workshop), now)
            signed = phrases.count(len(workshop.signed), "signed", "signed")
            entries.append(
                AgendaEntry("workshop", workshop.id, workshop.start, when, workshop.title, signed)
            )
    return sorted(entries, key=lambda entry: (entry.at[:10], entry.at))


def _visit(desk: Desk, visit: Visit, state: str, *, owed: bool = False) -> AgendaEntry:
    when = visit_wording.visit_when(visit, desk.now())
    title = desk.people.full_name(visit.person)
    return AgendaEntry("visit", visit.id, visit.start, when, title, state or visit.about, owed)
