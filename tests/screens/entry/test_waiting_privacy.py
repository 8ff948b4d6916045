"""The waiting screen says nothing of who is coached, and signs thanks as their receivers allow."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from data.records import Shown, Thanks
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from screens.entry import waiting
from screens.entry.waiting import WaitingScreen
from screens.widgets.team_card import team_blocks
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, open_school
from tests.support.two_kiosks import hire


@pytest.fixture
def clock() -> SetClock:
    """Tuesday 3 November 2026, 8:15."""
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A desk on the small school."""
    made = open_school(tmp_path, clock)
    yield made
    made.close()


NAMES = {
    "one": "Maria Rivera",
    "two": "Ludmilla Wójcik-Nowak",
    "three": "Pelé",
    "four": "José da Silva Santos",
}


class ScreenStub(msgspec.Struct):
    """As much of the waiting screen as its words are made from."""

    desk: Desk


def on_the_wall(desk: Desk, thanks: Thanks, shown: Shown) -> tuple[str, str]:
    """The text of a thank-you as it hangs, and how it is signed."""
    screen = cast(WaitingScreen, ScreenStub(desk))
    *quoted, signed = (
        line.plain for line in WaitingScreen._thanks_block(screen, thanks, shown, 60)
    )
    return " ".join(quoted), signed


@pytest.mark.parametrize("by", NAMES)
@pytest.mark.parametrize("to", NAMES)
def test_initials_never_show_a_name(desk: Desk, by: str, to: str) -> None:
    """Show no part of two letters or more of the giver's or the receiver's name."""
    for person, name in NAMES.items():
        hire(desk, person, name)
    thanks = Thanks(id="t", by=by, to=to, at="2026-11-03T08:00:00+00:00", text="So kind!")
    text, signed = on_the_wall(desk, thanks, "initials")
    parts = {part for name in (NAMES[by], NAMES[to]) for part in name.split()}
    assert not [part for part in parts if len(part) > 1 and part in f"{text} {signed}"]
    assert signed.startswith(NAMES[by][0])
    assert f" {NAMES[to][0]}" in signed
    _, whole = on_the_wall(desk, thanks, "wall")
    assert NAMES[by].split()[-1] in whole
    assert NAMES[to].split()[-1] in whole


def test_an_empty_wall_says_who_decides_and_names_nobody(desk: Desk) -> None:
    """Show nothing of thanks that wait for the answer of their receiver."""
    desk.thanks.thank(MARIA, KOFI, "For your help", "You saved my lesson")
    for person in (MARIA, KOFI, JONAS):
        desk.thanks.hi(person)
    blocks = WaitingScreen._thanks_blocks(
        cast(WaitingScreen, ScreenStub(desk)), desk.thanks.wall(), 60
    )
    said = plain(blocks)
    assert "decides who sees it" in said
    assert "3 people said hi" in said
    for word in ("Maria", "Rivera", "Kofi", "Okafor", "saved", "M.R."):
        assert word not in said


KINDS = ("Plan a lesson", "Teach it together", "Watch my class", "Try a tool", "One to one")
WORDS = "fractions for the sixth class"
"""What a teacher said in confidence; any of these words on the board would be one too many."""
PRIVATE = (
    *("Maria", "Rivera", "Kofi", "Okafor", "Jonas", "Lindqvist"),
    *("Room 12", "Room 31", "Room 7", "M.R.", "K.O.", "J.L.", "fractions", "sixth", *KINDS),
)
TEACHERS = (MARIA, KOFI, JONAS)


def plain(blocks: Iterable[Iterable[Content]]) -> str:
    """All the words of some blocks."""
    return " ".join(line.plain for block in blocks for line in block)


def on_the_board(desk: Desk) -> str:
    """All that the waiting screen says of the team, of what is coming and of known problems."""
    team, coming, problems = desk.whereabouts.team(), desk.board.coming(), desk.board.problems()
    told = [f"{each.person.name} {each.where} {each.open_next}" for each in team]
    told += [f"{each.when} {each.title} {' '.join(each.detail)}" for each in coming]
    screen = cast(WaitingScreen, ScreenStub(desk))
    for columns in (30, 60):
        told.append(plain(team_blocks(team, columns)))
        told.append(plain(waiting.event_blocks(coming, columns)))
        told.append(plain(WaitingScreen._problem_blocks(screen, problems, columns)))
    return "\n".join(told)


Confide = Callable[[Desk, str, str], object]
"""A teacher, and a kind of coaching: one thing that may be going on between them and the team."""


def ask(desk: Desk, teacher: str, kind: str) -> str:
    """Ask for coaching, in words; gives the id of the request."""
    need = Need("coaching", teacher, kind, text=WORDS, look_at=WORDS, feedback=WORDS)
    return desk.requests.flag(need).id


def open_a_door(desk: Desk, teacher: str, _: str) -> None:
    """Let colleagues come and watch a lesson, unless one is open already."""
    person = desk.people[teacher]
    if not desk.open_doors.ahead(teacher):
        day, period = desk.open_doors.lessons(person)[0]
        desk.open_doors.open(person, day, period.name, WORDS)


def book(desk: Desk, teacher: str, kind: str) -> str:
    """Book a time; gives the id of the request."""
    slot = desk.calendar.slots(desk.people[teacher], kind)[0]
    return desk.bookings.flag(Need("coaching", teacher, kind, text=WORDS), slot).id


