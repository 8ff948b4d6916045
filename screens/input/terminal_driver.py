"""The driver of the terminal: no input can end the kiosk, and the kiosk ends when the terminal is
gone.
"""

import os
import selectors
import signal
import sys
from collections.abc import Callable, Iterable
from time import monotonic, sleep
from typing import IO

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from screens import textual_private
from screens.app_base import KioskAppBase
from screens.input.terminal_input import TerminalInput

READ = 64 * 1024
"""Most bytes to read at once."""
WAIT = 0.05
"""Seconds to wait for input before looking at the time again, while something may be unfinished."""
REST = 0.25
"""The same at rest, when only the end of the app is looked for: to look more often was half of what
an idle kiosk used.
"""


class _Output:
    """The file that the driver writes to: the terminal, and nothing once the terminal is gone.

    Textual writes from a thread of its own. If an error ended that thread, the app would wait for
    it for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file: IO[str] | None = file

    def write(self, text: str) -> None:
        """Write text to the terminal, while it is there."""
        self._try(lambda file: file.write(text))

    def flush(self) -> None:
        """Send what was written."""
        self._try(lambda file: file.flush())

    def fileno(self) -> int:
        """Return the number of standard error, even when the terminal is gone."""
        return 2

    def isatty(self) -> bool:
        """Return True: it was opened on a terminal."""
        return True

    def _try(self, operation: Callable[[IO[str]], object]) -> None:
        if self._file is not None:
            try:
                operation(self._file)
            except (OSError, ValueError):
                self._file = None


class KioskDriver(LinuxDriver):
    """Textual's driver for Linux, with our own reading of the terminal."""

    def __init__(
        self,
        app: KioskAppBase,
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._kiosk = app
        # Textual's handlers of these signals start a second input thread beside the first.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        assert sys.__stderr__ is not None
        textual_private.set_driver_output(self, _Output(sys.__stderr__))

    def _run_input_thread(self) -> None:
        """Start reading again after any error. Textual's own version ends the app with a traceback,
        and there is no public hook around its thread.
        """
        while not self.exit_event.is_set():
            try:
                self.run_input_thread()
                return
            except Exception as error:
                self._kiosk.call_from_outside(self._kiosk.contain, error)
                sleep(WAIT)

    def run_input_thread(self) -> None:
        """Read the terminal until the app ends; when the terminal is gone, end the app."""
        terminal_input = TerminalInput()
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(REST if terminal_input.is_at_rest else WAIT):
                    try:
                        data = os.read(self.fileno, READ)
                    except OSError:
                        data = b""
                    if not data:
                        self._kiosk.call_from_outside(self._kiosk.exit)
                        return
                    self._process(terminal_input.feed(data, monotonic()))
                self._process(terminal_input.tick(monotonic()))

    def _process(self, messages: Iterable[Message]) -> None:
        try:
            for message in messages:
                self.process_message(message)
        except Exception as error:  # of any kind: the terminal is still read
            self._kiosk.call_from_outside(self._kiosk.contain, error)
