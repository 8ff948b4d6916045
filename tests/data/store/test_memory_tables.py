"""The tables in memory are TinyDB's tables: whatever is done to both, both answer alike."""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment
from tinydb.operations import set as set_field
from tinydb.queries import QueryLike
from tinydb.storages import MemoryStorage as StockStorage
from tinydb.table import Document

from data.store.memory_tables import MemoryDB, MemoryTable

FIELDS = st.sampled_from(["a", "b", "deep", "ü \"'\n"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 70), 1 << 70)
    | st.integers(0, 2)
    | st.sampled_from([0.0, 1.0, -0.0, 1e300, 0.1])
    | st.text(max_size=4).filter(
        lambda text: not any("\ud800" <= each <= "\udfff" for each in text)
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(FIELDS, inner, max_size=2),
    max_leaves=4,
)
DOCUMENTS = st.dictionaries(FIELDS, VALUES, max_size=3)
IDS = st.integers(1, 12)
NAMES = st.sampled_from(["_default", "first", "second"])


def raises(_value: object) -> bool:
    raise LookupError("a test of the caller's own")


CONDITIONS: st.SearchStrategy[QueryLike] = st.one_of(
    st.sampled_from(
        [
            where("a").exists(),
            where("b") == 1,
            where("a") != None,  # noqa: E711
            where("deep").any([1, True]),
            where("a").test(lambda value: isinstance(value, bool)),
            ~(where("b").exists()),
            (where("a") == 0) | (where("a") == False),  # noqa: E712
            where("a").test(raises),
            where("b").matches("^.$"),
        ]
    ),
    st.builds(lambda field, value: where(field) == value, FIELDS, VALUES),
)


def mutate(document: Any) -> None:
    document["deep"] = {"was": document.get("a")}
    document.pop("b", None)


def half_and_fail(document: Any) -> None:
    document["a"] = "half"
    raise LookupError("in the middle")


CHANGES: st.SearchStrategy[Any] = st.one_of(
    DOCUMENTS,
    st.sampled_from(
        [
            mutate,
            half_and_fail,
            delete("a"),
            increment("a"),
            decrement("b"),
            add("a", 1),
            set_field("b", True),
            set_field("b", 1),
            set_field("b", 1.0),
        ]
    ),
)


def canonical(value: Any) -> Any:
    """A value in a form in which 1, True and 1.0 are not the same, nor 0.0 and -0.0."""
    if isinstance(value, Document):
        return ("document", value.doc_id, canonical(dict(value)))
    if isinstance(value, Mapping):
        return ("object", [(key, canonical(each)) for key, each in value.items()])
    if isinstance(value, list):
        return ("list", [canonical(each) for each in value])
    return (type(value).__name__, repr(value))


