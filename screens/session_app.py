"""The sessions of the app: who is signed in, what they were writing, and that nothing of them is
left behind for the next person.
"""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from textual import work
from textual.css.query import NoMatches

from data.failures import NotSaved
from data.records import Person
from kiosk.desk import Desk
from kiosk.people.drafts import Drafts, TextDraft
from kiosk.people.private_notes import OpenVault
from kiosk.people.secret import Secret
from kiosk.people.session import Session
from screens import textual_private
from screens.app_base import DraftScreen
from screens.background import GarbageCollector, load_routes
from screens.base import KioskScreen
from screens.contained_app import ContainedApp
from screens.entry.sign_in import SignInScreen
from screens.entry.waiting import WaitingScreen

SORRY = (
    "Something went wrong here, and you were signed out. What you had sent is saved; what you "
    "were writing is kept for you today."
)

HOME = "home"
"""`NAME` of the home of a teacher."""

STYLES = sorted(
    Path(__file__).parent.rglob("*.tcss"), key=lambda path: ("widgets" not in path.parts, path)
)
"""All styles. Widgets come first, so that whoever places them has the last word."""
FIRST_STYLES = [path for path in STYLES if path.name in {"app.tcss", "waiting.tcss"}]
"""Those of the first screen, for which one waits until the kiosk has started."""


class SessionApp(ContainedApp, inherit_bindings=False):
    """A base of the kiosk's app: one person at a time is signed in.

    Whatever changes the session first refuses screens of a session that is over, and then runs as
    the app: the screen that asked is closed on the way.

    Parameters:
        desk: the services of the school; whoever opened it closes it.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.session = Session(desk.clock.monotonic())
        self.drafts = Drafts()
        self.step_lock = asyncio.Lock()
        self._garbage = GarbageCollector()
        self._styles_to_load = [path for path in STYLES if path not in FIRST_STYLES]

    def push_screen(self, screen: Any, *rest: Any, **options: Any) -> Any:
        """Open a screen; all but the first need all styles."""
        if not isinstance(screen, WaitingScreen):
            self.load_styles()
        return super().push_screen(screen, *rest, **options)

    def load_styles(self) -> None:
        """Read the styles that the first screen does not need, once it is painted: all together,
        since those of a single screen would be parsed while somebody waits for it.
        """
        if self._styles_to_load:
            self.stylesheet.read_all(self._styles_to_load)
            self.stylesheet.parse()
            self._styles_to_load = []

    def open_screen(self, name: str, subject: str = "") -> None:
        self.push_screen(load_routes().ROUTES[name](self.desk, subject))

    def open_section(self, name: str) -> None:
        self.switch_screen(load_routes().SECTIONS[name]())

    def resume(self, draft: TextDraft) -> None:
        self.push_screen(load_routes().DRAFTS[draft.place](draft))

    def welcome(self, person: Person) -> None:
        self.require_open_session()
        self.run_as_app(self._welcome, person)

    def _welcome(self, person: Person) -> None:
        self.leave_session()
        if self.desk.accounts.needs_pin(person):
            first = self.desk.accounts.may_choose_pin(person)
            self.push_screen(load_routes().pin_screen(person, first=first))
        else:
            self.sign_in(person)

    def ask_who(self, words: str) -> None:
        """End the session, and ask for a name.

        Parameters:
            words: a sentence that is said with it.
        """
        if isinstance(self.screen, SignInScreen):
            self.screen.say(words, "trouble")
        else:
            self.run_as_app(self._ask_who, words)

    def _ask_who(self, words: str) -> None:
        self.leave_session()
        self.push_screen(SignInScreen(words=words))

    def sign_in(self, person: Person, pin: Secret | None = None) -> None:
        self.require_open_session()
        self.run_as_app(self._sign_in, person, pin)

    def _sign_in(self, person: Person, pin: Secret | None) -> None:
        self.leave_session()
        self.session.end()
        self.session = Session(self.desk.clock.monotonic(), person)
        if self.session.working:
            self.push_screen(load_routes().first_section())
            if pin is not None:
                self.open_vault(pin)
        else:
            self.open_screen("home")

    def leave_session(self) -> None:
        self.require_open_session()
        self.run_as_app(self._leave_session)

    def _leave_session(self) -> None:
        """Close all screens at once, without awaiting: the next person may already be touching."""
        screens = [screen for screen in self.screen_stack if isinstance(screen, KioskScreen)]
        self.keep_draft(*screens, away=True)
        while len(self.screen_stack) > 1:
            super().pop_screen()
        self.forget_session()
        self.store_changed()

    def forget_session(self) -> None:
        """End the session and what it left in memory; begin one in which nobody is signed in."""
        self.session.end()
        self.session = Session(self.session.touched)
        textual_private.set_local_clipboard(self, "")
        self.clear_notifications()
        self._garbage.request()

    @work(exit_on_error=False, exclusive=True, group="vault")
    async def open_vault(self, pin: Secret) -> None:
        """Open the private notes with the PIN that was just typed. It takes a second on purpose,
        and their owner looks around meanwhile.
        """
        session = self.session
        vault = await asyncio.to_thread(self._open_vault, session.require().id, pin)
        if not session.over:
            session.vault = vault
            self.store_changed()
        elif vault:
            vault.wipe()

    def _open_vault(self, coach: str, pin: Secret) -> OpenVault | None:
        """Open private notes; seal them again when their key has become cheaper to guess than the
        PIN is.
        """
        vaults = self.desk.private_notes
        vault = vaults.open(coach, pin)
        if vault and vaults.is_cheap(coach):
            with suppress(NotSaved):
                return vaults.reseal(vault, pin)
        return vault

    def keep_draft(self, *screens: DraftScreen, away: bool = False) -> None:
        if self.person is None:
            return
        today = self.desk.now().date()
        for screen in screens:
            draft = None
            with suppress(NoMatches):  # it has no widgets yet, so nothing was written on it
                draft = screen.draft()
            if draft:
                self.drafts.keep(self.person.id, replace(draft, away=away), today)

    def go_home(self, message: str = "") -> None:
        self.require_open_session()
        self.run_as_app(self._go_home, message)

    def _go_home(self, message: str) -> None:
        me = self.session.require().id
        while len(self.screen_stack) > 2:
            above = self.screen
            if isinstance(above, KioskScreen) and above.NAME == HOME:
                break  # one of the team is at their own home
            if isinstance(above, KioskScreen) and (draft := above.draft()):
                self.drafts.drop(me, draft.key)  # it has been sent
            self.pop_screen()
        home = self.screen
        if message and isinstance(home, KioskScreen):
            home.say(message)

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what was cut from a line for this session alone. The terminal's clipboard outlives a
        session, and gets nothing.
        """
        textual_private.set_local_clipboard(self, text)

    def restart_at_waiting_screen(self) -> None:
        """Take all screens down and open a new waiting screen. A screen in which something went
        wrong takes no message any more, and it may be the waiting screen.
        """
        screens = textual_private.clear_screen_stack(self)
        for screen in screens:
            if isinstance(screen, KioskScreen):
                with suppress(Exception):  # it may be the one in which something went wrong
                    self.keep_draft(screen, away=True)
        self.forget_session()
        self.push_screen(WaitingScreen(SORRY if len(screens) > 1 else ""))
        for screen in reversed(screens):
            screen.remove()
