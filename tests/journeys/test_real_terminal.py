"""The command as a person starts it, in a real terminal that an emulator reads."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The demo, as the README starts it."""
    with Terminal("demo", folder=tmp_path) as opened:
        yield opened


def test_the_demo_runs_in_a_terminal_and_leaves_it_as_it_was(terminal: Terminal) -> None:
    """Tell the PIN, sign a teacher in with four keys, flag a fix with three, and end with
    Ctrl+C.
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
    terminal.type("\x1bOR")  # F3
    terminal.shows("Written down: Printer, Room 12.")
    terminal.type("\x03")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.raw[-4000:], "the other screen is left"


def test_a_stop_signal_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    """Stop it as a supervisor does."""
    terminal.shows("Touch to sign in")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.raw[-4000:]


def test_a_data_folder_that_cannot_be_used_is_reported_on_the_waiting_screen(
    tmp_path: Path,
) -> None:
    """Say it in words for as long as it lasts, do not end in a shell, and go on by itself once it
    can be used.
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


def test_without_a_data_folder_the_command_says_what_to_do(tmp_path: Path) -> None:
    """Say one sentence with the command, and exit with 1."""
    with Terminal(folder=tmp_path / "none") as opened:
        opened.shows("kiosk init --school NAME")
        assert opened.end() == 1
