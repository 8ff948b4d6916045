"""Open doors: a teacher invites the coach into a lesson and says what there is to see."""

from datetime import date

from data.ledger.facts import Fact, NewFact, new_id
from data.records import OpenDoor, Person
from data.records.visits import DoorClosed, DoorOpened
from data.text import clean
from kiosk.calendar.calendar import Calendar
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.settings.bell_schedule import Period


class OpenDoors:
    """The open doors of one school."""

    def __init__(self, school: School, calendar: Calendar) -> None:
        self._school = school
        self._calendar = calendar

    def find(self, key: str) -> OpenDoor:
        """Return an open door by its id, which is known to exist."""
        door = self._school.store.find(OpenDoor, key)
        assert door is not None
        return door

    def doors_on(self, day: date) -> list[OpenDoor]:
        """Return the doors that are open on a day, by period."""
        doors = self._school.store.where(OpenDoor, "day", str(day))
        return sorted(doors, key=lambda door: (door.period, door.id))

    def ahead(self, person: str) -> list[OpenDoor]:
        """Return the doors that somebody has open today or later, soonest first."""
        today = str(self._school.now().date())
        doors = self._school.store.where(OpenDoor, "person", person)
        ahead = [door for door in doors if not door.closed and door.date >= today]
        return sorted(ahead, key=lambda door: (door.date, door.period))

    def lessons(self, person: Person, days: int = 3) -> list[tuple[date, Period]]:
        """Return the periods in which somebody may teach on the next school days, soonest first.

        Parameters:
            days: how many school days, today included.
        """
        now, free_keys = self._school.now(), self._calendar.free(person.id) or frozenset()
        lessons: list[tuple[date, Period]] = []
        day: date | None = now.date()
        for _ in range(days):
            if day is None:
                break
            lessons += [
                (day, period)
                for period in self._calendar.open_periods(day, now)
                if self._calendar.key_of(day, period.name) not in free_keys
            ]
            day = self._school.days.next_school_day(day)
        return lessons

    def open(self, person: Person, day: date, period: str, text: str) -> list[Fact]:
        """Invite the coach into a lesson.

        Parameters:
            period: its name.
            text: what there is to see.

        Raises:
            Refused: the door is open for that period already.
        """

        def rule() -> list[NewFact]:
            if any(
                door.date == str(day) and door.period == period for door in self.ahead(person.id)
            ):
                raise Refused("Your door is open for that period already.")
            opened = DoorOpened(
                new_id(),
                by=person.id,
                whom=person.id,
                date=str(day),
                period=period,
                room=person.room,
                text=clean(text),
            )
            return [opened]

        return self._school.act(rule)

    def close(self, key: str, person: str) -> list[Fact]:
        """Take an invitation back."""
        return self._school.act(lambda: [DoorClosed(key, by=person, whom=person)])
