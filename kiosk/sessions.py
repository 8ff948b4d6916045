"""A session: who stands at the kiosk, and how long it waits for them.

A teacher's ends after `idle.teacher` seconds without a touch, a coach's after `idle.coach`; the
last `idle.warning` of them are counted down on the screen, so that anybody can ask for more time.
"""

from typing import Literal

import msgspec

from data.records import Person
from kiosk.desk import LANES
from kiosk.settings import Idle
from kiosk.undo import Undo
from kiosk.vault import Opened


class Session(msgspec.Struct):
    """Somebody at the kiosk.

    Parameters:
        touched: when they last touched anything, in seconds of a clock that only goes forward.
        person: who they are, once they have said so.
        undos: the ways back from what they did, the last one last.
        vault: their private notes, opened by their PIN.
    """

    touched: float
    person: Person | None = None
    undos: list[Undo] = []
    vault: Opened | None = None

    @property
    def working(self) -> bool:
        """Whether they are on the coach's side, behind a PIN."""
        return self.person is not None and self.person.role in LANES

    def left(self, idle: Idle, now: float) -> float:
        """Seconds until they are signed out."""
        whole = idle.coach if self.working else idle.teacher
        return max(0.0, whole - (now - self.touched))

    def stage(self, idle: Idle, now: float) -> Literal["there", "warned", "over"]:
        """Whether to leave them be, to count down, or to sign them out."""
        left = self.left(idle, now)
        if left <= 0:
            return "over"
        return "warned" if left <= idle.warning else "there"
