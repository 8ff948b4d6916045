"""Finding a person by a few letters."""

from pathlib import Path

import pytest

from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from screens.widgets.person_picker import PersonPicker
from tests.support.fakes import SetClock
from tests.support.pilot import at_kiosk
from tests.support.schools import TOML
from tests.support.two_kiosks import hire


async def test_a_letter_is_written_also_while_a_tile_has_the_focus(desk: Desk) -> None:
    """Go to the tiles by an arrow, and type on."""
    async with at_kiosk(desk) as hands:
        await hands.tap("Touch to sign in")
        await hands.until(lambda: hands.app.screen.query(PersonPicker))
        picker = hands.app.screen.query_one(PersonPicker)
        await hands.until(lambda: picker.grid.tiles)
        await hands.press("down")
        await hands.until(lambda: picker.grid.has_focus)
        await hands.press("r", "i")
        await hands.until(lambda: picker.field.value == "ri")
        await hands.shows("María Rivera")


@pytest.mark.parametrize("typed", ["riv", "qqq"])
async def test_one_match_is_large_and_none_is_said_below_the_line(desk: Desk, typed: str) -> None:
    """Show whoever is found on a tile of the whole width, or say in the middle that nobody is."""
    async with at_kiosk(desk) as hands:
        await hands.press(*typed)
        await hands.until(lambda: hands.app.screen.query(PersonPicker))
        picker = hands.app.screen.query_one(PersonPicker)
        await hands.shows("María Rivera" if typed == "riv" else "No one found")
        widths = [region.width for _, region in picker.grid.placed]
        assert widths == ([picker.grid.size.width] if typed == "riv" else [])


async def test_booking_from_the_dates_says_that_somebody_has_to_be_chosen(desk: Desk) -> None:
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press("f6", "b")
        await hands.shows("For whom? Choose someone")


@pytest.mark.parametrize("size", [(60, 22), (80, 24), (100, 30), (120, 40)])
async def test_a_school_of_few_letters_signs_in_by_touch(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Show one letter, and each further one, large or small, and open it."""
    (tmp_path / "kiosk.toml").write_text(TOML, encoding="utf-8")
    desk = Desk(tmp_path, SetClock(), UnsyncedDisk())
    families = ("Abt", "Berg", "Cole", "Dahl", "Eke", "Falk", "Gray")
    for family in families:
        hire(desk, family.lower(), f"Kim {family}")
        async with at_kiosk(desk, size) as hands:
            await hands.tap("Touch to sign in")
            await hands.until(lambda: hands.app.screen.query(PersonPicker))
            picker = hands.app.screen.query_one(PersonPicker)
            await hands.settle()
            assert picker.grid.pages == 1
            await hands.tap(family[0])
            await hands.shows(family)
    desk.close()
