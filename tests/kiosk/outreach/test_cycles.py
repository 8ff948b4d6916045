"""Coaching: a cycle is one at a time and asks, it does not tell; two are introduced when both would
like it; and an offer is taken or left by the one it was made to.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from data.records import STAGES, Cycle, Introduction
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox, InboxItem
from kiosk.outreach.cycles import QUESTIONS
from kiosk.outreach.introductions import ExperiencedColleague
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import RAFA, hire, meet, second_kiosk, touch, waiting
from tests.support.undoable_acts import days_later, school

GOAL = "Pupils ask each other"


def now(desk: Desk) -> Cycle:
    """Maria's open cycle."""
    found = desk.cycles.cycle(MARIA)
    assert found
    return found


def test_a_cycle_goes_from_its_goal_to_what_was_learnt(desk: Desk, clock: SetClock) -> None:
    """Stage by stage, with what was said at each; closed, it is kept, and another may come."""
    desk.cycles.open_cycle(ANA, MARIA, f"  {GOAL} ")
    cycle = now(desk)
    assert (cycle.goal, cycle.stage, cycle.coach) == (GOAL, "goal", ANA)
    for stage in STAGES[1:]:
        assert desk.cycles.next_stage(cycle) == stage
        desk.cycles.say(cycle, ANA, f"about {stage}", stage)
        cycle = now(desk)
        desk.cycles.say(cycle, ANA, "and more")
        cycle = now(desk)
    assert desk.cycles.next_stage(cycle) is None
    said = [(stage, words) for stage in STAGES[1:] for words in (f"about {stage}", "and more")]
    assert [(each.stage, each.text) for each in cycle.said] == [("goal", GOAL), *said]
    desk.cycles.close_cycle(cycle, ANA)
    assert desk.cycles.cycle(MARIA) is None
    clock.forward(days=1)
    desk.cycles.open_cycle(ANA, MARIA, "The next")
    assert [each.goal for each in desk.cycles.cycles(MARIA)] == ["The next", GOAL]


def test_there_is_one_open_cycle_a_person(desk: Desk) -> None:
    """Whoever coaches; each teacher has their own."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    before = ledger_bytes(desk.folder)
    for coach, words in ((ANA, "One cycle is open already"), (RAFA, "Ana Duarte has a cycle")):
        with pytest.raises(Refused, match=words):
            desk.cycles.open_cycle(coach, MARIA, "Another")
    assert ledger_bytes(desk.folder) == before
    desk.cycles.open_cycle(RAFA, KOFI, "Another")
    assert desk.cycles.cycle(KOFI)


def test_a_cycle_needs_words(desk: Desk) -> None:
    """A goal to begin with, something that was said to go on; a stage may be reached without."""
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="own words"):
        desk.cycles.open_cycle(ANA, MARIA, " \n")
    assert ledger_bytes(desk.folder) == before
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    cycle = now(desk)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="a few words"):
        desk.cycles.say(cycle, ANA, "  ")
    with pytest.raises(Refused, match="not one of"):
        desk.cycles.say(cycle, ANA, "x", "dream")
    assert ledger_bytes(desk.folder) == before
    desk.cycles.say(cycle, ANA, "", "plan")
    cycle = now(desk)
    assert (cycle.stage, len(cycle.said)) == ("plan", 1)
    desk.cycles.close_cycle(cycle, ANA)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="closed"):
        desk.cycles.say(cycle, ANA, "One word more")
    assert ledger_bytes(desk.folder) == before


def test_a_word_more_does_not_turn_the_cycle_back(desk: Desk) -> None:
    """Somebody went on to the plan in another session; what is noted here is noted there."""
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    shown = now(desk)
    desk.cycles.say(shown, ANA, "Begin with the debate", "plan")
    desk.cycles.say(shown, ANA, "and with cards")
    assert now(desk).stage == "plan"


def test_every_stage_has_open_questions() -> None:
    """None of them can be answered with yes, and none is asked twice."""
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
    """When each opened one in the same second while they were apart; neither is lost."""
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
    desk.cycles.say(now(desk), ANA, "Begin with the debate", "plan")
    desk.cycles.take_over(now(desk), RAFA)
    return now(desk)


def news(desk: Desk, person: str) -> list[InboxItem]:
    """What somebody finds about cycles at the next sign-in."""
    return [each for each in waiting(desk, person) if each.kind == "cycle"]


def read(desk: Desk, person: str, said: str = "seen") -> None:
    """Somebody answers it."""
    inbox = Inbox(desk, person)
    (item,) = [each for each in inbox.items() if each.kind == "cycle"]
    touch(inbox, item, said)


def test_a_cycle_that_is_taken_over_comes_with_its_goal_and_is_told(
    desk: Desk, taken: Cycle
) -> None:
    """Goal and stage come along; the teacher and whoever coached before are each told once, without
    the goal, which is not for a screen that others see.
    """
    assert (taken.coach, taken.goal, taken.stage) == (RAFA, GOAL, "plan")
    assert [each.by for each in taken.said] == [ANA, ANA], "what was said stays whose it was"
    for person in (MARIA, ANA):
        (item,) = news(desk, person)
        assert "Rafael Mota" in item.head
        assert GOAL not in item.head + item.body
        read(desk, person)
        assert not news(desk, person)
    assert not news(desk, RAFA)
    assert "Maria Rivera" not in [each.head for each in news(desk, KOFI)]


def test_only_a_coach_takes_a_cycle_over_and_whoever_has_it_writes_in_it(
    desk: Desk, taken: Cycle
) -> None:
    """A fixer, whoever has it already, and the coach of before are told why not."""
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


def test_who_would_rather_talk_first_is_found(desk: Desk, taken: Cycle) -> None:
    """It waits in the queue, in nobody's name but hers, and says who is meant."""
    assert taken.untold
    read(desk, MARIA, "talk")
    (request,) = desk.requests.for_person(MARIA)
    assert (request.lane, request.owner, request.state) == ("coaching", "", "waiting")
    assert "Rafael" in request.text


