"""Undoing the last step, as a fact: what was done stays in the story, and what it changed is as it
was before, unless somebody has built upon it meanwhile.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from data.facts import Draft, Fact, Order
from data.fold import table_of
from data.nouns.table import Table
from kiosk.refused import Refused

if TYPE_CHECKING:
    from data.store import Store
    from kiosk.core import Core

T = TypeVar("T")
KEPT = ("id", "head", "story")
"""What an undo never touches: a story is only added to."""


class Back(msgspec.Struct, frozen=True):
    """The way back for one document: its last fact, and the fields that were other before it."""

    noun: str
    record: type[Any]
    subject: str
    step: Order
    to: dict[str, Any]


class Undo(msgspec.Struct, frozen=True):
    """The way back for one act."""

    said: str
    backs: tuple[Back, ...]


class Recorder:
    """Watches what one act does to the documents.

    Parameters:
        store: where they stand.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._before: dict[tuple[str, str], tuple[Table, Any]] = {}
        self._last: dict[tuple[str, str], Fact] = {}

    def watch(self, rule: Callable[[], Sequence[Draft]]) -> Callable[[], Sequence[Draft]]:
        """The same rule; what it is about to change is remembered as it stands."""

        def watched() -> Sequence[Draft]:
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
            if after is None or after.head != last.order or (before is None and not table.gone):
                return None
            backs.append(Back(noun, table.record, subject, last.order, _way(table, before, after)))
        return Undo(said, tuple(backs)) if backs else None


def _way(table: Table, before: Any, after: Any) -> dict[str, Any]:
    """The fields that an act has changed, as they were."""
    if before is None:
        return dict(table.gone)
    was, now = msgspec.to_builtins(before), msgspec.to_builtins(after)
    return {field: was[field] for field in now if field not in KEPT and was[field] != now[field]}


RECORDER: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
"""Who watches the act that is under way on this thread."""


def recorded(core: "Core", what: Callable[[], T], said: str) -> tuple[T, Undo | None]:
    """Do something and keep the way back.

    Parameters:
        said: what it is, for whoever takes it back.

    Raises:
        Refused, NotSaved: what it does; nothing was changed.
    """
    recorder = Recorder(core.store)
    token = RECORDER.set(recorder)
    try:
        done = what()
    finally:
        RECORDER.reset(token)
    return done, recorder.undo(said)


def take_back(core: "Core", undo: Undo, by: str) -> list[Fact]:
    """Undo it.

    Raises:
        Refused: somebody has gone on from there; nothing was changed.
    """

    def rule() -> list[Draft]:
        drafts = []
        for back in undo.backs:
            now = core.store.find(back.record, back.subject)
            if now is None or now.head != back.step:
                raise Refused(
                    f"It cannot be undone: somebody has gone on from there. {undo.said} stays."
                )
            body = {"step": list(back.step), "to": back.to}
            drafts.append(Draft(f"{back.noun}.undone", back.subject, by=by, body=body))
        return drafts

    return core.act(rule)
