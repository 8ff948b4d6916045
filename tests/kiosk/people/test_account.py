"""One's own corner: all that is kept is told, and what somebody chose holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import raw_fact
from data.records import (
    CheckIn,
    Introduction,
    Note,
    OpenDoor,
    Problem,
    Request,
    Resource,
    Take,
    Thanks,
    Visit,
    Workshop,
)
from data.records.registry import TABLES
from kiosk.desk import Desk
from kiosk.people import pins
from kiosk.people.account import HELD
from kiosk.people.drafts import LEAST, Drafts, TextDraft
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, TOML, ledger_bytes, open_school
from tests.support.two_kiosks import hire

TEACHERS, TEAM = (MARIA, KOFI, JONAS), (ANA, BEN)
GOOD, OTHER, LONG = "2704", "7391", "270418"


def a_year(desk: Desk, me: str, other: str) -> None:
    """One of everything that somebody may do with a colleague."""
    person = desk.people[me]
    slot = desk.calendar.slots(person, "Plan a lesson")[0]
    desk.bookings.flag(Need("coaching", me, "Plan a lesson"), slot)
    theirs = desk.requests.flag(Need("fix", other, "Printer"))
    desk.requests.act(theirs.id, lambda r: rules.join(r, me, person.room))
    desk.thanks.hi(me)
    desk.thanks.thank(me, other, "For your help")
    desk.thanks.thank(other, me, "For your time")
    desk.thanks.leave_note(ANA, me, "Lovely lesson")
    mine = desk.shelf.find(desk.shelf.share(me, "Whiteboards", helps=True))
    assert mine
    desk.introductions.ask_to_see(other, mine)
    desk.shelf.take(me, mine.id)
    day, period = desk.open_doors.lessons(person)[0]
    desk.open_doors.open(person, day, period.name, "Come and see")
    start = datetime(2026, 11, 5, 15, 15, tzinfo=UTC)
    desk.workshops.sign(desk.workshops.plan(ANA, "Slides", start, 45), me)


def test_about_me_counts_all_that_is_kept_and_nothing_of_others(desk: Desk) -> None:
    """Show Maria and Kofi what they said, got or are part of, and Jonas, who did nothing,
    nothing.
    """
    a_year(desk, MARIA, KOFI)
    mine, his = desk.accounts.personal_data(MARIA), desk.accounts.personal_data(KOFI)
    expected = {
        Request: 2,
        Thanks: 2,
        Note: 1,
        CheckIn: 1,
        Take: 1,
        Resource: 1,
        Introduction: 1,
        Visit: 1,
        OpenDoor: 1,
        Workshop: 1,
    }
    assert {kind: mine.count(kind) for kind in HELD if mine.count(kind)} == expected
    assert {kind: his.count(kind) for kind in HELD if his.count(kind)} == {
        Request: 1,
        Thanks: 2,
        Introduction: 1,
    }
    for person in (MARIA, KOFI):
        for documents in desk.accounts.personal_data(person).documents.values():
            for each in documents:
                assert f'"{person}"' in msgspec.json.encode(each).decode()
    assert not any(desk.accounts.personal_data(JONAS).documents.values())


def test_about_me_tells_choices_free_periods_badge_and_pin(desk: Desk) -> None:
    """Say whether there is a badge and a PIN, and show neither."""
    held = desk.accounts.personal_data(MARIA)
    assert (held.person.id, held.badge, held.pin) == (MARIA, False, False)
    assert (held.preference.thanks, held.hours.free) == ("", [])
    desk.accounts.show_thanks(MARIA, "initials")
    desk.calendar.set_free(MARIA, ["tue Period 2"])
    desk.act(lambda: [raw_fact("pin.set", MARIA, body={"hash": "secret"})])
    listing = {"key": "sid:maria", "name": "Maria Rivera", "badge": desk.badges.mark("QX7719042")}
    desk.act(lambda: [raw_fact("person.listed", MARIA, body=listing)])
    held = desk.accounts.personal_data(MARIA)
    assert (held.badge, held.pin) == (True, True)
    assert (held.preference.thanks, held.hours.free) == ("initials", ["tue Period 2"])
    assert "secret" not in repr(held)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "private", "initials", "wall"]), min_size=1, max_size=4))
def test_the_last_choice_holds_for_the_person_who_made_it(school: Desk, choices: list[str]) -> None:
    """Change it for nobody else."""
    for choice in choices:
        school.accounts.show_thanks(MARIA, choice)
    assert school.accounts.preference(MARIA).thanks == choices[-1]
    assert school.accounts.preference(KOFI).thanks == ""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that all examples of a rule share."""
    made = open_school(tmp_path_factory.mktemp("school"), SetClock())
    yield made
    made.close()


