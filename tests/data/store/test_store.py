"""The store: one truth for every process, whatever became of its files."""

import os
import stat
from pathlib import Path

import pytest

from data.failures import NotSaved
from data.ledger.facts import raw_fact
from data.records import CheckIn, Person, Pin, Request
from data.store.repair import repair
from data.store.store import Store
from tests.support.fakes import (
    MORNING,
    SetClock,
    claimed,
    documents,
    flagged,
    foreign,
    indexed,
    ledger_file,
    listed,
    open_store,
    refuse_second,
    replayed,
    save,
    told,
)


@pytest.mark.parametrize("snapshot", [True, False], ids=["snapshot kept", "snapshot gone"])
@pytest.mark.parametrize("running", [True, False], ids=["while it runs", "while it is off"])
@pytest.mark.parametrize("left", [0, 5], ids=["wiped", "older"])
def test_a_wipe_or_an_older_backup_loses_nothing_and_repeats_no_name_of_a_fact(
    lived: Store, snapshot: bool, running: bool, left: int
) -> None:
    """Write nothing before somebody has decided; read and bring back all that anything still knows;
    then begin a new incarnation, since the name of a fact is never used twice.
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
    """See what the command line saved, and say so when there is nothing new."""
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
    """Run the rule on the newest documents, though this store has not looked since."""
    mine, yours = open_store(tmp_path), open_store(tmp_path)
    save(mine, flagged("r1"))
    assert mine.commit(refuse_second(mine, "r1", "ben"))
    assert yours.commit(refuse_second(yours, "r1", "cara")) == []
    found = yours.find(Request, "r1")
    assert found
    assert found.owner == "ben"
    assert len(found.story) == 2


def test_two_stores_of_one_folder_never_name_two_facts_alike(tmp_path: Path) -> None:
    """Take turns, and count on from the number of the other store."""
    stores = [open_store(tmp_path), open_store(tmp_path)]
    for number in range(20):
        save(stores[number % 2], flagged(f"r{number}"))
    facts = list(stores[0].all_facts())
    assert len({fact.id for fact in facts}) == 20
    assert [fact.lamport for fact in facts] == list(range(1, 21))
    assert not replayed(tmp_path).conflicts


def test_two_tables_with_one_id_do_not_mix(tmp_path: Path) -> None:
    """Give late facts of a person and of their PIN each to its own table, in one batch."""
    store = open_store(tmp_path)
    save(store, listed("ana", "Ana"), raw_fact("pin.set", "ana", body={"hash": "new"}))
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


def test_only_the_owner_may_open_the_files(tmp_path: Path) -> None:
    """Make files 0600 and folders 0700 whatever the umask, with the folder itself, its parents and
    what was set aside.
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
    """Begin a new file on the first of August, and write on in it when the clock goes back."""
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
    """Count that somebody was there, though it does not work yet, before and after a restart."""
    contact = lived.indexes.contact["ana"]
    assert contact.fix > 0
    assert contact.coaching == 0
    lived.close()
    assert open_store(lived.folder).indexes.contact["ana"] == contact


def test_records_and_find_agree_with_the_table(lived: Store) -> None:
    """Find each record by its id, by its document id and in the list of all."""
    assert {each.id for each in lived.records(Request)} == {
        row["id"] for row in lived.table("requests")
    }
    for row in lived.table("checkins"):
        assert lived.records(CheckIn, [row.doc_id]) == [lived.find(CheckIn, row["id"])]
    assert lived.find(Request, "nobody") is None
    assert lived.find(Person, "r1") is None
