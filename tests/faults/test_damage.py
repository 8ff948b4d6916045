"""Power cuts and rot: what was said to be saved stands, and damage is never silent."""

import os
from pathlib import Path

import pytest

from data.ledger.ledger import Ledger
from data.ledger.lines import encode_line
from data.store.store import Store
from data.system import Disk
from tests.support.fakes import (
    claimed,
    documents,
    flagged,
    foreign,
    ids,
    ledger_file,
    open_store,
    quarantined,
    replayed,
    save,
)


def small_school(folder: Path) -> list[bytes]:
    """Three batches in a ledger; gives its lines, newline included."""
    store = open_store(folder)
    save(store, flagged("r1", text="first"))
    save(store, flagged("r2", text="second"), claimed("r1"))
    save(store, flagged("r3", text="third"))
    store.ledger.close()
    return ledger_file(folder).read_bytes().splitlines(keepends=True)


def incarnations(store: Store) -> set[str]:
    return {fact.incarnation for fact in store.all_facts()}


def test_a_ledger_cut_at_any_byte_keeps_every_batch_before_the_cut(tmp_path: Path) -> None:
    """Cut it at every byte of the last two lines: keep whole batches, also one without its newline,
    set the torn rest aside byte for byte, and go on in a new incarnation.
    """
    lines = small_school(tmp_path)
    path = ledger_file(tmp_path)
    whole = b"".join(lines)
    identity = (tmp_path / "kiosk.json").read_bytes()
    ends = [sum(map(len, lines[: number + 1])) for number in range(3)]
    for cut in range(len(lines[0]), len(whole) + 1):
        for piece in (tmp_path / "ledger" / "quarantine").glob("*"):
            piece.unlink()
        path.write_bytes(whole[:cut])
        (tmp_path / "kiosk.json").write_bytes(identity)
        good = sum(cut >= end - 1 for end in ends)
        store = open_store(tmp_path)
        save(store, flagged("r4"))
        store.ledger.close()
        expected = {f"r{number + 1}" for number in range(good)} | {"r4"}
        assert ids(store) == expected
        torn = whole[ends[good - 1] : cut]
        assert quarantined(tmp_path) == ([torn] if torn else [])
        reopened = open_store(tmp_path)
        assert ids(reopened) == expected
        assert len(incarnations(reopened)) == 2
        assert not reopened.conflicts


@pytest.mark.parametrize(
    "tail",
    [b"\0" * 4096, b"\0" * 7 + b"\n" + b"\0" * 9, os.urandom(700) + b"\n", b"\n", b"\n\n\n", b"{"],
    ids=["zeros", "zeros and a newline", "garbage", "an empty line", "empty lines", "a brace"],
)
def test_a_tail_of_zeros_or_garbage_is_set_aside_whole(tmp_path: Path, tail: bytes) -> None:
    """Move what a power cut left behind the last line away, and lose none of it."""
    small_school(tmp_path)
    path = ledger_file(tmp_path)
    path.write_bytes(path.read_bytes() + tail)
    store = open_store(tmp_path)
    before = documents(store)
    assert ids(store) == {"r1", "r2", "r3"}
    save(store, claimed("r3"))
    assert quarantined(tmp_path) == [tail]
    after = documents(replayed(tmp_path))
    assert after["requests"][3]["owner"] == "ben"
    assert {**after["requests"], 3: before["requests"][3]} == before["requests"]


def test_every_flipped_bit_is_harmless_or_reported(tmp_path: Path) -> None:
    """Flip every bit of a small ledger: get the same documents or a report with the place, never
    other content or a crash, and go on saving.
    """
    lines = small_school(tmp_path)
    path = ledger_file(tmp_path)
    whole = b"".join(lines)
    told = set(encode_facts(tmp_path))
    for place in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            path.write_bytes(flipped)
            reader = Ledger(tmp_path / "ledger", Disk())
            facts = [fact for batch in reader.read_new_batches() for fact in batch]
            read = {encode_line([fact]) for fact in facts}
            assert read < told, "a flipped bit gave another content, or none was noticed"
            assert reader.damage, f"bit {bit} of byte {place} was lost without a word"
            lost = sum(each.length for each in reader.damage)
            assert lost <= sum(sorted(map(len, lines))[-2:]), "one bit, more than two lines"


