"""The shelf: found by whatever one types, taken once a day, asked about once and only when wished,
and what colleagues say of it adds up.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import raw_fact
from data.records import Person, Resource, Take
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import JONAS, KOFI, MARIA, TOML, ledger_bytes, open_school
from tests.support.two_kiosks import touch, waiting

TEACHERS = (MARIA, KOFI, JONAS)
SHELF: dict[str, dict[str, Any]] = {
    "exit": {
        "title": "Exit tickets in three minutes",
        "url": "https://x.example/exit",
        "tags": ["assessment", "maths"],
        "about": "A question at the door",
    },
    "canciones": {
        "title": "Canções para aprender",
        "tags": ["music", "português"],
        "about": "Vocabulary that is sung",
    },
    "lab": {
        "title": "Measuring with a phone",
        "kind": "howto",
        "steps": ["Open the app", "Hold still"],
        "tags": ["science"],
        "about": "Sensors for maths and science",
    },
}


def add(desk: Desk, key: str, by: str = KOFI, **more: Any) -> Resource:
    """Something comes on the shelf."""
    body = SHELF.get(key, {"title": key}) | more
    desk.act(lambda: [raw_fact("resource.added", key, by=by, body=body)])
    found = desk.shelf.find(key)
    assert found
    return found


def ids(found: Sequence[Resource]) -> list[str]:
    """Which ones."""
    return [each.id for each in found]


def asked(desk: Desk, person: str) -> list[str]:
    """The takes somebody who signs in now is asked about."""
    return [each.id for each in waiting(desk, person) if each.kind == "take"]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with three things on the shelf."""
    for key in SHELF:
        add(desk, key)
    return desk


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("exit", "exit"),
        ("ticket three", "exit"),
        ("minutes exit", "exit"),
        ("door", "exit"),
        ("EXIT TICK", "exit"),
        ("exot tickets", "exit"),
        ("assesment", "exit"),
        ("cancoes", "canciones"),
        ("CANÇÕES", "canciones"),
        ("portugues", "canciones"),
        ("vocabluary", "canciones"),
        ("sung", "canciones"),
        ("measuring", "lab"),
        ("mesuring phone", "lab"),
        ("sensors", "lab"),
    ],
)
def test_any_words_of_a_resource_find_it(filled: Desk, typed: str, first: str) -> None:
    """Find it by title, tags and text, in any order, half typed, without accents, with a slip."""
    assert ids(filled.shelf.search(typed))[:1] == [first]


def test_words_that_are_in_no_resource_find_nothing(filled: Desk) -> None:
    """Guess nothing, and do not search for nothing."""
    for typed in ("zzz", "quantum chemistry", "", "   "):
        assert filled.shelf.search(typed) == []


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_each_word_of_a_resource_finds_it_among_others(data: st.DataObject) -> None:
    """Never find one that was taken off."""
    word = st.text("abcdefghijklmnoprstuvy", min_size=3, max_size=9)
    things = data.draw(
        st.lists(st.tuples(word, word, word, st.booleans()), min_size=1, max_size=8, unique=True)
    )
    with TemporaryDirectory() as folder:
        desk = open_school(Path(folder), SetClock())
        for number, (title, tag, about, _) in enumerate(things):
            add(desk, f"r{number}", title=title, tags=[tag], about=about)
        for number, (*_, retired) in enumerate(things):
            if retired:
                desk.act(lambda n=number: [raw_fact("resource.retired", f"r{n}")])  # type: ignore[misc]
        for number, (*said, retired) in enumerate(things):
            for typed in said:
                assert (f"r{number}" in ids(desk.shelf.search(typed))) != retired
        desk.close()


def test_a_resource_taken_off_the_shelf_is_known_and_not_offered(filled: Desk) -> None:
    """Let whoever took it along still say how it went."""
    filled.act(lambda: [raw_fact("resource.retired", "lab", by=KOFI)])
    shelf = filled.shelf
    assert "lab" not in ids(shelf.all()) + ids(shelf.search("measuring")) + ids(shelf.new())
    assert "lab" not in ids(shelf.tagged("science"))
    assert "science" not in shelf.tags()
    assert shelf.find("lab")
    assert shelf.find("never there") is None


