"""What a screen may ask of the app.

Screens know this class alone: no screen imports the app, and the app may import every screen.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from textual.app import App
from textual.worker import Worker

from data.records import Person
from kiosk.desk import Desk
from kiosk.people.drafts import Drafts, TextDraft
from kiosk.people.secret import Secret
from kiosk.people.session import Session


class DraftScreen(Protocol):
    """A screen on which somebody may be writing."""

    def draft(self) -> TextDraft | None:
        """Return what they are writing and have not sent; None when there is nothing."""


class KioskAppBase(App[None], inherit_bindings=False):
    """The app as its screens see it: attributes to read, and methods that `screens.app` and its
    bases implement.
    """

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] = []
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] = []

    desk: Desk
    """The services of the school that the kiosk runs for."""
    session: Session
    """Who is signed in, and when they last touched anything."""
    drafts: Drafts
    """Texts that people were writing when they left; kept in memory, for one day."""
    step_lock: asyncio.Lock
    """Held while a step is saved or undone, so that Undo always takes back the step before."""
    keys: Mapping[str, str]
    """The keys that the school gave to actions: "screen.action" -> key."""
    key_trouble: str
    """A sentence about what is wrong with the keys in `kiosk.toml`; "" when nothing is."""
    demo_pin: str
    """The PIN that the waiting screen of a demo shows; "" in a school."""
    settle: float
    """Seconds for which a screen that has just opened ignores touches."""
    shown_at: float
    """When the screen on top was opened or its targets last moved, in seconds of the monotonic
    clock that events are stamped with.
    """

    @property
    def person(self) -> Person | None:
        """Who is signed in; None for nobody."""
        return self.session.person

    @property
    def idle_left(self) -> int:
        """Seconds until the person who is signed in is signed out."""
        raise NotImplementedError

    def open_screen(self, name: str, subject: str = "") -> None:
        """Open a new screen on top.

        Parameters:
            name: of a route in `screens.routes`.
            subject: what the screen begins with: the id of a request or of a visit, a category.
        """
        raise NotImplementedError

    def open_section(self, name: str) -> None:
        """Open a section of the team's side in place of the screen on top."""
        raise NotImplementedError

    def resume(self, draft: TextDraft) -> None:
        """Open the screen on which a draft was being written, with its text."""
        raise NotImplementedError

    def open_help(
        self, about: str, actions: Sequence[tuple[str, str, str]], keys: Sequence[tuple[str, str]]
    ) -> None:
        """Open the help.

        Parameters:
            about: what the screen below is for.
            actions: (key, title, tone) of each of its actions.
            keys: (key, what it does) of its other keys.
        """
        raise NotImplementedError

    def welcome(self, person: Person) -> None:
        """Take a person who has said who they are to their home, or to the PIN that opens it."""
        raise NotImplementedError

    def sign_in(self, person: Person, pin: Secret | None = None) -> None:
        """Begin a session, with nothing but the waiting screen below it.

        Parameters:
            pin: the PIN that was just typed, which also opens their private notes.
        """
        raise NotImplementedError

    def leave_session(self) -> None:
        """End the session and go back to the waiting screen. Nothing of the person stays on the
        screen; what they were writing is kept for them alone until the end of the day.
        """
        raise NotImplementedError

    def go_home(self, message: str = "") -> None:
        """Close every screen above the person's home, and show there what was done."""
        raise NotImplementedError

    def keep_draft(self, *screens: DraftScreen, away: bool = False) -> None:
        """Keep what is being written on these screens.

        Parameters:
            away: whether the writer has walked away from it.
        """
        raise NotImplementedError

    def store_changed(self) -> None:
        """Tell the screen on top that there is news in the store."""
        raise NotImplementedError

    def say(self, words: str, tone: str = "done") -> None:
        """Show a sentence on the screen on top; as `Head.say`."""
        raise NotImplementedError

    def ignore_touches(self) -> None:
        """Ignore touches for a moment, since targets have moved."""
        raise NotImplementedError

    def ignore_typing(self) -> None:
        """Ignore typed keys for a moment: a key has closed a screen on which somebody may still be
        typing.
        """
        raise NotImplementedError

    def contain(self, error: BaseException) -> None:
        """Log an unforeseen error, and close the session in which it happened."""
        raise NotImplementedError

    def call_from_outside(self, function: Callable[..., object], *arguments: object) -> None:
        """Call a function soon, as the app itself, from another thread or from inside a handler."""
        raise NotImplementedError

    def contain_worker_error(self, event: Worker.StateChanged) -> None:
        """Contain the error of a worker, if it has failed."""
        raise NotImplementedError
