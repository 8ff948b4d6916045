"""The walk: every stop is kept for what it was, with its minutes; what is owed comes back until it
is given; what is done is no stop any more.
"""

from datetime import UTC, datetime, timedelta

import pytest

from data.ledger.facts import raw_fact
from data.records import CheckIn, OpenDoor, Request, Stop, Visit, Walk
from kiosk.desk import Desk
from kiosk.outreach.walk_plan import LEAST
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import RAFA, hire, waiting
from tests.support.undoable_acts import TUESDAY, days_later

LONG = 45


def stops_for(desk: Desk, person: str, coach: str = ANA, minutes: int = LONG) -> list[Stop]:
    """What a route has for somebody."""
    return [stop for stop in desk.walks.route(coach, minutes).stops if stop.person == person]


def place_of(walk: Walk, person: str) -> int:
    """Which stop is somebody's."""
    return next(n for n, stop in enumerate(walk.stops) if stop.person == person)


def spent(desk: Desk, coach: str = ANA) -> list[tuple[str, int, str]]:
    """What is known of a coach's day."""
    day = desk.now().date()
    return [
        (each.kind, each.minutes, each.person) for each in desk.timesheet.entries_on(coach, day)
    ]


@pytest.mark.parametrize("minutes", [-1, 0, LEAST - 1])
def test_a_walk_without_enough_time_is_refused(desk: Desk, minutes: int) -> None:
    """Refuse less than the way to one hello, and keep nothing."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="A walk takes 5 minutes or more"):
        desk.walks.begin(ANA, minutes)
    assert ledger_bytes(desk.folder) == before


def test_a_walk_without_any_stop_is_refused(desk: Desk) -> None:
    """Refuse it when everybody has just been met and nothing waits."""
    for person in (MARIA, KOFI, JONAS):
        desk.thanks.hi(person, ANA)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="Nobody is due"):
        desk.walks.begin(ANA, LONG)
    assert ledger_bytes(desk.folder) == before


def test_a_walk_is_kept_as_it_was_planned_until_the_next_or_the_end(
    desk: Desk, clock: SetClock
) -> None:
    """Keep one for each coach, stop by stop; replace it by a new one; end it with its day."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    planned = desk.walks.route(ANA, LONG).stops
    first = desk.walks.begin(ANA, LONG)
    desk.requests.flag(Need("fix", MARIA, "Printer"))
    now = desk.walks.current(ANA)
    assert now
    assert (now.id, tuple(now.stops), now.minutes) == (first.id, planned, LONG)
    assert desk.walks.current(RAFA) is None
    other = desk.walks.begin(RAFA, LONG)
    again = desk.walks.begin(ANA, LONG)
    found = desk.walks.current(ANA)
    assert found
    assert found.id == again.id != first.id
    assert desk.walks.walk(first.id).ended
    desk.walks.end(ANA)
    assert desk.walks.current(ANA) is None
    still = desk.walks.current(RAFA)
    assert still
    assert still.id == other.id
    days_later(desk, clock)
    assert desk.walks.current(RAFA) is None


def test_the_minutes_at_hand_end_with_the_period_or_the_next_visit(
    desk: Desk, clock: SetClock
) -> None:
    """Offer what is left until then, in the spans there are, and never less than the first."""
    assert desk.walks.at_hand(ANA) == 45  # a quarter past eight, the period ends at nine
    clock.forward(minutes=20)
    assert desk.walks.at_hand(ANA) == 20
    clock.forward(minutes=22)
    assert desk.walks.at_hand(ANA) == 10
    slot = next(each for each in desk.calendar.slots() if each.period == "Period 3")
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot)
    clock.moment = datetime(2026, 11, 3, 10, 12, tzinfo=UTC)
    assert desk.walks.at_hand(ANA) == 10
    assert desk.walks.at_hand(BEN) == 20


@pytest.mark.parametrize(("minutes", "kept"), [(None, 2), (1, 1), (5, 5), (30, 5)])
def test_a_hello_on_a_walk_is_kept_as_a_hello(desk: Desk, minutes: int | None, kept: int) -> None:
    """Keep it in their room, with its minutes, which are never those of a visit."""
    walk = desk.walks.begin(ANA, LONG)
    desk.walks.tick(walk, place_of(walk, MARIA), "seen", minutes)
    (hello,) = desk.store.records(CheckIn)
    assert (hello.person, hello.by, hello.room) == (MARIA, ANA, "Room 12")
    assert desk.store.records(Visit) == []
    assert spent(desk) == [("relationship", kept, MARIA)]
    assert desk.contacts.status(MARIA).kind == "hello"
    assert desk.contacts.rooms()["Room 12"] == 0


