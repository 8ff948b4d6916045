"""What follows from the end of a request: first the visit, then the time, then the walk."""

from datetime import datetime

from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock
from tests.support.schools import ANA, MARIA


def kinds_since(desk: Desk, before: int) -> list[str]:
    """List the kinds of the facts that were kept since there were so many."""
    return [fact.kind for fact in desk.store.all_facts()][before:]


def count_facts(desk: Desk) -> int:
    """Count the facts there are."""
    return sum(1 for _ in desk.store.all_facts())


def book(desk: Desk) -> str:
    """Book a time for a coaching request of Maria's; give its id."""
    slot = desk.calendar.slots(desk.people[MARIA], "Plan a lesson", ANA)[0]
    return desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot).id


def test_finishing_holds_the_visit_then_keeps_the_time_then_ticks_the_walk_off(
    desk: Desk, clock: SetClock
) -> None:
    """Keep the time of the visit, which must be known before the visit is held."""
    key = book(desk)
    (visit,) = desk.calendar.ahead(MARIA)
    clock.moment = datetime.fromisoformat(visit.start)
    desk.walks.begin(ANA, 60)
    walk = desk.walks.current(ANA)
    assert walk is not None
    on_the_walk = any(stop.subject == key for stop in walk.stops)
    before = count_facts(desk)
    desk.requests.finish(key, ANA, 40, "")
    expected = ["request.finished", "visit.held", "work.logged"]
    assert kinds_since(desk, before) == [*expected, *(["walk.ticked"] if on_the_walk else [])]
    (entry,) = desk.timesheet.entries_on(ANA, clock.now().date())
    assert (entry.start[:16], entry.minutes) == (visit.start[:16], 40)


def test_a_stop_of_the_walk_is_ticked_off_last(desk: Desk) -> None:
    """Take a request in the coach's hand as a stop, and finish it as that stop."""
    made = desk.walks.follow_up(ANA, MARIA, "Ask how it went")
    desk.walks.begin(ANA, 60)
    before = count_facts(desk)
    desk.requests.finish(made.id, ANA, 10, "")
    assert kinds_since(desk, before) == ["request.finished", "work.logged", "walk.ticked"]


def test_a_visit_to_come_is_called_off_after_its_request(desk: Desk) -> None:
    """Call it off whatever ends the request or gives it to others."""
    key = book(desk)
    before = count_facts(desk)
    desk.requests.act(key, lambda request: rules.withdraw(request, MARIA))
    assert kinds_since(desk, before) == ["request.withdrawn", "visit.cancelled"]
