"""What surrounds the requests of the sample school: the shelf and how it went, workshops, known
problems, announcements, notes, free periods.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from data.ledger.facts import new_id
from data.records import COACHING, Take
from data.records.resources import ResourceAdded, ResourceContent
from kiosk.demo.term import Term
from kiosk.demo.texts import HOW_TOS, IDEAS, RESOURCES, SAID_OF, THANKED
from kiosk.library import resources


def plan_shelf(term: Term, first: date, end: datetime) -> None:
    """Plan resources from the first weeks on, how-tos, colleagues' ideas, and who took what."""
    zone = end.tzinfo
    coach = term.desk.people.team(COACHING)[0].id
    added: list[str] = []
    for index, (title, url, tag, about) in enumerate(RESOURCES):
        weeks = 9 if index < len(RESOURCES) - 3 else 0
        back = timedelta(days=weeks * 7 + index % 5, minutes=index)
        moment = term.school_time(end - back - timedelta(hours=2))
        content = ResourceContent(title, url, about, [tag])
        added.append(_add(term, moment, coach, content))
    for index, (title, steps, tag) in enumerate(HOW_TOS):
        moment = datetime.combine(first, time(8, 5 + index), zone)
        content = ResourceContent(title, tags=[tag], kind="howto", steps=list(steps))
        _add(term, moment, coach, content)
    for index, (name, title, about, tag, helps) in enumerate(IDEAS):
        moment = term.school_time(end - timedelta(days=6 - index))
        who = term.by_name[name].id
        content = resources.idea(title, about, tags=[tag], url="", helps=helps)
        _add(term, moment, who, content)
    takers = [teacher for teacher in term.teachers if teacher.family not in {"Walsh", "Rivera"}]
    for index, (outcome, text) in enumerate(SAID_OF):
        moment = term.school_time(end - timedelta(days=30 - 3 * index))
        _plan_take(term, moment, takers[index].id, added[0], outcome, text)
    rivera = term.by_name["Rivera"].id
    _plan_take(term, term.school_time(end - timedelta(days=5)), rivera, added[1], "", "")


def _add(term: Term, moment: datetime, by: str, content: ResourceContent) -> str:
    added = ResourceAdded(new_id(), by, content=content)
    term.at(moment, lambda: term.desk.act(lambda: [added]))
    return added.subject


def _plan_take(
    term: Term, moment: datetime, person: str, resource: str, outcome: str, text: str
) -> None:
    """Plan that somebody takes a resource along, and tells how it went some days later."""
    shelf = term.desk.shelf

    def take() -> Take:
        taken = shelf.take(person, resource)
        shelf.wish(taken, True)
        return taken

    def tell() -> None:
        shelf.tell(shelf.due(person)[0].id, person, outcome, text)

    term.at(moment, take)
    if outcome:
        term.at(term.school_time(moment + timedelta(days=5)), tell)


def plan_board(term: Term, end: datetime) -> None:
    """Plan what hangs on the waiting screen on the last morning, and who thanked whom."""
    ana, today = term.by_name["Duarte"].id, end.date()
    last = term.school_time(end - timedelta(days=1))
    morning = end.replace(hour=7, minute=50)
    term.at(last.replace(hour=13), lambda: _plan_workshops(term, end))
    term.at(last.replace(hour=14), lambda: _say_thanks(term))
    term.at(morning, lambda: _open_problems(term))
    term.at(morning + timedelta(minutes=20), lambda: _leave_notes(term))
    until = datetime.combine(today, time(10, 55), end.tzinfo)
    where = "in the Library"
    term.at(end - timedelta(minutes=20), lambda: term.desk.whereabouts.say_where(ana, where, until))


def _plan_workshops(term: Term, end: datetime) -> None:
    desk, ana = term.desk, term.by_name["Duarte"].id

    def on_day(ahead: int, clock: time) -> datetime:
        return datetime.combine(desk.days.later(end.date(), ahead), clock, end.tzinfo)

    key = desk.workshops.plan(
        ana,
        "Podcasting basics",
        on_day(2, time(15, 45)),
        60,
        room="Library",
        places=8,
        about="From a voice on a phone to a first episode. Bring your own topic.",
    )
    _sign(term, key, ("Okafor", "Chen", "Weiss", "Marsh"))
    green = on_day(6, time(12, 0))
    full = desk.workshops.plan(ana, "Green screen at lunch", green, 30, room="Room 14", places=2)
    _sign(term, full, ("Adeyemi", "Lindqvist"))
    desk.board.announce(ana, "Report cards open, guide in Resources", on_day(4, time()).date())
    birthday = on_day(3, time()).date()
    desk.board.announce(ana, "Happy birthday, Jo!", birthday, time="12:10", celebration=True)


def _open_problems(term: Term) -> None:
    board, ben, weiss = term.desk.board, term.by_name["Osei"].id, term.by_name["Weiss"]
    printer = board.open_problem(
        ben, "2nd-floor printer jams", "Printer", wing="East", expected="back by 14:00"
    )
    board.open_problem(
        ben,
        "Wi-Fi slow in the south wing",
        "Wi-Fi",
        rooms=[f"Room {number}" for number in range(21, 25)],
        expected="looking now",
    )
    board.join_problem(printer, weiss.id, weiss.room)


def _leave_notes(term: Term) -> None:
    desk, who = term.desk, term.by_name
    text = "Loved how your class used the green screen on Friday. Want to show Kofi's?"
    desk.thanks.leave_note(who["Duarte"].id, who["Rivera"].id, text)
    desk.accounts.show_thanks(who["Marsh"].id, "wall")
    desk.calendar.set_free(who["Rivera"].id, _free_periods(term))


def _say_thanks(term: Term) -> None:
    desk, who = term.desk, term.by_name
    for giver, to, text, shown in THANKED:
        key = desk.thanks.thank(who[giver].id, who[to].id, text=text)
        desk.thanks.allow(key, who[to].id, shown)


def _sign(term: Term, key: str, names: Sequence[str]) -> None:
    for name in names:
        term.desk.workshops.sign(key, term.by_name[name].id)


def _free_periods(term: Term) -> list[str]:
    """Return the keys of a teacher's free periods: one or two on each day."""
    calendar = term.desk.calendar
    days, periods = calendar.day_keys(), calendar.periods()
    free = []
    for index, (day, _) in enumerate(days):
        free += [f"{day} {periods[(index * 2 + 3) % len(periods)].name}"]
        free += [f"{day} {periods[(index + 5) % len(periods)].name}"]
    return free
