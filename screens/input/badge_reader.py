"""Keys that may belong to a badge's scan: a reader is a keyboard, so each key is held back for a
moment until it is known whether a person types it.
"""

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.timer import Timer

from kiosk.people.secret import Secret
from kiosk.school.badge_scan import BadgeScan

HOLD = 0.08
"""Seconds for which a key is held back, because it may be the first of a badge's scan."""


class BadgeKeys:
    """Tells a scan from typing, on every screen.

    Parameters:
        app: whose timers are used.
        prefix: what the reader sends before each badge; "" for nothing.
        hold: seconds for which a key is held back; 0 hands each on at once.
        deliver: hands a key on to whatever has the focus.
        scanned: is told what a badge says.
    """

    def __init__(
        self,
        app: App[None],
        prefix: str,
        hold: float,
        deliver: Callable[[events.Key], Awaitable[None]],
        scanned: Callable[[Secret], None],
    ) -> None:
        self._app, self._prefix = app, prefix
        self.hold = hold
        self._deliver, self._scanned = deliver, scanned
        self._scanner = BadgeScan(prefix)
        self.held: list[events.Key] = []
        """Keys that nobody has got yet."""
        self._release: Timer | None = None

    async def takes(self, event: events.Key) -> bool:
        """Keep a key back that may belong to a scan; True when it is not to be delivered now."""
        at = event.time
        if event.key == "enter":
            badge = self._scanner.enter(at)
            if badge is not None:
                self._forget()
                self._scanned(Secret(badge))
                return True
        elif event.is_printable and not self._begins_nothing(event):
            if not self._scanner.key(event.character, at):
                await self.hand_on()
                self._scanner.key(event.character, at)
            self.held.append(event)
            if self._release:
                self._release.stop()
            if self.hold:
                self._release = self._app.set_timer(self.hold, self.hand_on)
            else:
                await self.hand_on()
            return True
        await self.hand_on()
        return False

    def begin(self, event: events.InputEvent) -> None:
        """A key that nobody gets, but that may be the first of a scan."""
        if isinstance(event, events.Key) and event.is_printable:
            self._scanner.key(event.character, event.time)

    def _begins_nothing(self, event: events.Key) -> bool:
        """With a prefix set, only what begins with it can become a scan."""
        return bool(self._prefix) and not self._scanner.held and event.character != self._prefix[0]

    async def hand_on(self) -> None:
        """Hand typed keys on; half a scan is dropped, since no person types like that."""
        held, burst = self.held, self._scanner.is_burst()
        self._forget()
        if burst:
            return
        for event in held:
            await self._deliver(event)

    def _forget(self) -> None:
        self.held = []
        self._scanner.drop()
        if self._release:
            self._release.stop()
            self._release = None
