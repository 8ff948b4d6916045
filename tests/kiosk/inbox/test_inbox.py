"""The inbox: what waits for somebody is asked once, answered with one touch, and then gone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.records import CheckIn, Take, Thanks
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox, InboxItem, InboxReply
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock, foreign
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, open_school
from tests.support.two_kiosks import meet, second_kiosk, touch, waiting

THURSDAY = datetime(2026, 11, 5, 15, 15, tzinfo=UTC)
PLAN = "Plan a lesson"


def a_clash(desk: Desk, _: Inbox) -> None:
    """Her time was given away on another kiosk, which was first."""
    slot = desk.calendar.slots(desk.people[MARIA], PLAN)[0]
    made = desk.bookings.flag(Need("coaching", MARIA, PLAN), slot)
    (visit,) = [each for each in desk.calendar.ahead(MARIA) if each.request == made.id]
    body = {"coach": visit.coach, "start": visit.start, "minutes": visit.minutes}
    seq = len(list(desk.store.all_facts()))
    first = foreign("visit.booked", f"v{seq}", seq, lamport=1, by=KOFI, whom=KOFI, body=body)
    desk.store.ingest([first])


def an_answer(desk: Desk, _: Inbox) -> None:
    """Ben writes to her."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "A part is ordered"))


def a_finished_fix(desk: Desk, _: Inbox) -> None:
    """Ben has been there."""
    made = desk.requests.flag(Need("fix", MARIA, "Projector"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5, "New lamp"))


def a_note(desk: Desk, _: Inbox) -> None:
    """Ana leaves a few words."""
    desk.thanks.leave_note(ANA, MARIA, "Lovely lesson today")


def a_moved_visit(desk: Desk, _: Inbox) -> None:
    """Ana needs another time."""
    slots = desk.calendar.slots(desk.people[MARIA], PLAN)
    made = desk.bookings.flag(Need("coaching", MARIA, PLAN), slots[0])
    (visit,) = [each for each in desk.calendar.ahead(MARIA) if each.request == made.id]
    desk.calendar.rebook(visit, slots[1], ANA)


def a_place(desk: Desk, _: Inbox) -> None:
    """Jonas gives his place in a workshop back."""
    key = desk.workshops.plan(ANA, "Slides that move", THURSDAY, 45, room="Library", places=1)
    desk.workshops.sign(key, JONAS)
    desk.workshops.sign(key, MARIA)
    desk.workshops.leave(key, JONAS)


def a_problem_that_is_over(desk: Desk, _: Inbox) -> None:
    """She had it too."""
    key = desk.board.open_problem(BEN, "Wi-Fi is slow", "Wi-Fi")
    desk.board.join_problem(key, MARIA, "Room 12")
    desk.board.end_problem(key, BEN, "A new cable")


def a_coaching_that_was(desk: Desk, _: Inbox) -> None:
    """Ana was there."""
    made = desk.requests.flag(Need("coaching", MARIA, "Watch my class"))
    desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30))


def a_take(desk: Desk, _: Inbox) -> None:
    """She took something along and wished to be asked."""
    key = desk.shelf.share(KOFI, "Exit tickets")
    desk.shelf.wish(desk.shelf.take(MARIA, key), True)


def a_wish_to_see(desk: Desk, _: Inbox) -> None:
    """Kofi would like to see what she shared."""
    idea = desk.shelf.find(desk.shelf.share(MARIA, "Whiteboards", helps=True))
    assert idea
    desk.introductions.ask_to_see(KOFI, idea)


def an_introduction(desk: Desk, _: Inbox) -> None:
    """Kofi has said that he shows her what he shared."""
    idea = desk.shelf.find(desk.shelf.share(KOFI, "Corners", helps=True))
    assert idea
    desk.introductions.ask_to_see(MARIA, idea)
    his = Inbox(desk, KOFI)
    for item in [each for each in his.items() if each.kind == "introduction"]:
        touch(his, item, "yes")


