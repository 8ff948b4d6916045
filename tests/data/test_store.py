"""The store: read as TinyDB reads, written by facts alone, the same again whatever becomes of
`store.json`, and one truth for every process.
"""

import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import increment
from tinydb.table import Document

from data.facts import Draft
from data.failures import NotSaved
from data.folded import FoldedTable, WriteRefused
from data.records import CheckIn, Person, Pin, Request
from data.repair import repair
from data.store import Store
from tests.worlds import (
    MORNING,
    SetClock,
    asked,
    claimed,
    documents,
    flagged,
    foreign,
    hello,
    indexed,
    ledger_file,
    listed,
    open_store,
    refuse_second,
    replayed,
    save,
    told,
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
    save(store, Draft("request.finished", "r0", by="ben", body=done))
    clock.forward(hours=1)
    save(store, Draft("request.finished", "r1", by="ben", body=done))
    save(store, Draft("request.reopened", "r1", by="ana"))
    save(store, Draft("request.moved", "r1", by="ben", body={"lane": "coaching"}))
    save(store, Draft("request.withdrawn", "r2", by="dee"), hello("dee"), hello("ana"))
    save(store, Draft("person.left", "cy"), Draft("pin.set", "ben", body={"hash": "x"}))
    save(store, Draft("thanks.given", "t1", by="ana", whom="ben", body={"text": "for all"}))
    store.ingest([foreign("request.claimed", "late", 2, by="zoe"), foreign("request.new", "?", 9)])
    store.ingest([asked("other", 3), asked("late", 1, lamport=1)])
    store.ingest([foreign("request.claimed", "orphan", 4, by="zoe")])
    save(store, flagged("last"))


@pytest.fixture
def lived(tmp_path: Path) -> Store:
    store = open_store(tmp_path)
    live_in(store)
    return store


WRITES: dict[str, Callable[[Any], object]] = {
    "insert": lambda table: table.insert({"a": 1}),
    "insert with an id": lambda table: table.insert(Document({"a": 1}, 99)),
    "insert_multiple": lambda table: table.insert_multiple([{"a": 1}]),
    "insert_multiple of nothing": lambda table: table.insert_multiple([]),
    "update": lambda table: table.update({"state": "finished"}),
    "update by id": lambda table: table.update({"state": "finished"}, doc_ids=[1]),
    "update by an operation": lambda table: table.update(increment("moves"), where("id") == "r1"),
    "update that finds nothing": lambda table: table.update({}, where("id") == "nobody"),
    "update_multiple": lambda table: table.update_multiple([({"a": 1}, where("id") == "r1")]),
    "upsert": lambda table: table.upsert({"id": "r1"}, where("id") == "r1"),
    "upsert with an id": lambda table: table.upsert(Document({"a": 1}, 1)),
    "remove": lambda table: table.remove(where("id") == "r1"),
    "remove by id": lambda table: table.remove(doc_ids=[1]),
    "truncate": lambda table: table.truncate(),
    "put": lambda table: table.put({1: None}),
}


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (write, name)
        for write in WRITES
        for name in ("requests", "people", "a new one", None)
        if name or write != "put"  # TinyDB itself has none
    ],
)
def test_every_write_of_tinydb_is_refused_in_a_sentence(
    lived: Store, write: str, name: str | None
) -> None:
    """On tables that are there, on one that is not, and on the store itself, which TinyDB lets
    stand for its default table: refused, and nothing changes.
    """
    before = documents(lived)
    with pytest.raises(WriteRefused, match=r"Use Store\.commit\."):
        WRITES[write](lived if name is None else lived.table(name))
    assert documents(lived) == before
    lived.write_snapshot()
    assert documents(open_store(lived.folder)) == before


def test_dropping_tables_is_refused(lived: Store) -> None:
    """Tables are made from facts as well."""
    before = documents(lived)
    with pytest.raises(WriteRefused):
        lived.drop_tables()
    with pytest.raises(WriteRefused):
        lived.drop_table("requests")
    with pytest.raises(WriteRefused):
        lived.storage.write({})
    assert documents(lived) == before


