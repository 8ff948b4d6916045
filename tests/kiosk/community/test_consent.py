"""Consent: thanks hang as their receivers allow and no longer than a week, and what hangs on the
waiting screen says nothing of who is coached.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
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
from kiosk.school.errors import Refused
from screens.entry import waiting
from screens.entry.waiting import WaitingScreen
from tests.support.fakes import SetClock, foreign
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, TOML, open_school
from tests.support.two_kiosks import hire

WEEK = 7
"""Days for which thanks may hang; the day on which they were given is day 0."""
ZONES = ("", "America/Chicago", "Pacific/Auckland")
CHOICES = st.sampled_from(["private", "initials", "wall"])
PEOPLE = st.sampled_from([MARIA, KOFI, ANA, BEN])


class Thank(msgspec.Struct, frozen=True):
    """Somebody thanks somebody."""

    by: str
    to: str


class Answer(msgspec.Struct, frozen=True):
    """The receiver says who may see one of the thanks there are; or somebody else tries to."""

    which: int
    shown: str
    intruder: str = ""


class Prefer(msgspec.Struct, frozen=True):
    """Somebody chooses once for all; "" takes the choice back."""

    who: str
    shown: str


class Wait(msgspec.Struct, frozen=True):
    """Hours go by."""

    hours: int


Act = Thank | Answer | Prefer | Wait
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(Thank, PEOPLE, PEOPLE).filter(lambda act: act.by != act.to),
    st.builds(Answer, st.integers(0, 3), CHOICES),
    st.builds(Answer, st.integers(0, 3), CHOICES, PEOPLE),
    st.builds(Prefer, PEOPLE, st.one_of(st.just(""), CHOICES)),
    st.builds(Wait, st.sampled_from([1, 9, 24, 24 * 6, 24 * 7, 24 * 8])),
)


class Said(msgspec.Struct):
    """What the test remembers of one thank-you."""

    key: str
    to: str
    day: date
    answer: str = ""


def allowed(said: Iterable[Said], chosen: dict[str, str], today: date) -> dict[str, str]:
    """Which of them may hang today, and how they are signed: the receiver's word on this one, else
    what the receiver chose for all, else nobody sees it; and none after a week.
    """
    hung = {}
    for each in said:
        shown = each.answer or chosen.get(each.to, "")
        if shown in {"initials", "wall"} and today - each.day <= timedelta(days=WEEK):
            hung[each.key] = shown
    return hung


def school(folder: str, clock: SetClock, zone: str = "") -> Desk:
    """The small school, in a time zone."""
    named = f'name = "Lincoln"\ntimezone = "{zone}"'
    return open_school(Path(folder), clock, TOML.replace('name = "Lincoln"', named))


@settings(max_examples=120, deadline=None)
@given(st.lists(ACTS, max_size=30), st.sampled_from(ZONES))
def test_the_wall_shows_exactly_what_receivers_allow(acts: Sequence[Act], zone: str) -> None:
    """After every act: what one thank-you was allowed, else what its receiver chose for all, else
    nothing; for a week of the school's own days; and only the receiver's word counts.
    """
    said: list[Said] = []
    chosen: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = school(folder, clock, zone)
        for act in acts:
            if isinstance(act, Thank):
                key = desk.thanks.thank(act.by, act.to, "For your help")
                said.append(Said(key, act.to, desk.now().date()))
            elif isinstance(act, Prefer):
                desk.accounts.show_thanks(act.who, act.shown)
                chosen[act.who] = act.shown
            elif isinstance(act, Wait):
                clock.forward(hours=act.hours)
            elif said:
                each = said[-1 - act.which % len(said)]
                if act.intruder in {"", each.to}:
                    desk.thanks.allow(each.key, each.to, act.shown)
                    each.answer = act.shown
                else:
                    with pytest.raises(Refused, match="somebody else's"):
                        desk.thanks.allow(each.key, act.intruder, act.shown)
            wall = desk.thanks.wall()
            hung = {thanks.id: shown for thanks, shown in wall}
            assert hung == allowed(said, chosen, desk.now().date())
            assert len(wall) == len(hung), "none hangs twice"
            given_at = [thanks.at for thanks, _ in wall]
            assert given_at == sorted(given_at, reverse=True), "the newest comes first"
        desk.close()


@pytest.mark.parametrize("standing", ["", "private", "initials", "wall"])
@pytest.mark.parametrize("age", range(21))
def test_how_old_thanks_hang_for_each_choice(
    desk: Desk, clock: SetClock, standing: str, age: int
) -> None:
    """Unanswered thanks of 0 to 20 days: on the wall up to the seventh, and only for those who
    chose so.
    """
    desk.thanks.thank(MARIA, KOFI, "For your help")
    desk.accounts.show_thanks(KOFI, standing)
    clock.forward(days=age)
    hung = [shown for _, shown in desk.thanks.wall()]
    assert hung == ([standing] if standing in {"initials", "wall"} and age <= WEEK else [])


def test_the_week_goes_by_the_schools_days_wherever_thanks_were_given(tmp_path: Path) -> None:
    """Given late in the evening on a kiosk of another time zone: it is the date here that counts,
    for the first of seven days as for the last.
    """
    clock = SetClock()
    desk = open_school(tmp_path, clock)
    clock.forward(days=1)
    late = "2026-11-03T23:30:00-06:00"  # the fourth of November here, at half past five
    body = {"reason": "For your help"}
    given_there = foreign("thanks.given", "t1", 1, at=late, by=MARIA, whom=KOFI, body=body)
    desk.store.ingest([given_there])
    desk.accounts.show_thanks(KOFI, "wall")
    hung = []
    for _ in range(WEEK + 3):
        hung.append(len(desk.thanks.wall()))
        clock.forward(days=1)
    assert hung == [1] * (WEEK + 1) + [0, 0]
    desk.close()


def test_thanks_of_tomorrow_wait_for_their_day(desk: Desk, clock: SetClock) -> None:
    """A clock that ran ahead hangs nothing before its time."""
    clock.forward(days=1)
    desk.accounts.show_thanks(KOFI, "wall")
    desk.thanks.thank(MARIA, KOFI, "For your help")
    clock.forward(days=-1)
    assert desk.thanks.wall() == []
    clock.forward(days=1)
    assert len(desk.thanks.wall()) == 1


@pytest.mark.parametrize("standing", ["", "private", "initials", "wall"])
@pytest.mark.parametrize("answer", ["private", "initials", "wall"])
def test_the_word_on_one_goes_before_the_choice_for_all(
    desk: Desk, standing: str, answer: str
) -> None:
    """Whichever came first; and it is a word on that one alone."""
    desk.accounts.show_thanks(KOFI, standing)
    key = desk.thanks.thank(MARIA, KOFI, "For your help")
    other = desk.thanks.thank(JONAS, KOFI, "For your time")
    desk.thanks.allow(key, KOFI, answer)
    for _ in range(2):
        hung = {thanks.id: shown for thanks, shown in desk.thanks.wall()}
        assert hung.get(key, "private") == answer
        assert hung.get(other, "private") == (standing or "private")
        desk.accounts.show_thanks(KOFI, standing)


NAMES = {
    "one": "Maria Rivera",
    "two": "Ludmilla Wójcik-Nowak",
    "three": "Pelé",
    "four": "José da Silva Santos",
}


class Stand(msgspec.Struct):
    """As much of the waiting screen as its words are made from."""

    desk: Desk


def on_the_wall(desk: Desk, thanks: Thanks, shown: Shown) -> tuple[str, str]:
    """The text of a thank-you as it hangs, and how it is signed."""
    screen = cast(WaitingScreen, Stand(desk))
    *quoted, signed = (line.plain for line in WaitingScreen._thank_you(screen, thanks, shown, 60))
    return " ".join(quoted), signed


@pytest.mark.parametrize("by", NAMES)
@pytest.mark.parametrize("to", NAMES)
def test_initials_never_show_a_name(desk: Desk, by: str, to: str) -> None:
    """No part of a name of two letters or more, of the giver's or the receiver's."""
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
    """Thanks that wait for their receiver's word leave no trace on the screen."""
    desk.thanks.thank(MARIA, KOFI, "For your help", "You saved my lesson")
    for person in (MARIA, KOFI, JONAS):
        desk.thanks.hi(person)
    blocks = WaitingScreen._thanks(cast(WaitingScreen, Stand(desk)), desk.thanks.wall(), 60)
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
    screen = cast(WaitingScreen, Stand(desk))
    for columns in (30, 60):
        told.append(plain(waiting._team(team, columns)))
        told.append(plain(waiting._coming(coming, columns)))
        told.append(plain(WaitingScreen._problems(screen, problems, columns)))
    return "\n".join(told)


