"""The coach's side: whatever somebody is called or wrote does no harm on any of its screens, and
nothing of one coach is left for whoever comes next.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.desk import Desk
from kiosk.people import roster_import
from screens.sections import SECTIONS
from screens.team.private_notes import PrivateNotesScreen
from screens.widgets.pin_pad import PinPad
from screens.widgets.row_list import RowList
from tests.screens.hostile_texts import HOSTILE, harmless
from tests.support.pilot import NOW, PIN, SetClock, at_kiosk, open_copy
from tests.support.team_screens import PANELS, WAYS, all_screens, go_to, prepare

SIZES = ((80, 24), (120, 40))
TEXTS = (
    "[/]",
    "[@click=app.quit]x[/]",
    "w" * 5000 + " 漢字",
    "a\x1b[31mred\x07\u202eb",
)


def test_the_ways_of_the_test_lead_to_every_screen() -> None:
    """Add each new screen to the ways."""
    assert {screen for screen, _ in WAYS.values()} >= all_screens()


@pytest.mark.parametrize("place", range(len(TEXTS)))
async def test_hostile_texts_do_no_harm_on_any_screen(
    sample_school: Path, tmp_path: Path, place: int
) -> None:
    """Call a person, a room and all that was asked and said by this text, on every screen."""
    text, size = TEXTS[place], SIZES[place % 2]
    desk = open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    person = next(each for each in desk.people.staff() if each.family == "Walsh")
    named = {"given": text, "room": text, "subject": text}
    desk.act(lambda: roster_import.listed(person, **named))
    prepare(desk, desk.people[person.id], text)
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: hands.has("Claim"))
        for name in WAYS:
            await go_to(hands, name)
            harmless(hands)
            for listing in hands.app.screen.query(RowList):
                listing.action_end(-1)
                await hands.settle()
                harmless(hands)
    desk.close()


@pytest.mark.parametrize("name", ["note", "log", "cycle", "private", "form", "plan", "bridge"])
async def test_a_half_written_text_stays_with_its_writer(desk: Desk, name: str) -> None:
    """Show nothing of it to the next person when the writer walks away."""
    ana = next(each for each in desk.people.staff() if each.family == "Duarte")
    person = next(each for each in desk.people.staff() if each.family == "Walsh")
    prepare(desk, person, "")
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(ana)
        await hands.until(lambda: hands.has("Claim"))
        await go_to(hands, name)
        if name == "private":
            await hands.press(*PIN, "enter")
            await hands.until(lambda: hands.app.session.vault)
        await hands.write(f"Zebra {HOSTILE['an action']}")
        harmless(hands)
        hands.app.leave_session()
        hands.app.sign_in(hands.person("Mensah"))
        await hands.until(lambda: hands.has("Claim"))
        assert hands.app.session.vault is None
        assert hands.app.session.undos == []
        for other in ("queue", "log", "page", "dates", "shelf", "wall", "week"):
            await go_to(hands, other)
            assert "Zebra" not in hands.text()


async def test_private_notes_open_only_with_the_pin_of_their_coach(desk: Desk) -> None:
    """Close them to the other coach, and to the first without the PIN."""
    person = next(each for each in desk.people.staff() if each.family == "Walsh")
    prepare(desk, person, "")
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: hands.has("Claim"))
        await go_to(hands, "private")
        await hands.press(*PIN, "enter")
        await hands.until(lambda: hands.app.session.vault)
        await hands.write("Prefers mornings")
        await hands.press("enter")
        await hands.shows("Kept, and sealed.")
        await hands.shows("Prefers mornings")
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: hands.has("Claim"))
        await go_to(hands, "private")
        await hands.shows("Your PIN once more")
        assert "Prefers mornings" not in hands.text()
        await hands.press(*"999111", "enter")
        await hands.shows("That is not the PIN")
        await hands.press(*PIN, "enter")
        await hands.shows("Prefers mornings")
        assert isinstance(hands.app.screen, PrivateNotesScreen)
        hands.app.sign_in(hands.person("Mensah"))
        await hands.until(lambda: hands.has("Claim"))
        await go_to(hands, "page")
        await hands.shows("No private notes yet")
    folder = desk.folder
    assert not any(b"mornings" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_pin_for_the_private_notes_that_has_to_wait_says_so(desk: Desk) -> None:
    """Refuse it for half a minute after three wrong ones, and stay where one is."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: hands.has("Claim"))
        await go_to(hands, "private")
        await hands.shows("Your PIN once more")
        for _ in range(3):
            await hands.press(*"999111", "enter")
            await hands.shows("That is not the PIN")
            await hands.until(lambda: not hands.app.screen.query_one(PinPad).busy)
        await hands.press(*PIN, "enter")
        await hands.shows("Wait 30 seconds")
        assert isinstance(hands.app.screen, PrivateNotesScreen)
        assert hands.app.session.vault is None
        assert not hands.app.faults


@pytest.mark.parametrize("section", SECTIONS)
async def test_the_clock_of_every_section_goes_on(
    desk: Desk, clock: SetClock, section: str
) -> None:
    """Show the new minute without a touch and without news."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: hands.has("Claim"))
        await hands.press(SECTIONS[section].key)
        await hands.shows("10:42")
        clock.moment += timedelta(minutes=1)
        await hands.shows("10:43")


def test_every_panel_is_listed_among_the_panels() -> None:
    """List each screen that lies over another, for the tests of the teacher's side as well."""
    assert {screen for screen, _ in WAYS.values()} <= all_screens() | PANELS


@pytest.mark.parametrize("section", SECTIONS)
async def test_enter_on_a_row_opens_what_can_be_done_with_it(desk: Desk, section: str) -> None:
    """Sign nobody out, on whichever section."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.shows("Why here")
        await hands.press(SECTIONS[section].key)
        await hands.settle()
        await hands.press("enter")
        await hands.settle()
        assert not hands.app.faults
        assert hands.app.person is not None