@pytest.mark.parametrize(("minutes", "kept"), [(None, 5), (1, 5), (20, 20)])
def test_a_visit_on_a_walk_is_kept_as_a_visit(desk: Desk, minutes: int | None, kept: int) -> None:
    """Hold it in their room with at least the minutes of a visit."""
    walk = desk.walks.begin(ANA, LONG)
    desk.walks.tick(walk, place_of(walk, MARIA), "visited", minutes)
    (visit,) = desk.store.records(Visit)
    assert (visit.person, visit.coach, visit.state, visit.minutes) == (MARIA, ANA, "held", kept)
    assert datetime.fromisoformat(visit.held_at) == desk.now() - timedelta(minutes=kept)
    assert desk.store.records(CheckIn) == []
    ((kind, worked, person),) = spent(desk)
    assert (worked, person) == (kept, MARIA)
    assert kind != "relationship"
    assert desk.contacts.status(MARIA).kind == "visit"
    assert desk.contacts.reached() == (1, 3)


def test_a_stop_where_nobody_was_keeps_no_contact_and_no_time(desk: Desk) -> None:
    """Let somebody else come first the next time."""
    walk = desk.walks.begin(ANA, LEAST)
    (stop,) = walk.stops
    desk.walks.tick(walk, 0, "away")
    assert not desk.store.records(CheckIn)
    assert not desk.store.records(Visit)
    assert spent(desk) == []
    assert desk.contacts.status(stop.person).kind == ""
    (then,) = desk.walks.begin(ANA, LEAST).stops
    assert then.person != stop.person


@pytest.mark.parametrize("how", ["seen", "visited", "away"])
def test_a_stop_is_ticked_off_once(desk: Desk, how: str) -> None:
    """Refuse a second touch and write nothing; leave the other stops open."""
    walk = desk.walks.begin(ANA, LONG)
    desk.walks.tick(walk, 1, how)
    assert [stop.how for stop in desk.walks.walk(walk.id).stops] == ["", how, ""]
    before = ledger_bytes(desk.folder)
    for again in ("seen", "visited", "away"):
        with pytest.raises(Refused, match="done already"):
            desk.walks.tick(walk, 1, again)
    assert ledger_bytes(desk.folder) == before


@pytest.fixture
def door(desk: Desk) -> OpenDoor:
    """Maria has her door open in the second period."""
    desk.open_doors.open(desk.people[MARIA], TUESDAY, "Period 2", "Come and see the corners")
    (found,) = desk.open_doors.ahead(MARIA)
    return found


def look_in(desk: Desk) -> Visit:
    """Go through the open door as Ana."""
    walk = desk.walks.begin(ANA, LONG)
    desk.walks.tick(walk, place_of(walk, MARIA), "visited")
    (visit,) = desk.store.records(Visit)
    return visit


def owed(desk: Desk) -> list[Stop]:
    """The words that Ana owes to Maria, as stops."""
    return [stop for stop in stops_for(desk, MARIA) if "owed" in stop.purpose]


@pytest.mark.parametrize(
    ("hour", "minute", "stands"),
    [(8, 24, False), (8, 26, True), (9, 30, True), (10, 9, True), (10, 10, False)],
)
def test_an_open_door_is_a_stop_if_the_walk_comes_by_in_time(
    desk: Desk, clock: SetClock, door: OpenDoor, hour: int, minute: int, stands: bool
) -> None:
    """Say what she wrote; visit from the bell that begins the lesson until the bell that
    ends it.
    """
    clock.moment = datetime(2026, 11, 3, hour, minute, tzinfo=UTC)
    found = [each for each in stops_for(desk, MARIA) if each.kind == "door"]
    assert bool(found) == stands
    assert all("Come and see the corners" in each.purpose for each in found)
    assert all(each.subject == door.id for each in found)


def test_a_visit_closes_an_open_door_and_a_hello_does_not(
    desk: Desk, clock: SetClock, door: OpenDoor
) -> None:
    """Keep the visit as looking on."""
    clock.forward(hours=1)
    walk = desk.walks.begin(ANA, LONG)
    desk.walks.tick(walk, place_of(walk, MARIA), "seen")
    assert [each.id for each in desk.open_doors.ahead(MARIA)] == [door.id]
    visit = look_in(desk)
    assert desk.open_doors.ahead(MARIA) == []
    assert (visit.about, visit.room) == ("Open door", "Room 12")
    assert [each for each in spent(desk) if each[0] == "observing"] == [("observing", 12, MARIA)]
    assert not [stop for stop in stops_for(desk, MARIA) if stop.kind == "door"]