def test_a_closed_cycle_is_not_taken_over_and_ends_with_its_last_word(desk: Desk) -> None:
    """Nothing is written then; and closing again is refused."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    cycle = now(desk)
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
    """Nobody is left without an answer because the next one was quick."""
    desk.cycles.close_cycle(taken, RAFA)
    read(desk, MARIA)
    read(desk, ANA)


def test_two_who_take_a_cycle_over_while_apart_agree_and_all_are_told(
    desk: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """One has it on both kiosks; the other, the coach of before and the teacher hear of that one,
    also when they had heard of the other.
    """
    hire(desk, RAFA, "Rafael Mota", "coach")
    hire(desk, "jo", "Jo Bailey", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    other = second_kiosk(desk, tmp_path / "other", clock)
    desk.cycles.take_over(now(desk), RAFA)
    read(desk, MARIA)
    other.cycles.take_over(now(other), "jo")
    read(other, MARIA)
    meet(desk, other)
    has = now(desk).coach
    assert has == now(other).coach
    lost = {RAFA, "jo"} - {has}
    for each in (desk, other):
        for person in (ANA, *lost):
            assert [desk.people.full_name(has) in item.head for item in news(each, person)] == [
                True
            ]
        assert not news(each, has)
        assert not news(each, MARIA), "she has read of the one who has it"
    other.close()


def test_a_teacher_who_has_read_of_the_one_who_lost_is_told_again(
    desk: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """Reading of one coach is not reading of another."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    hire(desk, "jo", "Jo Bailey", "coach")
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    other = second_kiosk(desk, tmp_path / "other", clock)
    desk.cycles.take_over(now(desk), RAFA)
    read(desk, MARIA)
    for _ in range(5):  # so that this one is later in every order
        other.thanks.hi(KOFI, ANA)
    other.cycles.take_over(now(other), "jo")
    meet(desk, other)
    for each in (desk, other):
        assert now(each).coach == "jo"
        (item,) = news(each, MARIA)
        assert "Jo Bailey" in item.head
    other.close()