def encode_facts(folder: Path) -> list[bytes]:
    return [
        encode_line([fact])
        for batch in Ledger(folder / "ledger", Disk()).read_new_batches()
        for fact in batch
    ]


@pytest.mark.parametrize("line", [0, 1, 2])
@pytest.mark.parametrize("where", [0, 8, 30, -1], ids=["sum", "space", "json", "newline"])
def test_damage_stays_reported_or_kept_when_saving_goes_on(
    tmp_path: Path, line: int, where: int
) -> None:
    """Flip a bit, commit and restart: keep the damaged bytes to look at, and everything else."""
    lines = small_school(tmp_path)
    path = ledger_file(tmp_path)
    broken = bytearray(lines[line])
    broken[where] ^= 1
    lines[line] = bytes(broken)
    path.write_bytes(b"".join(lines))
    store = open_store(tmp_path)
    assert store.ledger.damage
    save(store, flagged("r4"))
    reopened = replayed(tmp_path)
    assert "r4" in ids(reopened)
    kept = path.read_bytes() + b"".join(quarantined(tmp_path))
    assert bytes(broken) in kept
    assert reopened.ledger.damage or quarantined(tmp_path)


def test_a_bad_line_in_the_middle_is_skipped_reported_and_kept(tmp_path: Path) -> None:
    """Read the lines around it, leave the file untouched, and report the place."""
    lines = small_school(tmp_path)
    path = ledger_file(tmp_path)
    bad = lines[1].replace(b"second", b"secund")
    path.write_bytes(lines[0] + bad + lines[2])
    store = open_store(tmp_path)
    assert ids(store) == {"r1", "r3"}
    (damage,) = store.ledger.damage
    assert (damage.file, damage.offset, damage.length) == (path.name, len(lines[0]), len(bad))
    save(store, flagged("r4"))
    assert path.read_bytes().startswith(lines[0] + bad + lines[2])
    assert quarantined(tmp_path) == []
    assert ids(replayed(tmp_path)) == {"r1", "r3", "r4"}


def test_a_damaged_last_line_is_reported_before_anybody_writes(tmp_path: Path) -> None:
    """Report a whole line with a wrong checksum once, since it was once reported as saved."""
    lines = small_school(tmp_path)
    path = ledger_file(tmp_path)
    path.write_bytes(b"".join(lines[:2]) + lines[2].replace(b"third", b"thirx"))
    reader = Ledger(tmp_path / "ledger", Disk())
    for _ in range(3):
        assert sum(len(batch) for batch in reader.read_new_batches()) in {0, 3}
    assert len(reader.damage) == 1
    assert reader.damage[0].length == len(lines[2])


def test_a_half_written_line_is_not_called_damage(tmp_path: Path) -> None:
    """Raise no alarm, since a torn tail was never reported as saved."""
    lines = small_school(tmp_path)
    path = ledger_file(tmp_path)
    path.write_bytes(b"".join(lines)[:-5])
    store = open_store(tmp_path)
    save(store, flagged("r4"))
    assert store.ledger.damage == []


def test_a_late_fact_for_a_document_with_a_damaged_first_line_is_kept(
    tmp_path: Path,
) -> None:
    """Keep the document that the snapshot knows, also when the ledger is read again, keep the late
    fact, and go on saving.
    """
    lines = small_school(tmp_path)
    open_store(tmp_path).close()
    path = ledger_file(tmp_path)
    path.write_bytes(lines[0].replace(b"first", b"fjrst") + b"".join(lines[1:]))
    store = open_store(tmp_path)
    late = foreign("request.nudged", "r1", 1, by="ana", lamport=1, origin="!")
    assert store.ingest([late]) == 1
    assert ids(store) == {"r1", "r2", "r3"}
    save(store, flagged("r4"))
    again = replayed(tmp_path)
    assert ids(again) == {"r1", "r2", "r3", "r4"}
    assert again.ledger.damage
    assert not again.missing
