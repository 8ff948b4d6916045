"""Workshops: who signed first has a place, whoever waits moves up and is told, and kiosks agree."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import raw_fact
from data.records import Workshop
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock, told
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes, open_school
from tests.support.two_kiosks import meet, second_kiosk, touch, waiting

PEOPLE = (MARIA, KOFI, JONAS, BEN)
START = datetime(2026, 11, 5, 15, 15, tzinfo=UTC)


def plan(desk: Desk, places: int = 0, start: datetime = START) -> str:
    """Ana plans a workshop on Thursday after school."""
    return desk.workshops.plan(ANA, "Slides that move", start, 45, room="Library", places=places)


def refused(desk: Desk, key: str, person: str, verb: str, says: str) -> None:
    """Signing or leaving is refused in words, and nothing is changed."""
    act = desk.workshops.sign if verb == "sign" else desk.workshops.leave
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match=says):
        act(key, person)
    assert ledger_bytes(desk.folder) == before


ACTS = st.lists(
    st.tuples(st.sampled_from(["act", "act", "act", "wrong", "answer"]), st.sampled_from(PEOPLE)),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(ACTS, st.integers(0, 3))
def test_places_go_by_the_order_of_signing_and_whoever_moves_up_is_told(
    acts: Sequence[tuple[str, str]], places: int
) -> None:
    """After anything people do: the first have the places, the others wait in their order and know
    which one they are; of those who waited exactly the one who has a place now is told, until they
    have seen it or left; and what cannot be done is refused.
    """
    line: list[str] = []
    untold: set[str] = set()
    with TemporaryDirectory() as folder:
        desk = open_school(Path(folder), SetClock())
        key = plan(desk, places)
        for verb, person in acts:
            if verb == "answer":
                inbox = Inbox(desk, person)
                for item in inbox.items():
                    touch(inbox, item, "seen")
                untold.discard(person)
            elif verb == "wrong":
                refused(desk, key, person, "sign" if person in line else "leave", "list")
            elif person not in line:
                desk.workshops.sign(key, person)
                line.append(person)
            else:
                waited = line[places:] if places else []
                desk.workshops.leave(key, person)
                line.remove(person)
                untold = (untold | {each for each in waited[:1] if each in line[:places]}) - {
                    person
                }
            found = desk.workshops.find(key)
            seats = line[:places] if places else line
            assert (found.signed, found.seated) == (line, seats)
            assert workshops.free_places(found) == (places - len(seats) if places else None)
            for each in PEOPLE:
                place = line.index(each) - len(seats) + 1 if each in line[len(seats) :] else 0
                assert workshops.waiting_place(found, each) == place
                items = [(item.kind, item.id) for item in waiting(desk, each)]
                assert items == ([("workshop", key)] if each in untold else [])
        desk.close()


def test_people_who_move_up_read_that_they_have_a_place(desk: Desk) -> None:
    """Say when and where, and put it away with one touch for good."""
    key = plan(desk, places=1)
    for person in (MARIA, KOFI, JONAS):
        desk.workshops.sign(key, person)
    desk.workshops.leave(key, MARIA)
    inbox = Inbox(desk, KOFI)
    (item,) = inbox.items()
    assert "You have a place now: Slides that move" in item.head
    assert "5 Nov, 15:15" in item.body
    assert "Library" in item.body
    assert waiting(desk, JONAS) == waiting(desk, MARIA) == []
    touch(inbox, item, "seen")
    assert inbox.items() == waiting(desk, KOFI) == []


@pytest.mark.parametrize(
    ("places", "signed", "said"),
    [
        (0, 2, ""),
        (3, 0, "3 places left"),
        (3, 2, "1 place left"),
        (2, 2, "full"),
        (2, 4, "full, 2 waiting"),
    ],
)
def test_places_left_are_said_in_words(desk: Desk, places: int, signed: int, said: str) -> None:
    """Say them on the waiting screen as well."""
    key = plan(desk, places)
    for person in PEOPLE[:signed]:
        desk.workshops.sign(key, person)
    assert visit_wording.places_left(desk.workshops.find(key)) == said
    (coming,) = desk.board.coming()
    assert [part for part in coming.detail if part != "Library"] == ([said] if said else [])


@pytest.mark.parametrize("verb", ["workshop.changed", "workshop.cancelled"])
def test_a_changed_workshop_is_told_to_everybody_who_signed(desk: Desk, verb: str) -> None:
    """Tell each once, also those who wait for a place, and nobody else."""
    key = plan(desk, places=1)
    for person in (MARIA, KOFI):
        desk.workshops.sign(key, person)
    said = "Ana is ill"
    desk.act(lambda: [raw_fact(verb, key, by=ANA, body={"room": "Gym", "text": said})])
    for person in (MARIA, KOFI):
        inbox = Inbox(desk, person)
        (item,) = inbox.items()
        assert "Slides that move" in item.head
        assert said in item.body
        assert ("Cancelled" in item.head) == (verb == "workshop.cancelled")
        touch(inbox, item, "seen")
        assert waiting(desk, person) == []
    assert waiting(desk, JONAS) == []


def test_a_cancelled_workshop_takes_no_signature(desk: Desk) -> None:
    """Keep it among the known ones, but not where one could sign."""
    key = plan(desk)
    desk.workshops.sign(key, MARIA)
    desk.act(lambda: [raw_fact("workshop.cancelled", key, by=ANA)])
    refused(desk, key, KOFI, "sign", "cancelled")
    refused(desk, key, MARIA, "leave", "cancelled")
    assert desk.workshops.ahead() == []
    assert desk.board.coming() == []
    assert [each.id for each in desk.workshops.ahead_or_cancelled()] == [key]


def test_a_workshop_takes_signatures_until_it_is_over(desk: Desk, clock: SetClock) -> None:
    """Let people in while it runs, and remove it from every list when it has ended."""
    key = plan(desk)
    clock.moment = START + timedelta(minutes=44)
    desk.workshops.sign(key, MARIA)
    clock.forward(minutes=1)
    refused(desk, key, KOFI, "sign", "over")
    refused(desk, key, MARIA, "leave", "over")
    assert desk.workshops.ahead_or_cancelled() == []
    assert desk.board.coming() == []


def test_workshops_are_listed_soonest_first(desk: Desk) -> None:
    """Sort them, whatever order they were planned in."""
    starts = [START + timedelta(days=days) for days in (3, 0, 8, 1)]
    for start in starts:
        plan(desk, start=start)
    told = [workshops.instant(each) for each in desk.workshops.ahead()]
    assert told == sorted(starts)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"title": " \x1b "}, "Give it a name"),
        ({"start": datetime(2026, 11, 3, 8, 15, tzinfo=UTC)}, "That time is over"),
        ({"start": datetime(2026, 11, 3, 8, 0)}, "That time is over"),
        ({"minutes": 0}, "Minutes go from 1 to 480"),
        ({"minutes": 481}, "Minutes go from 1 to 480"),
        ({"places": -1}, "places from 0"),
    ],
)
def test_a_workshop_that_cannot_be_planned_is_refused(
    desk: Desk, said: dict[str, object], says: str
) -> None:
    """Refuse it in words, and write nothing."""
    good: dict[str, object] = {"title": "Slides", "start": START, "minutes": 45, "places": 8}
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match=rf"{says}.*Nothing was planned\."):
        desk.workshops.plan(ANA, **(good | said))  # type: ignore[arg-type]  # wrong on purpose
    assert ledger_bytes(desk.folder) == before


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """Another kiosk of the school."""
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def test_kiosks_that_gave_the_last_place_away_twice_agree(desk: Desk, other: Desk) -> None:
    """Drop nobody: give one the place and put the other first on the waiting list, the same on
    both.
    """
    key = plan(desk, places=1)
    meet(desk, other)
    desk.workshops.sign(key, MARIA)
    other.workshops.sign(key, KOFI)
    meet(desk, other)
    here, there = desk.workshops.find(key), other.workshops.find(key)
    assert here == there
    assert sorted(here.signed) == [KOFI, MARIA]
    assert len(here.seated) == 1
    assert [workshops.waiting_place(there, each) for each in here.signed] == [0, 1]


SIGNINGS = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from(["sign", "leave"]), st.sampled_from(PEOPLE)),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(SIGNINGS, st.integers(1, 3), st.integers(0, 20))
def test_kiosks_agree_on_who_signed_while_they_were_apart(
    signings: Sequence[tuple[int, str, str]], places: int, met: int
) -> None:
    """Any signing and leaving on two kiosks that meet once on the way and at the end: the same
    list, nobody twice, no more seats than places, and on each kiosk whoever signed there last and
    nowhere else did anything is on the list.
    """
    with TemporaryDirectory() as folder:
        clock = SetClock()
        (root := Path(folder, "one")).mkdir()
        one = open_school(root, clock)
        key = plan(one, places)
        kiosks = (one, second_kiosk(one, Path(folder, "two"), clock))
        for turn, (place, verb, person) in enumerate(signings):
            if turn == met:
                meet(*kiosks)
            desk = kiosks[place]
            on_it = person in desk.workshops.find(key).signed
            if verb == "sign" and not on_it:
                desk.workshops.sign(key, person)
            elif verb == "leave" and on_it:
                desk.workshops.leave(key, person)
        alone = {
            person: kiosks[place].workshops.find(key)
            for person in PEOPLE
            for place in (0, 1)
            if {where for where, _, who in signings if who == person} == {place}
        }
        meet(*kiosks)
        here, there = (desk.workshops.find(key) for desk in kiosks)
        assert here == there
        assert told(kiosks[0].store) == told(kiosks[1].store)
        assert len(set(here.signed)) == len(here.signed)
        assert len(here.seated) == min(places, len(here.signed))
        for person, known in alone.items():
            assert (person in here.signed) == (person in known.signed)
        for desk in kiosks:
            desk.close()


def test_the_titles_of_a_plan_are_only_text(desk: Desk) -> None:
    """Keep nothing that would steer a terminal."""
    key = desk.workshops.plan(ANA, " Slides\x1b[31m \n that move", START, 45, room="\u202eGym")
    found = desk.store.find(Workshop, key)
    assert found
    assert (found.title, found.room) == ("Slides[31m that move", "Gym")
