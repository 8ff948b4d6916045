"""What is pasted, and what is cut from a line: bounded, said, and gone with whoever did it."""

from textual import events

from data.text import MAX_LENGTH
from kiosk.desk import Desk
from screens.entry.waiting import WaitingScreen
from screens.input.terminal_input import Pasted
from screens.widgets.text_input import TextInput
from tests.support.pilot import at_kiosk


async def test_a_paste_that_is_too_long_is_cut_and_reported(desk: Desk) -> None:
    """Keep its beginning on one line, and what stood there before."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Say thanks")
        await hands.press("t")
        await hands.shows("Say thanks")
        field = hands.app.screen.query(TextInput).first()
        field.focus()
        await hands.write("For ")
        hands.app.post_message(Pasted("many\nwords " * 5000, cut=True))
        await hands.shows("The first 10,000 characters are kept")
        assert len(field.value) == MAX_LENGTH
        assert field.value.startswith("For many words many")


async def test_a_paste_that_fits_is_whole_and_nothing_is_said(desk: Desk) -> None:
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Say thanks")
        await hands.press("t")
        field = hands.app.screen.query(TextInput).first()
        field.focus()
        hands.app.post_message(events.Paste("two\nlines"))
        await hands.until(lambda: field.value == "two lines")
        assert "characters are kept" not in hands.text()


async def test_a_flood_of_keys_is_reported_and_writes_nothing(desk: Desk) -> None:
    """Treat it as a paste from a terminal that does not mark pastes."""
    async with at_kiosk(desk) as hands:
        await hands.shows("Touch to sign in")
        hands.app.post_message(Pasted("", cut=True))
        await hands.shows("That came faster than anyone types")
        assert isinstance(hands.app.screen, WaitingScreen)


async def test_a_text_that_was_cut_is_not_in_the_clipboard_of_the_next_person(desk: Desk) -> None:
    """Let only whoever cut it paste it again."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Say thanks")
        await hands.press("t")
        field = hands.app.screen.query(TextInput).first()
        field.focus()
        await hands.write("for the cables")
        await hands.press("shift+home", "ctrl+x")
        assert field.value == ""
        assert hands.app.clipboard == "for the cables"
        await hands.press("ctrl+v")
        assert field.value == "for the cables"
        hands.app.leave_session()
        await hands.settle()
        assert hands.app.clipboard == ""
