"""The calendar file: a phone that reads it again moves what was moved and strikes what was called
off, and whoever looks over a shoulder learns nothing of what was asked for.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar as File

from data.records import Visit, Workshop
from kiosk.calendar import ics
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from kiosk.school.undo import take_back
from tests.support.fakes import SetClock
from tests.support.schools import ANA, KOFI, MARIA, TOML
from tests.support.two_kiosks import RAFA, hire
from tests.support.undoable_acts import FRIDAY, a_booked_one, do, later, school

LISBON = TOML.replace('name = "Lincoln"', 'name = "Lincoln"\ntimezone = "Europe/Lisbon"')
NOW = datetime(2026, 11, 3, 8, 15, tzinfo=UTC)
YEAR = (date(2026, 8, 1), date(2027, 7, 31))


def read(
    visits: Iterable[Visit] = (),
    workshops: Iterable[Workshop] = (),
    zone: str = "",
    name: str = "Maria",
    left: Collection[str] = (),
) -> Any:
    """A file, written and read back by the book."""
    content = ics.calendar(visits, workshops, lambda _: name, zone, NOW, left)
    return File.from_ical(content)


def events(read_back: Any) -> dict[str, Any]:
    """UID -> event."""
    return {str(each["UID"]): each for each in read_back.walk("VEVENT")}


def anas(desk: Desk) -> dict[str, Any]:
    """Ana's file, as her phone reads it today."""
    return the_file(desk, ANA)


def the_file(desk: Desk, coach: str) -> dict[str, Any]:
    """A coach's file, as a phone reads it today: what is theirs, and what was."""
    zone = desk.settings.school.timezone
    known = [each for each in desk.workshops.ahead_or_cancelled() if each.by == coach]
    left = desk.calendar.taken_over(coach)
    visits = [*desk.calendar.visits_between(coach, *YEAR), *left]
    return events(read(visits, known, zone, left={each.id for each in left}))


def visit(start: str = "2026-11-03T09:10+00:00", **more: Any) -> Visit:
    """A visit as it stands."""
    said: dict[str, Any] = {"id": "v1", "coach": ANA, "person": MARIA, "minutes": 60}
    return Visit(**(said | {"start": start} | more))


def test_an_event_keeps_its_identity_and_counts_its_changes(desk: Desk) -> None:
    """Book, move twice and call off: keep one UID, raise SEQUENCE, and write CANCELLED at last."""
    made, booked = a_booked_one(desk)
    stood = [anas(desk)]
    for place in (3, 5):
        slot = desk.calendar.slots(desk.people[MARIA], "Watch my class")[place]
        desk.bookings.schedule(desk.requests.get(made.id), slot, ANA)
        stood.append(anas(desk))
    desk.bookings.cancel(desk.calendar.visit(booked.id), ANA, "I am ill")
    stood.append(anas(desk))
    assert {tuple(each) for each in stood} == {(f"{booked.id}@hallway",)}
    found = [next(iter(each.values())) for each in stood]
    sequence = [each["SEQUENCE"] for each in found]
    assert all(before < after for before, after in pairwise(sequence))
    assert [each["STATUS"] for each in found] == [*["CONFIRMED"] * 3, "CANCELLED"]
    assert len({each["DTSTART"].dt for each in found[:3]}) == 3


def test_a_workshop_is_an_event(desk: Desk) -> None:
    """Write its title, place and time, and cancel it when it is called off."""
    key = desk.workshops.plan(ANA, "Slides; that, move", FRIDAY, 45, room="Library")
    (before,) = anas(desk).values()
    assert (str(before["SUMMARY"]), str(before["LOCATION"])) == ("Slides; that, move", "Library")
    assert before["DTEND"].dt - before["DTSTART"].dt == timedelta(minutes=45)
    desk.workshops.cancel(key, ANA, "I am ill")
    (after,) = anas(desk).values()
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert (before["UID"], after["UID"]) == (f"{key}@hallway", f"{key}@hallway")
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("booked", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
        ("missed", "CANCELLED"),
    ],
)
def test_a_visit_that_did_not_take_place_is_cancelled_in_the_file(state: str, status: str) -> None:
    """Cancel it, and keep one that was held."""
    (found,) = events(read([visit(state=state)])).values()
    assert found["STATUS"] == status


