"""Hallway capture: what was met in the corridor is kept for what it was, with its time."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.records import CheckIn, Note, Request, Thanks, Visit, Work
from kiosk.desk import Desk
from kiosk.outreach.capture import CAPTURE_KINDS, LOOKED_IN, category_of
from kiosk.outreach.walks import HELLO
from kiosk.school.errors import Refused
from kiosk.settings.categories import DEFAULT_CATEGORIES
from tests.support.schools import ANA, BEN, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import waiting
from tests.support.undoable_acts import school

TABLES = (CheckIn, Note, Request, Thanks, Visit, Work)


def log(desk: Desk, what: str, text: str = "", coach: str = ANA) -> None:
    """Ana has met Maria."""
    desk.capture.log(coach, desk.people[MARIA], what, text)


def kept(desk: Desk) -> dict[str, int]:
    """How many documents there are of each kind, where there are any."""
    counted = {each.__name__: len(desk.store.records(each)) for each in TABLES}
    return {name: count for name, count in counted.items() if count}


def test_a_logged_hi_is_kept_as_a_hello(desk: Desk) -> None:
    """Keep two minutes of relationship by whoever logged it, and no coaching."""
    log(desk, "hi", "in passing")
    (found,) = desk.store.records(CheckIn)
    assert (found.person, found.by) == (MARIA, ANA)
    (spent,) = desk.store.records(Work)
    assert (spent.kind, spent.minutes, spent.coach, spent.person) == (
        "relationship",
        HELLO,
        ANA,
        MARIA,
    )
    assert kept(desk) == {"CheckIn": 1, "Work": 1}
    assert desk.contacts.status(MARIA).kind == "hello"


def test_a_logged_visit_is_kept_as_a_visit(desk: Desk) -> None:
    """Hold it just now in her room, with its minutes, without a booking."""
    log(desk, "visit")
    (found,) = desk.store.records(Visit)
    assert (found.person, found.coach, found.state, found.room) == (MARIA, ANA, "held", "Room 12")
    assert datetime.fromisoformat(found.held_at) == desk.now() - timedelta(minutes=LOOKED_IN)
    assert [each.minutes for each in desk.timesheet.entries_on(ANA, desk.now().date())] == [
        LOOKED_IN
    ]
    assert kept(desk) == {"Visit": 1, "Work": 1}
    assert desk.contacts.status(MARIA).kind == "visit"
    assert desk.calendar.ahead(MARIA) == []


@pytest.mark.parametrize(("what", "lane"), [("fix", "fix"), ("coaching", "coaching")])
def test_a_logged_wish_goes_to_the_queue_in_its_lane(desk: Desk, what: str, lane: str) -> None:
    """Ask for the teacher who was met, in their room and words; leave it unclaimed, and keep no
    time for it.
    """
    log(desk, what, "  the printer   again ")
    (found,) = desk.store.records(Request)
    assert (found.lane, found.person, found.room) == (lane, MARIA, "Room 12")
    assert (found.text, found.state, found.owner) == ("the printer again", "waiting", "")
    assert kept(desk) == {"Request": 1}
    assert [each.request.id for each in desk.requests.standings()] == [found.id]
    assert [each.id for each in desk.requests.for_person(MARIA)] == [found.id]


@pytest.mark.parametrize(
    ("text", "words"),
    [("You saved my day", "You saved my day"), ("", "For your help")],
)
def test_logged_thanks_come_from_whoever_logs_them(desk: Desk, text: str, words: str) -> None:
    """Wait for her answer who may see them, and show them nowhere before."""
    log(desk, "thanks", text)
    (found,) = desk.store.records(Thanks)
    assert (found.by, found.to, found.shown) == (ANA, MARIA, "private")
    (item,) = waiting(desk, MARIA)
    assert words in item.body
    assert desk.thanks.wall() == []
    assert kept(desk) == {"Thanks": 1}


def test_a_logged_note_waits_at_the_next_sign_in(desk: Desk) -> None:
    """Keep its words, and keep no note without words."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="A note needs words"):
        log(desk, "note", " \t ")
    assert ledger_bytes(desk.folder) == before
    log(desk, "note", "Lovely lesson")
    assert [each.body for each in waiting(desk, MARIA)] == ["Lovely lesson"]
    assert kept(desk) == {"Note": 1}


@pytest.mark.parametrize("what", CAPTURE_KINDS)
def test_nobody_can_log_having_met_themselves(desk: Desk, what: str) -> None:
    """Say so, and keep nothing."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="That is you"):
        desk.capture.log(ANA, desk.people[ANA], what, "words")
    assert ledger_bytes(desk.folder) == before
    assert kept(desk) == {}


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(list(CAPTURE_KINDS)),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from([ANA, BEN]),
)
def test_each_kind_of_capture_keeps_one_thing_and_its_time(
    what: str, text: str, coach: str
) -> None:
    """Keep never two things or another kind, whatever is typed."""
    with school() as (desk, _):
        try:
            log(desk, what, text, coach)
        except Refused:
            assert what == "note"
            assert kept(desk) == {}
            return
        made = {
            "hi": {"CheckIn": 1, "Work": 1},
            "visit": {"Visit": 1, "Work": 1},
            "fix": {"Request": 1},
            "coaching": {"Request": 1},
            "thanks": {"Thanks": 1},
            "note": {"Note": 1},
        }
        assert kept(desk) == made[what]
        assert {each.coach for each in desk.store.records(Work)} <= {coach}


OTHER = DEFAULT_CATEGORIES[-1]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("the PRINTER is out of paper", "Printer"),
        ("printers", "Printer"),
        ("no sound", "Sound"),
        ("her projector flickers", "Projector or screen"),
        ("the screen", "Projector or screen"),
        ("Wi-Fi is slow", "Wi-Fi"),
        ("forgot a password", "Login or password"),
        ("student laptops", "Student devices"),
        ("mysterious smell", OTHER),
        ("", OTHER),
        ("or", OTHER),
    ],
)
def test_the_category_of_a_capture_is_the_one_its_words_name(text: str, category: str) -> None:
    """Match the beginning of a word in any letters; else take the last category."""
    assert category_of(text, DEFAULT_CATEGORIES) == category


@pytest.mark.parametrize("text", ["wifi is slow", "the wi fi"])
def test_wifi_is_recognised_however_it_is_written(text: str) -> None:
    """Take it as people write it in a corridor."""
    assert category_of(text, DEFAULT_CATEGORIES) == "Wi-Fi"


@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=6),
    st.text(max_size=40),
)
def test_every_text_has_a_category_of_the_school(categories: list[str], text: str) -> None:
    """Find one for any text and any names of categories."""
    assert category_of(text, categories) in categories


def test_a_captured_fix_is_found_by_the_next_person_with_the_same_trouble(desk: Desk) -> None:
    """Give it a category of the school, so that others can say me too."""
    log(desk, "fix", "printer jam")
    (found,) = desk.store.records(Request)
    assert found.category == "Printer"
    assert desk.requests.same_trouble("Printer", "Room 12", KOFI) == [found]
