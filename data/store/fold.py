"""The fold: a document is the result of its own facts, applied one after another in their order.

Every kiosk that has the same facts has the same documents, in whatever order the facts arrived. A
fact that no longer fits the state of its document (claimed on one kiosk while it was withdrawn on
another) changes its history alone. How each kind of fact changes its document is defined in
`data.records`.
"""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from data.ledger.facts import RECOVERED, Fact, NewFact, Order
from data.records.registry import TABLES
from data.records.table import Key, Table, valid_moment
from data.store.indexes import keys_of, record_decoder

encode_row = msgspec.json.Encoder(order="deterministic").encode
"""Encodes a document as the row of its table: the same bytes on every kiosk."""
NEVER_UNDONE = ("id", "head", "story")
"""Fields that an undo does not restore."""


class Folded(NamedTuple):
    """A document that facts made.

    Parameters:
        document: the record.
        row: the same, as the row of its table.
        keys: the keys that find it.
    """

    document: Any
    row: bytes
    keys: set[Key]


def table_of(fact: Fact | NewFact) -> Table | None:
    """Return the table that a fact belongs to; None for a noun that this version does not know."""
    return TABLES.get(fact.kind.partition(".")[0])


def apply(table: Table, document: Any, fact: Fact) -> Folded | None:
    """Return a document after one more fact, which must be later than all that it holds.

    Parameters:
        document: as it is now, which is not changed; None when there is none yet.

    Returns:
        The new document, or None while the fact that creates it is missing. A fact that this
        version cannot read (a newer kiosk may write more, another program anything) changes
        nothing but the head.
    """
    try:
        after = _apply_unchecked(table, document, fact)
        return None if after is None else _folded(table, after, fact)
    except Exception:  # a body may hold anything, so that anything may go wrong
        return None if document is None else _folded(table, copy(document), fact)


def _folded(table: Table, document: Any, fact: Fact) -> Folded:
    """Date a document by its last fact, and try whether it can be read back and found.

    Raises:
        Exception: it cannot, or it is not the document that the fact is about.
    """
    if document.id != fact.subject:
        raise ValueError("a fact cannot change another document")
    document.head = order_of(fact)
    row = encode_row(document)
    record_decoder(table.name)(row)
    return Folded(document, row, keys_of(table.name, document))


def order_of(fact: Fact) -> Order:
    """Return the order in which a fact is applied to its document: its own, or for a recovered
    document that of the last fact that the document holds.
    """
    if fact.kind.endswith(RECOVERED):
        try:
            head: Order = msgspec.convert(fact.body["document"]["head"], Order)
            return head
        except (KeyError, TypeError, msgspec.ValidationError):
            return fact.order
    return fact.order


def _apply_unchecked(table: Table, document: Any, fact: Fact) -> Any:
    if fact.kind.endswith(RECOVERED):
        return _converted(table, fact.body["document"])
    after = table.fold(copy(document), fact) if _is_dated(fact) else copy(document)
    if document is not None and fact.kind.endswith(".undone") and "step" in fact.body:
        return _without_last_fact(table, document.head, after, fact)
    return after


def _converted(table: Table, fields: dict[str, Any]) -> Any:
    """Convert the fields of a document that another kiosk sent to a record.

    Raises:
        ValueError: a moment cannot be read.
        ValidationError: a field is of another type.
    """
    for name, value in fields.items():
        if value and (name in {"start", "at"} or name.endswith("_at")):
            valid_moment(value)
    return msgspec.convert(fields, table.record)


def _without_last_fact(table: Table, head: Order, document: Any, undo: Fact) -> Any:
    """Return a document without its last fact, which an `.undone` fact takes back.

    Parameters:
        head: the order of the last fact of the document.
        document: with the `.undone` fact applied.
        undo: its body has the order of the fact to undo ("step"), and the fields that this changed
            with their values before ("to") and after it ("made").

    When another fact came between, on a kiosk that was apart, nothing is undone: its author meant
    the document as it was. A field that is not as "made" says stays as it is: there, an earlier
    fact has arrived since.
    """
    if tuple(undo.body["step"]) != head:
        return document
    fields, made = msgspec.json.decode(msgspec.json.encode(document)), undo.body["made"]
    before = {
        name: value
        for name, value in undo.body["to"].items()
        if name not in NEVER_UNDONE and name in fields and fields[name] == made[name]
    }
    return _converted(table, fields | before)


def _is_dated(fact: Fact) -> bool:
    return datetime.fromisoformat(fact.at).utcoffset() is not None


def refold(table: Table, facts: Iterable[Fact]) -> Folded | None:
    """Return the document that all its facts make, or None while the one that creates it is
    missing.

    Parameters:
        facts: in any order, duplicates and facts of other tables among them, which are skipped.
    """
    folded: Folded | None = None
    last: Fact | None = None
    own = [fact for fact in facts if table_of(fact) is table]
    for fact in sorted(own, key=_sort_key) if len(own) > 1 else own:
        if fact != last:
            folded = apply(table, folded and folded.document, fact)
        last = fact
    return folded


def _sort_key(fact: Fact) -> tuple[Any, ...]:
    """Sort by order, a recovered document behind the last fact that it holds; of two facts with the
    same id, by content.
    """
    is_recovered = fact.kind.endswith(RECOVERED)
    return (*order_of(fact), is_recovered, msgspec.json.encode(fact, order="deterministic"))
