"""Undoing the last step, as a fact: what was done stays in the story, and what it changed is as it
was before, unless somebody has built upon it meanwhile.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from data.ledger.facts import Fact, NewFact, raw_fact
from kiosk.school.errors import Refused
from kiosk.school.recorder import RECORDER, Recorder, Undo
from kiosk.school.school import School

T = TypeVar("T")


def record_act(school: School, what: Callable[[], T], said: str) -> tuple[T, Undo | None]:
    """Do something and keep the way back.

    Parameters:
        said: what it is, for whoever takes it back.

    Raises:
        Refused, NotSaved: what it does; nothing was changed.
    """
    recorder = Recorder(school.store)
    token = RECORDER.set(recorder)
    try:
        done = what()
    finally:
        RECORDER.reset(token)
    return done, recorder.undo(said)


def can_undo(school: School, undo: Undo) -> bool:
    """Whether nobody has gone on from there, so that it can still be taken back."""
    documents = ((back, school.store.find(back.record, back.subject)) for back in undo.backs)
    return all(document is not None and document.head == back.step for back, document in documents)


def take_back(school: School, undo: Undo, by: str) -> list[Fact]:
    """Undo it.

    Raises:
        Refused: somebody has gone on from there; nothing was changed.
    """

    def rule() -> list[NewFact]:
        if not can_undo(school, undo):
            raise Refused(f"It stays, since somebody has gone on from there: {undo.said}")
        drafts = []
        for back in undo.backs:
            body = {
                "step": list(back.step),
                "to": back.to,
                "made": back.made,
                "lines": back.lines,
            }
            drafts.append(raw_fact(f"{back.noun}.undone", back.subject, by=by, body=body))
        return drafts

    return school.act(rule)


def rebase_undos(undos: Sequence[Undo], undone: Undo, facts: Sequence[Fact]) -> list[Undo]:
    """The ways back from earlier steps, after a later one has been taken back: what stood on each
    document before that one stands again, and can be undone in its turn.

    Parameters:
        facts: that took it back.
    """
    fresh = {fact.subject: fact.order for fact in facts}
    stood = {(back.subject, back.after): fresh[back.subject] for back in undone.backs}
    return [
        Undo(
            undo.said,
            tuple(
                msgspec.structs.replace(back, step=stood.get((back.subject, back.step), back.step))
                for back in undo.backs
            ),
        )
        for undo in undos
    ]
