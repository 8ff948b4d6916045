"""The ledger: an append-only file a school year, a line one atomic batch (`data/lines.py`).

Order of business for an append: take the lock, read what others appended, write, fsync, and only
then say that it is saved. What stands in a file as a whole line is saved, whoever was told what: a
refused line is cut away again, and where that fails too, whoever wrote it is told that it may have
been saved. A torn tail is set aside in `quarantine/`; a bad line with good ones after it stays
where it is, is skipped, and is reported.
"""

import os
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from data.facts import UNREADABLE, Fact
from data.failures import MaybeSaved, NotSaved, in_doubt, in_words
from data.lines import decode_line, encode_line
from data.seams import Disk

UNSURE = ".unsure"
"""What is added to a year file's name while the disk may hold something else than it shows."""


class LedgerChanged(Exception):
    """What was read before no longer stands in the file: read everything anew."""


class Mark(msgspec.Struct):
    """How far one file has been read: its inode, the bytes read, the checksum of the last line."""

    inode: int
    size: int
    last: str


class Damage(msgspec.Struct, frozen=True):
    """Bytes in a ledger that are not what was written there.

    Parameters:
        after, before: the good facts on either side; None at an end of what was read.
    """

    file: str
    offset: int
    length: int
    after: Fact | None = None
    before: Fact | None = None

    def explains(self, origin: str, incarnation: str, seq: int) -> bool:
        """Return whether the fact of this id may have stood in these bytes."""
        known = [each for each in (self.after, self.before) if each is not None]
        mine = [each for each in known if (each.origin, each.incarnation) == (origin, incarnation)]
        if not mine:
            return len(known) < 2
        return all((seq > each.seq) == (each is self.after) for each in mine)


def holds_whole_line(tail: bytes) -> bool:
    """Whether this is more than a half-written line: something said to be saved may be in it."""
    return b"\n" in tail or decode_line(tail) is not None or decode_line(tail[:-1]) is not None


