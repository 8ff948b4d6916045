"""Demand: many asks for one thing are one topic, many fixes of one thing are one known problem."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.records import Request
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.requests.topics import STOPWORDS, Topic, read_ask, topics
from tests.support.fakes import SetClock
from tests.support.schools import ANA, JONAS, KOFI, MARIA, request
from tests.support.two_kiosks import touch, waiting
from tests.support.undoable_acts import FRIDAY, days_later

TEACHERS = (MARIA, KOFI, JONAS)
WORDS = ("podcast", "robot", "debate", "chart", "video", "the", "lesson", "please", "with")
KNOWN = ("Robot", "Exit tickets", "AI")


def ask(number: int, person: str, text: str, **more: Any) -> Request:
    """Somebody would like to learn something."""
    said = {"lane": "coaching", "category": "Try a tool", "person": person, "text": text}
    return request(**(said | {"id": f"a{number:02}"} | more))


@st.composite
def some_asks(draw: st.DrawFn) -> list[Request]:
    """Asks of few people for few things, in few words."""
    lines = st.lists(st.sampled_from([*WORDS, "Exit tickets", "ai"]), max_size=4).map(" ".join)
    return [
        ask(number, draw(st.sampled_from("abcde")), draw(lines), look_at=draw(lines))
        for number in range(draw(st.integers(0, 10)))
    ]


def says(each: Request, topic: str) -> bool:
    """Whether somebody asked for a topic in so many words."""
    return f" {topic.casefold()} " in f" {each.text} {each.look_at} ".casefold()


@settings(max_examples=120, deadline=None)
@given(some_asks(), st.integers(2, 4))
def test_each_request_counts_for_one_topic_and_each_person_once(
    asks: list[Request], least: int
) -> None:
    """List each topic with the people who asked for just that, most wanted first, and leave out
    none that as many want.
    """
    found = topics(map(read_ask, asks), KNOWN, least)
    by_id = {each.id: each for each in asks}
    counted = [key for topic in found for key in topic.requests]
    assert len(set(counted)) == len(counted)
    for topic in found:
        mine = [by_id[key] for key in topic.requests]
        assert sorted(topic.people) == sorted({each.person for each in mine})
        assert len(topic.people) >= least
        first = topic.name.casefold().split()[0]
        assert all(says(each, topic.name) or says(each, first) for each in mine)
        assert topic.name not in STOPWORDS
    sizes = [len(topic.people) for topic in found]
    assert sizes == sorted(sizes, reverse=True)
    left = [each for each in asks if each.id not in counted]
    for word in ("podcast", "robot", "debate", "chart", "video", "exit tickets", "ai"):
        assert len({each.person for each in left if says(each, word)}) < least


def names(texts: list[str], known: list[str]) -> list[str]:
    """What topics are called, when each line is somebody else's."""
    asks = [ask(number, f"p{number}", text) for number, text in enumerate(texts)]
    return [each.name for each in topics(map(read_ask, asks), known)]


def test_a_topic_is_named_by_the_word_the_school_has_for_it() -> None:
    """Take the known one of two that as many want, as the school writes it, of any length."""
    assert names(["robot podcast", "a podcast, a robot"], []) == ["podcast"]
    assert names(["robot podcast", "a robot podcast"], ["Robot"]) == ["Robot"]
    assert names(["try exit tickets", "show exit tickets here"], ["Exit Tickets"]) == [
        "Exit Tickets"
    ]
    assert names(["how to use ai", "AI in class"], ["AI"]) == ["AI"]
    assert names(["Fraenzi does Müsli", "musli for all"], ["Müsli"]) == ["Müsli"]


@pytest.mark.parametrize(
    "text", ["please help me plan a lesson", "using it with my class", "a b c 1 2 3", ""]
)
def test_words_without_meaning_are_no_topic(text: str) -> None:
    """Ignore them, however many people write them."""
    assert names([text] * 5, []) == []


def test_singular_and_plural_are_one_topic() -> None:
    """Count both, whichever is said."""
    assert len(names(["podcasts", "a podcast"], [])) == 1
    assert len(names(["glass", "more glass"], [])) == 1


def test_singular_and_plural_of_a_recording_are_one_topic() -> None:
    """Count them together, as podcast and podcasts."""
    assert len(names(["my recordings", "a recording"], [])) == 1


def test_a_short_known_topic_is_found_before_punctuation() -> None:
    """Know "AI," by its tag."""
    assert names(["AI, please", "what about AI?"], ["AI"]) == ["AI"]


def test_a_topic_is_named_by_a_word_of_a_request() -> None:
    """Take it also from what somebody asked to be looked at."""
    asks = [ask(n, f"p{n}", "", look_at="how they are debating") for n in range(2)]
    assert [each.name for each in topics(map(read_ask, asks), [])] == ["debating"]


