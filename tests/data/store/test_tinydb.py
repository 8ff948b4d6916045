"""The store is read as TinyDB reads, and written by facts alone."""

from collections.abc import Callable
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import increment
from tinydb.table import Document

from data.records import Request
from data.store.read_only import ReadOnlyTable, WriteRefused
from data.store.store import Store
from tests.support.fakes import documents, open_store

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
    """Refuse it on existing and new tables and on the store itself, and change nothing."""
    before = documents(lived)
    with pytest.raises(WriteRefused, match=r"Use Store\.commit\."):
        WRITES[write](lived if name is None else lived.table(name))
    assert documents(lived) == before
    lived.write_snapshot()
    assert documents(open_store(lived.folder)) == before


def test_dropping_tables_is_refused(lived: Store) -> None:
    """Refuse it, since tables are made from facts."""
    before = documents(lived)
    with pytest.raises(WriteRefused):
        lived.drop_tables()
    with pytest.raises(WriteRefused):
        lived.drop_table("requests")
    with pytest.raises(WriteRefused):
        lived.storage.write({})
    assert documents(lived) == before


def test_every_public_method_of_a_tinydb_table_is_known_to_read_or_is_refused() -> None:
    """Find a new way to write that a later TinyDB may bring."""
    reads = {
        "all", "clear_cache", "contains", "count", "get", "name", "search",
        "default_query_cache_capacity", "document_class", "document_id_class", "query_cache_class",
        "record", "rows", "storage",
    }  # fmt: skip
    writes = {"insert", "insert_multiple", "update", "update_multiple", "upsert", "remove"}
    public = {name for name in dir(ReadOnlyTable) if not name.startswith("_")}
    assert public - reads - writes == {"truncate", "put"}


def test_changing_a_result_changes_no_document(lived: Store) -> None:
    """Give a screen copies, so that it may change them."""
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
    """Read `store.json` as an ordinary TinyDB file: the same tables, ids, documents and answers."""
    lived.write_snapshot()
    with TinyDB(lived.path, access_mode="r") as stock:
        assert stock.tables() - {"_ledger"} == set(lived.tables())
        for name in lived.tables():
            assert {row.doc_id: dict(row) for row in stock.table(name)} == documents(lived)[name]
        query = (where("state") == "claimed") & (where("person") == "ana")
        assert stock.table("requests").search(query) == lived.table("requests").search(query)
        assert lived.table("requests").search(query)
