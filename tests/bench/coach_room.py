"""The figures of the coach's side: what a year of a large school costs whoever works in it."""

import asyncio
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from data.ledger.facts import NewFact, raw_fact
from data.store.store import Store
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.people.session import Session
from kiosk.school.cached import Cached
from kiosk.timesheet.week import week
from screens.app import KioskApp
from screens.team.person import PersonScreen
from screens.team.queue import QueueSection
from tests.bench import schools
from tests.bench.figures import Row, at_most, p95
from tests.support.fakes import QuickDisk, SetClock
from tests.support.pilot import NOW

HISTORY, OPEN, STAFF = 100_000, 200, 500
SMALL = 1_000
"""Requests of the history that the large one is set against: with the same staff and queue."""
ROOMS = 120
WINGS = ("North", "East", "South", "West")
CATEGORIES = ("Printer", "Wi-Fi", "Sound", "Computer", "Projector or screen")
A_DAY = 100
"""Requests a day, in either."""


def rows() -> Iterator[Row]:
    """Every figure of this room."""
    with TemporaryDirectory(prefix="hallway-bench-") as root:
        desks = []
        for count in (SMALL, HISTORY):
            folder = Path(root, str(count))
            _build(folder, count)
            desks.append(Desk(folder, SetClock(NOW), UnsyncedDisk()))
        small, large = desks
        for what, look, most in (
            ("the queue, scored and in its order", _queue, 1.5),
            ("a walk of 30 minutes", _walk, 1.5),
            ("the week", _week, 1.5),
        ):
            ratio, took = _against(small, large, look)
            note = f" ({took * 1e3:.1f} ms)"
            yield at_most(f"{what}: {HISTORY:,} requests against {SMALL:,}", ratio, most, note=note)
        _, took = _against(small, large, _asks)
        what = f"what they ask for, and repeats, again after a save: {HISTORY:,} requests"
        yield at_most(what, took * 1e3, 20.0, unit=" ms")
        yield from asyncio.run(_screens(large))
        for desk in desks:
            desk.close()


def _build(folder: Path, count: int) -> None:
    """A school of so many requests, most of them long done."""
    rooms = [f'{{ name = "Room {n}", wing = "{WINGS[n % 4]}" }}' for n in range(ROOMS)]
    folder.mkdir(parents=True)
    toml = f'rooms = [{", ".join(rooms)}]\n[school]\nname = "Bench"\n'
    (folder / "kiosk.toml").write_text(toml, encoding="utf-8")
    days = count // A_DAY
    clock = SetClock(NOW - timedelta(days=days))
    store = Store(folder, clock, QuickDisk())
    chance = random.Random(4)
    people = [f"p{number}" for number in range(STAFF)]
    store.commit(lambda: [_listed(n, name) for n, name in enumerate(schools.names(STAFF))])
    batches = range(0, count, 250)
    for first in batches:
        drafts = chain(
            *(
                _request(n, chance, people, clock.moment)
                for n in range(first, min(first + 250, count))
            )
        )
        store.commit(lambda drafts=list(drafts): drafts)  # type: ignore[misc]
        clock.moment = NOW - timedelta(days=days) * (1 - (first + 250) / (count + 250))
    still = [_flag(f"o{n}", chance, people) for n in range(OPEN)]
    store.commit(lambda: still)
    store.close()


def _listed(number: int, name: str) -> NewFact:
    role = {0: "coach", 1: "fixer"}.get(number, "teacher")
    body = {"key": f"p{number}", "name": name, "role": role, "room": f"Room {number % ROOMS}"}
    return raw_fact("person.listed", f"p{number}", body=body)


def _flag(key: str, chance: random.Random, people: list[str]) -> NewFact:
    person = chance.choice(people[2:])
    body = {
        "lane": chance.choice(("fix", "fix", "coaching")),
        "category": chance.choice(CATEGORIES),
        "room": f"Room {chance.randrange(ROOMS)}",
        "when": chance.choice(("now", "today", "week")),
        "text": f"{chance.choice(schools.TOPICS)} {chance.choice(schools.TOPICS)}",
    }
    return raw_fact("request.flagged", key, by=person, whom=person, body=body)


def _request(number: int, chance: random.Random, people: list[str], now: datetime) -> list[NewFact]:
    """A request from its flag to its end, with the time it took."""
    flagged = _flag(f"r{number}", chance, people)
    day = now - timedelta(minutes=chance.randrange(60))
    spent = {"kind": "fixing", "start": day.isoformat(timespec="minutes"), "minutes": 7}
    coach = people[number % 2]
    done = {"minutes": 7, "text": "A new lamp"}
    return [
        flagged,
        raw_fact("request.finished", f"r{number}", by=coach, whom=flagged.whom, body=done),
        raw_fact("work.logged", f"w{number}", by=coach, whom=flagged.whom, body=spent),
    ]


def _queue(desk: Desk) -> None:
    desk.requests._standings = Cached()
    desk.requests.standings()


def _walk(desk: Desk) -> None:
    desk.contacts._cached = Cached()
    desk.walks.route("p0", 30)


def _week(desk: Desk) -> None:
    """Its days are as full in either school; what differs is what is not of this week."""
    first = NOW.date() - timedelta(days=6)
    week(first, desk.timesheet.entries_between(first, NOW.date(), "p0"))


def _asks(desk: Desk) -> None:
    desk.demand._cached = Cached()
    desk.demand.topics((), 3)
    desk.demand.repeats()


def _against(small: Desk, large: Desk, look: Callable[[Desk], None]) -> tuple[float, float]:
    """How much longer it takes in the large school, side by side; and how long."""
    taken: tuple[list[float], list[float]] = [], []
    for _ in range(9):
        for place, desk in enumerate((small, large)):
            began = perf_counter()
            look(desk)
            taken[place].append(perf_counter() - began)
    least = [median(each) for each in taken]
    return least[1] / least[0], least[1]


async def _screens(desk: Desk) -> list[Row]:
    """A key in the queue of two hundred, and a person's page, until painted."""
    app = KioskApp(desk, hold=0, settle=0)
    async with app.run_test(size=(120, 40)) as pilot:
        app.session = Session(desk.clock.monotonic(), desk.people["p0"])
        queue = QueueSection()
        await app.push_screen(queue)
        await pilot.pause()
        steps = [await _painted(app, lambda: queue.row_list.action_step(1)) for _ in range(60)]
        leaps = [await _painted(app, lambda: queue.row_list.action_page(1)) for _ in range(20)]
        pages = []
        for number in range(2, 22):
            page = PersonScreen(f"p{number}")
            pages.append(await _painted(app, lambda page=page: app.push_screen(page)))  # type: ignore[misc]
            await app.pop_screen()
    return [
        at_most(f"a step in a queue of {OPEN}, p95", p95(steps) * 1e3, 33.0, " ms"),
        at_most(f"a page of a queue of {OPEN}, p95", p95(leaps) * 1e3, 33.0, " ms"),
        at_most("a person's page until painted, p95", p95(pages) * 1e3, 100.0, " ms"),
    ]


async def _painted(app: KioskApp, act: Callable[[], object]) -> float:
    painted = asyncio.Event()
    began = perf_counter()
    act()
    app.call_after_refresh(lambda: app.screen.call_after_refresh(painted.set))
    await painted.wait()
    return perf_counter() - began
