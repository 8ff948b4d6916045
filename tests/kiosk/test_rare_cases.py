"""What seldom happens and must not go wrong: kiosks that are apart, clocks that change, coaches who
change their minds, facts of another version.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from data import system
from data.ledger.facts import raw_fact
from data.records import Person, Problem, Visit, Workshop
from data.records.registry import TABLES
from kiosk.calendar import workshops
from kiosk.calendar.slots import clash
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.library import qr_codes
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock, foreign
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, STAFF, TOML, listing, open_school
from tests.support.two_kiosks import RAFA, hire, meet, second_kiosk, touch, waiting

START = datetime(2026, 11, 5, 15, 15, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    folder = tmp_path / "here"
    folder.mkdir()
    made = open_school(folder, clock)
    yield made
    made.close()


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def test_another_time_may_be_with_another_coach(desk: Desk) -> None:
    """Whoever is chosen is the one who comes: the visit and its request say the same coach."""
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


def test_no_two_things_at_one_time_after_choosing_another_coach(desk: Desk) -> None:
    """The new coach is asked whether they are free, and the old one is free again."""
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


def test_a_visit_that_was_called_off_is_told_once(desk: Desk) -> None:
    """One touch puts it away."""
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), desk.calendar.slots()[3])
    (visit,) = desk.calendar.ahead(MARIA)
    said = {"text": "I am ill"}
    desk.act(lambda: [raw_fact("visit.cancelled", visit.id, by=ANA, whom=MARIA, body=said)])
    inbox = Inbox(desk, MARIA)
    (item,) = inbox.items()
    assert "is off" in item.head
    touch(inbox, item, "seen")
    assert inbox.items() == []


def test_an_answer_waits_for_the_one_who_asked_alone(desk: Desk) -> None:
    """Kofi joined; the answer to Maria is not his."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "A part is ordered"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5))
    his = Inbox(desk, KOFI)
    assert [each.kind for each in his.items()] == ["working"]


def test_whoever_joined_gets_past_it(desk: Desk) -> None:
    """The first thing that waits can always be put away."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "A part is ordered"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5))
    his = Inbox(desk, KOFI)
    first = his.items()[0]
    touch(his, first, first.answers[0][1])
    assert first.key not in [each.key for each in his.items()]


FRIDAY, MONDAY = datetime(2026, 10, 30, 8, 15), datetime(2026, 11, 2, 7, 0)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[datetime], None]]:
    """The machine's own clock, in Chicago, set to a time of day on its wall."""
    wall = FRIDAY

    class Machine(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Machine":
            local = cls(wall.year, wall.month, wall.day, wall.hour, wall.minute)
            return local.astimezone(tz) if tz else local

    def set_to(moment: datetime) -> None:
        nonlocal wall
        wall = moment

    monkeypatch.setenv("TZ", "America/Chicago")
    time.tzset()
    monkeypatch.setattr(system, "datetime", Machine)
    yield set_to
    monkeypatch.undo()
    time.tzset()


def test_when_the_clocks_change_no_time_is_given_away_twice(
    tmp_path: Path, machine: Callable[[datetime], None]
) -> None:
    """Period 2 of Monday, booked on Friday, is still Period 2 of Monday,
    with no zone in the settings.
    """
    (tmp_path / "kiosk.toml").write_text(TOML)
    desk = Desk(tmp_path, None, UnsyncedDisk())
    desk.act(lambda: [listing(person) for person in STAFF])
    machine(FRIDAY)
    slot = next(
        each
        for each in desk.calendar.slots()
        if str(each.date) == "2026-11-02" and each.period == "Period 2"
    )
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot)
    machine(MONDAY)
    assert slot not in desk.calendar.slots(), "offered a second time"
    with pytest.raises(Refused):
        desk.bookings.flag(Need("coaching", KOFI, "Plan a lesson"), slot)


def test_a_workshop_keeps_its_time_of_day(
    tmp_path: Path, machine: Callable[[datetime], None]
) -> None:
    """Planned for 15:15, it is told as 15:15 after the clocks went back."""
    (tmp_path / "kiosk.toml").write_text(TOML)
    desk = Desk(tmp_path, None, UnsyncedDisk())
    machine(FRIDAY)
    desk.workshops.plan(ANA, "Slides", datetime(2026, 11, 2, 15, 15), 45)
    machine(MONDAY)
    assert desk.board.coming()[0].when == "today 15:15"


