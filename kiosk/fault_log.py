"""The log of faults: errors that nobody foresaw.

Only kinds of errors and places in the code are logged. The message of an error and the values of
variables may hold a name, a PIN or a line that somebody wrote: neither is ever written.
"""

import logging
import os
import re
import secrets
from collections import deque
from datetime import datetime, timedelta
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import walk_tb

import msgspec

from data.system import PRIVATE_FILE

LOG = "kiosk.log"
"""The log file in the data folder; older ones are kiosk.log.1 to kiosk.log.3."""
MOST_LOG = 1_000_000
"""Bytes of one log file."""
KEPT_LOGS = 3
"""Older log files that are kept."""
TOO_MANY = 10
"""Faults within MINUTE after which the kiosk stops itself, so that its supervisor restarts it."""
MINUTE = 60.0
"""Seconds."""
STAMP = "%Y-%m-%dT%H:%M:%S%z"
"""How the time of a line is written."""
STOPPED = 70
"""Exit code of a kiosk that stopped itself: EX_SOFTWARE of sysexits.h."""
PLACES = 12
"""Places in the code that are logged for one fault, the innermost first."""

_ROOT = Path(__file__).resolve().parent.parent
_LINE = re.compile(r"^(\S+) \S+ (FAULT|STOPPED|START)\b")
logger = logging.getLogger("hallway")
logger.addHandler(logging.NullHandler())  # else Python prints faults while no log is open


class _PrivateFile(RotatingFileHandler):
    """A log file that only its owner can open, and whose own failures are ignored."""

    def _open(self) -> TextIOWrapper:
        fd = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
        return os.fdopen(fd, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """Ignore the failure: a full disk loses a line of the log, and nothing else."""


def open_log(folder: Path) -> None:
    """Start to log into a data folder; nothing happens while it cannot be written to."""
    close_log()
    handler = _PrivateFile(folder / LOG, maxBytes=MOST_LOG, backupCount=KEPT_LOGS, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(message)s", STAMP))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def close_log() -> None:
    """Stop logging."""
    for handler in list(logger.handlers):
        if not isinstance(handler, logging.NullHandler):
            logger.removeHandler(handler)
            handler.close()


def describe(error: BaseException) -> str:
    """Describe an error by its kinds and its places in the code, without any of its words."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    kinds = " from ".join(type(link).__name__ for link in chain)
    return f"{kinds} at {', '.join(_places(chain[-1]))}"


def _places(error: BaseException) -> list[str]:
    frames = [
        (frame.f_code.co_filename, number, frame.f_code.co_name)
        for frame, number in walk_tb(error.__traceback__)
    ]
    return [
        f"{_short_path(file)}:{number} {name}" for file, number, name in frames[: -PLACES - 1 : -1]
    ]


def _short_path(file: str) -> str:
    """Return a path below the project or its library, without the home folder it is in."""
    path = Path(file)
    if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(_ROOT))
    return "/".join(path.parts[-2:])


class Faults:
    """Logs the faults of one run and counts them; the app stops itself when there are too many."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=TOO_MANY)

    def note(self, error: BaseException, at: float) -> bool:
        """Log a fault under a random number.

        Parameters:
            at: seconds of a monotonic clock.

        Returns:
            Whether there have been too many within a minute.
        """
        logger.error("FAULT %s %s", secrets.token_hex(3), describe(error))
        self._times.append(at)
        return len(self._times) == TOO_MANY and at - self._times[0] < MINUTE


class LogSummary(msgspec.Struct, frozen=True):
    """What the log says about the last days; `kiosk doctor` shows it.

    Parameters:
        faults: how many there were.
        stopped: whether the kiosk stopped itself and has not been started since.
    """

    faults: int
    stopped: bool


def read_log(folder: Path, now: datetime, days: int) -> LogSummary:
    """Count the faults of the last days in the log of a data folder.

    Raises:
        OSError: the log cannot be read.
    """
    faults, stopped = 0, False
    for name in [*(f"{LOG}.{number}" for number in range(KEPT_LOGS, 0, -1)), LOG]:
        if not (folder / name).exists():
            continue
        for line in (folder / name).read_text(encoding="utf-8", errors="replace").splitlines():
            match = _LINE.match(line)
            if not match:
                continue
            if match[2] == "FAULT" and _is_recent(match[1], now, days):
                faults += 1
            stopped = match[2] == "STOPPED" or (stopped and match[2] != "START")
    return LogSummary(faults, stopped)


def _is_recent(stamp: str, now: datetime, days: int) -> bool:
    try:
        return now - datetime.strptime(stamp, STAMP) < timedelta(days=days)
    except ValueError:
        return False
