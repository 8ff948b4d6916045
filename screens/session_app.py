"""The sessions of the app: who is signed in, what they were writing, and that nothing of them
stays behind.
"""

import asyncio
from contextlib import suppress

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
from screens.background import GarbageCollection, load_routes
from screens.base import KioskScreen
from screens.contained_app import ContainedApp
from screens.entry.waiting import WaitingScreen

SORRY = (
    "Something went wrong here, and you were signed out. What you had sent is saved; what you "
    "were writing is kept for you today."
)


class SessionApp(ContainedApp, inherit_bindings=False):
    """An app that one person at a time is signed in to.

    Parameters:
        desk: the school it runs for; closed by whoever opened it.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.session = Session(desk.clock.monotonic())
        """Who stands here, and since when they have not touched anything."""
        self.drafts = Drafts()
        """What people were writing when they walked away."""
        self.steps = asyncio.Lock()
        """Held while a step is done or taken back, so that what is undone is the step before."""
        self._rubbish = GarbageCollection()

    def open_screen(self, name: str, subject: str = "") -> None:
        self.push_screen(load_routes().ROUTES[name](self.desk, subject))

    def open_section(self, name: str) -> None:
        self.switch_screen(load_routes().SECTIONS[name]())

    def resume(self, draft: TextDraft) -> None:
        self.push_screen(load_routes().DRAFTS[draft.place](draft))

    def welcome(self, person: Person) -> None:
        self.must_be_here()
        self.as_app(self._welcome, person)

    def _welcome(self, person: Person) -> None:
        self.leave_session()
        if self.desk.accounts.needs_pin(person):
            first = self.desk.accounts.may_choose_pin(person)
            self.push_screen(load_routes().pin_screen(person, first=first))
        else:
            self.sign_in(person)

    def sign_in(self, person: Person, pin: Secret | None = None) -> None:
        self.must_be_here()
        self.as_app(self._sign_in, person, pin)

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
        self.must_be_here()
        self.as_app(self._leave_session)

    def _leave_session(self) -> None:
        stack = [each for each in self.screen_stack if isinstance(each, KioskScreen)]
        self.keep_draft(*stack, away=True)
        while len(self.screen_stack) > 1:
            super().pop_screen()
        self.forget_session()
        self.store_changed()

    def forget_session(self) -> None:
        """End the session, and begin one of nobody."""
        self.session.end()
        self.session = Session(self.session.touched)
        textual_private.set_local_clipboard(self, "")
        self.clear_notifications()
        self._rubbish.soon()

    @work(exit_on_error=False, exclusive=True, group="vault")
    async def open_vault(self, pin: Secret) -> None:
        """Open the private notes of whoever has just typed their PIN, while they look around."""
        session = self.session
        opened = await asyncio.to_thread(self._opened, session.require().id, pin)
        if not session.over:
            session.vault = opened
            self.store_changed()
        elif opened:
            opened.wipe()

    def _opened(self, coach: str, pin: Secret) -> OpenVault | None:
        """Open private notes; a key that has become too cheap to guess is made anew."""
        vaults = self.desk.private_notes
        opened = vaults.open(coach, pin)
        if opened and vaults.is_cheap(coach):
            with suppress(NotSaved):
                return vaults.reseal(opened, pin)
        return opened

    def keep_draft(self, *screens: DraftScreen, away: bool = False) -> None:
        if self.person is None:
            return
        today = self.desk.now().date()
        for screen in screens:
            written = None
            with suppress(NoMatches):  # it is about to come, and nobody has written on it yet
                written = screen.written()
            if written:
                self.drafts.keep(self.person.id, replace(written, away=away), today)

    def go_home(self, said: str = "") -> None:
        self.must_be_here()
        self.as_app(self._go_home, said)

    def _go_home(self, said: str) -> None:
        me = self.session.require().id
        while len(self.screen_stack) > 2:
            above = self.screen
            if isinstance(above, KioskScreen) and (written := above.written()):
                self.drafts.drop(me, written.key)  # it has been sent
            self.pop_screen()
        screen = self.screen
        if said and isinstance(screen, KioskScreen):
            screen.say(said)

    def stand_anew(self) -> None:
        """Take all screens down and stand at the waiting screen. A screen in which something went
        wrong takes no message any more, so that the waiting screen is another one too.
        """
        left = textual_private.clear_screen_stack(self)
        for screen in left:
            if isinstance(screen, KioskScreen):
                with suppress(Exception):  # it may be that in which something went wrong
                    self.keep_draft(screen, away=True)
        self.forget_session()
        self.push_screen(WaitingScreen(SORRY if len(left) > 1 else ""))
        for screen in reversed(left):
            screen.remove()
