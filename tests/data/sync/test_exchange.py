"""Two kiosks that were apart have one picture after an exchange, whatever the network did."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from data.ledger.facts import Fact, raw_fact
from data.records import Request
from data.store.store import Store
from data.sync.exchange import exchange
from tests.support.fakes import SetClock


class Cable:
    """Another kiosk at the end of a cable that can be cut before it offers or before it takes."""

    def __init__(self, store: Store, cut: str = "") -> None:
        self._store = store
        self._cut = cut

    def offer(self) -> Iterable[Fact]:
        if self._cut == "offer":
            raise OSError("the cable is cut")
        return self._store.all_facts()

    def take(self, facts: Sequence[Fact]) -> None:
        if self._cut == "take":
            raise OSError("the cable is cut")
        self._store.ingest(facts)


def flagged(store: Store, key: str, category: str) -> None:
    body = {"lane": "fix", "category": category, "when": "today"}
    store.commit(lambda: [raw_fact("request.flagged", key, by="p", whom="p", body=body)])


def requests(store: Store) -> dict[str, Request]:
    return {request.id: request for request in store.records(Request)}


@pytest.fixture
def apart(tmp_path: Path) -> tuple[Store, Store]:
    """Two kiosks that share one request and then each went their way with it."""
    here, there = (Store(tmp_path / name, SetClock()) for name in ("here", "there"))
    flagged(here, "shared", "Printer")
    exchange(here, Cable(there))
    here.commit(lambda: [raw_fact("request.claimed", "shared", by="ana")])
    there.commit(lambda: [raw_fact("request.withdrawn", "shared", by="p")])
    flagged(there, "alone", "Sound")
    return here, there


def test_two_kiosks_agree_after_an_exchange(apart: tuple[Store, Store]) -> None:
    """Also agree on a request that was claimed here and withdrawn there."""
    here, there = apart
    assert exchange(here, Cable(there)) == (2, 1)
    assert requests(here) == requests(there)
    assert requests(here).keys() == {"shared", "alone"}
    assert exchange(here, Cable(there)) == (0, 0), "giving twice does no harm"


@pytest.mark.parametrize("cut", ["offer", "take"])
def test_an_exchange_that_is_cut_off_loses_nothing(apart: tuple[Store, Store], cut: str) -> None:
    """Make good for it with the next exchange."""
    here, there = apart
    with pytest.raises(OSError, match="cut"):
        exchange(here, Cable(there, cut))
    exchange(there, Cable(here))
    assert requests(here) == requests(there)
    assert len(list(here.all_facts())) == len(list(there.all_facts())) == 4
