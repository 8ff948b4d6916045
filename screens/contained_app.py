"""An app that holds together: what goes wrong ends a session and never the kiosk, and what a screen
of a session that is over asks for is refused.

Textual brings whatever goes wrong in a handler, a timer, a worker or a paint to one method, and
ends the app there. Here it is logged, the session is closed, and all screens are taken down.
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

NOTED = "_hallway_noted"
"""What an error bears that has been logged."""


class ContainedApp(KioskAppBase, inherit_bindings=False):
    """What the kiosk's app is built on."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        """What went wrong for a reason nobody foresaw, as it is logged; a test looks."""
        self.recent_faults = Faults()
        self._going_down = False
        self._mine: contextvars.Context | None = None
        """The context of the app itself, in which no screen asks for anything."""

    def on_mount(self) -> None:
        self._mine = contextvars.copy_context()
        asyncio.get_running_loop().set_exception_handler(self._left_alone)

    def stand_anew(self) -> None:
        """Take all screens down and begin again, after something went wrong."""

    def must_be_here(self) -> None:
        """Refuse what is asked by a screen whose session is over: whoever stands here now did not
        ask for it.

        Raises:
            SessionOver: see there.
        """
        screen = self._asking()
        if screen is not None:
            screen.session.go_on()

    def as_app(self, what: Callable[..., None], *rest: object) -> None:
        """Go on as the app itself: the screen that asked for it may be gone before it is done."""
        textual_private.run_as(self, what, *rest)

    def _asking(self) -> KioskScreen[Any] | None:
        """The screen whose handler, callback or worker is running; None for the app's own."""
        node = textual_private.running_node()
        worker = textual_private.running_worker()
        if node is self and worker is not None:
            node = worker.node  # a worker runs in the app's own context
        while node is not None and not isinstance(node, KioskScreen):
            node = textual_private.parent_of(node)
        return node

    def push_screen(self, screen: Any, *rest: Any, **more: Any) -> Any:
        """Open a screen; it belongs to the session that goes on now."""
        self.must_be_here()
        if isinstance(screen, KioskScreen):
            screen.belong(self.session)
        return super().push_screen(screen, *rest, **more)

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Open a screen in the place of the one on top."""
        self.must_be_here()
        if isinstance(screen, KioskScreen):
            screen.belong(self.session)
        return super().switch_screen(screen)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top. A screen that has gone closes no other, and the waiting screen
        stays, however often it is asked.
        """
        self.must_be_here()
        screen = self._asking()
        gone = screen is not None and screen not in self.screen_stack
        return AwaitComplete() if gone or len(self.screen_stack) < 2 else super().pop_screen()

    async def _dispatch_message(self, message: Message) -> None:
        """Hold the app's own loop together: what goes wrong in one message ends no other."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # whatever it is, the kiosk stands
            self.contain(error)

    def _handle_exception(self, error: Exception) -> None:
        """Where Textual brings whatever went wrong in a handler, a timer, a worker or a paint."""
        self.contain(error)

    def contain(self, error: BaseException) -> None:
        """Close the session in which something went wrong for a reason nobody foresaw, log it, and
        stand at the waiting screen again; after too many in a minute, stop.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, SessionOver):
            return
        if textual_private.is_exiting(self) or self._going_down or self._is_left_behind():
            logger.info("PASSED %s", describe(cause))
        elif self.note(cause):
            self._going_down = True
            self.call_from_outside(self._take_down)

    def panic(self, *renderables: Any) -> None:
        """End without a word on the terminal: a traceback shows what people typed."""
        logger.error("STOPPED by Textual, with %s message(s)", len(renderables))
        self.exit(return_code=STOPPED)

    def note(self, error: BaseException) -> bool:
        """Log and count what went wrong; after too many in a minute, stop.

        Returns:
            Whether it is another one than the last, and the kiosk goes on.
        """
        if hasattr(error, NOTED):
            return False  # a worker's failure comes twice
        setattr(error, NOTED, True)
        self.faults.append(describe(error))
        if not self.recent_faults.note(error, monotonic()):
            return True
        logger.error("STOPPED after %s faults in a minute", TOO_MANY)
        self.exit(return_code=STOPPED)
        return False

    def _is_left_behind(self) -> bool:
        """Whether this happened in a screen that is being taken down, of which parts are gone."""
        node, screen = textual_private.running_node(), self._asking()
        if screen is None:
            return isinstance(node, DOMNode) and node is not self and not isinstance(node, Screen)
        return screen.session.over or screen not in self.screen_stack

    def call_from_outside(self, what: Callable[..., object], *rest: object) -> None:
        """Do something as the app itself, from another thread or from the midst of a handler."""
        loop = textual_private.event_loop(self)
        if loop is not None:
            loop.call_soon_threadsafe(partial(what, *rest), context=self._mine)

    def _left_alone(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task that nobody waited for has failed."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self.contain(error)

    def _take_down(self) -> None:
        self._going_down = False
        if not textual_private.is_exiting(self):
            self.stand_anew()
