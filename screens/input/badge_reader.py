"""Tell the scan of a badge from a person's typing.

A badge reader is a keyboard. A scan is at least six characters with a mean gap of at most 35 ms and
no gap over 80 ms, and then Enter. A key that would do something is held back until it is known
whether it belongs to one; a key that only writes into a line is delivered at once, and taken back
when it did.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, Protocol

from textual import events
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
TOO_FAST = "That came faster than anyone types, and was ignored. Please type it again."
NO_BADGE = "We don't know a badge like this, so it stays in the line as text."


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
    """A line as it was before the keys that may be a scan.

    Parameters:
        was_in_focus: whether somebody was writing in it.
    """

    line: Input
    value: str
    selection: Selection
    was_in_focus: bool


class BadgeApp(Protocol):
    """What badges need of the app."""

    @property
    def focused(self) -> object:
        """The widget that has the focus."""

    @property
    def has_more_input(self) -> bool:
        """Whether inputs wait for their turn."""

    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer:
        """Call a function after so many seconds."""

    def line_for(self, event: events.Event) -> Input | None:
        """Return the line that a key only writes into; None when it does something else."""

    async def deliver_keys(self, keys: list[events.Key], then: events.Key | None) -> None:
        """Hand on keys, before all that have not had their turn; take another one behind them."""

    def knows_badge(self, badge: Secret) -> bool:
        """Return whether a badge is that of somebody here."""

    def sign_in_by_badge(self, badge: Secret) -> None:
        """Do what a scan does."""

    def say(self, words: str, tone: str = "done") -> None:
        """Show a sentence."""


class BadgeKeys:
    """Holds back printable keys until it is known whether a badge reader types them; the app gives
    it every key, on every screen.

    Parameters:
        prefix: what the reader sends before each badge; "" for nothing.
        hold: seconds for which a key is held back; 0 delivers each key at once.
    """

    def __init__(self, app: BadgeApp, prefix: str, hold: float) -> None:
        self._app, self._prefix = app, prefix
        self.hold = hold
        self._scanner = BadgeScan(prefix)
        self.held: list[events.Key] = []
        """Keys that have not been delivered yet."""
        self._line_before: LineBefore | None = None
        """The line that the present keys are written into; None when they are held back."""
        self._release: Timer | None = None

    async def takes(self, event: events.Key) -> bool:
        """Hold a key back if it may belong to a scan, and would do something. One that only writes
        is not held back: the line is remembered as it was.

        Returns:
            Whether it was taken; if so, the caller does not deliver it.
        """
        badge = self._scanner.enter(event.time) if event.key == "enter" else None
        if badge is not None:
            before = self._line_before
            self._forget()
            self._end_scan(Secret(badge), before)
            return True
        may_belong = event.is_printable and not self._cannot_begin_scan(event)
        if not may_belong or not self._scanner.key(event.character, event.time):
            if self.held:
                await self.hand_on(event)
                return True
            self._forget()
            if not may_belong:
                return False
            self._scanner.key(event.character, event.time)
        is_held = self._hold_or_remember(event)
        if self._release:
            self._release.stop()
        if self.hold:
            self._release = self._app.set_timer(self.hold, self._hand_on_in_time)
        elif is_held:
            await self.hand_on()
        else:
            self._forget()
        return is_held

    def _hold_or_remember(self, event: events.Key) -> bool:
        """Hold a key back, unless it only writes; then remember the line as it was before the first
        one.

        Returns:
            Whether it is held back.
        """
        line = self._app.line_for(event)
        if self.held or line is None:
            self.held.append(event)
            return True
        if self._line_before is None:
            is_in_focus = self._app.focused is line
            self._line_before = LineBefore(line, line.value, line.selection, is_in_focus)
        return False

    def _end_scan(self, badge: Secret, before: LineBefore | None) -> None:
        """Put a line back to what it was before a scan, and do what the scan does. What nobody has
        as a badge stays in the line in which somebody was writing, or if it is words: it may have
        come at once.
        """
        if before is None or not before.line.is_attached:
            self._app.sign_in_by_badge(badge)
            return
        is_text = before.was_in_focus or not badge.text.isalnum() or badge.text.isalpha()
        if is_text and not self._app.knows_badge(badge):
            self._app.say(NO_BADGE, "hint")
            return

        def put_back() -> None:
            before.line.value, before.line.selection = before.value, before.selection
            self._app.sign_in_by_badge(badge)

        before.line.call_later(put_back)  # after the keys, which may still be on their way to it

    def begin(self, event: events.InputEvent) -> None:
        """Let a key begin a scan without delivering it, such as the one that ends the countdown."""
        if isinstance(event, events.Key) and event.is_printable:
            self._scanner.key(event.character, event.time)

    def _cannot_begin_scan(self, event: events.Key) -> bool:
        """Return whether a key cannot begin a scan, because the reader sends a prefix first."""
        return bool(self._prefix) and not self._scanner.held and event.character != self._prefix[0]

    async def _hand_on_in_time(self) -> None:
        """Hand on the keys that were held back, unless the rest of a scan waits for its turn."""
        if self._app.has_more_input:
            self._release = self._app.set_timer(self.hold, self._hand_on_in_time)
        else:
            await self.hand_on()

    async def hand_on(self, then: events.Key | None = None) -> None:
        """Deliver the keys that were held back. Half a scan that would press one key after another
        is dropped, and that is said: no person types so fast.

        Parameters:
            then: a key that is to be taken behind them.
        """
        held, is_burst = self.held, self._scanner.is_burst()
        self._forget()
        if held and is_burst:
            self._app.say(TOO_FAST, "trouble")
            held = []
        if held or then:
            await self._app.deliver_keys(held, then)

    def _forget(self) -> None:
        self.held, self._line_before = [], None
        self._scanner.drop()
        if self._release:
            self._release.stop()
            self._release = None
