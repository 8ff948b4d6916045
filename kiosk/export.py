"""Export all documents for another program, without PINs, badges and coaches' private notes."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data.store.store import Store
from data.system import Disk

LEFT_OUT = {"pins", "vaults", "jottings"}
"""Tables that are never exported."""
SECRET = {"badge", "head", "before"}
"""Fields that are never exported."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet read a cell as a formula (OWASP, CSV injection)."""


def documents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return table -> its documents, without what is secret."""
    return {
        name: [
            {key: value for key, value in document.items() if key not in SECRET}
            for document in store.table(name)
        ]
        for name in sorted(store.tables() - LEFT_OUT)
    }


def write_json(store: Store, path: Path) -> int:
    """Write all documents into one JSON file that only its owner can read.

    Returns:
        The number of documents.

    Raises:
        OSError: it could not be written; no part of it is left.
    """
    tables = documents(store)
    text = json.dumps(tables, ensure_ascii=False, indent=1)
    Disk().replace(path, [text.encode(), b"\n"])
    return sum(map(len, tables.values()))


def write_csv(store: Store, path: Path) -> int:
    """Write one CSV a table into a folder, in the encoding that Excel opens.

    Returns:
        The number of documents.

    Raises:
        OSError: it could not be written.
    """
    tables = documents(store)
    disk = Disk()
    disk.make_folder(path)
    for name, rows in tables.items():
        disk.replace(path / f"{name}.csv", [_csv_text(rows).encode("utf-8-sig")])
    return sum(map(len, tables.values()))


def _csv_text(rows: Iterable[dict[str, Any]]) -> str:
    """Return documents as CSV; a column for every field that any of them has."""
    listed = list(rows)
    heads = list(dict.fromkeys(key for row in listed for key in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([cell(row.get(head, "")) for head in heads] for row in listed)
    return text.getvalue()


def cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet runs as a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RISKY) else value
    return json.dumps(value, ensure_ascii=False)