def test_a_missed_visit_raises_the_sequence_number(desk: Desk, clock: SetClock) -> None:
    """Raise it, since a phone ignores CANCELLED with a SEQUENCE it has already."""
    booked = a_booked_one(desk)[1]
    later(desk, clock, booked)
    (before,) = anas(desk).values()
    desk.bookings.mark_missed(booked, ANA)
    (after,) = anas(desk).values()
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_undoing_a_cancellation_raises_the_sequence_number_again(desk: Desk) -> None:
    """Count the undo as one more change, never as one less."""
    booked = a_booked_one(desk)[1]
    undo = do(desk, lambda: desk.bookings.cancel(booked, ANA, "I am ill"))
    (off,) = anas(desk).values()
    take_back(desk, undo, ANA)
    (on,) = anas(desk).values()
    assert (off["STATUS"], on["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert on["SEQUENCE"] > off["SEQUENCE"]


def test_a_visit_taken_over_by_another_coach_is_cancelled_in_the_file(desk: Desk) -> None:
    """Cancel it for the phone of the coach who had it."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    made = a_booked_one(desk)[0]
    slot = next(
        each
        for each in desk.calendar.slots(desk.people[MARIA], "Watch my class")
        if each.coach != desk.requests.get(made.id).owner
    )
    mine = desk.requests.get(made.id).owner
    desk.bookings.schedule(desk.requests.get(made.id), slot, mine)
    (found,) = the_file(desk, mine).values()
    assert found["STATUS"] == "CANCELLED"
    (other,) = the_file(desk, slot.coach).values()
    assert (found["UID"], other["STATUS"]) == (other["UID"], "CONFIRMED")
    again = desk.calendar.slots(desk.people[MARIA], "Watch my class", mine)[0]
    desk.bookings.schedule(desk.requests.get(made.id), again, mine)
    (back,) = the_file(desk, mine).values()
    assert (back["STATUS"], back["UID"]) == ("CONFIRMED", found["UID"])
    assert back["SEQUENCE"] > found["SEQUENCE"]
    (gone,) = the_file(desk, slot.coach).values()
    assert gone["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("2026-10-23T09:10+01:00", "08:10"),
        ("2026-10-26T09:10+00:00", "09:10"),
        ("2027-03-26T09:10+00:00", "09:10"),
        ("2027-03-29T09:10+00:00", "08:10"),  # agreed before summer time began
    ],
)
def test_a_visit_is_at_the_time_of_the_school_in_summer_and_winter(start: str, utc: str) -> None:
    """Write the time on the clock of the school, with the rules of the zone in the file."""
    found = read([visit(start)], zone="Europe/Lisbon")
    (event,) = events(found).values()
    assert f"{event['DTSTART'].dt.astimezone(UTC):%H:%M}" == utc
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=60)
    (zone,) = found.walk("VTIMEZONE")
    assert zone["TZID"] == event["DTSTART"].params["TZID"] == "Europe/Lisbon"


def test_a_visit_keeps_the_time_zone_in_which_it_was_booked(desk: Desk) -> None:
    """Keep it when the school changes its zone; without a zone keep the time of day."""
    kept = read([visit(zone="America/Chicago")], zone="Europe/Lisbon")
    assert [str(each["TZID"]) for each in kept.walk("VTIMEZONE")] == ["America/Chicago"]
    floating = read([visit()])
    (event,) = events(floating).values()
    assert event["DTSTART"].dt == datetime(2026, 11, 3, 9, 10)
    assert not floating.walk("VTIMEZONE")
    assert desk.settings.school.timezone == ""


def test_an_unknown_time_zone_does_not_break_the_file() -> None:
    """Write the time by the offset that held when another kiosk booked it."""
    (event,) = events(read([visit("2026-11-03T09:10+01:00", zone="Mars/Base")])).values()
    assert event["DTSTART"].dt


def test_the_rules_of_a_time_zone_are_written_once() -> None:
    """Write them once for all visits and workshops of the school."""
    with school(LISBON) as (desk, _):
        a_booked_one(desk)
        a_booked_one(desk, KOFI)
        desk.workshops.plan(ANA, "Slides", FRIDAY, 45)
        found = read(
            desk.calendar.visits_between(ANA, *YEAR),
            desk.workshops.ahead_or_cancelled(),
            "Europe/Lisbon",
        )
        assert len(events(found)) == 3
        assert len(found.walk("VTIMEZONE")) == 1


def test_the_file_says_nothing_of_what_was_asked_for(desk: Desk) -> None:
    """Make every event private; write with whom and where, and not why."""
    slot = desk.calendar.slots(desk.people[MARIA], "Watch my class")[0]
    made = desk.bookings.flag(
        Need(
            "coaching",
            MARIA,
            "Watch my class",
            text="They do not listen",
            look_at="who speaks",
            feedback="in person",
        ),
        slot,
    )
    desk.bookings.cancel(desk.calendar.ahead(MARIA)[0], ANA, "I am ill")
    desk.workshops.plan(ANA, "Slides", FRIDAY, 45, about="for those who struggle")
    content = ics.calendar(
        desk.calendar.visits_between(ANA, *YEAR),
        desk.workshops.ahead_or_cancelled(),
        desk.people.name,
        "Europe/Lisbon",
        NOW,
    )
    found = events(File.from_ical(content))
    assert {str(each["CLASS"]) for each in found.values()} == {"PRIVATE"}
    assert {str(each["SUMMARY"]) for each in found.values()} == {"With Maria", "Slides"}
    text = content.decode().replace("\r\n ", "").casefold()
    for secret in (
        "watch",
        "class:watch",
        "listen",
        "who speaks",
        "in person",
        "ill",
        "struggle",
        "coaching",
        made.id,
        "description",
        "attendee",
    ):
        assert secret not in text, secret


HOSTILE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_a_file_with_any_name_and_room_can_be_read_back(name: str, room: str) -> None:
    """Read one event with that name and room, and no line longer than a phone takes."""
    content = ics.calendar([visit(room=room)], [], lambda _: name, "Europe/Lisbon", NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (found,) = events(File.from_ical(content)).values()
    assert str(found["SUMMARY"]) == f"With {name}"
    assert str(found["LOCATION"]) == room
    assert found["DTSTAMP"].dt == NOW


def test_a_file_without_events_can_be_read() -> None:
    """Write a calendar that holds nothing."""
    found = read(zone="Europe/Lisbon")
    assert found["VERSION"] == "2.0"
    assert found["PRODID"]
    assert events(found) == {}
