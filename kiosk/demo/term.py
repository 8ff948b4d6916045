"""A term of life: every act may plan a later one."""

import heapq
import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count

from data.ledger.facts import NewFact
from data.records import COACHING, FIX, LANES, Lane, Person, When
from data.records.people import PinSet
from kiosk.demo.clock import DemoClock
from kiosk.demo.texts import COACHING_WISHES, DONE, FIXES, THANKS
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused

PIN = "270418"
"""The PIN of everybody on the sample school's team."""
PIN_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=2$JjIYlIMnZGMmRFRhMhRxng"
    "$oz2h47WtR879m29A5zh8gNbO4H3mEkUIQNoK4VHu1o4"
)
"""The same as `pins.set_pin` hashes it: ready-made, since it would be half of the wait for a school
that is thrown away.
"""


class Term:
    """Lives through the days of a term; the other modules of the demo add acts of their own.

    Parameters:
        desk: the sample school.
        clock: set to the moment of each act.
        dice: decides who does what.
    """

    def __init__(self, desk: Desk, clock: DemoClock, dice: random.Random) -> None:
        self.desk, self.clock, self.dice = desk, clock, dice
        self._later: list[tuple[datetime, int, Callable[[], object]]] = []
        self._count = count()
        staff = sorted(desk.people.staff(), key=lambda person: person.name)
        self.teachers = [person for person in staff if person.role == "teacher"]
        self.others = [person for person in staff if person.role != "teacher"]
        self.by_name = {person.family: person for person in staff}
        # Some come by every week, some are hardly ever seen: the walk is for those.
        self.eager = self.teachers[::2]
        self.quiet = self.teachers[1::7]

    def live(self, first: date, end: datetime) -> None:
        """Live from the first day to the moment the story stops."""
        self._begin()
        day = first
        while day <= end.date():
            if self.desk.days.bells_on(day):
                self._plan_day(datetime.combine(day, time(7, 40), end.tzinfo))
            day += timedelta(days=1)
        while self._later and self._later[0][0] < end:
            moment, _, act = heapq.heappop(self._later)
            self.clock.set(moment)
            act()

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Plan an act."""
        heapq.heappush(self._later, (moment, next(self._count), act))

    def _begin(self) -> None:
        desk = self.desk
        team = desk.people.team(COACHING) + desk.people.team(FIX)
        facts = [
            PinSet(member.id, whom=member.id, hash=PIN_HASH, length=len(PIN)) for member in team
        ]
        desk.act(lambda: facts)

    def _plan_day(self, morning: datetime) -> None:
        for _ in range(self.dice.randint(3, 7)):
            self.at(self._during(morning), self._hi)
        for _ in range(self.dice.choice([1, 2, 2, 3, 4])):
            self.at(self._during(morning), lambda: self._flag("fix"))
        if self.dice.random() < 0.6:
            self.at(self._during(morning), lambda: self._flag("coaching"))
        if self.dice.random() < 0.4:
            self.at(self._during(morning), self._thank)

    def _during(self, morning: datetime) -> datetime:
        return morning + timedelta(minutes=self.dice.randint(0, 460))

    def _someone(self) -> Person:
        busy = self.dice.random() < 0.75
        person = self.dice.choice(self.eager if busy else self.teachers)
        return self.dice.choice(self.teachers) if person in self.quiet else person

    def _hi(self) -> None:
        self.desk.thanks.hi(self._someone().id)

    def _flag(self, lane: Lane) -> None:
        texts = FIXES if lane == FIX else COACHING_WISHES
        category = self.dice.choice(list(texts))
        whens: Sequence[When] = ("now", "today", "today", "week") if lane == FIX else ("week",)
        when = self.dice.choice(whens)
        person, text = self._someone(), self.dice.choice(texts[category])
        request = self.desk.requests.flag(Need(lane, person.id, category, when=when, text=text))
        coach = self.dice.choice(self.desk.people.team(lane))
        hours = self.dice.expovariate(1 / (2.5 if lane == FIX else 14)) + 0.1
        claimed = self.school_time(self.clock.now() + timedelta(hours=hours))
        self.at(claimed, lambda: self.act_on(request.id, rules.claim, coach.id))
        if self.dice.random() < 0.06:
            moved = claimed + timedelta(minutes=4)
            to_coaching = "the board works, let's plan the lesson"
            reason = to_coaching if lane == FIX else "cable, not lesson"
            self.at(moved, lambda: self.act_on(request.id, rules.move, coach.id, reason))
            other = self.dice.choice(self.desk.people.team(LANES[lane].other))
            claimed = self.school_time(moved + timedelta(hours=5))
            self.at(claimed, lambda: self.act_on(request.id, rules.claim, other.id))
            coach = other
        minutes = self.dice.randint(4, 35) if lane == FIX else self.dice.randint(20, 55)
        done = claimed + timedelta(minutes=minutes)
        words = self.dice.choice(DONE) if lane == FIX else ""
        self.at(done, lambda: self.act_on(request.id, rules.finish, coach.id, minutes, words))
        answer = self.school_time(done + timedelta(hours=self.dice.randint(1, 30)))
        if lane == COACHING:
            outcome = self.dice.choice(["worked", "worked", "partly", "not"])
            self.at(answer, lambda: self.act_on(request.id, rules.tell, person.id, outcome))
            return
        reaction = rules.reopen if self.dice.random() < 0.05 else rules.confirm
        self.at(answer, lambda: self.act_on(request.id, reaction, person.id))
        if reaction is rules.reopen:
            again = self.school_time(answer + timedelta(hours=3))
            self.at(again, lambda: self.act_on(request.id, rules.finish, coach.id, 10, ""))
            self.at(again, lambda: self.act_on(request.id, rules.confirm, person.id))

    def school_time(self, moment: datetime) -> datetime:
        """Return the moment, or the next one that is not at night or on a day without school."""
        if moment.hour >= 16:
            moment = (moment + timedelta(days=1)).replace(hour=8, minute=moment.minute)
        if moment.hour < 8:
            moment = moment.replace(hour=8)
        while self.desk.days.bells_on(moment.date()) is None:
            moment += timedelta(days=1)
        return moment

    def act_on(self, key: str, rule: Callable[..., list[NewFact]], *words: object) -> None:
        """Apply a rule to a request; do nothing when it refuses."""
        try:
            self.desk.requests.act(key, lambda request: rule(request, *words))
        except Refused:
            return  # somebody was quicker, as it happens in a school

    def _thank(self) -> None:
        giver = self._someone()
        to = self.dice.choice([*self.others, *self.others, *self.teachers])
        if to == giver:
            return
        key = self.desk.thanks.thank(giver.id, to.id, text=self.dice.choice(THANKS))
        if self.dice.random() < 0.8:
            shown = self.dice.choice(["wall", "wall", "initials", "private"])
            later = self.school_time(self.clock.now() + timedelta(hours=self.dice.randint(1, 9)))
            self.at(later, lambda: self.desk.thanks.allow(key, to.id, shown))
