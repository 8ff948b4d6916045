"""Record what one act does to the documents, so that it can be undone."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import Table
from data.store.fold import NEVER_UNDONE, table_of

if TYPE_CHECKING:
    from data.store.store import Store


class DocumentUndo(msgspec.Struct, frozen=True):
    """How to undo what an act did to one document.

    Parameters:
        step: the fact to undo, which must still be the document's last.
        after: the document's last fact before it; None when the act made the document.
        to: the fields that it changed, as they were before.
        made: the same fields, as it made them.
        lines: how many lines it added to the story.
    """

    noun: str
    record: type[Any]
    subject: str
    step: Order
    after: Order | None
    to: dict[str, Any]
    made: dict[str, Any]
    lines: int = 0


class Undo(msgspec.Struct, frozen=True):
    """How to undo one act.

    Parameters:
        said: what was done, in words.
        backs: how to undo each document that it changed.
    """

    said: str
    backs: tuple[DocumentUndo, ...]


class Recorder:
    """Records what one act does to the documents.

    Parameters:
        store: where they are kept.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._before: dict[tuple[str, str], tuple[Table, Any]] = {}
        self._last: dict[tuple[str, str], Fact] = {}

    def watch(self, rule: Callable[[], Sequence[NewFact]]) -> Callable[[], Sequence[NewFact]]:
        """Return the same rule, which also remembers the documents it is about to change."""

        def watched() -> Sequence[NewFact]:
            facts = rule()
            for fact in facts:
                noun = fact.kind.partition(".")[0]
                table = table_of(fact)
                if table:
                    document = self._store.find(table.record, fact.subject)
                    self._before.setdefault((noun, fact.subject), (table, document))
            return facts

        return watched

    def done(self, facts: Sequence[Fact]) -> None:
        """Take the facts that came of the act."""
        for fact in facts:
            self._last[fact.kind.partition(".")[0], fact.subject] = fact

    def undo(self, said: str) -> Undo | None:
        """Return how to undo the act; None where nothing was done, or it cannot be undone.

        Parameters:
            said: what was done, in words.
        """
        backs = []
        for (noun, subject), (table, before) in self._before.items():
            after = self._store.find(table.record, subject)
            last = self._last[noun, subject]
            if (
                after is None
                or after.head != last.order
                or (before is None and not table.undone_fields)
            ):
                return None
            before_fields, after_fields = _plain(before), _plain(after)
            to = dict(table.undone_fields)
            if before is not None:
                to = {
                    f: before_fields[f]
                    for f in after_fields
                    if f not in NEVER_UNDONE and before_fields[f] != after_fields[f]
                }
            made = {field: after_fields[field] for field in to}
            lines = len(after_fields.get("story", ())) - len(before_fields.get("story", ()))
            since = before.head if before is not None else None
            step = last.order
            backs.append(DocumentUndo(noun, table.record, subject, step, since, to, made, lines))
        return Undo(said, tuple(backs)) if backs else None


def _plain(document: Any) -> dict[str, Any]:
    """Return a document as the body of a fact can carry it."""
    fields: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(document)) or {}
    return fields


RECORDER: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
"""The recorder of the act under way on this thread."""
