"""Undo: what was done stays in the story, and what it changed is as it was before; whatever
somebody else has built upon it stays.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import raw_fact
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.school.errors import Refused
from kiosk.school.recorder import Undo
from kiosk.school.undo import can_undo, rebase_undos, record_act, take_back
from tests.support.fakes import SetClock, indexed, replayed
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes, open_school
from tests.support.undoable_acts import ACTS, TUESDAY, a_fix, as_said, do, seen

STAYS = r"^It stays, since someone has gone on from there: Done\.$"


@pytest.mark.parametrize("name", ACTS)
def test_an_undo_restores_everything(desk: Desk, clock: SetClock, name: str) -> None:
    """Restore every document, question, queue, calendar, walk and time that the act had changed."""
    act = ACTS[name](desk, clock)
    said, all_seen = as_said(desk), seen(desk)
    undo = do(desk, act)
    assert (as_said(desk), seen(desk)) != (said, all_seen)
    take_back(desk, undo, BEN)
    now = as_said(desk)
    assert {table: {key: now[table][key] for key in rows} for table, rows in said.items()} == said
    assert seen(desk) == all_seen


@pytest.mark.parametrize("name", ACTS)
def test_a_document_that_was_undone_is_in_no_index(desk: Desk, clock: SetClock, name: str) -> None:
    """Compare contacts, rooms and questions with those of a kiosk that reads the whole ledger, in
    memory and in the snapshot.
    """
    undo = do(desk, ACTS[name](desk, clock))
    check_indexes(desk)
    take_back(desk, undo, BEN)
    check_indexes(desk)


def check_indexes(desk: Desk) -> None:
    """Check that the indexes are those made from the ledger alone."""
    again = replayed(desk.folder)
    assert indexed(desk.store.indexes) == indexed(again.indexes)
    assert desk.store.indexes.room_contact == again.indexes.room_contact
    again.ledger.close()


@pytest.mark.parametrize("name", ACTS)
def test_the_act_and_its_undoing_stay_in_the_ledger(desk: Desk, clock: SetClock, name: str) -> None:
    """Remove no fact; add one that undoes each fact of the act."""
    act = ACTS[name](desk, clock)
    before = list(desk.store.all_facts())
    undo = do(desk, act)
    done = list(desk.store.all_facts())
    take_back(desk, undo, ANA)
    after = list(desk.store.all_facts())
    assert after[: len(done)] == done
    assert done[: len(before)] == before
    taken = after[len(done) :]
    assert {each.subject for each in taken} == {each.subject for each in done[len(before) :]}
    assert all(each.kind.endswith(".undone") and each.by == ANA for each in taken)


def test_the_story_tells_of_the_act_and_of_its_undoing(desk: Desk) -> None:
    """Mark the step that was undone and no other, and say who undid it."""
    made = a_fix(desk)
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "On my way"))
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN)))
    take_back(desk, undo, ANA)
    story = [(each.kind, each.by, each.undone) for each in desk.requests.get(made.id).story]
    assert story == [
        ("request.flagged", MARIA, False),
        ("request.joined", JONAS, False),
        ("request.noted", BEN, False),
        ("request.claimed", BEN, True),
        ("request.undone", ANA, False),
    ]


def test_undoing_a_pin_to_the_front_marks_no_other_step(desk: Desk) -> None:
    """Mark no line, since a pin is no line of the story."""
    made = a_fix(desk)
    desk.requests.act(made.id, lambda r: rules.claim(r, BEN))
    take_back(desk, do(desk, lambda: desk.requests.act(made.id, lambda r: rules.pin(r, BEN))), BEN)
    assert not [each for each in desk.requests.get(made.id).story if each.undone]


def test_an_undone_claim_does_not_hide_a_note_that_waits(desk: Desk) -> None:
    """Show her the note, not the claim."""
    made = a_fix(desk)
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "On my way"))
    before = Inbox(desk, MARIA).items()
    take_back(
        desk, do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN))), BEN
    )
    assert Inbox(desk, MARIA).items() == before


def test_an_undone_pause_leaves_the_earlier_reason(desk: Desk) -> None:
    """Tell the teacher the reason that holds."""
    made = a_fix(desk)
    desk.requests.act(made.id, lambda r: rules.pause(r, BEN, "A part is ordered", None))
    again = do(
        desk, lambda: desk.requests.act(made.id, lambda r: rules.pause(r, BEN, "Oops", None))
    )
    take_back(desk, again, BEN)
    assert "A part is ordered" in desk.requests.standing_words(desk.requests.get(made.id))


def test_an_undone_capture_is_not_told_as_withdrawn_by_the_teacher(desk: Desk) -> None:
    """Do not say that she took back what Ben had logged for her."""
    undo = do(desk, lambda: desk.capture.log(BEN, desk.people[MARIA], "fix", "the printer"))
    take_back(desk, undo, BEN)
    for request in desk.requests.for_person(MARIA):
        assert request_wording.ended(request, desk.people.name) != "You took it back."


def test_time_that_was_undone_does_not_count(desk: Desk) -> None:
    """Leave it out of the day, of its request and of every goal."""
    made = a_fix(desk)
    desk.goals.set(BEN, "coaching", 60)
    desk.timesheet.log(BEN, "planning", 30)
    before = [each.now for each in desk.goals.progress(BEN)]
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 90)))
    assert sum(each.minutes for each in desk.timesheet.entries_on(BEN, TUESDAY)) == 120
    assert [each.now for each in desk.goals.progress(BEN)] != before
    take_back(desk, undo, BEN)
    assert sum(each.minutes for each in desk.timesheet.entries_on(BEN, TUESDAY)) == 30
    assert [each.now for each in desk.goals.progress(BEN)] == before
    assert desk.requests.get(made.id).minutes == 0


@pytest.mark.parametrize("name", ACTS)
def test_an_undo_is_refused_where_somebody_else_has_acted_since(
    desk: Desk, clock: SetClock, name: str
) -> None:
    """Refuse it with a sentence and write nothing, whichever document it is."""
    undo = do(desk, ACTS[name](desk, clock))
    for back in undo.backs:
        kind = f"{back.noun}.of_tomorrow"
        said = raw_fact(kind, back.subject, by=KOFI)
        elsewhere = Desk(desk.folder, clock, UnsyncedDisk())
        elsewhere.store.commit(partial(list, [said]))
        elsewhere.close()
        before = ledger_bytes(desk.folder)
        with pytest.raises(Refused, match=STAYS):
            take_back(desk, undo, BEN)
        assert ledger_bytes(desk.folder) == before


def test_an_undo_after_a_note_of_somebody_else_is_refused_as_a_whole(desk: Desk) -> None:
    """Undo neither Ana's words nor half of what Ben did, when she wrote to a teacher whose fix he
    had just finished.
    """
    made = a_fix(desk)
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9)))
    desk.requests.act(made.id, lambda r: rules.note(r, ANA, "The lamp was mine"))
    before = as_said(desk)
    with pytest.raises(Refused):
        take_back(desk, undo, BEN)
    assert as_said(desk) == before
    assert [each.minutes for each in desk.timesheet.entries_on(BEN, TUESDAY)] == [9]


def test_an_act_is_undone_only_once(desk: Desk) -> None:
    """Let a second touch of the key undo nothing."""
    made = a_fix(desk)
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN)))
    take_back(desk, undo, BEN)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match=STAYS):
        take_back(desk, undo, BEN)
    assert ledger_bytes(desk.folder) == before


def test_two_steps_are_undone_one_after_the_other(desk: Desk) -> None:
    """Keep more than one step of a session, while nobody else has acted."""
    made = a_fix(desk)
    before = as_said(desk)
    stood, undos = [], []
    for rule in (
        lambda r: rules.claim(r, BEN),
        lambda r: rules.note(r, BEN, "On my way"),
        lambda r: rules.pin(r, BEN),
        lambda r: rules.finish(r, BEN, 9),
    ):
        stood.append(as_said(desk))
        undos.append(do(desk, lambda rule=rule: desk.requests.act(made.id, rule)))  # type: ignore[misc]
    undo_all(desk, undos, stood)
    now = as_said(desk)
    assert {table: {key: now[table][key] for key in rows} for table, rows in before.items()} == (
        before
    )
    story = [(each.kind, each.undone) for each in desk.requests.get(made.id).story]
    assert [kind for kind, undone in story if undone] == [
        "request.claimed",
        "request.noted",
        "request.finished",
    ]


def undo_all(desk: Desk, undos: list[Undo], stood: list[dict[str, Any]]) -> None:
    """Undo all, the last first; check each time that everything before is as it was."""
    while undos:
        last, before = undos.pop(), stood.pop()
        undos = rebase_undos(undos, last, take_back(desk, last, BEN))
        now = as_said(desk)
        for table, rows in before.items():
            assert {key: now[table][key] for key in rows} == rows


def test_an_earlier_step_is_not_undone_where_somebody_else_acted_between(desk: Desk) -> None:
    """Refuse the first of two steps when Ana wrote after it, also once the second is undone."""
    made = a_fix(desk)
    one = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN)))
    desk.requests.act(made.id, lambda r: rules.note(r, ANA, "The lamp was mine"))
    two = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9)))
    (one,) = rebase_undos([one], two, take_back(desk, two, BEN))
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match=STAYS):
        take_back(desk, one, BEN)
    assert ledger_bytes(desk.folder) == before
    assert (desk.requests.get(made.id).state, desk.requests.get(made.id).owner) == ("claimed", BEN)


def test_an_undo_does_not_show_a_place_of_yesterday_again(desk: Desk, clock: SetClock) -> None:
    """Show Ben where the kiosk believes him to be without it."""
    desk.whereabouts.say_where(BEN, "Library")
    clock.forward(days=1)
    before = desk.whereabouts.team()
    assert "Library" not in {each.where for each in before}
    undo = do(desk, lambda: desk.whereabouts.say_where(BEN, "Gym"))
    assert "Gym" in {each.where for each in desk.whereabouts.team()}
    take_back(desk, undo, BEN)
    assert desk.whereabouts.team() == before


def test_an_act_that_did_nothing_cannot_be_undone(desk: Desk) -> None:
    """Keep no undo for it or for what was refused, and leave nothing for the next act."""
    made = a_fix(desk)
    assert record_act(desk, lambda: desk.act(list), "Nothing.") == ([], None)
    with pytest.raises(Refused):
        record_act(desk, lambda: desk.requests.act(made.id, lambda r: rules.note(r, BEN, " ")), "x")
    before = as_said(desk)
    desk.requests.act(made.id, lambda r: rules.nudge(r, MARIA, TUESDAY))
    nudged = as_said(desk)
    take_back(
        desk, do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN))), BEN
    )
    assert as_said(desk) == nudged != before


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([each for each in ACTS if each != "another time"]), st.booleans()
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_acts_and_undoings_leave_the_indexes_of_the_ledger(
    acts: list[tuple[str, bool]],
) -> None:
    """Compare contacts, rooms and keys with those of the facts, after any order of acts."""
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = open_school(Path(folder), clock)
        for name, back in acts:
            try:
                undo = do(desk, ACTS[name](desk, clock))
            except (Refused, IndexError, ValueError):
                continue  # the school day is over, or nobody is due any more
            if back:
                take_back(desk, undo, BEN)
        check_indexes(desk)
        desk.close()


def test_whether_a_step_can_be_undone_is_known_beforehand(desk: Desk) -> None:
    """Skip a step that is closed to undo, and offer the ones before it."""
    made = a_fix(desk)
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN)))
    assert can_undo(desk, undo)
    desk.requests.act(made.id, lambda r: rules.note(r, ANA, "I was there"))
    assert not can_undo(desk, undo)
    with pytest.raises(Refused, match="gone on from there"):
        take_back(desk, undo, BEN)