def a_thank_you(desk: Desk, _: Inbox) -> None:
    """Kofi says thanks."""
    desk.thanks.thank(KOFI, MARIA, "For your help", "You saved my day")


def a_hi(desk: Desk, inbox: Inbox) -> None:
    """She has just said hi."""
    inbox.ask_day(desk.thanks.hi(MARIA))


Arrange = Callable[[Desk, Inbox], None]
KINDS: dict[str, tuple[Arrange, str]] = {
    "clash": (a_clash, "has gone to someone else"),
    "answer": (an_answer, "A part is ordered"),
    "working": (a_finished_fix, "New lamp"),
    "note": (a_note, "Lovely lesson today"),
    "visit": (a_moved_visit, "Ana has moved your time"),
    "workshop": (a_place, "Slides that move"),
    "problem": (a_problem_that_is_over, "A new cable"),
    "outcome": (a_coaching_that_was, "Watch my class, with Ana"),
    "take": (a_take, "Exit tickets"),
    "introduction": (a_wish_to_see, "Kofi Okafor would like to see: Whiteboards"),
    "introduced": (an_introduction, "Kofi will find you"),
    "thanks": (a_thank_you, "You saved my day"),
    "day": (a_hi, "How's your day?"),
}
"""Kind -> what makes it wait for Maria, and words that it says."""
LATER = ("outcome", "take")
"""Kinds that are asked about some days after."""
ONCE = ("working", "outcome", "take")


def arrange(desk: Desk, clock: SetClock, inbox: Inbox, *kinds: str) -> None:
    """Let these wait for Maria, two days later."""
    for kind in sorted(kinds, key=lambda each: each not in LATER):
        if kind not in LATER and clock.now().day == 3:
            clock.forward(days=2)
        KINDS[kind][0](desk, inbox)
    if clock.now().day == 3:
        clock.forward(days=2)


def answer(desk: Desk, inbox: Inbox, item: InboxItem, said: str) -> InboxReply:
    """One touch, and where it leads to another time the first one offered."""
    reply = touch(inbox, item, said)
    if reply.goes == "slots":
        visit = desk.calendar.visit(reply.subject)
        slot = desk.calendar.slots(desk.people[visit.person], visit.about)[0]
        desk.calendar.rebook(visit, slot, visit.person)
    return reply


def only(items: list[InboxItem], kind: str) -> InboxItem:
    """The one of a kind; another kind may speak of the same thing."""
    (found,) = [each for each in items if each.kind == kind]
    return found


@pytest.fixture
def inbox(desk: Desk) -> Inbox:
    """Maria's, in the session that is on."""
    return Inbox(desk, MARIA)


@pytest.mark.parametrize("kind", KINDS)
def test_each_item_says_what_it_is_about_and_offers_answers(
    desk: Desk, clock: SetClock, inbox: Inbox, kind: str
) -> None:
    """Show a head and at most three different tiles, to nobody else."""
    assert inbox.items() == []
    arrange(desk, clock, inbox, kind)
    item = only(inbox.items(), kind)
    assert item.head.strip()
    assert KINDS[kind][1] in f"{item.head}\n{item.body}"
    assert 1 <= len(item.answers) <= 3
    for told in zip(*item.answers, strict=True):
        assert all(told)
        assert len(set(told)) == len(told)
    assert waiting(desk, JONAS) == []
    for person in (KOFI, ANA, BEN):
        assert kind not in {each.kind for each in waiting(desk, person)}


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_any_answer_puts_the_item_away_for_good(
    desk: Desk, clock: SetClock, tmp_path: Path, inbox: Inbox, kind: str, place: int
) -> None:
    """Remove it from this session, every later one, and another kiosk that has heard of it."""
    arrange(desk, clock, inbox, kind)
    other = second_kiosk(desk, tmp_path / "other", clock)
    item = only(inbox.items(), kind)
    if kind != "day":
        assert only(waiting(other, MARIA), kind) == item
    said = item.answers[place % len(item.answers)][1]
    reply = answer(desk, inbox, item, said)
    assert reply.said or reply.goes
    meet(desk, other)
    clock.forward(minutes=5)
    for found in (inbox.items(), waiting(desk, MARIA), waiting(other, MARIA)):
        assert kind not in {each.kind for each in found}
    other.close()


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(ONCE) - {"day"}))
def test_an_item_without_an_answer_waits_in_the_next_session(
    desk: Desk, clock: SetClock, inbox: Inbox, kind: str
) -> None:
    """Show it again to whoever walked away."""
    arrange(desk, clock, inbox, kind)
    item = only(inbox.items(), kind)
    assert inbox.shown(item) == []
    assert only(waiting(desk, MARIA), kind) == item


