"""The fold: a document is its own facts, in order, laid upon each other.

Every kiosk that has the same facts has the same documents, whatever order they came in. A fact
that no longer fits the state (claimed here while it was withdrawn there) changes nothing but the
story: it happened, and it is told. How each noun folds stands in `data/records`.
"""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

import msgspec

from data.ledger.facts import RECOVERED, Fact, NewFact, Order
from data.records.registry import TABLES
from data.records.table import Table, moment
from data.store.indexes import keys_of

NEVER_UNDONE = ("id", "head", "story")
"""What an undo never touches."""


def table_of(fact: Fact | NewFact) -> Table | None:
    """The table a fact belongs to; None for a kind a newer kiosk knows and this one does not."""
    return TABLES.get(fact.kind.partition(".")[0])


def step(table: Table, now: Any, fact: Fact) -> Any:
    """The document after one more fact, which must be later than all it holds.

    A fact that cannot be read here (a newer kiosk may say more, a foreign tool anything) changes
    nothing but its head: whatever goes wrong in folding it is that fact's fault alone.
    """
    try:
        after = _after(table, now, fact)
        if after is not None:
            msgspec.json.decode(msgspec.json.encode(after), type=table.record)
            keys_of(table.name, after)
    except Exception:  # a body may hold anything, so that anything may go wrong
        after = copy(now)
    if after is not None:
        after.head = order_of(fact)
    return after


def order_of(fact: Fact) -> Order:
    """Return where a fact stands in the story of its document: its own place, or that of the last
    fact of those that a recovered document holds.
    """
    if fact.kind.endswith(RECOVERED):
        try:
            head: Order = msgspec.convert(fact.body["document"]["head"], Order)
            return head
        except (KeyError, TypeError, msgspec.ValidationError):
            return fact.order
    return fact.order


def _after(table: Table, now: Any, fact: Fact) -> Any:
    if fact.kind.endswith(RECOVERED):
        return _checked(table, fact.body["document"])
    after = table.fold(copy(now), fact) if _dated(fact) else copy(now)
    if now is not None and fact.kind.endswith(".undone") and "step" in fact.body:
        return _taken_back(table, now.head, after, fact)
    return after


def _checked(table: Table, document: dict[str, Any]) -> Any:
    """A document that came from elsewhere, with moments that can be read."""
    for field, value in document.items():
        if value and (field in {"start", "at"} or field.endswith("_at")):
            moment(value)
    return msgspec.convert(document, table.record)


def _taken_back(table: Table, head: Order, after: Any, fact: Fact) -> Any:
    """The document without its last fact, which an `.undone` names together with the fields as they
    were before it and as it made them. When another fact came between, on a kiosk that was apart,
    it takes nothing back: what that one meant was the document as it stood. A field that is not as
    the fact made it, since another one was earlier, stays as it is.
    """
    if tuple(fact.body["step"]) != head:
        return after
    now, made = msgspec.json.decode(msgspec.json.encode(after)), fact.body["made"]
    before = {
        field: was
        for field, was in fact.body["to"].items()
        if field not in NEVER_UNDONE and field in now and now[field] == made[field]
    }
    return _checked(table, now | before)


def _dated(fact: Fact) -> bool:
    return datetime.fromisoformat(fact.at).utcoffset() is not None


def refold(table: Table, facts: Iterable[Fact]) -> Any:
    """The document of all its facts, whatever order they are given in, one that is given twice
    counted once; other facts may be there.
    """
    now = before = None
    mine = [fact for fact in facts if table_of(fact) is table]
    for fact in sorted(mine, key=_total_order) if len(mine) > 1 else mine:
        if fact != before:
            now = step(table, now, fact)
        before = fact
    return now


def _total_order(fact: Fact) -> tuple[Any, ...]:
    """Sort by place, a recovered document behind the last fact that it holds."""
    last = fact.kind.endswith(RECOVERED)
    return (*order_of(fact), last, msgspec.json.encode(fact, order="deterministic"))
