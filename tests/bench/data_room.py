"""The figures of the data room."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from data.name_search import NameSearch
from data.records import OPEN, Request
from data.store.store import Store
from data.system import Disk
from kiosk.school.school import FAR_BEHIND
from tests.bench import schools
from tests.bench.figures import Row, at_least, at_most, p95, seconds, side_by_side
from tests.support.fakes import SetClock, ledger_file

MANY, FEW = 100_000, 1_000
DAYS, HOURS, VISITS = 20, 10, 100
"""School days to write, the hours of each, and the visits of a day, each of five facts."""


def rows() -> Iterator[Row]:
    """Every figure of this room."""
    with TemporaryDirectory(prefix="hallway-bench-") as root:
        large, small, crowd = Path(root, "large"), Path(root, "small"), Path(root, "crowd")
        schools.build(large, schools.term(MANY))
        schools.build(small, schools.term(FEW))
        schools.build(crowd, schools.requests(MANY, still_open=200))
        yield from _saving(large, small)
        yield from _against_stock(crowd)
        yield _ready(large)
        yield _written(large)
        yield from _names()
        yield _memory(large)


class SqliteTwin:
    """The same save in sqlite, as durable: the fact in a log, and the document that it makes in a
    table with an index for each key of the store's, in one transaction of WAL with synchronous
    FULL.

    Parameters:
        path: of the file, on the disk of the ledger.
        document: one of the table of requests.
    """

    def __init__(self, path: Path, document: Mapping[str, Any]) -> None:
        self._path, self._document, self._number = path, dict(document), count()
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("CREATE TABLE facts (number INTEGER PRIMARY KEY, subject, fact)")
        columns = ("open", "person", "place", "month")
        table = f"CREATE TABLE requests (id TEXT PRIMARY KEY, {', '.join(columns)}, row)"
        self._base.execute(table)
        for column in columns:
            self._base.execute(f"CREATE INDEX of_{column} ON requests ({column})")

    def save(self) -> None:
        """Save a fact and its document."""
        key, row = f"new{next(self._number)}", self._document
        row["id"] = key
        fact = {"kind": "request.flagged", "subject": key, "at": row["at"], "text": "x" * 200}
        self._base.execute("BEGIN IMMEDIATE")
        self._base.execute(
            "INSERT INTO facts (subject, fact) VALUES (?, ?)", (key, json.dumps(fact))
        )
        place, month = f"{row['room']} {row['category']}", row["at"][:7]
        kept = (key, "open", row["person"], place, month, json.dumps(row))
        self._base.execute("INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?, ?, ?)", kept)
        self._base.execute("COMMIT")

    def close(self) -> None:
        """Close and remove its files."""
        self._base.close()
        for path in self._path.parent.glob(f"{self._path.name}*"):
            path.unlink()


def _saver(store: Store) -> Callable[[], object]:
    number = count()
    return lambda: store.commit(lambda: [schools.flag(f"new{next(number)}", "p1")])


def _saving(large: Path, small: Path) -> Iterator[Row]:
    stores = [Store(folder, SetClock()) for folder in (large, small)]
    path = large / "ledger" / "raw"
    path.write_bytes(ledger_file(large).read_bytes())
    before = ledger_file(large).stat().st_size
    save = [_saver(store) for store in stores]
    for act in save:
        act()
    line = b"x" * (ledger_file(large).stat().st_size - before - 1) + b"\n"
    raw = os.open(path, os.O_WRONLY | os.O_APPEND)

    def append() -> None:
        os.write(raw, line)
        os.fsync(raw)

    sqlite = SqliteTwin(large / "ledger" / "twin", next(iter(stores[0].table("requests"))))
    acts = {"large": save[0], "raw": append, "small": save[1], "sqlite": sqlite.save}
    found = side_by_side(acts, times=1500)
    os.close(raw)
    path.unlink()
    sqlite.close()
    for store in stores:
        store.ledger.close()
    note = f" ({found['large'] * 1e3:.2f} ms)"
    what = "save one fact at 100,000, against a raw append + fsync"
    yield at_most(what, found["large"] / found["raw"], 1.5, note=note)
    yield at_most("  and against the same at 1,000", found["large"] / found["small"], 1.2)
    what = "  and against sqlite that keeps the same fact and document"
    yield at_most(what, found["large"] / found["sqlite"], 1.5)
    what = "  and in ms above the raw one"
    yield at_most(what, (found["large"] - found["raw"]) * 1e3, 0.15, unit=" ms")


def _against_stock(crowd: Path) -> Iterator[Row]:
    store = Store(crowd, SetClock())
    ours = side_by_side({"save": _saver(store)}, times=50)["save"]
    store.write_snapshot()
    documents = [dict(row) for row in store.table("requests")]

    stock_file = TinyDB(crowd.parent / "stock.json")
    stock_file.table("requests").insert_multiple(documents)
    stock = side_by_side(
        {"insert": lambda: stock_file.table("requests").insert(documents[0])}, times=3
    )["insert"]
    stock_file.close()
    note = f" ({stock * 1e3:.0f} ms to {ours * 1e3:.2f})"
    yield at_least("  and against stock TinyDB at 100,000 documents", stock / ours, 500, note=note)

    stock_memory = TinyDB(storage=MemoryStorage)
    table = stock_memory.table("requests", cache_size=0)
    table.insert_multiple(documents)
    is_open = where("state").one_of(list(OPEN))
    assert len(table.search(is_open)) == len(store.indexes.where("requests", "open"))
    searched = side_by_side({"search": lambda: table.search(is_open)}, times=5)["search"]
    asked = side_by_side({"queue": lambda: store.where(Request, "open")}, times=100)["queue"]
    note = f" ({searched * 1e3:.0f} ms to {asked * 1e3:.2f})"
    what = "the open queue (200 of 100,000), against TinyDB's search in memory"
    yield at_least(what, searched / asked, 100, note=note)
    store.ledger.close()


def _ready(large: Path) -> Row:
    with Store(large, SetClock()) as store:
        store.write_snapshot()
    content = (large / "store.json").read_bytes()
    found = side_by_side(
        {"open": lambda: Store(large, SetClock()), "loads": lambda: json.loads(content)}, times=7
    )
    note = f" ({found['open'] * 1e3:.0f} ms)"
    what = "all data ready at 100,000 facts, against json.loads of the same"
    return at_most(what, found["open"] / found["loads"], 2, note=note)


class CountingDisk(Disk):
    """A disk that counts the bytes it is given."""

    written = 0

    def write(self, fd: int, payload: bytes) -> None:
        self.written += len(payload)
        super().write(fd, payload)


def _written(large: Path) -> Row:
    """The bytes of a day, on average over days enough for the snapshot to be written once or more:
    it is looked at each hour, as the app does.
    """
    disk = CountingDisk()
    store = Store(large, SetClock(), disk)
    store.write_snapshot()
    disk.written, number = 0, count()
    for _ in range(DAYS * HOURS):
        for _ in range(VISITS // HOURS):
            for fact in schools.visit(next(number) + MANY, "p1", "p2"):
                store.commit(lambda fact=fact: [fact])  # type: ignore[misc]
        store.write_snapshot(behind=FAR_BEHIND)
    store.ledger.close()
    what = f"written in a day of {VISITS} visits at 100,000 facts"
    return at_most(what, disk.written / DAYS / 1e6, 10, unit=" MB")


def _names() -> Iterator[Row]:
    known = NameSearch()
    people = schools.names(10_000)
    for number, name in enumerate(people):
        known.put(str(number), name)
    chance = random.Random(3)
    typed, slipped = [], []
    for name in chance.sample(people, 120):
        typed += [name[:end] for end in range(1, len(name) + 1)]
        slip = chance.randrange(1, len(name) - 1)
        wrong = name[:slip] + "x" + name[slip + 1 :]
        slipped += [wrong[:end] for end in range(slip + 1, len(wrong) + 1)]
    for what, keys in (("", typed), ("with a slip, ", slipped)):
        taken = [seconds(lambda key=key: known.search(key)) for key in keys]  # type: ignore[misc]
        row = f"one key of name search in 10,000 names, {what}p95"
        yield at_most(row, p95(taken) * 1e3, 5, " ms")


_GROWTH = """
import sys
from pathlib import Path
from data.store.store import Store
from data.system import Disk
from kiosk.school.school import FAR_BEHIND
from tests.support.fakes import SetClock

def kept():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024

before = kept()
store = Store(Path(sys.argv[1]), SetClock())
assert len(store.table("requests")) > 10_000
print(kept() - before)
"""


def _memory(large: Path) -> Row:
    ran = subprocess.run(
        [sys.executable, "-c", _GROWTH, str(large)], capture_output=True, text=True, check=True
    )
    return at_most("memory at 100,000 facts", float(ran.stdout), 150, " MB")
