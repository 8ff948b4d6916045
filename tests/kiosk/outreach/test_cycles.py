"""Coaching cycles: one open cycle a teacher, its stages and questions, and taking one over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.records import STAGES, Cycle
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox, InboxItem
from kiosk.outreach.cycles import QUESTIONS
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import RAFA, hire, meet, second_kiosk, touch, waiting

GOAL = "Students ask each other"


def current_cycle(desk: Desk) -> Cycle:
    """Maria's open cycle."""
    found = desk.cycles.cycle(MARIA)
    assert found
    return found


def test_a_cycle_goes_from_its_goal_to_what_was_learnt(desk: Desk, clock: SetClock) -> None:
    """Go stage by stage and keep what was said at each; keep the closed cycle, and open another."""
    desk.cycles.open_cycle(ANA, MARIA, f"  {GOAL} ")
    cycle = current_cycle(desk)
    assert (cycle.goal, cycle.stage, cycle.coach) == (GOAL, "goal", ANA)
    for stage in STAGES[1:]:
        assert desk.cycles.next_stage(cycle) == stage
        desk.cycles.say(cycle, ANA, f"about {stage}", stage)
        cycle = current_cycle(desk)
        desk.cycles.say(cycle, ANA, "and more")
        cycle = current_cycle(desk)
    assert desk.cycles.next_stage(cycle) is None
    said = [(stage, words) for stage in STAGES[1:] for words in (f"about {stage}", "and more")]
    assert [(each.stage, each.text) for each in cycle.said] == [("goal", GOAL), *said]
    desk.cycles.close_cycle(cycle, ANA)
    assert desk.cycles.cycle(MARIA) is None
    clock.forward(days=1)
    desk.cycles.open_cycle(ANA, MARIA, "The next")
    assert [each.goal for each in desk.cycles.cycles(MARIA)] == ["The next", GOAL]


def test_a_teacher_has_one_open_cycle_at_a_time(desk: Desk) -> None:
    """Refuse a second one of any coach, and open one for another teacher."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    before = ledger_bytes(desk.folder)
    for coach, words in ((ANA, "One cycle is open already"), (RAFA, "Ana Duarte has a cycle")):
        with pytest.raises(Refused, match=words):
            desk.cycles.open_cycle(coach, MARIA, "Another")
    assert ledger_bytes(desk.folder) == before
    desk.cycles.open_cycle(RAFA, KOFI, "Another")
    assert desk.cycles.cycle(KOFI)


def test_a_cycle_needs_a_goal_and_words_at_each_step(desk: Desk) -> None:
    """Refuse an empty goal and an empty entry; reach a stage without words."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="own words"):
        desk.cycles.open_cycle(ANA, MARIA, " \n")
    assert ledger_bytes(desk.folder) == before
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    cycle = current_cycle(desk)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="a few words"):
        desk.cycles.say(cycle, ANA, "  ")
    with pytest.raises(Refused, match="not one of"):
        desk.cycles.say(cycle, ANA, "x", "dream")
    assert ledger_bytes(desk.folder) == before
    desk.cycles.say(cycle, ANA, "", "plan")
    cycle = current_cycle(desk)
    assert (cycle.stage, len(cycle.said)) == ("plan", 1)
    desk.cycles.close_cycle(cycle, ANA)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="closed"):
        desk.cycles.say(cycle, ANA, "One word more")
    assert ledger_bytes(desk.folder) == before


def test_an_entry_without_a_stage_does_not_move_the_cycle_back(desk: Desk) -> None:
    """Stay in the stage that another session has reached."""
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    shown = current_cycle(desk)
    desk.cycles.say(shown, ANA, "Begin with the debate", "plan")
    desk.cycles.say(shown, ANA, "and with cards")
    assert current_cycle(desk).stage == "plan"


def test_every_stage_has_questions_that_cannot_be_answered_with_yes() -> None:
    """Ask none of them twice."""
    assert tuple(QUESTIONS) == STAGES
    asked = [question for stage in STAGES for question in QUESTIONS[stage]]
    assert len(set(asked)) == len(asked)
    assert all(each.endswith("?") for each in asked)
    assert all(each.split()[0] in {"What", "Which", "How"} for each in asked)


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """Another kiosk of the school, out of reach of the first."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def test_kiosks_agree_on_the_cycle_that_is_open(desk: Desk, other: Desk) -> None:
    """Open one on each kiosk in the same second: agree on one, and lose neither."""
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    other.cycles.open_cycle(RAFA, MARIA, "Another")
    meet(desk, other)
    found = [desk.cycles.cycle(MARIA), other.cycles.cycle(MARIA)]
    assert len(desk.cycles.cycles(MARIA)) == 2
    assert found[0] == found[1]


@pytest.fixture
def taken(desk: Desk) -> Cycle:
    """Ana's cycle with Maria, which Rafael has taken over."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    desk.cycles.say(current_cycle(desk), ANA, "Begin with the debate", "plan")
    desk.cycles.take_over(current_cycle(desk), RAFA)
    return current_cycle(desk)


def cycle_news(desk: Desk, person: str) -> list[InboxItem]:
    """List what somebody finds about cycles at the next sign-in."""
    return [each for each in waiting(desk, person) if each.kind == "cycle"]


def answer_news(desk: Desk, person: str, said: str = "seen") -> None:
    """Answer the one item about cycles that waits for somebody."""
    inbox = Inbox(desk, person)
    (item,) = [each for each in inbox.items() if each.kind == "cycle"]
    touch(inbox, item, said)


