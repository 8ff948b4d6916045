"""Textual's private names: each is used in this module alone, in one function that says why.

Textual has no public way for any of these. Read them all again whenever the pinned version moves. A
private method that is overridden (`_dispatch_message`, `_on_key` ...) stays in the class that
overrides it.
"""

import asyncio
import contextvars
from collections.abc import Callable
from typing import Any, Protocol, cast

from textual._context import active_message_pump
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, active_worker

_WORKER = cast("contextvars.ContextVar[Worker[Any] | None]", active_worker)
"""Textual's own variable, which here may also be None: no worker is running."""
_TERMINAL_FACTS = ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size")
"""Attributes of a parser that hold what it has learnt about its terminal."""


class TextOutput(Protocol):
    """The part of a text file that Textual's driver uses."""

    def write(self, text: str, /) -> object: ...

    def flush(self) -> object: ...

    def fileno(self) -> int: ...

    def isatty(self) -> bool: ...


def running_node() -> MessagePump | None:
    """Return the widget, screen or app whose handler or callback is running.

    The app has to know which screen asks it for something; a call carries no sender.
    """
    return active_message_pump.get(None)


def running_worker() -> Worker[Any] | None:
    """Return the worker that is running; None outside one, and after `run_as`."""
    return _WORKER.get(None)


def parent_of(node: MessagePump) -> MessagePump | None:
    """Return the parent of a node. The public `parent` exists for DOM nodes only, and a message
    pump need not be one.
    """
    return node._parent


def run_as(app: App[Any], act: Callable[..., None], *arguments: object) -> None:
    """Run something as the app itself, not as the screen or the worker that asked for it.

    Textual ties what is begun (a timer, a callback, an awaited close) to the node that is running;
    when that is a screen which is closed by the act, the rest of the act would be lost.
    """
    context = contextvars.copy_context()
    context.run(active_message_pump.set, app)
    context.run(_WORKER.set, None)
    context.run(act, *arguments)


def forget_mouse_down(app: App[Any]) -> None:
    """Forget where the mouse button went down, so that its release is no click.

    A click is made of both; a press that was refused must not count when the finger lifts.
    """
    app._mouse_down_widget = None


def set_local_clipboard(app: App[Any], text: str) -> None:
    """Set the app's own clipboard; `copy_to_clipboard` would also write to the terminal's, which
    outlives the session.
    """
    app._clipboard = text


def clear_screen_stack(app: App[Any]) -> list[Screen[Any]]:
    """Empty the stack of screens at once, and return what was on it, the lowest first.

    `pop_screen` refuses to pop the last screen, and it asks the screens it closes and uncovers to
    take messages, which one in which something went wrong no longer does.
    """
    stack = app._screen_stack
    screens, stack[:] = list(stack), []
    return screens


def is_exiting(app: App[Any]) -> bool:
    """Return whether the app has been told to exit; what goes wrong then needs no care."""
    return app._exit


def event_loop(app: App[Any]) -> asyncio.AbstractEventLoop | None:
    """Return the loop that the app runs in; None before it runs and when it has ended.

    Another thread has to reach the loop without waiting, and `App.call_from_thread` waits.
    """
    loop = app._loop
    return None if loop is None or loop.is_closed() else loop


def set_driver_output(driver: LinuxDriver, output: TextOutput) -> None:
    """Write what the driver draws to this file; Textual itself knows only standard error."""
    driver._file = output  # type: ignore[assignment]  # Textual uses no more of it than this


def new_terminal_parser(before: XTermParser | None = None) -> XTermParser:
    """Make a parser of terminal sequences. The public way to one is the driver's input thread,
    which ends with the first byte that it does not understand.

    Parameters:
        before: a parser whose knowledge of the terminal (its size, where the mouse is) is kept.
    """
    parser = XTermParser()
    if before is not None:
        for name in _TERMINAL_FACTS:
            setattr(parser, name, getattr(before, name))
    return parser
