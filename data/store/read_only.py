"""Tables that can be asked anything and written by nobody: their documents are made from facts."""

from typing import Any, NoReturn

from tinydb.storages import Storage

from data.store.memory_tables import MemoryStorage, MemoryTable


class WriteRefused(Exception):
    """Somebody tried to write a document without a fact."""


def refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    """Stands in the place of every way to write."""
    raise WriteRefused(
        "Documents here are made from facts, and a document without one would be lost. "
        "Use Store.commit."
    )


class ReadOnlyStorage(MemoryStorage):
    """Rows of folded documents, which are not written from outside."""

    write = refuse


class ReadOnlyTable(MemoryTable):
    """A table of folded documents: all of TinyDB's ways to read, none to write."""

    def __init__(self, storage: Storage, name: str, **_options: Any) -> None:
        super().__init__(storage, name)

    insert = insert_multiple = update = update_multiple = refuse
    upsert = remove = truncate = put = refuse
    _update_table = refuse
