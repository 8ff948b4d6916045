"""A cached answer, for a question whose answer is the same until something changes."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Cached(Generic[T]):
    """The last answer to one question, kept until the key that it belongs to has changed.

    Screens ask while an act runs in a thread and asks too. So key and answer are replaced together:
    nobody gets the answer of one key under another.
    """

    def __init__(self) -> None:
        self._last: tuple[Hashable, T] | None = None

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return the answer of a key.

        Parameters:
            key: what the answer depends on, such as the version of a table and the day.
            find: finds the answer when it is not known.
        """
        last = self._last
        if last is None or last[0] != key:
            last = self._last = key, find()
        return last[1]
