"""The app itself: keys that work everywhere, the idle watch, and news from the store."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from math import ceil
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.worker import Worker, WorkerState

from data.failures import NotSaved
from data.records import LANE_OF
from kiosk.desk import Desk
from kiosk.school.school import FAR_BEHIND
from screens.action_screen import bound_keys
from screens.actions import both_cases, wrong_keys
from screens.background import load_routes
from screens.base import KioskScreen
from screens.dialogs.idle_warning import IdleWarning
from screens.entry.waiting import WaitingScreen
from screens.input.badge_reader import HOLD
from screens.input.terminal_driver import KioskDriver
from screens.input_app import InputApp
from screens.messages import StoreChanged
from screens.sections import SECTIONS
from screens.session_app import FIRST_STYLES
from screens.themes import THEMES
from screens.widgets.too_small import SMALLEST

POLL = 0.4
"""Seconds between two looks at what other processes have written."""
POLL_WAITING = 1.0
"""The same while nobody is here."""
FIRST_PAINT = 0.1
"""Seconds after which the first screen has been painted, and the store may be opened."""
SETTLE = 0.35
"""Seconds for which a screen that has just opened ignores touches: the second half of a double tap
was aimed at the screen before.
"""
SNAPSHOT_AFTER = 30.0
"""Seconds without a touch after which the snapshot of the store may be written."""
SNAPSHOT_EVERY = 3600.0
"""Seconds between two looks at whether it has to be."""
LONGEST_PAUSE = 60.0
"""Seconds after which a failed look at the store is repeated at the latest."""
RETRY_OPENING = 5.0
"""Seconds between two attempts to open a data folder that cannot be opened."""
FORBIDDEN = frozenset({"command_palette", "suspend_process", "screenshot", "toggle_dark"})
"""Textual's own actions that a kiosk does not have."""


