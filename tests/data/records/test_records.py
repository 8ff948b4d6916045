"""Every noun: the same facts make the same documents, found by the same keys, on every kiosk and
after every restart; and what a newer kiosk says is kept without harm.
"""

import random
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import Fact
from data.records.registry import TABLES
from data.store.store import Store
from tests.support.fakes import (
    QuickDisk,
    SetClock,
    copies,
    documents,
    foreign,
    indexed,
    open_store,
    replayed,
    shared,
    told,
)

START = "2026-11-05T09:10+00:00"
LATER = "2026-11-06T10:30+00:00"
SHARED = {"title": "Exit tickets", "url": "https://x.example", "tags": ["maths"], "helps": True}
VERBS: dict[str, dict[str, dict[str, Any]]] = {
    "request": {
        "flagged": {"lane": "coaching", "category": "Plan a lesson", "room": "12"},
        "claimed": {},
        "scheduled": {"owner": "ben", "until": START},
        "released": {},
        "joined": {"room": "4"},
        "noted": {"text": "On my way"},
        "read": {},
        "corrected": {"room": "14"},
        "moved": {"lane": "fix", "text": "a cable"},
        "finished": {"minutes": 4},
        "pinned": {},
        "unpinned": {},
        "handed": {"owner": "cy", "whom": "cy", "text": "the cable is bad", "lane": "fix"},
        "referred": {"outside": "The vendor", "text": "with the vendor", "until": "2026-11-12"},
        "offered": {},
        "taken": {"answer": "yes"},
        "asked": {},
        "told": {"outcome": "worked"},
        "reopened": {},
        "withdrawn": {},
        "declined": {"text": "no"},
    },
    "person": {
        "listed": {"key": "k", "name": "Ana Duarte", "badge": "b"},
        "left": {},
    },
    "preference": {"thanks": {"shown": "wall"}, "erasure_asked": {}, "erasure_taken_back": {}},
    "hours": {"set": {"free": ["tue Period 2"]}},
    "pin": {"set": {"hash": "h"}, "tried": {}, "fitted": {}, "removed": {}},
    "roster": {"imported": {"source": "staff.csv", "added": 3}, "undone": {}},
    "thanks": {"given": {"reason": "For your help"}, "allowed": {"shown": "initials"}},
    "checkin": {"made": {}, "told": {"day": "Good"}},
    "note": {"left": {"text": "Lovely lesson"}, "read": {}},
    "resource": {
        "added": SHARED,
        "changed": {"title": "Entry tickets", "tags": []},
        "retired": {},
    },
    "take": {
        "made": {"resource": "r1"},
        "wished": {"wished": True},
        "asked": {},
        "told": {"outcome": "partly", "text": "Half of them"},
    },
    "introduction": {
        "asked": {"resource": "r1"},
        "answered": {"answer": "yes"},
        "seen": {},
        "offered": {"by": "cy", "about": "Podcasts"},
    },
    "visit": {
        "booked": {"coach": "ben", "start": START, "minutes": 60, "request": "r1"},
        "moved": {"start": LATER, "minutes": 90, "period": "Period 3"},
        "cancelled": {"text": "ill"},
        "told": {},
        "held": {"minutes": 45},
        "missed": {},
        "answered": {"text": "They talked to each other"},
    },
    "door": {"opened": {"date": "2026-11-05", "period": "Period 2", "text": "Come"}, "closed": {}},
    "workshop": {
        "planned": {"title": "Slides", "start": START, "minutes": 45, "places": 1},
        "signed": {},
        "left": {},
        "changed": {"start": LATER, "places": 2},
        "cancelled": {"text": "ill"},
        "told": {},
    },
    "presence": {"told": {"where": "Library", "until": START}, "ended": {}},
    "problem": {
        "opened": {"title": "Wi-Fi is slow", "category": "Wi-Fi", "rooms": ["12"]},
        "changed": {"expected": "Friday", "wing": "East"},
        "joined": {"room": "31"},
        "ended": {"text": "A new cable"},
        "told": {},
    },
    "announcement": {"made": {"text": "Cake", "date": "2026-11-05"}, "withdrawn": {}},
    "work": {
        "logged": {"kind": "fixing", "start": START, "minutes": 12, "source": "r1"},
        "corrected": {"kind": "admin", "minutes": 20},
        "removed": {},
    },
    "walk": {
        "planned": {
            "day": "2026-11-05",
            "minutes": 20,
            "stops": [
                {
                    "kind": "hello",
                    "room": "12",
                    "person": "ana",
                    "purpose": "nobody was there",
                    "minutes": 2,
                }
            ],
        },
        "ticked": {"stop": 0, "how": "seen"},
        "ended": {},
    },
    "goal": {"set": {"measure": "reached", "target": 80}, "dropped": {}},
    "cycle": {
        "opened": {"goal": "Students ask each other"},
        "said": {"stage": "plan", "text": "Begin with the debate"},
        "closed": {},
    },
    "vault": {
        "made": {"keys": [{"id": "k1", "salt": "c2FsdA==", "sealed": "a2V5"}]},
        "resealed": {"keys": [{"id": "k1", "salt": "c2FsdDI=", "sealed": "a2V5Mg=="}]},
    },
    "jotting": {"kept": {"sealed": "dGV4dA=="}, "removed": {}},
}
"""Noun -> what may happen to it, and what is said then; the first is what it begins with."""
BAD: tuple[Mapping[str, Any], ...] = (
    {},
    {"title": 7, "text": None, "where": [], "free": "mon", "tags": 1, "name": {}, "shown": "all"},
    {"start": 5, "minutes": "many", "places": "few", "outcome": 1, "answer": "maybe", "date": 3},
)
PEOPLE = st.sampled_from(["ana", "ben", "cy"])