class BothTables(RuleBasedStateMachine):
    """The same operations on stock TinyDB and on tables in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.stock = TinyDB(storage=StockStorage)
        self.ours = MemoryDB()

    def same(self, act: Callable[[Any], Any]) -> None:
        """What both give is the same, or both raise the same kind of thing."""
        before = state(self.stock)
        outcomes = []
        for database in (self.stock, self.ours):
            try:
                outcomes.append(("gives", canonical(act(database))))
            except Exception as error:
                outcomes.append(("raises", type(error)))
        assert outcomes[1] == outcomes[0]
        if outcomes[0][0] == "raises":
            # Stock TinyDB over plain memory has changed its documents by then; over a file it
            # would not have. Ours has not, and stock is put back for what comes next.
            assert state(self.ours) == before
            restore(self.stock, self.ours)

    @rule(name=NAMES, document=DOCUMENTS)
    def insert(self, name: str, document: dict[str, Any]) -> None:
        self.same(lambda db: db.table(name).insert(deepcopy(document)))

    @rule(document=DOCUMENTS)
    def insert_into_the_default_table(self, document: dict[str, Any]) -> None:
        self.same(lambda db: db.insert(deepcopy(document)))

    @rule(name=NAMES, document=DOCUMENTS, doc_id=IDS)
    def insert_with_id(self, name: str, document: dict[str, Any], doc_id: int) -> None:
        self.same(lambda db: db.table(name).insert(Document(deepcopy(document), doc_id)))

    @rule(name=NAMES, wrong=st.sampled_from([None, 3, "text", ["list"]]))
    def insert_no_document(self, name: str, wrong: object) -> None:
        self.same(lambda db: db.table(name).insert(wrong))

    @rule(name=NAMES, documents=st.lists(DOCUMENTS | st.just(7), max_size=3))
    def insert_multiple(self, name: str, documents: list[Any]) -> None:
        self.same(lambda db: db.table(name).insert_multiple(deepcopy(documents)))

    @rule(name=NAMES, pairs=st.lists(st.tuples(DOCUMENTS, IDS), max_size=3))
    def insert_multiple_with_ids(self, name: str, pairs: list[tuple[dict[str, Any], int]]) -> None:
        self.same(
            lambda db: db.table(name).insert_multiple(
                [Document(deepcopy(document), doc_id) for document, doc_id in pairs]
            )
        )

    @rule(name=NAMES, change=CHANGES)
    def update_all(self, name: str, change: Any) -> None:
        self.same(lambda db: db.table(name).update(deepcopy(change)))

    @rule(name=NAMES, change=CHANGES, cond=CONDITIONS)
    def update_where(self, name: str, change: Any, cond: QueryLike) -> None:
        self.same(lambda db: db.table(name).update(deepcopy(change), cond))

    @rule(name=NAMES, change=CHANGES, doc_ids=st.lists(IDS, max_size=3))
    def update_ids(self, name: str, change: Any, doc_ids: list[int]) -> None:
        self.same(lambda db: db.table(name).update(deepcopy(change), doc_ids=doc_ids))

    @rule(name=NAMES, pairs=st.lists(st.tuples(CHANGES, CONDITIONS), max_size=2))
    def update_multiple(self, name: str, pairs: list[tuple[Any, QueryLike]]) -> None:
        self.same(lambda db: db.table(name).update_multiple(deepcopy(pairs)))

    @rule(name=NAMES, document=DOCUMENTS, cond=CONDITIONS | st.none())
    def upsert(self, name: str, document: dict[str, Any], cond: QueryLike | None) -> None:
        self.same(lambda db: db.table(name).upsert(deepcopy(document), cond))

    @rule(name=NAMES, document=DOCUMENTS, doc_id=IDS)
    def upsert_with_id(self, name: str, document: dict[str, Any], doc_id: int) -> None:
        self.same(lambda db: db.table(name).upsert(Document(deepcopy(document), doc_id)))

    @rule(name=NAMES, cond=CONDITIONS | st.none())
    def remove_where(self, name: str, cond: QueryLike | None) -> None:
        self.same(lambda db: db.table(name).remove(cond))

    @rule(name=NAMES, doc_ids=st.lists(IDS, max_size=3))
    def remove_ids(self, name: str, doc_ids: list[int]) -> None:
        self.same(lambda db: db.table(name).remove(doc_ids=doc_ids))

    @rule(name=NAMES)
    @precondition(lambda self: len(self.stock) > 3)
    def truncate(self, name: str) -> None:
        self.same(lambda db: db.table(name).truncate())

    @rule(name=NAMES)
    @precondition(lambda self: len(self.stock) > 3)
    def drop_table(self, name: str) -> None:
        self.same(lambda db: db.drop_table(name))

    @rule()
    @precondition(lambda self: len(self.stock) > 5)
    def drop_tables(self) -> None:
        self.same(lambda db: db.drop_tables())

    @rule(name=NAMES, cond=CONDITIONS)
    def ask(self, name: str, cond: QueryLike) -> None:
        self.same(lambda db: db.table(name).search(cond))
        self.same(lambda db: db.table(name).get(cond))
        self.same(lambda db: db.table(name).contains(cond))
        self.same(lambda db: db.table(name).count(cond))
        self.same(lambda db: db.search(cond))

    @rule(name=NAMES, doc_id=st.integers(-1, 13), doc_ids=st.lists(IDS, max_size=4))
    def ask_by_id(self, name: str, doc_id: int, doc_ids: list[int]) -> None:
        self.same(lambda db: db.table(name).get(doc_id=doc_id))
        self.same(lambda db: db.table(name).contains(doc_id=doc_id))
        self.same(lambda db: db.table(name).get(doc_ids=doc_ids))

    @rule(name=NAMES)
    def ask_for_nothing(self, name: str) -> None:
        self.same(lambda db: db.table(name).get())
        self.same(lambda db: db.table(name).contains())

    @rule(name=NAMES)
    def scribble_on_results(self, name: str) -> None:
        """What ours gives out is its caller's alone."""
        for document in self.ours.table(name).all():
            scribble(document)

    @invariant()
    def both_hold_the_same(self) -> None:
        assert state(self.ours) == state(self.stock)
        self.same(lambda db: sorted(db.tables()))
        for name in ("_default", "first", "second"):
            self.same(lambda db, name=name: len(db.table(name)))  # type: ignore[misc]
            self.same(lambda db, name=name: db.table(name).all())  # type: ignore[misc]
            self.same(lambda db, name=name: list(iter(db.table(name))))  # type: ignore[misc]
        self.same(lambda db: [len(db), list(iter(db)), db.all()])