def test_an_address_that_cannot_be_read_is_refused_in_words(desk: Desk) -> None:
    """Whatever is typed, the answer is a sentence."""
    with pytest.raises(Refused):
        desk.shelf.share(MARIA, "Whiteboards", url="https://[x")


@pytest.mark.parametrize("address", ["https:foo", "https:///x", "https://", "mailto:", "tel:"])
def test_an_address_without_a_host_is_none(address: str) -> None:
    """An address leads somewhere."""
    with pytest.raises(Refused):
        qr_codes.check(address)


def test_whoever_signed_apart_is_told_that_it_is_cancelled(desk: Desk, other: Desk) -> None:
    """Ana cancels on one kiosk, Maria signs on another: she is told."""
    key = desk.workshops.plan(ANA, "Slides", START, 45)
    meet(desk, other)
    desk.act(lambda: [raw_fact("workshop.cancelled", key, by=ANA, body={"text": "ill"})])
    other.thanks.hi(KOFI)
    other.workshops.sign(key, MARIA)
    meet(desk, other)
    assert [each.kind for each in waiting(desk, MARIA)] == ["workshop"]


def test_a_place_is_told_as_a_place_also_after_a_change(desk: Desk) -> None:
    """What is told is what happened last."""
    key = desk.workshops.plan(ANA, "Slides", START, 45, places=1)
    for person in (MARIA, KOFI):
        desk.workshops.sign(key, person)
    desk.act(lambda: [raw_fact("workshop.changed", key, by=ANA, body={"room": "Gym"})])
    inbox = Inbox(desk, KOFI)
    touch(inbox, inbox.items()[0], "seen")
    desk.workshops.leave(key, MARIA)
    (item,) = inbox.items()
    assert "You have a place now" in item.head


def test_a_place_in_what_is_over_is_not_told(desk: Desk, clock: SetClock) -> None:
    """News of what is over is none."""
    key = desk.workshops.plan(ANA, "Slides", START, 45, places=1)
    for person in (MARIA, KOFI):
        desk.workshops.sign(key, person)
    desk.workshops.leave(key, MARIA)
    clock.forward(days=7)
    assert waiting(desk, KOFI) == []


def test_whoever_lost_a_place_given_away_twice_is_told(desk: Desk, other: Desk) -> None:
    """The screen said "you have a place"; since the kiosks met she waits, and is told."""
    key = desk.workshops.plan(ANA, "Slides", START, 45, places=1)
    meet(desk, other)
    desk.workshops.sign(key, MARIA)
    other.workshops.sign(key, KOFI)
    meet(desk, other)
    found = desk.workshops.find(key)
    (lost,) = [each for each in (MARIA, KOFI) if workshops.waiting_place(found, each)]
    assert [each.kind for each in waiting(desk, lost)] == ["workshop"]


def test_everything_that_is_found_by_a_person_is_told_to_them(desk: Desk) -> None:
    """About me leaves out no table."""
    key = desk.board.open_problem(BEN, "Wi-Fi is slow", "Wi-Fi")
    desk.board.join_problem(key, MARIA, "Room 12")
    held = desk.accounts.personal_data(MARIA)
    for table in TABLES.values():
        found = desk.store.indexes.where(table.name, "person", MARIA)
        told: list[Any] = held.documents.get(table.record, [])
        assert len(told) == len(found), table.name
    assert desk.store.where(Problem, "person", MARIA)


def test_a_declined_request_does_not_keep_its_time(desk: Desk) -> None:
    """The time is open again for others."""
    slot = desk.calendar.slots()[0]
    made = desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot)
    desk.requests.act(made.id, lambda r: rules.decline(r, ANA, "Ask Jo, who knows it better"))
    assert desk.calendar.ahead(MARIA) == []
    assert slot in desk.calendar.slots()


