"""The figure of the start: the real command in a terminal, until every cell was painted once.

Both sides start from compiled modules, as they do on a kiosk that was started before. Other
programs are set beside it when `BENCH_BESIDE` holds command lines, with ` && ` between them, such
as those of programs in an environment of their own: `BENCH_BESIDE="$ENV/bin/posting"`.
"""

import fcntl
import os
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

from tests.bench import schools
from tests.bench.figures import Row, at_most

MANY = 100_000
COLUMNS, ROWS = 100, 30
TIMES = 11
PATIENCE = 20.0
"""Seconds after which a program that has not painted is given up."""
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[@-~]|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[\x00-\x1f]")
_OTHER_SCREEN = b"\x1b[?1049h"
_EMPTY = "from textual.app import App; App().run()"


def rows() -> Iterator[Row]:
    """Every figure of this room."""
    with TemporaryDirectory(prefix="hallway-bench-") as root:
        large = Path(root, "large")
        schools.build(large, schools.term(MANY))
        (large / "kiosk.toml").write_text('[school]\nname = "Bench"\n', encoding="utf-8")
        env = _environment(Path(root))
        beside = [shlex.split(each) for each in os.environ.get("BENCH_BESIDE", "").split(" && ")]
        programs = {
            "empty": [sys.executable, "-c", _EMPTY],
            "kiosk": [sys.executable, "-m", "kiosk", "--data", str(large)],
            **{Path(words[0]).name: words for words in beside if words},
        }
        taken = _starts(programs, env)
    empty, kiosk = taken.pop("empty"), taken.pop("kiosk")
    what = "first paint of the command with 100,000 facts, against an empty app"
    yield at_most(what, kiosk / empty, 1.4, note=f" ({kiosk * 1e3:.0f} ms)")
    for name, took in taken.items():
        measured = f"{took / empty:.2f}x ({took * 1e3:.0f} ms)"
        yield Row(f"  and {name}, beside it", measured, "> kiosk", took > kiosk)


def _environment(root: Path) -> dict[str, str]:
    """An environment in which what was compiled is kept, for every program."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    wanted = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(root / "home")}
    return kept | wanted | {"PYTHONPYCACHEPREFIX": str(root / "compiled")}


def _starts(programs: Mapping[str, Sequence[str]], env: Mapping[str, str]) -> dict[str, float]:
    """The median of each in seconds, taken in turns; the first of each compiles."""
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(TIMES):
        for name, words in programs.items():
            taken[name].append(first_paint(words, env))
    return {name: median(each[1:]) for name, each in taken.items()}


def first_paint(words: Sequence[str], env: Mapping[str, str]) -> float:
    """Start a program in a terminal, and give the seconds until it has painted as many cells as
    there are.

    Raises:
        TimeoutError: it does not paint, or has ended.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    began = monotonic()
    process = subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(env), start_new_session=True
    )
    os.close(theirs)
    painted = b""
    try:
        while select.select([ours], [], [], PATIENCE)[0]:
            with suppress(OSError):  # the terminal of a program that has ended
                painted += os.read(ours, 65536)
            if process.poll() is not None:
                break
            _, _, after = painted.partition(_OTHER_SCREEN)
            if len(_CONTROL.sub(b"", after).decode(errors="ignore")) >= COLUMNS * ROWS:
                return monotonic() - began
        raise TimeoutError(f"{words[0]} has not painted")
    finally:
        process.kill()
        process.wait()
        os.close(ours)
