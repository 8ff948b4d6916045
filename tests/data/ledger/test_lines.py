"""Facts from elsewhere or tomorrow: what this version cannot read or fold is kept, passed over and
counted, alone; the others of its line, and everything after it, are as ever.
"""

import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.facts import UNREADABLE
from data.ledger.lines import MAX_BYTES, MAX_DEPTH, MAX_NUMBER, decode_line, heads_of
from data.store.store import Store
from tests.support.fakes import (
    claimed,
    documents,
    flagged,
    foreign,
    indexed,
    ledger_file,
    open_store,
    replayed,
    save,
)


def fact(seq: int, **more: Any) -> dict[str, Any]:
    """A fact as a newer kiosk writes it."""
    told = {
        "origin": "newer1",
        "incarnation": "abcabcabcabc",
        "seq": seq,
        "lamport": 1000 + seq,
        "at": "2026-11-26T10:00:00+00:00",
        "kind": "checkin.made",
        "subject": f"check{seq}",
        "by": "ana",
        "whom": "ana",
    }
    return told | more


def line_of(payload: str) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(payload.encode()), payload.encode())


def append(folder: Path, facts: Iterable[dict[str, Any]]) -> None:
    with ledger_file(folder).open("ab") as file:
        file.write(line_of(json.dumps(list(facts), separators=(",", ":"))))


def nested(depth: int) -> dict[str, Any]:
    body: Any = 1
    for _ in range(depth):
        body = [body]
    return {"x": body}


UNREAD: dict[str, dict[str, Any]] = {
    "nested too deep": {"body": nested(MAX_DEPTH + 1)},
    "nested far too deep": {"body": nested(900)},
    "too large": {"body": {"text": "x" * MAX_BYTES}},
    "a number where a text was": {"kind": 7},
    "a list where a text was": {"by": ["ana"]},
    "a text where an object was": {"body": "text"},
    "no subject": {"subject": None},
    "a time that no clock reaches": {"lamport": MAX_NUMBER + 1},
    "a number that no file reaches": {"seq": MAX_NUMBER + 1},
    "below zero": {"lamport": -1},
    "an origin without end": {"origin": "o" * 500},
    "no origin": {"origin": ""},
}
FOLDED: dict[str, list[dict[str, Any]]] = {
    "a kind nobody knows": [fact(1, kind="teleport.begun")],
    "a verb nobody knows": [fact(1, kind="request.teleported", subject="r1")],
    "a stop that is not there": [
        fact(1, kind="walk.planned", subject="w1", body={"day": "2026-11-26", "minutes": 9}),
        fact(2, kind="walk.ticked", subject="w1", body={"stop": 9, "how": "seen"}),
    ],
    "a list of fields to take back": [
        fact(1, kind="goal.set", subject="g1", body={"measure": "reached", "target": 3}),
        fact(
            2,
            kind="goal.undone",
            subject="g1",
            body={"step": [1001, "newer1", "abcabcabcabc", 1], "to": [1], "made": {}},
        ),
    ],
    "a moment that is none": [fact(1, at="tomorrow")],
    "a moment without end": [fact(1, at="9" * 400)],
    "an origin with spaces": [fact(1, origin="a b c")],
    "an incarnation with a line's end": [fact(1, incarnation="a\nb")],
    "a document that is none": [
        fact(1, kind="request.recovered", subject="r9", body={"document": {"id": "r9"}})
    ],
    "a document with a moment that is none": [
        fact(
            1,
            kind="checkin.recovered",
            subject="c9",
            body={"document": {"id": "c9", "person": "ana", "at": "no", "head": [1, "", "", 1]}},
        )
    ],
    "gone facts that are no list": [fact(1, kind="ledger.mended", body={"gone": "all"})],
    "dates that are no list": [fact(1, kind="ledger.redated", body={"dates": {"a": 1}})],
    "dates beyond any calendar": [
        fact(1),
        fact(
            2,
            kind="ledger.redated",
            body={"dates": [["newer1", "abcabcabcabc", 1, 2, 1e300]]},
        ),
    ],
    "a person without a name": [fact(1, kind="person.listed", subject="p", body={"key": 3})],
}