@pytest.mark.parametrize("kind", ONCE)
def test_a_question_is_asked_in_one_session_only(
    desk: Desk, clock: SetClock, inbox: Inbox, kind: str
) -> None:
    """Keep it while she is here, do not ask again after she walked away, and write it down once."""
    arrange(desk, clock, inbox, kind, "note")
    item = only(inbox.items(), kind)
    assert len(inbox.shown(item)) == 1
    assert inbox.shown(item) == []
    answer(desk, inbox, only(inbox.items(), "note"), "read")
    assert [each.key for each in inbox.items()] == [item.key]
    assert waiting(desk, MARIA) == []


@pytest.mark.parametrize("kind", ["working", "outcome"])
def test_news_of_a_request_does_not_repeat_its_question(
    desk: Desk, clock: SetClock, inbox: Inbox, kind: str
) -> None:
    """Show only a line that was written to her later, not the question she walked away from."""
    arrange(desk, clock, inbox, kind)
    item = only(inbox.items(), kind)
    inbox.shown(item)
    desk.requests.act(item.id, lambda r: rules.note(r, BEN, "Tell me when you know"))
    assert [each.kind for each in inbox.items()] == ["answer", kind]
    assert [each.kind for each in waiting(desk, MARIA)] == ["answer"]


def test_the_question_about_the_day_is_asked_in_one_session_only(desk: Desk, inbox: Inbox) -> None:
    """Ask it once; nobody has to answer."""
    a_hi(desk, inbox)
    assert waiting(desk, MARIA) == []
    item = only(inbox.items(), "day")
    inbox.done(item)
    assert inbox.items() == []
    (said,) = desk.store.where(CheckIn, "person", MARIA)
    assert said.day == ""


def test_problems_come_first_in_the_inbox_and_thanks_last(
    desk: Desk, clock: SetClock, inbox: Inbox
) -> None:
    """Put problems, answers and confirmations first, then a note; put thanks behind them and before
    small talk.
    """
    arrange(desk, clock, inbox, *KINDS)
    kinds = [item.kind for item in inbox.items()]
    assert set(kinds) == set(KINDS)
    first = {place: kinds.index(place) for place in KINDS}
    last = {place: len(kinds) - 1 - kinds[::-1].index(place) for place in KINDS}
    assert kinds[0] == "clash"
    assert max(last["clash"], last["answer"], last["working"]) < first["note"]
    rest = set(KINDS) - {"thanks", "day"}
    assert max(last[kind] for kind in rest) < first["thanks"]
    assert first["day"] == len(kinds) - 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=8), st.data())
def test_answering_everything_empties_the_inbox(kinds: list[str], data: st.DataObject) -> None:
    """Put something away with each touch, whatever waits and whatever is answered, until nothing
    waits here or later.
    """
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = open_school(Path(folder), clock)
        inbox = Inbox(desk, MARIA)
        arrange(desk, clock, inbox, *kinds)
        items = inbox.items()
        assert {*kinds} <= {each.kind for each in items}
        while items:
            item = data.draw(st.sampled_from(items))
            answer(desk, inbox, item, data.draw(st.sampled_from(item.answers))[1])
            left = inbox.items()
            assert item.key not in [each.key for each in left]
            assert len(left) < len(items)
            items = left
        assert waiting(desk, MARIA) == []
        desk.close()


