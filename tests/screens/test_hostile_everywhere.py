"""Whatever somebody wrote, wherever it is shown: problems, announcements, workshops, whereabouts,
notes, resources, how-tos, ideas, doors. Nothing crashes, nothing is interpreted, nothing is lost.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from data.ledger.facts import new_id, raw_fact
from data.records import Person
from data.text import clean
from kiosk.desk import Desk
from kiosk.people import roster_import
from kiosk.school.errors import Refused
from screens.dialogs.text_view import TextView
from screens.teacher.resource import ResourcePage
from screens.widgets.inbox_panel import InboxPanel
from screens.widgets.rotating_cards import RotatingCard
from screens.widgets.tile_grid import TileGrid
from tests.screens.hostile_texts import HOSTILE, harmless
from tests.support.pilot import NOW, Hands, SetClock, at_kiosk, open_copy
from tests.support.teacher_screens import EACH, go_to, prepare

SIZES = ((80, 24), (100, 30))
SHORT = [text for text in HOSTILE.values() if len(text) < 30 and clean(text) == text]
NAMED = (
    "[/]",
    "[@click=app.quit]x[/]",
    "w" * 5000,
    "x\\",
    "田中さん 漢字",
    "a\x1b[31mred\x07\u202eb",
)
"""Texts that a person, a room and a subject are called by."""
NAMING = ("home", "fix", "when", "put right", "take back", "about me")
"""Screens on which the person or the room is named."""


def _nouns(desk: Desk, person: Person) -> None:
    """Everything there can be, once with each text."""
    coach, fixer = desk.people.team("coaching")[0].id, desk.people.team("fix")[0].id
    for place, text in enumerate(HOSTILE.values()):
        category = desk.settings.categories[place % 3]
        desk.board.open_problem(fixer, f"P{text}", category, rooms=[text], expected=text)
        desk.board.announce(coach, f"A{text}", (NOW + timedelta(days=1 + place)).date(), time=text)
        start = NOW + timedelta(days=1 + place)
        key = desk.workshops.plan(coach, f"W{text}", start, 30, room=text, about=text)
        desk.workshops.sign(key, person.id)
        desk.thanks.leave_note(coach, person.id, f"N{text}")
        desk.shelf.share(person.id, f"I{text}", text, tags=[text], helps=True)
        body = {"title": f"H{text}", "kind": "howto", "steps": [text, text], "tags": [text]}
        desk.act(lambda body=body: [raw_fact("resource.added", new_id(), by=coach, body=body)])  # type: ignore[misc]
        thanks = desk.thanks.thank(fixer, person.id, text=f"T{text}")
        desk.thanks.allow(thanks, person.id, "wall")


def _seen(hands: Hands) -> str:
    """What can be read, without what parts words and lines."""
    harmless(hands)
    return "".join(hands.text().replace("▌", " ").split())


async def _leafed(hands: Hands) -> str:
    """What can be read on all pages of a screen."""
    pages = [_seen(hands)]
    grids = [grid.pages for grid in hands.app.screen.query(TileGrid)]
    for _ in range(max(grids, default=1) - 1):
        await hands.press("pagedown")
        pages.append(_seen(hands))
    return " ".join(pages)


def _missing(prefix: str, shown: str) -> list[str]:
    """The texts of a noun that cannot be read as they were written."""
    return [text for text in SHORT if prefix + "".join(text.split()) not in shown]


async def _waiting_room(hands: Hands) -> dict[str, str]:
    """What can be read on each card, page by page, and a touch on everything like a link."""
    await hands.shows("Touch to sign in")
    await hands.until(lambda: hands.app.desk.ready)
    await hands.settle()
    found: dict[str, str] = {}
    for card in hands.app.screen.query(RotatingCard):
        key, seen = card.id or "", ""
        for page in range(card._pages if card.region.area else 0):
            card._page = page
            card.refresh()
            await hands.settle()
            seen += _seen(hands)
            for y, row in enumerate(hands.text().splitlines()):
                if "@click" in row:
                    await hands.touch(row.index("@click") + 16, y)
                    harmless(hands)
                    hands.app.leave_session()  # a touch anywhere begins to sign in
                    await hands.settle()
        found[key] = seen
    return found


async def _notes(hands: Hands) -> str:
    """What can be read of all the notes that wait, one after the other."""
    seen = ""
    waits = hands.app.screen.query_one(InboxPanel)
    while waits.item and waits.item.kind == "note":
        await hands.settle()
        read = waits.item.id
        if hands.has("Read it"):
            await hands.press("1")
            await hands.until(lambda: isinstance(hands.app.screen, TextView))
        seen += _seen(hands)
        await hands.press("2")
        await hands.until(lambda: not waits.item or waits.item.id != read)  # noqa: B023
    return seen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_hostile_texts_in_any_document_do_no_harm_and_can_be_read(
    sample_school: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Show them on every screen of a teacher and on the waiting screen; read short ones letter for
    letter.
    """
    desk = open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    person = next(each for each in desk.people.staff() if each.family == "Walsh")
    _nouns(desk, person)
    prepare(desk, person)
    desk.whereabouts.say_where(desk.people.team("coaching")[0].id, SHORT[0])
    async with at_kiosk(desk, size) as hands:
        board = await _waiting_room(hands)
        if size == (100, 30):
            assert _missing("P", board["problems"]) == []
            assert _missing("A", board["coming"]) == []
            assert SHORT[0] in board["team"]
        hands.app.sign_in(person)
        await hands.shows("A note from Ana")
        notes = await _notes(hands)
        assert _missing("N", notes) == []
        shown = {}
        for name in EACH:
            await go_to(hands, name)
            shown[name] = await _leafed(hands)
        assert _missing("W", shown["workshops"]) == []
        for resource in desk.shelf.all():
            if resource.by == person.id or resource.kind == "howto":
                hands.app.go_home()
                hands.app.push_screen(ResourcePage(resource))
                await hands.until(lambda: isinstance(hands.app.screen, ResourcePage))
                await hands.settle()
                shown["taken"] = shown.get("taken", "") + _seen(hands)
        for prefix in "IH":
            assert _missing(prefix, shown["resources"]) == []
            assert _missing(prefix, shown["taken"]) == []
    desk.close()


