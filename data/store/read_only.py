"""TinyDB tables that can be queried and not written: their documents are made from facts alone."""

from typing import Any, NoReturn

from tinydb.storages import Storage

from data.store.memory_tables import MemoryStorage, MemoryTable


class WriteRefused(Exception):
    """Somebody tried to write a document without a fact."""


def refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    """Refuse to write; stands in for every method that would.

    Raises:
        WriteRefused: always.
    """
    raise WriteRefused(
        "Documents here are made from facts, and a document without one would be lost. "
        "Use Store.commit."
    )


class ReadOnlyStorage(MemoryStorage):
    """The rows of folded documents."""

    write = refuse


class ReadOnlyTable(MemoryTable):
    """A table of folded documents: all of TinyDB's methods to read, none to write."""

    def __init__(self, storage: Storage, name: str, **_options: Any) -> None:
        super().__init__(storage, name)

    insert = insert_multiple = update = update_multiple = refuse
    upsert = remove = truncate = put = refuse
    _update_table = refuse
