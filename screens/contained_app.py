"""An app that contains faults: what goes wrong ends one session and never the kiosk. It also
refuses what a screen asks for when the session of that screen is over.

Textual brings every error in a handler, a timer, a worker or a paint to one method, and ends the
app there. Here the error is logged, the session is closed, and all screens are taken down.
"""

import asyncio
import contextvars
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkerFailed

from kiosk.fault_log import STOPPED, TOO_MANY, Faults, describe, logger
from kiosk.people.session import SessionOver
from screens import textual_private
from screens.app_base import KioskAppBase
from screens.base import KioskScreen

LOGGED = "_hallway_logged"
"""Attribute that marks an error which has been logged."""


class ContainedApp(KioskAppBase, inherit_bindings=False):
    """The lowest base of the kiosk's app: faults, and who may open and close screens."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        """Every unforeseen error, described as in the log; tests read it."""
        self.recent_faults = Faults()
        """Counts the errors of the last minute."""
        self._is_restarting = False
        self._own_context: contextvars.Context | None = None
        """The app's own context, in which no screen is asking for anything."""

    def on_mount(self) -> None:
        self._own_context = contextvars.copy_context()
        asyncio.get_running_loop().set_exception_handler(self._contain_task_error)

    def restart_at_waiting_screen(self) -> None:
        """Take all screens down and begin again at the waiting screen."""
        raise NotImplementedError

    def require_open_session(self) -> None:
        """Refuse to go on when the screen that asks belongs to a session that is over: whoever
        stands at the kiosk now did not ask.

        Raises:
            SessionOver: it is over.
        """
        screen = self._calling_screen()
        if screen is not None:
            screen.session.go_on()

    def run_as_app(self, function: Callable[..., None], *arguments: object) -> None:
        """Call a function as the app itself: the screen that asked may be closed by it."""
        textual_private.run_as(self, function, *arguments)

    def _calling_screen(self) -> KioskScreen[Any] | None:
        """Return the screen whose handler, callback or worker is running; None for the app's."""
        node = textual_private.running_node()
        worker = textual_private.running_worker()
        if node is self and worker is not None:
            node = worker.node  # Textual runs a screen's worker in the context of the app
        while node is not None and not isinstance(node, KioskScreen):
            node = textual_private.parent_of(node)
        return node

    def push_screen(self, screen: Any, *rest: Any, **options: Any) -> Any:
        """Open a screen, which belongs to the present session.

        A screen that another one covers opens nothing: a second key, pressed before the first had
        opened a dialog, would open it again above itself.
        """
        self.require_open_session()
        asking = self._calling_screen()
        if asking in self.screen_stack and asking is not self.screen:
            return AwaitComplete()
        if isinstance(screen, KioskScreen):
            screen.bind_session(self.session)
        return super().push_screen(screen, *rest, **options)

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Open a screen in place of the one on top; it belongs to the present session."""
        self.require_open_session()
        if isinstance(screen, KioskScreen):
            screen.bind_session(self.session)
        return super().switch_screen(screen)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen that asks, with the help that may lie above it; or, for the app itself,
        the screen on top.

        A screen that has been closed itself closes no other, and the waiting screen always stays:
        a double tap on Back arrives twice.
        """
        self.require_open_session()
        asking = self._calling_screen() or self.screen
        if asking not in self.screen_stack[1:]:
            return AwaitComplete()
        while self.screen is not asking:
            super().pop_screen()
        return super().pop_screen()

    async def _dispatch_message(self, message: Message) -> None:
        """Contain what goes wrong in one message to the app. Textual would leave the app's message
        loop, which serves all screens; it has no public hook here.
        """
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # of any kind: the kiosk stays up
            self.contain(error)

    def _handle_exception(self, error: Exception) -> None:
        """Contain an error. Textual calls this for every error in a handler, a timer, a worker or a
        paint, and its own version ends the app; it has no public hook here.
        """
        self.contain(error)

    def contain(self, error: BaseException) -> None:
        """Log an unforeseen error, close the session, and go back to the waiting screen; after too
        many within a minute, stop the app.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, SessionOver):
            return
        is_ending = textual_private.is_exiting(self) or self._is_restarting
        if is_ending or self._is_of_closed_screen():
            logger.info("PASSED %s", describe(cause))
        elif self.log_fault(cause):
            self._is_restarting = True
            self.call_from_outside(self._restart)

    def panic(self, *renderables: Any) -> None:
        """Stop without printing anything: a traceback would show what people typed."""
        logger.error("STOPPED by Textual, with %s message(s)", len(renderables))
        self.exit(return_code=STOPPED)

    def log_fault(self, error: BaseException) -> bool:
        """Log and count an error; after too many within a minute, stop the app.

        Returns:
            Whether the error is new, and the app goes on.
        """
        if hasattr(error, LOGGED):
            return False  # Textual reports the failure of a worker twice
        setattr(error, LOGGED, True)
        self.faults.append(describe(error))
        if not self.recent_faults.note(error, monotonic()):
            return True
        logger.error("STOPPED after %s faults in a minute", TOO_MANY)
        self.exit(return_code=STOPPED)
        return False

    def _is_of_closed_screen(self) -> bool:
        """Return whether an error came from a screen that is being taken down: with parts of it
        gone, errors are to be expected and concern nobody.
        """
        node, screen = textual_private.running_node(), self._calling_screen()
        if screen is None:
            return isinstance(node, DOMNode) and node is not self and not isinstance(node, Screen)
        return screen.session.over or screen not in self.screen_stack

    def call_from_outside(self, function: Callable[..., object], *arguments: object) -> None:
        """Call a function soon, as the app itself; from another thread or from inside a handler."""
        loop = textual_private.event_loop(self)
        if loop is not None:
            loop.call_soon_threadsafe(partial(function, *arguments), context=self._own_context)

    def _contain_task_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Contain the error of a task that nobody awaited."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self.contain(error)

    def _restart(self) -> None:
        self._is_restarting = False
        if not textual_private.is_exiting(self):
            self.restart_at_waiting_screen()
