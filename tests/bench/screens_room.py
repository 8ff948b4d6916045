"""The figures of the screens: how soon one that is opened is to be seen."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from textual.app import App
from textual.screen import Screen

from kiosk.demo import UnsyncedDisk, make_school
from kiosk.desk import Desk
from screens.app import KioskApp
from screens.entry.sign_in import SignInScreen
from screens.teacher.about_me import AboutMeScreen
from screens.teacher.coaching import CoachingScreen
from screens.teacher.coaching_when import CoachingWhenScreen
from screens.teacher.fix import FixScreen
from screens.teacher.fix_when import FixWhenScreen
from screens.teacher.home import HomeScreen
from screens.teacher.my_requests import MyRequestsScreen
from screens.teacher.resources import ResourcesScreen
from screens.teacher.thanks import ThanksScreen
from screens.teacher.workshops import WorkshopsScreen
from screens.team.queue import QueueSection
from tests.bench import schools
from tests.bench.figures import Row, at_most, p95, seconds
from tests.support.fakes import SetClock
from tests.support.pilot import NOW

TIMES = 25

Make = Callable[[], Screen[None]]
SCREENS: dict[str, tuple[str, Make]] = {
    "sign-in": ("", SignInScreen),
    "home": ("Rivera", HomeScreen),
    "fix": ("Rivera", FixScreen),
    "when": ("Rivera", lambda: FixWhenScreen("Printer", "Room 12")),
    "coaching": ("Rivera", CoachingScreen),
    "slots": ("Rivera", lambda: CoachingWhenScreen("Plan a lesson")),
    "thanks": ("Rivera", ThanksScreen),
    "my requests": ("Rivera", MyRequestsScreen),
    "resources": ("Rivera", ResourcesScreen),
    "workshops": ("Rivera", WorkshopsScreen),
    "about me": ("Rivera", AboutMeScreen),
    "queue": ("Osei", QueueSection),
}
"""Name -> who is signed in, and the screen."""


def rows() -> Iterator[Row]:
    """Every figure of this room."""
    with TemporaryDirectory(prefix="hallway-bench-") as root:
        sample = Path(root, "sample")
        make_school(sample, end=NOW).close()
        yield from asyncio.run(_pushes(sample, ""))
        desk = Desk(sample, SetClock(NOW), UnsyncedDisk())
        schools.widen(desk)
        yield from _searches(desk)
        desk.close()
        yield from asyncio.run(_pushes(sample, " in the widest school"))


def _searches(desk: Desk) -> Iterator[Row]:
    """One key of the search among 3,000 resources, against looking through their JSON."""
    titles = [each.title for each in desk.shelf.all()[::60]]
    typed = [title[:end] for title in titles for end in range(2, len(title))]
    slipped = [f"{word[:3]}x{word[4:]}" for word in typed if len(word) > 6]
    for what, keys in (("", typed), ("with a slip, ", slipped)):
        taken = [seconds(lambda key=key: desk.shelf.search(key)) for key in keys]  # type: ignore[misc]
        yield at_most(
            f"one key of search in 3,000 resources, {what}p95", p95(taken) * 1e3, 5, " ms"
        )


async def _pushes(sample: Path, where: str) -> list[Row]:
    desk = Desk(sample, SetClock(NOW), UnsyncedDisk())
    app = KioskApp(desk, hold=0, settle=0)
    empty: list[float] = []
    taken: dict[str, list[float]] = {name: [] for name in SCREENS}
    async with app.run_test(size=(100, 30)) as pilot:
        for family in ("Rivera", "Osei"):
            app.sign_in(next(each for each in desk.people.staff() if each.family == family))
            await pilot.pause()
            for _ in range(TIMES):
                empty.append(await push(app, Screen))
                for name, (who, make) in SCREENS.items():
                    if who in ("", family):
                        taken[name].append(await push(app, make))
    desk.close()
    slowest = max(taken, key=lambda name: median(taken[name]))
    ratio = median(taken[slowest]) / median(empty)
    every = p95(value for values in taken.values() for value in values) * 1e3
    return [
        at_most(f"push a screen{where} until painted ({slowest}), against empty", ratio, 2.0),
        at_most(f"push a screen{where} until painted, p95 of all", every, 50.0, unit=" ms"),
    ]


async def push(app: App[None], make: Make) -> float:
    """Push a screen and close it; return the seconds until it was painted."""
    painted = asyncio.Event()
    screen = make()
    began = perf_counter()
    await app.push_screen(screen)
    screen.call_after_refresh(painted.set)
    await painted.wait()
    took = perf_counter() - began
    await app.pop_screen()
    return took
