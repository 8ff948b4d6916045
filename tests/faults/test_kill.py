"""Real processes, really killed: what was said to be saved is there afterwards."""

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from data.ledger.facts import raw_fact
from kiosk.doctor.report import examine
from tests.faults import commit_worker
from tests.support.fakes import (
    QuickDisk,
    SetClock,
    documents,
    indexed,
    listed,
    open_store,
    quarantined,
    replayed,
    save,
)

ROUNDS = 100
PATIENCE = 20.0
"""Seconds after which a process that says nothing is taken to hang."""


def rest_of(pipe: Connection) -> list[str]:
    """All that a killed process had said."""
    said: list[str] = []
    try:
        while pipe.poll(0):
            said.append(pipe.recv_bytes().decode())
    except (EOFError, OSError):
        pass
    return said


def wait_for(pipe: Connection, count: int) -> list[str]:
    """The first so many things a process says."""
    said = []
    for _ in range(count):
        assert pipe.poll(PATIENCE), "a writer hangs"
        said.append(pipe.recv_bytes().decode())
    return said


def pass_time(seconds: float) -> None:
    """Spin, so that the kill comes at any moment of a commit."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def test_saved_facts_survive_a_hundred_kills(tmp_path: Path) -> None:
    """Kill two writers on one folder with SIGKILL a hundred times, at random moments, while a
    reader follows. Find all that was acknowledged after every kill; let the reader see no document
    go and no half batch; let the doctor find everything in order and no id given twice.
    """
    chance = random.Random(20261103)
    (tmp_path / "kiosk.toml").write_text('[school]\nname = "x"\ntimezone = "UTC"\n')
    tmp_path.chmod(0o700)
    first = open_store(tmp_path)
    save(first, listed("ben", "Ben", role="coach"), raw_fact("pin.set", "ben", body={"hash": "h"}))
    first.close()

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.commit_worker"])
    orders, reader_end = context.Pipe()
    reader = context.Process(target=commit_worker.follow, args=(tmp_path, reader_end))
    reader.start()
    reader_end.close()
    acknowledged: set[str] = set()
    try:
        for _ in range(ROUNDS):
            acknowledged |= one_round(context, tmp_path, chance)
            store = open_store(tmp_path, disk=QuickDisk())
            assert acknowledged <= store.indexes.of("requests").ids.keys()
        orders.send("stop")
        assert orders.poll(PATIENCE), "the reader hangs or died"
        gone, halves, seen = orders.recv()
    finally:
        reader.kill()
        reader.join(PATIENCE)

    rebuilt = replayed(tmp_path)
    assert len(acknowledged) > ROUNDS
    assert (gone, halves) == (0, 0)
    assert seen == len(rebuilt.table("requests")) >= len(acknowledged)
    opened = open_store(tmp_path)
    assert documents(opened) == documents(rebuilt)
    assert indexed(opened.indexes) == indexed(rebuilt.indexes)
    assert all(row["owner"] == "ben" for row in rebuilt.table("requests"))
    ids = [fact.id for fact in rebuilt.all_facts()]
    assert len(set(ids)) == len(ids)
    assert all(b"\n" not in piece for piece in quarantined(tmp_path))
    assert [finding for finding in examine(tmp_path, SetClock()) if not finding.ok] == []


def one_round(
    context: multiprocessing.context.ForkServerContext, folder: Path, chance: random.Random
) -> set[str]:
    """Two writers start and are killed, one after the other; gives what they had acknowledged."""
    pipes, writers = [], []
    for _ in range(2):
        pipe, far_end = context.Pipe(duplex=False)
        args = (folder, far_end, chance.randint(1, 6))
        writer = context.Process(target=commit_worker.write_on, args=args)
        writer.start()
        far_end.close()
        pipes.append(pipe)
        writers.append(writer)
    said: set[str] = set()
    try:
        for pipe, writer in zip(pipes, writers, strict=True):
            said |= set(wait_for(pipe, chance.randint(0, 12)))
            pass_time(chance.uniform(0, 0.004))
            writer.kill()
    finally:
        for pipe, writer in zip(pipes, writers, strict=True):
            writer.kill()
            writer.join(PATIENCE)
            said |= set(rest_of(pipe))
            pipe.close()
    return said