def test_people_who_joined_are_asked_whether_it_works(desk: Desk, clock: SetClock) -> None:
    """Ask both; reopen it on a "not yet" of either, and ask both again."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, "Room 31"))
    for _ in range(2):
        desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5))
        for person in (MARIA, KOFI):
            assert [(each.kind, each.id) for each in waiting(desk, person)] == [
                ("working", made.id)
            ]
        clock.forward(hours=1)
        his = Inbox(desk, KOFI)
        touch(his, only(his.items(), "working"), "not_yet")
        assert desk.requests.get(made.id).state == "reopened"
        assert waiting(desk, MARIA) == waiting(desk, KOFI) == []


@pytest.mark.parametrize(
    ("said", "state"), [("works", "confirmed"), ("not_yet", "reopened"), ("later", "finished")]
)
def test_the_answer_decides_whether_a_request_works(
    desk: Desk, inbox: Inbox, said: str, state: str
) -> None:
    """Close it on yes, reopen it on not yet, leave it on later."""
    a_finished_fix(desk, inbox)
    item = only(inbox.items(), "working")
    touch(inbox, item, said)
    assert desk.requests.get(item.id).state == state


@pytest.mark.parametrize("kind", LATER)
@pytest.mark.parametrize("outcome", ["worked", "partly", "not"])
def test_the_answer_how_it_went_is_kept_with_its_comment(
    desk: Desk, clock: SetClock, inbox: Inbox, kind: str, outcome: str
) -> None:
    """Keep the touch alone, and a comment that follows beside it."""
    arrange(desk, clock, inbox, kind)
    item = only(inbox.items(), kind)
    reply = touch(inbox, item, outcome)
    assert (reply.goes, reply.subject) == ("line", outcome)

    def kept() -> tuple[str, str]:
        if kind == "take":
            (take,) = desk.store.records(Take)
            return take.outcome, take.text
        request = desk.requests.get(item.id)
        assert request.state == "confirmed"
        return request.outcome, request.outcome_text

    assert kept() == (outcome, "")
    inbox.tell(item.kind, item.id, outcome, "  Half of them had it at once ")
    assert kept() == (outcome, "Half of them had it at once")
    assert inbox.items() == waiting(desk, MARIA) == []


def test_each_answer_leads_to_the_screen_it_names(
    desk: Desk, clock: SetClock, inbox: Inbox
) -> None:
    """Lead to the request, to a new fix of that category, to thanks for the writer of the note, and
    to the day beside the hi.
    """
    arrange(desk, clock, inbox, "answer", "problem", "note", "day")
    item = only(inbox.items(), "answer")
    reply = touch(inbox, item, "show")
    assert (reply.goes, reply.subject) == ("request", item.id)
    reply = touch(inbox, only(inbox.items(), "problem"), "still")
    assert (reply.goes, reply.subject) == ("fix", "Wi-Fi")
    touch(inbox, only(inbox.items(), "note"), "thank")
    (thanks,) = desk.store.records(Thanks)
    assert (thanks.by, thanks.to) == (MARIA, ANA)
    assert only(waiting(desk, ANA), "thanks").id == thanks.id
    item = only(inbox.items(), "day")
    touch(inbox, item, "Hard")
    (said,) = desk.store.where(CheckIn, "person", MARIA)
    assert said.day == "Hard"


def test_a_touch_that_comes_too_late_is_refused_and_changes_nothing(
    desk: Desk, inbox: Inbox
) -> None:
    """Refuse it when somebody else has answered for the same trouble meanwhile."""
    a_finished_fix(desk, inbox)
    item = only(inbox.items(), "working")
    desk.requests.act(item.id, lambda r: rules.confirm(r, MARIA))
    changes = desk.store.changes
    with pytest.raises(Refused, match="not waiting for your word"):
        inbox.answer(item, "not_yet")
    assert desk.store.changes == changes
    assert inbox.items() == []
