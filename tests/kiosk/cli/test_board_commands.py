"""What a coach tells from a shell is where the kiosk looks for it; a refusal changes nothing."""

from datetime import date, timedelta

import pytest

from data.records import Announcement, Note, Presence, Resource
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from tests.kiosk.cli.command_line import Kiosk
from tests.kiosk.cli.hostile_texts import HOSTILE, harmless

AHEAD = str(date.today() + timedelta(days=3))
OVER = str(date.today() - timedelta(days=1))


def opened(kiosk: Kiosk) -> Desk:
    """The school as an app that is open on it sees it."""
    return Desk(kiosk.folder)


def test_an_announcement_hangs_on_the_board(kiosk: Kiosk) -> None:
    """Show a birthday with its day and its time until its day is over."""
    kiosk.done(
        *("announce", "Happy birthday, Jo", "--as", "Ana", "--on", AHEAD),
        *("--at", "12:10", "--celebrate"),
    )
    desk = opened(kiosk)
    (coming,) = desk.board.coming()
    assert (coming.title, coming.birthday, coming.at) == (
        "Happy birthday, Jo",
        True,
        (AHEAD, "12:10"),
    )
    desk.close()


def test_a_note_waits_for_its_reader_alone(kiosk: Kiosk) -> None:
    """Show it first at her next sign-in, and to nobody else."""
    kiosk.done("encourage", "Loved your class", "--as", "Ana Duarte", "--to", "Maria")
    desk = opened(kiosk)
    waits = {
        person.family: [item.body for item in Inbox(desk, person.id).items()]
        for person in desk.people.staff()
    }
    assert waits.pop("Rivera") == ["Loved your class"]
    assert not any(waits.values())
    desk.close()


def test_a_place_of_somebody_can_be_set_and_taken_down(kiosk: Kiosk) -> None:
    """Show it on the board in their words, and afterwards what the kiosk knows by itself."""
    kiosk.done("where", "in the Library", "--as", "Ben")
    desk = opened(kiosk)
    ben = next(each for each in desk.people.staff() if each.family == "Osei")
    assert (
        next(e.where for e in desk.whereabouts.team() if e.person.id == ben.id) == "in the Library"
    )
    desk.close()
    kiosk.done("where", "--as", "Ben")
    desk = opened(kiosk)
    assert (
        next(e.where for e in desk.whereabouts.team() if e.person.id == ben.id) != "in the Library"
    )
    desk.close()


def test_a_known_problem_is_opened_joined_and_ended(kiosk: Kiosk) -> None:
    """Tell whoever said me too when it is over, and empty the list again."""
    key = kiosk.done(
        *("problem", "open", "2nd-floor printer jams", "--as", "Ben", "--category", "Printer"),
        *("--room", "Room 12", "--room", "Room 7", "--expected", "back by 14:00"),
    )
    (listed,) = kiosk.json("problem", "list")
    assert (listed["id"], listed["rooms"], listed["expected"]) == (key, 2, "back by 14:00")
    desk = opened(kiosk)
    maria = next(each for each in desk.people.staff() if each.family == "Rivera")
    desk.board.join_problem(key, maria.id, maria.room)
    desk.close()
    said = kiosk.done("problem", "end", key[:5], "A new drum", "--as", "Ben")
    assert said == "Over: 2nd-floor printer jams. 1 other who has it will be told."
    assert kiosk.json("problem", "list") == []
    desk = opened(kiosk)
    (item,) = Inbox(desk, maria.id).items()
    assert (item.kind, item.body) == ("problem", "A new drum")
    desk.close()


def test_a_workshop_is_planned_and_lists_who_signed(kiosk: Kiosk) -> None:
    """Tell those with a place apart from those who wait."""
    key = kiosk.done(
        *("workshop", "plan", "Podcasts", "--as", "Ana", "--on", AHEAD, "--at", "15:45"),
        *("--room", "Library", "--places", "1"),
    )
    desk = opened(kiosk)
    for person in [each for each in desk.people.staff() if each.role == "teacher"][:2]:
        desk.workshops.sign(key, person.id)
    desk.close()
    (listed,) = kiosk.json("workshop", "list")
    assert (len(listed["signed"]), len(listed["waiting"]), listed["places"]) == (1, 1, 1)


