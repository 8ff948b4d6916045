"""The machine: its clock and its disk come in through these, so that a test can turn back the clock
or break a write, and one seeded thread can drive a year of school.
"""

import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
LOCK_PATIENCE = 10.0
"""Seconds to wait for another process's append before saying that the folder is busy."""


class Clock(Protocol):
    """What time people and timers go by."""

    def now(self) -> datetime:
        """The local time, aware of its offset."""

    def monotonic(self) -> float:
        """Seconds that only go forward, for idle timers."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def monotonic(self) -> float:
        return time.monotonic()


class Disk:
    """The operations on files whose failure the promises are about, each of which can be failed.

    A test's disk inherits from this one and raises where it wants to. Every method raises OSError.
    """

    def make_folder(self, path: Path) -> None:
        """Create a folder (and its parents) that only its owner may open."""
        if not path.is_dir():
            self.make_folder(path.parent)
            path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            self.sync_folder(path.parent)

    def open_append(self, path: Path) -> int:
        """Open a file for appending, creating it readable by its owner alone."""
        return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)

    def write(self, fd: int, payload: bytes) -> None:
        """Write all of it; a short write goes on where it stopped."""
        view = memoryview(payload)
        while view:
            view = view[os.write(fd, view) :]

    def fsync(self, fd: int) -> None:
        """Return when what was written is on the disk."""
        os.fsync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file back to size bytes."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Give the descriptor back."""
        os.close(fd)

    def stat(self, path: Path) -> tuple[int, int] | None:
        """(inode, size in bytes), or None where there is no such file."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size

    def read(self, path: Path, start: int = 0) -> bytes:
        """The file's bytes from start to its end."""
        with path.open("rb") as file:
            file.seek(start)
            return file.read()

    def replace(self, path: Path, payload: Iterable[bytes]) -> None:
        """Put a new file in the place of an old one: temporary, fsync, rename, fsync the folder.

        Whoever opens the name finds the whole old file or the whole new one.
        """
        draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, PRIVATE_FILE)
            try:
                for piece in payload:
                    self.write(fd, piece)
                self.fsync(fd)
            finally:
                self.close(fd)
            self.rename(draft, path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        self.sync_folder(path.parent)

    def remove(self, path: Path) -> None:
        """Take a file's name away, if it is there."""
        path.unlink(missing_ok=True)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another's name, in one step."""
        old.replace(new)

    def sync_folder(self, path: Path) -> None:
        """Make a rename or a new name in this folder last through a power cut."""
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            self.fsync(fd)
        finally:
            self.close(fd)

    @contextmanager
    def lock(self, path: Path) -> Iterator[None]:
        """Keep other processes out while this one appends.

        Raises:
            TimeoutError: somebody else has held the lock for LOCK_PATIENCE seconds.
        """
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            give_up = time.monotonic() + LOCK_PATIENCE
            while True:
                try:
                    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > give_up:
                        raise TimeoutError("another program is holding the ledger") from None
                    time.sleep(0.001)
            yield
        finally:
            os.close(fd)