def test_a_changed_resource_is_found_by_its_new_words(filled: Desk) -> None:
    """Do not find it by what it said before."""
    filled.act(lambda: [raw_fact("resource.changed", "lab", by=KOFI, body={"title": "Hovering"})])
    assert ids(filled.shelf.search("hovering")) == ["lab"]
    assert "lab" not in ids(filled.shelf.search("measuring"))


def test_tags_are_listed_most_used_first(filled: Desk) -> None:
    """Sort equal ones by the alphabet, and list no more than asked for."""
    add(filled, "more", tags=["maths", "zoo"])
    assert filled.shelf.tags()[:3] == ["maths", "assessment", "music"]
    assert filled.shelf.tags(2) == ["maths", "assessment"]
    assert set(ids(filled.shelf.tagged("maths"))) == {"exit", "more"}
    assert filled.shelf.tagged("math") == []


def test_resources_are_new_for_two_weeks(desk: Desk, clock: SetClock) -> None:
    """List the newest first; after a fortnight the resource is on the shelf and not new."""
    add(desk, "exit")
    clock.forward(days=10)
    add(desk, "lab")
    assert ids(desk.shelf.new()) == ids(desk.shelf.all()) == ["lab", "exit"]
    clock.forward(days=4)
    assert ids(desk.shelf.new()) == ["lab", "exit"]
    clock.forward(days=1)
    assert ids(desk.shelf.new()) == ["lab"]
    assert ids(desk.shelf.all()) == ["lab", "exit"]


def test_resources_for_a_subject_are_those_tagged_with_it_then_those_that_name_it(
    filled: Desk,
) -> None:
    """Ignore accents and case; offer nothing to a person without a subject."""
    person = Person(id="p", key="p", name="P", subject="MATHS")
    assert ids(filled.shelf.for_subject(person)) == ["exit", "lab"]
    person.subject = "Portugues"
    assert ids(filled.shelf.for_subject(person)) == ["canciones"]
    person.subject = ""
    assert filled.shelf.for_subject(person) == []


def test_taking_a_resource_twice_a_day_is_one_take(filled: Desk, clock: SetClock) -> None:
    """Count another thing, another person or another day as another take."""
    taken = filled.shelf.take(MARIA, "exit")
    clock.forward(hours=8)
    assert filled.shelf.take(MARIA, "exit").id == taken.id
    others = [filled.shelf.take(MARIA, "lab"), filled.shelf.take(KOFI, "exit")]
    clock.forward(hours=16)
    others.append(filled.shelf.take(MARIA, "exit"))
    assert len({taken.id, *(each.id for each in others)}) == 4
    assert len(filled.store.records(Take)) == 4


@pytest.mark.parametrize("wished", [True, False, None])
def test_people_are_asked_how_it_went_only_if_they_wish(
    filled: Desk, clock: SetClock, wished: bool | None
) -> None:
    """Let them take the wish back; do not ask who never said."""
    taken = filled.shelf.take(MARIA, "exit")
    if wished is not None:
        filled.shelf.wish(taken, True)
        filled.shelf.wish(taken, wished)
    clock.forward(days=7)
    assert asked(filled, MARIA) == ([taken.id] if wished else [])
    assert asked(filled, KOFI) == []


HOLIDAYS = '[[holidays]]\nname = "Break"\non = 2026-11-05\nuntil = 2026-11-06\n'


@pytest.mark.parametrize(
    ("toml", "days"),
    [(TOML, [0, 0, 1, 1]), (TOML + HOLIDAYS, [0, 0, 0, 0, 0, 0, 1])],
    ids=["in the week", "over holidays and a weekend"],
)
def test_people_are_asked_how_it_went_after_two_school_days(
    tmp_path: Path, clock: SetClock, toml: str, days: list[int]
) -> None:
    """Ask on Thursday about a take of Tuesday, or on Monday when Thursday and Friday are
    holidays.
    """
    desk = open_school(tmp_path, clock, toml)
    add(desk, "exit")
    desk.shelf.wish(desk.shelf.take(MARIA, "exit"), True)
    found = []
    for _ in days:
        found.append(len(asked(desk, MARIA)))
        clock.forward(days=1)
    assert found == days
    desk.close()


