"""What a person types is only text: on every screen, as it was typed, and nothing more."""

from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from data.ledger.facts import raw_fact
from data.records import Person
from data.text import clean
from kiosk.desk import Desk
from kiosk.people import roster_import
from kiosk.requests import rules
from kiosk.requests.rules import Need
from tests.screens.hostile_texts import HOSTILE, harmless
from tests.support.pilot import NOW, Hands, SetClock, at_kiosk, open_copy


def _school(sample_school: Path, folder: Path, text: str) -> tuple[Desk, Person]:
    """The sample school where one teacher, her room and all she says is this text."""
    desk = open_copy(sample_school, folder, SetClock(NOW))
    person = next(each for each in desk.people.staff() if each.family == "Walsh")
    named = {"name": clean(text), "given": clean(text), "family": clean(text), "room": clean(text)}
    desk.act(lambda: roster_import.listed(person, **named))
    desk.requests.flag(Need("fix", person.id, text, text=text, when="now"))
    flagged = desk.requests.flag(Need("coaching", person.id, "Plan a lesson", text=text))
    coach = desk.people.team("coaching")[0]
    desk.requests.act(flagged.id, lambda r: rules.note(r, coach.id, text))
    done = desk.requests.flag(Need("fix", person.id, text, text=text))
    desk.requests.act(done.id, lambda r: rules.finish(r, coach.id, 5, text))
    thanks = desk.thanks.thank(coach.id, person.id, text=text)
    desk.thanks.thank(coach.id, person.id, text=text)
    desk.thanks.allow(thanks, person.id, "wall")
    body = {"title": text, "url": "https://x.example/a", "about": text, "tags": [text]}
    desk.act(lambda: [raw_fact("resource.added", "hostile0000", by=coach.id, body=body)])
    return desk, desk.people[person.id]


async def _teacher(hands: Hands, person: Person) -> None:
    hands.app.sign_in(person)
    await hands.shows("Sign out")
    for way in ("f", "c", "t", "m"):
        await hands.press(way)
        await hands.pilot.pause()
        harmless(hands)
        hands.app.go_home()
        await hands.shows("Sign out")
    await hands.press("f", "1")
    await hands.shows("When do you need it?")
    harmless(hands)
    hands.app.go_home()
    await hands.press("r", "1")
    await hands.pilot.pause()
    harmless(hands)
    hands.app.leave_session()


async def _coach(hands: Hands, person: Person) -> None:
    hands.app.sign_in(hands.person("Osei"))
    await hands.shows("Claim")
    for way in ("c", "m", "escape", "n", "escape", "p", "escape", "f", "escape", "d", "escape"):
        await hands.press(way)
        await hands.pilot.pause()
        harmless(hands)
    await hands.press("4")
    harmless(hands)
    assert person.id in {each.request.person for each in hands.app.desk.requests.standings()}
    hands.app.leave_session()


async def _staffroom(hands: Hands, person: Person) -> None:
    await hands.shows("Touch to sign in")
    harmless(hands)
    await hands.press("enter")
    await hands.shows("Who are you?")
    from screens.widgets.person_picker import PersonPicker

    hands.app.screen.query_one(PersonPicker).field.value = person.name
    await hands.pilot.pause()
    harmless(hands)
    hands.app.leave_session()


WALKS: list[Callable[[Hands, Person], Coroutine[None, None, None]]] = [_teacher, _coach, _staffroom]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_texts_do_no_harm_on_every_screen(
    text: str, sample_school: Path, tmp_path: Path
) -> None:
    """Use each as a name, a room, a category, a text, a note, thanks and a resource."""
    desk, person = _school(sample_school, tmp_path / "school", text)
    async with at_kiosk(desk, (100, 30)) as hands:
        for walk in WALKS:
            await walk(hands, person)
    desk.close()


@pytest.mark.parametrize("text", ["[/]", "[A]", "[@click=app.quit]x[/]", "x\\", "$primary"])
async def test_hostile_texts_are_shown_letter_for_letter(
    text: str, sample_school: Path, tmp_path: Path
) -> None:
    """Lose no letter on the teacher's home, in her requests and in the queue."""
    desk, person = _school(sample_school, tmp_path / "school", text)
    async with at_kiosk(desk, (120, 40)) as hands:
        hands.app.sign_in(person)
        await hands.shows(f"Good morning, {text}")
        await hands.press("m")
        await hands.shows(f"“{text}”")
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        await hands.until(lambda: text in hands.text())
    desk.close()
