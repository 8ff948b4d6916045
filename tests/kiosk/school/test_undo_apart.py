"""An undo on one kiosk that crosses with an act on another: both kiosks come to the same, and what
somebody else said is never taken back.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import NewFact
from data.records import Request
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.school.errors import Refused
from kiosk.school.undo import take_back
from tests.support.fakes import SetClock, shared, told
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, open_school
from tests.support.two_kiosks import meet, second_kiosk
from tests.support.undoable_acts import ACTS, TUESDAY, a_fix, do

Rule = Callable[[Request], list[NewFact]]
RULES: dict[str, Rule] = {
    "claim": lambda r: rules.claim(r, ANA),
    "note": lambda r: rules.note(r, ANA, "I was there"),
    "decline": lambda r: rules.decline(r, ANA, "It is gone"),
    "finish": lambda r: rules.finish(r, ANA, 7),
    "nudge": lambda r: rules.nudge(r, MARIA, TUESDAY),
    "join": lambda r: rules.join(r, KOFI, "Room 31"),
    "withdraw": lambda r: rules.withdraw(r, MARIA),
    "move": lambda r: rules.move(r, ANA, "mine"),
    "pin": lambda r: rules.pin(r, ANA),
}
"""What may happen to the same request on the other kiosk."""


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """Another kiosk of the school, which knows of Maria's printer and is then out of reach."""
    a_fix(desk)
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def printer_request(desk: Desk) -> str:
    """Give the id of the request about Maria's printer."""
    return desk.requests.for_person(MARIA)[0].id


def check_agreement(one: Desk, other: Desk) -> None:
    """Let two kiosks meet, and check that documents and indexes are the same."""
    meet(one, other)
    assert told(one.store) == told(other.store)
    assert shared(one.store.indexes, one.store) == shared(other.store.indexes, other.store)
    assert one.store.indexes.room_contact == other.store.indexes.room_contact


def act_later(desk: Desk, acts: int = 3) -> None:
    """Make what is done here come after what is done on a kiosk that is apart."""
    for _ in range(acts):
        desk.thanks.hi(JONAS)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from([*RULES]), st.integers(0, 3), st.booleans()),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 5),
)
def test_kiosks_agree_whatever_was_done_and_undone_on_each(
    steps: list[tuple[bool, str, int, bool]], met: int
) -> None:
    """Act and undo on two kiosks that are apart and meet once in between."""
    with TemporaryDirectory() as folder:
        clock = SetClock()
        (root := Path(folder, "one")).mkdir()
        one = open_school(root, clock)
        key = a_fix(one).id
        kiosks = (one, second_kiosk(one, Path(folder, "two"), clock))
        for number, (which, rule, ahead, back) in enumerate(steps):
            desk = kiosks[which]
            act_later(desk, ahead)
            try:
                undo = do(desk, lambda desk=desk, rule=rule: desk.requests.act(key, RULES[rule]))  # type: ignore[misc]
                if number == met:
                    check_agreement(*kiosks)
                if back:
                    take_back(desk, undo, BEN)
            except Refused:
                continue
        check_agreement(*kiosks)
        for desk in kiosks:
            desk.close()


@pytest.mark.parametrize(
    "name", ["finish on a walk", "visited", "a visit", "it took place", "a hi"]
)
def test_a_contact_undone_on_one_kiosk_is_undone_on_the_other(
    desk: Desk, tmp_path: Path, clock: SetClock, name: str
) -> None:
    """Undo it there when the other kiosk had heard of it, and when only the undo came late."""
    act = ACTS[name](desk, clock)
    before, been = desk.store.indexes.contact.copy(), desk.store.indexes.room_contact.copy()
    undo = do(desk, act)
    other = second_kiosk(desk, tmp_path / "other", clock)
    assert other.store.indexes.contact == desk.store.indexes.contact != before
    take_back(desk, undo, BEN)
    check_agreement(desk, other)
    for each in (desk, other):
        assert each.store.indexes.contact == before
        assert each.store.indexes.room_contact == been
    other.close()


@pytest.mark.parametrize("later", [0, 9])
@pytest.mark.parametrize("name", ["note", "claim", "decline", "finish", "join"])
def test_an_undo_leaves_what_another_kiosk_did_after_the_act(
    desk: Desk, other: Desk, name: str, later: int
) -> None:
    """Keep what Ana did on the other kiosk, whether between Ben's act and its undo or
    after both.
    """
    key = printer_request(desk)
    undo = do(desk, lambda: desk.requests.act(key, lambda r: rules.claim(r, BEN)))
    act_later(other)
    other.requests.act(key, RULES[name])
    act_later(desk, later)
    take_back(desk, undo, BEN)
    check_agreement(desk, other)
    now = desk.requests.get(key)
    kinds = [each.kind for each in now.story]
    assert {"request.claimed", "request.undone"} <= set(kinds)
    match name:
        case "note":
            assert "I was there" in [each.text for each in now.story]
        case "join":
            assert KOFI in [each.person for each in now.joined]
        case "claim":
            assert (now.state, now.owner) == ("claimed", ANA)
        case _:
            assert now.state == {"decline": "declined", "finish": "finished"}[name]


@pytest.mark.parametrize("name", ["decline", "finish", "withdraw"])
def test_a_request_ended_elsewhere_before_the_act_is_over_after_the_undo(
    desk: Desk, other: Desk, name: str
) -> None:
    """Show the request as Ana left it on another kiosk, once Ben's claim is undone."""
    key = printer_request(desk)
    desk.requests.act(key, lambda r: rules.withdraw(r, JONAS))
    meet(desk, other)
    other.requests.act(key, RULES[name])
    ended = other.requests.get(key).state
    act_later(desk, 9)
    undo = do(desk, lambda: desk.requests.act(key, lambda r: rules.claim(r, BEN)))
    take_back(desk, undo, BEN)
    check_agreement(desk, other)
    assert desk.requests.get(key).state == ended
