"""Twenty thousand rounds on a dying disk: every operation may fail at any time, also the cut back
after a failed write or fsync, in two processes that end and begin again.
"""

import os
import random
from contextlib import suppress
from pathlib import Path

import pytest

from data.failures import MaybeSaved, NotSaved
from data.ledger.facts import new_id
from data.store.store import Store
from data.system import Disk
from tests.support.fakes import SetClock, flagged, hello, replayed, save

ROUNDS = 20_000
SEEDS = 20
CHECKED = 250
"""Rounds between two looks at all that was said."""


class DyingDisk(Disk):
    """A disk whose operations fail at random while it is `ill`, alone or together."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.ill = 0.0
        self.worse = 0.0
        """How likely it is that cutting back and rewriting fail as well."""

    def _may_fail(self, likely: float) -> None:
        if self._chance.random() < likely:
            code = self._chance.choice((5, 28, 30))
            raise OSError(code, os.strerror(code))

    def open_append(self, path: Path) -> int:
        self._may_fail(self.ill / 2)
        return super().open_append(path)

    def write(self, fd: int, payload: bytes) -> None:
        if self._chance.random() < self.ill:
            part = self._chance.choice((0, 1, len(payload) // 2, len(payload) - 1, len(payload)))
            super().write(fd, payload[:part])
            raise OSError(5, os.strerror(5))
        super().write(fd, payload)

    def fsync(self, _fd: int) -> None:
        self._may_fail(self.ill)

    def truncate(self, fd: int, size: int) -> None:
        self._may_fail(self.worse)
        super().truncate(fd, size)

    def close(self, fd: int) -> None:
        super().close(fd)
        self._may_fail(self.ill / 4)

    def stat(self, path: Path) -> tuple[int, int] | None:
        self._may_fail(self.ill / 8)
        return super().stat(path)

    def read(self, path: Path, start: int = 0) -> bytes:
        self._may_fail(self.ill / 4)
        return super().read(path, start)

    def rename(self, old: Path, new: Path) -> None:
        self._may_fail(self.worse)
        super().rename(old, new)

    def remove(self, path: Path) -> None:
        self._may_fail(self.ill / 4)
        super().remove(path)

    def sync_folder(self, _path: Path) -> None:
        self._may_fail(self.ill / 4)

    def lock(self, path: Path) -> int:
        self._may_fail(self.ill / 8)
        return super().lock(path)


class Kiosk:
    """One process on the folder, and what it has told people."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder, self._chance = folder, chance
        self.disk = DyingDisk(chance)
        self._store: Store | None = None
        self.saved: set[str] = set()
        self.refused: set[str] = set()
        self.unsure = 0

    def act(self) -> None:
        """Say something, look, write the snapshot, end, or begin again."""
        chance = self._chance
        self.disk.ill = chance.choice((0.0, 0.02, 0.3))
        self.disk.worse = chance.choice((0.0, 0.5, 1.0)) if self.disk.ill else 0.0
        with suppress(NotSaved):
            if self._store is None:
                self._store = Store(self._folder, SetClock(), self.disk)
            store = self._store
            match chance.randrange(20):
                case 0:
                    store.ledger.close()
                    self._store = None
                case 1:
                    store.refresh()
                case 2:
                    with suppress(OSError):
                        store.write_snapshot()
                case _:
                    self._say(store)

    def end(self) -> None:
        """Let go of the files."""
        if self._store is not None:
            self._store.ledger.close()

    def _say(self, store: Store) -> None:
        key = new_id()
        try:
            save(store, flagged(key, text="x" * self._chance.randrange(400)), hello())
        except MaybeSaved:
            self.unsure += 1
        except NotSaved:
            self.refused.add(key)
        else:
            self.saved.add(key)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_answer_about_saving_is_true_on_a_dying_disk(tmp_path: Path, seed: int) -> None:
    """Lose nothing that was reported as saved, find nothing that was reported as not saved, and
    report nothing as missing.
    """
    chance = random.Random(seed)
    kiosks = [Kiosk(tmp_path, chance), Kiosk(tmp_path, chance)]
    for count in range(1, ROUNDS // SEEDS + 1):
        chance.choice(kiosks).act()
        if count % CHECKED == 0:
            look(tmp_path, kiosks)
    for kiosk in kiosks:
        kiosk.end()
    assert all(kiosk.saved and kiosk.refused and kiosk.unsure for kiosk in kiosks)


def look(folder: Path, kiosks: list[Kiosk]) -> None:
    """Compare all that was said with what is there."""
    store = replayed(folder)
    there = set(store.indexes.of("requests").ids)
    for kiosk in kiosks:
        assert kiosk.saved <= there
        assert not kiosk.refused & there
    assert not store.missing
    assert not store.conflicts
    assert not store.ledger.damage