def confide(desk: Desk, teacher: str, kind: str, what: str) -> None:
    """One of the things a teacher may have going on with a coach."""
    person = desk.people[teacher]
    if what == "asked":
        desk.requests.flag(
            Need("coaching", teacher, kind, text=WORDS, look_at=WORDS, feedback=WORDS)
        )
    elif what == "door" and not desk.open_doors.ahead(teacher):
        day, period = desk.open_doors.lessons(person)[0]
        desk.open_doors.open(person, day, period.name, WORDS)
    elif what in {"booked", "taken back", "left open"}:
        slot = desk.calendar.slots(person, kind)[0]
        made = desk.bookings.flag(Need("coaching", teacher, kind, text=WORDS), slot)
        if what == "taken back":
            desk.requests.act(made.id, lambda r: rules.withdraw(r, teacher))
        elif what == "left open":
            desk.calendar.leave_open(desk.calendar.ahead(teacher)[0], teacher)
    elif what in {"claimed", "finished", "told"}:
        made = desk.requests.flag(Need("coaching", teacher, kind, text=WORDS))
        desk.requests.act(made.id, lambda r: rules.claim(r, ANA))
        if what != "claimed":
            desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30, WORDS))
        if what == "told":
            desk.requests.act(made.id, lambda r: rules.tell(r, teacher, "worked", WORDS))
    elif what == "fix":
        made = desk.requests.flag(Need("fix", teacher, "Printer", text=WORDS))
        desk.requests.act(made.id, lambda r: rules.claim(r, BEN))
    elif what == "signed" and (coming := desk.workshops.ahead()):
        if teacher not in coming[0].signed:
            desk.workshops.sign(coming[0].id, teacher)
    elif what == "me too" and (known := desk.board.problems()):
        if all(each.person != teacher for each in known[0].joined):
            desk.board.join_problem(known[0].id, teacher, person.room)
    elif what == "idea":
        desk.shelf.share(teacher, WORDS, WORDS, helps=True)
    elif what == "kind":
        desk.thanks.leave_note(ANA, teacher, WORDS)
        desk.thanks.thank(teacher, ANA, text=WORDS)
        desk.thanks.tell_day(desk.thanks.hi(teacher), teacher, "Hard")