def test_what_was_said_after_a_close_elsewhere_is_kept(
    desk: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """Closed here, written in there: the words stand, and it stays closed."""
    desk.cycles.open_cycle(ANA, MARIA, GOAL)
    other = second_kiosk(desk, tmp_path / "other", clock)
    desk.cycles.close_cycle(now(desk), ANA)
    for _ in range(3):
        other.thanks.hi(KOFI, ANA)
    other.cycles.say(now(other), ANA, "They ask each other", "teach")
    meet(desk, other)
    for each in (desk, other):
        (cycle,) = each.cycles.cycles(MARIA)
        assert bool(cycle.closed)
        assert (cycle.said[-1].text, cycle.stage) == ("They ask each other", "goal")
    other.close()


def coached(desk: Desk, person: str, text: str, outcome: str = "") -> None:
    """Somebody was coached, and may have told how it went."""
    made = desk.requests.flag(Need("coaching", person, "Try a tool", text=text))
    desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30))
    if outcome:
        desk.requests.act(made.id, lambda r: rules.tell(r, person, outcome))


def who(desk: Desk, about: str, but: str = "") -> list[tuple[str, bool]]:
    """Who did it before, and whether it worked."""
    return [(each.person.id, each.worked) for each in desk.introductions.experienced(about, but)]


def test_who_did_this_before_is_who_shared_it_or_was_coached_on_it(desk: Desk) -> None:
    """Those for whom it worked come first; nobody twice, never the one who would like to, nobody
    for whom it did not work, and nobody who was not coached yet.
    """
    hire(desk, "eva", "Eva Meier")
    desk.shelf.share(KOFI, "Podcasts in pairs", helps=True)
    coached(desk, KOFI, "podcasts")
    coached(desk, JONAS, "a podcast", "not")
    coached(desk, MARIA, "podcasts with class 7")
    desk.requests.flag(Need("coaching", "eva", "Try a tool", text="podcasts"))
    assert who(desk, "podcast") == [(KOFI, True), (MARIA, False)]
    coached(desk, "eva", "podcast again", "worked")
    assert set(who(desk, "podcast")[:2]) == {(KOFI, True), ("eva", True)}
    assert who(desk, "podcast", but=KOFI) == [("eva", True), (MARIA, False)]
    assert who(desk, "robots") == []


def introduce(desk: Desk) -> None:
    """Ana would introduce Maria, who would like to, to Kofi, who has."""
    desk.introductions.introduce(
        ANA, MARIA, ExperiencedColleague(desk.people[KOFI], "shared it"), "Podcasts"
    )


def items(desk: Desk, person: str) -> list[InboxItem]:
    """What of introductions waits for somebody."""
    return [each for each in waiting(desk, person) if each.kind.startswith("introduc")]


def say(desk: Desk, person: str, word: str) -> None:
    """Somebody answers what they were asked, and nothing else."""
    (item,) = [each for each in items(desk, person) if each.kind == "introduction"]
    touch(Inbox(desk, person), item, word)


def test_both_are_asked_and_nobody_else(desk: Desk) -> None:
    """Each by the name of the other, and by whom; with yes and not now. Who has done it hears of
    who would like to from nobody but herself: after her yes.
    """
    introduce(desk)
    for person, other in ((MARIA, "Kofi Okafor"), (KOFI, "Maria Rivera")):
        if person == MARIA:
            assert items(desk, KOFI) == []
        else:
            say(desk, MARIA, "yes")
            assert items(desk, MARIA) == []
        (item,) = items(desk, person)
        assert item.kind == "introduction"
        assert item.head == f"Ana would introduce you to {other}: Podcasts"
        assert [said for _, said in item.answers] == ["yes", "no"]
    for person in (JONAS, ANA, BEN):
        assert items(desk, person) == []


