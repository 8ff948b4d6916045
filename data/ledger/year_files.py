"""The year files of a ledger, read from the front: how far, what is damaged, what is torn."""

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

LEAST_FACT = 120
"""Bytes that a fact takes at least."""
SUSPECT_SUFFIX = ".unsure"
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

    def explains(self, origin: str, incarnation: str, first: int, last: int) -> bool:
        """Return whether the facts of these numbers may have stood in these bytes: they are between
        the good ones on either side, and no more than there was room for.
        """
        known = [each for each in (self.after, self.before) if each is not None]
        mine = [each for each in known if (each.origin, each.incarnation) == (origin, incarnation)]
        fits = last - first < max(1, self.length // LEAST_FACT)
        if not mine:
            return fits and (not known or first == 1)  # it may have begun in these bytes
        return fits and all(
            first > each.seq if each is self.after else last < each.seq for each in mine
        )


def holds_whole_line(tail: bytes) -> bool:
    """Whether this is more than a half-written line: something said to be saved may be in it."""
    return b"\n" in tail or decode_line(tail) is not None or decode_line(tail[:-1]) is not None


class YearFiles:
    """The files of a folder, and how far each has been read.

    Parameters:
        folder: where the year files and the quarantine stand.
        disk: how files are touched.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self.marks: dict[str, Mark] = {}
        """How far each file has been read; a snapshot's marks may be put here."""
        self._looked: dict[str, tuple[int, int] | None] = {}
        """What each file was like when it was last looked at."""
        self.unreadable: set[str] = set()
        """What could not be read when all was read anew."""
        self.damage: list[Damage] = []
        self.torn = False
        """Whether this reader had to set a torn tail aside."""
        self._holds = False
        """Whether this process holds the right to append."""
        self._distrusted: set[str] = set()
        """Year files of which the disk may hold something else than it shows."""
        self._years: dict[str, Path] = {}

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
        except OSError:
            found = []
            self.unreadable.add(self.folder.name)
        names = sorted([name for name in found if name.endswith(".jsonl")])
        if names != list(self._years):
            self._years = {name: self.folder / name for name in names}
        if len(found) > len(names):
            marked = (name for name in found if name.endswith(SUSPECT_SUFFIX))
            self._distrusted.update(name.removesuffix(SUSPECT_SUFFIX) for name in marked)
        return self._years

    def quarantine_files(self) -> list[Path]:
        """Torn tails that were kept."""
        return sorted(self.quarantine.glob("*.bin"))

    def quarantined(self) -> Iterator[Fact]:
        """Find the facts whose heads can be read in what was set aside."""
        for path in self.quarantine_files():
            yield from heads_of(self.disk.read(path))

    @property
    def holds_torn(self) -> bool:
        """Whether something stands behind the last whole line of a file, or is to be settled."""
        sizes = {name: mark.size for name, mark in self.marks.items()}
        looked = {name: found[1] for name, found in self._looked.items() if found}
        return bool(self._distrusted) or any(looked[name] > sizes.get(name, 0) for name in looked)

    def forget(self) -> None:
        """Begin reading from the front again."""
        self.marks = {}
        self._looked = {}
        self.damage = []
        self.unreadable = set()

    def trust(self) -> None:
        """Every file has been written anew: nothing is to be settled any more."""
        self._distrusted.clear()

    def spoil(self) -> None:
        """What was read was not taken in: let the next look find the ledger changed."""
        self.marks = {"": Mark(0, 0, "")}
        self._looked = {}

    def is_current(self) -> bool:
        """Whether all that stands in the files has been read, and can be trusted."""
        years = self._look()
        now = {name: self.disk.stat(path) for name, path in years.items()}
        return not self._distrusted and not self.unreadable and now == self._looked

    def read_new_batches(
        self, *, repair: bool = False, tolerant: bool = False
    ) -> Iterator[list[Fact]]:
        """Read the batches that were appended since the last call, by this process or another.

        Parameters:
            tolerant: go on with the other files where one cannot be read.
            repair: settle what a failure left behind, and set a torn tail aside; only under the
                lock, when nobody can be writing it.

        Raises:
            LedgerChanged: a file is gone, shorter than what was read of it, or another file.
            NotSaved: what a failure left behind could not be set right.
        """
        years = self._look()
        self._looked = {}
        if repair:
            self._settle_first()
        if not self.marks.keys() <= years.keys():
            raise LedgerChanged
        for name, path in years.items():
            try:
                yield from self._news_of(name, path, repair)
            except OSError:
                if not tolerant:
                    raise
                self.unreadable.add(name)

    def _settle_first(self) -> None:
        """Settle what a failed write left behind; whoever writes knows how."""

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

    def _note(self, name: str, mark: Mark) -> None:
        """Remember that a file has been read, or written, to its end."""
        self.marks[name] = mark
        self._looked[name] = (mark.inode, mark.size)

    def _distrust(self, path: Path) -> None:
        """Remember, for other processes and the next start too, that a file has to be settled."""
        self._distrusted.add(path.name)
        with suppress(OSError):
            self.disk.replace(path.with_name(path.name + SUSPECT_SUFFIX), [])

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
            self._distrust(path)
            if must:
                raise NotSaved(not_saved_message(error)) from error
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
            self._distrust(path)
            raise NotSaved(not_saved_message(error)) from error
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
