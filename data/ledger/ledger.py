"""The ledger: a write-ahead log of facts, one append-only file for each school year, one atomic
batch on each line (`lines`).

An append takes the lock, reads what others appended, writes, calls fsync, and only then reports the
batch as saved. Whatever is a whole line of a file counts as saved, whoever was told what. So a line
that the disk refused is cut off again; where that fails too, the caller is told that it may have
been saved. A torn tail is moved to `quarantine/`. A bad line with good lines behind it stays where
it is, is skipped, and is reported.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from data.failures import MaybeSaved, NotSaved, maybe_saved_message, not_saved_message
from data.ledger.facts import UNREADABLE, Fact
from data.ledger.lines import decode_line, encode_line
from data.ledger.year_files import SUSPECT_SUFFIX, LedgerChanged, Mark, YearFiles
from data.system import Disk


class Ledger(YearFiles):
    """The year files of a folder, read from the front and written at the end. Used by the store.

    Parameters:
        folder: holds the year files, the lock and the quarantine; created when it is missing.
        disk: all access to files.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        super().__init__(folder, disk)
        self._thread_lock = threading.RLock()
        self._lock_path = folder / ".lock"
        self._open: tuple[Path, int, int] | None = None
        """Path, descriptor and inode of the file that was appended to last."""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to append, against other threads and other processes.

        Raises:
            NotSaved: the folder cannot be written to, or another process does not let go of it.
        """
        with self._thread_lock:
            try:
                lock = self._take_lock()
            except TimeoutError:
                raise NotSaved(
                    "Not saved: another program is holding the data folder. Try again in a moment."
                ) from None
            except OSError as error:
                raise NotSaved(not_saved_message(error)) from error
            self._has_lock = True
            try:
                yield
            finally:
                self._has_lock = False
                self.disk.unlock(lock)

    def _take_lock(self) -> int:
        """Take the lock of the folder, which is made if there was none yet; return what
        `Disk.unlock` needs.

        Raises:
            NotSaved: the folder was there, and is gone.
            OSError: the disk or another process refused.
        """
        try:
            return self.disk.lock(self._lock_path)
        except FileNotFoundError:
            if self.marks and not self.folder.is_dir():
                raise NotSaved(
                    "Not saved: the data folder is gone. Nothing was changed. The keeper puts it "
                    "back where it was."
                ) from None
            self.disk.make_folder(self.folder)
            return self.disk.lock(self._lock_path)

    @contextmanager
    def reading(self) -> Iterator[bool]:
        """Keep others from appending during a read, so that no line is read that its writer cuts
        off a moment later.

        Yields:
            Whether the caller may read now. Not while another thread of this process appends, which
            reads for itself, and not while another process holds the lock. A folder that cannot be
            written to is read without the lock: nobody else writes there either.
        """
        if not self._thread_lock.acquire(blocking=False):
            yield False
            return
        try:
            had_lock = self._has_lock
            lock: int | None = None
            try:
                if self.folder.is_dir() and not had_lock:
                    lock = self.disk.lock(self._lock_path)
                self._has_lock = self.folder.is_dir()
            except TimeoutError:
                yield False
                return
            except OSError:
                pass
            try:
                yield True
            finally:
                self._has_lock = had_lock
                if lock is not None:
                    self.disk.unlock(lock)
        finally:
            self._thread_lock.release()

    @property
    def may_repair(self) -> bool:
        """Whether a file is suspect, and this process holds the lock to rewrite it."""
        return self._has_lock and bool(self._suspects)

    def _repair_suspects(self) -> None:
        """Rewrite suspect files.

        Raises:
            LedgerChanged: it is done; everything is to be read again.
            NotSaved: a file could not be rewritten.
        """
        if self._suspects:
            self._rewrite_suspects()
            raise LedgerChanged

    def append(self, year: str, facts: Sequence[Fact]) -> None:
        """Append a batch and return when it is on the disk. Call it under `locked`, after reading
        what others appended.

        Parameters:
            year: names the file, such as "2026-27". Where a newer file exists, that is written to,
                so that the order of the files is the order of writing.
            facts: the batch; all of it is saved, or none.

        Raises:
            NotSaved: the disk refused; the file is as it was.
            MaybeSaved: the disk refused, and it could not be undone either.
            TypeError, ValueError: a value cannot be written as JSON.
        """
        line = encode_line(facts)
        name = max([f"{year}.jsonl", *self._years])
        path = self._years.get(name) or self.folder / name
        mark = self.marks.get(name)
        size = mark.size if mark else 0
        try:
            fd, inode = self._open_for_append(path, mark)
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error
        written = False
        try:
            self.disk.write(fd, line)
            written = True
            self.disk.fsync(fd)
            if not size:
                self.disk.sync_folder(self.folder)
        except OSError as error:
            if failure := self._roll_back(path, fd, size, line, error, trusted=not written):
                raise failure from error
            return
        self._remember(name, Mark(inode, size + len(line), line[:8].decode()))

    def _roll_back(
        self, path: Path, fd: int, size: int, line: bytes, error: OSError, *, trusted: bool
    ) -> NotSaved | None:
        """Cut off a line that the disk refused.

        Parameters:
            size: bytes of the file before the line.
            trusted: whether no fsync has failed yet. After one, the disk may hold something else
                than the kernel shows, until the file has been rewritten.

        Returns:
            What to raise; None when the line turned out to be saved after all.
        """
        try:
            self.disk.truncate(fd, size)
            self.disk.fsync(fd)
        except OSError:
            trusted = False
        self.close()
        if trusted:
            return NotSaved(not_saved_message(error))
        self._suspect(path)
        try:
            self._rewrite_suspects()
            tail = self.disk.read(path, size)
        except (OSError, NotSaved):
            return MaybeSaved(maybe_saved_message(error))
        if tail == line[:-1] and not self._end_line(path, required=False):
            return MaybeSaved(maybe_saved_message(error))  # the next read ends the line
        return None if tail in (line, line[:-1]) else NotSaved(not_saved_message(error))

    def _open_for_append(self, path: Path, mark: Mark | None) -> tuple[int, int]:
        """Return the descriptor and the inode of a file, opening it where it is not open yet."""
        if self._open and mark and self._open[0] is path and self._open[2] == mark.inode:
            return self._open[1], mark.inode
        self.close()
        fd = self.disk.open_append(path)
        status = self.disk.stat(path)
        assert status is not None
        self._open = (path, fd, status[0])
        return fd, status[0]

    def _rewrite_suspects(self) -> None:
        """Replace each suspect file by a copy of what the kernel shows of it. Then that is on the
        disk, and each whole line in it is saved.

        Raises:
            NotSaved: a file could not be replaced.
        """
        self.close()
        try:
            for name in sorted(self._suspects):
                path = self.folder / name
                if self.disk.stat(path) is not None:
                    self.disk.replace(path, [self.disk.read(path)])
                self.disk.remove(path.with_name(name + SUSPECT_SUFFIX))
                self._suspects.discard(name)
                self.invalidate()
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error

    def rewrite(self, change: Callable[[Fact], Fact]) -> list[Fact]:
        """Replace facts in the files, for content that must not be kept any longer. Call it under
        `locked`, after reading what others appended.

        Parameters:
            change: returns the fact to keep in the place of a fact, or the same fact. A line with a
                fact that this version cannot read stays as it is.

        Returns:
            The facts that were changed, as they are now.

        Raises:
            OSError: a file is as it was; files before it may have been rewritten.
        """
        changed: list[Fact] = []
        for name, path in self._list_years().items():
            lines = self.disk.read(path).split(b"\n")
            count_before = len(changed)
            for index, line in enumerate(lines):
                facts = decode_line(line) or []
                if any(fact.kind == UNREADABLE for fact in facts):
                    continue
                after = [change(fact) for fact in facts]
                if after != facts:
                    changed += [new for new, old in zip(after, facts, strict=True) if new != old]
                    lines[index] = encode_line(after)[:-1]
            if len(changed) > count_before:
                self.close()
                self.disk.replace(path, [b"\n".join(lines)])
                inode, size = self.disk.stat(path) or (0, 0)
                last = next((line[:8] for line in reversed(lines) if line), b"")
                self._remember(name, Mark(inode, size, last.decode("latin-1")))
        return changed

    def sync(self) -> None:
        """Bring all that was read onto the disk: its writer may have ended before its fsync.

        Raises:
            OSError: some of it may not be there.
        """
        for name in self.marks:
            fd = self.disk.open_append(self.folder / name)
            try:
                self.disk.fsync(fd)
            except OSError:
                self._suspect(self.folder / name)
                raise
            finally:
                self.disk.close(fd)
        self.disk.sync_folder(self.folder)

    def close(self) -> None:
        """Close the open file; the next append opens it again."""
        if self._open:
            with suppress(OSError):
                self.disk.close(self._open[1])
            self._open = None


def school_year(moment: datetime, starts: tuple[int, int] = (8, 1)) -> str:
    """Return the name of the school year that a moment falls in, such as "2026-27".

    Parameters:
        starts: month and day of the first day of a school year.
    """
    first = moment.year - ((moment.month, moment.day) < starts)
    return f"{first}-{(first + 1) % 100:02}"