def test_feedback_that_is_owed_is_on_every_walk_until_it_is_given(
    desk: Desk, clock: SetClock, door: OpenDoor
) -> None:
    """Keep it over weeks, also when she was away or only greeted; remove it once it is written, and
    let it wait at her sign-in.
    """
    assert door
    clock.forward(hours=1)
    visit = look_in(desk)
    for how in ("away", "seen", "seen"):
        assert [stop.subject for stop in owed(desk)] == [visit.id]
        days_later(desk, clock, 4)
        walk = desk.walks.begin(ANA, LONG)
        desk.walks.tick(walk, place_of(walk, MARIA), how)
    assert [each.id for each in desk.calendar.owed(ANA)] == [visit.id]
    desk.bookings.answer(visit, ANA, "They asked each other")
    assert not owed(desk)
    assert not desk.calendar.owed(ANA)
    assert [each.body for each in waiting(desk, MARIA)] == ["They asked each other"]
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="given already"):
        desk.bookings.answer(visit, ANA, "Again")
    assert ledger_bytes(desk.folder) == before


def test_a_visit_on_a_walk_settles_the_feedback_that_was_owed(
    desk: Desk, clock: SetClock, door: OpenDoor
) -> None:
    """Owe nothing more, and let no note wait."""
    assert door
    clock.forward(hours=1)
    visit = look_in(desk)
    walk = desk.walks.begin(ANA, LONG)
    desk.walks.tick(walk, place_of(walk, MARIA), "visited")
    assert desk.calendar.visit(visit.id).feedback_at
    assert not owed(desk)
    assert not desk.calendar.owed(ANA)
    assert waiting(desk, MARIA) == []


def test_finishing_a_fix_ticks_its_stop_off(desk: Desk) -> None:
    """Tick it wherever the walker finishes it, keep its time once, and make no new stop of it."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer", text="no paper", when="now"))
    walk = desk.walks.begin(BEN, LONG)
    place = place_of(walk, MARIA)
    assert (walk.stops[place].kind, walk.stops[place].subject) == ("fix", made.id)
    assert "no paper" in walk.stops[place].purpose
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 7))
    assert desk.walks.walk(walk.id).stops[place].how == "fixed"
    assert spent(desk, BEN) == [("fixing", 7, MARIA)]
    with pytest.raises(Refused, match="done already"):
        desk.walks.tick(walk, place, "seen")
    assert not stops_for(desk, MARIA, BEN)


def test_a_small_fix_for_somebody_long_due_is_a_stop_for_the_fix(desk: Desk) -> None:
    """Call it a fix, give it the minutes of a fix, and tick it when it is finished."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer", when="week"))
    walk = desk.walks.begin(BEN, LONG)
    (stop,) = [each for each in walk.stops if each.person == MARIA]
    assert (stop.kind, stop.subject) == ("fix", made.id)
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 7))
    assert desk.walks.walk(walk.id).stops[place_of(walk, MARIA)].how == "fixed"


