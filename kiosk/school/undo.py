"""Undo the last step. An undo is a fact too: the story keeps what was done, and the documents are
as they were before, unless somebody has changed them since.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from data.ledger.facts import Fact, NewFact, raw_fact
from kiosk.school.errors import Refused
from kiosk.school.recorder import RECORDER, Recorder, Undo
from kiosk.school.school import School

T = TypeVar("T")

MAX_UNDOS = 20
"""Steps of a session that can be undone."""


def record_act(school: School, act: Callable[[], T], said: str) -> tuple[T, Undo | None]:
    """Do an act and record how to undo it.

    Parameters:
        act: does it.
        said: what it does, in words, for whoever undoes it.

    Raises:
        Refused, NotSaved: the act failed; nothing was changed.
    """
    recorder = Recorder(school.store)
    token = RECORDER.set(recorder)
    try:
        done = act()
    finally:
        RECORDER.reset(token)
    return done, recorder.undo(said)


def can_undo(school: School, undo: Undo) -> bool:
    """Return whether nobody has changed the documents since, so that the act can be undone."""
    documents = ((back, school.store.find(back.record, back.subject)) for back in undo.backs)
    return all(document is not None and document.head == back.step for back, document in documents)


def take_back(school: School, undo: Undo, by: str) -> list[Fact]:
    """Undo an act.

    Parameters:
        by: id of whoever undoes it.

    Raises:
        Refused: somebody has changed the documents since; nothing was changed.
    """

    def rule() -> list[NewFact]:
        if not can_undo(school, undo):
            raise Refused(f"It stays, since someone has gone on from there: {undo.said}")
        facts = []
        for back in undo.backs:
            body = {
                "step": list(back.step),
                "to": back.to,
                "made": back.made,
                "lines": back.lines,
            }
            facts.append(raw_fact(f"{back.noun}.undone", back.subject, by=by, body=body))
        return facts

    return school.act(rule)


def rebase_undos(undos: Sequence[Undo], undone: Undo, facts: Sequence[Fact]) -> list[Undo]:
    """Return the undos of earlier acts after a later act was undone.

    An earlier act that the undone one had built upon is the last on its document again, and can be
    undone in its turn.

    Parameters:
        undos: of the earlier acts.
        undone: the one that was undone.
        facts: the facts that undid it.
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
