"""Look at the app in a real terminal emulator: `python -m tests.emulator FOLDER [NAME ...]`.

Saves what the emulator painted of each screen at each size, and exits 1 where a target does not
feel a touch, a drawing has a seam, or a sign has another width than the app believes.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from kiosk.demo import make_school
from tests.emulator.display import PROGRAMS, run_in_emulator
from tests.support.shots import NOW, SIZES

SCREENS = ("waiting", "home", "fix", "queue", "walk-map")
PROBE = (1000, 600)
"""Pixels of the display on which the size of a cell is measured."""


def main(folder: Path, names: list[str]) -> int:
    """Look at screens at all sizes; return the exit code."""
    if missing := [program for program in PROGRAMS if shutil.which(program) is None]:
        print(f"Not installed: {', '.join(missing)}. See tests/emulator/display.py.")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    found = 0
    with tempfile.TemporaryDirectory() as place:
        school, told = Path(place, "school"), Path(place, "told")
        make_school(school, end=NOW).close()
        run_in_emulator(PROBE, "tests.emulator.player", "measure", str(told))
        cell_width, cell_height = map(int, told.read_text(encoding="utf-8").split())
        for columns, rows in SIZES:
            pixels = (columns * cell_width, rows * cell_height)
            words = ("play", str(told), str(school), str(folder), *(names or SCREENS))
            run_in_emulator(pixels, "tests.emulator.player", *words)
            lines = told.read_text(encoding="utf-8").splitlines()
            print(f"{columns}x{rows}: {lines[0]}")
            for line in lines[1:]:
                print(f"  {line}")
            found += len(lines) - 1
    return 1 if found else 0


if len(sys.argv) == 1:
    sys.exit(__doc__)
sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
