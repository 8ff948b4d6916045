"""Open doors: a teacher invites the coach into a lesson, and says what there is to see."""

from datetime import date

from data.ledger.facts import Fact, NewFact, new_id
from data.records import OpenDoor, Person
from data.records.calendar import DoorClosed, DoorOpened
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
        """A door that is known to be there."""
        found = self._school.store.find(OpenDoor, key)
        assert found is not None
        return found

    def on(self, day: date) -> list[OpenDoor]:
        """The doors that are open on a day."""
        found = self._school.store.where(OpenDoor, "day", str(day))
        return sorted(found, key=lambda each: (each.period, each.id))

    def ahead(self, person: str) -> list[OpenDoor]:
        """The doors somebody has opened for today or later."""
        today = str(self._school.now().date())
        mine = self._school.store.where(OpenDoor, "person", person)
        found = [each for each in mine if not each.closed and each.date >= today]
        return sorted(found, key=lambda each: (each.date, each.period))

    def lessons(self, person: Person, days: int = 3) -> list[tuple[date, Period]]:
        """The periods in which somebody may teach on the next school days, soonest first."""
        now, mine = self._school.now(), self._calendar.free(person.id) or frozenset()
        found: list[tuple[date, Period]] = []
        day: date | None = now.date()
        for _ in range(days):
            if day is None:
                break
            found += [
                (day, each)
                for each in self._calendar.open_periods(day, now)
                if self._calendar.key_of(day, each.name) not in mine
            ]
            day = self._school.days.next_school_day(day)
        return found

    def open(self, person: Person, day: date, period: str, text: str) -> list[Fact]:
        """Invite the coach into a lesson.

        Raises:
            Refused: the door is open for that period already.
        """

        def rule() -> list[NewFact]:
            if any(
                each.date == str(day) and each.period == period for each in self.ahead(person.id)
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
        """The invitation is taken back."""
        return self._school.act(lambda: [DoorClosed(key, by=person, whom=person)])
