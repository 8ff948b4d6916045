"""What a coach may do that can be taken back, each once; and all that the school sees of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from data.ledger.facts import NewFact
from data.records import Request, Visit, Walk
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.recorder import Undo
from kiosk.school.undo import record_act
from tests.support.fakes import MORNING, SetClock, told
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, TOML, open_school

TUESDAY = date(2026, 11, 3)
FRIDAY = datetime(2026, 11, 6, 15, 15, tzinfo=UTC)
HERS = (MARIA, KOFI, JONAS)

Do = Callable[[], object]
Act = Callable[[Desk, SetClock], Do]
"""Prepares what an act needs, on a clock that it may set forward, and gives the act."""


def a_fix(desk: Desk, person: str = MARIA) -> Request:
    """Somebody's printer, with somebody who has the same trouble."""
    made = desk.requests.flag(Need("fix", person, "Printer", text="no paper", when="today"))
    return desk.requests.act(made.id, lambda r: rules.join(r, JONAS, "Room 7"))


def a_booked_one(desk: Desk, person: str = MARIA) -> tuple[Request, Visit]:
    """Somebody's coaching, with its time."""
    slot = desk.calendar.slots(desk.people[person], "Watch my class")[0]
    made = desk.bookings.flag(Need("coaching", person, "Watch my class"), slot)
    (visit,) = [each for each in desk.calendar.ahead(person) if each.request == made.id]
    return made, visit


def a_walk(desk: Desk) -> Walk:
    """Ben is on his way: a fix for Maria, and hellos."""
    a_fix(desk)
    return desk.walks.begin(BEN, 45)


def _on(rule: Callable[[Request], list[NewFact]]) -> Act:
    def prepared(desk: Desk, _: SetClock) -> Do:
        made = a_fix(desk)
        return lambda: desk.requests.act(made.id, rule)

    return prepared


def _booked(rule: Callable[[Request], list[NewFact]]) -> Act:
    def prepared(desk: Desk, _: SetClock) -> Do:
        made = a_booked_one(desk)[0]
        return lambda: desk.requests.act(made.id, rule)

    return prepared


def _captured(what: str, text: str = "") -> Act:
    return lambda desk, _: lambda: desk.capture.log(BEN, desk.people[MARIA], what, text)


def _ticked(how: str) -> Act:
    def prepared(desk: Desk, _: SetClock) -> Do:
        walk = a_walk(desk)
        return lambda: desk.walks.tick(walk, 0, how)

    return prepared


def _finished_on_a_walk(desk: Desk, _: SetClock) -> Do:
    walk = a_walk(desk)
    (key,) = [stop.subject for stop in walk.stops if stop.kind == "fix"]
    return lambda: desk.requests.act(key, lambda r: rules.finish(r, BEN, 12) + rules.offer(r, BEN))


def _finished_after_a_visit(desk: Desk, clock: SetClock) -> Do:
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    return lambda: desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30))


def later(desk: Desk, clock: SetClock, visit: Visit) -> None:
    """Half an hour after a visit has begun."""
    clock.moment = desk.calendar.begin(visit).replace(tzinfo=UTC) + timedelta(minutes=30)


def _held(desk: Desk, clock: SetClock) -> Do:
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    return lambda: desk.bookings.mark_held(visit, ANA, 40)


def _missed(desk: Desk, clock: SetClock) -> Do:
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    return lambda: desk.bookings.mark_missed(visit, ANA)


def _answered(desk: Desk, clock: SetClock) -> Do:
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    desk.bookings.mark_held(visit, ANA, 40)
    return lambda: desk.bookings.answer(visit, ANA, "They talked to each other")


def _scheduled(desk: Desk, _: SetClock) -> Do:
    made = desk.requests.flag(Need("coaching", MARIA, "Plan a lesson"))
    slot = desk.calendar.slots(desk.people[MARIA], "Plan a lesson")[1]
    return lambda: desk.bookings.schedule(made, slot, ANA)


def _moved_time(desk: Desk, _: SetClock) -> Do:
    made = a_booked_one(desk)[0]
    slot = desk.calendar.slots(desk.people[MARIA], "Watch my class")[3]
    return lambda: desk.bookings.schedule(desk.requests.get(made.id), slot, ANA)


