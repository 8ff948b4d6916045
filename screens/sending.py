"""What one touch sends can be taken back for ten seconds, or get a line."""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from kiosk.people.session import Sent
from kiosk.school.undo import record_act
from screens.base import KioskScreen

R = TypeVar("R")
T = TypeVar("T")

TAKE_BACK_SECONDS = 10.0
"""Seconds for which what was sent can be taken back."""


class SendingScreen(KioskScreen[R]):
    """The base of screens on which one touch sends something."""

    async def send(
        self, change: Callable[[], T], tell: Callable[[T], tuple[str, str, str]]
    ) -> bool:
        """Send something, once, and go home, where it can be taken back.

        Parameters:
            change: does it at the desk.
            tell: returns of its result what was sent in a few words, a sentence about what is next,
                and what a line can be added to, as in `Sent.line_for`.

        Returns:
            Whether it was sent.
        """
        done = await self.act_once(lambda: record_act(self.desk, change, ""))
        if done is None:
            return False
        result, undo = done
        what, words, line_for = tell(result)
        until = self.desk.clock.monotonic() + TAKE_BACK_SECONDS
        undo = replace(undo, said=what) if undo else None
        if undo or line_for:
            self.session.sent = Sent(what, undo, line_for, until)
        self.app.go_home(words)
        return True
