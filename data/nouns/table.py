"""A noun: what its documents hold, and how its facts become them."""

from collections.abc import Callable
from typing import Any

import msgspec

from data.facts import Fact, Order

START: Order = (0, "", "", 0)
"""What a document's head is before its first fact."""

Key = tuple[str, str]
"""What a document can be found by beside its id: ("person", id), ("day", "2026-11-24"), ..."""


class Table(msgspec.Struct, frozen=True):
    """How the facts of one noun become the documents of one table.

    Parameters:
        name: the table.
        record: the type of its documents.
        fold: (document or None, next fact) -> document, or None while its first fact is missing.
        keys: the fields its documents are found by, as a struct with a method `found_by`.
    """

    name: str
    record: type[Any]
    fold: Callable[[Any, Fact], Any]
    keys: type[Any] | None = None