def test_every_public_method_of_a_tinydb_table_is_known_to_read_or_is_refused() -> None:
    """A TinyDB of tomorrow with one more way to write must not slip through."""
    reads = {
        "all", "clear_cache", "contains", "count", "get", "name", "search",
        "default_query_cache_capacity", "document_class", "document_id_class", "query_cache_class",
        "record", "rows", "storage",
    }  # fmt: skip
    writes = {"insert", "insert_multiple", "update", "update_multiple", "upsert", "remove"}
    public = {name for name in dir(FoldedTable) if not name.startswith("_")}
    assert public - reads - writes == {"truncate", "put"}


def test_results_are_copies(lived: Store) -> None:
    """A screen may scribble on what it was given."""
    before = documents(lived)
    row = lived.table("requests").get(where("id") == "r1")
    assert isinstance(row, Document)
    row["story"].clear()
    row["state"] = "declined"
    found = lived.find(Request, "r1")
    assert found
    found.story.clear()
    lived.records(Request)[0].nudges.append("now")
    for each in lived.table("requests").all():
        each.clear()
    assert documents(lived) == before


def test_stock_tinydb_reads_the_same_documents(lived: Store) -> None:
    """`store.json` is an ordinary TinyDB file: the same tables, ids, documents and answers."""
    lived.write_snapshot()
    with TinyDB(lived.path, access_mode="r") as stock:
        assert stock.tables() - {"_ledger"} == set(lived.tables())
        for name in lived.tables():
            assert {row.doc_id: dict(row) for row in stock.table(name)} == documents(lived)[name]
        query = (where("state") == "claimed") & (where("person") == "ana")
        assert stock.table("requests").search(query) == lived.table("requests").search(query)
        assert lived.table("requests").search(query)


