"""The ledger: an append-only file a school year, a line one atomic batch (`data/ledger/lines.py`).

Order of business for an append: take the lock, read what others appended, write, fsync, and only
then say that it is saved. What stands in a file as a whole line is saved, whoever was told what: a
refused line is cut away again, and where that fails too, whoever wrote it is told that it may have
been saved. A torn tail is set aside in `quarantine/`; a bad line with good ones after it stays
where it is, is skipped, and is reported.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from data.failures import MaybeSaved, NotSaved, maybe_saved_message, not_saved_message
from data.ledger.facts import UNREADABLE, Fact
from data.ledger.lines import decode_line, encode_line
from data.ledger.year_files import SUSPECT_SUFFIX, LedgerChanged, Mark, YearFiles
from data.system import Disk


class Ledger(YearFiles):
    """The files of a folder, read from the front and written at the end.

    Parameters:
        folder: where the year files, the lock and the quarantine stand; made when missing.
        disk: how files are touched.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        super().__init__(folder, disk)
        self._thread = threading.RLock()
        self._open: tuple[Path, int, int] | None = None
        self._lock = folder / ".lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to append, against other threads and other processes.

        Raises:
            NotSaved: the folder cannot be written to, or another process does not let go.
        """
        with self._thread:
            there = self.folder.is_dir()
            if self.marks and not there:
                raise NotSaved(
                    "Not saved: the data folder is gone. Nothing was changed. The keeper puts it "
                    "back where it was."
                )
            try:
                if not there:
                    self.disk.make_folder(self.folder)
                lock = self.disk.lock(self._lock)
                lock.__enter__()
            except TimeoutError:
                raise NotSaved(
                    "Not saved: another program is holding the data folder. Try again in a moment."
                ) from None
            except OSError as error:
                raise NotSaved(not_saved_message(error)) from error
            self._holds = True
            try:
                yield
            finally:
                self._holds = False
                lock.__exit__(None, None, None)

    @contextmanager
    def reading(self) -> Iterator[bool]:
        """Keep others from appending while this one reads, so that nothing is read that is taken
        back a moment later.

        Yields:
            Whether it may be read now: not while another thread of this process appends, which
            reads for itself, nor while another process holds the folder. A folder that cannot be
            written to is read as it stands: nobody else writes there either.
        """
        free = self._thread.acquire(blocking=False)
        if not free:
            yield False
            return
        try:
            holds = self._holds
            lock: AbstractContextManager[None] = nullcontext()
            try:
                if self.folder.is_dir() and not holds:
                    lock = self.disk.lock(self._lock)
                lock.__enter__()
                self._holds = self.folder.is_dir()
            except TimeoutError:
                yield False
                return
            except OSError:
                lock = nullcontext()
            try:
                yield True
            finally:
                self._holds = holds
                lock.__exit__(None, None, None)
        finally:
            self._thread.release()

    @property
    def may_settle(self) -> bool:
        """Whether something is to be settled, and this process holds the right to append."""
        return self._holds and bool(self._distrusted)

    def _settle_first(self) -> None:
        if self._distrusted:
            self._settle()
            raise LedgerChanged

    def append(self, year: str, facts: Sequence[Fact]) -> None:
        """Write one batch and return when it is on the disk. Call under `locked`, caught up.

        Parameters:
            year: which file, such as "2026-27"; an older one than the newest is not gone back to,
                so that the order of the files is the order of writing.
            facts: the batch; all of it is kept, or none.

        Raises:
            NotSaved: the disk refused; the file is as it was.
            MaybeSaved: the disk refused, and did not take it back either.
            TypeError, ValueError: a value cannot be written.
        """
        line = encode_line(facts)
        name = max([f"{year}.jsonl", *self._years])
        path = self._years.get(name, self.folder / name)
        mark = self.marks.get(name)
        before = mark.size if mark else 0
        try:
            fd, inode = self._descriptor(path, mark)
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error
        written = False
        try:
            self.disk.write(fd, line)
            written = True
            self.disk.fsync(fd)
            if not before:
                self.disk.sync_folder(self.folder)
        except OSError as error:
            if failure := self._take_back(path, fd, before, line, error, trusted=not written):
                raise failure from error
            return
        self._note(name, Mark(inode, before + len(line), line[:8].decode()))

    def _take_back(
        self, path: Path, fd: int, size: int, line: bytes, error: OSError, *, trusted: bool
    ) -> NotSaved | None:
        """Cut a refused line off again.

        Parameters:
            size: bytes of the file before the line.
            trusted: whether no fsync has failed yet; after one, the disk may hold something else
                than the kernel shows, until the file has been written anew.

        Returns:
            What to raise; None when the line could be neither cut off nor lost: it is saved.
        """
        try:
            self.disk.truncate(fd, size)
            self.disk.fsync(fd)
        except OSError:
            trusted = False
        self.close()
        if trusted:
            return NotSaved(not_saved_message(error))
        self._distrust(path)
        try:
            self._settle()
            tail = self.disk.read(path, size)
        except (OSError, NotSaved):
            return MaybeSaved(maybe_saved_message(error))
        if tail == line[:-1] and not self._end_line(path, must=False):
            return MaybeSaved(maybe_saved_message(error))  # the next look gives it its end
        return None if tail in (line, line[:-1]) else NotSaved(not_saved_message(error))

    def _descriptor(self, path: Path, mark: Mark | None) -> tuple[int, int]:
        if self._open and mark and self._open[0] == path and self._open[2] == mark.inode:
            return self._open[1], mark.inode
        self.close()
        fd = self.disk.open_append(path)
        made = self.disk.stat(path)
        assert made is not None
        self._open = (path, fd, made[0])
        return fd, made[0]

    def _settle(self) -> None:
        """Write files anew that the disk may hold otherwise than the kernel shows: what stands in
        them from now on is on the disk, and whatever is whole there is saved.
        """
        self.close()
        try:
            for name in sorted(self._distrusted):
                path = self.folder / name
                if self.disk.stat(path) is not None:
                    self.disk.replace(path, [self.disk.read(path)])
                self.disk.remove(path.with_name(name + SUSPECT_SUFFIX))
                self._distrusted.discard(name)
                self.spoil()
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error

    def rewrite(self, change: Callable[[Fact], Fact]) -> list[Fact]:
        """Write lines anew of which a fact is to be kept otherwise. Call under `locked`, caught up.

        Returns:
            The facts that were changed, as they are now.

        Raises:
            OSError: a file stands as it was.
        """
        changed: list[Fact] = []
        for name, path in self._look().items():
            lines = self.disk.read(path).split(b"\n")
            before = len(changed)
            for number, line in enumerate(lines):
                facts = decode_line(line) or []
                if any(fact.kind == UNREADABLE for fact in facts):
                    continue
                after = [change(fact) for fact in facts]
                if after != facts:
                    changed += [one for one, was in zip(after, facts, strict=True) if one != was]
                    lines[number] = encode_line(after)[:-1]
            if len(changed) > before:
                self.close()
                self.disk.replace(path, [b"\n".join(lines)])
                inode, size = self.disk.stat(path) or (0, 0)
                last = next((line[:8] for line in reversed(lines) if line), b"")
                self._note(name, Mark(inode, size, last.decode("latin-1")))
        return changed

    def sync(self) -> None:
        """Bring what was read onto the disk, also what a process wrote that ended before it could.

        Raises:
            OSError: it may not be there.
        """
        for name in self.marks:
            fd = self.disk.open_append(self.folder / name)
            try:
                self.disk.fsync(fd)
            except OSError:
                self._distrust(self.folder / name)
                raise
            finally:
                self.disk.close(fd)
        self.disk.sync_folder(self.folder)

    def close(self) -> None:
        """Give the open file back; the next append opens it again."""
        if self._open:
            with suppress(OSError):
                self.disk.close(self._open[1])
            self._open = None


def school_year(moment: datetime, starts: tuple[int, int] = (8, 1)) -> str:
    """The name of the school year a moment falls in, such as "2026-27".

    Parameters:
        starts: month and day of the first day of a school year.
    """
    first = moment.year - ((moment.month, moment.day) < starts)
    return f"{first}-{(first + 1) % 100:02}"
