"""What a screen may ask of the app. Screens know this class alone, so that no screen imports the
app, and the app may import every screen.
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

    def written(self) -> TextDraft | None:
        """Return what they are writing and have not sent; None when there is nothing."""


class KioskAppBase(App[None], inherit_bindings=False):
    """The app as its screens see it."""

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] = []
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] = []

    desk: Desk
    """The school it runs for."""
    session: Session
    """Who stands here, and since when they have not touched anything."""
    drafts: Drafts
    """What people were writing when they walked away."""
    steps: asyncio.Lock
    """Held while a step is done or taken back, so that what is undone is the step before."""
    keys: Mapping[str, str]
    """The keys that the school gave to actions: "screen.action" -> the key."""
    key_trouble: str
    """What is wrong with those in `kiosk.toml`; "" when nothing is."""
    demo_pin: str
    """Shown on the waiting screen of a demo; "" in a school."""
    settle: float
    """Seconds for which a screen that has just come takes no touch."""
    shown_at: float
    """When the screen that is seen came, by the clock that events are stamped with."""

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self.session.person

    @property
    def idle_left(self) -> int:
        """Seconds until whoever is signed in is signed out."""
        raise NotImplementedError

    def open_screen(self, name: str, subject: str = "") -> None:
        """Open a new screen above the one that is seen.

        Parameters:
            name: of a route in `screens.routes`.
            subject: what it is to begin with: the id of a request or a visit, a category.
        """
        raise NotImplementedError

    def open_section(self, name: str) -> None:
        """Open a section of the team's side in the place of the one that is seen."""
        raise NotImplementedError

    def resume(self, draft: TextDraft) -> None:
        """Open the screen on which somebody was writing, with what they wrote."""
        raise NotImplementedError

    def open_help(
        self, about: str, actions: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]
    ) -> None:
        """Open the help.

        Parameters:
            about: what the screen below is for.
            actions: (key, title) of each of its actions.
            keys: its other keys, and what each does.
        """
        raise NotImplementedError

    def welcome(self, person: Person) -> None:
        """Lead somebody who said who they are to their home, or to the PIN that opens their
        side.
        """
        raise NotImplementedError

    def sign_in(self, person: Person, pin: Secret | None = None) -> None:
        """Begin a session, above nothing but the waiting screen.

        Parameters:
            pin: what they have just typed, which also opens their private notes.
        """
        raise NotImplementedError

    def leave_session(self) -> None:
        """Go back to the waiting screen; nothing of the person stays. What they were writing is
        kept for them alone, until the day is over.
        """
        raise NotImplementedError

    def go_home(self, said: str = "") -> None:
        """Close everything above the home, and say there what was done."""
        raise NotImplementedError

    def keep_draft(self, *screens: DraftScreen, away: bool = False) -> None:
        """Keep what is being written on these screens.

        Parameters:
            away: whether its writer has walked away from it.
        """
        raise NotImplementedError

    def store_changed(self) -> None:
        """Tell the screen that is seen that there is news."""
        raise NotImplementedError

    def moved(self) -> None:
        """Take no touch for a moment: targets are elsewhere now."""
        raise NotImplementedError

    def hush(self) -> None:
        """Take no typed key for a moment: one has closed something while somebody may still be
        typing.
        """
        raise NotImplementedError

    def contain(self, error: BaseException) -> None:
        """Close the session in which something went wrong for a reason nobody foresaw."""
        raise NotImplementedError

    def call_from_outside(self, what: Callable[..., object], *rest: object) -> None:
        """Do something as the app itself, from another thread or from the midst of a handler."""
        raise NotImplementedError

    def worker_changed(self, event: Worker.StateChanged) -> None:
        """Close the session of whoever began what went wrong in a worker."""
        raise NotImplementedError
