"""Indexes: the hot questions answered without going through a table.

Each is told of every document that changes, as it was and as it is, and holds document ids alone.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from data.name_search import NameSearch
from data.records.calendar import VisitKeys
from data.records.registry import TABLES
from data.records.table import Key
from data.records.thanks import CheckInKeys


class IdKeys(msgspec.Struct):
    """A document that is only asked for by its id."""

    id: str


class Contact(msgspec.Struct, frozen=True):
    """The last times somebody was there for a person, in seconds since 1970; 0 is never."""

    hello: float = 0.0
    fix: float = 0.0
    coaching: float = 0.0
    visit: float = 0.0

    @property
    def last(self) -> float:
        """The latest of any kind."""
        return max(self.hello, self.in_person)

    @property
    def in_person(self) -> float:
        """The latest for which somebody was with them: a hello alone is none."""
        return max(self.fix, self.coaching, self.visit)

    def latest_of(self, other: "Contact") -> "Contact":
        """The later time of each kind."""
        return Contact(
            max(self.hello, other.hello),
            max(self.fix, other.fix),
            max(self.coaching, other.coaching),
            max(self.visit, other.visit),
        )


NEVER = Contact()
MEETINGS = ("requests", "checkins", "visits")
"""Tables whose documents know of somebody who was there."""


KEYS: dict[str, type[Any]] = {table.name: table.keys or IdKeys for table in TABLES.values()}
"""Table -> what its rows are decoded to when the indexes are built."""


def keys_of(table: str, document: Any) -> Any:
    """Return what the indexes keep of a document.

    Raises:
        Exception: it holds something that nothing can be found by.
    """
    keys = msgspec.convert(document, KEYS[table], from_attributes=True)
    if hasattr(keys, "found_by"):
        set(keys.found_by())
    if table in MEETINGS:
        _met(keys)
    return keys


_DECODE = {name: msgspec.json.Decoder(KEYS[name]).decode for name in MEETINGS}


class Indexes:
    """What is known beside the tables.

    `ids[table]` turns an opaque id into TinyDB's document id; `by_key[table]` a key that a noun is
    found by into document ids; and contacts, names and badges are kept as they are asked for.
    `room_contact` is when somebody of the team was last in a room.
    """

    def __init__(self) -> None:
        self.ids: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.by_key: defaultdict[str, defaultdict[Key, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.contact: dict[str, Contact] = {}
        self.room_contact: dict[str, float] = {}
        self.names = NameSearch()
        self.badges: dict[str, str] = {}
        self._stale: set[Key] = set()
        """People and rooms of whom a document took back what it had said."""
        self._bearers: defaultdict[str, set[str]] = defaultdict(set)

    def where(self, table: str, name: str, value: str = "") -> tuple[int, ...]:
        """The document ids of a table under one key, in the order of the ids."""
        return tuple(self.by_key[table].get((name, value), ()))

    def put(self, table: str, doc_id: int, old: Any, new: Any) -> None:
        """Learn of one document.

        Parameters:
            old, new: its keys as they were and are; old is None for a document that was not
                there.
        """
        self.ids[table][new.id] = doc_id
        if hasattr(new, "found_by"):
            before = set(old.found_by()) if old is not None else set()
            after = set(new.found_by())
            for key in before - after:
                self._forget(table, key, doc_id)
            for key in after - before:
                insort(self.by_key[table][key], doc_id)
        if table == "people":
            self._put_person(old, new)
        elif table in MEETINGS:
            self._meet(old, new)

    def _forget(self, table: str, key: Key, doc_id: int) -> None:
        found = self.by_key[table]
        found[key].remove(doc_id)
        if not found[key]:
            del found[key]

    def _put_person(self, old: Any, new: Any) -> None:
        self.names.put(new.id, new.name if new.active else None)
        if old is not None and old.badge:
            self._bear(old.badge, new.id, bears=False)
        if new.badge and new.active:
            self._bear(new.badge, new.id, bears=True)

    def _bear(self, badge: str, person: str, *, bears: bool) -> None:
        """A badge that two people bear opens for the same one of them on every kiosk."""
        bearers = self._bearers[badge]
        if bears:
            bearers.add(person)
        else:
            bearers.discard(person)
        if bearers:
            self.badges[badge] = min(bearers)
        else:
            self.badges.pop(badge, None)
            del self._bearers[badge]

    def _meet(self, old: Any, new: Any) -> None:
        now = _met(new)
        if old is not None:
            was = _met(old)
            if (old.person, old.room) != (new.person, new.room) or now != now.latest_of(was):
                self._stale |= {("person", old.person), ("room", old.room)}
        if now != NEVER:
            self.contact[new.person] = now.latest_of(self.contact.get(new.person, NEVER))
            there = now.hello if isinstance(new, CheckInKeys) else now.in_person
            if new.room and there > self.room_contact.get(new.room, 0.0):
                self.room_contact[new.room] = there

    def recount(self, tables: Mapping[str, Mapping[int, bytes]]) -> None:
        """Where a document took back that somebody was there, ask all that are left.

        Parameters:
            tables: the rows.
        """
        stale, self._stale = self._stale, set()
        for name, value in stale:
            (self.contact if name == "person" else self.room_contact).pop(value, None)
        for name, value in stale:
            for table in MEETINGS:
                rows, decode = tables.get(table, {}), _DECODE[table]
                for doc_id in self._about(table, name, value):
                    self._meet(None, decode(rows[doc_id]))

    def _about(self, table: str, name: str, value: str) -> Iterator[int]:
        """The documents of a person or a room."""
        if name == "room" and table == "requests":
            places = self.by_key[table]
            for key in [key for key in places if key[0] == "place"]:
                if key[1].partition("\n")[0] == value:
                    yield from places[key]
        else:
            yield from self.where(table, name, value)


def _met(keys: Any) -> Contact:
    """When somebody was there for a person, as far as one document knows."""
    if isinstance(keys, CheckInKeys):
        return NEVER if keys.void else Contact(hello=_seconds(keys.at))
    if isinstance(keys, VisitKeys):
        return Contact(visit=_seconds(keys.held_at)) if keys.state == "held" else NEVER
    if not keys.fixed_at and not keys.coached_at:
        return NEVER
    return Contact(0.0, _seconds(keys.fixed_at), _seconds(keys.coached_at))


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp() if at else 0.0
