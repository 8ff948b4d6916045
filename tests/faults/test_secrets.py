"""A PIN, and words that somebody wrote for themselves: not in what the terminal was sent, not in
the log, not in a traceback, not in any clipboard, not in a file.
"""

import base64
import pickle
import re
import traceback
from pathlib import Path

import pytest

from kiosk.desk import Desk
from kiosk.fault_log import LOG, describe
from kiosk.people.secret import Secret
from kiosk.people.session import Session
from screens.input.badge_reader import BadgeScan
from screens.widgets.pin_pad import PinPad
from tests.support.pilot import NOW, SetClock, open_copy
from tests.support.terminal import Terminal

PIN = "270418"
WORDS = "kingfisher egret"


def test_a_secret_is_never_printed() -> None:
    """Show nothing of it by repr, str or format, and refuse to pickle it."""
    secret = Secret(PIN)
    for text in (repr(secret), str(secret), f"{secret}", f"{secret!r:>20}", f"{[secret]}"):
        assert PIN not in text
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert PIN not in repr(PinPad.Entered(secret))
    assert (len(secret), secret == Secret(PIN), secret == PIN) == (6, True, False)


def test_no_fault_that_is_described_shows_a_secret() -> None:
    """Describe neither the words of an error nor the values of variables."""
    typed, kept = Secret(PIN), {"pin": PIN}
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError(f"{kept} {typed}")
    assert PIN not in describe(caught.value)
    shown = "".join(traceback.format_exception(caught.value))
    assert PIN in shown, "Python's own would show it"


def test_a_badge_scan_does_not_show_its_badge() -> None:
    scanner = BadgeScan()
    for number, sign in enumerate("QX7719042"):
        scanner.key(sign, number * 0.01)
    assert "QX77" not in repr(scanner)


def test_a_session_in_a_real_terminal_leaves_no_secret(sample_school: Path, tmp_path: Path) -> None:
    """Sign a coach in, write a line, cut it, and sign out: find the PIN and the words in nothing
    that is left.
    """
    folder = tmp_path / "school"
    open_copy(sample_school, folder, SetClock(NOW)).close()
    with Terminal(folder=folder) as terminal:
        before = type_and_cut_a_line(terminal)
        terminal.press_until("\x1b", "Touch to sign in")
        terminal.process.terminate()
        assert terminal.end() == 0
    assert PIN.encode() not in terminal.raw
    assert WORDS.encode() not in terminal.raw[before:]
    clipboard = re.findall(rb"\x1b\]52;[^;]*;([^\x07\x1b]*)", terminal.raw)
    assert [base64.b64decode(each) for each in clipboard if each] == []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert PIN.encode() not in content, path
            assert WORDS.encode() not in content, path
    assert b"Duarte" not in (folder / LOG).read_bytes()


def type_and_cut_a_line(terminal: Terminal) -> int:
    """Sign a coach in, type a line into the log and cut it.

    Returns how many bytes the program had painted when the line was gone from the field.
    """
    terminal.shows("Touch to sign in")
    terminal.read(2.0)
    for key in "dua":
        terminal.type(key)
        terminal.read(0.2)
    terminal.shows("Ana Duarte")
    terminal.type("\r")
    terminal.shows("Type your PIN")
    for digit in PIN:
        terminal.type(digit)
        terminal.read(0.12)
    terminal.type("\r")
    terminal.shows("Queue")
    terminal.read(1.5)
    terminal.type("\x1b[24~")  # F12: somebody met in the corridor
    terminal.shows("Who did you meet")
    terminal.read(0.5)
    for sign in WORDS:
        terminal.type(sign)
        terminal.read(0.1)
    terminal.shows(WORDS)
    terminal.type("\x1b[1;2H")  # all of the line
    terminal.read(0.3)
    terminal.type("\x18")  # cut
    terminal.read(0.5)
    return len(terminal.raw)


def test_the_keys_of_a_session_are_overwritten_when_it_ends(desk_of: Desk) -> None:
    """Overwrite the keys of private notes, and do not only let go of them."""
    opened = desk_of.private_notes.make(desk_of.people.team("coaching")[0].id, PIN)
    (key,) = opened.keys.values()
    session = Session(0.0, desk_of.people.team("coaching")[0], vault=opened)
    assert any(key)
    session.end()
    assert not any(key)
    assert (session.vault, session.person, session.undos) == (None, None, [])


@pytest.fixture
def desk_of(sample_school: Path, tmp_path: Path) -> Desk:
    return open_copy(sample_school, tmp_path / "school", SetClock(NOW))