def wish(desk: Desk, person: str, text: str) -> str:
    """Somebody asks to learn something."""
    return desk.requests.flag(Need("coaching", person, "Try a tool", text=text)).id


def test_topics_are_made_of_recent_coaching_requests_only(desk: Desk, clock: SetClock) -> None:
    """Leave out fixes, what was withdrawn or declined, and what was asked for a term ago."""
    gone = wish(desk, MARIA, "podcasts")
    kept = [wish(desk, person, "podcasts in class") for person in (KOFI, JONAS)]
    desk.requests.flag(Need("fix", MARIA, "Sound", text="podcasts"))
    desk.requests.act(gone, lambda r: rules.withdraw(r, MARIA))
    (topic,) = desk.demand.topics(["podcasts"])
    assert topic == Topic("podcasts", topic.people, topic.requests)
    assert set(topic.requests) == set(kept)
    assert set(topic.people) == {KOFI, JONAS}
    days_later(desk, clock, 59)
    assert desk.demand.topics([])
    days_later(desk, clock, 2)
    assert desk.demand.topics([]) == []


def test_finished_requests_count_for_a_topic(desk: Desk) -> None:
    """Count what several asked for of late; make no topic of a single lesson."""
    for person in TEACHERS:
        key = wish(desk, person, "podcasts")
        if person != JONAS:
            desk.requests.act(key, lambda r: rules.finish(r, ANA, 30))
    (topic,) = desk.demand.topics([])
    assert set(topic.people) == set(TEACHERS)
    assert len(topic.requests) == len(TEACHERS)


def test_a_workshop_out_of_a_topic_invites_those_who_asked(desk: Desk) -> None:
    """Ask only them, once, at the next sign-in; let them sign with one touch or say not now; write
    it into their requests.
    """
    keys = {person: wish(desk, person, "podcasts") for person in (MARIA, KOFI)}
    (topic,) = desk.demand.topics([])
    key = desk.workshops.plan(
        ANA, "Podcasts", FRIDAY, 45, room="Library", invited=topic.people, asks=topic.requests
    )
    for person, said in ((MARIA, "sign"), (KOFI, "seen")):
        inbox = Inbox(desk, person)
        (item,) = [each for each in inbox.items() if each.kind == "workshop"]
        assert item.id == key
        assert item.head == "You asked for it: Podcasts"
        assert "Library" in item.body
        assert {answer for _, answer in item.answers} == {"sign", "seen"}
        touch(inbox, item, said)
        assert not [each for each in Inbox(desk, person).items() if each.kind == "workshop"]
        assert "Podcasts" in desk.requests.get(keys[person]).story[-1].text
    assert desk.workshops.find(key).signed == [MARIA]
    assert waiting(desk, JONAS) == []


def test_an_invited_person_who_answers_too_late_is_on_the_waiting_list(desk: Desk) -> None:
    """Put them there with the same touch, and say so."""
    key = desk.workshops.plan(ANA, "Podcasts", FRIDAY, 45, places=1, invited=[MARIA, KOFI])
    for person, said in ((MARIA, "You have a place."), (KOFI, "You are on the waiting list.")):
        (item,) = waiting(desk, person)
        assert touch(Inbox(desk, person), item, "sign").said == said
    assert desk.workshops.find(key).seated == [MARIA]


def test_invited_people_are_told_when_a_workshop_is_cancelled(desk: Desk, clock: SetClock) -> None:
    """Tell them also without an answer, but not who said not this time, and nobody once
    it is over.
    """
    key = desk.workshops.plan(ANA, "Podcasts", FRIDAY, 45, invited=[MARIA, KOFI, JONAS])
    touch(Inbox(desk, KOFI), waiting(desk, KOFI)[0], "seen")
    touch(Inbox(desk, JONAS), waiting(desk, JONAS)[0], "sign")
    desk.workshops.cancel(key, ANA, "I am ill")
    for person, told in ((MARIA, 1), (JONAS, 1), (KOFI, 0)):
        assert [each.body for each in waiting(desk, person)] == ["I am ill"] * told
    later = desk.workshops.plan(ANA, "Again", FRIDAY, 45, invited=[KOFI])
    clock.moment = FRIDAY + timedelta(hours=1)
    assert waiting(desk, KOFI) == []
    assert not desk.workshops.find(later).cancelled


def test_a_request_that_is_over_is_not_told_of_a_workshop(desk: Desk) -> None:
    """Tell only the open ones."""
    done, still = wish(desk, MARIA, "podcasts"), wish(desk, KOFI, "podcasts")
    desk.requests.act(done, lambda r: rules.finish(r, ANA, 30))
    before = desk.requests.get(done)
    desk.workshops.plan(ANA, "Podcasts", FRIDAY, 45, asks=[done, still, "nothing"])
    assert desk.requests.get(done) == before
    assert "Podcasts" in desk.requests.get(still).story[-1].text
