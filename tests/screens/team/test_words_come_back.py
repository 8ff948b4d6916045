"""What one of the team was writing is not lost: by no refusal, no Esc, no walking away."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widget import Widget

from kiosk.desk import Desk
from screens.base import KioskScreen, Panel
from screens.dialogs.resume_prompt import ResumePrompt
from screens.teacher.home import HomeScreen
from screens.team.log_contact import LogContactScreen
from screens.widgets.text_input import TextInput
from tests.support.fakes import FaultyDisk
from tests.support.pilot import NOW, PIN, Hands, SetClock, at_kiosk, open_copy
from tests.support.team_screens import OPEN, prepare

WORDS = "Zebra crossing"
PLACES = {
    "a note": ("n",),
    "a move": ("m",),
    "a rest": ("p",),
    "hand on": ("a",),
    "decline": ("d",),
    "finish": ("f",),
    "a follow-up": ("f4", "o"),
    "a note on a walk": ("f4", "n"),
    "a note for somebody": (*OPEN, "n"),
    "a cycle": (*OPEN, "c"),
    "a workshop": ("f9", "p"),
    "a resource": ("f8", "e"),
    "a line for everybody": ("f9", "a"),
    "where I am": ("f9", "w"),
    "the word that is owed": ("f6", "w"),
    "a known problem that ends": ("f9", "e"),
}
"""What is being written -> the keys that lead there from the queue; “words” are written."""
OTHERS = {
    "a private note": (*OPEN, "j"),
    "an introduction": (*OPEN, "i"),
}
"""The same on screens of their own."""


class FillingDisk(FaultyDisk):
    """A disk that need not be waited for, until it is full."""

    def fsync(self, fd: int) -> None:  # noqa: ARG002 (as the real one)
        self._at("fsync")


@pytest.fixture
def disk() -> FillingDisk:
    return FillingDisk()


@pytest.fixture
def desk(sample_school: Path, tmp_path: Path, clock: SetClock, disk: FillingDisk) -> Iterator[Desk]:
    """A copy of the sample school on a disk that can be full."""
    opened = open_copy(sample_school, tmp_path / "school", clock, disk)
    prepare(opened, next(each for each in opened.people.staff() if each.family == "Walsh"), "")
    yield opened
    opened.close()


def kept(hands: Hands) -> list[str]:
    """Ana's texts that were not sent."""
    found = hands.app.drafts.for_person(hands.person("Duarte").id, NOW.date())
    return [each.text for each in found]


async def at_work(hands: Hands, keys: tuple[str, ...] = ()) -> None:
    """Ana is at the queue, and presses these."""
    hands.app.sign_in(hands.person("Duarte"))
    await hands.shows("Why here")
    for key in keys:
        await (hands.write(key[1:-1]) if key.startswith("“") else hands.press(key))
        await hands.settle()


async def written(hands: Hands) -> TextInput:
    """Write into the first line there is; what stood in it goes."""
    await hands.until(lambda: any(field.region for field in hands.app.screen.query(TextInput)))
    field = hands.app.screen.query(TextInput).first()
    field.focus()
    await hands.settle()
    await hands.press("end", "ctrl+u")
    await hands.write(WORDS)
    await hands.until(lambda: field.value == WORDS)
    return field


def stands(hands: Hands) -> bool:
    """Whether the words stand in a line of the screen that is seen, and can be read."""
    fields = hands.app.screen.query(TextInput)
    return any(each.value == WORDS for each in fields) and WORDS in hands.text()