def spoil_nothing(path: Path) -> None:
    assert path.exists()


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def cut_early(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def zeros(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def another_shape(path: Path) -> None:
    path.write_text('{"requests": [], "_ledger": {"1": {}}}')


def by_hand(path: Path) -> None:
    """An editor changes a name and keeps all the rest."""
    content = path.read_bytes()
    assert content.count(b'"Ana M\xc3\xbcller"') >= 1
    path.write_bytes(content.replace(b'"Ana M\xc3\xbcller"', b'"Eva M\xc3\xbcller"'))


def by_jq(path: Path) -> None:
    """The same JSON, laid out anew, with one request declined."""
    content = json.loads(path.read_bytes())
    content["requests"]["1"]["state"] = "declined"
    path.write_text(json.dumps(content, indent=2))


def by_stock_tinydb(path: Path) -> None:
    """Somebody opens it with TinyDB and writes, as TinyDB invites them to."""
    with TinyDB(path) as stock:
        stock.table("requests").update({"state": "declined"})
        stock.table("requests").insert({"id": "made up"})
        stock.drop_table("people")


SPOILED = [
    spoil_nothing, delete, empty, cut, cut_early, garbage, zeros, another_shape, by_hand, by_jq,
    by_stock_tinydb,
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILED)
def test_whatever_becomes_of_store_json_the_store_is_the_same(
    lived: Store, spoil: Callable[[Path], None]
) -> None:
    """Deleted, damaged, edited: documents, their ids and the indexes come again from the facts,
    and go on being right when more is saved.
    """
    before, known = documents(lived), indexed(lived.indexes)
    lived.close()
    spoil(lived.path)
    again = open_store(lived.folder)
    assert documents(again) == before
    assert indexed(again.indexes) == known
    save(again, flagged("after"), claimed("r5"))
    again.ingest([asked("orphan", 1, lamport=1, incarnation="second")])
    again.close()
    assert documents(open_store(lived.folder)) == documents(replayed(lived.folder))
    assert len(again.table("requests")) == len(before["requests"]) + 2


def test_no_flipped_bit_of_store_json_changes_a_document_or_what_is_held(tmp_path: Path) -> None:
    """Every bit of a small snapshot flipped: the store opens with the same documents, and dates
    new facts as before.
    """
    store = open_store(tmp_path)
    save(store, flagged("r1"), listed("ana", "Ana"))
    store.ingest([foreign("request.claimed", "orphan", 7)])
    store.close()
    whole, before = store.path.read_bytes(), documents(store)
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << (place % 8)
        store.path.write_bytes(flipped)
        again = open_store(tmp_path)
        assert documents(again) == before
        assert again.ingest([foreign("request.claimed", "orphan", 7)]) == 0


def test_document_ids_and_indexes_are_those_of_a_rebuild(lived: Store) -> None:
    """From the snapshot, from the ledger, or as it was lived: the same numbers, the same lists."""
    lived.write_snapshot()
    for again in (open_store(lived.folder), replayed(lived.folder)):
        assert documents(again) == documents(lived)
        assert indexed(again.indexes) == indexed(lived.indexes)


def test_a_snapshot_older_than_the_ledger_catches_up(lived: Store) -> None:
    """A kiosk that died before it was idle: the rest is read from the ledger."""
    lived.write_snapshot()
    old = lived.path.read_bytes()
    save(lived, flagged("newer"))
    save(lived, Draft("request.withdrawn", "r4", by="dee"), claimed("newer"))
    lived.ingest([asked("orphan", 1, lamport=1, incarnation="second")])
    assert lived.path.read_bytes() == old
    again = open_store(lived.folder)
    assert documents(again) == documents(lived)
    assert indexed(again.indexes) == indexed(lived.indexes)


@pytest.mark.parametrize("snapshot", [True, False], ids=["snapshot kept", "snapshot gone"])
@pytest.mark.parametrize("running", [True, False], ids=["while it runs", "while it is off"])
@pytest.mark.parametrize("left", [0, 5], ids=["wiped", "older"])
def test_after_a_wipe_or_an_older_backup_nothing_is_lost_and_no_fact_gets_an_old_name(
    lived: Store, snapshot: bool, running: bool, left: int
) -> None:
    """The ledger says less than is known: nothing is written before somebody has decided, all that
    anything still knows is there to be read, and comes back. The name of a fact is for ever:
    afterwards a new incarnation begins.
    """
    gone, before = {fact.id for fact in lived.all_facts()}, told(lived)
    lived.close()
    path = ledger_file(lived.folder)
    lines = path.read_bytes().splitlines(keepends=True)
    path.unlink()
    if left:
        path.write_bytes(b"".join(lines[:left]))
    if not snapshot:
        lived.path.unlink()
    store = lived if running else open_store(lived.folder)
    with pytest.raises(NotSaved, match="missing"):
        save(store, flagged("fresh"))
    if snapshot or running:
        assert told(store) == before
    repair(store)
    assert not store.missing
    if snapshot or running:
        assert told(store) == before
    assert {fact.id for fact in save(store, flagged("fresh"))}.isdisjoint(gone)
    assert documents(store) == documents(replayed(lived.folder))


def test_another_store_s_commits_are_seen_by_refresh(tmp_path: Path) -> None:
    """The command line saves, the kiosk's screen sees it, and is told when there is nothing."""
    mine, yours = open_store(tmp_path), open_store(tmp_path)
    save(yours, flagged("r1"))
    assert mine.find(Request, "r1") is None
    before, version = mine.changes, mine.versions["requests"]
    assert mine.refresh()
    assert mine.changes > before
    assert mine.versions["requests"] > version
    assert mine.find(Request, "r1") == yours.find(Request, "r1")
    assert not mine.refresh()
    save(mine, claimed("r1"))
    assert yours.refresh()
    assert documents(mine) == documents(yours)
    assert indexed(mine.indexes) == indexed(yours.indexes)


def test_the_second_of_two_claims_is_refused(tmp_path: Path) -> None:
    """The rule runs on the newest documents, though this store has not looked since."""
    mine, yours = open_store(tmp_path), open_store(tmp_path)
    save(mine, flagged("r1"))
    assert mine.commit(refuse_second(mine, "r1", "ben"))
    assert yours.commit(refuse_second(yours, "r1", "cara")) == []
    found = yours.find(Request, "r1")
    assert found
    assert found.owner == "ben"
    assert len(found.story) == 2


def test_two_stores_of_one_folder_never_name_two_facts_alike(tmp_path: Path) -> None:
    """They take turns, and each counts on from the other."""
    stores = [open_store(tmp_path), open_store(tmp_path)]
    for number in range(20):
        save(stores[number % 2], flagged(f"r{number}"))
    facts = list(stores[0].all_facts())
    assert len({fact.id for fact in facts}) == 20
    assert [fact.lamport for fact in facts] == list(range(1, 21))
    assert not replayed(tmp_path).conflicts


def test_two_tables_with_one_id_do_not_mix(tmp_path: Path) -> None:
    """A person and their PIN share an id: late facts of both, in one batch, reach both."""
    store = open_store(tmp_path)
    save(store, listed("ana", "Ana"), Draft("pin.set", "ana", body={"hash": "new"}))
    late = [
        foreign("person.listed", "ana", 1, lamport=1, origin="!", body={"key": "k", "name": "Old"}),
        foreign("pin.set", "ana", 2, lamport=2, origin="!", body={"hash": "old"}),
    ]
    store.ingest(late)
    person, pin = store.find(Person, "ana"), store.find(Pin, "ana")
    assert person
    assert pin
    assert (person.name, pin.hash) == ("Ana", "new")
    assert person.before
    assert person.before.name == "Old"
    assert documents(replayed(tmp_path)) == documents(store)


def test_a_snapshot_never_stands_for_more_than_it_holds(tmp_path: Path) -> None:
    """Written while a commit is between its fsync and its documents, it would claim a batch that
    is not in it: nothing is written then.
    """
    store = open_store(tmp_path)
    save(store, flagged("r1"))

    def in_a_thread() -> None:
        thread = threading.Thread(target=store.write_snapshot)
        thread.start()
        thread.join(10)
        assert not thread.is_alive()

    append = store.ledger.append

    def append_and_meddle(*args: Any) -> None:
        append(*args)
        in_a_thread()

    store.ledger.append = append_and_meddle  # type: ignore[method-assign, assignment]
    save(store, flagged("r2"))
    assert documents(open_store(tmp_path)) == documents(replayed(tmp_path)) == documents(store)


def test_only_the_owner_may_open_what_is_kept(tmp_path: Path) -> None:
    """Files 0600 and folders 0700, whatever the umask, the folder itself and its parents
    included, and what was set aside as well.
    """
    old = os.umask(0o000)
    try:
        folder = tmp_path / "deep" / "school"
        store = open_store(folder)
        save(store, flagged("r1"))
        path = ledger_file(folder)
        path.write_bytes(path.read_bytes() + b"torn")
        save(store, flagged("r2"))
        store.close()
    finally:
        os.umask(old)
    for path in [folder.parent, folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path} is {mode:o}"
    names = {path.name for path in folder.rglob("*")}
    assert {"store.json", "kiosk.json", ".lock", "quarantine"} <= names


def test_a_school_year_s_facts_go_to_their_own_file_and_never_back(tmp_path: Path) -> None:
    """On the first of August a new file begins; a clock that then goes back writes on in it."""
    clock = SetClock(MORNING.replace(year=2027, month=7, day=31))
    store = open_store(tmp_path, clock)
    save(store, flagged("r1"))
    clock.forward(days=1)
    save(store, flagged("r2"))
    clock.forward(days=-300)
    save(store, flagged("r3"))
    names = [path.name for path in store.ledger.files()]
    assert names == ["2026-27.jsonl", "2027-28.jsonl"]
    assert [fact.subject for fact in store.all_facts()] == ["r1", "r2", "r3"]
    assert documents(replayed(tmp_path)) == documents(store)


def test_contact_survives_a_reopening_and_a_restart(lived: Store) -> None:
    """Somebody was there, though it does not work yet: said the same before and after a restart."""
    contact = lived.indexes.contact["ana"]
    assert contact.fix > 0
    assert contact.coaching == 0
    lived.close()
    assert open_store(lived.folder).indexes.contact["ana"] == contact


def test_records_and_find_agree_with_the_table(lived: Store) -> None:
    """By id, by document id, all of them."""
    assert {each.id for each in lived.records(Request)} == {
        row["id"] for row in lived.table("requests")
    }
    for row in lived.table("checkins"):
        assert lived.records(CheckIn, [row.doc_id]) == [lived.find(CheckIn, row["id"])]
    assert lived.find(Request, "nobody") is None
    assert lived.find(Person, "r1") is None
