"""What a coach does with the calendar: a time is given once, called off with words, has been or has
not been, and nobody is left without an answer.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from data.records import Request, Visit
from kiosk.calendar.slots import Slot
from kiosk.desk import Desk
from kiosk.inbox.agenda import agenda
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import RAFA, hire, touch, waiting
from tests.support.undoable_acts import a_booked_one, as_said, days_later, later


def slots(desk: Desk, person: str = MARIA, coach: str = "") -> list[Slot]:
    """The times that are open to somebody."""
    return desk.calendar.slots(desk.people[person], "Plan a lesson", coach)


def asked(desk: Desk, person: str = MARIA) -> Request:
    """Somebody asks for coaching, without a time."""
    return desk.requests.flag(Need("coaching", person, "Plan a lesson"))


def ahead(desk: Desk, person: str = MARIA) -> Visit:
    """The one visit that is to come."""
    (found,) = desk.calendar.ahead(person)
    return found


def refuses(desk: Desk, act: Callable[[], object], words: str) -> None:
    """It is refused with these words, and not a byte is written."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match=words):
        act()
    assert ledger_bytes(desk.folder) == before


def test_a_request_is_given_a_time(desk: Desk, clock: SetClock) -> None:
    """It is with that coach from then on, its age stays, the teacher is told, the slot is taken."""
    made = asked(desk)
    clock.forward(hours=1)
    slot = slots(desk)[0]
    desk.bookings.schedule(made, slot, ANA)
    now, visit = desk.requests.get(made.id), ahead(desk)
    assert (now.state, now.owner, now.at, now.until) == ("scheduled", ANA, made.at, visit.start)
    assert (visit.request, visit.coach, visit.about) == (made.id, ANA, "Plan a lesson")
    assert slot not in slots(desk)
    assert slot not in slots(desk, KOFI)
    assert [each.id for each in waiting(desk, MARIA)] == [made.id]


def test_another_time_moves_the_visit_that_is_there(desk: Desk) -> None:
    """There are never two for one request; the old time is open again, and she is told once."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    made = asked(desk)
    first = slots(desk, coach=ANA)[0]
    desk.bookings.schedule(made, first, ANA)
    for item in waiting(desk, MARIA):
        desk.requests.act(item.id, lambda r: rules.read(r, MARIA))
    kept = ahead(desk)
    new = slots(desk, coach=RAFA)[3]
    desk.bookings.schedule(desk.requests.get(made.id), new, ANA)
    moved = ahead(desk)
    assert (moved.id, moved.coach, moved.changes) == (kept.id, RAFA, 1)
    assert desk.requests.get(made.id).owner == RAFA
    assert first in slots(desk, coach=ANA)
    assert new not in slots(desk, coach=RAFA)
    assert [each.kind for each in waiting(desk, MARIA)] == ["visit"]


def test_a_time_that_has_gone_is_not_given_again(desk: Desk) -> None:
    """Not to another teacher, not to another request of the same one; nor is one given to what is
    over.
    """
    slot = slots(desk)[0]
    desk.bookings.schedule(asked(desk), slot, ANA)
    for person in (KOFI, MARIA):
        made = asked(desk, person)
        refuses(desk, lambda made=made: desk.bookings.schedule(made, slot, ANA), "quicker")  # type: ignore[misc]
    over = asked(desk, KOFI)
    desk.requests.act(over.id, lambda r: rules.withdraw(r, KOFI))
    refuses(desk, lambda: desk.bookings.schedule(over, slots(desk, KOFI)[0], ANA), "taken back")


@pytest.mark.parametrize("read", [True, False])
def test_what_is_called_off_says_why_and_the_request_waits_again(
    desk: Desk, clock: SetClock, read: bool
) -> None:
    """With its age; the time is open again; and the teacher reads the words, once, whether or not
    she had read that there was a time.
    """
    made = asked(desk)
    slot = slots(desk)[4]
    desk.bookings.schedule(made, slot, ANA)
    if read:
        desk.requests.act(made.id, lambda r: rules.read(r, MARIA))
    clock.forward(minutes=30)
    desk.bookings.cancel(ahead(desk), ANA, " I am ill ")
    now = desk.requests.get(made.id)
    assert (now.state, now.owner, now.until, now.at) == ("waiting", "", "", made.at)
    assert desk.calendar.ahead(MARIA) == []
    assert slot in slots(desk)
    (item,) = waiting(desk, MARIA)
    assert "I am ill" in item.body
    touch(Inbox(desk, MARIA), item, "seen")
    assert waiting(desk, MARIA) == []


def test_it_is_called_off_once_and_with_words(desk: Desk) -> None:
    """Nothing changes without them."""
    visit = a_booked_one(desk)[1]
    refuses(desk, lambda: desk.bookings.cancel(visit, ANA, " \n "), "will read them")
    desk.bookings.cancel(visit, ANA, "I am ill")
    for act in (
        lambda: desk.bookings.cancel(visit, ANA, "again"),
        lambda: desk.bookings.mark_held(visit, ANA, 30),
    ):
        refuses(desk, act, "over or off already")


def test_what_is_over_is_not_called_off(desk: Desk, clock: SetClock) -> None:
    """It has been or it was missed, from its first minute on; until then it can be."""
    visit, other = a_booked_one(desk)[1], a_booked_one(desk, KOFI)[1]
    clock.moment = desk.calendar.begin(other).replace(tzinfo=UTC) - timedelta(minutes=1)
    desk.bookings.cancel(other, ANA, "I am ill")
    clock.moment = desk.calendar.begin(visit).replace(tzinfo=UTC)
    for _ in range(2):
        refuses(desk, lambda: desk.bookings.cancel(visit, ANA, "I was ill"), "held, or that it was")
        assert desk.calendar.visit(visit.id).state == "booked"
        days_later(desk, clock)


@pytest.mark.parametrize(
    "act",
    [
        lambda r: rules.move(r, ANA, "a cable"),
        lambda r: rules.decline(r, ANA, "I am away"),
        lambda r: rules.withdraw(r, MARIA),
        lambda r: rules.hand(r, ANA, BEN, "fix", "It is the cable"),
        lambda r: rules.hand(r, ANA, RAFA, "coaching", "You know robots"),
        lambda r: rules.refer(r, ANA, "The vendor", "It is dead", datetime(2026, 11, 9).date()),
    ],
)
def test_a_time_is_off_when_its_request_is_over_or_with_others(
    desk: Desk, act: Callable[[Request], list[object]]
) -> None:
    """Whichever way it goes, nobody comes to a visit that nobody knows of any more."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    made, visit = a_booked_one(desk)
    desk.requests.act(made.id, act)  # type: ignore[arg-type]
    assert desk.calendar.visit(visit.id).state == "cancelled"
    assert desk.calendar.ahead(MARIA) == []