class Ledger:
    """The files of a folder, read from the front and written at the end.

    Parameters:
        folder: where the year files, the lock and the quarantine stand; made when missing.
        disk: how files are touched.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self.marks: dict[str, Mark] = {}
        """How far each file has been read; a snapshot's marks may be put here."""
        self._looked: dict[str, tuple[int, int] | None] = {}
        """What each file was like when it was last looked at."""
        self.damage: list[Damage] = []
        self.torn = False
        """Whether this reader had to set a torn tail aside."""
        self._thread = threading.RLock()
        self._holds = False
        self._open: tuple[Path, int, int] | None = None
        self._distrusted: set[str] = set()
        """Year files of which the disk may hold something else than it shows."""
        self._years: dict[str, Path] = {}
        self._lock = folder / ".lock"

    @property
    def quarantine(self) -> Path:
        """Where torn tails are kept."""
        return self.folder / "quarantine"

    def files(self) -> list[Path]:
        """The year files, oldest first."""
        return list(self._look().values())

    def _look(self) -> dict[str, Path]:
        """List the folder: the year files, and which of them are not to be trusted."""
        try:
            found = os.listdir(self.folder)
        except FileNotFoundError:
            found = []
        names = sorted([name for name in found if name.endswith(".jsonl")])
        if names != list(self._years):
            self._years = {name: self.folder / name for name in names}
        if len(found) > len(names):
            marked = (name for name in found if name.endswith(UNSURE))
            self._distrusted.update(name.removesuffix(UNSURE) for name in marked)
        return self._years

    def set_aside(self) -> list[Path]:
        """Torn tails that were kept."""
        return sorted(self.quarantine.glob("*.bin"))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to append, against other threads and other processes.

        Raises:
            NotSaved: the folder cannot be written to, or another process does not let go.
        """
        with self._thread:
            try:
                self.disk.make_folder(self.folder)
                lock = self.disk.lock(self._lock)
                lock.__enter__()
            except TimeoutError:
                raise NotSaved(
                    "Not saved: another program is holding the data folder. Try again in a moment."
                ) from None
            except OSError as error:
                raise NotSaved(in_words(error)) from error
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

    def forget(self) -> None:
        """Begin reading from the front again."""
        self.marks = {}
        self._looked = {}
        self.damage = []

    def spoil(self) -> None:
        """What was read was not taken in: let the next look find the ledger changed."""
        self.marks = {"": Mark(0, 0, "")}
        self._looked = {}

    @property
    def may_settle(self) -> bool:
        """Whether something is to be settled, and this process holds the right to append."""
        return self._holds and bool(self._distrusted)

    def is_current(self) -> bool:
        """Whether all that stands in the files has been read, and can be trusted."""
        years = self._look()
        now = {name: self.disk.stat(path) for name, path in years.items()}
        return not self._distrusted and now == self._looked

    def news(self, *, repair: bool = False) -> Iterator[list[Fact]]:
        """Read the batches that were appended since the last call, by this process or another.

        Parameters:
            repair: settle what a failure left behind, and set a torn tail aside; only under the
                lock, when nobody can be writing it.

        Raises:
            LedgerChanged: a file is gone, shorter than what was read of it, or another file.
            NotSaved: what a failure left behind could not be set right.
        """
        years = self._look()
        self._looked = {}
        if repair and self._distrusted:
            self._settle()
            raise LedgerChanged
        if not self.marks.keys() <= years.keys():
            raise LedgerChanged
        for name, path in years.items():
            yield from self._news_of(name, path, repair)

    def _news_of(self, name: str, path: Path, repair: bool) -> Iterator[list[Fact]]:
        found = self.disk.stat(path)
        mark = self.marks.get(name)
        if found is None or (mark and (mark.inode != found[0] or mark.size > found[1])):
            raise LedgerChanged(name)
        self._looked[name] = found
        if mark and mark.size == found[1]:
            return
        if mark and not self._mark_stands(path, mark):
            raise LedgerChanged(name)  # another file that was given the same inode
        mark = mark or Mark(found[0], 0, "")
        start = good_end = mark.size
        bad: list[Damage] = []
        last: Fact | None = None
        content = self.disk.read(path, start)
        offset = 0
        while (end := content.find(b"\n", offset)) >= 0:
            line = content[offset:end]
            batch = decode_line(line)
            if batch is None:
                bad.append(Damage(name, start + offset, end + 1 - offset, last))
            else:
                self._report(bad, batch[0] if batch else None)
                bad = []
                good_end = start + end + 1
                self.marks[name] = mark = Mark(found[0], good_end, line[:8].decode())
                last = batch[-1] if batch else last
                yield batch
            offset = end + 1
        tail = content[good_end - start :]
        batch = decode_line(tail)
        if batch is not None:
            if self._holds and self._end_line(path, must=repair):
                self._note(name, Mark(found[0], good_end + len(tail) + 1, tail[:8].decode()))
                yield batch
            return
        if holds_whole_line(tail):
            self._report(bad or [Damage(name, good_end, len(tail), last)])
        if repair and tail:
            self._set_aside(path, good_end, tail)
            self._note(name, Mark(found[0], good_end, mark.last))

    def _report(self, damage: list[Damage], before: Fact | None = None) -> None:
        known = {(each.file, each.offset) for each in self.damage}
        self.damage += [
            msgspec.structs.replace(each, before=before)
            for each in damage
            if (each.file, each.offset) not in known
        ]

    def _end_line(self, path: Path, *, must: bool) -> bool:
        """Give the last line the newline that it lost, whose checksum fits: all of it is there.

        Parameters:
            must: whether something is to be appended behind it.

        Returns:
            Whether the disk took it; if not, the line is read when it does.

        Raises:
            NotSaved: the disk did not take it, and it must.
        """
        try:
            fd = self.disk.open_append(path)
            try:
                self.disk.write(fd, b"\n")
                self.disk.fsync(fd)
            finally:
                self.disk.close(fd)
        except OSError as error:
            if must:
                raise NotSaved(in_words(error)) from error
            return False
        return True

    def _set_aside(self, path: Path, size: int, tail: bytes) -> None:
        try:
            self.disk.make_folder(self.quarantine)
            kept = self.quarantine / f"{path.stem}-{size}-{zlib.crc32(tail):08x}.bin"
            self.disk.replace(kept, [tail])
            fd = self.disk.open_append(path)
            try:
                self.disk.truncate(fd, size)
                self.disk.fsync(fd)
            finally:
                self.disk.close(fd)
        except OSError as error:
            raise NotSaved(in_words(error)) from error
        self.torn = True

    def stands(self) -> bool:
        """Whether the marks still describe these files: same file, at least as long, same line."""
        years = self._look()
        return years.keys() >= self.marks.keys() and all(
            self._mark_stands(years[name], mark) for name, mark in self.marks.items()
        )

    def _mark_stands(self, path: Path, mark: Mark) -> bool:
        found = self.disk.stat(path)
        if found is None or found[0] != mark.inode or found[1] < mark.size:
            return False
        if not mark.size:
            return True
        with path.open("rb") as file:
            reach = 256
            while True:
                start = max(0, mark.size - reach)
                file.seek(start)
                chunk = file.read(mark.size - start)
                before = chunk.rfind(b"\n", 0, -1)
                if before >= 0 or start == 0:
                    line = chunk[before + 1 : -1]
                    return chunk.endswith(b"\n") and line[:8].decode("latin-1") == mark.last
                reach *= 8

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
            raise NotSaved(in_words(error)) from error
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

    def _note(self, name: str, mark: Mark) -> None:
        """Remember that a file has been read, or written, to its end."""
        self.marks[name] = mark
        self._looked[name] = (mark.inode, mark.size)

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
            return NotSaved(in_words(error))
        self._distrust(path)
        try:
            self._settle()
            tail = self.disk.read(path, size)
        except (OSError, NotSaved):
            return MaybeSaved(in_doubt(error))
        return None if tail == line else NotSaved(in_words(error))

    def _distrust(self, path: Path) -> None:
        """Remember, for other processes and the next start too, that a file has to be settled."""
        self._distrusted.add(path.name)
        with suppress(OSError):
            self.disk.replace(path.with_name(path.name + UNSURE), [])

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
                self.disk.remove(path.with_name(name + UNSURE))
                self._distrusted.discard(name)
                self.spoil()
        except OSError as error:
            raise NotSaved(in_words(error)) from error

    def rewrite(self, change: Callable[[Fact], Fact]) -> int:
        """Write lines anew of which a fact is to be kept otherwise. Call under `locked`, caught up.

        Returns:
            How many facts were changed.

        Raises:
            OSError: a file stands as it was.
        """
        count = 0
        for path in self._look().values():
            lines, changed = self.disk.read(path).split(b"\n"), 0
            for number, line in enumerate(lines):
                facts = decode_line(line) or []
                if any(fact.kind == UNREADABLE for fact in facts):
                    continue
                after = [change(fact) for fact in facts]
                if after != facts:
                    changed += sum(one != other for one, other in zip(facts, after, strict=True))
                    lines[number] = encode_line(after)[:-1]
            if changed:
                self.close()
                self.disk.replace(path, [b"\n".join(lines)])
                self.spoil()
            count += changed
        return count

    def sync(self) -> None:
        """Bring what was read onto the disk, also what a process wrote that ended before it could.

        Raises:
            OSError: it may not be there.
        """
        for name in self.marks:
            fd = self.disk.open_append(self.folder / name)
            try:
                self.disk.fsync(fd)
            finally:
                self.disk.close(fd)

    def all_read(self) -> Iterator[Fact]:
        """Read again every fact that has been read so far."""
        for name, mark in list(self.marks.items()):
            for line in self.disk.read(self.folder / name)[: mark.size].split(b"\n"):
                yield from decode_line(line) or ()

    def history(self, subjects: set[str]) -> dict[str, list[Fact]]:
        """Every fact about these subjects that has been read so far, in no particular order."""
        found: dict[str, list[Fact]] = {subject: [] for subject in subjects}
        needles = [msgspec.json.encode(each) for each in subjects] if len(subjects) < 8 else None
        for name, path in self._look().items():
            if name not in self.marks:
                continue
            content = self.disk.read(path)[: self.marks[name].size]
            for line in content.split(b"\n"):
                if needles and not any(needle in line for needle in needles):
                    continue
                for fact in decode_line(line) or ():
                    if fact.subject in found:
                        found[fact.subject].append(fact)
        return found

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