def test_a_request_is_a_stop_only_if_free_or_claimed_by_the_walker(desk: Desk) -> None:
    """Leave out what somebody else has claimed, what is paused and what is over."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer", when="now"))
    assert [stop.kind for stop in stops_for(desk, MARIA)] == ["fix"]
    desk.requests.act(made.id, lambda r: rules.claim(r, BEN))
    assert [stop.kind for stop in stops_for(desk, MARIA)] == ["hello"]
    assert [stop.kind for stop in stops_for(desk, MARIA, BEN)] == ["fix"]
    desk.requests.act(made.id, lambda r: rules.pause(r, BEN, "A part", None))
    assert [stop.kind for stop in stops_for(desk, MARIA, BEN)] == ["hello"]


def test_a_teacher_who_asked_for_coaching_is_a_stop_until_there_is_a_time(desk: Desk) -> None:
    """Remove the stop once a time is booked."""
    made = desk.requests.flag(Need("coaching", MARIA, "Plan a lesson"))
    (stop,) = stops_for(desk, MARIA)
    assert (stop.kind, stop.subject) == ("follow-up", made.id)
    slot = desk.calendar.slots(desk.people[MARIA], "Plan a lesson")[-1]
    desk.bookings.schedule(made, slot, ANA)
    assert [stop.kind for stop in stops_for(desk, MARIA)] == ["hello"]


def test_a_cycle_without_news_for_ten_days_is_a_stop_of_its_coach(
    desk: Desk, clock: SetClock
) -> None:
    """Remove the stop after a new entry."""
    desk.cycles.open_cycle(ANA, MARIA, "Students ask each other")
    for days, quiet in ((9, False), (1, True)):
        clock.forward(days=days)
        asked = [s for s in stops_for(desk, MARIA) if "Students ask each other" in s.purpose]
        assert bool(asked) == quiet
    assert [stop.kind for stop in stops_for(desk, MARIA, BEN)] == ["hello"]
    cycle = desk.cycles.cycle(MARIA)
    assert cycle
    desk.cycles.say(cycle, ANA, "They began on Monday")
    assert [stop.kind for stop in stops_for(desk, MARIA)] == ["hello"]


@pytest.mark.parametrize(("coach", "lane"), [(ANA, "coaching"), (BEN, "fix")])
def test_a_follow_up_from_a_stop_is_claimed_by_the_coach(desk: Desk, coach: str, lane: str) -> None:
    """Make a request of their lane with their words, which the teacher sees."""
    made = desk.walks.follow_up(coach, MARIA, "  show her the corners ")
    assert (made.lane, made.state, made.owner) == (lane, "claimed", coach)
    assert (made.person, made.room, made.text) == (MARIA, "Room 12", "show her the corners")
    assert [each.id for each in desk.requests.for_person(MARIA)] == [made.id]
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="in a few words"):
        desk.walks.follow_up(coach, MARIA, " \n")
    assert ledger_bytes(desk.folder) == before
    assert len(desk.store.records(Request)) == 1


def kinds_of(desk: Desk, coach: str, minutes: int) -> set[str]:
    """What a route has stops for."""
    return {stop.kind for stop in desk.walks.route(coach, minutes).stops}


def test_many_teachers_never_met_do_not_displace_promises(desk: Desk, clock: SetClock) -> None:
    """Send a fixer to the urgent projector and a coach to the open door and to who asked, though
    thirty were never met; let each greet the one due longest.
    """
    for number in range(30):
        hire(desk, f"t{number}", f"Teacher {number}", room=f"Room {40 + number}")
    desk.requests.flag(Need("fix", MARIA, "Projector", when="now"))
    desk.requests.flag(Need("coaching", KOFI, "One-to-one"))
    jonas = desk.people[JONAS]
    day, period = desk.open_doors.lessons(jonas)[0]
    desk.open_doors.open(jonas, day, period.name, "Come and see")
    clock.forward(hours=1)
    assert kinds_of(desk, BEN, 20) == {"fix", "hello"}
    assert kinds_of(desk, ANA, 30) == {"door", "follow-up", "hello"}


def test_coaching_requests_and_open_doors_are_no_stops_of_a_fixer(
    desk: Desk, clock: SetClock
) -> None:
    """Make one a stop if the fixer has claimed it."""
    desk.requests.flag(Need("coaching", KOFI, "One-to-one"))
    maria = desk.people[MARIA]
    day, period = desk.open_doors.lessons(maria)[0]
    desk.open_doors.open(maria, day, period.name, "Come and see")
    clock.forward(hours=1)
    assert kinds_of(desk, BEN, LONG) == {"hello"}
    assert {"door", "follow-up"} <= kinds_of(desk, ANA, LONG)
    request = desk.requests.for_person(KOFI)[0]
    desk.requests.act(request.id, lambda now: rules.claim(now, BEN))
    assert kinds_of(desk, BEN, LONG) == {"hello", "follow-up"}


@pytest.mark.parametrize("minutes", [20, 30, 45])
def test_a_coach_walks_to_people_before_fixes_and_keeps_promises_first(
    desk: Desk, clock: SetClock, minutes: int
) -> None:
    """Ask about the quiet cycle first, and leave the fix to the fixer, where there is one."""
    for number in range(30):
        hire(desk, f"t{number}", f"Teacher {number}", room=f"Room {40 + number}")
    desk.cycles.open_cycle(ANA, KOFI, "Students ask each other")
    days_later(desk, clock, 12)
    desk.requests.flag(Need("fix", MARIA, "Projector", when="now"))
    assert kinds_of(desk, ANA, minutes) == {"hello", "follow-up"}
    assert "fix" in kinds_of(desk, BEN, minutes)
    desk.act(lambda: [raw_fact("person.left", BEN)])
    assert minutes == 20 or "fix" in kinds_of(desk, ANA, minutes), "20 are spent on the promise"
