"""What is made of rows is made once for each row."""

from data.store.memory_tables import Row
from data.store.row_cache import RowCache


def test_only_a_row_that_has_changed_is_read_again() -> None:
    """Keep what was made of the others, in the order that is asked for."""
    read: list[bytes] = []

    def make(row: Row) -> str:
        read.append(bytes(row))
        return bytes(row).decode()

    cache = RowCache(make)
    first, second, changed = b"first", b"second", bytes(bytearray(b"second"))
    assert cache.get([(1, first), (2, second)]) == ["first", "second"]
    assert cache.get([(2, changed), (1, first)]) == ["second", "first"]
    assert read == [b"first", b"second", b"second"]


def test_what_was_made_of_a_row_that_is_not_asked_for_is_forgotten() -> None:
    """Hold nothing of a document that was erased."""
    read: list[object] = []
    cache = RowCache(read.append)
    row = b"first"
    cache.get([(1, row)])
    cache.get([])
    cache.get([(1, row)])
    assert read == [row, row]