def test_resources_are_added_listed_and_retired(kiosk: Kiosk) -> None:
    """List the newest first; warn of a large code, and add the resource all the same."""
    guide = kiosk.done("resources", "add", "Guide", "--as", "Ana", "--url", "https://x.example/g")
    steps = ("--step", "Press the key", "--step", "Wait")
    kiosk.done("resources", "add", "Pair it", "--as", "Ana", *steps, "--tag", "Sound")
    long = "https://x.example/" + "a" * 80
    said = kiosk("resources", "add", "Long", "--as", "Ana", "--url", long)
    assert said.code == 0
    assert "62" in said.err
    found = kiosk.json("resources", "list")
    assert [each["title"] for each in found] == ["Long", "Pair it", "Guide"]
    assert found[1]["steps"] == ["Press the key", "Wait"]
    assert found[1]["tags"] == ["sound"]
    kiosk.done("resources", "retire", guide, "--as", "Ana")
    assert [each["title"] for each in kiosk.json("resources", "list")] == ["Long", "Pair it"]


@pytest.mark.parametrize(
    "words",
    [
        ("announce", "x", "--as", "Ana", "--on", OVER),
        ("announce", "x", "--as", "Ana", "--on", "tomorrow"),
        ("announce", "x", "--as", "Ana", "--on", AHEAD, "--at", "25:00"),
        ("announce", " ", "--as", "Ana", "--on", AHEAD),
        ("announce", "x", "--as", "Maria", "--on", AHEAD),
        ("encourage", " ", "--as", "Ana", "--to", "Maria"),
        ("encourage", "x", "--as", "Ana", "--to", "Nobody"),
        ("where", "here", "--as", "Ana", "--until", "00:00"),
        ("problem", "open", "x", "--as", "Ben", "--category", "Weather"),
        ("problem", "end", "zzz", "--as", "Ben"),
        ("workshop", "plan", "x", "--as", "Ana", "--on", OVER, "--at", "10:00"),
        ("workshop", "plan", "x", "--as", "Ana", "--on", AHEAD, "--at", "10:00", "--minutes", "0"),
        ("resources", "add", "x", "--as", "Ana"),
        ("resources", "add", "x", "--as", "Ana", "--url", "http://x.example"),
        ("resources", "add", "x", "--as", "Ana", "--url", "javascript:alert(1)"),
        ("resources", "add", "x", "--as", "Ana", "--url", "https://x.example", "--step", "one"),
        ("resources", "retire", "zzz", "--as", "Ana"),
    ],
)
def test_a_command_that_cannot_be_done_is_refused_in_words_and_changes_nothing(
    kiosk: Kiosk, words: tuple[str, ...]
) -> None:
    """Say in one sentence what is wrong, and leave the ledger as it was."""
    assert len(kiosk.refused(*words).split()) > 3


@pytest.mark.parametrize("text", [text for text in HOSTILE if not text.startswith("-")])
def test_hostile_words_are_only_text(kiosk: Kiosk, text: str) -> None:
    """Keep them cleaned, and show them without steering a terminal."""
    kiosk.done("announce", text, "--as", "Ana", "--on", AHEAD)
    kiosk.done("encourage", text, "--as", "Ana", "--to", "Maria")
    kiosk.done("where", text, "--as", "Ana")
    kiosk.done("problem", "open", text, "--as", "Ben", "--category", "Printer")
    kiosk.done("resources", "add", text, "--as", "Ana", "--url", "https://x.example", "--tag", text)
    for words in (["problem", "list"], ["resources", "list"]):
        assert harmless(kiosk.done(*words))
        assert harmless(kiosk.done(*words, "--json"))
    desk = opened(kiosk)
    kept = [
        *(each.text for each in desk.store.records(Announcement)),
        *(each.text for each in desk.store.records(Note)),
        *(each.where for each in desk.store.records(Presence)),
        *(each.title for each in desk.store.records(Resource)),
    ]
    assert all(each and harmless(each) and "\n" not in each for each in kept)
    desk.close()