@st.composite
def facts_of(draw: st.DrawFn, noun: str) -> list[Fact]:
    """Facts of three kiosks about two documents of a noun; at times of the noun, and of another
    one, in a way nobody here has heard of.
    """
    found = []
    for kiosk in range(3):
        for seq in range(1, draw(st.integers(0, 5)) + 1):
            verbs = VERBS[noun]
            verb = draw(st.sampled_from([*verbs, next(iter(verbs)), "of_tomorrow"]))
            body: Mapping[str, Any] = verbs.get(verb, {"what": [1, 2]})
            if draw(st.integers(0, 9)) == 0:
                body = draw(st.sampled_from(BAD))
            found.append(
                foreign(
                    f"{noun}.{verb}" if draw(st.integers(0, 11)) else f"robot.{verb}",
                    draw(st.sampled_from(["d1", "d1", "d2"])),
                    seq,
                    origin=f"kiosk{kiosk}",
                    lamport=draw(st.integers(1, 9)),
                    by=draw(PEOPLE),
                    whom=draw(PEOPLE),
                    body=dict(body),
                )
            )
    return found


def deliver(store: Store, facts: Sequence[Fact], seed: int) -> None:
    """Hand facts over in any order, in pieces, half of them twice."""
    chance = random.Random(seed)
    order = copies(facts)
    order += chance.sample(order, len(order) // 2)
    chance.shuffle(order)
    while order:
        size = chance.randint(1, 4)
        store.ingest(order[:size])
        order = order[size:]


def said(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    """What the documents say; not how far they have been read, nor that something was said."""
    return {
        name: {
            key: {field: value for field, value in row.items() if field not in {"head", "story"}}
            for key, row in rows.items()
        }
        for name, rows in told(store).items()
    }


def test_every_noun_is_tested_here() -> None:
    """Find each noun of the code among the facts above."""
    assert set(VERBS) == set(TABLES)


@pytest.mark.parametrize("noun", TABLES)
def test_a_document_holds_what_its_first_fact_says(tmp_path: Path, noun: str) -> None:
    """Keep it word for word, and understand every later step."""
    store, table = open_store(tmp_path), TABLES[noun]
    now: Any = None
    for seq, (verb, body) in enumerate(VERBS[noun].items(), 1):
        fact = foreign(f"{noun}.{verb}", "d1", seq, by="ana", whom="ana", body=body)
        now = table.fold(copy(now), fact)
        msgspec.json.decode(msgspec.json.encode(now), type=table.record)
        if seq == 1:
            store.ingest([fact])
            row = told(store)[table.name]["d1"]
            assert {field: row[field] for field in body if field in row} == {
                field: value for field, value in body.items() if field in row
            }


@pytest.mark.parametrize("noun", TABLES)
@settings(max_examples=14, deadline=None)
@given(st.data(), st.integers(0, 1 << 30))
def test_facts_in_any_order_make_the_same_documents(
    noun: str, data: st.DataObject, seed: int
) -> None:
    """Give two kiosks the same facts in different orders and pieces: find the same documents by the
    same keys, also from the snapshot and from the ledger alone.
    """
    facts = data.draw(facts_of(noun))
    with TemporaryDirectory() as root:
        stores = [Store(Path(root, name), SetClock(), QuickDisk()) for name in "ab"]
        for number, store in enumerate(stores):
            deliver(store, facts, seed + number)
        one, other = stores
        assert told(one) == told(other)
        assert shared(one.indexes, one) == shared(other.indexes, other)
        assert not one.conflicts
        for store in stores:
            store.close()
            for again in (Store(store.folder, SetClock(), QuickDisk()), replayed(store.folder)):
                assert documents(again) == documents(store)
                assert indexed(again.indexes) == indexed(store.indexes)
                again.ledger.close()


@pytest.mark.parametrize("noun", TABLES)
@settings(max_examples=8, deadline=None)
@given(st.data())
def test_an_unknown_verb_of_a_newer_kiosk_changes_no_document(
    noun: str, data: st.DataObject
) -> None:
    """Keep the fact for a version that understands it; find the document as before."""
    facts = [
        foreign(f"{noun}.{verb}", "d1", seq, by="ana", whom="ana", body=VERBS[noun][verb])
        for seq, verb in enumerate(
            [next(iter(VERBS[noun])), *data.draw(st.lists(st.sampled_from(list(VERBS[noun]))))], 1
        )
    ]
    familiar = {field: each[field] for each in VERBS[noun].values() for field in each}
    body = data.draw(st.sampled_from([familiar, {"what": 1}, *BAD]))
    seq = len(facts) + 1
    strange = [
        foreign(f"{noun}.of_tomorrow", "d1", seq, by="cy", whom="cy", body=dict(body)),
        foreign("robot.woke", "d1", seq + 1, by="cy", whom="cy", body=dict(body)),
        foreign("robot", "d2", seq + 2),
    ]
    with TemporaryDirectory() as root:
        store = Store(Path(root), SetClock(), QuickDisk())
        store.ingest(facts)
        before, found = said(store), shared(store.indexes, store)
        assert store.ingest(strange) == len(strange)
        assert said(store) == before
        assert shared(store.indexes, store) == found
        assert list(store.all_facts()) == [*facts, *strange]
        assert said(replayed(Path(root))) == before


def test_an_unknown_noun_makes_no_table(tmp_path: Path) -> None:
    """Make no document of it, and go on saving."""
    store = open_store(tmp_path)
    store.ingest([foreign("robot.woke", "d1", 1, body={"title": "x"})])
    assert documents(store) == {}
    assert indexed(store.indexes) == indexed(open_store(tmp_path / "empty").indexes)
    assert [fact.kind for fact in store.all_facts()] == ["robot.woke"]
