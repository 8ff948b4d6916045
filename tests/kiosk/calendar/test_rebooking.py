"""Another time, another coach, or no time at all: what was booked before is open again."""

from data.ledger.facts import raw_fact
from data.records import Visit
from kiosk.calendar.slots import clash
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.schools import ANA, KOFI, MARIA
from tests.support.two_kiosks import RAFA, hire, waiting


def test_moving_to_another_coach_changes_the_visit_and_its_request(desk: Desk) -> None:
    """Write the new coach into both."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    slots = desk.calendar.slots()
    hers = next(each for each in slots if each.coach == ANA)
    his = next(each for each in slots if each.coach == RAFA and each.period == "Period 3")
    made = desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), hers)
    (visit,) = desk.calendar.ahead(MARIA)
    desk.calendar.rebook(visit, his, MARIA)
    assert desk.requests.get(made.id).owner == RAFA
    assert desk.calendar.visit(visit.id).coach == RAFA
    assert his not in desk.calendar.slots()


def test_moving_to_another_coach_causes_no_clash(desk: Desk) -> None:
    """Ask whether the new coach is free, and free the old one."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    slots = [each for each in desk.calendar.slots() if each.period in {"Period 2", "Period 3"}]
    at = {(each.period, each.coach): each for each in slots[:4]}
    desk.bookings.flag(Need("coaching", KOFI, "Plan a lesson"), at["Period 3", ANA])
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), at["Period 2", ANA])
    (visit,) = desk.calendar.ahead(MARIA)
    desk.calendar.rebook(visit, at["Period 3", RAFA], MARIA)
    one, two = desk.store.records(Visit)
    assert not clash(one, two)
    assert waiting(desk, MARIA) == []


def test_declining_a_request_opens_its_time_again(desk: Desk) -> None:
    """Open it to others."""
    slot = desk.calendar.slots()[0]
    made = desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot)
    desk.requests.act(made.id, lambda r: rules.decline(r, ANA, "Ask Jo, who knows it better"))
    assert desk.calendar.ahead(MARIA) == []
    assert slot in desk.calendar.slots()


def test_moving_a_visit_that_was_called_off_is_refused_or_books_a_visit(desk: Desk) -> None:
    """Leave no request with a time at which nobody comes."""
    slots = desk.calendar.slots()
    made = desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slots[0])
    (visit,) = desk.calendar.ahead(MARIA)
    desk.act(lambda: [raw_fact("visit.cancelled", visit.id, by=ANA, whom=MARIA)])
    try:
        desk.calendar.rebook(visit, slots[3], MARIA)
    except Refused:
        return
    assert [each.request for each in desk.calendar.ahead(MARIA)] == [made.id]


def test_a_coach_who_opened_no_period_has_no_slots(desk: Desk) -> None:
    """Take "none" as an answer, and not as no answer."""
    desk.calendar.set_free(ANA, [])
    assert desk.calendar.slots() == []
