"""Save pictures of every screen as SVG: `python -m tests.support.shots [FOLDER] [NAME ...]`."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from textual.pilot import Pilot

from kiosk.demo import PIN, DemoClock, UnsyncedDisk, make_school
from kiosk.desk import Desk
from kiosk.people import pins, roster_import
from kiosk.requests import rules
from kiosk.settings.template import kiosk_toml
from screens.app import KioskApp

SIZES = ((80, 24), (100, 30), (120, 40))
THEMES = ("chalkboard", "paper", "contrast")
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)

Way = Callable[[Pilot[None]], Awaitable[None]]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until everything that was begun is drawn."""
    for _ in range(3):
        await pilot.pause(0.02)


async def as_person(pilot: Pilot[None], family: str) -> None:
    """Sign somebody in, by the way the badge would."""
    app = pilot.app
    assert isinstance(app, KioskApp)
    person = next(each for each in app.desk.people.staff() if each.family == family)
    app.sign_in(person)
    await settle(pilot)


def signed_in(family: str, *keys: str) -> Way:
    """Sign in, then press these keys."""

    async def way(pilot: Pilot[None]) -> None:
        await as_person(pilot, family)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return way


def pressed(*keys: str) -> Way:
    """From the waiting screen, press these keys."""

    async def way(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return way


async def sharing(pilot: Pilot[None]) -> None:
    from screens.teacher.share_idea import ShareIdeaScreen

    await as_person(pilot, "Rivera")
    pilot.app.push_screen(ShareIdeaScreen("A podcast wall"))
    await settle(pilot)


async def waiting(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, KioskApp)
    while not app.desk.ready or not app.screen.query_one("#cards").display:
        await pilot.pause(0.05)
    await settle(pilot)


async def idle(pilot: Pilot[None]) -> None:
    from screens.dialogs.idle_warning import IdleWarning

    await as_person(pilot, "Rivera")
    pilot.app.push_screen(IdleWarning(17))
    await settle(pilot)


SCREENS: dict[str, Way] = {
    "waiting": waiting,
    "sign-in": pressed("enter"),
    "sign-in-typed": pressed("r", "i"),
    "sign-in-nobody": pressed("x", "q", "z", "enter"),
    "home": signed_in("Rivera"),
    "home-works": signed_in("Chen"),
    "home-nothing": signed_in("Walsh"),
    "home-hi": signed_in("Walsh", "h"),
    "not-sure": signed_in("Rivera", "n"),
    "not-sure-2": signed_in("Rivera", "n", "2"),
    "fix-when-same": signed_in("Marsh", "f", "2"),
    "coaching-plan": signed_in("Rivera", "c", "1"),
    "coaching-watch": signed_in("Walsh", "c", "3"),
    "coaching-wish": signed_in("Walsh", "c", "6"),
    "door": signed_in("Rivera", "c", "7"),
    "free": signed_in("Rivera", "a", "f"),
    "me": signed_in("Chen", "a"),
    "choose-pin": signed_in("Walsh", "a", "p", "4", "7"),
    "workshops": signed_in("Okafor", "w"),
    "workshop-code": signed_in("Okafor", "w", "1"),
    "help": signed_in("Rivera", "f1"),
    "idea": sharing,
    "correct": signed_in("Rivera", "m", "c"),
    "fix": signed_in("Rivera", "f"),
    "room": signed_in("Rivera", "f", "r"),
    "fix-when": signed_in("Rivera", "f", "1"),
    "coaching": signed_in("Rivera", "c"),
    "thanks": signed_in("Rivera", "t"),
    "thanks-got": signed_in("Okafor", "a", "t"),
    "my-requests": signed_in("Chen", "m"),
    "my-requests-none": signed_in("Sousa", "m"),
    "resources": signed_in("Rivera", "r"),
    "resources-typed": signed_in("Rivera", "r", *"podcast"),
    "resources-none": signed_in("Rivera", "r", *"qqqq"),
    "take": signed_in("Rivera", "r", *"podcast in", "enter"),
    "take-howto": signed_in("Rivera", "r", *"speaker", "enter"),
    "take-idea": signed_in("Rivera", "r", *"wall", "enter"),
    "idle": idle,
    "sure": signed_in("Rivera", "m", "w"),
    "pin": pressed("d", "u", "a", "enter", "2", "7"),
    "pin-wrong": pressed("d", "u", "a", "enter", *"999111", "enter"),
    "queue": signed_in("Osei"),
    "queue-coach": signed_in("Duarte", "4"),
    "queue-empty": signed_in("Mensah", "3"),
    "move": signed_in("Osei", "m"),
    "decline": signed_in("Osei", "d"),
    "hand": signed_in("Osei", "a"),
    "more": signed_in("Osei", "enter"),
    "go": signed_in("Duarte", "g"),
    "log": signed_in("Duarte", "f12"),
    "log-typed": signed_in("Duarte", "f12", *"riv, projector flickers"),
    "slot": signed_in("Duarte", "t"),
    "walk": signed_in("Duarte", "f4"),
    "walking": signed_in("Duarte", "f4", "w", "s", "x"),
    "walk-map": signed_in("Duarte", "f4", "m"),
    "walk-people": signed_in("Duarte", "f4", "p"),
    "walk-phone": signed_in("Duarte", "f4", "q"),
    "people": signed_in("Duarte", "f5"),
    "person": signed_in("Duarte", "f5", *"okaf", "enter"),
    "private": signed_in("Duarte", "f5", *"okaf", "enter", "j"),
    "dates": signed_in("Duarte", "f6"),
    "asks": signed_in("Duarte", "f7"),
    "plan": signed_in("Duarte", "f7", "enter"),
    "shelf": signed_in("Duarte", "f8"),
    "shelf-add": signed_in("Duarte", "f8", "a", *"Podcast kit"),
    "wall": signed_in("Duarte", "f9"),
    "wall-where": signed_in("Duarte", "f9", "w"),
    "week": signed_in("Duarte", "f10"),
    "day": signed_in("Duarte", "f10", "d"),
    "year": signed_in("Duarte", "f10", "y"),
    "bridge": signed_in("Duarte", "f5", *"okaf", "enter", "i"),
    "finish": signed_in("Osei", "f"),
}


STATES = {
    *("sign-in-typed", "sign-in-nobody", "home-works", "home-nothing", "home-hi", "not-sure-2"),
    *("coaching-watch", "coaching-wish", "fix-when-same", "my-requests-none", "resources-typed"),
    *("resources-none", "take-howto", "take-idea", "pin-wrong", "queue-coach", "queue-empty"),
    *("move", "decline", "log-typed", "walking", "walk-map", "walk-people", "wall-where"),
    *("day", "year"),
}
"""Pictures of a screen in another state: what holds for the screen need not be tried again."""


PLAIN = STATES - {"pin-wrong", "walk-map", "walk-people", "day", "year", "walking"}
"""Those of them that show nothing in a colour of its own."""


async def open_notes(pilot: Pilot[None]) -> None:
    """The private notes about somebody, open, with one kept."""
    await signed_in("Duarte", *PAGE, "j", *PIN, "enter")(pilot)
    app = pilot.app
    assert isinstance(app, KioskApp)
    while app.session.vault is None:
        await pilot.pause(0.05)
    await settle(pilot)
    await pilot.press(*"Mornings are best, before the bell", "enter")
    await pilot.pause(0.2)
    await settle(pilot)
    await pilot.press(*"Ask about the debate")
    await settle(pilot)


async def walked_away(pilot: Pilot[None]) -> None:
    """What a coach was writing, offered when she is back."""
    await signed_in("Duarte", *PAGE, "n", *"Loved the podcast wall, shall we show it on Friday")(
        pilot
    )
    app = pilot.app
    assert isinstance(app, KioskApp)
    app.leave_session()
    await as_person(pilot, "Duarte")


async def taken_cycle(pilot: Pilot[None]) -> None:
    """A teacher whose cycle another coach has taken over."""
    app = pilot.app
    assert isinstance(app, KioskApp)
    okafor = next(each for each in app.desk.people.staff() if each.family == "Okafor")
    mensah = next(each for each in app.desk.people.staff() if each.family == "Mensah")
    cycle = app.desk.cycles.cycle(okafor.id)
    assert cycle is not None
    app.desk.cycles.take_over(cycle, mensah.id)
    await as_person(pilot, "Okafor")


async def bounced(pilot: Pilot[None]) -> None:
    """A request that has gone back and forth twice."""
    app = pilot.app
    assert isinstance(app, KioskApp)
    desk = app.desk
    ben = next(each for each in desk.people.staff() if each.family == "Osei")
    first = next(each.request for each in desk.requests.standings() if each.request.lane == "fix")
    for _ in range(2):
        desk.requests.act(first.id, lambda now: rules.move(now, ben.id, "Let us see"))
    await signed_in("Osei", "m", *"Once more", "enter")(pilot)
    await pilot.pause(0.2)


PAGE = ("f5", *"okaf", "enter")
WALSH = ("f5", *"wals", "enter")
EMPTY = "empty-"
"""What the name of a picture begins with that is taken of a school with nobody but a coach."""
MORE: dict[str, Way] = {
    "logged": signed_in("Osei", "f12", *"wals", "1"),
    "note": signed_in("Osei", "n"),
    "pause": signed_in("Osei", "p"),
    "move-bounced": bounced,
    "finish-coaching": signed_in("Duarte", "f"),
    "finish-more": signed_in("Osei", "f", "+", "+"),
    "claimed": signed_in("Osei", "c"),
    "log-nobody": signed_in("Duarte", "f12", *"qqqq", "enter"),
    "log-above": signed_in("Osei", "n", *"I come", "f12", *"wals", "1"),
    "go-on": walked_away,
    "walk-note": signed_in("Duarte", "f4", "n"),
    "walk-follow": signed_in("Duarte", "f4", "o"),
    "walk-fix": signed_in("Osei", "f4", "f"),
    "walk-fixer": signed_in("Osei", "f4"),
    "people-typed": signed_in("Duarte", "f5", *"ma"),
    "people-nobody": signed_in("Duarte", "f5", *"qqqq", "enter"),
    "person-quiet": signed_in("Duarte", *WALSH),
    "person-more": signed_in("Duarte", *PAGE, "enter"),
    "person-book": signed_in("Duarte", *PAGE, "b"),
    "person-slot": signed_in("Duarte", *WALSH, "b", "1"),
    "cycle-begin": signed_in("Duarte", *WALSH, "c"),
    "cycle-on": signed_in("Duarte", *PAGE, "c"),
    "cycle-over": signed_in("Mensah", *PAGE, "c"),
    "cycle-other": signed_in("Mensah", *PAGE),
    "cycle-told": taken_cycle,
    "private-open": open_notes,
    "bridge-found": signed_in("Duarte", *PAGE, "i", *"podcast"),
    "bridge-nobody": signed_in("Duarte", *PAGE, "i", *"qqqq"),
    "dates-held": signed_in("Osei", "f6"),
    "dates-word": signed_in("Duarte", "f6", "w"),
    "dates-door": signed_in("Duarte", "f6", "down"),
    "dates-visit": signed_in("Duarte", "f6", "down", "down"),
    "dates-off": signed_in("Duarte", "f6", "down", "down", "x"),
    "dates-code": signed_in("Duarte", "f6", "down", "down", "q"),
    "periods": signed_in("Duarte", "f6", "o"),
    "asks-again": signed_in("Duarte", "f7", "end"),
    "asks-problem": signed_in("Duarte", "f7", "end", "enter"),
    "shelf-edit": signed_in("Duarte", "f8", "e"),
    "shelf-long": signed_in("Duarte", "f8", "a", *"Kit", "tab", *f"https://h.example/{'x' * 60}"),
    "shelf-code": signed_in("Duarte", "f8", "q"),
    "shelf-sure": signed_in("Duarte", "f8", "x"),
    "wall-announce": signed_in("Duarte", "f9", "a"),
    "wall-celebrate": signed_in("Duarte", "f9", "k", *"Our first podcast"),
    "wall-end": signed_in("Duarte", "f9", "e"),
    "wall-expected": signed_in("Duarte", "f9", "t"),
    "wall-plan": signed_in("Duarte", "f9", "p"),
    "wall-off": signed_in("Duarte", "f9", "down", "down", "x"),
    "day-was": signed_in("Duarte", "f10", "d", "enter"),
    "day-entry": signed_in("Duarte", "f10", "d", "home", "enter"),
    "week-before": signed_in("Duarte", "f10", "<"),
    "week-fixer": signed_in("Osei", "f10"),
    "goal": signed_in("Duarte", "f10", "y", "n"),
    "target": signed_in("Duarte", "f10", "y", "n", "4"),
    "me-coach": signed_in("Duarte", "g", "9"),
    "help-coach": signed_in("Duarte", "f1"),
    **{
        f"{EMPTY}{name}": signed_in("Nova", *keys)
        for name, keys in {
            "queue": (),
            "walk": ("f4",),
            "set-out": ("f4", "w"),
            "map": ("f4", "m"),
            "map-people": ("f4", "p"),
            "people": ("f5",),
            "log": ("f12",),
            "dates": ("f6",),
            "asks": ("f7",),
            "shelf": ("f8",),
            "sheet": ("f8", "s"),
            "wall": ("f9",),
            "plan": ("f9", "p"),
            "week": ("f10",),
            "day": ("f10", "d"),
            "year": ("f10", "y"),
            "go": ("g",),
        }.items()
    },
}
"""Further states, for pictures alone."""
ALL = SCREENS | MORE


def empty_school(folder: Path) -> None:
    """A school as `kiosk init` leaves it: a coach, and nobody else."""
    folder.mkdir()
    (folder / "kiosk.toml").write_text(kiosk_toml("Lincoln Middle School"), encoding="utf-8")
    desk = Desk(folder, DemoClock(NOW), UnsyncedDisk())
    key, listed = roster_import.appointed("Ada Nova", "coach")
    desk.act(lambda: [*listed, *pins.set_pin(key, PIN, 6)])
    desk.close()


async def shoot(
    fresh: Callable[[str, tuple[int, int]], Desk], folder: Path, names: list[str]
) -> None:
    """Save the pictures that were asked for, each of a school nobody has touched yet."""
    for name in names or ALL:
        for size in SIZES:
            desk = fresh(name, size)
            app = KioskApp(desk, demo_pin=PIN if name == "waiting" else "", hold=0, settle=0)
            async with app.run_test(size=size) as pilot:
                await ALL[name](pilot)
                if name == "pin-wrong":
                    await pilot.pause(0.3)
                for theme in THEMES:
                    app.theme = theme
                    await settle(pilot)
                    picture = folder / f"{name}-{size[0]}x{size[1]}-{theme}.svg"
                    picture.write_text(app.export_screenshot(title="Hallway"), encoding="utf-8")


def main() -> None:
    """Make the sample school as it is on a November morning, and go through every screen."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "shots")
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        make_school(Path(place) / "school", end=NOW).close()
        empty_school(Path(place) / "empty")

        def fresh(name: str, size: tuple[int, int]) -> Desk:
            copy = Path(place) / f"{name}-{size[0]}x{size[1]}"
            school = "empty" if name.startswith(EMPTY) else "school"
            shutil.copytree(Path(place) / school, copy)
            return Desk(copy, DemoClock(NOW), UnsyncedDisk())

        asyncio.run(shoot(fresh, folder, sys.argv[2:]))


if __name__ == "__main__":
    main()
