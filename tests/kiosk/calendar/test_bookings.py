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


def ask(desk: Desk, person: str = MARIA) -> Request:
    """Ask for coaching, without a time."""
    return desk.requests.flag(Need("coaching", person, "Plan a lesson"))


def coming_visit(desk: Desk, person: str = MARIA) -> Visit:
    """Give the one visit that is to come."""
    (found,) = desk.calendar.ahead(person)
    return found


def check_refused(desk: Desk, act: Callable[[], object], words: str) -> None:
    """Check that an act is refused with these words, and that not a byte is written."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match=words):
        act()
    assert ledger_bytes(desk.folder) == before


def test_a_request_is_given_a_time(desk: Desk, clock: SetClock) -> None:
    """Give it to that coach, keep its age, tell the teacher, and take the slot."""
    made = ask(desk)
    clock.forward(hours=1)
    slot = slots(desk)[0]
    desk.bookings.schedule(made, slot, ANA)
    now, visit = desk.requests.get(made.id), coming_visit(desk)
    assert (now.state, now.owner, now.at, now.until) == ("scheduled", ANA, made.at, visit.start)
    assert (visit.request, visit.coach, visit.about) == (made.id, ANA, "Plan a lesson")
    assert slot not in slots(desk)
    assert slot not in slots(desk, KOFI)
    assert [each.id for each in waiting(desk, MARIA)] == [made.id]


def test_another_time_moves_the_visit_and_makes_no_second_one(desk: Desk) -> None:
    """Open the old time again, and tell the teacher once."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    made = ask(desk)
    first = slots(desk, coach=ANA)[0]
    desk.bookings.schedule(made, first, ANA)
    for item in waiting(desk, MARIA):
        desk.requests.act(item.id, lambda r: rules.read(r, MARIA))
    kept = coming_visit(desk)
    new = slots(desk, coach=RAFA)[3]
    desk.bookings.schedule(desk.requests.get(made.id), new, ANA)
    moved = coming_visit(desk)
    assert (moved.id, moved.coach, moved.changes) == (kept.id, RAFA, 1)
    assert desk.requests.get(made.id).owner == RAFA
    assert first in slots(desk, coach=ANA)
    assert new not in slots(desk, coach=RAFA)
    assert [each.kind for each in waiting(desk, MARIA)] == ["visit"]


def test_a_time_that_is_taken_is_not_given_again(desk: Desk) -> None:
    """Refuse it to another teacher, to another request of the same teacher, and to a request that
    is over.
    """
    slot = slots(desk)[0]
    desk.bookings.schedule(ask(desk), slot, ANA)
    for person in (KOFI, MARIA):
        made = ask(desk, person)
        check_refused(desk, lambda made=made: desk.bookings.schedule(made, slot, ANA), "quicker")  # type: ignore[misc]
    over = ask(desk, KOFI)
    desk.requests.act(over.id, lambda r: rules.withdraw(r, KOFI))
    check_refused(
        desk, lambda: desk.bookings.schedule(over, slots(desk, KOFI)[0], ANA), "taken back"
    )


@pytest.mark.parametrize("read", [True, False])
def test_a_visit_that_is_called_off_says_why_and_its_request_waits_again(
    desk: Desk, clock: SetClock, read: bool
) -> None:
    """Keep its age and open the time; let the teacher read the words once."""
    made = ask(desk)
    slot = slots(desk)[4]
    desk.bookings.schedule(made, slot, ANA)
    if read:
        desk.requests.act(made.id, lambda r: rules.read(r, MARIA))
    clock.forward(minutes=30)
    desk.bookings.cancel(coming_visit(desk), ANA, " I am ill ")
    now = desk.requests.get(made.id)
    assert (now.state, now.owner, now.until, now.at) == ("waiting", "", "", made.at)
    assert desk.calendar.ahead(MARIA) == []
    assert slot in slots(desk)
    (item,) = waiting(desk, MARIA)
    assert "I am ill" in item.body
    touch(Inbox(desk, MARIA), item, "seen")
    assert waiting(desk, MARIA) == []


def test_a_visit_is_called_off_once_and_only_with_a_reason(desk: Desk) -> None:
    """Refuse a second time, and refuse no words; nothing changes then."""
    visit = a_booked_one(desk)[1]
    check_refused(desk, lambda: desk.bookings.cancel(visit, ANA, " \n "), "will read them")
    desk.bookings.cancel(visit, ANA, "I am ill")
    for act in (
        lambda: desk.bookings.cancel(visit, ANA, "again"),
        lambda: desk.bookings.mark_held(visit, ANA, 30),
    ):
        check_refused(desk, act, "over or off already")


