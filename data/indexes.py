"""Indexes: the hot questions answered without going through a table.

Each is told of every document that changes, as it was and as it is, and holds document ids alone.
"""

from bisect import insort
from collections import defaultdict
from datetime import datetime
from typing import Any

import msgspec

from data.names import Names
from data.records import OPEN, CheckIn, Joined


class RequestKeys(msgspec.Struct):
    """The fields of a request that are asked by; the rest of a row is not decoded for them."""

    id: str
    state: str
    category: str
    room: str
    person: str
    joined: list[Joined] = []
    fixed_at: str = ""
    coached_at: str = ""


class PersonKeys(msgspec.Struct):
    """The fields of a person that are asked by."""

    id: str
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

    def or_later(self, other: "Contact") -> "Contact":
        """The later time of each kind."""
        return Contact(
            max(self.hello, other.hello),
            max(self.fix, other.fix),
            max(self.coaching, other.coaching),
        )


NEVER = Contact()


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
        self.stale = False
        """A document took back what it had said of a contact: make the indexes from the rows."""
        self._bearers: defaultdict[str, set[str]] = defaultdict(set)

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
            self._meet(old, new)

    def _put_request(self, doc_id: int, old: Any, new: Any) -> None:
        before, after = (_concerned(each) if each else set() for each in (old, new))
        for person in before - after:
            _stand(self.by_person, doc_id, person, None)
        for person in after - before:
            _stand(self.by_person, doc_id, None, person)
        if old is None or (old.room, old.category) != (new.room, new.category):
            place = old and (old.room, old.category)
            _stand(self.by_place, doc_id, place, (new.room, new.category))
        if new.state in OPEN:
            self.open.add(doc_id)
        else:
            self.open.discard(doc_id)
        self._meet(old, new)

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


def _stand(index: dict[Any, list[int]], doc_id: int, old: Any, new: Any) -> None:
    """Move a document to where it stands now; each list is in the order of the ids."""
    if old is not None:
        index[old].remove(doc_id)
        if not index[old]:
            del index[old]
    if new is not None:
        insort(index[new], doc_id)


def _concerned(keys: Any) -> set[str]:
    """Whose request it is: who asked, and who has the same trouble."""
    return {keys.person, *(each.person for each in keys.joined)}


def _met(keys: Any) -> Contact:
    """When somebody was there for a person, as far as one document knows."""
    if keys.__class__ in {CheckInKeys, CheckIn}:
        return Contact(hello=_seconds(keys.at))
    if not keys.fixed_at and not keys.coached_at:
        return NEVER
    return Contact(0.0, _seconds(keys.fixed_at), _seconds(keys.coached_at))


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp() if at else 0.0
