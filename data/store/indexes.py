"""The indexes: they answer the frequent questions without a search through a table.

Each document that changes is put into them, with what they knew of it before. They hold document
ids, not documents.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import msgspec

from data.name_search import NameSearch
from data.records.registry import TABLES
from data.records.table import Key, Table
from data.store.contact import CONTACTS, NEVER, Contact

TABLES_BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES.values()}
"""Name of a table -> how its documents are made."""


@cache
def indexed_type(table: str) -> type[Any]:
    """Return the type to which rows of a table are decoded when the indexes are built. It is made
    when the store is opened, for which the first screen does not wait.
    """
    return TABLES_BY_NAME[table].indexed_part()


@cache
def row_decoder(table: str) -> Callable[[bytes | msgspec.Raw], Any]:
    """Return what decodes a row of a table to its indexed part."""
    return msgspec.json.Decoder(indexed_type(table)).decode


@cache
def record_decoder(table: str) -> Callable[[bytes | msgspec.Raw], Any]:
    """Return what decodes a row of a table to its record."""
    return msgspec.json.Decoder(TABLES_BY_NAME[table].record).decode


def keys_of(table: str, document: Any) -> set[Key]:
    """Return the keys that find a document, after trying all else that the indexes will ask of it.

    Raises:
        Exception: the document cannot be indexed.
    """
    if table in CONTACTS:
        CONTACTS[table](document)
    return set(document.index_keys())


class TableIndex(NamedTuple):
    """Where the documents of a table are.

    Parameters:
        ids: opaque id -> TinyDB's document id.
        by_key: index key -> document ids, sorted.
    """

    ids: dict[str, int]
    by_key: defaultdict[Key, list[int]]


class Indexes:
    """The indexes of all tables.

    Attributes:
        contact: person -> when somebody of the team was last in contact with them.
        room_contact: room -> when somebody of the team was last there, in seconds since 1970.
        names: finds the active people by a part of their name.
        badges: the number of a badge -> who signs in with it.
    """

    def __init__(self) -> None:
        self._tables: dict[str, TableIndex] = {}
        self._unread: dict[str, Mapping[int, bytes | msgspec.Raw]] = {}
        """The rows of tables that nobody has asked for yet."""
        self.contact: dict[str, Contact] = {}
        self.room_contact: dict[str, float] = {}
        self.names = NameSearch()
        self.badges: dict[str, str] = {}
        self._stale: set[Key] = set()
        """("person", id) or ("room", name) of which a document no longer says that it was met."""
        self._badge_holders: defaultdict[str, set[str]] = defaultdict(set)

    def of(self, table: str) -> TableIndex:
        """Return the index of a table. One that was loaded is read when it is first asked for: a
        command asks for two or three.

        Another thread may ask at the same time. Whoever changes a table asks before.
        """
        known = self._tables.get(table)
        if known is None:
            rows = dict(self._unread.get(table, {}))
            parts = zip(rows, map(row_decoder(table), rows.values()), strict=True)
            known = self._tables.setdefault(table, _index_of(parts))
        return known

    def read_all(self) -> None:
        """Read every table that nobody has asked for yet, so that nobody waits for one later."""
        for table in self._unread:
            self.of(table)

    def where(self, table: str, name: str, value: str = "") -> tuple[int, ...]:
        """Return the document ids of a table under one key, sorted."""
        return tuple(self.of(table).by_key.get((name, value), ()))

    def load(self, table: str, rows: Mapping[int, bytes | msgspec.Raw]) -> None:
        """Take the documents of a table of which none is known yet; whoever has them knows the
        contacts that they tell of.

        Parameters:
            rows: document id -> row of JSON, in the order of the ids.
        """
        if table == "people":
            parts = list(map(row_decoder(table), rows.values()))
            self._tables[table] = _index_of(zip(rows, parts, strict=True))
            for part in parts:
                self._put_person(None, part)
        else:
            self._unread[table] = rows

    def put(self, table: str, doc_id: int, old: Any, new: Any, after: set[Key]) -> None:
        """Index a document.

        Parameters:
            old: the document as it was, or its indexed part; None for a new one.
            new: the document as it is.
            after: its keys, as `keys_of` returns them.
        """
        index = self.of(table)
        index.ids[new.id] = doc_id
        before = set(old.index_keys()) if old is not None else set()
        for key in before - after:
            _remove_key(index, key, doc_id)
        for key in after - before:
            doc_ids = index.by_key[key]
            if doc_ids and doc_ids[-1] > doc_id:
                insort(doc_ids, doc_id)
            else:  # a new document: a search through a long list would wait for its memory
                doc_ids.append(doc_id)
        if table == "people":
            self._put_person(old, new)
        elif table in CONTACTS:
            self._put_contact(table, old, new)

    def _put_person(self, old: Any, new: Any) -> None:
        self.names.put(new.id, new.name if new.active else None)
        if old is not None and old.badge:
            self._badge_holders[old.badge].discard(new.id)
            self._assign_badge(old.badge)
        if new.badge and new.active:
            self._badge_holders[new.badge].add(new.id)
            self._assign_badge(new.badge)

    def _assign_badge(self, badge: str) -> None:
        """Let a badge that two people hold sign in the same one of them on every kiosk."""
        if holders := self._badge_holders[badge]:
            self.badges[badge] = min(holders)
        else:
            self.badges.pop(badge, None)
            del self._badge_holders[badge]

    def _put_contact(self, table: str, old: Any, new: Any) -> None:
        contact = CONTACTS[table](new)
        if old is not None:
            earlier = CONTACTS[table](old)
            is_elsewhere = (old.person, old.room) != (new.person, new.room)
            if is_elsewhere or not contact.covers(earlier):
                self._stale |= {("person", old.person), ("room", old.room)}
        if contact != NEVER:
            known = self.contact.get(new.person, NEVER)
            if not known.covers(contact):
                self.contact[new.person] = contact.latest_of(known)
            there = contact.hello if table == "checkins" else contact.in_person
            if new.room and there > self.room_contact.get(new.room, 0.0):
                self.room_contact[new.room] = there

    def recompute_stale(self, rows_by_table: Mapping[str, Mapping[int, bytes]]) -> None:
        """Compute the last contact of people and rooms anew where a document took back its own.

        Parameters:
            rows_by_table: table -> document id -> row of JSON.
        """
        stale, self._stale = self._stale, set()
        for name, value in stale:
            (self.contact if name == "person" else self.room_contact).pop(value, None)
        for name, value in stale:
            for table in CONTACTS:
                rows, decode = rows_by_table.get(table, {}), row_decoder(table)
                for doc_id in self._doc_ids_of(table, name, value):
                    self._put_contact(table, None, decode(rows[doc_id]))

    def _doc_ids_of(self, table: str, name: str, value: str) -> Iterator[int]:
        """Yield the ids of the documents of a person or a room."""
        if name == "room" and table == "requests":
            by_key = self.of(table).by_key
            for key in [key for key in by_key if key[0] == "place"]:
                if key[1].partition("\n")[0] == value:
                    yield from by_key[key]
        else:
            yield from self.where(table, name, value)


def _index_of(parts: Iterable[tuple[int, Any]]) -> TableIndex:
    """Index documents, given with their document ids in the order of these."""
    index = TableIndex({}, defaultdict(list))
    for doc_id, part in parts:
        index.ids[part.id] = doc_id
        for key in set(part.index_keys()):
            index.by_key[key].append(doc_id)
    return index


def _remove_key(index: TableIndex, key: Key, doc_id: int) -> None:
    doc_ids = index.by_key[key]
    doc_ids.remove(doc_id)
    if not doc_ids:
        del index.by_key[key]
