"""Indexes: the hot questions answered without going through a table.

Each is told of every document that changes, as it was and as it is, and holds document ids alone.
"""

from bisect import insort
from collections import defaultdict
from datetime import datetime
from typing import Any

import msgspec

from data.names import Names
from data.nouns import TABLES
from data.nouns.kindness import CheckInKeys
from data.nouns.table import Key


class IdKeys(msgspec.Struct):
    """A document that is only asked for by its id."""

    id: str


class Contact(msgspec.Struct, frozen=True):
    """The last times somebody was there for a person, in seconds since 1970; 0 is never."""

    hello: float = 0.0
    fix: float = 0.0
    coaching: float = 0.0

    @property
    def last(self) -> float:
        """The latest of any kind."""
        return max(self.hello, self.fix, self.coaching)

    def or_later(self, other: "Contact") -> "Contact":
        """The later time of each kind."""
        return Contact(
            max(self.hello, other.hello),
            max(self.fix, other.fix),
            max(self.coaching, other.coaching),
        )


NEVER = Contact()


KEYS: dict[str, type[Any]] = {table.name: table.keys or IdKeys for table in TABLES.values()}
"""Table -> what its rows are decoded to when the indexes are built."""


class Indexes:
    """What is known beside the tables.

    `ids[table]` turns an opaque id into TinyDB's document id; `found[table]` a key that a noun is
    found by into document ids; and contacts, names and badges are kept as they are asked for.
    """

    def __init__(self) -> None:
        self.ids: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.found: defaultdict[str, defaultdict[Key, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.contact: dict[str, Contact] = {}
        self.names = Names()
        self.badges: dict[str, str] = {}
        self.stale = False
        """A document took back what it had said of a contact: make the indexes from the rows."""
        self._bearers: defaultdict[str, set[str]] = defaultdict(set)

    def where(self, table: str, name: str, value: str = "") -> tuple[int, ...]:
        """The document ids of a table under one key, in the order of the ids."""
        return tuple(self.found[table].get((name, value), ()))

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
                insort(self.found[table][key], doc_id)
        if table == "people":
            self._put_person(old, new)
        elif table in {"requests", "checkins"}:
            self._meet(old, new)

    def _forget(self, table: str, key: Key, doc_id: int) -> None:
        found = self.found[table]
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
            self.stale |= old.person != new.person or now != now.or_later(was)
        if now != NEVER:
            self.contact[new.person] = now.or_later(self.contact.get(new.person, NEVER))


def _met(keys: Any) -> Contact:
    """When somebody was there for a person, as far as one document knows."""
    if isinstance(keys, CheckInKeys):
        return Contact(hello=_seconds(keys.at))
    if not keys.fixed_at and not keys.coached_at:
        return NEVER
    return Contact(0.0, _seconds(keys.fixed_at), _seconds(keys.coached_at))


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp() if at else 0.0