def _cancelled(desk: Desk, _: SetClock) -> Do:
    visit = a_booked_one(desk)[1]
    return lambda: desk.bookings.cancel(visit, ANA, "I am ill")


def _cycle(desk: Desk) -> None:
    desk.cycles.open_cycle(ANA, MARIA, "Students ask each other")


def _said(desk: Desk, _: SetClock) -> Do:
    _cycle(desk)
    cycle = desk.cycles.cycle(MARIA)
    assert cycle
    return lambda: desk.cycles.say(cycle, ANA, "Begin with the debate", "plan")


def _closed(desk: Desk, _: SetClock) -> Do:
    _cycle(desk)
    cycle = desk.cycles.cycle(MARIA)
    assert cycle
    return lambda: desk.cycles.close_cycle(cycle, ANA)


def _last_word(desk: Desk, _: SetClock) -> Do:
    _cycle(desk)
    cycle = desk.cycles.cycle(MARIA)
    assert cycle
    return lambda: desk.cycles.close_cycle(cycle, ANA, "They do")


def _goal(desk: Desk, _: SetClock) -> Do:
    desk.goals.set(ANA, "visits", 40)
    return lambda: desk.goals.set(ANA, "visits", 60)


def _dropped(desk: Desk, _: SetClock) -> Do:
    desk.goals.set(ANA, "visits", 40)
    return lambda: desk.goals.drop(ANA, "visits")


def _filled(desk: Desk, clock: SetClock) -> Do:
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    gap = desk.timesheet.gaps(ANA, TUESDAY)[0]
    return lambda: desk.timesheet.fill(ANA, gap, gap.guess[0] or "admin")


def _entry(desk: Desk) -> str:
    desk.timesheet.log(ANA, "admin", 45)
    return desk.timesheet.entries_on(ANA, TUESDAY)[0].id


def _corrected(desk: Desk, _: SetClock) -> Do:
    key = _entry(desk)
    return lambda: desk.timesheet.correct(key, ANA, kind="planning", minutes=30)


def _removed(desk: Desk, _: SetClock) -> Do:
    key = _entry(desk)
    return lambda: desk.timesheet.correct(key, ANA, minutes=0)


def _ended_problem(desk: Desk, _: SetClock) -> Do:
    key = desk.board.open_problem(BEN, "Slow", "Wi-Fi", people=[(MARIA, "Room 12")])
    return lambda: desk.board.end_problem(key, BEN, "A new cable")


def _cancelled_workshop(desk: Desk, _: SetClock) -> Do:
    key = desk.workshops.plan(ANA, "Slides", FRIDAY, 45, invited=[MARIA])
    desk.workshops.sign(key, KOFI)
    return lambda: desk.workshops.cancel(key, ANA, "I am ill")


ACTS: dict[str, Act] = {
    "claim": _on(lambda r: rules.claim(r, BEN)),
    "move": _on(lambda r: rules.move(r, BEN, "a lesson, not a cable")),
    "move what has a time": _booked(lambda r: rules.move(r, ANA, "a cable, not a lesson")),
    "note": _on(lambda r: rules.note(r, BEN, "On my way")),
    "pause": _on(lambda r: rules.pause(r, BEN, "A part is ordered", TUESDAY)),
    "hand": _on(lambda r: rules.hand(r, BEN, ANA, "coaching", "The cable is fine")),
    "refer": _on(lambda r: rules.refer(r, BEN, "The vendor", "The lamp is dead", TUESDAY)),
    "pin": _on(lambda r: rules.pin(r, BEN)),
    "decline": _on(lambda r: rules.decline(r, BEN, "It is being replaced")),
    "decline what has a time": _booked(lambda r: rules.decline(r, ANA, "I am away")),
    "finish": _on(lambda r: rules.finish(r, BEN, 12, "New paper")),
    "finish on a walk": _finished_on_a_walk,
    "finish after its visit": _finished_after_a_visit,
    "schedule": _scheduled,
    "another time": _moved_time,
    "cancel a time": _cancelled,
    "it took place": _held,
    "it was missed": _missed,
    "a word on what was seen": _answered,
    "a hi": _captured("hi"),
    "a visit": _captured("visit", "Groups of three"),
    "a fix in the hallway": _captured("fix", "the printer again"),
    "an ask in the hallway": _captured("coaching", "podcasts"),
    "a note in the hallway": _captured("note", "Lovely lesson"),
    "thanks in the hallway": _captured("thanks", "You saved my day"),
    "set out": lambda desk, _: lambda: desk.walks.begin(BEN, 45),
    "seen": _ticked("seen"),
    "visited": _ticked("visited"),
    "away": _ticked("away"),
    "follow up": lambda desk, _: lambda: desk.walks.follow_up(ANA, MARIA, "show her the corners"),
    "a first goal": lambda desk, _: lambda: desk.goals.set(ANA, "reached", 80),
    "another target": _goal,
    "no goal": _dropped,
    "open a cycle": lambda desk, _: lambda: _cycle(desk),
    "write in a cycle": _said,
    "close a cycle": _closed,
    "close a cycle with a last word": _last_word,
    "log time": lambda desk, _: lambda: desk.timesheet.log(ANA, "admin", 30),
    "fill a gap": _filled,
    "correct time": _corrected,
    "throw time away": _removed,
    "a problem is over": _ended_problem,
    "cancel a workshop": _cancelled_workshop,
}
"""Act -> what it needs, and how it is done."""


