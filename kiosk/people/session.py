"""A session: who is at the kiosk, and how long it waits for them.

A teacher's session ends after `idle.teacher` seconds without a touch, a coach's after `idle.coach`.
The last `idle.warning` seconds are counted down on the screen, so that anybody can ask for more
time.
"""

from typing import Literal

import msgspec

from data.records import LANE_OF, Person
from kiosk.people.private_notes import OpenVault
from kiosk.school.recorder import Undo
from kiosk.settings.settings import IdleSettings


class Sent(msgspec.Struct, frozen=True):
    """What one touch has sent, as long as it can be taken back.

    Parameters:
        what: it is, in a few words.
        undo: how to take it back; None where that cannot be.
        line_for: what a line can be added to: "request ID" or "thanks ID"; "" for nothing.
        until: when that ends, in seconds of a monotonic clock.
    """

    what: str
    undo: Undo | None
    line_for: str
    until: float


class SessionOver(Exception):
    """The session has ended; nothing is done for it any more."""


class Session(msgspec.Struct, eq=False):
    """Somebody at the kiosk; the app has one at a time.

    Parameters:
        touched: when they last touched anything, in seconds of a monotonic clock.
        person: who they are, once they have signed in.
        undos: how to undo what they did, the last act last.
        sent: what they have just sent.
        vault: their private notes, opened by their PIN.
        over: whether it has ended; nothing of them is kept in it then.
    """

    touched: float
    person: Person | None = None
    undos: list[Undo] = []
    sent: Sent | None = None
    vault: OpenVault | None = None
    over: bool = False

    def end(self) -> None:
        """End the session and forget whoever it was."""
        self.over = True
        if self.vault is not None:
            self.vault.wipe()
        self.person = self.vault = self.sent = None
        self.undos.clear()

    def go_on(self) -> None:
        """Check that the session is still on, before work that was begun in it goes on.

        Raises:
            SessionOver: it has ended.
        """
        if self.over:
            raise SessionOver

    def require(self) -> Person:
        """Return who is signed in.

        Raises:
            SessionOver: nobody is any more.
        """
        if self.over or self.person is None:
            raise SessionOver
        return self.person

    @property
    def working(self) -> bool:
        """Return whether they are on the coach's side, behind a PIN."""
        return self.person is not None and self.person.role in LANE_OF

    def seconds_left(self, idle: IdleSettings, now: float) -> float:
        """Return the seconds until they are signed out.

        Parameters:
            now: seconds of the same clock as `touched`.
        """
        whole = idle.coach if self.working else idle.teacher
        return max(0.0, whole - (now - self.touched))

    def stage(self, idle: IdleSettings, now: float) -> Literal["there", "warned", "over"]:
        """Return whether to leave them alone, to count down, or to sign them out."""
        left = self.seconds_left(idle, now)
        if left <= 0:
            return "over"
        return "warned" if left <= idle.warning else "there"
