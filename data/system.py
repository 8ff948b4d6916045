"""The machine's clock and disk, as objects that are passed in. So a test can set the clock or make
a write fail, and one seeded thread can simulate a year of school.
"""

import fcntl
import os
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
LOCK_PATIENCE = 10.0
"""Seconds to wait for another process to finish its append."""


class Clock(Protocol):
    """Tells the time, to people and to timers."""

    def now(self) -> datetime:
        """Return the local time, with its offset."""

    def monotonic(self) -> float:
        """Return seconds that never go back, for timers."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def monotonic(self) -> float:
        return time.monotonic()


class Disk:
    """Every operation on files whose failure must not lose data.

    A test inherits from this class and raises where it wants to. Every method may raise OSError.
    """

    def make_folder(self, path: Path) -> None:
        """Create a folder, and its parents, that only its owner may open."""
        if not path.is_dir():
            self.make_folder(path.parent)
            path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            self.sync_folder(path.parent)

    def open_append(self, path: Path) -> int:
        """Open a file for appending; create it where it is missing, for its owner alone."""
        return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)

    def write(self, fd: int, payload: bytes) -> None:
        """Write all bytes, going on after a short write."""
        view = memoryview(payload)
        while view:
            view = view[os.write(fd, view) :]

    def fsync(self, fd: int) -> None:
        """Return when what was written is on the disk."""
        os.fsync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut a file to a size in bytes."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Close a descriptor."""
        os.close(fd)

    def stat(self, path: Path) -> tuple[int, int] | None:
        """Return (inode, size in bytes), or None where there is no such file."""
        try:
            status = os.stat(path)  # noqa: PTH116 - half of the time of the other, at each save
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_size

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return the bytes of a file from a start to its end."""
        with path.open("rb") as file:
            file.seek(start)
            return file.read()

    def replace(self, path: Path, payload: Iterable[bytes]) -> None:
        """Replace a file in one step: write a temporary one, fsync it, rename it, fsync the folder.

        Whoever opens the name gets the whole old file or the whole new one, also after a power cut.
        """
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            fd = os.open(
                temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, PRIVATE_FILE
            )
            try:
                for chunk in payload:
                    self.write(fd, chunk)
                self.fsync(fd)
            finally:
                self.close(fd)
            self.rename(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        self.sync_folder(path.parent)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def rename(self, old: Path, new: Path) -> None:
        """Rename a file in one step, replacing any file of the new name."""
        old.replace(new)

    def sync_folder(self, path: Path) -> None:
        """Bring a rename or a new file in a folder onto the disk."""
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            self.fsync(fd)
        finally:
            self.close(fd)

    def lock(self, path: Path) -> int:
        """Take an exclusive lock against other processes, and return the descriptor that holds it.

        Raises:
            TimeoutError: another process has held it for LOCK_PATIENCE seconds.
        """
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            deadline = time.monotonic() + LOCK_PATIENCE
            while not _is_locked(fd):
                if time.monotonic() > deadline:
                    raise TimeoutError("another program is holding the ledger")
                time.sleep(0.001)
        except BaseException:
            os.close(fd)
            raise
        return fd

    def unlock(self, fd: int) -> None:
        """Give a lock back."""
        os.close(fd)


def _is_locked(fd: int) -> bool:
    """Lock a file, and return whether nobody else has locked it."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
