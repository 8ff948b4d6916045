"""What the tests of the store begin with."""

from pathlib import Path

import pytest

from data.ledger.facts import raw_fact
from data.store.store import Store
from tests.support.fakes import (
    SetClock,
    asked,
    claimed,
    flagged,
    foreign,
    hello,
    listed,
    open_store,
    save,
)


def live_in(store: Store) -> None:
    """A morning in which something of everything happens."""
    clock = store.clock
    assert isinstance(clock, SetClock)
    save(store, listed("ana", "Ana Müller", badge="b1"), listed("ben", "Ben O'Neil", badge="b2"))
    save(store, listed("cy", "Cyrus A. Vance", badge="b1"), listed("dee", "Dee"))
    for number in range(6):
        clock.forward(minutes=3)
        save(store, flagged(f"r{number}", whom="ana" if number % 2 else "dee"))
    for number in range(4):
        clock.forward(minutes=3)
        save(store, claimed(f"r{number}"))
    done = {"minutes": 5}
    save(store, raw_fact("request.finished", "r0", by="ben", body=done))
    clock.forward(hours=1)
    save(store, raw_fact("request.finished", "r1", by="ben", body=done))
    save(store, raw_fact("request.reopened", "r1", by="ana"))
    save(store, raw_fact("request.moved", "r1", by="ben", body={"lane": "coaching"}))
    save(store, raw_fact("request.withdrawn", "r2", by="dee"), hello("dee"), hello("ana"))
    save(store, raw_fact("person.left", "cy"), raw_fact("pin.set", "ben", body={"hash": "x"}))
    save(store, raw_fact("thanks.given", "t1", by="ana", whom="ben", body={"text": "for all"}))
    store.ingest([foreign("request.claimed", "late", 2, by="zoe"), foreign("request.new", "?", 9)])
    store.ingest([asked("other", 3), asked("late", 1, lamport=1)])
    store.ingest([foreign("request.claimed", "orphan", 4, by="zoe")])
    save(store, flagged("last"))


@pytest.fixture
def lived(tmp_path: Path) -> Store:
    store = open_store(tmp_path)
    live_in(store)
    return store
