"""A session: who stands at the kiosk, and how long it waits for them.

A teacher's ends after `idle.teacher` seconds without a touch, a coach's after `idle.coach`; the
last `idle.warning` of them are counted down on the screen, so that anybody can ask for more time.
"""

from typing import Literal

import msgspec

from data.records import LANE_OF, Person
from kiosk.people.private_notes import OpenVault
from kiosk.school.recorder import Undo
from kiosk.settings.sections import IdleSettings


class SessionOver(Exception):
    """Whoever asks belongs to a session that has ended: nothing is done for them any more."""


class Session(msgspec.Struct, eq=False):
    """Somebody at the kiosk.

    Parameters:
        touched: when they last touched anything, in seconds of a clock that only goes forward.
        person: who they are, once they have said so.
        undos: the ways back from what they did, the last one last.
        vault: their private notes, opened by their PIN.
        over: whether it has ended; then nothing of them is in it any more.
    """

    touched: float
    person: Person | None = None
    undos: list[Undo] = []
    vault: OpenVault | None = None
    over: bool = False

    def end(self) -> None:
        """Forget whoever it was."""
        self.over = True
        if self.vault is not None:
            self.vault.wipe()
        self.person = self.vault = None
        self.undos.clear()

    def go_on(self) -> None:
        """Go on with what was begun in this session.

        Raises:
            SessionOver: it has ended meanwhile.
        """
        if self.over:
            raise SessionOver

    def require(self) -> Person:
        """Return who is signed in.

        Raises:
            SessionOver: nobody is, any more.
        """
        if self.over or self.person is None:
            raise SessionOver
        return self.person

    @property
    def working(self) -> bool:
        """Whether they are on the coach's side, behind a PIN."""
        return self.person is not None and self.person.role in LANE_OF

    def seconds_left(self, idle: IdleSettings, now: float) -> float:
        """Seconds until they are signed out."""
        whole = idle.coach if self.working else idle.teacher
        return max(0.0, whole - (now - self.touched))

    def stage(self, idle: IdleSettings, now: float) -> Literal["there", "warned", "over"]:
        """Whether to leave them be, to count down, or to sign them out."""
        left = self.seconds_left(idle, now)
        if left <= 0:
            return "over"
        return "warned" if left <= idle.warning else "there"
