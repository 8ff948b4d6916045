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

STAYS = r"^It stays, since somebody has gone on from there: Done\.$"


@pytest.mark.parametrize("name", ACTS)
def test_after_an_undo_all_is_as_it_was(desk: Desk, clock: SetClock, name: str) -> None:
    """Every document that was there says what it said, nobody is asked or told anything else, the
    queue, the calendars, the walk and the time are the same; and an act had changed some of it.
    """
    act = ACTS[name](desk, clock)
    said, all_seen = as_said(desk), seen(desk)
    undo = do(desk, act)
    assert (as_said(desk), seen(desk)) != (said, all_seen)
    take_back(desk, undo, BEN)
    now = as_said(desk)
    assert {table: {key: now[table][key] for key in rows} for table, rows in said.items()} == said
    assert seen(desk) == all_seen


@pytest.mark.parametrize("name", ACTS)
def test_what_was_made_and_taken_back_is_found_by_no_one(
    desk: Desk, clock: SetClock, name: str
) -> None:
    """The indexes are those of a kiosk that reads the whole ledger: contacts, rooms, and who is
    asked; in the snapshot of tomorrow as in memory today.
    """
    undo = do(desk, ACTS[name](desk, clock))
    as_the_ledger_tells(desk)
    take_back(desk, undo, BEN)
    as_the_ledger_tells(desk)


def as_the_ledger_tells(desk: Desk) -> None:
    """What is known beside the documents is what the facts alone say."""
    again = replayed(desk.folder)
    assert indexed(desk.store.indexes) == indexed(again.indexes)
    assert desk.store.indexes.room_contact == again.indexes.room_contact
    again.ledger.close()


@pytest.mark.parametrize("name", ACTS)
def test_the_act_and_its_undoing_stay_in_the_ledger(desk: Desk, clock: SetClock, name: str) -> None:
    """Nothing is rubbed out: every fact of the act is followed by one that takes it back."""
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


def test_the_story_tells_of_both(desk: Desk) -> None:
    """The step that was taken back is marked, the other steps are not, and who took it back is
    said.
    """
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


def test_taking_a_pin_back_strikes_nothing_else_out(desk: Desk) -> None:
    """It was no line of the story, so no line of it is struck."""
    made = a_fix(desk)
    desk.requests.act(made.id, lambda r: rules.claim(r, BEN))
    take_back(desk, do(desk, lambda: desk.requests.act(made.id, lambda r: rules.pin(r, BEN))), BEN)
    assert not [each for each in desk.requests.get(made.id).story if each.undone]


def test_an_answer_that_waits_is_still_the_answer(desk: Desk) -> None:
    """A claim that was taken back does not stand in the place of the note she has to read."""
    made = a_fix(desk)
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "On my way"))
    before = Inbox(desk, MARIA).items()
    take_back(
        desk, do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN))), BEN
    )
    assert Inbox(desk, MARIA).items() == before


def test_it_rests_for_the_reason_that_holds(desk: Desk) -> None:
    """Another reason that was taken back is not told to the teacher."""
    made = a_fix(desk)
    desk.requests.act(made.id, lambda r: rules.pause(r, BEN, "A part is ordered", None))
    again = do(
        desk, lambda: desk.requests.act(made.id, lambda r: rules.pause(r, BEN, "Oops", None))
    )
    take_back(desk, again, BEN)
    assert "A part is ordered" in desk.requests.standing_words(desk.requests.get(made.id))


def test_a_capture_that_was_taken_back_is_not_said_to_be_the_teachers_doing(desk: Desk) -> None:
    """Ben wrote it down for her, and thought better of it."""
    undo = do(desk, lambda: desk.capture.log(BEN, desk.people[MARIA], "fix", "the printer"))
    take_back(desk, undo, BEN)
    for request in desk.requests.for_person(MARIA):
        assert request_wording.ended(request, desk.people.name) != "You took it back."


def test_time_that_was_taken_back_does_not_count(desk: Desk) -> None:
    """Neither in the day, nor for what it came from, nor towards a goal."""
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
def test_nothing_is_taken_back_where_somebody_has_gone_on(
    desk: Desk, clock: SetClock, name: str
) -> None:
    """Whichever of the documents it is: refused with a sentence, and not a byte is written."""
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


def test_a_note_in_between_stays_and_so_does_all_else(desk: Desk) -> None:
    """Ana writes to a teacher whose fix Ben has just finished: his undo takes neither her words nor
    half of what he did.
    """
    made = a_fix(desk)
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9)))
    desk.requests.act(made.id, lambda r: rules.note(r, ANA, "The lamp was mine"))
    before = as_said(desk)
    with pytest.raises(Refused):
        take_back(desk, undo, BEN)
    assert as_said(desk) == before
    assert [each.minutes for each in desk.timesheet.entries_on(BEN, TUESDAY)] == [9]


def test_once_taken_back_it_is_not_taken_back_again(desk: Desk) -> None:
    """A second touch of the key undoes nothing that is not there."""
    made = a_fix(desk)
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN)))
    take_back(desk, undo, BEN)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match=STAYS):
        take_back(desk, undo, BEN)
    assert ledger_bytes(desk.folder) == before


def test_two_steps_are_taken_back_one_after_the_other(desk: Desk) -> None:
    """A session keeps more than one way back; nobody else has acted in between."""
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
    one_by_one(desk, undos, stood)
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


def one_by_one(desk: Desk, undos: list[Undo], stood: list[dict[str, Any]]) -> None:
    """Take all back, the last first; each time all that had been there stands as it stood."""
    while undos:
        last, before = undos.pop(), stood.pop()
        undos = rebase_undos(undos, last, take_back(desk, last, BEN))
        now = as_said(desk)
        for table, rows in before.items():
            assert {key: now[table][key] for key in rows} == rows


def test_an_earlier_step_stays_where_somebody_else_came_between(desk: Desk) -> None:
    """Ana wrote after the first of Ben's two: taking the second back gives no way past her."""
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


def test_where_somebody_was_yesterday_does_not_hang_there_again(
    desk: Desk, clock: SetClock
) -> None:
    """Ben takes back where he says he is: he is where the kiosk believes him to be without it."""
    desk.whereabouts.say_where(BEN, "Library")
    clock.forward(days=1)
    before = desk.whereabouts.team()
    assert "Library" not in {each.where for each in before}
    undo = do(desk, lambda: desk.whereabouts.say_where(BEN, "Gym"))
    assert "Gym" in {each.where for each in desk.whereabouts.team()}
    take_back(desk, undo, BEN)
    assert desk.whereabouts.team() == before


def test_what_did_nothing_has_no_way_back(desk: Desk) -> None:
    """Nor has what was refused; and neither leaves anything behind for the next act."""
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
def test_any_acts_and_undoings_leave_what_the_ledger_alone_tells(
    acts: list[tuple[str, bool]],
) -> None:
    """In any order, each taken back or left: contacts, rooms and keys are those of the facts."""
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
        as_the_ledger_tells(desk)
        desk.close()


def test_it_is_known_beforehand_whether_a_step_stands(desk: Desk) -> None:
    """So that a way back that is shut does not bar the ones before it."""
    made = a_fix(desk)
    undo = do(desk, lambda: desk.requests.act(made.id, lambda r: rules.claim(r, BEN)))
    assert can_undo(desk, undo)
    desk.requests.act(made.id, lambda r: rules.note(r, ANA, "I was there"))
    assert not can_undo(desk, undo)
    with pytest.raises(Refused, match="gone on from there"):
        take_back(desk, undo, BEN)
