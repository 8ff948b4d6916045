"""What one act does to the documents, watched so that it can be taken back."""

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
    """The way back for one document.

    Parameters:
        step: the fact that is undone, which has to be the document's last.
        after: the document's last fact before it; None when it was not there.
        to, made: the fields that it changed, as they were and as it made them.
        lines: how many lines it wrote into the story.
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
    """The way back for one act; without backs it has none."""

    said: str
    backs: tuple[DocumentUndo, ...]


class Recorder:
    """Watches what one act does to the documents.

    Parameters:
        store: where they stand.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._before: dict[tuple[str, str], tuple[Table, Any]] = {}
        self._last: dict[tuple[str, str], Fact] = {}

    def watch(self, rule: Callable[[], Sequence[NewFact]]) -> Callable[[], Sequence[NewFact]]:
        """The same rule; what it is about to change is remembered as it stands."""

        def watched() -> Sequence[NewFact]:
            drafts = rule()
            for draft in drafts:
                noun = draft.kind.partition(".")[0]
                table = table_of(draft)
                if table:
                    found = self._store.find(table.record, draft.subject)
                    self._before.setdefault((noun, draft.subject), (table, found))
            return drafts

        return watched

    def done(self, facts: Sequence[Fact]) -> None:
        """These are what came of it."""
        for fact in facts:
            self._last[fact.kind.partition(".")[0], fact.subject] = fact

    def undo(self, said: str) -> Undo | None:
        """The way back; None where nothing was done, or something cannot be taken back."""
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
            was, now = _plain(before), _plain(after)
            to = dict(table.undone_fields)
            if before is not None:
                to = {f: was[f] for f in now if f not in NEVER_UNDONE and was[f] != now[f]}
            made = {field: now[field] for field in to}
            lines = len(now.get("story", ())) - len(was.get("story", ()))
            since = before.head if before is not None else None
            step = last.order
            backs.append(DocumentUndo(noun, table.record, subject, step, since, to, made, lines))
        return Undo(said, tuple(backs)) if backs else None


def _plain(document: Any) -> dict[str, Any]:
    """A document as a fact can carry it."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(document)) or {}
    return found


RECORDER: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
"""Who watches the act that is under way on this thread."""
