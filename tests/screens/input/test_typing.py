"""What is typed on a page with a line is written, whatever has the focus and however it comes."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from kiosk.desk import Desk
from screens.widgets.text_input import TextInput
from tests.support import shots
from tests.support.badge_reader import keys
from tests.support.pilot import NOW, Hands, SetClock, at_kiosk, open_copy

SENTENCE = "laptops f c 1 cannot connect"
"""Words, and letters and digits that are keys elsewhere."""
WITH_A_LINE = (
    *("sign-in", "fix-when", "fix-when-same", "coaching-plan", "coaching-watch", "coaching-wish"),
    *("door", "idea", "correct", "room", "thanks", "resources", "move", "note", "pause", "decline"),
    *("hand", "people", "private-open", "plan", "shelf-add", "bridge", "finish", "finish-more"),
)
"""Pages with a line; the look of all states is held to show no key on those."""


def lines_in_sight(hands: Hands) -> list[TextInput]:
    """The lines of the screen on top that somebody can write on."""
    lines = hands.app.screen.query(TextInput)
    return [line for line in lines if line.region and line.focusable]


def written(hands: Hands) -> list[str]:
    """What stands in the lines of the screen on top."""
    return [line.value for line in hands.app.screen.query(Input)]


@pytest.mark.parametrize("name", WITH_A_LINE)
async def test_a_sentence_on_a_page_with_a_line_is_written_and_does_nothing(
    name: str, sample_school: Path, tmp_path: Path
) -> None:
    """Write it whole into one line, though nothing has the focus."""
    desk = open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    async with at_kiosk(desk) as hands:
        await shots.ALL[name](hands.pilot)
        screen = hands.app.screen
        for line in lines_in_sight(hands):
            line.value = ""
        screen.set_focus(None)
        before = desk.store.changes
        await hands.write(SENTENCE)
        await hands.until(lambda: SENTENCE in written(hands))
        assert (hands.app.screen, desk.store.changes) == (screen, before)
    desk.close()


@pytest.mark.parametrize("text", ["3 laptops here", "dark again, since 9", "f1"])
async def test_what_is_typed_ahead_waits_for_its_page(desk: Desk, text: str) -> None:
    """Open two pages with the first two keys, and write the rest, though all came at once."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.shows("Good morning, Peter")
        before = desk.store.changes
        for sign in f"f1{text}":
            hands.app.post_message(events.Key(sign, sign))
        await hands.until(lambda: text in written(hands))
        await hands.shows("When do you need it?")
        assert desk.store.changes == before


async def test_a_key_typed_after_a_line_comes_after_it(desk: Desk) -> None:
    """Send the whole line, although its letters and the key that sends came at once."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.press("f", "1")
        await hands.shows("When do you need it?")
        for sign in "no picture":
            hands.app.post_message(events.Key(sign, sign))
        hands.app.post_message(events.Key("f3", None))
        await hands.shows("Written down: Projector")
        assert desk.requests.for_person(walsh.id)[0].text == "no picture"


async def test_a_sentence_in_the_line_for_a_name_of_thanks_becomes_ones_own_words(
    desk: Desk,
) -> None:
    """Move it as soon as nobody is called so, and let the writer go on."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("t")
        await hands.shows("Say thanks")
        await hands.write("zebra crossing was great")
        await hands.until(lambda: written(hands) == ["zebra crossing was great", ""])
        await hands.shows("in your own words now")


async def test_a_paste_goes_into_the_line_too(desk: Desk) -> None:
    """Paste where nothing has the focus."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f", "1")
        await hands.shows("When do you need it?")
        hands.app.post_message(events.Paste("two words"))
        await hands.until(lambda: written(hands) == ["two words"])


async def test_a_word_in_a_lump_is_written_behind_what_was_typed(desk: Desk) -> None:
    """Keep the order of a person's letters and of a word that comes at once."""
    async with at_kiosk(desk, hold=0.05) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.shows("Good morning, Peter")
        hands.app.open_screen("fix", "Printer")
        await hands.shows("When do you need it?")
        await keys(hands, "the ", [0.2] * 4)
        await keys(hands, "projector", [0.001] * 9)
        await hands.until(lambda: written(hands) == ["the projector"])


async def test_a_line_that_came_at_once_with_an_enter_stays(desk: Desk) -> None:
    """Keep words in the line, though nothing had the focus, and sign nobody out."""
    async with at_kiosk(desk, hold=0.05) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.shows("Good morning, Peter")
        hands.app.open_screen("fix", "Printer")
        await hands.shows("When do you need it?")
        await keys(hands, "projector is dark\n", [0.001] * 18)
        await hands.shows("stays in the line as text")
        assert written(hands) == ["projector is dark"]
        assert hands.app.person == walsh


async def test_a_name_and_what_follows_may_be_typed_ahead(desk: Desk) -> None:
    """Sign in and open a page by keys that came at once."""
    async with at_kiosk(desk) as hands:
        for sign in "walsh":
            hands.app.post_message(events.Key(sign, sign))
        hands.app.post_message(events.Key("enter", "\r"))
        for sign in "f1dark":
            hands.app.post_message(events.Key(sign, sign))
        await hands.shows("When do you need it?")
        await hands.until(lambda: written(hands) == ["dark"])
