"""What is taken back, in every noun: the same on every kiosk, and no way to harm a document."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import Fact
from data.records.registry import TABLES
from data.store.fold import refold
from data.store.store import Store
from tests.data.records.test_records import VERBS, deliver, said
from tests.support.fakes import (
    QuickDisk,
    SetClock,
    copies,
    documents,
    foreign,
    indexed,
    replayed,
    shared,
    told,
)

NOUNS = [each for each in TABLES if each != "roster"]
"""All but the roster, whose `undone` is a step of its own."""


def life(noun: str, verbs: list[str]) -> list[Fact]:
    """A document from its beginning on."""
    begun = [next(iter(VERBS[noun])), *verbs]
    return [
        foreign(f"{noun}.{verb}", "d1", seq, by="ana", whom="ana", body=VERBS[noun][verb])
        for seq, verb in enumerate(begun, 1)
    ]


def undone(
    noun: str,
    facts: list[Fact],
    to: dict[str, Any],
    step: object = None,
    made: dict[str, Any] | None = None,
    lines: object = 1,
) -> Fact:
    """The last of some facts is taken back on another kiosk.

    Parameters:
        made: the fields as the last one made them; as they stand after all of them when left out.
    """
    if made is None:
        folded = refold(TABLES[noun], facts)
        assert folded is not None
        after = msgspec.json.decode(folded.row)
        made = {field: after.get(field) for field in to}
    named = list(facts[-1].order) if step is None else step
    body = {"step": named, "to": to, "made": made, "lines": lines}
    return foreign(
        f"{noun}.undone", "d1", 1, origin="elsewhere", lamport=len(facts) + 1, by="cy", body=body
    )


def way_back(store: Store, before: dict[str, Any]) -> dict[str, Any]:
    """The fields that are other than they were."""
    ((now,),) = [rows.values() for rows in told(store).values()]
    return {
        field: was
        for field, was in before.items()
        if field not in {"id", "head", "story"} and now[field] != was
    }


@pytest.mark.parametrize("noun", NOUNS)
@settings(max_examples=4, deadline=None)
@given(st.data(), st.integers(0, 1 << 30))
def test_a_document_after_an_undo_is_as_it_was_without_the_step(
    noun: str, data: st.DataObject, seed: int
) -> None:
    """Compare every field but the story, in any order of facts, after a restart, and from snapshot
    and ledger alone.
    """
    verbs = data.draw(st.lists(st.sampled_from(list(VERBS[noun])), min_size=1, max_size=5))
    facts = life(noun, verbs)
    with TemporaryDirectory() as root:
        stores = [Store(Path(root, name), SetClock(), QuickDisk()) for name in "abc"]
        one, other, before = stores
        before.ingest(facts[:-1])
        one.ingest(facts)
        ((was,),) = [rows.values() for rows in told(before).values()]
        back = undone(noun, facts, way_back(one, was))
        one.ingest([back])
        deliver(other, [*facts, back], seed)
        assert said(one) == said(before)
        assert told(one) == told(other)
        assert shared(one.indexes, one) == shared(other.indexes, other)
        assert shared(one.indexes, one) == shared(before.indexes, before)
        for store in stores:
            store.close()
        for again in (Store(one.folder, SetClock(), QuickDisk()), replayed(one.folder)):
            assert documents(again) == documents(one)
            assert indexed(again.indexes) == indexed(one.indexes)
            again.ledger.close()


@pytest.mark.parametrize("noun", NOUNS)
@settings(max_examples=4, deadline=None)
@given(st.data(), st.sampled_from([[], 3, None, [1, "x", "y", 1], ["1", 2, 3, 4], {"a": 1}]))
def test_an_undo_that_names_another_step_takes_nothing_back(
    noun: str, data: st.DataObject, step: object
) -> None:
    """Leave the document as it is, also when the undo cannot be read."""
    facts = life(noun, data.draw(st.lists(st.sampled_from(list(VERBS[noun])), max_size=4)))
    to = dict.fromkeys(TABLES[noun].record.__struct_fields__, "x")
    with TemporaryDirectory() as root:
        store = Store(Path(root), SetClock(), QuickDisk())
        store.ingest(facts)
        before = said(store)
        store.ingest(
            [undone(noun, facts, to, step)] if step else [foreign(f"{noun}.undone", "d1", 99)]
        )
        assert said(store) == before
        store.close()


ANYTHING = st.sampled_from(["", "never", "x", 7, -1, None, True, [], ["x"], {}, {"a": "b"}])


@pytest.mark.parametrize("noun", TABLES)
@settings(max_examples=5, deadline=None)
@given(st.data())
def test_an_undo_with_any_content_does_not_stop_the_store(noun: str, data: st.DataObject) -> None:
    """Keep it, read the document, and find the same at the next start."""
    fields = [each for each in TABLES[noun].record.__struct_fields__ if each != "id"]
    many = st.dictionaries(st.sampled_from([*fields, "of_tomorrow"]), ANYTHING, max_size=3)
    facts = life(noun, ["held"] if noun == "visit" else ["finished"] if noun == "request" else [])
    survives(noun, facts, data.draw(many))
    for field in ("at", "fixed_at", "held_at"):
        if field in fields:
            survives(noun, facts, {field: "never"})


def survives(noun: str, facts: list[Fact], to: dict[str, Any]) -> None:
    """All is taken in, read, and found again."""
    with TemporaryDirectory() as root:
        store = Store(Path(root), SetClock(), QuickDisk())
        store.ingest(copies([*facts, undone(noun, facts, to)]))
        rows = told(store)[TABLES[noun].name]
        msgspec.json.decode(msgspec.json.encode(rows["d1"]), type=TABLES[noun].record)
        again = replayed(Path(root))
        assert documents(again) == documents(store)
        again.ledger.close()
        store.close()


def test_a_step_of_another_document_takes_nothing_back(tmp_path: Path) -> None:
    """Undo a step only in the document for which the undo was made."""
    store = Store(tmp_path, SetClock(), QuickDisk())
    facts = life("request", ["claimed"])
    twin = msgspec.structs.replace(facts[0], subject="d2", seq=9)
    step = list(facts[-1].order)
    back = undone("request", facts, {"state": "declined"}, step)
    store.ingest([*facts, twin, msgspec.structs.replace(back, subject="d2")])
    assert {key: row["state"] for key, row in told(store)["requests"].items()} == {
        "d1": "claimed",
        "d2": "waiting",
    }
    store.close()
