"""TinyDB tables that live in memory, a document a row of JSON.

TinyDB builds its whole Table API on two methods: one reads the table, one runs an updater on it.
Answering those two with a view that decodes a row when it is looked at, and with a draft that
remembers which rows were touched, gives the API as TinyDB documents it, at the cost of the change
and not of the table. Every result is decoded for its caller alone, so results are copies.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, TypeVar

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

Row = bytes | msgspec.Raw
Rows = dict[int, Row]
Change = Mapping[int, bytes | None]
T = TypeVar("T")

_decode = msgspec.json.Decoder(dict[str, Any]).decode


def _encode(document: Mapping[str, Any]) -> bytes:
    """A row, refusing (TypeError, ValueError) what would not come back as it went in."""
    row = json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    _decode(row)
    return row


class MemoryStorage(Storage):
    """All tables' rows, and the lock that ids and writes are taken under."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {}
        self.lock = threading.RLock()

    def read(self) -> dict[str, dict[str, Any]]:
        """Every table, decoded; for whoever speaks to the storage as TinyDB does."""
        with self.lock:
            return {
                name: {str(doc_id): _decode(row) for doc_id, row in rows.items()}
                for name, rows in self.tables.items()
            }

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Put these tables in the place of all there are."""
        fresh: dict[str, Rows] = {
            name: {int(doc_id): _encode(document) for doc_id, document in table.items()}
            for name, table in data.items()
        }
        with self.lock:
            self.tables = fresh


class _View(Mapping[str, Any]):
    """A table as TinyDB reads it: ids as text, documents decoded when they are looked at."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getitem__(self, key: str) -> Any:
        return _decode(self._rows[int(key)])

    def __iter__(self) -> Iterator[str]:
        return map(str, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def items(self) -> Any:
        """Taken at once, so that a write meanwhile does not disturb whoever goes through them."""
        return ((str(key), _decode(row)) for key, row in tuple(self._rows.items()))


class _Changes(MutableMapping[int, Any]):
    """A table as TinyDB's updater changes it; nothing reaches the rows before `change`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._seen: dict[int, Any] = {}
        self._gone: set[int] = set()
        self._added = 0

    def __getitem__(self, key: int) -> Any:
        if key in self._gone:
            raise KeyError(key)
        if key not in self._seen:
            self._seen[key] = _decode(self._rows[key])
        return self._seen[key]

    def __setitem__(self, key: int, value: Any) -> None:
        self._added += key not in self
        self._gone.discard(key)
        self._seen[key] = value

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._added -= 1
        self._seen.pop(key, None)
        self._gone.add(key)

    def __contains__(self, key: object) -> bool:
        return key not in self._gone and (key in self._seen or key in self._rows)

    def __iter__(self) -> Iterator[int]:
        yield from (key for key in self._rows if key not in self._gone)
        yield from (key for key in self._seen if key not in self._rows)

    def __len__(self) -> int:
        return len(self._rows) + self._added

    def clear(self) -> None:
        self._seen.clear()
        self._gone = set(self._rows)
        self._added = -len(self._rows)

    def change(self) -> dict[int, bytes | None]:
        """Row or None (gone) for each id that differs from what stood there."""
        changed: dict[int, bytes | None] = {
            key: None for key in self._gone if key in self._rows and key not in self._seen
        }
        for key, document in self._seen.items():
            row = _encode(document)
            if key not in self._rows or bytes(self._rows[key]) != row:
                changed[key] = row
        return changed


class MemoryTable(Table):
    """A TinyDB table over rows in memory. `cache_size` is taken and not used: a cached result
    would be shared between callers, and decoding is quick.
    """

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        assert isinstance(storage, MemoryStorage)
        self._memory = storage
        super().__init__(storage, name, cache_size=cache_size * 0, persist_empty=persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        with self._memory.lock:
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        with self._memory.lock:
            return super().insert_multiple(documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        with self._memory.lock:
            return super().upsert(document, cond)

    def record(self, doc_id: int, kind: type[T]) -> T:
        """One document as a record of a type.

        Raises:
            KeyError: there is no such document.
        """
        return msgspec.json.decode(self.rows[doc_id], type=kind)

    @property
    def rows(self) -> Rows:
        """The rows as they stand, not to be changed."""
        with self._memory.lock:
            return self._memory.tables.get(self.name, {})

    def _read_table(self) -> Any:
        return _View(self.rows)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._memory.lock:
            draft = _Changes(self.rows)
            updater(draft)
            self.put(draft.change())

    def put(self, change: Change) -> None:
        """Lay encoded rows over the table; None takes one away."""
        with self._memory.lock:
            rows = self._memory.tables.setdefault(self.name, {})
            for doc_id, row in change.items():
                if row is None:
                    rows.pop(doc_id, None)
                else:
                    rows[doc_id] = row

    def __len__(self) -> int:
        return len(self.rows)


class MemoryDB(TinyDB):
    """A TinyDB whose tables live in memory and take writes at the cost of the change."""

    table_class = MemoryTable
    default_storage_class = MemoryStorage  # type: ignore[assignment]  # TinyDB does not type its hooks

    def tables(self) -> set[str]:
        return set(self.memory.tables)

    @property
    def memory(self) -> MemoryStorage:
        """The storage, as what it is."""
        storage = self.storage
        assert isinstance(storage, MemoryStorage)
        return storage


__all__ = ["Document", "MemoryDB", "MemoryStorage", "MemoryTable"]
