"""The ledger: an append-only file a school year, `crc32 json` a line, a line one atomic batch.

Order of business for an append: take the lock, read what others appended, write, fsync, and only
then say that it is saved. A failed write is rolled back. A torn tail is set aside in
`quarantine/`; a bad line with good ones after it stays where it is, is skipped, and is reported.
"""

import os
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from data.facts import Fact
from data.seams import Disk

_batch = msgspec.json.Decoder(list[Fact])
_encoder = msgspec.json.Encoder()


class NotSaved(Exception):
    """Nothing was changed; its words say why and what to do."""


class LedgerChanged(Exception):
    """What was read before no longer stands in the file: read everything anew."""


class Mark(msgspec.Struct):
    """How far one file has been read: its inode, the bytes read, the checksum of the last line."""

    inode: int
    size: int
    last: str


class Damage(msgspec.Struct, frozen=True):
    """Bytes in a ledger that are not what was written there."""

    file: str
    offset: int
    length: int


def encode_line(facts: Sequence[Fact]) -> bytes:
    """One batch as it stands in the file.

    Raises:
        TypeError, ValueError: a body holds something JSON cannot say.
    """
    payload = _encoder.encode(facts)
    if _batch.decode(payload) != list(facts):
        raise ValueError("it would not be read as it was written")
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def decode_line(line: bytes) -> list[Fact] | None:
    """The batch a line (without its newline) holds, or None when it is not as it was written."""
    payload = line[9:]
    if line[8:9] != b" " or line[:8] != b"%08x" % zlib.crc32(payload):
        return None
    try:
        return _batch.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def holds_whole_line(tail: bytes) -> bool:
    """Whether this is more than a half-written line: something said to be saved may be in it."""
    return b"\n" in tail or decode_line(tail[:-1]) is not None


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
        self.damage: list[Damage] = []
        self.torn = False
        """Whether this reader had to set a torn tail aside."""
        self._thread = threading.RLock()
        self._open: tuple[Path, int, int] | None = None
        self._distrusted: dict[Path, tuple[int, bytes]] = {}
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
        names = sorted([name for name in os.listdir(self.folder) if name.endswith(".jsonl")])
        if names != list(self._years):
            self._years = {name: self.folder / name for name in names}
        return self._years

    def set_aside(self) -> list[Path]:
        """Torn tails that were kept."""
        return sorted(self.quarantine.glob("*.bin"))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The right to append, against other threads and other processes.

        Raises:
            NotSaved: the folder cannot be written to, or another process does not let go.
        """
        with self._thread:
            try:
                lock = self.disk.lock(self._lock)
                lock.__enter__()
            except TimeoutError:
                raise NotSaved(
                    "Not saved: another program is holding the data folder. Try again in a moment."
                ) from None
            except OSError as error:
                raise NotSaved(in_words(error)) from error
            try:
                yield
            finally:
                lock.__exit__(None, None, None)

    @contextmanager
    def quiet(self) -> Iterator[bool]:
        """Keep other threads from appending meanwhile; False when one is at it right now, or
        when a file must be written anew before it is believed.
        """
        free = self._thread.acquire(blocking=False)
        try:
            yield free and not self._distrusted
        finally:
            if free:
                self._thread.release()

    def forget(self) -> None:
        """Begin reading from the front again."""
        self.marks = {}
        self.damage = []

    def spoil(self) -> None:
        """What was read was not taken in: let the next look find the ledger changed."""
        self.marks = {"": Mark(0, 0, "")}

    def news(self, *, repair: bool = False) -> Iterator[list[Fact]]:
        """Batches that were appended since the last call, by this process or another.

        Parameters:
            repair: set a torn tail aside; only under the lock, when nobody can be writing it.

        Raises:
            LedgerChanged: a file is gone, shorter than what was read of it, or another file.
            NotSaved: what a failure left behind could not be set right.
        """
        if repair:
            self._rebuild_distrusted()
        years = self._look()
        if not self.marks.keys() <= years.keys():
            raise LedgerChanged
        for name, path in years.items():
            yield from self._news_of(name, path, repair)

    def _news_of(self, name: str, path: Path, repair: bool) -> Iterator[list[Fact]]:
        found = self.disk.stat(path)
        mark = self.marks.get(name)
        if found is None or (mark and (mark.inode != found[0] or mark.size > found[1])):
            raise LedgerChanged(name)
        if mark and mark.size == found[1]:
            return
        mark = mark or Mark(found[0], 0, "")
        start = good_end = mark.size
        bad: list[Damage] = []
        content = self.disk.read(path, start)
        offset = 0
        while (end := content.find(b"\n", offset)) >= 0:
            line = content[offset:end]
            batch = decode_line(line)
            if batch is None:
                bad.append(Damage(name, start + offset, end + 1 - offset))
            else:
                self._report(bad)
                bad = []
                good_end = start + end + 1
                self.marks[name] = mark = Mark(found[0], good_end, line[:8].decode())
                yield batch
            offset = end + 1
        tail = content[good_end - start :]
        if holds_whole_line(tail):
            self._report(bad or [Damage(name, good_end, len(tail))])
        if repair and tail:
            self._set_aside(path, good_end, tail)
            self.marks[name] = Mark(found[0], good_end, mark.last)

    def _report(self, damage: list[Damage]) -> None:
        self.damage += [each for each in damage if each not in self.damage]

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
        try:
            self.disk.write(fd, line)
        except OSError as error:
            self._roll_back(path, fd, before, line, trusted=True)
            raise NotSaved(in_words(error)) from error
        try:
            self.disk.fsync(fd)
            if not before:
                self.disk.sync_folder(self.folder)
        except OSError as error:
            self._roll_back(path, fd, before, line, trusted=False)
            raise NotSaved(in_words(error)) from error
        self.marks[name] = Mark(inode, before + len(line), line[:8].decode())

    def _descriptor(self, path: Path, mark: Mark | None) -> tuple[int, int]:
        if self._open and mark and self._open[0] == path and self._open[2] == mark.inode:
            return self._open[1], mark.inode
        self.close()
        fd = self.disk.open_append(path)
        made = self.disk.stat(path)
        assert made is not None
        self._open = (path, fd, made[0])
        return fd, made[0]

    def _roll_back(self, path: Path, fd: int, size: int, line: bytes, *, trusted: bool) -> None:
        try:
            self.disk.truncate(fd, size)
            line = b""
        except OSError:
            trusted = False
        if not trusted:
            self._distrusted[path] = size, line
        self.close()

    def _rebuild_distrusted(self) -> None:
        """After a failed fsync the kernel may show bytes that the disk does not have: write the
        file anew, without the line that was refused but with what others appended since.
        """
        for path, (size, refused) in list(self._distrusted.items()):
            self.close()
            try:
                content = self.disk.read(path)
                since = content[size:]
                kept = b"" if refused.startswith(since) else since.removeprefix(refused)
                self.disk.replace(path, [content[:size], kept])
                found = self.disk.stat(path)
            except OSError as error:
                raise NotSaved(in_words(error)) from error
            if found and path.name in self.marks:
                self.marks[path.name].inode = found[0]
            del self._distrusted[path]

    def history(self, subjects: set[str]) -> dict[str, list[Fact]]:
        """Every fact about these subjects that has been read so far, in no particular order."""
        found: dict[str, list[Fact]] = {subject: [] for subject in subjects}
        needles = [_encoder.encode(each) for each in subjects] if len(subjects) < 8 else None
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


def in_words(error: OSError) -> str:
    """What went wrong with the disk, what was kept, and what to do."""
    import errno

    causes = {
        errno.ENOSPC: "the disk is full. Make room on it",
        errno.EDQUOT: "the disk quota is used up. Make room",
        errno.EROFS: "the data folder can only be read. Ask the keeper to make it writable",
        errno.EACCES: "this account may not write to the data folder. Ask the keeper to allow it",
        errno.EPERM: "this account may not write to the data folder. Ask the keeper to allow it",
    }
    cause = causes.get(error.errno or 0, f"the disk did not take it ({error.strerror or error})")
    if error.errno not in causes:
        cause += ". Ask the keeper to look at it"
    return f"Not saved: {cause}, then try again. Nothing was changed, all that was saved is safe."


def school_year(moment: datetime, starts: tuple[int, int] = (8, 1)) -> str:
    """The name of the school year a moment falls in, such as "2026-27".

    Parameters:
        starts: month and day of the first day of a school year.
    """
    first = moment.year - ((moment.month, moment.day) < starts)
    return f"{first}-{(first + 1) % 100:02}"