@pytest.mark.parametrize("words", list(product(["yes", "no"], repeat=2)))
def test_what_one_said_is_told_only_to_who_said_yes(words: tuple[str, str]) -> None:
    """Nobody is told before the last word; two yes are told to both; a no is told to who said yes
    and to nobody else, and who has not answered by then is asked no more.
    """
    with school() as (desk, _):
        introduce(desk)
        first, second = MARIA, KOFI
        say(desk, first, words[0])
        assert items(desk, first) == []
        if words[0] == "no":
            assert items(desk, second) == []
            return
        assert [each.kind for each in items(desk, second)] == ["introduction"]
        say(desk, second, words[1])
        told = {person: items(desk, person) for person in (first, second)}
        (ends,) = told[first]
        assert ends.kind == "introduced"
        both = words[1] == "yes"
        assert ("would like that too" in ends.head) == both
        assert ("cannot just now" in ends.head) != both
        assert [each.kind for each in told[second]] == (["introduced"] if both else [])
        for person in (first, second):
            for item in told[person]:
                touch(Inbox(desk, person), item, "seen")
            assert items(desk, person) == []
        assert items(desk, JONAS) == items(desk, ANA) == []


def test_the_same_two_are_asked_once_at_a_time(desk: Desk) -> None:
    """Until both have answered; and nobody is introduced to themselves."""
    introduce(desk)
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="asked already"):
        introduce(desk)
    with pytest.raises(Refused, match="one and the same"):
        desk.introductions.introduce(
            ANA, MARIA, ExperiencedColleague(desk.people[MARIA], "x"), "Podcasts"
        )
    assert ledger_bytes(desk.folder) == before
    desk.introductions.introduce(
        ANA, KOFI, ExperiencedColleague(desk.people[MARIA], "x"), "Corners"
    )
    for person in (MARIA, KOFI):
        for item in items(desk, person):
            touch(Inbox(desk, person), item, "yes")
    introduce(desk)
    assert len(desk.store.records(Introduction)) == 3


def offered(desk: Desk, person: str = MARIA) -> str:
    """Ben has finished somebody's projector, and offers ten minutes on using it well."""
    made = desk.requests.flag(Need("fix", person, "Projector", room="Room 12"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9) + rules.offer(r, BEN))
    return made.id


def offers(desk: Desk, person: str) -> list[InboxItem]:
    """The offers that wait for somebody."""
    return [each for each in waiting(desk, person) if each.kind == "offer"]


def test_an_offer_that_is_taken_is_a_coaching_request(desk: Desk) -> None:
    """In the coaching lane, waiting, for the one who was asked, and it says what it grew out of."""
    key = offered(desk)
    assert desk.requests.get(key).offered
    (item,) = offers(desk, MARIA)
    assert "Ten minutes" in item.head
    touch(Inbox(desk, MARIA), item, "yes")
    assert offers(desk, MARIA) == []
    (grown,) = [each for each in desk.requests.for_person(MARIA) if each.lane == "coaching"]
    assert (grown.source, grown.state, grown.room) == (key, "waiting", "Room 12")
    assert desk.requests.get(key).taken == "yes"
    assert desk.demand.bridge() == (1, 1, 1)


def test_an_offer_that_is_left_is_asked_no_more(desk: Desk, clock: SetClock) -> None:
    """No request is made of it, and it counts as offered."""
    key = offered(desk)
    touch(Inbox(desk, MARIA), offers(desk, MARIA)[0], "no")
    days_later(desk, clock, 3)
    assert offers(desk, MARIA) == []
    assert [each.id for each in desk.requests.for_person(MARIA)] == [key]
    assert desk.demand.bridge() == (1, 1, 0)


def test_nobody_else_is_offered_it(desk: Desk) -> None:
    """No colleague, no coach; and without an offer nobody is."""
    made = desk.requests.flag(Need("fix", KOFI, "Projector"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9))
    offered(desk)
    for person in (KOFI, JONAS, ANA, BEN):
        assert offers(desk, person) == []


def test_who_had_the_same_trouble_does_not_answer_for_the_other(desk: Desk) -> None:
    """Kofi joined; the offer was made to Maria."""
    made = desk.requests.flag(Need("fix", MARIA, "Projector"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 9) + rules.offer(r, BEN))
    assert len(offers(desk, MARIA)) == 1
    assert offers(desk, KOFI) == []


def test_what_does_not_work_yet_is_nothing_to_use_well(desk: Desk) -> None:
    """She says "not yet": "now that it works" is not said to her."""
    offered(desk)
    inbox = Inbox(desk, MARIA)
    (asked,) = [each for each in inbox.items() if each.kind == "working"]
    touch(inbox, asked, "not_yet")
    assert offers(desk, MARIA) == []
