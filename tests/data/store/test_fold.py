"""Replicas agree: the same facts give the same documents, in whatever order, in whatever batches
and however often they come, and no clock can lose one.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import Fact, raw_fact
from data.records import Request
from data.store.store import Store
from tests.support.fakes import (
    QuickDisk,
    SetClock,
    asked,
    claimed,
    copies,
    documents,
    flagged,
    foreign,
    indexed,
    open_store,
    replayed,
    save,
    shared,
    told,
)

STEPS: dict[str, dict[str, Any]] = {
    "request.flagged": {"lane": "fix", "category": "sound", "room": "3"},
    "request.claimed": {},
    "request.joined": {"room": "4"},
    "request.nudged": {},
    "request.paused": {"until": "2026-12-01"},
    "request.moved": {"lane": "coaching"},
    "request.finished": {"minutes": 4},
    "request.confirmed": {},
    "request.reopened": {},
    "request.withdrawn": {},
    "request.asked": {},
    "request.of_tomorrow": {"what": [1, 2]},
    "person.listed": {"key": "k", "name": "Ana", "badge": "b"},
    "person.left": {},
    "pin.set": {"hash": "h"},
    "pin.tried": {},
    "checkin.made": {},
    "checkin.told": {"day": "good"},
    "thanks.given": {"text": "thanks"},
    "thanks.allowed": {"shown": "wall"},
    "roster.imported": {"added": 3},
    "roster.undone": {},
    "resource.added": {"title": "t", "url": "https://x.example"},
    "visit.of_tomorrow": {},
}
TIMES = [
    "1970-01-01T00:00:10+00:00",
    "2026-11-03T09:00:00+00:00",
    "2026-11-03T09:00:00-07:00",
    "2050-06-01T12:00:00+02:00",
]
BAD_TIMES = ["yesterday", "2026-11-03T09:00:00", ""]
BAD_BODIES: list[dict[str, Any]] = [
    {},
    {"lane": 5, "category": [], "room": None},
    {"lane": "elsewhere", "category": "c"},
    {"name": 1, "key": "k"},
    {"minutes": "many", "shown": "everywhere", "hash": None, "tags": 7},
]


@st.composite
def a_fact(draw: st.DrawFn, origin: str, seq: int) -> Fact:
    kind = draw(st.sampled_from(sorted(STEPS)))
    bad = draw(st.integers(0, 19))
    body: dict[str, Any] = dict(STEPS[kind])
    if kind == "request.flagged":
        body["room"] = draw(st.sampled_from(["3", "4"]))
    if kind == "person.listed":
        body |= {"badge": draw(st.sampled_from(["", "b", "c"])), "active": draw(st.booleans())}
    return foreign(
        kind,
        draw(st.sampled_from(["s1", "s2", "s3"])),
        seq,
        origin=origin,
        lamport=draw(st.integers(1, 12)),
        at=draw(st.sampled_from(BAD_TIMES if bad == 0 else TIMES)),
        by=draw(st.sampled_from(["ana", "ben"])),
        whom=draw(st.sampled_from(["ana", "cy"])),
        body=draw(st.sampled_from(BAD_BODIES)) if bad == 1 else body,
    )


@st.composite
def sets_of_facts(draw: st.DrawFn) -> list[Fact]:
    """Facts of three kiosks about few subjects, so that much of it clashes; at times two
    different facts bear one id, as after a copied folder.
    """
    counts = draw(st.lists(st.integers(0, 7), min_size=3, max_size=3))
    facts = [
        draw(a_fact(f"kiosk{kiosk}", seq + 1))
        for kiosk, count in enumerate(counts)
        for seq in range(count)
    ]
    twins = draw(st.integers(0, 2))
    if facts and twins == 2:
        twin = draw(st.sampled_from(facts))
        facts.append(draw(a_fact(twin.origin, twin.seq)))
    return facts


def deliver(store: Store, facts: Sequence[Fact], seed: int) -> None:
    """Hand facts over as a bad network does: any order, any batches, again and again, and with a
    restart in the middle.
    """
    chance = random.Random(seed)
    order = copies(facts)
    order += chance.sample(order, len(order) // 2)
    chance.shuffle(order)
    while order:
        size = chance.randint(1, 6)
        store.ingest(order[:size])
        order = order[size:]


@settings(max_examples=150, deadline=None)
@given(sets_of_facts(), st.integers(0, 1 << 30))
def test_replicas_agree_whatever_the_order_of_the_facts(facts: list[Fact], seed: int) -> None:
    """Give one kiosk everything in order, one in any order and pieces, and restart one in the
    middle: get equal documents and answers, also after a rebuild.
    """
    with TemporaryDirectory() as root:
        stores = [Store(Path(root, name), SetClock(), QuickDisk()) for name in "abc"]
        stores[0].ingest(copies(facts))
        deliver(stores[1], facts, seed)
        deliver(stores[2], facts[: len(facts) // 2], seed + 1)
        stores[2].close()
        stores[2] = Store(Path(root, "c"), SetClock(), QuickDisk())
        deliver(stores[2], facts, seed + 2)
        for store in stores:
            assert told(store) == told(stores[0])
            assert shared(store.indexes, store) == shared(stores[0].indexes, stores[0])
            rebuilt = replayed(store.folder)
            assert documents(rebuilt) == documents(store)
            assert indexed(rebuilt.indexes) == indexed(store.indexes)
            assert store.ingest(copies(facts)) == 0
            kept = list(store.all_facts())
            assert len(kept) == len({repr(fact) for fact in facts})
            assert all(fact in facts for fact in kept)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(STEPS)), st.booleans())),
    st.integers(0, 1 << 30),
)
def test_kiosks_that_work_apart_agree_when_they_meet(
    acts: list[tuple[int, str, bool]], seed: int
) -> None:
    """Let three kiosks commit on the same subjects and meet now and then: they agree once all have
    met all.
    """
    with TemporaryDirectory() as root:
        stores = [Store(Path(root, name), SetClock(), QuickDisk()) for name in "abc"]
        chance = random.Random(seed)
        for kiosk, kind, meet in acts:
            subject = chance.choice(["s1", "s2"])
            draft = raw_fact(kind, subject, by="ben", whom="ana", body=dict(STEPS[kind]))
            save(stores[kiosk], draft)
            if meet:
                deliver(stores[(kiosk + 1) % 3], list(stores[kiosk].all_facts()), seed)
        everything = [fact for store in stores for fact in store.all_facts()]
        for store in stores:
            deliver(store, everything, seed)
            assert told(store) == told(stores[0])
            assert documents(replayed(store.folder)) == documents(store)
            assert not store.conflicts


def test_steps_that_come_before_their_first_fact_wait_for_it(tmp_path: Path) -> None:
    """Keep them, also over a restart, and put them in their place when it comes; number documents
    as a rebuild does.
    """
    store = open_store(tmp_path)
    store.ingest([foreign("request.claimed", "r1", 2, by="ben", lamport=2)])
    store.ingest([foreign("request.nudged", "r1", 3, by="ana", lamport=3)])
    assert documents(store) == {}
    store.close()
    store = open_store(tmp_path)
    store.ingest([asked("r1", 1, lamport=1), asked("r2", 4)])
    found = store.find(Request, "r1")
    assert found
    assert [step.kind for step in found.story] == [
        "request.flagged", "request.claimed", "request.nudged",
    ]  # fmt: skip
    assert (found.owner, found.state, found.unanswered) == ("ben", "claimed", True)
    assert documents(replayed(tmp_path)) == documents(store)
    assert documents(open_store(tmp_path)) == documents(store)


def test_a_late_fact_takes_its_place_in_the_story(tmp_path: Path) -> None:
    """Learn of a withdrawal that was made before the claim: the claim no longer fits, and is told
    all the same.
    """
    store = open_store(tmp_path)
    store.ingest([asked("r1", 1, lamport=1)])
    store.ingest([foreign("request.claimed", "r1", 2, by="ben", lamport=5)])
    store.ingest([foreign("request.withdrawn", "r1", 1, by="ana", lamport=3, origin="far")])
    found = store.find(Request, "r1")
    assert found
    assert (found.state, found.owner) == ("withdrawn", "")
    assert [step.kind.partition(".")[2] for step in found.story] == [
        "flagged", "withdrawn", "claimed",
    ]  # fmt: skip


def test_one_id_with_two_contents_is_kept_twice_and_reported_everywhere(tmp_path: Path) -> None:
    """Run two machines on copies of one folder: lose no fact, and report it on both kiosks,
    whichever came first and after a restart.
    """
    one = foreign("request.flagged", "r1", 1, body={"lane": "fix", "category": "a"})
    two = foreign("request.flagged", "r1", 1, body={"lane": "fix", "category": "b"})
    elsewhere = foreign("request.flagged", "r2", 1, body={"lane": "fix", "category": "c"})
    orders = ([one, two, elsewhere], [elsewhere, two, one], [two, one, elsewhere])
    stores = []
    for number, order in enumerate(orders):
        store = open_store(tmp_path / str(number))
        assert [store.ingest(copies([fact])) for fact in order] == [1, 1, 1]
        assert [store.ingest(copies([fact])) for fact in order] == [0, 0, 0]
        assert set(store.conflicts) == {one.id}
        stores.append(store)
    for store in stores:
        assert told(store) == told(stores[0])
        assert set(told(store)["requests"]) == {"r1", "r2"}
        assert set(replayed(store.folder).conflicts) == {one.id}
        assert {repr(fact) for fact in store.all_facts()} == {repr(one), repr(two), repr(elsewhere)}


def test_a_fact_with_its_body_in_another_order_is_the_same_fact(tmp_path: Path) -> None:
    """Report no conflict and nothing new when a database gives the keys in another order."""
    store = open_store(tmp_path)
    fact = asked("r1", 1)
    turned = asked("r1", 1)
    turned.body.clear()
    turned.body.update(reversed(fact.body.items()))
    assert store.ingest([fact, turned]) == 1
    assert store.ingest([turned]) == 0
    assert store.conflicts == []


@pytest.mark.parametrize("at", [*BAD_TIMES, "2026-13-40T99:00:00Z"])
@pytest.mark.parametrize("known", [True, False])
def test_a_time_that_cannot_be_read_changes_nothing(tmp_path: Path, at: str, known: bool) -> None:
    """Keep the fact of the other program, and change no document."""
    store = open_store(tmp_path)
    if known:
        save(store, flagged("r1"))
    before = told(store)
    assert store.ingest([asked("r1", 1, lamport=9, at=at)]) == 1
    assert store.find(Request, "r1") == (None if not known else store.records(Request)[0])
    save(store, flagged("r2"))
    assert set(told(store)["requests"]) == {"r2", *before.get("requests", {})}
    assert documents(replayed(tmp_path)) == documents(store)


@pytest.mark.parametrize("kind", sorted(STEPS))
@pytest.mark.parametrize("body", BAD_BODIES)
def test_a_body_that_cannot_be_read_does_not_stop_the_kiosk(
    tmp_path: Path, kind: str, body: dict[str, Any]
) -> None:
    """Keep the fact of a newer kiosk, read every table and go on saving, also after a restart."""
    store = open_store(tmp_path)
    store.ingest([foreign(kind, "s1", 1, body=body), foreign("request.claimed", "s1", 2, by="b")])
    save(store, flagged("fine"))
    for again in (store, replayed(tmp_path), open_store(tmp_path)):
        assert again.find(Request, "fine")
        assert documents(again) == documents(store)
        again.records(Request)
    assert len(list(store.all_facts())) == 3


LISBON = ZoneInfo("Europe/Lisbon")
CLOCKS = {
    "1970 at boot": datetime(1970, 1, 1, 0, 0, 7, tzinfo=LISBON),
    "2050": datetime(2050, 2, 3, 12, 0, tzinfo=LISBON),
    "ten years back": datetime(2016, 11, 3, 8, 15, tzinfo=LISBON),
    "the hour that is skipped": datetime(2026, 3, 29, 1, 30, tzinfo=LISBON),
    "the hour that comes twice": datetime(2026, 10, 25, 1, 30, tzinfo=LISBON),
    "its second coming": datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LISBON),
    "a leap day": datetime(2028, 2, 29, 23, 59, 59, tzinfo=LISBON),
    "the last year there is": datetime(9999, 12, 30, tzinfo=LISBON),
}


@pytest.mark.parametrize("is_known", [True, False])
def test_a_fact_about_one_document_changes_no_other(tmp_path: Path, is_known: bool) -> None:
    """Keep both as they were when a recovered document has the id of another one, and go on."""
    store = open_store(tmp_path)
    save(store, flagged("a", text="mine"), *([flagged("b", text="hers")] if is_known else []))
    before = {row["id"]: row["text"] for row in store.table("requests")}
    lost = dict(store.table("requests").all()[0]) | {"id": "b", "head": [90, "other", "first", 1]}
    store.ingest([foreign("request.recovered", "a", 1, lamport=90, body={"document": lost})])
    save(store, flagged("later", text="more"))
    for each in (store, replayed(tmp_path)):
        after = {row["id"]: row["text"] for row in each.table("requests")}
        assert after == before | {"later": "more"}


@pytest.mark.parametrize("name", CLOCKS)
def test_a_clock_that_jumps_loses_and_refuses_nothing(tmp_path: Path, name: str) -> None:
    """Take every act in the order in which it was made, here, after a restart and on
    another kiosk.
    """
    clock = SetClock(datetime(2026, 11, 3, 8, 15, tzinfo=LISBON))
    store = open_store(tmp_path / "here", clock)
    save(store, flagged("r1"))
    usual, clock.moment = clock.moment, CLOCKS[name]
    save(store, claimed("r1", "ben"))
    clock.forward(minutes=1)
    save(store, raw_fact("request.finished", "r1", by="ben", body={"minutes": 3}))
    clock.moment = usual + timedelta(minutes=5)
    save(store, raw_fact("request.reopened", "r1", by="ana"))
    clock.moment = CLOCKS[name]
    save(store, claimed("r1", "cara"), flagged("r2"))
    clock.moment = usual
    save(store, raw_fact("request.finished", "r1", by="cara", body={"minutes": 4}))
    found = store.find(Request, "r1")
    assert found
    assert (found.state, found.owner, found.minutes) == ("finished", "cara", 7)
    assert [step.kind.partition(".")[2] for step in found.story] == [
        "flagged", "claimed", "finished", "reopened", "claimed", "finished",
    ]  # fmt: skip
    there = open_store(tmp_path / "there")
    deliver(there, list(store.all_facts()), 7)
    assert told(there) == told(store)
    for again in (replayed(store.folder), open_store(store.folder)):
        assert documents(again) == documents(store)
        assert indexed(again.indexes) == indexed(store.indexes)
