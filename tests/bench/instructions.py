"""Pushes counted by instructions, which no other process on the machine can disturb.

It needs valgrind: the module runs itself under callgrind, which counts only while it is told to.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from textual.screen import Screen

from kiosk.demo import UnsyncedDisk, make_school
from kiosk.desk import Desk
from screens.app import KioskApp
from tests.bench.figures import Row, at_most, show
from tests.bench.screens_room import SCREENS, push
from tests.support.fakes import SetClock
from tests.support.pilot import NOW

EMPTY = "empty"
TIMES = 2


def rows() -> Iterator[Row]:
    """Each screen against an empty one, a push until painted and the way back; then the medians."""
    with TemporaryDirectory(prefix="hallway-bench-") as root:
        sample = Path(root, "sample")
        make_school(sample, end=NOW).close()
        counts = _counts(sample)
    empty = min(counts.pop(f"{EMPTY} {family}") for family in ("Rivera", "Osei"))
    ratios = {name: count / empty for name, count in counts.items()}
    for name, ratio in ratios.items():
        reach = 5.0 if name == "queue" else 4.0
        note = f" ({counts[name] / 1e6:.0f} M)"
        yield at_most(f"instructions of a push, against empty: {name}", ratio, reach, note=note)
    teacher = median(ratio for name, ratio in ratios.items() if name != "queue")
    yield at_most("instructions of a push, against empty: median of the teacher", teacher, 4.0)


def _counts(sample: Path) -> dict[str, float]:
    """Return the instructions of one push of each screen, and of an empty one."""
    out = sample / "callgrind"
    tool = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}"]
    run = [sys.executable, "-m", "tests.bench.instructions", str(sample)]
    subprocess.run([*tool, *run], check=True, capture_output=True)
    counts: dict[str, float] = {}
    for part in sample.glob("callgrind.*"):
        text = part.read_text(encoding="utf-8", errors="replace")
        name = re.search(r"^desc: Trigger:.* dump (.+)$", text, re.MULTILINE)
        total = re.search(r"^(?:summary|totals): (\d+)", text, re.MULTILINE)
        if name and total:
            counts[name[1].replace("_", " ")] = int(total[1]) / TIMES
    return counts


async def _push_all(sample: Path) -> None:
    """Push every screen, and dump a count after each."""
    desk = Desk(sample, SetClock(NOW), UnsyncedDisk())
    app = KioskApp(desk, hold=0, settle=0)
    async with app.run_test(size=(100, 30)) as pilot:
        for family in ("Rivera", "Osei"):
            app.sign_in(next(each for each in desk.people.staff() if each.family == family))
            await pilot.pause()
            mine = {
                name: make for name, (who, make) in SCREENS.items() if (who or "Rivera") == family
            }
            for name, make in ({f"{EMPTY} {family}": Screen} | mine).items():
                await push(app, make)
                _tell_callgrind("--instr=on")
                await push(app, make)
                _tell_callgrind("--zero")
                for _ in range(TIMES):
                    await push(app, make)
                _tell_callgrind(f"--dump={name}".replace(" ", "_"))
                _tell_callgrind("--instr=off")
    desk.close()


def _tell_callgrind(what: str) -> None:
    tool = shutil.which("callgrind_control")
    assert tool
    subprocess.run([tool, what, str(os.getpid())], check=True, capture_output=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(_push_all(Path(sys.argv[1])))
    elif shutil.which("valgrind") is None:
        sys.exit("This needs valgrind, which is not on this machine.")
    else:
        sys.exit(0 if show(rows()) else 1)
