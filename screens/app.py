"""The app: who is signed in, badges from any screen, the idle watch, and news from the store."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from math import ceil
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.worker import Worker, WorkerState

from data.failures import NotSaved
from data.records import LANE_OF
from kiosk.desk import Desk
from kiosk.people.secret import Secret
from screens.action_screen import bound_keys
from screens.actions import both_cases, wrong_keys
from screens.background import load_routes
from screens.base import KioskScreen
from screens.dialogs.help import HelpDialog
from screens.dialogs.idle_warning import IdleWarning
from screens.entry.waiting import WaitingScreen
from screens.input.badge_reader import HOLD, BadgeKeys
from screens.input.terminal_driver import KioskDriver
from screens.input.terminal_input import Pasted
from screens.messages import StoreChanged
from screens.sections import SECTIONS
from screens.session_app import SessionApp
from screens.themes import THEMES
from screens.widgets.notice import Notice

POLL = 0.4
"""Seconds between two looks at what other processes have written."""
PAINTED = 0.1
"""Seconds after which the first screen has been painted, and the store may be opened."""
SETTLE = 0.35
"""Seconds for which a screen that has just come takes no touch: a double tap is meant for the one
before.
"""
LEAST = (60, 22)
"""Columns and rows below which nothing can be done."""
SETTLED = 30.0
"""Seconds without a touch after which the snapshot is written."""
TOO_FAST = "That came faster than anyone types, and was ignored. Please type it again."
LONGEST_PAUSE = 60.0
"""Seconds after which the follower of the store is started again at the latest."""
CLOSED = 5.0
"""Seconds between two tries to open a data folder that cannot be opened."""
FORBIDDEN = frozenset({"command_palette", "suspend_process", "screenshot", "toggle_dark"})


class KioskApp(SessionApp, inherit_bindings=False):
    """The kiosk.

    Parameters:
        desk: the school it runs for; closed by whoever opened it.
        demo_pin: shown on the waiting screen of a demo.
        hold: seconds for which keys are held back for a badge; a test has no time for it.
        settle: seconds for which a new screen takes no touch; likewise.
    """

    TITLE = "Hallway"
    CSS_PATH = sorted(Path(__file__).parent.rglob("*.tcss"))
    """All at once: styles that came with a screen would be parsed while somebody waits for it."""
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [
        (0, "-slit"),
        (LEAST[0], "-narrow"),
        (80, "-normal"),
        (100, "-wide"),
        (116, "-broad"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LEAST[1], "-short"), (28, "-tall"), (38, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "next_theme", "Colours", show=False),
        *(
            Binding(section.key, f"to_section('{name}')", show=False, priority=True)
            for name, section in SECTIONS.items()
        ),
        Binding("f12", "at_work('log')", show=False, priority=True),
        Binding("ctrl+z", "at_work('undo')", show=False, priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
    ]

    def __init__(
        self, desk: Desk, demo_pin: str = "", hold: float = HOLD, settle: float = SETTLE
    ) -> None:
        super().__init__(desk)
        self.demo_pin = demo_pin
        self.keys = desk.settings.key_map
        self.key_trouble = ""
        self.settle = settle
        self.shown_at = 0.0
        """When the screen that is seen came, by the clock that events are stamped with."""
        self.badge_keys = BadgeKeys(
            self, desk.settings.badges.prefix, hold, super().on_event, self.scanned
        )
        """Tells a badge's scan from what a person types."""
        self._seen_changes = -1
        self._pause = POLL
        self._hushed = float("-inf")
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.settings.screen.theme
        if not desk.settings.screen.animation:
            self.animation_level = "none"

    def get_default_screen(self) -> WaitingScreen:
        return WaitingScreen()

    def get_driver_class(self) -> type[Driver]:
        """Our own way to read a terminal; loaded with the app, since no kiosk goes without."""
        return KioskDriver

    def on_mount(self) -> None:
        super().on_mount()
        self.set_keymap({name: both_cases(key) for name, key in self.keys.items()})
        self.set_interval(0.5, self.look_at_idle)
        self.set_interval(1, self._tick)
        self.set_timer(PAINTED, self._follow_store)
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(sign, self.exit)
        loop.add_signal_handler(signal.SIGCONT, self.refresh)  # the terminal may have been drawn on

    def on_unmount(self) -> None:
        self._rubbish.end()

    def action_to_section(self, name: str) -> None:
        """To a section of the team's side, from anywhere behind a PIN; what is being written above
        it is kept.
        """
        stack = [each for each in self.screen_stack if isinstance(each, KioskScreen)]
        depth = next((at for at, screen in enumerate(stack) if screen.SECTION), None)
        if depth is None or isinstance(self.screen, IdleWarning):
            return
        above = stack[depth + 1 :]
        self.keep_draft(*above)
        for _ in above:
            self.pop_screen()
        stack[depth].to_section(name)

    def action_at_work(self, what: str) -> None:
        """Log or undo, from anywhere behind a PIN: the screen of the team that lies nearest does
        it.
        """
        stack = (each for each in self.screen_stack if isinstance(each, KioskScreen))
        working = [screen for screen in stack if screen.WORKING]
        if working and not isinstance(self.screen, IdleWarning):
            working[-1].at_work(what)

    def open_help(
        self, about: str, actions: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]
    ) -> None:
        self.push_screen(HelpDialog(about, actions, keys))

    def moved(self) -> None:
        self.shown_at = monotonic()

    def hush(self) -> None:
        self._hushed = monotonic()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            if isinstance(event, events.MouseMove) and self.mouse_captured is None:
                return  # nothing here shows itself on hover, and moves cost
            if isinstance(event, (events.Key, events.MouseDown, events.MouseScrollDown)):
                self.session.touched = self.desk.clock.monotonic()
                if isinstance(self.screen, IdleWarning):
                    self._wake(event)
                    return
                if self._is_too_early(event):
                    self._mouse_down_widget = None
                    return
            if isinstance(event, events.Key) and await self.badge_keys.takes(event):
                return
        elif isinstance(event, events.Paste):
            self.session.touched = self.desk.clock.monotonic()
            if isinstance(event, Pasted) and not event.text:
                self.say(TOO_FAST if event.cut else "", "trouble")
                return
        await super().on_event(event)

    def _is_too_early(self, event: events.InputEvent) -> bool:
        """Whether this was meant for the screen before, or cannot be meant at all because the
        window is too small to see what it would do.
        """
        if self.size.width < LEAST[0] or self.size.height < LEAST[1]:
            return not isinstance(event, events.Key) or event.key != "ctrl+c"
        if isinstance(event, events.Key) and event.is_printable:
            return event.time - self._hushed < self.settle * 2
        leaves = isinstance(event, events.MouseDown) or (
            isinstance(event, events.Key) and event.key == "escape"
        )
        return leaves and event.time - self.shown_at < self.settle

    def _wake(self, event: events.InputEvent) -> None:
        """More time, and nothing else: what lies below the countdown does not get this event. A
        key may still be the first of a badge's scan.
        """
        self._mouse_down_widget = None
        self.badge_keys.begin(event)
        if isinstance(self.screen, IdleWarning):
            self.screen.dismiss(None)

    def scanned(self, badge: Secret) -> None:
        """A badge was scanned: sign its bearer in, whoever stands here."""
        try:
            person = self.desk.badges.bearer(badge.text)
        except NotSaved as refused:
            self.say(str(refused), "trouble")
            return
        if person and person.active and self.person and person.id == self.person.id:
            self.say(f"You are signed in already, {person.first}.", "hint")
        elif person and person.active:
            self.welcome(person)
        else:
            words = "This badge is not known. Sign in by name; the office can add the badge."
            self.say(words, "trouble")

    def say(self, words: str, tone: str = "done") -> None:
        """Say a sentence on the screen that is seen."""
        if words and isinstance(self.screen, KioskScreen):
            self.screen.say(words, tone)

    def _tick(self) -> None:
        if self.screen_stack and isinstance(self.screen, KioskScreen):
            self.screen.whole(self.screen.tick)
            for notice in self.screen.query(Notice):
                notice.tick()

    def look_at_idle(self) -> None:
        """Count down before whoever has not touched anything for long, and sign them out."""
        if not self.screen_stack:
            return  # the kiosk is being shut down
        if len(self.screen_stack) < 2:
            if self.person is not None:
                self.leave_session()
            return
        idle, now = self.desk.settings.idle, self.desk.clock.monotonic()
        stage = self.session.stage(idle, now)
        if stage == "over":
            self.leave_session()
        elif stage == "warned" and isinstance(self.screen, IdleWarning):
            self.screen.left = self.idle_left
        elif stage == "warned":
            self.push_screen(IdleWarning(self.idle_left))

    @property
    def idle_left(self) -> int:
        return ceil(self.session.seconds_left(self.desk.settings.idle, self.desk.clock.monotonic()))

    def store_changed(self) -> None:
        """Tell the screen that is seen that there is news. Whoever is not of the team any more is
        on its side no longer.
        """
        if self.session.working and self.person is not None:
            listed = self.desk.people.get(self.person.id)
            if listed is None or not listed.active or listed.role not in LANE_OF:
                self.session.person = None
                self.leave_session()
                return
        if self.desk.ready:
            self._seen_changes = self.desk.store.changes
        if self.screen_stack:
            self.screen.post_message(StoreChanged())

    @work(exit_on_error=False, exclusive=True, group="store")
    async def _follow_store(self) -> None:
        """Open the store once the first screen is painted; then look for what other processes
        wrote, and write the snapshot when nobody is here.
        """
        while not self.desk.ready:
            try:
                await asyncio.to_thread(self.desk.open)
            except NotSaved:
                self.store_changed()
                await asyncio.sleep(CLOSED)
        await asyncio.to_thread(load_routes)
        self._check_keys()
        self._rubbish.begin()
        while True:
            await asyncio.to_thread(self.desk.store.refresh)
            if self.desk.store.changes != self._seen_changes:
                self.store_changed()
            touched, now = self.session.touched, self.desk.clock.monotonic()
            self._rubbish.look(touched, now)
            self._pause = POLL
            if now - touched > SETTLED and len(self.screen_stack) == 1:
                with suppress(OSError):
                    await asyncio.to_thread(self.desk.store.write_snapshot)
            await asyncio.sleep(POLL)

    def _check_keys(self) -> None:
        """Let the keys on the tiles hold, when those of the school cannot all be taken."""
        wrong = wrong_keys(self.keys, bound_keys())
        if wrong:
            self.keys = {}
            self.set_keymap({})
            self.key_trouble = f"kiosk.toml: {wrong[0]} The keys of before hold."

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker of the app itself has begun, ended or failed."""
        self.worker_changed(event)

    def worker_changed(self, event: Worker.StateChanged) -> None:
        """Close the session in which something went wrong. The follower of the store is nobody's:
        it is started again, after pauses that grow.
        """
        if event.state is not WorkerState.ERROR or event.worker.error is None:
            return
        if event.worker.group != "store":
            self.contain(event.worker.error)
            return
        self.note(event.worker.error)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self.set_timer(self._pause, self._follow_store)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in FORBIDDEN:
            return False
        if action == "quit":
            return self._may_leave
        return super().check_action(action, parameters)

    @property
    def _may_leave(self) -> bool:
        return bool(self.demo_pin) or self.session.working

    def action_leave(self) -> None:
        """Stop the kiosk: in a demo, and for whoever is behind a PIN."""
        if self._may_leave:
            self.exit()

    def action_next_theme(self) -> None:
        """Chalkboard, paper, high contrast."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def copy_to_clipboard(self, text: str) -> None:
        """What is cut from a line is kept for this session alone; the terminal's clipboard, which
        outlives it, gets nothing.
        """
        self._clipboard = text

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing opens a browser on the kiosk."""