@pytest.mark.parametrize("how", ["answered", "seen and left"])
def test_people_are_asked_once_how_it_went(filled: Desk, clock: SetClock, how: str) -> None:
    """Ask in no other session and on no later day, answered or not."""
    filled.shelf.wish(filled.shelf.take(MARIA, "exit"), True)
    clock.forward(days=2)
    inbox = Inbox(filled, MARIA)
    (item,) = inbox.items()
    assert "Exit tickets in three minutes" in item.head
    inbox.shown(item)
    assert inbox.items() == [item], "it stays for as long as they are here"
    if how == "answered":
        touch(inbox, item, "worked")
        assert inbox.items() == []
    clock.forward(days=5)
    assert asked(filled, MARIA) == []


def test_taking_a_resource_again_offers_to_say_how_the_last_time_went(
    filled: Desk, clock: SetClock
) -> None:
    """Offer the last take of another day without an answer, and no more afterwards."""
    first = filled.shelf.take(MARIA, "exit")
    assert filled.shelf.earlier_take(MARIA, "exit") is None
    clock.forward(days=1)
    filled.shelf.take(MARIA, "exit")
    found = filled.shelf.earlier_take(MARIA, "exit")
    assert found
    assert found.id == first.id
    assert filled.shelf.earlier_take(KOFI, "exit") is None
    filled.shelf.tell(first.id, MARIA, "partly")
    assert filled.shelf.earlier_take(MARIA, "exit") is None


TELLS = st.lists(
    st.tuples(
        st.sampled_from(TEACHERS),
        st.sampled_from(["worked", "partly", "not"]),
        st.sampled_from(["", "Quick to set up", " Twice ", "\x1b"]),
    ),
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(TELLS)
def test_answers_of_colleagues_are_counted_once_for_each_take(
    tells: list[tuple[str, str, str]],
) -> None:
    """Count the last answer to each take; show comments, and nobody's name."""
    with TemporaryDirectory() as folder:
        clock = SetClock()
        desk = open_school(Path(folder), clock)
        add(desk, "exit")
        add(desk, "lab")
        last: dict[str, tuple[str, str]] = {}
        for person, outcome, text in tells:
            taken = desk.shelf.take(person, "exit").id
            desk.shelf.tell(taken, person, outcome, text)
            last[taken] = (outcome, text.replace("\x1b", "").strip())
            desk.shelf.tell(desk.shelf.take(person, "lab").id, person, "not")
        said = desk.shelf.outcomes("exit")
        outcomes = [outcome for outcome, _ in last.values()]
        assert said.told == len(last)
        assert (said.worked, said.partly) == (outcomes.count("worked"), outcomes.count("partly"))
        assert sorted(said.lines) == sorted(each for each in last.values() if each[1])
        desk.close()


def test_only_the_person_who_took_a_resource_says_how_it_went(filled: Desk) -> None:
    """Take one of three words; change nothing when it is refused."""
    taken = filled.shelf.take(MARIA, "exit")
    before = ledger_bytes(filled.folder)
    for key, person, outcome in (
        (taken.id, KOFI, "worked"),
        (taken.id, MARIA, "great"),
        (taken.id, MARIA, ""),
        ("no such take", MARIA, "worked"),
    ):
        with pytest.raises(Refused):
            filled.shelf.tell(key, person, outcome)
    assert ledger_bytes(filled.folder) == before
    assert filled.shelf.outcomes("exit").told == 0


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"title": ""}, "Give it a name"),
        ({"title": " \x1b\u200e "}, "Give it a name"),
        ({"url": "javascript:alert(1)"}, "not an https, mailto or tel address"),
        ({"url": "http://x.example"}, "not an https, mailto or tel address"),
        ({"url": "file:///etc/passwd"}, "not an https, mailto or tel address"),
        ({"url": "java\x00script:alert(1)"}, "not an https, mailto or tel address"),
        ({"url": "x.example/page"}, "not an https, mailto or tel address"),
        ({"url": "https://[x"}, "not an https, mailto or tel address"),
    ],
)
def test_an_idea_without_a_name_or_with_an_unsafe_address_is_refused(
    filled: Desk, said: dict[str, str], says: str
) -> None:
    """Refuse it in words; put nothing on the shelf and write nothing."""
    before, count = ledger_bytes(filled.folder), len(filled.shelf.all())
    with pytest.raises(Refused, match=says):
        filled.shelf.share(MARIA, said.get("title", "An idea"), url=said.get("url", ""))
    assert ledger_bytes(filled.folder) == before
    assert len(filled.shelf.all()) == count


