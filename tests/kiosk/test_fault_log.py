"""The log of faults counts them, describes them without a word of anybody, and stops nothing."""

from pathlib import Path

from kiosk import fault_log
from kiosk.fault_log import TOO_MANY, describe, open_log

CANARY = "Zebra 4711, 270418"


class Unforeseen(Exception):
    """What goes wrong in these tests."""


def test_faults_that_are_far_apart_are_never_too_many() -> None:
    counted = fault_log.Faults()
    assert not any(counted.note(Unforeseen(), at * 10.0) for at in range(40))
    assert any(counted.note(Unforeseen(), 1000 + at) for at in range(TOO_MANY))


def test_the_description_of_a_fault_has_no_word_of_the_error() -> None:
    """Describe kinds and places alone, also of its cause and of what cannot be printed."""

    class Silent(Exception):
        def __str__(self) -> str:
            raise RuntimeError(CANARY)

    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise Silent(CANARY) from error
    except Silent as error:
        told = describe(error)
    assert told.startswith("Silent from ValueError at tests/kiosk/test_fault_log.py:")
    for word in CANARY.split():
        assert word not in told


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """Lose lines on a full or read-only disk, and say nothing over the screen."""
    open_log(tmp_path / "nowhere")
    fault_log.Faults().note(Unforeseen(CANARY), 0)
    fault_log.close_log()
    assert not (tmp_path / "nowhere").exists()
