"""Reading the year files of a ledger: how far each has been read, what is damaged, what is torn."""

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from data.failures import NotSaved, not_saved_message
from data.ledger.facts import Fact
from data.ledger.lines import decode_line, heads_of
from data.system import Disk

MIN_FACT_BYTES = 120
"""Bytes that a fact takes at least."""
SUSPECT_SUFFIX = ".unsure"
"""Appended to a year file's name: an empty file of that name says that the year file is suspect."""


class LedgerChanged(Exception):
    """What was read before is no longer in the files: read everything again."""


class Mark(msgspec.Struct):
    """How far one file has been read.

    Parameters:
        inode: of the file.
        size: bytes that have been read, up to the end of a whole line.
        last: the checksum of the last line read, as it is written there.
    """

    inode: int
    size: int
    last: str


class Damage(msgspec.Struct, frozen=True):
    """A range of bytes in a year file that is not as it was written.

    Parameters:
        file: the name of the year file.
        offset, length: in bytes.
        after, before: the last good fact before these bytes and the first good one behind them;
            None where there is none.
    """

    file: str
    offset: int
    length: int
    after: Fact | None = None
    before: Fact | None = None

    def may_have_held(self, origin: str, incarnation: str, first: int, last: int) -> bool:
        """Return whether these bytes may have held the facts first to last of a stream: these lie
        between the good facts on either side, and there was room for them.
        """
        neighbours = [fact for fact in (self.after, self.before) if fact is not None]
        same_stream = [
            fact for fact in neighbours if (fact.origin, fact.incarnation) == (origin, incarnation)
        ]
        fits = last - first < max(1, self.length // MIN_FACT_BYTES)
        if not same_stream:
            return fits and (not neighbours or first == 1)  # a stream may begin in these bytes
        return fits and all(
            first > fact.seq if fact is self.after else last < fact.seq for fact in same_stream
        )


def holds_whole_line(tail: bytes) -> bool:
    """Return whether a tail is more than a half-written line, so that it may hold a saved fact."""
    return b"\n" in tail or decode_line(tail) is not None or decode_line(tail[:-1]) is not None


class YearFiles:
    """The files of a ledger, read from the front; `Ledger` adds writing.

    Parameters:
        folder: holds the year files and the quarantine.
        disk: all access to files.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self.marks: dict[str, Mark] = {}
        """How far each file has been read; the marks of a snapshot may be set here."""
        self._statuses: dict[str, tuple[int, int] | None] = {}
        """Inode and size of each file when it was last read or written."""
        self.unreadable: set[str] = set()
        """Files that could not be read when everything was read."""
        self.damage: list[Damage] = []
        self.torn = False
        """Whether this reader has moved a torn tail to the quarantine."""
        self._has_lock = False
        """Whether this process holds the right to append."""
        self._suspects: set[str] = set()
        """Year files of which the disk may hold something else than the kernel shows."""
        self._years: dict[str, Path] = {}
        self._listed: list[str] | None = None
        """What the folder had when it was last listed; None when something in it was suspect."""

    @property
    def quarantine(self) -> Path:
        """The folder where torn tails are kept."""
        return self.folder / "quarantine"

    def files(self) -> list[Path]:
        """Return the year files, oldest first."""
        return list(self._list_years().values())

    def _list_years(self) -> dict[str, Path]:
        """List the folder: name -> path of each year file, oldest first; learn of suspect ones."""
        try:
            listed = os.listdir(self.folder)
        except FileNotFoundError:
            listed = []
        except OSError:
            listed = []
            self.unreadable.add(self.folder.name)
        if listed == self._listed:
            return self._years
        names = sorted([name for name in listed if name.endswith(".jsonl")])
        if names != list(self._years):
            self._years = {name: self.folder / name for name in names}
        suspects = [name for name in listed if name.endswith(SUSPECT_SUFFIX)]
        self._suspects.update(name.removesuffix(SUSPECT_SUFFIX) for name in suspects)
        self._listed = None if suspects else listed
        return self._years

    def quarantine_files(self) -> list[Path]:
        """Return the files of torn tails."""
        return sorted(self.quarantine.glob("*.bin"))

    def quarantined_facts(self) -> Iterator[Fact]:
        """Yield a stand-in for each fact whose head can be read in the quarantine."""
        for path in self.quarantine_files():
            yield from heads_of(self.disk.read(path))

    @property
    def needs_repair(self) -> bool:
        """Whether a file is suspect, or has bytes behind its last whole line."""
        if self._suspects:
            return True
        for name, status in self._statuses.items():
            mark = self.marks.get(name)
            if status and status[1] > (mark.size if mark else 0):
                return True
        return False

    def reset(self) -> None:
        """Forget what was read, to read from the front again."""
        self.marks = {}
        self._statuses = {}
        self.damage = []
        self.unreadable = set()

    def clear_suspects(self) -> None:
        """Trust every file again, after all have been rewritten."""
        self._suspects.clear()

    def invalidate(self) -> None:
        """Make the next read raise LedgerChanged, because what was read has not been folded."""
        self.marks = {"": Mark(0, 0, "")}
        self._statuses = {}

    def is_current(self) -> bool:
        """Return whether all that is in the files has been read and can be trusted."""
        years = self._list_years()
        statuses = {name: self.disk.stat(path) for name, path in years.items()}
        return not self._suspects and not self.unreadable and statuses == self._statuses

    def read_new_batches(
        self, *, repair: bool = False, tolerant: bool = False
    ) -> Iterator[list[Fact]]:
        """Yield the batches that were appended since the last call, by this process or another.

        Parameters:
            repair: rewrite suspect files, and move a torn tail to the quarantine. Only under the
                lock: without it, a torn tail may be a line that another process is writing.
            tolerant: note a file that cannot be read in `unreadable`, and go on with the others.

        Raises:
            LedgerChanged: a file is gone, is shorter than what was read of it, or was replaced.
            NotSaved: a repair failed.
            OSError: a file cannot be read, unless tolerant.
        """
        years = self._list_years()
        self._statuses = {}
        if repair:
            self._repair_suspects()
        if not self.marks.keys() <= years.keys():
            raise LedgerChanged
        for name, path in years.items():
            try:
                status, mark = self.disk.stat(path), self.marks.get(name)
                if mark and status == (mark.inode, mark.size):
                    self._statuses[name] = status
                else:
                    yield from self._read_new_of(name, path, status, repair)
            except OSError:
                if not tolerant:
                    raise
                self.unreadable.add(name)

    def _repair_suspects(self) -> None:
        """Rewrite suspect files. Only Ledger can: it knows what is open."""

    def _read_new_of(
        self, name: str, path: Path, status: tuple[int, int] | None, repair: bool
    ) -> Iterator[list[Fact]]:
        """Yield the new batches of a file that is another one than it was.

        Parameters:
            status: inode and size, as they are now.
        """
        mark = self.marks.get(name)
        if status is None or (mark and (mark.inode != status[0] or mark.size > status[1])):
            raise LedgerChanged(name)
        self._statuses[name] = status
        if mark and not self._mark_fits(path, mark):
            raise LedgerChanged(name)  # another file that was given the same inode
        mark = mark or Mark(status[0], 0, "")
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
                self._report_damage(bad, batch[0] if batch else None)
                bad = []
                good_end = start + end + 1
                self.marks[name] = mark = Mark(status[0], good_end, line[:8].decode())
                last = batch[-1] if batch else last
                yield batch
            offset = end + 1
        tail = content[good_end - start :]
        batch = decode_line(tail)
        if batch is not None:
            if self._has_lock and self._end_line(path, required=repair):
                end_mark = Mark(status[0], good_end + len(tail) + 1, tail[:8].decode())
                self._remember(name, end_mark)
                yield batch
            return
        if holds_whole_line(tail):
            self._report_damage(bad or [Damage(name, good_end, len(tail), last)])
        if repair and tail:
            self._quarantine_tail(path, good_end, tail)
            self._remember(name, Mark(status[0], good_end, mark.last))

    def _remember(self, name: str, mark: Mark) -> None:
        """Remember that a file has been read, or written, to its end."""
        self.marks[name] = mark
        self._statuses[name] = (mark.inode, mark.size)

    def _suspect(self, path: Path) -> None:
        """Mark a file as suspect, for other processes and the next start too."""
        self._suspects.add(path.name)
        with suppress(OSError):
            self.disk.replace(path.with_name(path.name + SUSPECT_SUFFIX), [])

    def _report_damage(self, found: list[Damage], before: Fact | None = None) -> None:
        """Add damage that is not known yet to `damage`, with the first good fact behind it."""
        known = {(damage.file, damage.offset) for damage in self.damage}
        self.damage += [
            msgspec.structs.replace(damage, before=before)
            for damage in found
            if (damage.file, damage.offset) not in known
        ]

    def _end_line(self, path: Path, *, required: bool) -> bool:
        """Append the newline that a last line lost; its checksum fits, so all else is there.

        Parameters:
            required: whether the caller goes on to append behind that line.

        Returns:
            Whether it is on the disk. If it is not, a later read tries again.

        Raises:
            NotSaved: it is not, and it is required.
        """
        try:
            fd = self.disk.open_append(path)
            try:
                self.disk.write(fd, b"\n")
                self.disk.fsync(fd)
            finally:
                self.disk.close(fd)
        except OSError as error:
            self._suspect(path)
            if required:
                raise NotSaved(not_saved_message(error)) from error
            return False
        return True

    def _quarantine_tail(self, path: Path, size: int, tail: bytes) -> None:
        """Copy a torn tail to the quarantine, then cut its file back to a size in bytes.

        Raises:
            NotSaved: the disk refused; the tail is in the file or in the quarantine.
        """
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
            self._suspect(path)
            raise NotSaved(not_saved_message(error)) from error
        self.torn = True

    def matches_marks(self) -> bool:
        """Return whether the marks fit these files: the same files, at least as long, with the same
        line at each mark.
        """
        years = self._list_years()
        return years.keys() >= self.marks.keys() and all(
            self._mark_fits(years[name], mark) for name, mark in self.marks.items()
        )

    def _mark_fits(self, path: Path, mark: Mark) -> bool:
        status = self.disk.stat(path)
        if status is None or status[0] != mark.inode or status[1] < mark.size:
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

    def reread(self) -> Iterator[Fact]:
        """Yield again every fact that has been read so far."""
        for name, mark in list(self.marks.items()):
            for line in self.disk.read(self.folder / name)[: mark.size].split(b"\n"):
                yield from decode_line(line) or ()

    def read_history(self, subjects: set[str]) -> dict[str, list[Fact]]:
        """Return every fact about each of these subjects that has been read so far, in the order
        of the files.
        """
        history: dict[str, list[Fact]] = {subject: [] for subject in subjects}
        # Looking for a few ids in the bytes is much quicker than decoding every line.
        few = len(subjects) < 8
        needles = [msgspec.json.encode(subject) for subject in subjects] if few else []
        for name, path in self._list_years().items():
            if name not in self.marks:
                continue
            content = self.disk.read(path)[: self.marks[name].size]
            for line in content.split(b"\n"):
                if needles and not any(needle in line for needle in needles):
                    continue
                for fact in decode_line(line) or ():
                    if fact.subject in history:
                        history[fact.subject].append(fact)
        return history
