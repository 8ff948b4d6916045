"""Tell the scan of a badge from a person's typing.

A badge reader is a keyboard. A scan is at least six characters with a mean gap of at most 35 ms and
no gap over 80 ms, and then Enter. A key that would do something is held back until it is known
whether it belongs to one; a key that only writes into a line is delivered at once, and taken back
when it did.
"""

from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import NamedTuple

from textual import events
from textual.app import App
from textual.timer import Timer
from textual.widgets import Input
from textual.widgets.input import Selection

from kiosk.people.secret import Secret

SHORTEST = 6
"""Characters of the shortest badge."""
MEAN_GAP = 0.035
"""Longest mean time between two keys of a scan, in seconds."""
LONGEST_GAP = 0.080
"""Longest time between two keys of a scan, in seconds."""
HOLD = 0.08
"""Seconds for which a key is held back, because it may begin a badge's scan."""


class BadgeScan:
    """Watches keys and says which of them belong to a scan.

    Parameters:
        prefix: what the reader sends before each badge, when it is configured to.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._keys: list[tuple[str, float]] = []

    @property
    def held(self) -> str:
        """Return the characters that may still become a scan."""
        return "".join(key for key, _ in self._keys)

    def key(self, character: str | None, at: float) -> bool:
        """Take one more key.

        Parameters:
            character: what it types; None for a key that types nothing.
            at: when it was pressed, in seconds.

        Returns:
            Whether the key continues the burst that is held.
        """
        if character is None or not character.isprintable():
            return False
        if self._keys and at - self._keys[-1][1] > LONGEST_GAP:
            return False
        self._keys.append((character, at))
        return True

    def enter(self, at: float) -> str | None:
        """Return the badge that this Enter completes; None when a person pressed it."""
        keys = self._keys
        if len(keys) < max(SHORTEST, len(self._prefix) + 1) or at - keys[-1][1] > LONGEST_GAP:
            return None
        gaps = [after - before for (_, before), (_, after) in pairwise(keys)]
        if sum(gaps) / len(gaps) > MEAN_GAP:
            return None
        text = self.held
        if not text.startswith(self._prefix):
            return None
        return text[len(self._prefix) :]

    def is_burst(self) -> bool:
        """Return whether the held keys are the beginning of a badge.

        Fingers overlap, and an input method sends a word at once; neither gives six letters or
        digits of a badge in a row.
        """
        keys = self._keys
        if len(keys) < SHORTEST or not (self.held.isascii() and self.held.isalnum()):
            return False
        return (keys[-1][1] - keys[0][1]) / (len(keys) - 1) <= MEAN_GAP

    def drop(self) -> None:
        """Forget the held keys."""
        self._keys.clear()


class LineBefore(NamedTuple):
    """A line as it was before the keys that may be a scan."""

    line: Input
    value: str
    selection: Selection


class BadgeKeys:
    """Holds back printable keys until it is known whether a badge reader types them; the app gives
    it every key, on every screen.

    Parameters:
        app: whose timers are used.
        prefix: what the reader sends before each badge; "" for nothing.
        hold: seconds for which a key is held back; 0 delivers each key at once.
        deliver: passes a key on to the widget with the focus.
        line_for: returns the line that a key only writes into; None when it does something else.
        on_scan: gets the number of a badge.
    """

    def __init__(
        self,
        app: App[None],
        prefix: str,
        hold: float,
        deliver: Callable[[events.Key], Awaitable[None]],
        line_for: Callable[[events.Key], Input | None],
        on_scan: Callable[[Secret], None],
    ) -> None:
        self._app, self._prefix = app, prefix
        self.hold = hold
        self._deliver, self._line_for, self._on_scan = deliver, line_for, on_scan
        self._scanner = BadgeScan(prefix)
        self.held: list[events.Key] = []
        """Keys that have not been delivered yet."""
        self._line_before: LineBefore | None = None
        """The line that the present keys are written into; None when they are held back."""
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
                before = self._line_before
                self._forget()
                self._take_back(before, lambda: self._on_scan(Secret(badge)))
                return True
        elif event.is_printable and not self._cannot_begin_scan(event):
            if not self._scanner.key(event.character, pressed_at):
                await self.hand_on()
                self._scanner.key(event.character, pressed_at)
            await self._write_or_hold(event)
            if self._release:
                self._release.stop()
            if self.hold:
                self._release = self._app.set_timer(self.hold, self.hand_on)
            else:
                await self.hand_on()
            return True
        await self.hand_on()
        return False

    async def _write_or_hold(self, event: events.Key) -> None:
        """Deliver a key that only writes, and remember the line as it was before the first one;
        hold back any other.
        """
        line = self._line_for(event)
        if self.held or line is None:
            self.held.append(event)
            return
        if self._line_before is None:
            self._line_before = LineBefore(line, line.value, line.selection)
        await self._deliver(event)

    def _take_back(self, before: LineBefore | None, then: Callable[[], None]) -> None:
        """Put a line back to what it was before a scan, then go on. The keys may still be on their
        way to the line, so this is done after them.
        """
        if before is None or not before.line.is_attached:
            then()
            return

        def put_back() -> None:
            before.line.value, before.line.selection = before.value, before.selection
            then()

        before.line.call_later(put_back)

    def begin(self, event: events.InputEvent) -> None:
        """Let a key begin a scan without delivering it, such as the one that ends the countdown."""
        if isinstance(event, events.Key) and event.is_printable:
            self._scanner.key(event.character, event.time)

    def _cannot_begin_scan(self, event: events.Key) -> bool:
        """Return whether a key cannot begin a scan, because the reader sends a prefix first."""
        return bool(self._prefix) and not self._scanner.held and event.character != self._prefix[0]

    async def hand_on(self) -> None:
        """Deliver the keys that were held back; drop half a scan, since no person types so fast."""
        held, burst, before = self.held, self._scanner.is_burst(), self._line_before
        self._forget()
        if burst:
            self._take_back(before, lambda: None)
            return
        for event in held:
            await self._deliver(event)

    def _forget(self) -> None:
        self.held, self._line_before = [], None
        self._scanner.drop()
        if self._release:
            self._release.stop()
            self._release = None
