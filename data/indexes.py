"""Indexes: the hot questions answered without going through a table.

Each is told of every document that changes, as it was and as it is, and holds document ids alone.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

import msgspec

from data.names import Names
from data.records import OPEN


class RequestKeys(msgspec.Struct):
    """The fields of a request that are asked by; the rest of a row is not decoded for them."""

    id: str
    state: str
    lane: str
    category: str
    room: str
    person: str
    since: str
    owner: str = ""


class PersonKeys(msgspec.Struct):
    """The fields of a person that are asked by."""

    id: str
    key: str
    name: str
    badge: str
    active: bool


class CheckInKeys(msgspec.Struct):
    """The fields of a check-in that are asked by."""

    id: str
    person: str
    at: str


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


KEYS: dict[str, type[Any]] = {
    "requests": RequestKeys,
    "people": PersonKeys,
    "checkins": CheckInKeys,
}
"""Table -> what its rows are decoded to when the indexes are built."""


class Indexes:
    """What is known beside the tables: ids, open requests, each person's requests, contact, names.

    `ids[table]` turns an opaque id into TinyDB's document id.
    """

    def __init__(self) -> None:
        self.ids: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.open: set[int] = set()
        self.by_person: defaultdict[str, list[int]] = defaultdict(list)
        self.by_place: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.contact: dict[str, Contact] = {}
        self.names = Names()
        self.badges: dict[str, str] = {}
        self.people_by_key: dict[str, str] = {}

    def put(self, table: str, doc_id: int, old: Any, new: Any) -> None:
        """Learn of one document.

        Parameters:
            old, new: its keys as they were and are (records serve as well); old is None for a
                document that was not there.
        """
        self.ids[table][new.id] = doc_id
        if table == "requests":
            self._put_request(doc_id, old, new)
        elif table == "people":
            self._put_person(old, new)
        elif table == "checkins":
            self._touch(new.person, hello=_seconds(new.at))

    def _put_request(self, doc_id: int, old: Any, new: Any) -> None:
        if old is None:
            self.by_person[new.person].append(doc_id)
            self.by_place[new.room, new.category].append(doc_id)
        elif (old.room, old.category) != (new.room, new.category):
            self.by_place[old.room, old.category].remove(doc_id)
            self.by_place[new.room, new.category].append(doc_id)
        if new.state in OPEN:
            self.open.add(doc_id)
        else:
            self.open.discard(doc_id)
            if new.state in {"finished", "confirmed"}:
                when = _seconds(new.since)
                if new.lane == "fix":
                    self._touch(new.person, fix=when)
                else:
                    self._touch(new.person, coaching=when)

    def _put_person(self, old: Any, new: Any) -> None:
        self.names.put(new.id, new.name if new.active else None)
        if old is not None:
            if old.badge:
                self.badges.pop(old.badge, None)
            if self.people_by_key.get(old.key) == new.id:
                del self.people_by_key[old.key]
        if new.badge and new.active:
            self.badges[new.badge] = new.id
        if new.key:
            self.people_by_key[new.key] = new.id

    def _touch(
        self, person: str, hello: float = 0.0, fix: float = 0.0, coaching: float = 0.0
    ) -> None:
        known = self.contact.get(person, Contact())
        self.contact[person] = Contact(
            max(known.hello, hello), max(known.fix, fix), max(known.coaching, coaching)
        )


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()
