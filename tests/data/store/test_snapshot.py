"""`store.json`: the same documents whatever becomes of it, and never more than it holds."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from data.ledger.facts import raw_fact
from data.store.store import Store
from tests.support.fakes import (
    asked,
    claimed,
    documents,
    flagged,
    foreign,
    indexed,
    listed,
    open_store,
    replayed,
    save,
)


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
def test_the_store_is_the_same_after_any_damage_to_store_json(
    lived: Store, spoil: Callable[[Path], None]
) -> None:
    """Make documents, ids and indexes again from the facts, also when more is saved afterwards."""
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


def test_no_flipped_bit_of_store_json_changes_a_document_or_the_held_facts(tmp_path: Path) -> None:
    """Flip every bit of a small snapshot: open the same documents, and date new facts as before."""
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


def test_document_ids_and_indexes_equal_those_of_a_rebuild(lived: Store) -> None:
    """Compare the running store with those made from the snapshot and from the ledger."""
    lived.write_snapshot()
    for again in (open_store(lived.folder), replayed(lived.folder)):
        assert documents(again) == documents(lived)
        assert indexed(again.indexes) == indexed(lived.indexes)


def test_a_snapshot_older_than_the_ledger_catches_up(lived: Store) -> None:
    """Read the rest from the ledger, when the kiosk died before it wrote a snapshot."""
    lived.write_snapshot()
    old = lived.path.read_bytes()
    save(lived, flagged("newer"))
    save(lived, raw_fact("request.withdrawn", "r4", by="dee"), claimed("newer"))
    lived.ingest([asked("orphan", 1, lamport=1, incarnation="second")])
    assert lived.path.read_bytes() == old
    again = open_store(lived.folder)
    assert documents(again) == documents(lived)
    assert indexed(again.indexes) == indexed(lived.indexes)


def test_a_snapshot_claims_no_batch_that_is_not_in_it(tmp_path: Path) -> None:
    """Write none while a commit is between its fsync and its documents, since it would claim a
    batch that is not in it.
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


def test_a_table_that_was_loaded_and_never_asked_for_is_found_after_a_change(
    tmp_path: Path,
) -> None:
    """Count a new document among those of the snapshot, whoever asks first: the reader or the
    writer.
    """
    lived = open_store(tmp_path)
    save(lived, raw_fact("thanks.given", "t1", by="ana", whom="ben", body={"text": "x"}))
    lived.close()
    for number, reads_first in enumerate((True, False), 2):
        again = open_store(tmp_path)
        if reads_first:
            again.indexes.read_all()
        save(again, raw_fact("thanks.given", f"t{number}", by="ana", whom="ben"))
        wanted = {f"t{each}" for each in range(1, number + 1)}
        assert again.indexes.of("thanks").ids.keys() == wanted
        assert indexed(again.indexes) == indexed(replayed(tmp_path).indexes)
        again.close()