@pytest.mark.parametrize("keys", PLACES.values(), ids=PLACES.keys())
async def test_words_are_still_there_after_a_refusal(
    desk: Desk, disk: FillingDisk, keys: tuple[str, ...]
) -> None:
    """Refuse them on a full disk, then send the same words with Enter."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, keys)
        await written(hands)
        await hands.press("escape")
        await hands.until(lambda: not isinstance(hands.app.screen, Panel))
        assert [WORDS in text for text in kept(hands)] == [True]
        await hands.press(keys[-1])
        await hands.until(lambda: stands(hands))
        hands.app.screen.query(TextInput).first().focus()
        await hands.press("pagedown")  # somebody is chosen, where that has to be
        panel = hands.app.screen
        before = desk.store.changes
        disk.fail("fsync", error=errno.ENOSPC, for_good=True)
        await hands.press("enter")
        await hands.until(lambda: hands.app.screen is not panel and stands(hands))
        await hands.shows("the disk is full")
        assert desk.store.changes == before
        disk.heal()
        assert type(hands.app.screen) is type(panel)
        hands.app.screen.query(TextInput).first().focus()
        await hands.press("enter")
        await hands.until(lambda: not isinstance(hands.app.screen, type(panel)))
        await hands.until(lambda: not kept(hands))
        assert desk.store.changes > before


@pytest.mark.parametrize("keys", (PLACES | OTHERS).values(), ids=(PLACES | OTHERS).keys())
async def test_words_are_offered_again_to_whoever_walked_away(
    desk: Desk, clock: SetClock, keys: tuple[str, ...]
) -> None:
    """Offer them with one key after the countdown, only to their writer."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, keys)
        place = type(hands.app.screen)
        if keys[-1] == "j":
            await hands.press(*PIN, "enter")
            await hands.until(lambda: hands.app.session.vault)
        await written(hands)
        clock.seconds += 1000
        await hands.until(lambda: hands.app.person is None)
        hands.app.sign_in(hands.person("Mensah"))
        await hands.until(lambda: hands.has("Claim"))
        assert WORDS not in hands.text()
        assert not isinstance(hands.app.screen, ResumePrompt)
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: isinstance(hands.app.screen, ResumePrompt))
        await hands.shows(WORDS)
        await hands.press("enter")
        await hands.until(lambda: type(hands.app.screen) is place)
        if keys[-1] == "j":
            await hands.press(*PIN, "enter")
        await hands.until(lambda: stands(hands))


async def test_words_that_are_left_stay_and_words_that_are_dropped_go(
    desk: Desk, clock: SetClock
) -> None:
    """Keep them for the same question with Esc; remove them when they are dropped."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, ("n",))
        await written(hands)
        clock.seconds += 1000
        await hands.until(lambda: hands.app.person is None)
        await hands.settle()
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: isinstance(hands.app.screen, ResumePrompt))
        await hands.press("escape")
        await hands.shows("Why here")
        await hands.press("n")
        await hands.until(lambda: stands(hands))
        clock.seconds += 1000
        await hands.until(lambda: hands.app.person is None)
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: isinstance(hands.app.screen, ResumePrompt))
        await hands.tap("Let it go")
        await hands.shows("Why here")
        await hands.press("n")
        await hands.shows("In your own words")
        assert WORDS not in hands.text()


async def test_escape_keeps_words_only_for_the_same_question(desk: Desk) -> None:
    """Open the note of another request empty, and this one with its words."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, ("n",))
        await written(hands)
        await hands.press("escape")
        await hands.shows("Why here")
        await hands.press("down", "n")
        await hands.shows("In your own words")
        assert WORDS not in hands.text()
        await hands.press("escape", "up", "n")
        await hands.until(lambda: stands(hands))
        await hands.press("escape")
        await hands.shows("Why here")
        hands.app.leave_session()
        await at_work(hands)
        assert not isinstance(hands.app.screen, ResumePrompt)


