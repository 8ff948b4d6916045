"""The input of the app: in which order it is handed on, what comes too early, what a badge reader
types, and which line takes what is typed.
"""

from time import monotonic

from textual import events
from textual.widgets import Input

from data.failures import NotSaved
from kiosk.desk import Desk
from kiosk.people.secret import Secret
from screens import textual_private
from screens.base import KioskScreen, Panel
from screens.dialogs.idle_warning import IdleWarning
from screens.input.badge_reader import TOO_FAST, BadgeKeys
from screens.input.input_queue import InputQueue
from screens.input.terminal_input import Pasted
from screens.session_app import SessionApp
from screens.widgets.text_input import TextInput
from screens.widgets.too_small import SMALLEST

UNKNOWN_BADGE = "We don't know this badge. Sign in by name; the office can add the badge."
TOUCHES = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""Events by which one sees that somebody is here."""
MOVES = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end"})
"""Keys that move the focus, the chosen row or the cursor."""


class InputApp(SessionApp, inherit_bindings=False):
    """A base of the kiosk's app: it looks at every input before Textual does.

    Parameters:
        desk: the services of the school.
        hold: seconds for which a key is held back, since it may begin a badge's scan; 0 in tests.
        settle: seconds for which a new screen ignores touches; 0 in tests.
    """

    def __init__(self, desk: Desk, hold: float, settle: float) -> None:
        super().__init__(desk)
        self.settle = settle
        self.shown_at = 0.0
        self._typing_ignored_since = float("-inf")
        self._inputs = InputQueue(self, self._handle_input, self._kind_of)
        self.badge_keys = BadgeKeys(self, desk.settings.badges.prefix, hold)

    async def on_event(self, event: events.Event) -> None:
        """Put each input into the queue; anything else goes to Textual at once."""
        is_input = isinstance(event, events.InputEvent) and not event.is_forwarded
        if is_input and isinstance(event, events.MouseMove) and self.mouse_captured is None:
            return  # nothing is shown on hover, and each move costs a search of all widgets
        is_paste = isinstance(event, events.Paste) and not event.is_forwarded
        if is_paste or isinstance(event, TOUCHES):
            self.session.touched = self.desk.clock.monotonic()
        if is_input or is_paste:
            await self._inputs.put(event)
        else:
            await super().on_event(event)

    def _kind_of(self, event: events.Event) -> str:
        """Return "moves" for a key that only moves something, "writes" for one that writes into the
        line that has the focus and nothing else; "" for any other input.
        """
        if not isinstance(event, events.Key):
            return ""
        if event.key in MOVES:
            return "moves"
        line = self.focused
        is_quick = isinstance(line, TextInput) and line.writes(event) and not line.is_watched
        return "writes" if is_quick else ""

    async def _handle_input(self, event: events.Event) -> None:
        """Keep back what comes too early, what only wakes the kiosk, and what a badge reader types;
        hand on anything else.
        """
        if isinstance(event, events.InputEvent) and isinstance(event, TOUCHES):
            if isinstance(self.screen, IdleWarning):
                self._close_idle_warning(event)
                return
            if self._is_too_early(event):
                textual_private.forget_mouse_down(self)
                return
        if isinstance(event, events.Key) and await self.badge_keys.takes(event):
            return
        if isinstance(event, Pasted) and not event.text:
            self.say(TOO_FAST if event.cut else "", "trouble")
            return
        await self._deliver(event)

    async def _deliver(self, event: events.Event) -> None:
        """Hand an input on to Textual. What is typed or pasted on a screen with a line is written
        into that line, whatever has the focus.
        """
        if isinstance(event, (events.Key, events.Paste)):
            line = self.line_for(event)
            if line is not None and line is not self.focused:
                self.screen.set_focus(line)
        await super().on_event(event)

    async def deliver_keys(self, keys: list[events.Key], then: events.Key | None) -> None:
        """Hand on keys that were held back, each when the one before has done what it does.

        Parameters:
            then: a key that is taken again behind them.
        """
        await self._inputs.put_first(keys, self._deliver, then)

    @property
    def is_handling_input(self) -> bool:
        """Whether an input is under way, or waits for its turn."""
        return self._inputs.is_busy

    @property
    def has_more_input(self) -> bool:
        """Whether inputs wait for their turn."""
        return self._inputs.has_more

    def line_for(self, event: events.Event) -> Input | None:
        """Return the line that an input only writes into; None when it does something else."""
        screen = self.screen
        if not isinstance(screen, KioskScreen):
            return None
        line = screen.line_to_write_on(event)
        writes = isinstance(event, events.Paste) or (
            isinstance(event, events.Key) and isinstance(line, TextInput) and line.writes(event)
        )
        return line if writes else None

    def _is_too_early(self, event: events.InputEvent) -> bool:
        """Return whether an input was meant for the screen before this one, such as a second Enter,
        or for none: in a window that is too small nobody sees what it would do.
        """
        if self.size.width < SMALLEST.width or self.size.height < SMALLEST.height:
            return not isinstance(event, events.Key) or event.key != "ctrl+c"
        if isinstance(event, events.Key) and event.is_printable:
            # Twice as long as a touch: fingers type on for a while before they notice.
            return event.time - self._typing_ignored_since < self.settle * 2
        is_touch = isinstance(event, events.MouseDown)
        steps = ("escape", "enter") if isinstance(self.screen, Panel) else ("escape",)
        is_step = isinstance(event, events.Key) and event.key in steps
        return (is_touch or is_step) and event.time - self.shown_at < self.settle

    def _close_idle_warning(self, event: events.InputEvent) -> None:
        """Give more time, and nothing else: the screen below the countdown does not get this input.
        A key may still begin a badge's scan.
        """
        textual_private.forget_mouse_down(self)
        self.badge_keys.begin(event)
        if isinstance(self.screen, IdleWarning):
            self.screen.dismiss(None)

    def ignore_touches(self) -> None:
        self.shown_at = monotonic()

    def ignore_typing(self) -> None:
        self._typing_ignored_since = monotonic()

    def forget_session(self) -> None:
        """Forget as well what somebody typed that has not reached a screen yet. While nobody is
        signed in, it is from whoever is about to.
        """
        if self.person is not None:
            self._inputs.clear()
        super().forget_session()

    def knows_badge(self, badge: Secret) -> bool:
        """Return whether a badge is that of somebody here; True where it cannot be looked up."""
        try:
            person = self.desk.badges.bearer(badge.text)
        except NotSaved:
            return True
        return person is not None and person.active

    def sign_in_by_badge(self, badge: Secret) -> None:
        """Sign in the bearer of the badge that was scanned, whoever is signed in now. Whoever has a
        badge that nobody knows is asked who they are: they are not the one who is signed in. The
        badge of somebody who has left the school is as unknown as any other.
        """
        try:
            person = self.desk.badges.bearer(badge.text)
        except NotSaved as refused:
            self.say(str(refused), "trouble")
            return
        if person and person.active and self.person and person.id == self.person.id:
            self.say(f"You are signed in already, {person.first}.", "hint")
        elif person and person.active:
            self.welcome(person)
        else:
            self.ask_who(UNKNOWN_BADGE)

    def say(self, words: str, tone: str = "done") -> None:
        """Show a sentence on the screen on top."""
        if words and isinstance(self.screen, KioskScreen):
            self.screen.say(words, tone)