def test_a_visit_that_has_begun_is_not_called_off(desk: Desk, clock: SetClock) -> None:
    """Refuse it when it was held or missed, and from its first minute on; allow it until then."""
    visit, other = a_booked_one(desk)[1], a_booked_one(desk, KOFI)[1]
    clock.moment = desk.calendar.begin(other).replace(tzinfo=UTC) - timedelta(minutes=1)
    desk.bookings.cancel(other, ANA, "I am ill")
    clock.moment = desk.calendar.begin(visit).replace(tzinfo=UTC)
    for _ in range(2):
        check_refused(
            desk, lambda: desk.bookings.cancel(visit, ANA, "I was ill"), "held, or that it was"
        )
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
def test_a_visit_is_off_when_its_request_is_over_or_goes_to_somebody_else(
    desk: Desk, act: Callable[[Request], list[object]]
) -> None:
    """Call the visit off, whichever way its request goes."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    made, visit = a_booked_one(desk)
    desk.requests.act(made.id, act)  # type: ignore[arg-type]
    assert desk.calendar.visit(visit.id).state == "cancelled"
    assert desk.calendar.ahead(MARIA) == []


def test_a_visit_that_was_held_finishes_its_request_once(desk: Desk, clock: SetClock) -> None:
    """Finish the request, keep the minutes of the visit once, and owe feedback on it."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.bookings.mark_held(visit, ANA, 40)
    now = desk.calendar.visit(visit.id)
    assert (now.state, now.minutes, now.held_at) == ("held", 40, visit.start)
    assert desk.requests.get(made.id).state == "finished"
    assert [each.minutes for each in desk.timesheet.entries_on(ANA, clock.moment.date())] == [40]
    assert [each.id for each in desk.calendar.owed(ANA)] == [visit.id]
    assert desk.contacts.status(MARIA).kind == "visit"
    check_refused(desk, lambda: desk.bookings.mark_held(visit, ANA, 40), "over or off already")


@pytest.mark.parametrize("minutes", [-1, 721, 1441])
def test_no_visit_takes_longer_than_a_day(desk: Desk, clock: SetClock, minutes: int) -> None:
    """Refuse it, and keep nothing of it."""
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    check_refused(desk, lambda: desk.bookings.mark_held(visit, ANA, minutes), "from 0 to")
    assert desk.calendar.visit(visit.id).state == "booked"


def test_a_visit_whose_request_is_over_is_held_all_the_same(desk: Desk, clock: SetClock) -> None:
    """Keep the time that was spent, and leave the withdrawn request as it is."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.requests.act(made.id, lambda r: rules.withdraw(r, MARIA))
    desk.bookings.mark_held(visit, ANA, 40)
    assert desk.requests.get(made.id).state == "withdrawn"
    assert [each.minutes for each in desk.timesheet.entries_on(ANA, clock.moment.date())] == [40]


def test_a_request_whose_visit_was_missed_waits_again(desk: Desk, clock: SetClock) -> None:
    """Keep its age and open it to anybody; keep no time, since nobody was there."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.bookings.mark_missed(visit, ANA)
    now = desk.requests.get(made.id)
    assert (now.state, now.owner, now.at) == ("waiting", "", made.at)
    assert desk.calendar.visit(visit.id).state == "missed"
    assert desk.timesheet.entries_on(ANA, clock.moment.date()) == []
    assert desk.calendar.owed(ANA) == []
    assert desk.contacts.status(MARIA).kind == ""


def test_a_visit_is_marked_as_missed_once(desk: Desk, clock: SetClock) -> None:
    """Refuse a second touch, and leave the request with whoever has it by now."""
    made, visit = a_booked_one(desk)
    later(desk, clock, visit)
    desk.bookings.mark_missed(visit, ANA)
    desk.requests.act(made.id, lambda r: rules.claim(r, ANA))
    before = as_said(desk)
    check_refused(desk, lambda: desk.bookings.mark_missed(visit, ANA), "over or off already")
    assert as_said(desk) == before


