"""Telling a badge's scan from what a person types. A badge reader is a keyboard, so each key is
held back for a moment.
"""

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.timer import Timer

from kiosk.people.secret import Secret
from kiosk.school.badge_scan import BadgeScan

HOLD = 0.08
"""Seconds for which a key is held back, because it may begin a badge's scan."""


class BadgeKeys:
    """Holds back printable keys until it is known whether a badge reader types them; the app gives
    it every key, on every screen.

    Parameters:
        app: whose timers are used.
        prefix: what the reader sends before each badge; "" for nothing.
        hold: seconds for which a key is held back; 0 delivers each key at once.
        deliver: passes a key on to the widget with the focus.
        on_scan: gets the number of a badge.
    """

    def __init__(
        self,
        app: App[None],
        prefix: str,
        hold: float,
        deliver: Callable[[events.Key], Awaitable[None]],
        on_scan: Callable[[Secret], None],
    ) -> None:
        self._app, self._prefix = app, prefix
        self.hold = hold
        self._deliver, self._on_scan = deliver, on_scan
        self._scanner = BadgeScan(prefix)
        self.held: list[events.Key] = []
        """Keys that have not been delivered yet."""
        self._release: Timer | None = None

    async def takes(self, event: events.Key) -> bool:
        """Hold a key back if it may belong to a scan.

        Returns:
            Whether it was held back, or ended a scan; if so, the caller does not deliver it.
        """
        pressed_at = event.time
        if event.key == "enter":
            badge = self._scanner.enter(pressed_at)
            if badge is not None:
                self._forget()
                self._on_scan(Secret(badge))
                return True
        elif event.is_printable and not self._cannot_begin_scan(event):
            if not self._scanner.key(event.character, pressed_at):
                await self.hand_on()
                self._scanner.key(event.character, pressed_at)
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
        """Let a key begin a scan without delivering it, such as the one that ends the countdown."""
        if isinstance(event, events.Key) and event.is_printable:
            self._scanner.key(event.character, event.time)

    def _cannot_begin_scan(self, event: events.Key) -> bool:
        """Return whether a key cannot begin a scan, because the reader sends a prefix first."""
        return bool(self._prefix) and not self._scanner.held and event.character != self._prefix[0]

    async def hand_on(self) -> None:
        """Deliver the keys that were held back; drop half a scan, since no person types so fast."""
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
