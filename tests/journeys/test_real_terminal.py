"""The command as a person starts it, in a real terminal that an emulator reads."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Self

import pyte
import pytest

PATIENCE = 30.0


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


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The demo, as the README starts it."""
    with Terminal("demo", folder=tmp_path) as opened:
        yield opened


def test_the_demo_in_a_terminal(terminal: Terminal) -> None:
    """The PIN is told, a teacher signs in with four keys and flags a fix with three, and Ctrl+C
    ends it with the terminal as it was.
    """
    terminal.shows("the coaches' PIN is 270418")
    assert b"with the PIN 270418" in terminal.raw
    for key in "riv":
        terminal.type(key)
        terminal.read(0.2)
    terminal.shows("María Rivera")
    terminal.type("\r")
    terminal.shows("Good morning, María")
    for key, words in (("f", "What is broken?"), ("2", "When do you need it?")):
        terminal.type(key)
        terminal.shows(words)
    terminal.type("1")
    terminal.shows("Written down: Printer, Room 12.")
    terminal.type("\x03")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.raw[-4000:], "the other screen is left"


def test_a_stop_signal_leaves_the_terminal_whole(terminal: Terminal) -> None:
    """As a supervisor sends it."""
    terminal.shows("Touch to sign in")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.raw[-4000:]


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    """In words, on the waiting screen, for as long as it lasts: a kiosk does not end in a shell,
    and goes on by itself once the keeper has been there.
    """
    (tmp_path / "kiosk.toml").write_text('[school]\nname = "Lincoln"\n', encoding="utf-8")
    (tmp_path / "ledger").write_text("somebody's file", encoding="utf-8")
    with Terminal(folder=tmp_path) as opened:
        opened.shows("Nothing can be saved here right now")
        opened.type("\r")
        opened.shows("Nobody is on the roster yet")
        (tmp_path / "ledger").unlink()
        opened.read(0.5)
        opened.type("\x1b")
        opened.until(lambda text: "Touch to sign in" in text and "Nothing can be saved" not in text)
        opened.process.send_signal(signal.SIGTERM)
        assert opened.end() == 0


def test_without_a_data_folder_it_says_what_to_do(tmp_path: Path) -> None:
    """One sentence with the command, and exit 1."""
    with Terminal(folder=tmp_path / "none") as opened:
        opened.shows("kiosk init --school NAME")
        assert opened.end() == 1
