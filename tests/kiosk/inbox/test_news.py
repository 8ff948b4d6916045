"""News in the inbox: who is told of a change, how often, and in which words."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.ledger.facts import raw_fact
from data.records import Workshop
from kiosk.calendar import workshops
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, KOFI, MARIA
from tests.support.two_kiosks import meet, second_kiosk, touch, waiting

START = datetime(2026, 11, 5, 15, 15, tzinfo=UTC)


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def test_a_visit_that_was_called_off_is_told_once(desk: Desk) -> None:
    """Put it away with one touch."""
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), desk.calendar.slots()[3])
    (visit,) = desk.calendar.ahead(MARIA)
    said = {"text": "I am ill"}
    desk.act(lambda: [raw_fact("visit.cancelled", visit.id, by=ANA, whom=MARIA, body=said)])
    inbox = Inbox(desk, MARIA)
    (item,) = inbox.items()
    assert "is off" in item.head
    touch(inbox, item, "seen")
    assert inbox.items() == []


def test_a_moved_visit_is_one_item(desk: Desk) -> None:
    """Let one thing wait, not two."""
    slots = desk.calendar.slots()
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slots[0])
    (visit,) = desk.calendar.ahead(MARIA)
    desk.calendar.rebook(visit, slots[1], ANA)
    assert len(waiting(desk, MARIA)) == 1


def test_an_answer_waits_only_for_the_person_who_asked(desk: Desk) -> None:
    """Show Kofi, who joined, no answer to Maria."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "A part is ordered"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5))
    his = Inbox(desk, KOFI)
    assert [each.kind for each in his.items()] == ["working"]


def test_a_person_who_joined_can_put_every_item_away(desk: Desk) -> None:
    """Put the first thing that waits away with any answer."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "A part is ordered"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5))
    his = Inbox(desk, KOFI)
    first = his.items()[0]
    touch(his, first, first.answers[0][1])
    assert first.key not in [each.key for each in his.items()]


def test_a_person_who_joined_is_told_that_the_request_was_declined(desk: Desk) -> None:
    """Leave nobody without an answer."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.decline(r, BEN, "It is being replaced"))
    assert [each.kind for each in waiting(desk, MARIA)] == ["answer"]
    assert [each.kind for each in waiting(desk, KOFI)] == ["answer"]


def test_a_person_who_signed_on_another_kiosk_is_told_of_the_cancellation(
    desk: Desk, other: Desk
) -> None:
    """Cancel on one kiosk, sign on another: tell Maria."""
    key = desk.workshops.plan(ANA, "Slides", START, 45)
    meet(desk, other)
    desk.act(lambda: [raw_fact("workshop.cancelled", key, by=ANA, body={"text": "ill"})])
    other.thanks.hi(KOFI)
    other.workshops.sign(key, MARIA)
    meet(desk, other)
    assert [each.kind for each in waiting(desk, MARIA)] == ["workshop"]


def test_a_person_who_moves_up_after_a_change_is_told_of_the_place(desk: Desk) -> None:
    """Tell what happened last."""
    key = desk.workshops.plan(ANA, "Slides", START, 45, places=1)
    for person in (MARIA, KOFI):
        desk.workshops.sign(key, person)
    desk.act(lambda: [raw_fact("workshop.changed", key, by=ANA, body={"room": "Gym"})])
    inbox = Inbox(desk, KOFI)
    touch(inbox, inbox.items()[0], "seen")
    desk.workshops.leave(key, MARIA)
    (item,) = inbox.items()
    assert "You have a place now" in item.head


def test_a_place_in_a_workshop_that_is_over_is_not_told(desk: Desk, clock: SetClock) -> None:
    """Tell no news of what is over."""
    key = desk.workshops.plan(ANA, "Slides", START, 45, places=1)
    for person in (MARIA, KOFI):
        desk.workshops.sign(key, person)
    desk.workshops.leave(key, MARIA)
    clock.forward(days=7)
    assert waiting(desk, KOFI) == []


def test_a_person_who_lost_a_place_given_away_twice_is_told(desk: Desk, other: Desk) -> None:
    """Tell whoever read "you have a place" and waits since the kiosks met."""
    key = desk.workshops.plan(ANA, "Slides", START, 45, places=1)
    meet(desk, other)
    desk.workshops.sign(key, MARIA)
    other.workshops.sign(key, KOFI)
    meet(desk, other)
    found = desk.workshops.find(key)
    (lost,) = [each for each in (MARIA, KOFI) if workshops.waiting_place(found, each)]
    assert [each.kind for each in waiting(desk, lost)] == ["workshop"]


def test_a_changed_workshop_without_a_room_is_told_in_a_whole_sentence(desk: Desk) -> None:
    """Leave no empty place in the sentence where the room would be."""
    key = desk.workshops.plan(ANA, "Slides", START, 45)
    desk.workshops.sign(key, MARIA)
    desk.act(lambda: [raw_fact("workshop.changed", key, by=ANA, body={"minutes": 30})])
    (item,) = waiting(desk, MARIA)
    assert isinstance(desk.store.find(Workshop, key), Workshop)
    assert ", ." not in item.body
    assert item.body == item.body.strip()
