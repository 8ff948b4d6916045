"""What the processes of `test_kill` run. A line is written into the pipe only after `commit` has
returned: whatever stands in the pipe was said to be saved.
"""

from multiprocessing.connection import Connection
from pathlib import Path

from data.ledger.facts import new_id
from data.records import Request
from data.store.store import Store
from tests.support.fakes import claimed, flagged, open_store, save


def write_on(folder: Path, told: Connection, snapshot_every: int) -> None:
    """Save and tell, until somebody puts an end to it."""
    store = open_store(folder)
    count = 0
    while True:
        count += 1
        subject = new_id()
        save(store, flagged(subject, text="x" * (count * 37 % 900)), claimed(subject))
        told.send_bytes(subject.encode())
        if count % snapshot_every == 0:
            store.write_snapshot()


def follow(folder: Path, orders: Connection) -> None:
    """Look again and again, and tell of every document that was there and is not any more; says
    how many there are at the end.
    """
    store = open_store(folder)
    known: set[str] = set()
    gone: set[str] = set()
    halves = 0
    while not orders.poll(0.0005):
        if store.refresh():
            now = set(store.indexes.of("requests").ids)
            gone |= known - now
            halves += unclaimed(store)
            known |= now
    store.refresh()
    orders.send((len(gone), halves, len(store.table("requests"))))


def unclaimed(store: Store) -> int:
    """Batches of which only the half is seen: what flags a request here claims it as well."""
    newest = list(store.indexes.of("requests").ids.values())[-20:]
    return sum(each.state == "waiting" for each in store.records(Request, newest))
