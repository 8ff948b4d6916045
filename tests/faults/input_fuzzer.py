"""A person who does anything: keys, touches, pastes, badges, bytes, another size, walking away in
the midst of an act; a second process beside; and something that goes wrong now and then.

A run is 200 events drawn from a seed. Several runs share an app, since starting one takes longer.
"""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from unittest import mock

from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key

from data.ledger.facts import NewFact, raw_fact
from data.records import Person
from data.store.store import Store
from kiosk.demo import PIN
from kiosk.desk import Desk
from kiosk.fault_log import LOG, TOO_MANY, Faults
from kiosk.people.secret import Secret
from kiosk.school.badges import Badges
from kiosk.school.school import School
from screens.app import KioskApp
from screens.base import KioskScreen, Panel
from screens.entry.waiting import WaitingScreen
from screens.input.terminal_input import TerminalInput
from tests.support.fakes import SetClock, flagged

EVENTS = 200
SIZES = ((60, 22), (80, 24), (100, 30), (58, 20))
KEYS = (
    *("enter", "enter", "escape", "tab", "up", "down", "left", "right", "space", "backspace"),
    *("pageup", "pagedown", "home", "end", "delete", "f1", "f3", "f5", "f8", "f10", "f12"),
    *("ctrl+z", "ctrl+x", "ctrl+v", "ctrl+a", "shift+tab", "full_stop", "question_mark"),
)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789*?,. é漢"
RAW = (
    *(b"\xe9", b"\xff\xfe", b"\x1b[M \xff\xff", b"\x1b[<0;5;5M\x1b[<0;5;5m", b"\x1b[200~half"),
    *(b"\x1b[99999999999u", b"\x1b[201~", b"\x00", b"\x1b", b"\x1b[5;200t", b"\x1b[I\x1b[O"),
)
LATELY = 4
"""Sessions of which an act that was begun in time may still be on its way to the disk."""
CANARY = "quetzal"
"""What somebody writes who is then signed out."""


class InjectedFault(Exception):
    """What goes wrong in a run; its words must be nowhere."""


def fail(*_: Any) -> None:
    raise InjectedFault(f"{CANARY} {PIN}")


async def fail_later() -> None:
    fail()


class Somebody:
    """Whoever stands before the kiosk in one run.

    Parameters:
        app: what they stand before.
        clock: theirs and the kiosk's.
        beside: a second process's store on the same folder.
        seed: what they do.
    """

    def __init__(self, app: KioskApp, clock: SetClock, beside: Store, seed: int) -> None:
        self.app, self._clock, self._beside = app, clock, beside
        self._chance = random.Random(seed)
        self._input = TerminalInput()
        self._may_fail = self._chance.random() < 0.3
        self.injected = 0
        staff = app.desk.people.staff()
        self._people = [self._chance.choice(staff) for _ in range(3)] + app.desk.people.team(
            "coaching"
        )

    async def do(self) -> int:
        """Do something, as one read brings it, and now and then wait for what it did.

        Returns:
            How many events that were.
        """
        chance = self._chance
        acts: Sequence[tuple[int, Callable[[], object]]] = (
            *((40, self._key), (26, self._touch), (12, self._letter), (6, self._words)),
            *((3, self._sign_in), (2, self._pin), (2, self._badge), (3, self._raw)),
            *((2, self._paste), (1, self._resize), (1, self._idle), (1, self._leave)),
            *((3, self._process), (1, self._go_wrong)),
        )
        weights, does = zip(*acts, strict=True)
        together = chance.choice((1, 3, 8, 20, 40))
        for _ in range(together):
            chance.choices(does, weights)[0]()
        for _ in range(chance.choice((0, 2, 9, 30, 80))):
            await asyncio.sleep(0)
        return together

    def _post(self, key: str, character: str | None = None) -> None:
        self.app.post_message(events.Key(key, character))

    def _key(self) -> None:
        key = self._chance.choice(KEYS)
        self._post(key, {"enter": "\r", "space": " ", "escape": "\x1b"}.get(key))

    def _letter(self) -> None:
        sign = self._chance.choice(LETTERS)
        self._post(_character_to_key(sign), sign)

    def _words(self) -> None:
        for sign in f"{CANARY} ":
            self._post(_character_to_key(sign), sign)

    def _pin(self) -> None:
        for digit in PIN:
            self._post(digit, digit)
        self._post("enter", "\r")

    def _touch(self) -> None:
        width, height = self.app.size
        x, y = self._chance.randrange(width), self._chance.randrange(height)
        for kind in (events.MouseDown, events.MouseUp):
            self.app.post_message(
                kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
            )

    def _sign_in(self) -> None:
        person = self._chance.choice(self._people)
        if self._chance.random() < 0.5 and self.app.person is None:
            self.app.welcome(person)
        elif self.app.person is None:
            self.app.sign_in(person)

    def _badge(self) -> None:
        person: Person = self._chance.choice(self._people)
        with mock.patch.object(Badges, "bearer", return_value=person):
            self.app.sign_in_by_badge(Secret("4400100"))

    def _raw(self) -> None:
        for message in self._input.feed(self._chance.choice(RAW), self._clock.seconds):
            self.app.post_message(message)
        for message in self._input.tick(self._clock.seconds + 2):
            self.app.post_message(message)

    def _paste(self) -> None:
        text = f"{CANARY}\n" * self._chance.choice((1, 3, 2000))
        self.app.post_message(events.Paste(text))

    def _resize(self) -> None:
        size = Size(*self._chance.choice(SIZES))
        self.app.post_message(events.Resize(size, size))

    def _idle(self) -> None:
        self._clock.forward(seconds=self._chance.choice((15, 45, 200)))
        self.app.look_at_idle()

    def _leave(self) -> None:
        self.app.leave_session()

    def _process(self) -> None:
        """Another process says something, or ends what somebody looks at."""
        self._beside.commit(lambda: [flagged(whom=self._people[0].id)])
        opened = [row["id"] for row in self._beside.table("requests") if row["state"] == "waiting"]
        if opened:
            key = self._chance.choice(opened)
            self._beside.commit(lambda: [raw_fact("request.withdrawn", key, by=self._people[0].id)])
        self.app.store_changed()

    def _go_wrong(self) -> None:
        if not self._may_fail or self.injected >= TOO_MANY - 2:
            return
        self.injected += 1
        app, screen = self.app, self.app.screen
        self._chance.choice(
            (
                lambda: app.call_later(fail),
                lambda: screen.call_later(fail),
                lambda: app.set_timer(0.001, fail),
                lambda: screen.set_timer(0.001, fail),
                lambda: app.run_worker(fail_later(), exit_on_error=False),
                lambda: screen.run_worker(fail_later()),
                lambda: app.contain(InjectedFault(CANARY)),
            )
        )()