@pytest.mark.parametrize("place", range(len(NAMED)))
async def test_hostile_names_of_people_and_places_do_no_harm(
    sample_school: Path, tmp_path: Path, place: int
) -> None:
    """Call a person, a room, a subject, a coach and the place of the coach by this text."""
    text, size = NAMED[place], SIZES[place % 2]
    desk = open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    person = next(each for each in desk.people.staff() if each.family == "Walsh")
    coach = desk.people.team("coaching")[0]
    told = clean(text)
    named = {"name": told, "given": told, "family": told, "room": told, "subject": told}
    for each in (person, coach):
        desk.act(lambda each=each: roster_import.listed(each, **named))  # type: ignore[misc]
    desk.whereabouts.say_where(coach.id, text)
    person = desk.people[person.id]
    prepare(desk, person)
    day, period = desk.open_doors.lessons(person)[0]
    desk.open_doors.open(person, day, period.name, text)
    async with at_kiosk(desk, size) as hands:
        await _waiting_room(hands)
        await hands.press("enter")
        await _leafed(hands)
        hands.app.leave_session()
        hands.app.sign_in(person)
        for name in EACH:
            await go_to(hands, name)
            shown = _seen(hands)
            if name in NAMING and len(told) < 30:
                assert "".join(told.split()) in shown, name
    desk.close()


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "http://x", "https:", "[@click=app.quit]x"]
)
def test_an_address_of_another_scheme_is_refused(desk: Desk, text: str) -> None:
    """Refuse all but https, mailto and tel, and keep nothing."""
    before = len(desk.shelf.all())
    with pytest.raises(Refused):
        desk.shelf.share(desk.people.staff()[0].id, "An idea", url=text)
    assert len(desk.shelf.all()) == before