def all_is_well(folder: Path, store: Store) -> None:
    """Saving goes on, and whoever opens the folder sees the same."""
    save(store, claimed("r1"))
    store.close()
    for again in (open_store(folder), replayed(folder)):
        assert documents(again) == documents(store)
        assert indexed(again.indexes) == indexed(store.indexes)
        assert again.documents.unread == store.documents.unread
        assert not again.missing
        assert not again.ledger.damage
        again.ledger.close()
    store.ledger.close()


@pytest.mark.parametrize("name", UNREAD)
def test_a_fact_that_cannot_be_read_is_passed_over_alone(tmp_path: Path, name: str) -> None:
    """Count the other facts of its line, keep its bytes, and send another kiosk no stand-in."""
    store = open_store(tmp_path)
    save(store, flagged("r1"))
    strange = fact(2) | UNREAD[name]
    append(tmp_path, [fact(1), strange, fact(3)])
    whole = ledger_file(tmp_path).read_bytes()
    assert store.refresh()
    assert {row["id"] for row in store.table("checkins")} == {"check1", "check3"}
    if 0 < strange["seq"] <= MAX_NUMBER and strange["origin"] == "newer1":
        assert store.documents.unread == (strange["lamport"] in range(MAX_NUMBER))
    assert all(each.kind != UNREADABLE for each in store.all_facts())
    all_is_well(tmp_path, store)
    assert ledger_file(tmp_path).read_bytes().startswith(whole)


@pytest.mark.parametrize("name", FOLDED)
def test_a_fact_that_cannot_be_folded_changes_nothing_else(tmp_path: Path, name: str) -> None:
    """Leave the documents and every start as they are without it, whatever its body holds."""
    store = open_store(tmp_path)
    save(store, flagged("r1"), flagged("r2"))
    before = store.table("requests").all()
    append(tmp_path, FOLDED[name])
    store.refresh()
    for row in before:
        now = next(each for each in store.table("requests") if each["id"] == row["id"])
        assert {**now, "head": None, "story": None} == {**row, "head": None, "story": None}
    all_is_well(tmp_path, store)


def test_the_largest_lamport_time_does_not_stop_the_kiosk(tmp_path: Path) -> None:
    """Save the next fact although no number can follow this Lamport time."""
    store = open_store(tmp_path)
    save(store, flagged("r1"))
    store.ingest([foreign("checkin.made", "late", 1, by="ana", whom="ana", lamport=MAX_NUMBER)])
    for number in range(3):
        save(store, flagged(f"n{number}"))
    assert {f"n{number}" for number in range(3)} <= replayed(tmp_path).indexes.of(
        "requests"
    ).ids.keys()


def test_a_line_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    """Count copied nudges once, and report no conflict of two facts."""
    store = open_store(tmp_path)
    save(store, flagged("r1"))
    save(store, claimed("r1"))
    before = documents(store)
    path = ledger_file(tmp_path)
    path.write_bytes(path.read_bytes() * 3)
    for again in (store, open_store(tmp_path), replayed(tmp_path)):
        again.refresh()
        assert documents(again) == before
        assert again.conflicts == []


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_passed_over_without_an_error(junk: bytes) -> None:
    """Raise nothing, also when the checksum fits."""
    assert decode_line(junk) is None or junk[8:9] == b" "
    list(heads_of(junk))
    decode_line(b"%08x %s" % (zlib.crc32(junk), junk))


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_passed_over_without_an_error(value: Any) -> None:
    """Raise nothing for what another program wrote."""
    payload = json.dumps([value, fact(1), value]).replace(", ", ",").replace(": ", ":")
    found = decode_line(line_of(payload)[:-1])
    assert found is not None
    assert any(each.subject == "check1" for each in found)
