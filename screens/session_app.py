"""The sessions of the app: who is signed in, what they were writing, and that nothing of them
stays behind.
"""

import asyncio
from contextlib import suppress
from typing import Any

from msgspec.structs import replace
from textual import work
from textual.css.query import NoMatches

from data.failures import NotSaved
from data.records import Person
from kiosk.desk import Desk
from kiosk.drafts import Drafts
from kiosk.secret import Secret
from kiosk.sessions import Session
from kiosk.vault import Opened
from screens.base import KioskScreen
from screens.contained import ContainedApp
from screens.rubbish import Rubbish
from screens.waiting import Waiting

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
        self._rubbish = Rubbish()

    def store_changed(self) -> None:
        """Tell the screen that is seen that there is news."""

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self.session.person

    def welcome(self, person: Person) -> None:
        """Somebody said who they are: to their home, or to the PIN that opens their side."""
        self.must_be_here()
        self.as_app(self._welcome, person)

    def _welcome(self, person: Person) -> None:
        from screens.pin import PinEntry

        self.leave_session()
        if not self.desk.own.needs_pin(person):
            self.sign_in(person)
        elif self.desk.own.may_choose_pin(person):
            from screens.choose_pin import ChoosePin

            self.push_screen(ChoosePin(person, first=True))
        else:
            self.push_screen(PinEntry(person))

    def sign_in(self, person: Person, pin: Secret | None = None) -> None:
        """Begin a session, above nothing but the waiting screen.

        Parameters:
            pin: what they have just typed, which also opens their private notes.
        """
        self.must_be_here()
        self.as_app(self._sign_in, person, pin)

    def _sign_in(self, person: Person, pin: Secret | None) -> None:
        self.leave_session()
        self.session.end()
        self.session = Session(self.desk.clock.monotonic(), person)
        if self.session.working:
            from screens.coach import begin_work

            begin_work(self)
            if pin is not None:
                self.open_vault(pin)
        else:
            from screens.home import Home

            self.push_screen(Home())

    def leave_session(self) -> None:
        """Back to the waiting screen; nothing of the person stays. What they were writing is kept
        for them alone, until the day is over.
        """
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
        self._clipboard = ""
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

    def _opened(self, coach: str, pin: Secret) -> Opened | None:
        """Open private notes; a key that has become too cheap to guess is made anew."""
        vaults = self.desk.vaults
        opened = vaults.open(coach, pin)
        if opened and vaults.is_cheap(coach):
            with suppress(NotSaved):
                return vaults.reseal(opened, pin)
        return opened

    def keep_draft(self, *screens: "KioskScreen[Any]", away: bool = False) -> None:
        """Keep what is being written on these screens.

        Parameters:
            away: whether its writer has walked away from it.
        """
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
        """Close everything above the home, and say there what was done."""
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
        stack = self._screen_stack
        left, stack[:] = list(stack), []
        for screen in left:
            if isinstance(screen, KioskScreen):
                with suppress(Exception):  # it may be that in which something went wrong
                    self.keep_draft(screen, away=True)
        self.forget_session()
        self.push_screen(Waiting(SORRY if len(left) > 1 else ""))
        for screen in reversed(left):
            screen.remove()
