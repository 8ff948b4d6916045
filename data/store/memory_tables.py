"""TinyDB tables that live in memory, each document as a row of JSON.

TinyDB builds its whole Table API on two methods: one reads the table, the other runs an updater on
it. Here the first returns a view that decodes a row when it is asked for, and the second a draft
that remembers which rows were changed. So the API works as TinyDB documents it, and costs as much
as the change, not as the table. Every result is decoded for its caller alone, so results are
copies.
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
RowChanges = Mapping[int, bytes | None]
"""Document id -> its new row; None deletes it."""
T = TypeVar("T")

_decode = msgspec.json.Decoder(dict[str, Any]).decode


def _encode(document: Mapping[str, Any]) -> bytes:
    """Encode a document as a row.

    Raises:
        TypeError, ValueError: it would not be decoded to what it is.
    """
    row = json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    _decode(row)
    return row


class MemoryStorage(Storage):
    """The rows of all tables, and the lock for reading and writing more than one of them."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {}
        self.lock = threading.RLock()

    def read(self) -> dict[str, dict[str, Any]]:
        """Return every table decoded, as TinyDB's storages do."""
        with self.lock:
            return {
                name: {str(doc_id): _decode(row) for doc_id, row in rows.items()}
                for name, rows in self.tables.items()
            }

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Replace all tables, as TinyDB's storages do."""
        fresh: dict[str, Rows] = {
            name: {int(doc_id): _encode(document) for doc_id, document in table.items()}
            for name, table in data.items()
        }
        with self.lock:
            self.tables = fresh


class _TableView(Mapping[str, Any]):
    """A table as TinyDB reads it: text ids, documents decoded when they are asked for."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getitem__(self, key: str) -> Any:
        return _decode(self._rows[int(key)])

    def __iter__(self) -> Iterator[str]:
        return map(str, tuple(self._rows))

    def __len__(self) -> int:
        return len(self._rows)

    def items(self) -> Any:
        """Iterate over a copy of the rows, so that a write meanwhile does no harm."""
        return ((str(key), _decode(row)) for key, row in tuple(self._rows.items()))


class _TableDraft(MutableMapping[int, Any]):
    """A table as TinyDB's updater changes it; the rows stay as they are (see `changes`)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._decoded: dict[int, Any] = {}
        self._deleted: set[int] = set()
        self._growth = 0

    def __getitem__(self, key: int) -> Any:
        if key in self._deleted:
            raise KeyError(key)
        if key not in self._decoded:
            self._decoded[key] = _decode(self._rows[key])
        return self._decoded[key]

    def __setitem__(self, key: int, value: Any) -> None:
        self._growth += key not in self
        self._deleted.discard(key)
        self._decoded[key] = value

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._growth -= 1
        self._decoded.pop(key, None)
        self._deleted.add(key)

    def __contains__(self, key: object) -> bool:
        return key not in self._deleted and (key in self._decoded or key in self._rows)

    def __iter__(self) -> Iterator[int]:
        yield from (key for key in self._rows if key not in self._deleted)
        yield from (key for key in self._decoded if key not in self._rows)

    def __len__(self) -> int:
        return len(self._rows) + self._growth

    def clear(self) -> None:
        self._decoded.clear()
        self._deleted = set(self._rows)
        self._growth = -len(self._rows)

    def changes(self) -> dict[int, bytes | None]:
        """Return the row, or None for deleted, of each id whose row differs from before."""
        changed: dict[int, bytes | None] = {
            key: None for key in self._deleted if key in self._rows and key not in self._decoded
        }
        for key, document in self._decoded.items():
            row = _encode(document)
            if key not in self._rows or bytes(self._rows[key]) != row:
                changed[key] = row
        return changed


class MemoryTable(Table):
    """A TinyDB table over rows in memory.

    Parameters:
        cache_size: accepted as by TinyDB, and ignored: a cached result would be shared between
            callers.
    """

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = 0,  # noqa: ARG002
        persist_empty: bool = False,
    ) -> None:
        assert isinstance(storage, MemoryStorage)
        self._memory = storage
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)

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
        """Return a document as a record of a type.

        Raises:
            KeyError: there is no such document.
        """
        return msgspec.json.decode(self.rows[doc_id], type=kind)

    @property
    def rows(self) -> Rows:
        """The rows of this table; the caller must not change them."""
        with self._memory.lock:
            return self._memory.tables.get(self.name, {})

    def _read_table(self) -> Any:
        return _TableView(self.rows)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._memory.lock:
            draft = _TableDraft(self.rows)
            updater(draft)
            self.put(draft.changes())

    def put(self, changes: RowChanges) -> None:
        """Insert, replace or delete encoded rows."""
        with self._memory.lock:
            rows = self._memory.tables.setdefault(self.name, {})
            for doc_id, row in changes.items():
                if row is None:
                    rows.pop(doc_id, None)
                else:
                    rows[doc_id] = row

    def __len__(self) -> int:
        return len(self.rows)


class MemoryDB(TinyDB):
    """A TinyDB whose tables live in memory, where a write costs as much as the change."""

    table_class = MemoryTable
    default_storage_class = MemoryStorage  # type: ignore[assignment]  # TinyDB does not type its hooks

    def tables(self) -> set[str]:
        return set(self.memory.tables)

    @property
    def memory(self) -> MemoryStorage:
        """The storage, with its type."""
        storage = self.storage
        assert isinstance(storage, MemoryStorage)
        return storage


__all__ = ["Document", "MemoryDB", "MemoryStorage", "MemoryTable"]