def test_what_took_place_finishes_what_it_was_for(desk: Desk, clock: SetClock) -> None:
    """Once: the request, the visit with its minutes, the time; and a word is owed on it."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.bookings.mark_held(visit, ANA, 40)
    now = desk.calendar.visit(visit.id)
    assert (now.state, now.minutes, now.held_at) == ("held", 40, visit.start)
    assert desk.requests.get(made.id).state == "finished"
    assert [each.minutes for each in desk.timesheet.entries_on(ANA, clock.moment.date())] == [40]
    assert [each.id for each in desk.calendar.owed(ANA)] == [visit.id]
    assert desk.contacts.status(MARIA).kind == "visit"
    refuses(desk, lambda: desk.bookings.mark_held(visit, ANA, 40), "over or off already")


@pytest.mark.parametrize("minutes", [-1, 721, 1441])
def test_no_visit_takes_longer_than_a_day(desk: Desk, clock: SetClock, minutes: int) -> None:
    """Nothing of it is kept then."""
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    refuses(desk, lambda: desk.bookings.mark_held(visit, ANA, minutes), "from 0 to")
    assert desk.calendar.visit(visit.id).state == "booked"


def test_a_visit_whose_request_is_over_is_held_all_the_same(desk: Desk, clock: SetClock) -> None:
    """She took the request back on the way: the time was spent, and the request stays as it is."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.requests.act(made.id, lambda r: rules.withdraw(r, MARIA))
    desk.bookings.mark_held(visit, ANA, 40)
    assert desk.requests.get(made.id).state == "withdrawn"
    assert [each.minutes for each in desk.timesheet.entries_on(ANA, clock.moment.date())] == [40]


def test_what_was_missed_waits_again(desk: Desk, clock: SetClock) -> None:
    """With its age, for anybody; nobody was there and no time was spent."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.bookings.mark_missed(visit, ANA)
    now = desk.requests.get(made.id)
    assert (now.state, now.owner, now.at) == ("waiting", "", made.at)
    assert desk.calendar.visit(visit.id).state == "missed"
    assert desk.timesheet.entries_on(ANA, clock.moment.date()) == []
    assert desk.calendar.owed(ANA) == []
    assert desk.contacts.status(MARIA).kind == ""


def test_what_was_missed_is_missed_once(desk: Desk, clock: SetClock) -> None:
    """A second touch takes the request from nobody who has it by now."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.bookings.mark_missed(visit, ANA)
    desk.requests.act(made.id, lambda r: rules.claim(r, ANA))
    before = as_said(desk)
    refuses(desk, lambda: desk.bookings.mark_missed(visit, ANA), "over or off already")
    assert as_said(desk) == before


