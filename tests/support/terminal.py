"""A real terminal with a program in it, read by an emulator."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Self

import pyte

PATIENCE = 30.0
"""Seconds of waiting for a program before a test gives up on it."""


class Terminal:
    """A program in a terminal of 100 by 30."""

    def __init__(self, *words: str, folder: Path) -> None:
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        wanted = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "KIOSK_DATA": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | wanted,
            start_new_session=True,
        )
        os.close(theirs)
        self._fd = ours

    def read(self, seconds: float = 0.1) -> None:
        """Take in what the program has painted."""
        while select.select([self._fd], [], [], seconds)[0]:
            try:
                painted = os.read(self._fd, 65536)
            except OSError:
                return
            if not painted:
                return
            self.raw += painted
            self._stream.feed(painted)
            seconds = 0.02

    def type(self, text: str) -> None:
        """Press these keys."""
        os.write(self._fd, text.encode())

    def until(self, what: Callable[[str], bool]) -> None:
        """Wait until what can be read is so."""
        give_up = monotonic() + PATIENCE
        while monotonic() < give_up:
            self.read()
            if what("\n".join(self.screen.display)):
                return
        raise AssertionError("\n".join(self.screen.display))

    def shows(self, words: str) -> None:
        """Wait until these words can be read."""
        self.until(lambda text: words in text)

    def press_until(self, key: str, words: str) -> None:
        """Press a key, once each second, until these words can be read: a busy machine may take two
        presses for one.
        """
        give_up = monotonic() + PATIENCE
        while words not in "\n".join(self.screen.display):
            assert monotonic() < give_up, "\n".join(self.screen.display)
            self.type(key)
            self.read(1.0)
            self.read(0.5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(5)
        os.close(self._fd)

    def end(self) -> int:
        """Wait for it to end."""
        give_up = monotonic() + PATIENCE
        while self.process.poll() is None and monotonic() < give_up:
            self.read()
        return self.process.wait(1)