def test_a_choice_that_does_not_exist_is_refused(desk: Desk) -> None:
    """Keep what was chosen before."""
    desk.accounts.show_thanks(MARIA, "wall")
    before = ledger_bytes(desk.folder)
    for choice in ("everybody", "Wall", " "):
        with pytest.raises(Refused, match="not one of private, initials, wall"):
            desk.accounts.show_thanks(MARIA, choice)
    assert ledger_bytes(desk.folder) == before


def test_erasure_is_asked_for_once_and_may_be_taken_back(desk: Desk, clock: SetClock) -> None:
    """Show the keeper who asked and since when; remove it when it is taken back, and let it be
    asked for again.
    """
    desk.accounts.ask_erasure(MARIA)
    desk.accounts.ask_erasure(KOFI)
    at = desk.accounts.preference(MARIA).erasure
    assert datetime.fromisoformat(at) == clock.now()
    clock.forward(days=1)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="asked already"):
        desk.accounts.ask_erasure(MARIA)
    assert ledger_bytes(desk.folder) == before
    assert {each.id for each in desk.accounts.erasures()} == {MARIA, KOFI}
    desk.accounts.withdraw_erasure(MARIA)
    assert {each.id for each in desk.accounts.erasures()} == {KOFI}
    assert desk.accounts.preference(MARIA).erasure == ""
    desk.accounts.ask_erasure(MARIA)
    assert desk.accounts.preference(MARIA).erasure != at


def test_asking_for_erasure_leaves_other_choices_as_they_are(desk: Desk) -> None:
    """Keep thanks as private as they were."""
    desk.accounts.show_thanks(MARIA, "private")
    desk.accounts.ask_erasure(MARIA)
    desk.accounts.withdraw_erasure(MARIA)
    assert desk.accounts.preference(MARIA).thanks == "private"


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at its least: what it costs is tested where PINs are."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(pins, "_hasher", lambda _: hasher)


def with_pins(folder: Path, clock: SetClock, rules: str) -> Desk:
    """A school with rules about PINs."""
    return open_school(folder, clock, f"{TOML}\n[pins]\n{rules}\n")


@pytest.mark.parametrize(
    ("rules", "teacher", "coach"),
    [("", 4, 6), ("own_length = 6", 6, 6), ("length = 8", 4, 8), ("everybody = true", 4, 6)],
)
def test_a_pin_that_is_too_short_is_refused(
    tmp_path: Path, clock: SetClock, rules: str, teacher: int, coach: int
) -> None:
    """Allow a teacher a shorter one than a coach; write nothing when one digit is missing."""
    desk = with_pins(tmp_path, clock, rules)
    digits = "2704183916"
    for people, length in ((TEACHERS, teacher), (TEAM, coach)):
        for person in people:
            assert desk.accounts.pin_length(desk.people[person]) == length
            before = ledger_bytes(tmp_path)
            with pytest.raises(Refused, match=f"at least {length} digits"):
                desk.accounts.set_pin(person, digits[: length - 1])
            assert ledger_bytes(tmp_path) == before
            desk.accounts.set_pin(person, digits[:length])
            assert desk.accounts.try_pin(person, digits[:length])
    desk.close()


@pytest.mark.parametrize("easy", ["1234", "1111", "1984", "2026", "1212", "27a4", "", "270"])
def test_an_easy_pin_is_refused_for_a_teacher(desk: Desk, easy: str) -> None:
    """Keep the PIN that is there."""
    desk.accounts.set_pin(MARIA, GOOD)
    with pytest.raises(Refused, match="Nothing was changed"):
        desk.accounts.set_pin(MARIA, easy)
    assert desk.accounts.try_pin(MARIA, GOOD)


def test_a_teacher_chooses_changes_and_removes_a_pin(desk: Desk) -> None:
    """Ask for it as long as it is there, and open nothing with an old one."""
    maria = desk.people[MARIA]
    assert not desk.accounts.needs_pin(maria)
    assert desk.accounts.may_choose_pin(maria)
    desk.accounts.set_pin(MARIA, GOOD, MARIA)
    assert desk.accounts.needs_pin(maria)
    assert not desk.accounts.may_choose_pin(maria)
    assert not desk.accounts.needs_pin(desk.people[KOFI])
    desk.accounts.set_pin(MARIA, OTHER, MARIA)
    assert not desk.accounts.try_pin(MARIA, GOOD)
    assert desk.accounts.try_pin(MARIA, OTHER)
    assert desk.accounts.may_go_without_pin(maria)
    desk.accounts.remove_pin(maria)
    assert not desk.accounts.needs_pin(maria)
    assert desk.accounts.pin(MARIA) is None
    with pytest.raises(Refused, match="There is no PIN yet"):
        desk.accounts.try_pin(MARIA, OTHER)