@contextmanager
def watched(app: KioskApp) -> Iterator[list[str]]:
    """Collect acts that are begun for somebody who has gone, while this lasts."""
    wrong: list[str] = []
    gone: list[object] = []
    act = School.act

    def watching(school: School, rule: Callable[[], Sequence[NewFact]]) -> Any:
        def decided() -> Sequence[NewFact]:
            drafts = rule()
            here = app.session.person.id if app.session.person else ""
            known = ("", here, *gone)
            acts = (each for each in drafts if not each.kind.startswith("pin."))  # to be signed in
            wrong.extend(each.kind for each in acts if each.by not in known)
            return drafts

        return act(school, decided)

    forget = app.forget_session

    def leaving() -> None:
        if app.session.person:
            gone[:] = [*gone, app.session.person.id][-LATELY:]
        forget()

    with (
        mock.patch.object(School, "act", watching),
        mock.patch.object(app, "forget_session", leaving),
    ):
        yield wrong


async def settle() -> None:
    """Wait until what was begun has gone through."""
    for _ in range(200):
        await asyncio.sleep(0)


def belongs(app: KioskApp) -> bool:
    """Whether every screen that is open is of the session that goes on."""
    return all(
        isinstance(screen, WaitingScreen) or screen.session is app.session
        for screen in app.screen_stack
        if isinstance(screen, KioskScreen)
    )


async def run(desk: Desk, clock: SetClock, seeds: Sequence[int]) -> list[str]:
    """Let somebody do anything, once for each seed; give what was wrong."""
    app = KioskApp(desk, hold=0, settle=0)
    beside = Store(desk.folder, clock, desk.disk)
    found: list[str] = []
    async with app.run_test(size=(80, 24), notifications=True):
        while not desk.ready:
            await asyncio.sleep(0.01)
        with watched(app) as wrong:
            for seed in seeds:
                found += [f"seed {seed}: {each}" for each in await one(app, clock, beside, seed)]
                if app.return_code is not None and app.return_code != 0:
                    found.append(f"seed {seed}: the kiosk ended with {app.return_code}")
                    break
            found += [f"an act for somebody who had gone: {each}" for each in wrong]
    beside.ledger.close()
    log = (desk.folder / LOG).read_text(encoding="utf-8") if (desk.folder / LOG).exists() else ""
    names = {
        part for person in desk.people.staff() for part in person.name.split() if len(part) > 3
    }
    found += [f"in the log: {word}" for word in (CANARY, PIN, *names) if word in log]
    return found


async def one(app: KioskApp, clock: SetClock, beside: Store, seed: int) -> list[str]:
    """One run, and what is to be so after it."""
    app.recent_faults = Faults()
    before = len(app.faults)
    somebody = Somebody(app, clock, beside, seed)
    found = []
    done = 0
    while done < EVENTS:
        done += await somebody.do()
        if not belongs(app):
            found.append("a screen of another session is open")
        for below, above in pairwise(app.screen_stack):
            if isinstance(above, Panel) and type(above) is type(below):
                found.append(f"a dialog above itself: {above}")
    await settle()
    app.leave_session()
    for _ in range(200):
        await settle()
        if isinstance(app.screen, WaitingScreen) and len(app.screen_stack) == 1:
            break
        app.leave_session()  # keys that were still on their way had opened something
    else:
        found.append(f"it stands at {app.screen}")
    others = [each for each in app.faults[before:] if not each.startswith("Injected")]
    found += [f"a fault of ours: {each}" for each in others]
    if app.clipboard:
        found.append("something is in the clipboard")
    if app.session.person or app.session.vault:
        found.append("somebody is signed in")
    return found
