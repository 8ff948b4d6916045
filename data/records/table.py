"""A noun: what its documents hold, and how its facts become them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import msgspec

from data.ledger.facts import Fact, Order

START: Order = (0, "", "", 0)
"""What a document's head is before its first fact."""

Key = tuple[str, str]
"""What a document can be found by beside its id: ("person", id), ("day", "2026-11-24"), ..."""


def moment(at: str) -> str:
    """A moment with its offset, as it is kept.

    Raises:
        ValueError: nobody could read it; whoever folds a fact with it passes it over.
    """
    if datetime.fromisoformat(at).utcoffset() is None:
        raise ValueError(f"{at!r} has no offset")
    return at


def day(at: str) -> str:
    """A date, as it is kept.

    Raises:
        ValueError: as moment.
    """
    date.fromisoformat(at)
    return at


Make = Callable[[Any, Fact], Any]
"""(document before or None, a fact that makes one) -> the document."""
Change = Callable[[Any, Fact], None]
"""(document, a later fact): changes the document in place."""
NO_CHANGES: Mapping[str, Change] = MappingProxyType({})


class Table(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How the facts of one noun become the documents of one table.

    Parameters:
        name: the table.
        record: the type of its documents.
        makes: kind of fact -> makes a document of it.
        changes: kind of fact -> changes a document.
        rest: changes a document by a kind that stands in neither, such as one that only a newer
            kiosk knows; None leaves it as it is.
        begins: whether a document begins with the first of its facts, whichever it is.
        keys: the fields its documents are found by, as a struct with a method `found_by`.
        gone: what the fields of a document are when its making is undone.
    """

    name: str
    record: type[Any]
    makes: Mapping[str, Make]
    changes: Mapping[str, Change] = NO_CHANGES
    rest: Change | None = None
    begins: bool = False
    keys: type[Any] | None = None
    gone: Mapping[str, Any] = MappingProxyType({})

    def fold(self, document: Any, fact: Fact) -> Any:
        """Return the document after one more fact; None while its first fact is missing."""
        if make := self.makes.get(fact.kind):
            return make(document, fact)
        change = self.changes.get(fact.kind, self.rest)
        if change is None:
            return document
        if document is None and self.begins:
            document = self.record(id=fact.subject)
        if document is not None:
            change(document, fact)
        return document


def fields_of(body: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the fields of a body that it has, of these."""
    return {name: body[name] for name in names if name in body}


def set_fields(document: Any, body: Mapping[str, Any], names: Iterable[str]) -> None:
    """Set those of these fields that a body has."""
    for name, value in fields_of(body, names).items():
        setattr(document, name, value)