@pytest.mark.parametrize(("words", "notes"), [(" You waited for them ", 1), ("", 0)])
def test_a_word_on_what_was_seen_is_given_once(
    desk: Desk, clock: SetClock, words: str, notes: int
) -> None:
    """Written, it waits at her sign-in; said in person it is only not owed any more."""
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    desk.bookings.mark_held(visit, ANA, 40)
    clock.forward(hours=1)
    desk.bookings.answer(visit, ANA, words)
    assert desk.calendar.owed(ANA) == []
    assert desk.calendar.visit(visit.id).feedback == words.strip()
    found = [each for each in waiting(desk, MARIA) if each.kind == "note"]
    assert [each.body for each in found] == [words.strip()] * notes
    refuses(desk, lambda: desk.bookings.answer(visit, ANA, "Again"), "given already")


@pytest.mark.parametrize(
    ("category", "owes"), [("Watch my class", 1), ("Teach it together", 1), ("Plan a lesson", 0)]
)
def test_a_word_is_owed_where_somebody_was_seen_teaching(
    desk: Desk, clock: SetClock, category: str, owes: int
) -> None:
    """Not where two sat at a table; by the coach who was there; oldest first."""
    slot = desk.calendar.slots(desk.people[MARIA], category)[0]
    desk.bookings.flag(Need("coaching", MARIA, category), slot)
    visit = ahead(desk)
    later(desk, clock, visit)
    assert desk.calendar.owed(ANA) == []
    desk.bookings.mark_held(visit, ANA, 40)
    assert len(desk.calendar.owed(ANA)) == owes
    assert desk.calendar.owed(BEN) == []


def test_a_coachs_days_show_all_that_was_booked(desk: Desk, clock: SetClock) -> None:
    """What took place, what was missed, what was called off and what is to come, soonest first."""
    for place in (0, 1, 2, 3):
        desk.bookings.schedule(asked(desk, KOFI), slots(desk, KOFI)[place], ANA)
    first, second, third, _ = desk.calendar.ahead(KOFI)
    clock.moment = desk.calendar.begin(second).replace(tzinfo=UTC) + timedelta(hours=1)
    desk.bookings.mark_held(first, ANA, 30)
    desk.bookings.mark_missed(second, ANA)
    desk.bookings.cancel(third, ANA, "I am ill")
    today = clock.moment.date()
    found = desk.calendar.visits_between(ANA, today - timedelta(days=7), today + timedelta(days=7))
    assert [each.state for each in found] == ["held", "missed", "cancelled", "booked"]
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert desk.calendar.visits_between(BEN, today, today) == []


def test_a_fix_holds_its_time(desk: Desk) -> None:
    """A time that a fix was given is open to nobody else, and stands among the coach's dates."""
    fix = desk.requests.flag(Need("fix", MARIA, "Printer"))
    slot = desk.calendar.slots(desk.people[MARIA], "Printer", ANA)[0]
    desk.bookings.schedule(desk.requests.get(fix.id), slot, ANA)
    assert slot not in desk.calendar.slots(desk.people[KOFI], "One-to-one", ANA)
    with pytest.raises(Refused, match="Somebody was quicker"):
        desk.bookings.flag(Need("coaching", KOFI, "One-to-one", by=ANA), slot)
    other = desk.requests.flag(Need("fix", KOFI, "Sound"))
    with pytest.raises(Refused, match="Somebody was quicker"):
        desk.bookings.schedule(desk.requests.get(other.id), slot, ANA)
    assert [(each.kind, each.id) for each in agenda(desk, ANA)] == [("fix", fix.id)]
    later = desk.calendar.slots(desk.people[MARIA], "Printer", ANA)[0]
    desk.bookings.schedule(desk.requests.get(fix.id), later, ANA)
    assert slot in desk.calendar.slots(desk.people[KOFI], "One-to-one", ANA)


def test_a_visit_that_is_still_to_come_has_not_taken_place(desk: Desk) -> None:
    """Neither held nor missed before it began; nothing is written."""
    slot = desk.calendar.slots(desk.people[MARIA], "One-to-one", ANA)[0]
    desk.bookings.flag(Need("coaching", MARIA, "One-to-one", by=ANA), slot)
    (visit,) = desk.calendar.ahead(MARIA)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="still to come"):
        desk.bookings.mark_held(visit, ANA, 30)
    with pytest.raises(Refused, match="still to come"):
        desk.bookings.mark_missed(visit, ANA)
    assert ledger_bytes(desk.folder) == before


def test_whoever_takes_a_request_over_takes_its_time_down(desk: Desk) -> None:
    """A visit of the colleague who had it is off: nobody waits for somebody who does not come."""
    slot = desk.calendar.slots(desk.people[MARIA], "One-to-one", ANA)[0]
    made = desk.bookings.flag(Need("coaching", MARIA, "One-to-one", by=ANA), slot)
    desk.requests.act(made.id, lambda now: rules.claim(now, BEN))
    assert desk.calendar.ahead(MARIA) == []
    assert desk.requests.get(made.id).owner == BEN
    assert slot in desk.calendar.slots(desk.people[KOFI], "One-to-one", ANA)
