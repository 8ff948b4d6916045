"""A badge is read on every screen, and no key of it is ever seen."""

from pathlib import Path

import pytest

from kiosk.desk import Desk
from screens.widgets.person_picker import PersonPicker
from screens.widgets.text_input import TextInput
from tests.support.badge_reader import badges, keys, scan
from tests.support.pilot import NOW, SetClock, at_kiosk, open_copy


async def test_a_badge_signs_in_from_the_waiting_screen(desk: Desk) -> None:
    """Open the home screen with one scan."""
    async with at_kiosk(desk, hold=5) as hands:
        await scan(hands, badges()["Walsh"])
        await hands.shows("Good morning, Peter")


@pytest.mark.parametrize("way", ["f", "c", "t", "m", "r"])
async def test_a_badge_on_any_screen_signs_the_next_person_in(desk: Desk, way: str) -> None:
    """Do it while somebody is signed in and a text half typed; press nothing by its Enter, and show
    none of its digits.
    """
    before = len(desk.store.table("requests"))
    async with at_kiosk(desk, hold=5) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        hands.app.badge_keys.hold = 0
        await hands.press(way)
        hands.app.badge_keys.hold = 5
        await scan(hands, badges()["Walsh"])
        await hands.shows("Good morning, Peter")
        assert badges()["Walsh"] not in hands.text()
    assert len(desk.store.table("requests")) == before


async def test_a_coachs_badge_still_asks_for_the_pin(desk: Desk) -> None:
    """Open nothing by the badge alone."""
    async with at_kiosk(desk, hold=5) as hands:
        await scan(hands, badges()["Osei"])
        await hands.shows("Hello Ben")
        assert hands.app.person is None


async def test_an_unknown_badge_is_told_what_to_do(desk: Desk) -> None:
    """Sign nobody in."""
    async with at_kiosk(desk, hold=5) as hands:
        await scan(hands, "99998888")
        await hands.shows("We don't know this badge. Sign in by name")
        assert hands.app.person is None
        assert "9999" not in hands.text()


async def test_half_a_scan_presses_nothing(desk: Desk) -> None:
    """Drop keys that came too quickly for a person, where each would do something; and say it."""
    async with at_kiosk(desk, hold=0.1) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        await keys(hands, "fctmra", [0.01] * 6)
        await hands.shows("That came faster than anyone types")
        assert hands.has("Something is broken")


@pytest.mark.parametrize("word", ["projector", "440080", "dark again"])
async def test_a_word_that_comes_at_once_is_written(desk: Desk, word: str) -> None:
    """Write it into the line, as a keyboard on the screen or dictation sends it; without an Enter
    it is no badge.
    """
    async with at_kiosk(desk, hold=0.05) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        hands.app.open_screen("fix", "Printer")
        await hands.shows("When do you need it?")
        await keys(hands, word, [0.001] * len(word))
        await hands.until(lambda: hands.app.badge_keys._line_before is None)
        assert hands.app.screen.query_one(TextInput).value == word


async def test_what_is_no_badge_stays_in_the_line_where_somebody_was_writing(desk: Desk) -> None:
    """Give a line back that came at once and ended in Enter, and do nothing by it."""
    async with at_kiosk(desk, hold=5) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        hands.app.open_screen("fix", "Printer")
        await hands.shows("When do you need it?")
        line = hands.app.screen.query_one(TextInput)
        line.focus()
        await scan(hands, "projector")
        await hands.shows("We don't know a badge like this")
        assert line.value == "projector"
        assert hands.app.person == hands.person("Rivera")


async def test_a_letter_is_seen_at_once_and_a_scan_leaves_the_line_as_it_was(desk: Desk) -> None:
    """Wait for nothing while somebody writes; after a scan put back the text, what was chosen of
    it, and the cursor.
    """
    async with at_kiosk(desk, hold=3600) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.shows("Good morning, Peter")
        hands.app.badge_keys.hold = 0
        await hands.press("t")
        await hands.until(lambda: hands.app.screen.query("#line"))
        hands.app.badge_keys.hold = 3600
        line = hands.app.screen.query_one("#line", TextInput)
        line.focus()
        await keys(hands, "kind", (0.2, 0.2, 0.2, 0.2))
        assert line.value == "kind"
        await hands.press("left", "shift+left")
        before = (line.value, line.selection)
        await scan(hands, badges()["Walsh"])
        await hands.shows("You are signed in already, Peter.")
        assert (line.value, line.selection) == before


async def test_with_a_prefix_nothing_waits(sample_school: Path, tmp_path: Path) -> None:
    """Do what a key does at once, where a badge would have begun otherwise."""
    open_copy(sample_school, tmp_path / "first", SetClock(NOW)).close()
    path = tmp_path / "first" / "kiosk.toml"
    settings = path.read_text(encoding="utf-8")
    path.write_text(f'badges.prefix = "%"\n{settings}', encoding="utf-8")
    desk = open_copy(tmp_path / "first", tmp_path / "school", SetClock(NOW))
    async with at_kiosk(desk, hold=3600) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f")
        await hands.shows("What is broken?")
        await scan(hands, f"%{badges()['Rivera']}")
        await hands.shows("Good morning, María")
    desk.close()


async def test_a_persons_typing_arrives_whole(desk: Desk) -> None:
    """Keep every key in order, also when two fingers roll over each other."""
    async with at_kiosk(desk, hold=0.05) as hands:
        await hands.press("enter")
        await hands.shows("Who are you?")
        await keys(hands, "rivera\n", (0.2, 0.02, 0.3, 0.15, 0.02, 0.4, 0.3))
        await hands.shows("Good morning, María")


async def test_fast_typing_on_the_waiting_screen_is_not_lost(desk: Desk) -> None:
    """Put letters that come before the sign-in screen into its line."""
    async with at_kiosk(desk, hold=0.05) as hands:
        await keys(hands, "rive", (0.06, 0.06, 0.06, 0.06))
        await hands.shows("Who are you?")
        await hands.until(lambda: hands.app.screen.query_one(PersonPicker).field.value == "rive")


async def test_a_word_from_an_input_method_is_not_taken_for_a_badge(desk: Desk) -> None:
    """Type it, however quickly it comes."""
    async with at_kiosk(desk, hold=0.05) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        await hands.press("f")
        await hands.shows("What is broken?")
        await hands.press("1")
        await hands.shows("When do you need it?")
        hands.app.screen.query_one(TextInput).focus()
        await keys(hands, "司马司马司马司马", [0.001] * 8)
        await hands.until(lambda: hands.app.screen.query_one(TextInput).value == "司马司马司马司马")
