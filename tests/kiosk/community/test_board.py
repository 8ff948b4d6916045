"""The board: where those are who help, what is known to be broken, and what is coming."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import raw_fact
from data.records import Problem
from kiosk.community.whereabouts import Whereabouts
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, TOML, ledger_bytes, open_school
from tests.support.two_kiosks import RAFA, hire, touch, waiting

TODAY = date(2026, 11, 3)
ROOMS = """
[[rooms]]
name = "Room 12"
wing = "East"

[[rooms]]
name = "Room 14"
wing = "East"

[[rooms]]
name = "Room 31"
wing = "North"
"""


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A desk on a school with wings."""
    folder = tmp_path / "here"
    folder.mkdir()
    made = open_school(folder, clock, TOML + ROOMS)
    yield made
    made.close()


def where(desk: Desk, person: str) -> tuple[str, bool]:
    """Where one of the team is, in words, and whether they are away."""
    found = whereabouts(desk, person)
    return found.where, found.away


def whereabouts(desk: Desk, person: str) -> Whereabouts:
    """All that is told of one of the team."""
    (found,) = [each for each in desk.whereabouts.team() if each.person.id == person]
    return found


def test_the_team_lists_everybody_who_helps_with_coaches_first(desk: Desk) -> None:
    """List nobody else, and nobody who has left."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    assert [each.person.id for each in desk.whereabouts.team()] == [ANA, RAFA, BEN]
    desk.act(lambda: [raw_fact("person.left", ANA)])
    assert [each.person.id for each in desk.whereabouts.team()] == [RAFA, BEN]


def test_a_place_that_somebody_says_holds_until_the_time_they_said(
    desk: Desk, clock: SetClock
) -> None:
    """End it to the minute, at the end of the day, or when it is taken down."""
    around = ("around, come and ask", False)
    assert where(desk, ANA) == where(desk, BEN) == around
    desk.whereabouts.say_where(ANA, " Gym\x1b ", clock.now() + timedelta(minutes=45))
    assert where(desk, ANA) == ("Gym until 09:00", True)
    assert where(desk, BEN) == around
    clock.forward(minutes=44)
    assert where(desk, ANA) == ("Gym until 09:00", True)
    clock.forward(minutes=1)
    assert where(desk, ANA) == around
    desk.whereabouts.say_where(ANA, "Library")
    clock.forward(hours=6)
    assert where(desk, ANA) == ("Library", True)
    clock.forward(hours=18)
    assert where(desk, ANA) == around
    desk.whereabouts.say_where(ANA, "Library")
    desk.whereabouts.say_where(ANA, "  ")
    assert where(desk, ANA) == around


def test_a_visit_is_told_unless_the_coach_says_where_she_is(desk: Desk, clock: SetClock) -> None:
    """Say it until its end, without saying with whom."""
    slot = desk.calendar.slots()[0]
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot)
    assert where(desk, ANA) == ("around, come and ask", False)
    clock.moment = datetime(2026, 11, 3, 9, 10, tzinfo=UTC)
    assert where(desk, ANA) == ("with a colleague until 10:10", True)
    desk.whereabouts.say_where(ANA, "Library", clock.now() + timedelta(minutes=30))
    assert where(desk, ANA) == ("Library until 09:40", True)
    clock.forward(minutes=30)
    assert where(desk, ANA) == ("with a colleague until 10:10", True)
    clock.forward(minutes=30)
    assert where(desk, ANA) == ("around, come and ask", False)


def test_whoever_claimed_a_fix_is_shown_as_out_for_a_while(desk: Desk, clock: SetClock) -> None:
    """Show it for three quarters of an hour or until it is finished, for one's own claimed fix
    alone, and never for coaching.
    """
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    lesson = desk.requests.flag(Need("coaching", MARIA, "Plan a lesson"))
    desk.requests.act(lesson.id, lambda r: rules.claim(r, BEN))
    assert where(desk, BEN) == ("around, come and ask", False)
    desk.requests.act(made.id, lambda r: rules.claim(r, BEN))
    assert where(desk, BEN) == ("out fixing", True)
    assert where(desk, ANA) == ("around, come and ask", False)
    clock.forward(minutes=44)
    assert where(desk, BEN) == ("out fixing", True)
    clock.forward(minutes=1)
    assert where(desk, BEN) == ("around, come and ask", False)
    again = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(again.id, lambda r: rules.claim(r, BEN))
    desk.requests.act(again.id, lambda r: rules.finish(r, BEN, 5))
    assert where(desk, BEN) == ("around, come and ask", False)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-03T07:59", ("back at 08:00", True)),
        ("2026-11-03T08:00", ("around, come and ask", False)),
        ("2026-11-03T12:30", ("around, come and ask", False)),
        ("2026-11-03T14:59", ("around, come and ask", False)),
        ("2026-11-03T15:00", ("back Wed 08:00", True)),
        ("2026-11-06T20:00", ("back Mon 08:00", True)),
        ("2026-11-07T10:00", ("back Mon 08:00", True)),
    ],
)
def test_outside_school_hours_nobody_is_shown_as_around(
    desk: Desk, clock: SetClock, at: str, said: tuple[str, bool]
) -> None:
    """Show people as around from the first bell to the last; else say when they are back."""
    clock.moment = datetime.fromisoformat(f"{at}+00:00")
    assert where(desk, ANA) == where(desk, BEN) == said


def test_the_next_open_time_is_that_of_each_coach(desk: Desk, clock: SetClock) -> None:
    """Name today's by the clock and another day's with its day, skip booked ones, and name none for
    a fixer.
    """
    hire(desk, RAFA, "Rafael Mota", "coach")
    desk.calendar.set_free(RAFA, ["thu Period 2"])
    assert whereabouts(desk, ANA).open_next == "09:10"
    assert whereabouts(desk, RAFA).open_next == "Thu 09:10"
    assert whereabouts(desk, BEN).open_next == ""
    slot = next(each for each in desk.calendar.slots() if each.coach == ANA)
    desk.bookings.flag(Need("coaching", MARIA, "Plan a lesson"), slot)
    assert whereabouts(desk, ANA).open_next == "10:30"
    clock.forward(hours=5)
    assert whereabouts(desk, ANA).open_next == "Wed 08:00"


def open_problem(desk: Desk, **more: object) -> str:
    """Ben announces what is known."""
    said: dict[str, object] = {"title": "Wi-Fi is slow", "category": "Wi-Fi"} | more
    return desk.board.open_problem(BEN, **said)  # type: ignore[arg-type]  # any of its words


@pytest.mark.parametrize(
    ("said", "joined", "rooms"),
    [
        ({}, [], 0),
        ({"rooms": ["Room 12", " ", "Room 12"]}, [], 1),
        ({"rooms": ["Room 12"]}, ["Room 12", "Room 31"], 2),
        ({"wing": "East"}, [], 2),
        ({"wing": "East"}, ["Room 14", "Room 31", ""], 3),
        ({"wing": "Attic"}, ["Room 7"], 1),
    ],
)
def test_each_room_with_a_problem_is_counted_once(
    desk: Desk, said: dict[str, object], joined: list[str], rooms: int
) -> None:
    """Count the rooms it was announced for, those of a wing, and those from which somebody said me
    too.
    """
    key = open_problem(desk, **said)
    for person, room in zip((MARIA, KOFI, JONAS), joined, strict=False):
        desk.board.join_problem(key, person, room)
    assert desk.board.rooms(desk.board.problem(key)) == rooms


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=7),
)
def test_the_problem_that_most_have_comes_first(made: list[tuple[int, bool]]) -> None:
    """Sort those that are on; of two equal ones put the older one first."""
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = open_school(Path(folder), clock)
        on = []
        for count, ended in made:
            clock.forward(minutes=1)
            key = open_problem(desk, rooms=[f"Room {n}" for n in range(count)])
            if ended:
                desk.board.end_problem(key, BEN)
            else:
                on.append((-count, desk.board.problem(key).at, key))
        assert [each.id for each in desk.board.problems()] == [key for _, _, key in sorted(on)]
        desk.close()


@pytest.mark.parametrize(
    ("said", "room", "fits"),
    [
        ({}, "Room 12", True),
        ({}, "", True),
        ({"category": "Printer"}, "Room 12", False),
        ({"rooms": ["Room 12"]}, "Room 12", True),
        ({"rooms": ["Room 12"]}, "Room 14", False),
        ({"rooms": ["Room 12"]}, "Shed", False),
        ({"rooms": ["Room 12"]}, "", True),
        ({"wing": "East"}, "Room 14", True),
        ({"wing": "East"}, "Room 31", False),
        ({"wing": "East"}, "Shed", False),
        ({"wing": "East", "rooms": ["Room 31"]}, "Room 31", True),
    ],
)
def test_a_known_problem_is_offered_for_its_category_and_place(
    desk: Desk, said: dict[str, object], room: str, fits: bool
) -> None:
    """Offer it in its rooms, its wing or the whole school, and always to whoever names no room."""
    key = open_problem(desk, **said)
    assert [each.id for each in desk.board.problems_fitting("Wi-Fi", room)] == (
        [key] if fits else []
    )


def test_a_problem_is_offered_in_a_room_that_joined_it(desk: Desk) -> None:
    """Offer it to the next person from there, and to nobody once it is over."""
    key = open_problem(desk, rooms=["Room 12"])
    assert desk.board.problems_fitting("Wi-Fi", "Room 31") == []
    desk.board.join_problem(key, KOFI, "Room 31")
    assert [each.id for each in desk.board.problems_fitting("Wi-Fi", "Room 31")] == [key]
    desk.board.end_problem(key, BEN)
    assert desk.board.problems_fitting("Wi-Fi", "Room 31") == desk.board.problems() == []


def test_whoever_said_me_too_is_told_when_a_problem_is_over(desk: Desk) -> None:
    """Tell them the words it ended with, once, and tell nobody else."""
    key = open_problem(desk)
    for person in (MARIA, KOFI):
        desk.board.join_problem(key, person, "Room 12")
    assert waiting(desk, MARIA) == []
    desk.board.end_problem(key, BEN, "A new cable")
    for person in (MARIA, KOFI):
        inbox = Inbox(desk, person)
        (item,) = inbox.items()
        assert item.head == "It is over: Wi-Fi is slow"
        assert item.body == "A new cable"
        touch(inbox, item, "seen")
        assert waiting(desk, person) == []
    assert waiting(desk, JONAS) == waiting(desk, BEN) == []
    assert sorted(desk.board.problem(key).told) == [KOFI, MARIA]


def test_acts_on_a_problem_that_make_no_sense_are_refused(desk: Desk) -> None:
    """Refuse a second me too, me too or an end when it is over, no name, and an unknown problem;
    write nothing.
    """
    key, over = open_problem(desk), open_problem(desk)
    desk.board.join_problem(key, MARIA, "Room 12")
    desk.board.end_problem(over, BEN)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="You're on this one already"):
        desk.board.join_problem(key, MARIA, "Room 31")
    with pytest.raises(Refused, match="flag it as a fix"):
        desk.board.join_problem(over, KOFI, "Room 31")
    with pytest.raises(Refused, match="over already"):
        desk.board.end_problem(over, BEN)
    with pytest.raises(Refused, match="Nothing was announced"):
        open_problem(desk, title=" \x1b ")
    with pytest.raises(Refused, match="no known problem"):
        desk.board.join_problem("nothing", KOFI, "")
    assert ledger_bytes(desk.folder) == before
    assert len(desk.store.records(Problem)) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=6),
    st.integers(0, 20),
)
def test_an_announcement_is_shown_until_its_last_day_is_over(
    lines: list[tuple[int, int | None]], gone: int
) -> None:
    """Show it up to and including that day, soonest first; refuse a last day before its day."""
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = open_school(Path(folder), clock)
        hung = {}
        for number, (ahead, longer) in enumerate(lines):
            day = TODAY + timedelta(days=ahead)
            until = None if longer is None else TODAY + timedelta(days=longer)
            text = f"Line {number}"
            if until and until < day:
                with pytest.raises(Refused, match="Nothing was announced"):
                    desk.board.announce(ANA, text, day, until=until)
            else:
                desk.board.announce(ANA, text, day, until=until)
                hung[text] = (day, until or day)
        clock.forward(days=gone)
        today = TODAY + timedelta(days=gone)
        found = desk.board.announcements()
        assert {each.text for each in found} == {
            text for text, (_, last) in hung.items() if last >= today
        }
        days = [each.date for each in found]
        assert days == sorted(days)
        desk.close()


def test_an_announcement_for_yesterday_or_without_words_is_refused(desk: Desk) -> None:
    """Write nothing."""
    before = ledger_bytes(desk.folder)
    for text, day in ((" \x1b ", TODAY), ("Cake", TODAY - timedelta(days=1))):
        with pytest.raises(Refused, match="Nothing was announced"):
            desk.board.announce(ANA, text, day)
    assert ledger_bytes(desk.folder) == before


def test_an_announcement_that_was_taken_down_is_gone(desk: Desk) -> None:
    """Remove it before its day."""
    key = desk.board.announce(ANA, "Cake", TODAY)
    desk.act(lambda: [raw_fact("announcement.withdrawn", key, by=ANA)])
    assert desk.board.announcements() == []
    assert desk.board.coming() == []


def test_workshops_and_announcements_are_in_the_order_of_their_time(desk: Desk) -> None:
    """Name the day as people do; put what has no time of day before what has one."""
    planned = datetime(2026, 11, 5, 15, 15)
    desk.board.announce(ANA, "Assembly", date(2026, 11, 16), time="10:30")
    desk.workshops.plan(ANA, "Slides that move", planned, 45, room="Library", places=8)
    desk.board.announce(ANA, "Jonas is forty", planned.date(), celebration=True)
    desk.board.announce(ANA, "Cake", TODAY, time="14:30")
    desk.board.announce(ANA, "Books", TODAY, until=date(2026, 11, 6))
    found = [(each.when, each.title, each.birthday) for each in desk.board.coming()]
    assert found == [
        ("today", "Books", False),
        ("today 14:30", "Cake", False),
        ("Thu", "Jonas is forty", True),
        ("Thu 15:15", "Slides that move", False),
        ("Mon 16 Nov 10:30", "Assembly", False),
    ]
    assert desk.board.coming()[3].detail == ("Library", "8 places left")


def test_an_announcement_that_lasts_longer_than_its_day_says_now(
    desk: Desk, clock: SetClock
) -> None:
    """Do not name a day that is over."""
    desk.board.announce(ANA, "Books", TODAY, until=date(2026, 11, 6))
    clock.forward(days=2)
    (found,) = desk.board.coming()
    assert (found.when, found.title) == ("now", "Books")