def book_and_take_back(desk: Desk, teacher: str, kind: str) -> None:
    """Book a time, and withdraw the request."""
    desk.requests.act(book(desk, teacher, kind), lambda r: rules.withdraw(r, teacher))


def book_and_leave_open(desk: Desk, teacher: str, kind: str) -> None:
    """Book a time, and leave open when it is."""
    book(desk, teacher, kind)
    desk.calendar.leave_open(desk.calendar.ahead(teacher)[0], teacher)


def be_claimed(desk: Desk, teacher: str, kind: str) -> str:
    """Ask for coaching that a coach takes on; gives the id of the request."""
    made = desk.requests.flag(Need("coaching", teacher, kind, text=WORDS))
    desk.requests.act(made.id, lambda r: rules.claim(r, ANA))
    return made.id


def be_coached(desk: Desk, teacher: str, kind: str) -> str:
    """Ask for coaching that a coach finishes; gives the id of the request."""
    key = be_claimed(desk, teacher, kind)
    desk.requests.act(key, lambda r: rules.finish(r, ANA, 30, WORDS))
    return key


def be_coached_and_tell(desk: Desk, teacher: str, kind: str) -> None:
    """Be coached, and tell how it went."""
    key = be_coached(desk, teacher, kind)
    desk.requests.act(key, lambda r: rules.tell(r, teacher, "worked", WORDS))


def need_a_fix(desk: Desk, teacher: str, _: str) -> None:
    """Ask for a fix that the fixer takes on."""
    made = desk.requests.flag(Need("fix", teacher, "Printer", text=WORDS))
    desk.requests.act(made.id, lambda r: rules.claim(r, BEN))


def sign_up(desk: Desk, teacher: str, _: str) -> None:
    """Sign up for the next workshop, if there is one."""
    coming = desk.workshops.ahead()
    if coming and teacher not in coming[0].signed:
        desk.workshops.sign(coming[0].id, teacher)


def say_me_too(desk: Desk, teacher: str, _: str) -> None:
    """Join the first known problem, if there is one."""
    known = desk.board.problems()
    if known and all(each.person != teacher for each in known[0].joined):
        desk.board.join_problem(known[0].id, teacher, desk.people[teacher].room)


def share_an_idea(desk: Desk, teacher: str, _: str) -> None:
    """Put an idea on the shelf, and offer to show it."""
    desk.shelf.share(teacher, WORDS, WORDS, helps=True)


def exchange_kind_words(desk: Desk, teacher: str, _: str) -> None:
    """Get a note, give thanks, and tell how the day was."""
    desk.thanks.leave_note(ANA, teacher, WORDS)
    desk.thanks.thank(teacher, ANA, text=WORDS)
    desk.thanks.tell_day(desk.thanks.hi(teacher), teacher, "Hard")


GOING_ON: dict[str, Confide] = {
    "asked": ask,
    "door": open_a_door,
    "booked": book,
    "taken back": book_and_take_back,
    "left open": book_and_leave_open,
    "claimed": be_claimed,
    "finished": be_coached,
    "told": be_coached_and_tell,
    "fix": need_a_fix,
    "signed": sign_up,
    "me too": say_me_too,
    "idea": share_an_idea,
    "kind": exchange_kind_words,
}
CONFIDED = st.tuples(
    st.sampled_from(TEACHERS), st.sampled_from(KINDS), st.sampled_from(list(GOING_ON))
)
PRESENCES = st.sampled_from(["", "Library", "Library until noon", "ended"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CONFIDED, min_size=1, max_size=12),
    PRESENCES,
    st.sampled_from([0, 1, 2, 4, 7, 24, 48]),
)
def test_nothing_on_the_board_says_who_is_coached(
    confided: list[tuple[str, str, str]], presence: str, hours: int
) -> None:
    """Show no teacher's name, initials or room, and no word they said, at any hour, whatever they
    have going on.
    """
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = open_school(Path(folder), clock)
        start = clock.now() + timedelta(days=2)
        desk.workshops.plan(ANA, "Slides that move", start, 45, room="Library", places=1)
        desk.board.open_problem(BEN, "Wi-Fi is slow", "Wi-Fi", rooms=["Room 12"], expected="soon")
        desk.board.announce(ANA, "Cake in the staffroom", clock.now().date())
        for teacher, kind, what in confided:
            GOING_ON[what](desk, teacher, kind)
        if presence:
            until = clock.now() + timedelta(hours=5) if "until" in presence else None
            desk.whereabouts.say_where(ANA, "" if presence == "ended" else "Library", until)
        clock.forward(hours=hours)
        said = on_the_board(desk)
        assert "Ana Duarte" in said
        assert not [word for word in PRIVATE if word in said]
        desk.close()


def test_a_coach_on_a_visit_is_shown_as_with_a_colleague(desk: Desk, clock: SetClock) -> None:
    """Say until when, so that she can be found, but not with whom or where."""
    maria = desk.people[MARIA]
    slot = desk.calendar.slots(maria, "Watch my class")[0]
    desk.bookings.flag(Need("coaching", MARIA, "Watch my class", text=WORDS), slot)
    clock.forward(hours=1)
    assert "with a colleague until 10:10" in on_the_board(desk)
    assert not [word for word in PRIVATE if word in on_the_board(desk)]
