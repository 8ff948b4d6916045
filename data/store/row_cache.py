"""A cache of what is made of rows, for questions that read thousands of them again and again."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from data.store.memory_tables import Row

T = TypeVar("T")


class RowCache(Generic[T]):
    """What was made of each row, made again only when the row has changed.

    A document that changes gets a new row, so that the same row means the same document.

    Parameters:
        make: makes it of a row of JSON.
    """

    def __init__(self, make: Callable[[Row], T]) -> None:
        self._make = make
        self._made: dict[int, tuple[Row, T]] = {}

    def get(self, rows: Iterable[tuple[int, Row]]) -> list[T]:
        """Return what is made of these rows, and forget what was made of others.

        Parameters:
            rows: (document id, row), each document once.
        """
        before, self._made = self._made, {}
        result = []
        for doc_id, row in rows:
            known = before.get(doc_id)
            if known is None or known[0] is not row:
                known = row, self._make(row)
            self._made[doc_id] = known
            result.append(known[1])
        return result
