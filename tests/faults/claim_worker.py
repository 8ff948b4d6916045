"""What each of two coaches does in `test_clashes`: act after act upon the same requests, from a
process of their own. Only what was said to be saved is told.
"""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from data.ledger.facts import NewFact
from data.records import Lane, Request
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.school.recorder import Undo
from kiosk.school.undo import record_act, take_back

FEW = 10
"""Open requests below which another one comes in."""

Act = Callable[[Request], Sequence[NewFact]]


def acts(desk: Desk, me: str, other: str, place: int) -> dict[str, Act]:
    """What can be done with a request.

    Parameters:
        place: which act of this coach it is; said in its words.
    """
    said = f"{me} {place}"
    until = desk.now().date() + timedelta(days=1)
    theirs: Lane = "fix" if other == "ben" else "coaching"
    return {
        "claimed": lambda r: rules.claim(r, me),
        "moved": lambda r: rules.move(r, me, said),
        "noted": lambda r: rules.note(r, me, said),
        "paused": lambda r: rules.pause(r, me, said, until),
        "handed": lambda r: rules.hand(r, me, other, theirs, said),
        "finished": lambda r: rules.finish(r, me, 5, said),
        "declined": lambda r: rules.decline(r, me, said),
        "pinned": lambda r: rules.pin(r, me),
    }


def work(folder: Path, me: str, other: str, seconds: float, told: Connection) -> None:
    """Do whatever comes first, again and again, always to the one that the other is at as well.

    Parameters:
        seconds: for so long.
        told: takes (request, kind, words) for each act that was saved, and the states at the end.
    """
    desk = Desk(folder)
    chance = random.Random(me)
    end, place = monotonic() + seconds, 0
    undo: Undo | None = None
    while monotonic() < end:
        standings = desk.requests.standings()
        if len(standings) < FEW:  # so that there is something to clash about to the end
            desk.requests.flag(Need("fix", "maria", "Printer", when="now"))
            continue
        place += 1
        key = standings[min(len(standings) - 1, chance.randrange(2))].request.id
        kind, act = chance.choice(list(acts(desk, me, other, place).items()))
        if kind in ("finished", "declined") and chance.random() < 0.9:
            continue
        try:
            if undo and chance.random() < 0.2:
                taken, last = undo.backs[0].subject, undo
                undo = None
                take_back(desk, last, me)
                told.send((taken, "undone", ""))
            _, undo = record_act(desk, lambda key=key, act=act: desk.requests.act(key, act), "")  # type: ignore[misc]
            told.send((key, kind, f"{me} {place}"))
        except Refused:
            desk.store.refresh()  # the other was quicker
    told.send(None)
    told.recv()
    desk.store.refresh()
    told.send(sorted((r.id, r.state, r.lane, r.owner) for r in desk.store.records(Request)))
    desk.close()