def test_whoever_joined_is_told_that_it_was_declined(desk: Desk) -> None:
    """Nobody is left without an answer."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.decline(r, BEN, "It is being replaced"))
    assert [each.kind for each in waiting(desk, MARIA)] == ["answer"]
    assert [each.kind for each in waiting(desk, KOFI)] == ["answer"]


def test_a_teachers_short_pin_does_not_open_the_coachs_side(desk: Desk) -> None:
    """Jonas has a PIN of 4 digits, and becomes a coach with the next roster."""
    desk.accounts.set_pin(JONAS, "2704")
    hire(desk, JONAS, "Jonas Lindqvist", "coach")
    jonas = desk.people[JONAS]
    assert desk.accounts.pin_length(jonas) == 6
    with pytest.raises(Refused):
        assert not desk.accounts.try_pin(JONAS, "2704")


def test_a_break_is_no_reason_to_offer_what_a_subject_does_not_mean(desk: Desk) -> None:
    """A subject is a whole word: Art is not in Smart."""
    desk.act(lambda: [raw_fact("resource.added", "r1", by=KOFI, body={"title": "Smart boards"})])
    person = Person(id="p", key="p", name="P", subject="Art")
    assert desk.shelf.for_subject(person) == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("visit.booked", {"coach": ANA, "start": "soon", "minutes": 5}),
        ("visit.booked", {"coach": ANA, "start": "2026-11-03T09:00", "minutes": 5}),
        ("workshop.planned", {"title": "t", "start": "soon", "minutes": 5}),
        ("presence.told", {"where": "Gym", "until": "2026-11-03T09:00"}),
        ("announcement.made", {"text": "Cake", "date": "31 December"}),
    ],
)
def test_a_time_nobody_can_read_does_not_take_the_waiting_screen_down(
    desk: Desk, kind: str, body: dict[str, Any]
) -> None:
    """A strange fact of another kiosk is passed over by the first screen."""
    subject = ANA if kind.startswith("presence") else "x"
    desk.store.ingest([foreign(kind, subject, 1, by=MARIA, whom=MARIA, body=body)])
    desk.whereabouts.team()
    desk.board.coming()
    waiting(desk, MARIA)
    desk.calendar.ahead(MARIA)


def test_a_line_break_in_a_title_is_escaped() -> None:
    """RFC 5545, 3.3.11."""
    assert qr_codes.event("One\nTwo", START, 45)[0].split("\n")[1] == r"SUMMARY:One\nTwo"


def test_a_visit_called_off_meanwhile_is_not_rebooked_silently(desk: Desk) -> None:
    """Either it is refused, or there is a visit: no request names a time at which nobody comes."""
    slots = desk.calendar.slots()
    made = desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slots[0])
    (visit,) = desk.calendar.ahead(MARIA)
    desk.act(lambda: [raw_fact("visit.cancelled", visit.id, by=ANA, whom=MARIA)])
    try:
        desk.calendar.rebook(visit, slots[3], MARIA)
    except Refused:
        return
    assert [each.request for each in desk.calendar.ahead(MARIA)] == [made.id]


def test_a_coach_who_has_no_open_period_is_not_open_all_day(desk: Desk) -> None:
    """Saying that none is open is a word as well."""
    desk.calendar.set_free(ANA, [])
    assert desk.calendar.slots() == []


@pytest.mark.parametrize("noun", ["presence", "preference", "hours", "pin"])
def test_a_verb_nobody_knows_makes_no_document(desk: Desk, noun: str) -> None:
    """What a newer kiosk says does not appear half-understood."""
    desk.store.ingest([foreign(f"{noun}.of_tomorrow", "x", 1)])
    assert desk.store.find(TABLES[noun].record, "x") is None


def test_one_change_is_told_with_one_touch(desk: Desk) -> None:
    """A moved visit is one thing that waits, not two."""
    slots = desk.calendar.slots()
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slots[0])
    (visit,) = desk.calendar.ahead(MARIA)
    desk.calendar.rebook(visit, slots[1], ANA)
    assert len(waiting(desk, MARIA)) == 1


def test_workshop_words(desk: Desk) -> None:
    """A sentence without a room is still a sentence."""
    key = desk.workshops.plan(ANA, "Slides", START, 45)
    desk.workshops.sign(key, MARIA)
    desk.act(lambda: [raw_fact("workshop.changed", key, by=ANA, body={"minutes": 30})])
    (item,) = waiting(desk, MARIA)
    assert isinstance(desk.store.find(Workshop, key), Workshop)
    assert ", ." not in item.body
    assert item.body == item.body.strip()