def scribble(value: Any) -> None:
    if isinstance(value, dict):
        for each in value.values():
            scribble(each)
        value["scribbled"] = True
    elif isinstance(value, list):
        for each in value:
            scribble(each)
        value.append("scribbled")


def state(database: TinyDB) -> Any:
    """All tables, to the last type."""
    return sorted((name, canonical(rows)) for name, rows in (database.storage.read() or {}).items())


def restore(stock: TinyDB, ours: MemoryDB) -> None:
    stock.storage.write(ours.memory.read())


BothTables.TestCase.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
TestBothTables = BothTables.TestCase


@pytest.fixture
def table() -> MemoryTable:
    found = MemoryDB().table("things")
    assert isinstance(found, MemoryTable)
    return found


UNWRITABLE = [
    {"a": float("nan")}, {"a": float("inf")}, {"a": object()}, {"a": b"bytes"}, {"a": {1, 2}},
    {"a": "\ud800"}, {"a": [{"deep": 1j}]}, {("a", 1): 1},
]  # fmt: skip
WAYS: dict[str, Callable[[MemoryTable, Any], object]] = {
    "insert": lambda table, bad: table.insert(bad),
    "insert_multiple": lambda table, bad: table.insert_multiple([{"fine": 1}, bad]),
    "update": lambda table, bad: table.update(bad),
    "update by id": lambda table, bad: table.update(bad, doc_ids=[2]),
    "upsert": lambda table, bad: table.upsert(bad, where("n") == 1),
    "write": lambda table, bad: table.storage.write({"things": {"1": bad}}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("bad", UNWRITABLE, ids=range(len(UNWRITABLE)))
def test_a_value_that_cannot_be_written_changes_nothing(
    table: MemoryTable, way: str, bad: dict[Any, Any]
) -> None:
    """Raise the exception that json has for it, and leave all rows as they were."""
    table.insert_multiple([{"n": 1}, {"n": 2}])
    before = table.all()
    with pytest.raises((TypeError, ValueError)):
        WAYS[way](table, bad)
    assert table.all() == before
    assert table.get(doc_id=table.insert({"n": 3})) == {"n": 3}


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can, so that what is not locked is found out."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("restless")
def test_threads_that_insert_at_once_get_ids_of_their_own(table: MemoryTable) -> None:
    """Eight threads, let go at once, by all three ways to insert, again and again just after the
    table has forgotten its next id (TinyDB looks through the table for it then): no id twice,
    none lost.
    """
    rounds, taken = 40, []
    table.insert_multiple({"n": number} for number in range(300))
    ids = iter(range(1_000, 1_000_000, 1_000))

    def forget_the_next_id() -> None:
        table.insert(Document({}, next(ids)))

    start = threading.Barrier(8, action=forget_the_next_id)

    def work(who: int) -> None:
        for number in range(rounds):
            start.wait(10)
            if who % 3 == 0:
                taken.append(table.insert({"who": who}))
            elif who % 3 == 1:
                taken.extend(table.insert_multiple([{"who": who}, {"who": who}]))
            else:
                taken.extend(table.upsert({"up": number}, where("up") == (who, number)))

    threads = [threading.Thread(target=work, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert len(taken) == len(set(taken)) == rounds * (3 * 1 + 3 * 2 + 2 * 1)
    assert set(taken) <= {row.doc_id for row in table}
    assert len(table) == 300 + rounds + len(taken)


@pytest.mark.usefixtures("restless")
def test_reading_while_another_thread_writes_never_fails(table: MemoryTable) -> None:
    """Search in the rows that were there when the search began."""
    table.insert_multiple({"n": number} for number in range(300))
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            table.remove(doc_ids=table.insert_multiple([{"n": -1}, {"n": -2}]))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(60):
            assert len(table.search(where("n") >= 0)) == 300
            assert sum(row["n"] >= 0 for row in table) == 300
            assert table.count(where("n") == 7) == 1
    finally:
        done.set()
        writer.join(10)
    assert not writer.is_alive()
    assert len(table) == 300


def test_a_mapping_of_any_kind_may_be_inserted(table: MemoryTable) -> None:
    """Take every Mapping as TinyDB does, and give a dict back."""

    class OddMapping(Mapping[str, int]):
        def __getitem__(self, key: str) -> int:
            return {"a": 1}[key]

        def __iter__(self) -> Iterator[str]:
            return iter(["a"])

        def __len__(self) -> int:
            return 1

    assert table.get(doc_id=table.insert(OddMapping())) == {"a": 1}


def test_values_are_stored_as_json_has_them(table: MemoryTable) -> None:
    """Store a tuple as a list, as any TinyDB file does."""
    doc_id = table.insert({"pair": (1, 2), "ü": "ß"})
    assert table.get(doc_id=doc_id) == json.loads('{"pair": [1, 2], "ü": "ß"}')
