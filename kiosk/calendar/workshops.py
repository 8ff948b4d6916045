"""Workshops: plan, sign up, cancel. Places are given in the order in which people sign up."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.ledger.facts import Fact, NewFact, new_id
from data.records import Request, Workshop
from data.records.workshops import (
    WorkshopCancelled,
    WorkshopLeft,
    WorkshopPlanned,
    WorkshopSigned,
    WorkshopTold,
)
from data.text import clean
from kiosk.requests import rules
from kiosk.requests.demand import Demand
from kiosk.requests.topics import Topic
from kiosk.school import school_day
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.wording import times

NOTICE, AHEAD = 2, 10
"""School days before the first proposed time, and school days that are searched for times."""
BREATH = timedelta(minutes=15)
"""Time between the last bell and a workshop."""
LONGEST = 8 * 60
"""Minutes of the longest workshop."""


def starts(workshop: Workshop) -> datetime:
    """Return when a workshop begins, by the clock on the wall."""
    return times.wall_time(workshop.start)


def instant(workshop: Workshop) -> datetime:
    """Return when a workshop begins, with its offset.

    The zone it was planned in decides, where that is known, else the offset of the day it was
    planned.
    """
    return moment(workshop.start, workshop.zone)


def moment(start: str, zone: str) -> datetime:
    """Return a time that was agreed on, with its offset.

    Parameters:
        start: local time with the offset of the day it was agreed on.
        zone: the time zone it was agreed in (IANA); "" when that is not known.
    """
    try:
        zone_info = ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone_info = None  # another kiosk knows a zone that this machine does not
    return (
        times.wall_time(start).replace(tzinfo=zone_info)
        if zone_info
        else datetime.fromisoformat(start)
    )


def ends(workshop: Workshop) -> datetime:
    """Return when a workshop is over, by the clock on the wall."""
    return starts(workshop) + timedelta(minutes=workshop.minutes)


def free_places(workshop: Workshop) -> int | None:
    """Return how many places are left; None where everybody has one."""
    return max(0, workshop.places - len(workshop.signed)) if workshop.places else None


def waiting_place(workshop: Workshop, person: str) -> int:
    """Return the 1-based place on the waiting list; 0 if seated or not signed up."""
    if person in workshop.seated or person not in workshop.signed:
        return 0
    return workshop.signed.index(person) - len(workshop.seated) + 1


class Workshops:
    """The workshops of one school.

    Parameters:
        school: where they are kept.
        demand: what several people ask to learn.
        tags: returns the tags of the library's resources.
    """

    def __init__(self, school: School, demand: Demand, tags: Callable[[], Collection[str]]) -> None:
        self._school, self._demand, self._tags = school, demand, tags

    def wanted(self, least: int = 2) -> list[Topic]:
        """Return what several people asked to learn, without topics whose people are all invited to
        a workshop to come or have signed up for it.

        Parameters:
            least: how many people have to ask.
        """
        planned = [{*workshop.invited, *workshop.signed} for workshop in self.ahead()]
        return [
            topic
            for topic in self._demand.topics(self._tags(), least)
            if not any(set(topic.people) <= people for people in planned)
        ]

    def ahead(self) -> list[Workshop]:
        """Return the workshops that are not over and take place, soonest first."""
        return [workshop for workshop in self.ahead_or_cancelled() if not workshop.cancelled]

    def ahead_or_cancelled(self) -> list[Workshop]:
        """Return the workshops that are not over, the cancelled ones too, soonest first."""
        now = self._school.wall_time()
        ahead = [
            workshop for workshop in self._school.store.records(Workshop) if ends(workshop) > now
        ]
        return sorted(ahead, key=lambda workshop: (starts(workshop), workshop.id))

    def find(self, key: str) -> Workshop:
        """Return a workshop by its id, which is known to exist."""
        workshop = self._school.store.find(Workshop, key)
        assert workshop is not None
        return workshop

    def plan(
        self,
        by: str,
        title: str,
        start: datetime,
        minutes: int,
        *,
        room: str = "",
        places: int = 0,
        about: str = "",
        invited: Sequence[str] = (),
        asks: Sequence[str] = (),
    ) -> str:
        """Plan a workshop.

        Parameters:
            start: local time; the school's zone is added when it has none.
            places: how many have a place; 0 is as many as come.
            about: a line about it.
            invited: ids of people who are asked at their next sign-in whether they come.
            asks: ids of requests that it answers; each is told of it in its story.

        Returns:
            Its id.

        Raises:
            Refused: without a title, in the past, or the minutes or places are wrong.
        """
        now = self._school.now()
        local = start if start.tzinfo else start.replace(tzinfo=now.tzinfo)
        if local <= now:
            raise Refused("That time is over. Nothing was planned.")
        _must_be_whole(title, minutes, places)
        planned = WorkshopPlanned(
            new_id(),
            by=by,
            title=clean(title),
            start=local.isoformat(timespec="minutes"),
            minutes=minutes,
            about=clean(about),
            room=clean(room),
            zone=self._school.settings.school.timezone,
            places=places,
            invited=list(invited),
        )
        note = f"A workshop on it: {clean(title)}, {times.coming_moment(local, now)}."
        self._school.act(lambda: [planned, *self._notes(asks, by, note)])
        return planned.subject

    def _notes(self, asks: Sequence[str], by: str, text: str) -> list[NewFact]:
        """Return the facts that add a line to the story of each request that is open."""
        requests = [self._school.store.find(Request, ask) for ask in asks]
        notes = [rules.note(request, by, text) for request in requests if request and request.open]
        return list(chain(*notes))

    def cancel(self, key: str, by: str, text: str) -> Workshop:
        """Cancel a workshop; whoever signed up or was invited reads why.

        Raises:
            Refused: without a reason, or it is over or cancelled.
        """
        if not clean(text):
            raise Refused("Say why in a few words; those who signed will read them.")

        def rule() -> Sequence[NewFact]:
            self._takes_place(key)
            return [WorkshopCancelled(key, by=by, text=clean(text))]

        self._school.act(rule)
        return self.find(key)

    def proposals(self, most: int = 4) -> list[datetime]:
        """Return times for a workshop, at lunch and after the last bell, after some days
        of notice.
        """
        proposals: list[datetime] = []
        day = self._school.now().date()
        for ahead in range(AHEAD):
            after = self._school.days.next_school_day(day)
            if after is None or len(proposals) >= most:
                break
            day = after
            bells = self._school.days.bells_on(day)
            if ahead < NOTICE or bells is None:
                continue
            lunch = next((p for p in bells.periods if school_day.is_break(p.name)), None)
            proposals.append(datetime.combine(day, bells.periods[-1].end) + BREATH)
            if lunch:
                proposals.append(datetime.combine(day, lunch.begin))
        return sorted(proposals)[:most]

    def sign(self, key: str, person: str) -> Workshop:
        """Sign somebody up; they wait when it is full.

        Raises:
            Refused: it is over or cancelled, or they signed up already.
        """

        def rule() -> Sequence[NewFact]:
            workshop = self._takes_place(key)
            if person in workshop.signed:
                raise Refused("You are on the list already.")
            # What this kiosk knows; one that is apart may have given the last place away.
            seated = free_places(workshop) != 0
            return [WorkshopSigned(key, by=person, whom=person, seated=seated)]

        self._school.act(rule)
        return self.find(key)

    def leave(self, key: str, person: str) -> Workshop:
        """Cancel somebody's sign-up; whoever waits first gets the place, and is told.

        Raises:
            Refused: they are not on the list, or it is over or cancelled.
        """

        def rule() -> Sequence[NewFact]:
            workshop = self._takes_place(key)
            if person not in workshop.signed:
                raise Refused("You are not on the list.")
            return [WorkshopLeft(key, by=person, whom=person)]

        self._school.act(rule)
        return self.find(key)

    def _takes_place(self, key: str) -> Workshop:
        workshop = self.find(key)
        if workshop.cancelled:
            raise Refused("This workshop has been cancelled. Nothing was changed.")
        if ends(workshop) <= self._school.wall_time():
            raise Refused("This workshop is over. Nothing was changed.")
        return workshop

    def mark_told(self, key: str, person: str) -> list[Fact]:
        """Mark that somebody has read that it was changed, or that they have a place."""
        return self._school.act(lambda: [WorkshopTold(key, by=person, whom=person)])


def _must_be_whole(title: str, minutes: int, places: int) -> None:
    if not clean(title):
        raise Refused("Give it a name. Nothing was planned.")
    if not 0 < minutes <= LONGEST or places < 0:
        raise Refused("Minutes go from 1 to 480, places from 0. Nothing was planned.")
