"""Consent: thanks hang as their receivers allow, and no longer than a week."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk import Desk
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock, foreign
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, TOML, open_school

WEEK = 7
"""Days for which thanks may hang; the day on which they were given is day 0."""
ZONES = ("", "America/Chicago", "Pacific/Auckland")
CHOICES = st.sampled_from(["private", "initials", "wall"])
PEOPLE = st.sampled_from([MARIA, KOFI, ANA, BEN])


class ThankAct(msgspec.Struct, frozen=True):
    """Somebody thanks somebody."""

    by: str
    to: str


class AnswerAct(msgspec.Struct, frozen=True):
    """The receiver says who may see one of the thanks there are; or somebody else tries to."""

    which: int
    shown: str
    intruder: str = ""


class PreferenceAct(msgspec.Struct, frozen=True):
    """Somebody chooses once for all; "" takes the choice back."""

    who: str
    shown: str


class WaitingAct(msgspec.Struct, frozen=True):
    """Hours go by."""

    hours: int


Act = ThankAct | AnswerAct | PreferenceAct | WaitingAct
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(ThankAct, PEOPLE, PEOPLE).filter(lambda act: act.by != act.to),
    st.builds(AnswerAct, st.integers(0, 3), CHOICES),
    st.builds(AnswerAct, st.integers(0, 3), CHOICES, PEOPLE),
    st.builds(PreferenceAct, PEOPLE, st.one_of(st.just(""), CHOICES)),
    st.builds(WaitingAct, st.sampled_from([1, 9, 24, 24 * 6, 24 * 7, 24 * 8])),
)


class GivenThanks(msgspec.Struct):
    """What the test remembers of one thank-you."""

    key: str
    to: str
    day: date
    answer: str = ""


def allowed(said: Iterable[GivenThanks], chosen: dict[str, str], today: date) -> dict[str, str]:
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
    """Check after every act: the answer on one thank-you counts, else the receiver's choice for
    all, else nothing hangs; for a week of school days; only by the receiver's word.
    """
    said: list[GivenThanks] = []
    chosen: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = school(folder, clock, zone)
        for act in acts:
            if isinstance(act, ThankAct):
                key = desk.thanks.thank(act.by, act.to, "For your help")
                said.append(GivenThanks(key, act.to, desk.now().date()))
            elif isinstance(act, PreferenceAct):
                desk.accounts.show_thanks(act.who, act.shown)
                chosen[act.who] = act.shown
            elif isinstance(act, WaitingAct):
                clock.forward(hours=act.hours)
            elif said:
                each = said[-1 - act.which % len(said)]
                if act.intruder in {"", each.to}:
                    desk.thanks.allow(each.key, each.to, act.shown)
                    each.answer = act.shown
                else:
                    with pytest.raises(Refused, match="someone else's"):
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
def test_unanswered_thanks_are_shown_for_a_week_if_the_receiver_chose_so(
    desk: Desk, clock: SetClock, standing: str, age: int
) -> None:
    """Show thanks of 0 to 20 days up to the seventh day, only for those who chose so."""
    desk.thanks.thank(MARIA, KOFI, "For your help")
    desk.accounts.show_thanks(KOFI, standing)
    clock.forward(days=age)
    hung = [shown for _, shown in desk.thanks.wall()]
    assert hung == ([standing] if standing in {"initials", "wall"} and age <= WEEK else [])


def test_the_week_of_thanks_is_counted_in_days_of_the_school(tmp_path: Path) -> None:
    """Count by the date here when they were given late in the evening in another time zone, for the
    first day as for the last.
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


def test_thanks_with_the_date_of_tomorrow_are_not_shown_before(desk: Desk, clock: SetClock) -> None:
    """Show nothing of a clock that ran ahead before its time."""
    clock.forward(days=1)
    desk.accounts.show_thanks(KOFI, "wall")
    desk.thanks.thank(MARIA, KOFI, "For your help")
    clock.forward(days=-1)
    assert desk.thanks.wall() == []
    clock.forward(days=1)
    assert len(desk.thanks.wall()) == 1


@pytest.mark.parametrize("standing", ["", "private", "initials", "wall"])
@pytest.mark.parametrize("answer", ["private", "initials", "wall"])
def test_the_answer_on_one_thank_you_goes_before_the_choice_for_all(
    desk: Desk, standing: str, answer: str
) -> None:
    """Let it count for that one alone, whichever came first."""
    desk.accounts.show_thanks(KOFI, standing)
    key = desk.thanks.thank(MARIA, KOFI, "For your help")
    other = desk.thanks.thank(JONAS, KOFI, "For your time")
    desk.thanks.allow(key, KOFI, answer)
    for _ in range(2):
        hung = {thanks.id: shown for thanks, shown in desk.thanks.wall()}
        assert hung.get(key, "private") == answer
        assert hung.get(other, "private") == (standing or "private")
        desk.accounts.show_thanks(KOFI, standing)
