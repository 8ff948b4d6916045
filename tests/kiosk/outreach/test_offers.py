"""Offers of ten minutes of coaching after a fix: to whom they are made, taken or left."""

from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox, InboxItem
from kiosk.requests import rules
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA
from tests.support.two_kiosks import touch, waiting
from tests.support.undoable_acts import days_later


def make_offer(desk: Desk, person: str = MARIA) -> str:
    """Finish a projector as Ben, offer ten minutes on using it well, and give the request's id."""
    made = desk.requests.flag(Need("fix", person, "Projector", room="Room 12"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9) + rules.offer(r, BEN))
    return made.id


def offers_for(desk: Desk, person: str) -> list[InboxItem]:
    """List the offers that wait for somebody."""
    return [each for each in waiting(desk, person) if each.kind == "offer"]


def test_an_offer_that_is_taken_becomes_a_coaching_request(desk: Desk) -> None:
    """Let it wait in the coaching lane for the teacher, and name the fix it grew out of."""
    key = make_offer(desk)
    assert desk.requests.get(key).offered
    (item,) = offers_for(desk, MARIA)
    assert "Ten minutes" in item.head
    touch(Inbox(desk, MARIA), item, "yes")
    assert offers_for(desk, MARIA) == []
    (grown,) = [each for each in desk.requests.for_person(MARIA) if each.lane == "coaching"]
    assert (grown.source, grown.state, grown.room) == (key, "waiting", "Room 12")
    assert desk.requests.get(key).taken == "yes"
    assert desk.demand.bridge() == (1, 1, 1)


def test_an_offer_that_is_refused_is_not_made_again(desk: Desk, clock: SetClock) -> None:
    """Make no request of it, and count it as offered."""
    key = make_offer(desk)
    touch(Inbox(desk, MARIA), offers_for(desk, MARIA)[0], "no")
    days_later(desk, clock, 3)
    assert offers_for(desk, MARIA) == []
    assert [each.id for each in desk.requests.for_person(MARIA)] == [key]
    assert desk.demand.bridge() == (1, 1, 0)


def test_an_offer_is_made_only_to_the_teacher_of_the_fix(desk: Desk) -> None:
    """Make it to no colleague and no coach, and to nobody without an offer."""
    made = desk.requests.flag(Need("fix", KOFI, "Projector"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9))
    make_offer(desk)
    for person in (KOFI, JONAS, ANA, BEN):
        assert offers_for(desk, person) == []


def test_an_offer_is_not_made_to_people_who_joined(desk: Desk) -> None:
    """Offer it to Maria, and not to Kofi, who joined."""
    made = desk.requests.flag(Need("fix", MARIA, "Projector"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9) + rules.offer(r, BEN))
    assert len(offers_for(desk, MARIA)) == 1
    assert offers_for(desk, KOFI) == []


def test_an_offer_is_dropped_when_the_fix_does_not_work_yet(desk: Desk) -> None:
    """Do not say "now that it works" to her after "not yet"."""
    make_offer(desk)
    inbox = Inbox(desk, MARIA)
    (asked,) = [each for each in inbox.items() if each.kind == "working"]
    touch(inbox, asked, "not_yet")
    assert offers_for(desk, MARIA) == []
