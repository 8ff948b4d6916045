"""Whoever comes next: nothing of the one before is said to them, done in their name, or ends the
app, however slow the disk and however quick the badge.
"""

import asyncio
import errno
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from data.failures import NotSaved
from data.system import Disk
from kiosk.desk import Desk
from screens.base import Panel
from screens.dialogs.resume_prompt import ResumePrompt
from screens.teacher.home import HomeScreen
from tests.support.pilot import Hands, SetClock, at_kiosk, open_copy
from tests.support.team_screens import OPEN, prepare

WORDS = "Zebra crossing"


class SlowDisk(Disk):
    """A disk that takes as long as it is told to, and may say no at the end."""

    def __init__(self) -> None:
        self.go = Event()
        self.go.set()
        self.waits = Event()
        self.full = False

    def fsync(self, fd: int) -> None:  # noqa: ARG002 (as the real one)
        self.waits.set()
        self.go.wait(20)
        if self.full:
            raise OSError(errno.ENOSPC, "no space")


@pytest.fixture
def disk() -> SlowDisk:
    return SlowDisk()


@pytest.fixture
def desk(sample_school: Path, tmp_path: Path, clock: SetClock, disk: SlowDisk) -> Iterator[Desk]:
    """A copy of the sample school on a disk that can be slow."""
    opened = open_copy(sample_school, tmp_path / "school", clock, disk)
    prepare(opened, next(each for each in opened.people.staff() if each.family == "Walsh"), "")
    yield opened
    opened.close()


async def at_work(hands: Hands, keys: tuple[str, ...]) -> None:
    """Ana is at the queue, and presses these."""
    hands.app.sign_in(hands.person("Duarte"))
    await hands.shows("Why here")
    for key in keys:
        await (hands.write(key[1:-1]) if key.startswith("“") else hands.press(key))
        await hands.settle()


ABOVE = [
    ("f4", "n"),
    ("f4", "q"),
    ("f4", "enter"),
    ("f6", "f1"),
    ("f10", "f1"),
    ("f9", "a"),
    ("f8", "a"),
    ("n",),
    ("g",),
    ("f12",),
    (*OPEN, "n"),
]


@pytest.mark.parametrize("keys", ABOVE, ids=str)
async def test_a_badge_over_any_panel_leads_home(desk: Desk, keys: tuple[str, ...]) -> None:
    """Take down the screen below the panel, which must not look at the new person."""
    async with at_kiosk(desk) as hands:
        await at_work(hands, keys)
        hands.app.welcome(hands.person("Walsh"))
        await hands.until(lambda: isinstance(hands.app.screen, HomeScreen))
        await hands.shows("Good morning, Peter")


@pytest.mark.parametrize(
    ("keys", "act"),
    [
        ((), ("c",)),
        (("f4", "w"), ("x",)),
        (OPEN, ("s",)),
        (("n",), (*"Zebra crossing", "enter")),
        (("f12", "“wals”"), ("1",)),
        (("f9", "a"), (*"Zebra crossing", "enter")),
    ],
    ids=["claim", "not there", "said hello", "a note", "somebody met", "a line"],
)
@pytest.mark.parametrize("full", [False, True], ids=["saved", "refused"])
async def test_the_result_of_a_late_save_is_not_shown_to_the_next_person(
    desk: Desk, disk: SlowDisk, keys: tuple[str, ...], act: tuple[str, ...], full: bool
) -> None:
    """Show a teacher who scans her badge meanwhile her home, let her undo nothing of the coach, and
    keep a refusal for the coach.
    """
    async with at_kiosk(desk) as hands:
        await at_work(hands, keys)
        await hands.until(lambda: not hands.app.workers or disk.go.is_set())
        disk.go.clear()
        disk.waits.clear()
        await hands.press(*act)
        await hands.until(disk.waits.is_set)
        hands.app.welcome(hands.person("Walsh"))
        await hands.until(lambda: isinstance(hands.app.screen, HomeScreen))
        disk.full = full
        disk.go.set()
        with suppress(NotSaved):  # once this is through, the disk has answered the coach
            await asyncio.to_thread(desk.store.commit, list)
        await hands.settle()
        await hands.settle()
        disk.full = False
        assert isinstance(hands.app.screen, HomeScreen)
        for trace in ("undoes", "disk is full", "Zebra", "Logged", "was not there", "You have it"):
            assert trace not in hands.text()
        assert hands.app.session.undos == []
        hands.app.sign_in(hands.person("Duarte"))
        await hands.settle()
        if full and "Z" in act:
            await hands.until(lambda: isinstance(hands.app.screen, ResumePrompt))
            await hands.shows(WORDS)
        else:
            await hands.shows("Why here")
            assert not isinstance(hands.app.screen, Panel)