def test_a_shared_idea_is_there_at_once_for_everybody(filled: Desk, clock: SetClock) -> None:
    """Put it first on the shelf, among the ideas, with its tags in lower case and each once."""
    clock.forward(minutes=1)
    url = "https://x.example/a"
    tags = ["Maths ", "maths", "", "A tag that is much too long to be one"]
    key = filled.shelf.share(MARIA, "Whiteboards", "All at once", tags=tags, url=url, helps=True)
    found = filled.shelf.all()[0]
    assert (found.id, found.by, found.kind, found.helps) == (key, MARIA, "idea", True)
    assert (found.title, found.about, found.url) == ("Whiteboards", "All at once", url)
    assert found.tags[0] == "maths"
    assert len(found.tags) == 2
    assert all(len(tag) <= 24 for tag in found.tags)
    assert ids(filled.shelf.ideas()) == [key]


@pytest.mark.parametrize(("answer", "head"), [("yes", "will find you"), ("no", "cannot just now")])
def test_a_question_to_see_an_idea_is_answered_and_the_answer_is_told(
    filled: Desk, answer: str, head: str
) -> None:
    """Ask the one who shared it, who answers with one touch; tell the one who asked, once, and
    nobody else.
    """
    idea = filled.shelf.find(filled.shelf.share(KOFI, "Whiteboards", helps=True))
    assert idea
    filled.introductions.ask_to_see(MARIA, idea)
    with pytest.raises(Refused, match="asked already"):
        filled.introductions.ask_to_see(MARIA, idea)
    assert waiting(filled, MARIA) == []
    inbox = Inbox(filled, KOFI)
    (item,) = inbox.items()
    assert item.head == "Maria Rivera would like to see: Whiteboards"
    touch(inbox, item, answer)
    assert inbox.items() == waiting(filled, KOFI) == []
    back = Inbox(filled, MARIA)
    (item,) = back.items()
    assert f"Kofi {head}" in item.head
    assert "Whiteboards" in item.body
    touch(back, item, "seen")
    assert back.items() == waiting(filled, MARIA) == waiting(filled, KOFI) == []
    assert waiting(filled, JONAS) == []
    filled.introductions.ask_to_see(MARIA, idea)
    assert len(waiting(filled, KOFI)) == 1, "another time one may ask again"


def test_nobody_is_asked_to_show_an_idea_they_did_not_offer_to_show(filled: Desk) -> None:
    """Ask nobody to show it to themselves either."""
    quiet = filled.shelf.find(filled.shelf.share(KOFI, "Whiteboards"))
    mine = filled.shelf.find(filled.shelf.share(MARIA, "Corners", helps=True))
    assert quiet
    assert mine
    before = ledger_bytes(filled.folder)
    with pytest.raises(Refused, match="Nobody has offered"):
        filled.introductions.ask_to_see(MARIA, quiet)
    with pytest.raises(Refused, match="This one is yours"):
        filled.introductions.ask_to_see(MARIA, mine)
    assert ledger_bytes(filled.folder) == before


def test_a_subject_matches_only_whole_words(desk: Desk) -> None:
    """Do not find Art in Smart."""
    desk.act(lambda: [raw_fact("resource.added", "r1", by=KOFI, body={"title": "Smart boards"})])
    person = Person(id="p", key="p", name="P", subject="Art")
    assert desk.shelf.for_subject(person) == []