def test_a_cycle_that_is_taken_over_keeps_its_goal_and_everybody_is_told(
    desk: Desk, taken: Cycle
) -> None:
    """Keep goal and stage; tell the teacher and the coach of before once, without the goal, which
    others might see.
    """
    assert (taken.coach, taken.goal, taken.stage) == (RAFA, GOAL, "plan")
    assert [each.by for each in taken.said] == [ANA, ANA], "what was said stays whose it was"
    for person in (MARIA, ANA):
        (item,) = cycle_news(desk, person)
        assert "Rafael Mota" in item.head
        assert GOAL not in item.head + item.body
        answer_news(desk, person)
        assert not cycle_news(desk, person)
    assert not cycle_news(desk, RAFA)
    assert "Maria Rivera" not in [each.head for each in cycle_news(desk, KOFI)]


def test_only_a_coach_takes_a_cycle_over_and_only_its_coach_writes_in_it(
    desk: Desk, taken: Cycle
) -> None:
    """Refuse a fixer, whoever has it already, and the coach who had it before, and say why."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="between a teacher and a coach"):
        desk.cycles.take_over(taken, BEN)
    with pytest.raises(Refused, match="You have this cycle already"):
        desk.cycles.take_over(taken, RAFA)
    with pytest.raises(Refused, match="Rafael Mota has this cycle now"):
        desk.cycles.say(taken, ANA, "One word more", "teach")
    with pytest.raises(Refused, match="Rafael Mota has this cycle now"):
        desk.cycles.close_cycle(taken, ANA)
    assert ledger_bytes(desk.folder) == before


def test_a_teacher_who_wants_to_talk_first_waits_in_the_queue(desk: Desk, taken: Cycle) -> None:
    """Put a request of hers into the queue that nobody has claimed and that names the coach."""
    assert taken.untold
    answer_news(desk, MARIA, "talk")
    (request,) = desk.requests.for_person(MARIA)
    assert (request.lane, request.owner, request.state) == ("coaching", "", "waiting")
    assert "Rafael" in request.text


def test_a_closed_cycle_is_not_taken_over_and_ends_with_its_last_word(desk: Desk) -> None:
    """Refuse to take it over and to close it again; write nothing."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    cycle = current_cycle(desk)
    desk.cycles.close_cycle(cycle, ANA, " They do ")
    (closed,) = desk.cycles.cycles(MARIA)
    assert (closed.said[-1].text, bool(closed.closed)) == ("They do", True)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="closed"):
        desk.cycles.take_over(cycle, RAFA)
    with pytest.raises(Refused, match="closed"):
        desk.cycles.close_cycle(cycle, ANA)
    assert ledger_bytes(desk.folder) == before


def test_a_cycle_that_was_taken_over_and_closed_is_still_told(desk: Desk, taken: Cycle) -> None:
    """Tell both, though the next coach was quick."""
    desk.cycles.close_cycle(taken, RAFA)
    answer_news(desk, MARIA)
    answer_news(desk, ANA)


def test_two_who_take_a_cycle_over_while_apart_agree_and_all_are_told(
    desk: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """Give it to one coach on both kiosks; tell the other, the coach of before and the teacher,
    also if they had read of the other.
    """
    hire(desk, RAFA, "Rafael Mota", "coach")
    hire(desk, "jo", "Jo Bailey", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    other = second_kiosk(desk, tmp_path / "other", clock)
    desk.cycles.take_over(current_cycle(desk), RAFA)
    answer_news(desk, MARIA)
    other.cycles.take_over(current_cycle(other), "jo")
    answer_news(other, MARIA)
    meet(desk, other)
    has = current_cycle(desk).coach
    assert has == current_cycle(other).coach
    lost = {RAFA, "jo"} - {has}
    for each in (desk, other):
        for person in (ANA, *lost):
            assert [
                desk.people.full_name(has) in item.head for item in cycle_news(each, person)
            ] == [True]
        assert not cycle_news(each, has)
        assert not cycle_news(each, MARIA), "she has read of the one who has it"
    other.close()


def test_a_teacher_who_read_of_the_coach_who_lost_is_told_of_the_other(
    desk: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """Tell her of each coach by name."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    hire(desk, "jo", "Jo Bailey", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    other = second_kiosk(desk, tmp_path / "other", clock)
    desk.cycles.take_over(current_cycle(desk), RAFA)
    answer_news(desk, MARIA)
    for _ in range(5):  # so that this one is later in every order
        other.thanks.hi(KOFI, ANA)
    other.cycles.take_over(current_cycle(other), "jo")
    meet(desk, other)
    for each in (desk, other):
        assert current_cycle(each).coach == "jo"
        (item,) = cycle_news(each, MARIA)
        assert "Jo Bailey" in item.head
    other.close()


def test_an_entry_made_on_another_kiosk_after_the_close_is_kept(
    desk: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """Keep the words, and keep the cycle closed."""
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    other = second_kiosk(desk, tmp_path / "other", clock)
    desk.cycles.close_cycle(current_cycle(desk), ANA)
    for _ in range(3):
        other.thanks.hi(KOFI, ANA)
    other.cycles.say(current_cycle(other), ANA, "They ask each other", "teach")
    meet(desk, other)
    for each in (desk, other):
        (cycle,) = each.cycles.cycles(MARIA)
        assert bool(cycle.closed)
        assert (cycle.said[-1].text, cycle.stage) == ("They ask each other", "goal")
    other.close()
