"""The terminal that the kiosk stands in: what it sends cannot end the kiosk, and when it is gone
the kiosk goes too.
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
"""Bytes that are read at once."""
WAIT = 0.05
"""Seconds between two looks at the time while nothing is sent."""


class _Output:
    """Writes to the terminal; once it is gone, nowhere.

    Textual writes from a thread of its own. If that thread ended, the app would wait for it for
    ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file: IO[str] | None = file

    def write(self, text: str) -> None:
        """Write, as long as there is somebody to read it."""
        self._do(lambda file: file.write(text))

    def flush(self) -> None:
        """Hand on what was written."""
        self._do(lambda file: file.flush())

    def fileno(self) -> int:
        """The number of standard error, whatever became of it."""
        return 2

    def isatty(self) -> bool:
        """A terminal is what it was opened on."""
        return True

    def _do(self, what: Callable[[IO[str]], object]) -> None:
        if self._file is not None:
            try:
                what(self._file)
            except (OSError, ValueError):
                self._file = None


class KioskDriver(LinuxDriver):
    """Textual's own driver, with our way to read."""

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
        # Textual would begin anew after each of these, beside what runs already, and never end.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        assert sys.__stderr__ is not None
        textual_private.set_driver_output(self, _Output(sys.__stderr__))

    def _run_input_thread(self) -> None:
        """Read on, whatever goes wrong; Textual would end the app with a traceback."""
        while not self.exit_event.is_set():
            try:
                self.run_input_thread()
                return
            except Exception as error:
                self._kiosk.call_from_outside(self._kiosk.contain, error)
                sleep(WAIT)

    def run_input_thread(self) -> None:
        """Read the terminal until the app ends; when the terminal is gone, end the app."""
        found = TerminalInput()
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(WAIT):
                    try:
                        data = os.read(self.fileno, READ)
                    except OSError:
                        data = b""
                    if not data:
                        self._kiosk.call_from_outside(self._kiosk.exit)
                        return
                    self._hand_on(found.feed(data, monotonic()))
                self._hand_on(found.tick(monotonic()))

    def _hand_on(self, messages: Iterable[Message]) -> None:
        try:
            for message in messages:
                self.process_message(message)
        except Exception as error:  # whatever it is, the terminal is read on
            self._kiosk.call_from_outside(self._kiosk.contain, error)