class KioskApp(InputApp, inherit_bindings=False):
    """The kiosk; `kiosk.cli` starts it.

    Parameters:
        desk: the services of the school; whoever opened it closes it.
        demo_pin: the PIN that the waiting screen of a demo shows; "" in a school.
        hold: seconds for which a key is held back, since it may begin a badge's scan; 0 in tests.
        settle: seconds for which a new screen ignores touches; 0 in tests.
    """

    TITLE = "Hallway"
    CSS_PATH: ClassVar = [*FIRST_STYLES]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [
        (0, "-slit"),
        (SMALLEST.width, "-narrow"),
        (80, "-normal"),
        (100, "-wide"),
        (116, "-broad"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (SMALLEST.height, "-short"), (28, "-tall"), (38, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "next_theme", "Colours", show=False, priority=True),
        *(
            Binding(section.key, f"go_to_section('{name}')", show=False, priority=True)
            for name, section in SECTIONS.items()
        ),
        # Priority bindings: they work while somebody writes, and above any dialog.
        Binding("f12", "team_command('log')", show=False, priority=True),
        Binding("ctrl+z", "team_command('undo')", show=False, priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
    ]

    def __init__(
        self, desk: Desk, demo_pin: str = "", hold: float = HOLD, settle: float = SETTLE
    ) -> None:
        super().__init__(desk, hold, settle)
        self.demo_pin = demo_pin
        self.keys = desk.settings.custom_keys
        self.key_trouble = ""
        self._changes_shown = -1
        """How many changes of the store the screen on top has been told of."""
        self._retry_pause = POLL
        for theme in THEMES:
            self.register_theme(theme)
        self._begin_with_theme(desk.settings.screen.theme)
        if not desk.settings.screen.animation:
            self.animation_level = "none"

    def _begin_with_theme(self, name: str) -> None:
        """Set the first theme. To assign it would make Textual parse all styles again, right after
        it has parsed them for the first screen.
        """
        self.set_reactive(KioskApp.theme, name)
        is_dark = self.current_theme.dark
        self.set_class(is_dark, "-dark-mode").set_class(not is_dark, "-light-mode")
        self.add_class(f"-theme-{name}")
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> WaitingScreen:
        return WaitingScreen()

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver, which no byte from the terminal can end."""
        return KioskDriver

    def on_mount(self) -> None:
        super().on_mount()
        self.set_keymap({name: both_cases(key) for name, key in self.keys.items()})
        self.set_interval(1, self._tick)
        self.set_timer(FIRST_PAINT, self._follow_store)
        # Textual leaves these to Python, which would end the process with the terminal in raw mode.
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, self.exit)
        loop.add_signal_handler(signal.SIGCONT, self.refresh)  # the terminal may have been drawn on

    def on_unmount(self) -> None:
        self._garbage.end()

    def action_go_to_section(self, name: str) -> None:
        """Go to a section of the team's side, from anywhere behind a PIN. The screens above it are
        closed, and what is being written on them is kept.
        """
        screens = [screen for screen in self.screen_stack if isinstance(screen, KioskScreen)]
        depth = next((index for index, screen in enumerate(screens) if screen.SECTION), None)
        if depth is None or isinstance(self.screen, IdleWarning):
            return
        above = screens[depth + 1 :]
        self.keep_draft(*above)
        for _ in above:
            self.pop_screen()
        screens[depth].go_to_section(name)

    def action_team_command(self, command: str) -> None:
        """Log or undo, from anywhere behind a PIN, on the topmost screen of the team's side.

        Parameters:
            command: "log" or "undo".
        """
        screens = (screen for screen in self.screen_stack if isinstance(screen, KioskScreen))
        of_team = [screen for screen in screens if screen.WORKING]
        if of_team and not isinstance(self.screen, IdleWarning):
            of_team[-1].run_team_command(command)

    def open_help(
        self, about: str, actions: Sequence[tuple[str, str, str]], keys: Sequence[tuple[str, str]]
    ) -> None:
        self.push_screen(load_routes().help_dialog(about, actions, keys))

    def _tick(self) -> None:
        """Do what has to be done every second: one timer, since each wakes the machine."""
        self.look_at_idle()
        if self.screen_stack and isinstance(self.screen, KioskScreen):
            self.screen.update_if_complete(self.screen.tick)

    def look_at_idle(self) -> None:
        """Sign out a person who has not touched anything for long, after a countdown."""
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
            self.push_screen(IdleWarning(self.idle_left, is_writing=self._is_writing))

    @property
    def _is_writing(self) -> bool:
        """Whether something was written on any screen that was not sent."""
        screens = [screen for screen in self.screen_stack if isinstance(screen, KioskScreen)]
        drafts = [screen.draft() for screen in screens if screen.is_mounted]
        return any(draft is not None and draft.text.strip() for draft in drafts)

    @property
    def idle_left(self) -> int:
        return ceil(self.session.seconds_left(self.desk.settings.idle, self.desk.clock.monotonic()))

    def store_changed(self) -> None:
        """Tell the screen on top that there is news. A person who has left the team, or the school,
        is signed out of the team's side at once.
        """
        if self.session.working and self.person is not None:
            listed = self.desk.people.get(self.person.id)
            if listed is None or not listed.active or listed.role not in LANE_OF:
                self.session.person = None
                self.leave_session()
                return
        if self.desk.ready:
            self._changes_shown = self.desk.store.changes
        if self.screen_stack:
            self.screen.post_message(StoreChanged())

    @work(exit_on_error=False, exclusive=True, group="store")
    async def _follow_store(self) -> None:
        """Open the store and load the screens, once the first screen is painted; then look for what
        other processes have written, and write the snapshot while nobody is here.
        """
        self._garbage.resume()
        self.load_styles()
        while not self.desk.ready:
            try:
                await asyncio.to_thread(self.desk.open)
            except NotSaved:
                self.store_changed()
                await asyncio.sleep(RETRY_OPENING)
        await asyncio.to_thread(self.desk.store.indexes.read_all)
        await asyncio.to_thread(load_routes)
        self._check_keys()
        self._garbage.begin()
        snapshot_due = self.desk.clock.monotonic()
        while True:
            await asyncio.to_thread(self.desk.store.refresh)
            if self.desk.store.changes != self._changes_shown:
                self.store_changed()
            touched, now = self.session.touched, self.desk.clock.monotonic()
            self._garbage.collect_if_quiet(touched, now)
            nobody_here = len(self.screen_stack) == 1
            if nobody_here and now >= snapshot_due and now - touched > SNAPSHOT_AFTER:
                snapshot_due = now + SNAPSHOT_EVERY
                with suppress(OSError):
                    await asyncio.to_thread(self.desk.store.write_snapshot, behind=FAR_BEHIND)
            self._retry_pause = POLL
            await asyncio.sleep(POLL_WAITING if nobody_here else POLL)

    def _check_keys(self) -> None:
        """Use the default keys alone, when those of the school cannot all be used."""
        faults = wrong_keys(self.keys, bound_keys())
        if faults:
            self.keys = {}
            self.set_keymap({})
            self.key_trouble = f"kiosk.toml: {faults[0]} The default keys are used."

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Contain the error of a worker of the app itself."""
        self.contain_worker_error(event)

    def contain_worker_error(self, event: Worker.StateChanged) -> None:
        """Contain the error of a worker of the app or of a screen. The one that follows the store
        belongs to no session: it is started again, after pauses that grow.
        """
        if event.state is not WorkerState.ERROR or event.worker.error is None:
            return
        if event.worker.group != "store":
            self.contain(event.worker.error)
            return
        self.log_fault(event.worker.error)
        self._retry_pause = min(self._retry_pause * 2, LONGEST_PAUSE)
        self.set_timer(self._retry_pause, self._follow_store)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of Textual's own can be done."""
        if action in FORBIDDEN:
            return False
        if action == "quit":
            return self._may_quit
        if action == "go_to_section":
            return self._leads_to_section(str(parameters[0]))
        return super().check_action(action, parameters)

    def _leads_to_section(self, name: str) -> bool:
        """Return whether the key of a section leads there: behind a PIN, but where it is a key of
        the screen on top.
        """
        screens = [screen for screen in self.screen_stack if isinstance(screen, KioskScreen)]
        is_behind_pin = any(screen.SECTION for screen in screens)
        return is_behind_pin and not screens[-1].has_key(SECTIONS[name].key)

    @property
    def _may_quit(self) -> bool:
        """Whether the kiosk may be stopped: in a demo, and by one of the team."""
        return bool(self.demo_pin) or self.session.working

    def action_leave(self) -> None:
        """Stop the kiosk, where that is allowed."""
        if self._may_quit:
            self.exit()

    def action_next_theme(self) -> None:
        """Change to the next theme: chalkboard, paper, high contrast."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open no browser: it would be a way out of the kiosk."""
