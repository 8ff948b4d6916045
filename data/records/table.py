"""A noun: what its documents hold, and how its facts become them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec

from data.ledger.facts import Fact, Order

START: Order = (0, "", "", 0)
"""What a document's head is before its first fact."""

Key = tuple[str, str]
"""What a document can be found by beside its id: ("person", id), ("day", "2026-11-24"), ..."""


def moment(at: str) -> str:
    """A moment with its offset, as it is kept.

    Raises:
        ValueError: nobody could read it; whoever folds a fact with it passes it over.
    """
    if datetime.fromisoformat(at).utcoffset() is None:
        raise ValueError(f"{at!r} has no offset")
    return at


def day(at: str) -> str:
    """A date, as it is kept.

    Raises:
        ValueError: as moment.
    """
    date.fromisoformat(at)
    return at


class Table(msgspec.Struct, frozen=True):
    """How the facts of one noun become the documents of one table.

    Parameters:
        name: the table.
        record: the type of its documents.
        fold: (document or None, next fact) -> document, or None while its first fact is missing.
        keys: the fields its documents are found by, as a struct with a method `found_by`.
        gone: what the fields of a document are when its making is undone.
    """

    name: str
    record: type[Any]
    fold: Callable[[Any, Fact], Any]
    keys: type[Any] | None = None
    gone: tuple[tuple[str, Any], ...] = ()
