"""What a table of documents is: the type of its records, and how facts become them.

In the words of event sourcing, each table is a projection: its documents are the fold of their
facts. `data.store.fold` does the folding.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import msgspec

from data.ledger.facts import Fact, Order

START: Order = (0, "", "", 0)
"""The `head` of a document before its first fact."""

Key = tuple[str, str]
"""(name, value) by which an index finds documents: ("person", id), ("day", "2026-11-24"), ..."""


class Record(msgspec.Struct):
    """A document: what the facts about one subject make of it.

    Each has an `id`, the subject of its facts, and a `head`, the order of the last one of them.
    """

    def index_keys(self) -> Iterable[Key]:
        """Yield the keys that the document is found by, beside its id.

        Only fields that its Table names in `indexed` may be used: `indexed_part` has no others.
        """
        return ()


Create = Callable[[Any, Fact], Any]
"""(the document before or None, a fact) -> the document that the fact creates."""
Update = Callable[[Any, Fact], None]
"""(a document, a later fact): changes the document in place."""
NO_UPDATES: Mapping[str, Update] = MappingProxyType({})


class Table(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How the facts of one noun become the documents of one table.

    Parameters:
        name: the name of the table in the store.
        record: the type of its documents.
        creates: kind of fact -> the function that creates a document from it.
        updates: kind of fact -> the function that changes a document.
        fallback: changes a document by a fact of any other kind, such as one that only a newer
            version knows; None ignores such facts.
        starts_empty: whether the first fact of any kind creates a document of defaults.
        indexed: the fields, beside `id`, that the indexes need of a document.
        undone_fields: the values that fields get when the fact that created the document is undone.
    """

    name: str
    record: type[Any]
    creates: Mapping[str, Create]
    updates: Mapping[str, Update] = NO_UPDATES
    fallback: Update | None = None
    starts_empty: bool = False
    indexed: tuple[str, ...] = ()
    undone_fields: Mapping[str, Any] = MappingProxyType({})

    def fold(self, document: Any, fact: Fact) -> Any:
        """Return the document after one more fact; None while the one that creates it is missing.

        The document that is given may be changed in place.
        """
        if create := self.creates.get(fact.kind):
            return create(document, fact)
        update = self.updates.get(fact.kind, self.fallback)
        if update is None:
            return document
        if document is None and self.starts_empty:
            document = self.record(id=fact.subject)
        if document is not None:
            update(document, fact)
        return document

    def indexed_part(self) -> type[Any]:
        """Make the type of what the indexes need of a document: its id, its `indexed` fields, and
        its `index_keys`. To decode a row to it costs a fraction of decoding the whole record.

        Raises:
            KeyError: `indexed` names a field that the record has not got.
        """
        fields = {field.name: field for field in msgspec.structs.fields(self.record)}
        chosen = [fields[name] for name in ("id", *self.indexed)]
        return msgspec.defstruct(
            f"Indexed{self.record.__name__}",
            [(field.name, field.type, _default(field)) for field in chosen],
            namespace={"index_keys": self.record.index_keys},
            kw_only=True,
        )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    """Return the default of a field, if it has one, in the form that `defstruct` takes."""
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return msgspec.field() if field.required else msgspec.field(default=field.default)


def valid_moment(text: str) -> str:
    """Return a moment, as it is.

    Raises:
        ValueError: it is not ISO 8601 with an offset; the fold then skips the fact that holds it.
    """
    if datetime.fromisoformat(text).utcoffset() is None:
        raise ValueError(f"{text!r} has no offset")
    return text


def valid_date(text: str) -> str:
    """Return a date, as it is.

    Raises:
        ValueError: it is not ISO 8601; the fold then skips the fact that holds it.
    """
    date.fromisoformat(text)
    return text


def fields_of(body: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return those of the named fields that a body has."""
    return {name: body[name] for name in names if name in body}


def set_fields(document: Any, body: Mapping[str, Any], names: Iterable[str]) -> None:
    """Set those of the named fields of a document that a body has."""
    for name, value in fields_of(body, names).items():
        setattr(document, name, value)
