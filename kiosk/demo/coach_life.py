"""What the coaches of the sample school do all day: hellos on a walk, visits in classes, time at
the desk; and what is in their calendars on the last morning.
"""

import random
from datetime import date, datetime, time, timedelta
from typing import Literal

from data.records import COACHING, FIX, Person, Request
from data.records.request_facts import RequestTaken
from data.records.visits import VisitAnswered
from kiosk.calendar.slots import Slot
from kiosk.demo.term import Term
from kiosk.requests import rules
from kiosk.requests.rules import Need

ANSWERS: tuple[Literal["yes", "no"], ...] = ("yes", "yes", "no")
GOAL = "Students ask each other before they ask me"
SAID = (
    ("goal", "I would know by the noise: theirs, not mine"),
    ("plan", "Begin with the debate lesson, cards on each table"),
)
DOOR = "Come and see the exit tickets"


def plan(term: Term, first: date, end: datetime, seed: int) -> None:
    """Plan the coaches' days and the last morning.

    Parameters:
        first: the first day of the term.
        end: when the story stops.
        seed: another seed makes other days.
    """
    dice = random.Random(seed)
    day = first
    while day <= end.date():
        if term.desk.days.bells_on(day):
            for coach in term.desk.people.team(COACHING):
                _plan_day(term, coach, datetime.combine(day, time(8, 5), end.tzinfo), dice)
        day += timedelta(days=1)
    _plan_offers(term, end, dice)
    _plan_dates(term, end)


def _plan_day(term: Term, coach: Person, morning: datetime, dice: random.Random) -> None:
    """Plan a walk before the first lesson, a class or two, and time at the desk."""
    desk, teachers = term.desk, term.eager
    moment = morning
    for person in dice.sample(teachers, dice.randint(2, 4)):
        moment += timedelta(minutes=3)
        term.at(moment, lambda person=person: desk.capture.log(coach.id, person, "hi"))  # type: ignore[misc]
    for hour in dice.sample((9, 10, 11, 13), dice.choice((0, 1, 1, 2))):
        person, minutes = dice.choice(teachers), dice.choice((15, 25, 40))
        begin = morning.replace(hour=hour, minute=dice.randint(5, 50))
        about = dice.choice(("Looked in", "Show it in class", "Looked in"))
        term.at(begin, lambda p=person, m=minutes, a=about: _look_in(term, coach, p, m, a))  # type: ignore[misc]
    kind, minutes = dice.choice((("admin", 30), ("resources", 40), ("planning", 45)))
    at_desk = morning.replace(hour=14, minute=dice.randint(0, 40))
    term.at(at_desk, lambda: desk.timesheet.log(coach.id, kind, minutes))


def _look_in(term: Term, coach: Person, person: Person, minutes: int, about: str) -> None:
    desk = term.desk
    facts = desk.walks.visit_facts(coach.id, person.id, minutes, about, person.room)
    answered = VisitAnswered(facts[0].subject, by=coach.id, whom=person.id)
    desk.act(lambda: [*facts, answered])


def _plan_offers(term: Term, end: datetime, dice: random.Random) -> None:
    """Plan offers of ten minutes on using well what was fixed, most of them accepted."""
    desk = term.desk

    def offer() -> None:
        ben = term.by_name["Osei"].id
        fixed = [
            request
            for request in desk.demand.recent()
            if request.lane == FIX and request.state == "confirmed" and not request.offered
        ]
        for request in fixed[: max(1, len(fixed) // 3)]:
            answer = dice.choice(ANSWERS)
            taken = RequestTaken(request.id, by=request.person, answer=answer)
            desk.act(lambda r=request, t=taken: [*rules.offer(r, ben), t])  # type: ignore[misc]

    for weeks in (6, 4, 2, 1):
        term.at(term.school_time(end - timedelta(weeks=weeks, hours=1)), offer)


def _plan_dates(term: Term, end: datetime) -> None:
    """Plan a visit that is owed feedback, one to come, an open door, a cycle and goals."""
    desk, who = term.desk, term.by_name
    ana = who["Duarte"].id
    yesterday = term.school_time(end - timedelta(days=1))

    def booked(name: str, about: str, slot: Slot) -> Request:
        return desk.bookings.flag(Need(COACHING, who[name].id, about, by=ana), slot)

    def first_slot(name: str, about: str) -> Slot:
        return desk.calendar.slots(who[name], about, ana)[0]

    def watch() -> None:
        booked("Weiss", "Watch my class", first_slot("Weiss", "Watch my class"))

    def watched() -> None:
        lately = desk.calendar.visits_between(ana, end.date() - timedelta(days=7), end.date())
        visit = next(booked_visit for booked_visit in lately if booked_visit.state == "booked")
        desk.bookings.mark_held(visit, ana, 45)

    def ahead() -> None:
        slots = desk.calendar.slots(who["Petrova"], "Plan a lesson", ana)
        later = next(slot for slot in slots if slot.date > end.date() + timedelta(days=1))
        booked("Petrova", "Plan a lesson", later)

    def cycle() -> None:
        okafor = who["Okafor"].id
        desk.cycles.open_cycle(ana, okafor, GOAL)
        for stage, text in SAID:
            opened = desk.cycles.cycle(okafor)
            assert opened is not None
            desk.cycles.say(opened, ana, text, stage)

    def door() -> None:
        marsh = who["Marsh"]
        for day, period in desk.open_doors.lessons(marsh)[:1]:
            desk.open_doors.open(marsh, day, period.name, DOOR)

    def goals() -> None:
        for measure, target in (("reached", 80), ("coaching", 60), ("visits", 60)):
            desk.goals.set(ana, measure, target)

    term.at(yesterday.replace(hour=8, minute=1), watch)
    term.at(yesterday.replace(hour=15, minute=20), watched)
    term.at(yesterday.replace(hour=15, minute=25), ahead)
    term.at(term.school_time(end - timedelta(days=12)), cycle)
    term.at(end - timedelta(minutes=30), door)
    term.at(yesterday.replace(hour=15, minute=30), goals)