def do(desk: Desk, act: Do) -> Undo:
    """Do it, and give the way back."""
    _, undo = record_act(desk, act, "Done.")
    assert undo is not None
    return undo


def as_said(desk: Desk) -> dict[str, dict[str, dict[str, Any]]]:
    """What the documents say, by table and id; neither how far they are read nor their story."""
    return {
        name: {
            key: {field: said for field, said in row.items() if field not in {"head", "story"}}
            for key, row in rows.items()
        }
        for name, rows in told(desk.store).items()
    }


def seen(desk: Desk) -> dict[str, object]:
    """All that screens ask for: the queue with its reasons, who has been met and how, whose turn it
    is to be asked what, calendars, walks, cycles, goals and time.
    """
    people = list(desk.people)
    return {
        "queue": [(each.request.id, each.why, each.position) for each in desk.requests.standings()],
        "contact": desk.store.indexes.contact.copy(),
        "been": desk.store.indexes.room_contact.copy(),
        "inbox": {each: Inbox(desk, each).items() for each in HERS},
        "ahead": {each: [v.id for v in desk.calendar.ahead(each)] for each in people},
        "slots": desk.calendar.slots(),
        "owed": {each: [v.id for v in desk.calendar.owed(each)] for each in people},
        "walk": {each: _way(desk.walks.current(each)) for each in people},
        "cycle": {each: _goal_of(desk, each) for each in people},
        "goals": {each: _goals(desk, each) for each in people},
        "time": {
            each: [(w.kind, w.start, w.minutes) for w in desk.timesheet.entries_on(each, TUESDAY)]
            for each in people
        },
        "gaps": {each: desk.timesheet.gaps(each, TUESDAY) for each in people},
        "reach": (desk.contacts.all(), desk.contacts.reached(), desk.contacts.rooms()),
        "problems": [each.id for each in desk.board.problems()],
        "workshops": [each.id for each in desk.workshops.ahead()],
    }


def _way(walk: Walk | None) -> object:
    return walk and (walk.id, [msgspec.to_builtins(stop) for stop in walk.stops])


def _goal_of(desk: Desk, person: str) -> object:
    cycle = desk.cycles.cycle(person)
    return cycle and (cycle.goal, cycle.stage, [each.text for each in cycle.said])


def _goals(desk: Desk, coach: str) -> object:
    return [(each.goal.measure, each.goal.target, each.now) for each in desk.goals.progress(coach)]


@contextmanager
def school(toml: str = TOML, now: datetime = MORNING) -> Iterator[tuple[Desk, SetClock]]:
    """A small school for one example of a property."""
    with TemporaryDirectory() as folder:
        clock = SetClock(now)
        desk = open_school(Path(folder), clock, toml)
        yield desk, clock
        desk.close()


def days_later(desk: Desk, clock: SetClock, number: int = 1) -> None:
    """So many days of school later, at the same time of day."""
    for _ in range(number):
        ahead = desk.days.next_school_day(clock.moment.date())
        assert ahead
        clock.moment = datetime.combine(ahead, clock.moment.time(), UTC)