@pytest.mark.parametrize(("words", "notes"), [(" You waited for them ", 1), ("", 0)])
def test_feedback_on_a_lesson_is_given_once(
    desk: Desk, clock: SetClock, words: str, notes: int
) -> None:
    """Let a written word wait at her next sign-in; owe nothing more after a spoken one."""
    visit = a_booked_one(desk)[1]
    later(desk, clock, visit)
    desk.bookings.mark_held(visit, ANA, 40)
    clock.forward(hours=1)
    desk.bookings.answer(visit, ANA, words)
    assert desk.calendar.owed(ANA) == []
    assert desk.calendar.visit(visit.id).feedback == words.strip()
    found = [each for each in waiting(desk, MARIA) if each.kind == "note"]
    assert [each.body for each in found] == [words.strip()] * notes
    check_refused(desk, lambda: desk.bookings.answer(visit, ANA, "Again"), "given already")


@pytest.mark.parametrize(
    ("category", "owes"), [("Watch my class", 1), ("Teach it together", 1), ("Plan a lesson", 0)]
)
def test_feedback_is_owed_after_a_visit_in_class(
    desk: Desk, clock: SetClock, category: str, owes: int
) -> None:
    """Owe none after a meeting at a table; list what a coach owes, oldest first."""
    slot = desk.calendar.slots(desk.people[MARIA], category)[0]
    desk.bookings.flag(Need("coaching", MARIA, category), slot)
    visit = coming_visit(desk)
    later(desk, clock, visit)
    assert desk.calendar.owed(ANA) == []
    desk.bookings.mark_held(visit, ANA, 40)
    assert len(desk.calendar.owed(ANA)) == owes
    assert desk.calendar.owed(BEN) == []


def test_the_dates_of_a_coach_list_every_visit(desk: Desk, clock: SetClock) -> None:
    """List what was held, missed, called off and what is to come, soonest first."""
    for place in (0, 1, 2, 3):
        desk.bookings.schedule(ask(desk, KOFI), slots(desk, KOFI)[place], ANA)
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


def test_a_time_booked_for_a_fix_is_taken(desk: Desk) -> None:
    """Open it to nobody else, and list it among the dates of the coach."""
    fix = desk.requests.flag(Need("fix", MARIA, "Printer"))
    slot = desk.calendar.slots(desk.people[MARIA], "Printer", ANA)[0]
    desk.bookings.schedule(desk.requests.get(fix.id), slot, ANA)
    assert slot not in desk.calendar.slots(desk.people[KOFI], "One-to-one", ANA)
    with pytest.raises(Refused, match="Someone was quicker"):
        desk.bookings.flag(Need("coaching", KOFI, "One-to-one", by=ANA), slot)
    other = desk.requests.flag(Need("fix", KOFI, "Sound"))
    with pytest.raises(Refused, match="Someone was quicker"):
        desk.bookings.schedule(desk.requests.get(other.id), slot, ANA)
    assert [(each.kind, each.id) for each in agenda(desk, ANA)] == [("fix", fix.id)]
    later = desk.calendar.slots(desk.people[MARIA], "Printer", ANA)[0]
    desk.bookings.schedule(desk.requests.get(fix.id), later, ANA)
    assert slot in desk.calendar.slots(desk.people[KOFI], "One-to-one", ANA)


def test_a_visit_to_come_is_neither_held_nor_missed(desk: Desk) -> None:
    """Refuse both before it began, and write nothing."""
    slot = desk.calendar.slots(desk.people[MARIA], "One-to-one", ANA)[0]
    desk.bookings.flag(Need("coaching", MARIA, "One-to-one", by=ANA), slot)
    (visit,) = desk.calendar.ahead(MARIA)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="still to come"):
        desk.bookings.mark_held(visit, ANA, 30)
    with pytest.raises(Refused, match="still to come"):
        desk.bookings.mark_missed(visit, ANA)
    assert ledger_bytes(desk.folder) == before


def test_taking_a_request_over_calls_its_visit_off(desk: Desk) -> None:
    """Call off the visit of the colleague who had it, so that nobody waits in vain."""
    slot = desk.calendar.slots(desk.people[MARIA], "One-to-one", ANA)[0]
    made = desk.bookings.flag(Need("coaching", MARIA, "One-to-one", by=ANA), slot)
    desk.requests.act(made.id, lambda now: rules.claim(now, BEN))
    assert desk.calendar.ahead(MARIA) == []
    assert desk.requests.get(made.id).owner == BEN
    assert slot in desk.calendar.slots(desk.people[KOFI], "One-to-one", ANA)