def test_where_every_teacher_needs_a_pin_nobody_can_do_without(
    tmp_path: Path, clock: SetClock
) -> None:
    """Make a teacher choose one first, and do not let them remove it."""
    desk = with_pins(tmp_path, clock, "everybody = true")
    maria = desk.people[MARIA]
    assert desk.accounts.needs_pin(maria)
    assert desk.accounts.may_choose_pin(maria)
    desk.accounts.set_pin(MARIA, GOOD, MARIA)
    assert not desk.accounts.may_choose_pin(maria)
    assert not desk.accounts.may_go_without_pin(maria)
    with pytest.raises(Refused, match="Your PIN is needed here"):
        desk.accounts.remove_pin(maria)
    assert desk.accounts.try_pin(MARIA, GOOD)
    desk.close()


@pytest.mark.parametrize("person", TEAM)
def test_the_pin_of_a_coach_is_always_asked_for_and_cannot_be_removed(
    desk: Desk, person: str
) -> None:
    """Ask before there is one, and let nobody choose or remove it at the kiosk."""
    found = desk.people[person]
    assert desk.accounts.needs_pin(found)
    assert not desk.accounts.may_choose_pin(found)
    desk.accounts.set_pin(person, LONG)
    assert not desk.accounts.may_choose_pin(found)
    assert not desk.accounts.may_go_without_pin(found)
    with pytest.raises(Refused, match="Your PIN is needed here"):
        desk.accounts.remove_pin(found)
    assert desk.accounts.try_pin(person, LONG)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["keep", "drop", "look", "wait"]),
        st.sampled_from(TEACHERS),
        st.text("ab ", max_size=2 * LEAST),
    ),
    max_size=20,
)


@settings(deadline=None)
@given(ACTS)
def test_a_draft_is_kept_for_its_writer_for_one_day(acts: list[tuple[str, str, str]]) -> None:
    """Keep the last text until it is picked up or the day is over; a few letters are none, and
    remove what was there.
    """
    drafts, today = Drafts(), date(2026, 11, 3)
    known: dict[str, str] = {}
    for verb, person, text in acts:
        if verb == "keep":
            kept = drafts.keep(person, TextDraft("fix", text), today)
            assert kept == (len(text.strip()) >= LEAST)
            known.pop(person, None)
            if kept:
                known[person] = text
        elif verb == "drop":
            drafts.drop(person, "fix")
            known.pop(person, None)
        elif verb == "wait":
            today += timedelta(days=1)
            known.clear()
        for each in TEACHERS:
            found = [written.text for written in drafts.for_person(each, today)]
            assert found == ([known[each]] if each in known else [])


def test_drafts_for_several_places_are_kept_apart() -> None:
    """List the last one first; sending or dropping one leaves the others."""
    drafts, today = Drafts(), date(2026, 11, 3)
    for place in ("fix", "thanks", "fix", "door"):
        drafts.keep(MARIA, TextDraft(place, f"words for {place}"), today)
    assert [each.place for each in drafts.for_person(MARIA, today)] == ["door", "fix", "thanks"]
    drafts.drop(MARIA, "fix")
    drafts.keep(MARIA, TextDraft("door", " "), today)
    assert [each.place for each in drafts.for_person(MARIA, today)] == ["thanks"]


def test_about_me_leaves_out_no_table(desk: Desk) -> None:
    """Tell every document that is found by the person."""
    key = desk.board.open_problem(BEN, "Wi-Fi is slow", "Wi-Fi")
    desk.board.join_problem(key, MARIA, "Room 12")
    held = desk.accounts.personal_data(MARIA)
    for table in TABLES.values():
        found = desk.store.indexes.where(table.name, "person", MARIA)
        told: list[Any] = held.documents.get(table.record, [])
        assert len(told) == len(found), table.name
    assert desk.store.where(Problem, "person", MARIA)


def test_the_short_pin_of_a_teacher_does_not_open_the_screens_of_a_coach(desk: Desk) -> None:
    """Ask Jonas, who becomes a coach with the next roster, for a PIN of six digits."""
    desk.accounts.set_pin(JONAS, "2704")
    hire(desk, JONAS, "Jonas Lindqvist", "coach")
    jonas = desk.people[JONAS]
    assert desk.accounts.pin_length(jonas) == 6
    with pytest.raises(Refused):
        assert not desk.accounts.try_pin(JONAS, "2704")
