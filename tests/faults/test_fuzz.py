"""Five hundred runs of two hundred events: whatever somebody does, the kiosk stands, nothing of one
person is before another, nothing is done for somebody who has gone, and the log holds no word of
anybody. `make fuzz SEEDS=n` goes on from there.
"""

import os
from pathlib import Path

import pytest

from kiosk.fault_log import close_log, open_log
from tests.faults.input_fuzzer import run
from tests.support.pilot import NOW, SetClock, open_copy

RUNS = int(os.environ.get("FUZZ_SEEDS", "500"))
FIRST = int(os.environ.get("FUZZ_FIRST", "0"))
TOGETHER = 20
"""Runs that share an app."""


@pytest.mark.filterwarnings("ignore:Exception ignored in. <coroutine")  # Textual's own, cut short
@pytest.mark.parametrize("first", range(FIRST, FIRST + RUNS, TOGETHER))
async def test_the_kiosk_stands_whatever_somebody_does(
    sample_school: Path, tmp_path: Path, first: int
) -> None:
    """Run each seed; to see one again, run it alone."""
    clock = SetClock(NOW)
    desk = open_copy(sample_school, tmp_path / "school", clock)
    open_log(desk.folder)
    try:
        assert await run(desk, clock, range(first, min(first + TOGETHER, FIRST + RUNS))) == []
    finally:
        close_log()
        desk.close()