@pytest.mark.parametrize("keys", [("n",), ("f",), ("f9", "p"), ("g", "9")], ids=str)
async def test_a_capture_over_an_open_panel_keeps_its_words(
    desk: Desk, keys: tuple[str, ...]
) -> None:
    """Open it with F12, find the panel again afterwards, and undo the capture with Ctrl+Z."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, keys)
        below: KioskScreen[object] = hands.app.screen  # type: ignore[assignment]
        assert isinstance(below, HomeScreen) == (keys[0] == "g")
        field: Widget | None = await written(hands) if keys[0] != "g" else None
        await hands.press("f12")
        await hands.until(lambda: isinstance(hands.app.screen, LogContactScreen))
        await hands.press("f12")
        assert sum(isinstance(each, LogContactScreen) for each in hands.app.screen_stack) == 1
        await hands.write("wals")
        await hands.press("1")
        await hands.shows("Logged: Peter Walsh, said hi")
        assert hands.app.screen is below
        assert field is None or stands(hands)
        await hands.press("ctrl+z")
        await hands.shows("Taken back: Logged")
        assert hands.app.screen is below


async def test_choices_beside_the_words_are_kept_after_escape(desk: Desk) -> None:
    """Keep the day until which a request rests."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, ("p", "pagedown"))
        await hands.shows("● Fri 27 Nov")
        await hands.write(WORDS)
        await hands.press("escape", "p")
        await hands.until(lambda: stands(hands))
        await hands.shows("● Fri 27 Nov")


async def test_each_question_keeps_its_own_words(desk: Desk) -> None:
    """Keep those of a note, a private note and a thank-you apart; remove what is answered or
    emptied on purpose.
    """
    async with at_kiosk(desk) as hands:
        await at_work(hands, ("n",))
        await hands.write("I bring it")
        await hands.press("escape", "g", "9")
        await hands.shows("Good morning, Ana")
        assert "I bring it" not in hands.text(), "that waits on the team's side"
        await hands.press("t")
        await hands.until(lambda: hands.app.screen.query(TextInput))
        hands.app.screen.query_one("#line", TextInput).focus()
        await hands.write("For the cake")
        await hands.press("escape")
        await hands.shows("Good morning, Ana")
        await hands.press("f3")
        await hands.shows("Why here")
        assert kept(hands) == ["For the cake", "I bring it"]
        await hands.press("d")
        await hands.write("No")
        await hands.press("enter")
        await hands.shows("Declined.")
        assert kept(hands) == ["For the cake", "I bring it"]
        for key in (*OPEN, "i"):
            await (hands.write(key[1:-1]) if key.startswith("“") else hands.press(key))
        await hands.until(lambda: hands.app.screen.query(TextInput))
        await hands.write("podcasts")
        await hands.press("escape", "i")
        await hands.until(
            lambda: any(each.value == "podcasts" for each in hands.app.screen.query(TextInput))
        )
        await hands.press("ctrl+u", "escape")
        await hands.settle()
        assert kept(hands) == ["For the cake", "I bring it"]


async def test_words_of_two_panels_on_top_of_each_other_are_both_kept(desk: Desk) -> None:
    """Offer the last text first, and the other one after it is dropped."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, ("n",))
        await written(hands)
        await hands.press("f12")
        await hands.write("riv, the projector flickers")
        hands.app.leave_session()
        hands.app.sign_in(hands.person("Duarte"))
        await hands.until(lambda: isinstance(hands.app.screen, ResumePrompt))
        await hands.shows("the projector flickers")
        await hands.press("d")
        await hands.shows(WORDS)
        await hands.press("enter")
        await hands.until(lambda: stands(hands))


@pytest.mark.parametrize("keys", [(*OPEN, "n"), ("n",), (*OPEN, "i"), ("f4", "q")], ids=str)
async def test_function_keys_work_on_pages_codes_and_panels(
    desk: Desk, keys: tuple[str, ...]
) -> None:
    """Keep what was written there."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, keys)
        writes = keys[-1] != "q"
        if writes:
            await written(hands)
        await hands.press("f9")
        await hands.shows("Where I am")
        assert len(hands.app.screen_stack) == 2
        assert kept(hands) == ([WORDS] if writes else [])


async def test_words_are_offered_again_after_the_pin(desk: Desk) -> None:
    """Sign in by name, PIN and Enter; the PIN screen is gone by then."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, ("n",))
        await written(hands)
        hands.app.leave_session()
        await hands.sign_in_by_keys("Duarte")
        await hands.pin_by_keys()
        await hands.until(lambda: isinstance(hands.app.screen, ResumePrompt))
        await hands.shows(WORDS)
        await hands.press("enter")
        await hands.until(lambda: stands(hands))
