"""The fold: a document is its own facts, in order, laid upon each other.

Every kiosk that has the same facts has the same documents, whatever order they came in. A fact
that no longer fits the state (claimed here while it was withdrawn there) changes nothing but the
story: it happened, and it is told. How each noun folds stands in `data/nouns`.
"""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

import msgspec

from data.facts import Draft, Fact, Order
from data.nouns import TABLES
from data.nouns.table import Table, moment

KEPT = ("id", "head", "story")
"""What an undo never touches."""


def table_of(fact: Fact | Draft) -> Table | None:
    """The table a fact belongs to; None for a kind a newer kiosk knows and this one does not."""
    return TABLES.get(fact.kind.partition(".")[0])


def step(table: Table, now: Any, fact: Fact) -> Any:
    """The document after one more fact, which must be later than all it holds.

    A fact that cannot be read here (a newer kiosk may say more) changes nothing but its head.
    """
    try:
        after = table.fold(copy(now), fact) if _dated(fact) else copy(now)
        if now is not None and fact.kind.endswith(".undone") and "step" in fact.body:
            after = _taken_back(table, now.head, after, fact)
        if after is not None:
            msgspec.json.decode(msgspec.json.encode(after), type=table.record)
    except (KeyError, TypeError, ValueError):
        after = copy(now)
    if after is not None:
        after.head = fact.order
    return after


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
        if field not in KEPT and field in now and now[field] == made[field]
    }
    for field, was in before.items():
        if was and (field in {"start", "at"} or field.endswith("_at")):
            moment(was)
    return msgspec.convert(now | before, table.record)


def _dated(fact: Fact) -> bool:
    return datetime.fromisoformat(fact.at).utcoffset() is not None


def refold(table: Table, facts: Iterable[Fact]) -> Any:
    """The document of all its facts, whatever order they are given in; other facts may be there."""
    now = None
    mine = [fact for fact in facts if table_of(fact) is table]
    for fact in sorted(mine, key=_total_order) if len(mine) > 1 else mine:
        now = step(table, now, fact)
    return now


def _total_order(fact: Fact) -> tuple[Any, ...]:
    return (*fact.order, msgspec.json.encode(fact, order="deterministic"))
