"""Introductions: who did something before, and how two colleagues are asked."""

from itertools import product

import pytest

from data.records import Introduction
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox, InboxItem
from kiosk.outreach.introductions import ExperiencedColleague
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import hire, touch, waiting
from tests.support.undoable_acts import school


def coach(desk: Desk, person: str, text: str, outcome: str = "") -> None:
    """Coach somebody, who may tell how it went."""
    made = desk.requests.flag(Need("coaching", person, "Try a tool", text=text))
    desk.requests.act(made.id, lambda r: rules.finish(r, ANA, 30))
    if outcome:
        desk.requests.act(made.id, lambda r: rules.tell(r, person, outcome))


def who_did(desk: Desk, about: str, but: str = "") -> list[tuple[str, bool]]:
    """List who did it before, and whether it worked."""
    return [(each.person.id, each.worked) for each in desk.introductions.experienced(about, but)]


def test_people_who_did_it_before_are_those_who_shared_it_or_were_coached_on_it(desk: Desk) -> None:
    """List those for whom it worked first, nobody twice, and not the one who asks, nor those for
    whom it did not work or who were not coached yet.
    """
    hire(desk, "eva", "Eva Meier")
    desk.shelf.share(KOFI, "Podcasts in pairs", helps=True)
    coach(desk, KOFI, "podcasts")
    coach(desk, JONAS, "a podcast", "not")
    coach(desk, MARIA, "podcasts with class 7")
    desk.requests.flag(Need("coaching", "eva", "Try a tool", text="podcasts"))
    assert who_did(desk, "podcast") == [(KOFI, True), (MARIA, False)]
    coach(desk, "eva", "podcast again", "worked")
    assert set(who_did(desk, "podcast")[:2]) == {(KOFI, True), ("eva", True)}
    assert who_did(desk, "podcast", but=KOFI) == [("eva", True), (MARIA, False)]
    assert who_did(desk, "robots") == []


def introduce(desk: Desk) -> None:
    """Ana would introduce Maria, who would like to, to Kofi, who has."""
    desk.introductions.introduce(
        ANA, MARIA, ExperiencedColleague(desk.people[KOFI], "shared it"), "Podcasts"
    )


def introduction_items(desk: Desk, person: str) -> list[InboxItem]:
    """List the items about introductions that wait for somebody."""
    return [each for each in waiting(desk, person) if each.kind.startswith("introduc")]


def answer_introduction(desk: Desk, person: str, word: str) -> None:
    """Answer the one introduction that somebody is asked about."""
    (item,) = [each for each in introduction_items(desk, person) if each.kind == "introduction"]
    touch(Inbox(desk, person), item, word)


def test_both_colleagues_are_asked_one_after_the_other_and_nobody_else(desk: Desk) -> None:
    """Name the other colleague and the coach; offer yes and not now; ask the experienced one only
    after her yes.
    """
    introduce(desk)
    for person, other in ((MARIA, "Kofi Okafor"), (KOFI, "Maria Rivera")):
        if person == MARIA:
            assert introduction_items(desk, KOFI) == []
        else:
            answer_introduction(desk, MARIA, "yes")
            assert introduction_items(desk, MARIA) == []
        (item,) = introduction_items(desk, person)
        assert item.kind == "introduction"
        assert item.head == f"Ana would introduce you to {other}: Podcasts"
        assert [said for _, said in item.answers] == ["yes", "no"]
    for person in (JONAS, ANA, BEN):
        assert introduction_items(desk, person) == []


@pytest.mark.parametrize("words", list(product(["yes", "no"], repeat=2)))
def test_the_answer_of_a_colleague_is_told_only_to_whoever_said_yes(words: tuple[str, str]) -> None:
    """Tell nobody before the last answer; tell two yes to both, and a no only to who said yes; ask
    no more after a no.
    """
    with school() as (desk, _):
        introduce(desk)
        first, second = MARIA, KOFI
        answer_introduction(desk, first, words[0])
        assert introduction_items(desk, first) == []
        if words[0] == "no":
            assert introduction_items(desk, second) == []
            return
        assert [each.kind for each in introduction_items(desk, second)] == ["introduction"]
        answer_introduction(desk, second, words[1])
        told = {person: introduction_items(desk, person) for person in (first, second)}
        (ends,) = told[first]
        assert ends.kind == "introduced"
        both = words[1] == "yes"
        assert ("would like that too" in ends.head) == both
        assert ("cannot just now" in ends.head) != both
        assert [each.kind for each in told[second]] == (["introduced"] if both else [])
        for person in (first, second):
            for item in told[person]:
                touch(Inbox(desk, person), item, "seen")
            assert introduction_items(desk, person) == []
        assert introduction_items(desk, JONAS) == introduction_items(desk, ANA) == []


def test_an_introduction_of_the_same_two_is_refused_until_both_answered(desk: Desk) -> None:
    """Refuse to introduce somebody to themselves as well."""
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
        for item in introduction_items(desk, person):
            touch(Inbox(desk, person), item, "yes")
    introduce(desk)
    assert len(desk.store.records(Introduction)) == 3