GOING_ON = (
    *("asked", "door", "booked", "taken back", "left open", "claimed", "finished", "told"),
    *("fix", "signed", "me too", "idea", "kind"),
)
CONFIDED = st.tuples(st.sampled_from(TEACHERS), st.sampled_from(KINDS), st.sampled_from(GOING_ON))
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
    """Whatever teachers have going on, at whatever hour one looks: no teacher's name or initials,
    no teacher's room, no word of what they said.
    """
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = school(folder, clock)
        start = clock.now() + timedelta(days=2)
        desk.workshops.plan(ANA, "Slides that move", start, 45, room="Library", places=1)
        desk.board.open_problem(BEN, "Wi-Fi is slow", "Wi-Fi", rooms=["Room 12"], expected="soon")
        desk.board.announce(ANA, "Cake in the staffroom", clock.now().date())
        for teacher, kind, what in confided:
            confide(desk, teacher, kind, what)
        if presence:
            until = clock.now() + timedelta(hours=5) if "until" in presence else None
            desk.whereabouts.say_where(ANA, "" if presence == "ended" else "Library", until)
        clock.forward(hours=hours)
        said = on_the_board(desk)
        assert "Ana Duarte" in said
        assert not [word for word in PRIVATE if word in said]
        desk.close()


def test_a_coach_on_a_visit_is_with_a_colleague_and_no_more(desk: Desk, clock: SetClock) -> None:
    """Where she is and until when, so that she can be found; not with whom, nor where."""
    maria = desk.people[MARIA]
    slot = desk.calendar.slots(maria, "Watch my class")[0]
    desk.bookings.flag(Need("coaching", MARIA, "Watch my class", text=WORDS), slot)
    clock.forward(hours=1)
    assert "with a colleague until 10:10" in on_the_board(desk)
    assert not [word for word in PRIVATE if word in on_the_board(desk)]
