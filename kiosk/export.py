"""Everything that is kept, for another program. Neither PINs nor badges leave this way, nor what a
coach keeps for themselves.
"""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data.store.store import Store
from data.system import Disk

LEFT_OUT = {"pins", "vaults", "jottings"}
SECRET = {"badge", "head", "before"}
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell (OWASP, CSV injection)."""


def documents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Table -> its documents, without what is secret."""
    return {
        name: [
            {key: value for key, value in document.items() if key not in SECRET}
            for document in store.table(name)
        ]
        for name in sorted(store.tables() - LEFT_OUT)
    }


def as_json(store: Store, path: Path) -> int:
    """One JSON file, readable by its owner alone; gives the number of documents.

    Raises:
        OSError: it could not be written; nothing is left of it.
    """
    tables = documents(store)
    text = json.dumps(tables, ensure_ascii=False, indent=1)
    Disk().replace(path, [text.encode(), b"\n"])
    return sum(map(len, tables.values()))


def as_csv(store: Store, path: Path) -> int:
    """A folder with one CSV a table, as Excel opens it; gives the number of documents.

    Raises:
        OSError: it could not be written.
    """
    tables = documents(store)
    disk = Disk()
    disk.make_folder(path)
    for name, rows in tables.items():
        disk.replace(path / f"{name}.csv", [_sheet(rows).encode("utf-8-sig")])
    return sum(map(len, tables.values()))


def _sheet(rows: Iterable[dict[str, Any]]) -> str:
    listed = list(rows)
    heads = list(dict.fromkeys(key for row in listed for key in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([cell(row.get(head, "")) for head in heads] for row in listed)
    return text.getvalue()


def cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RISKY) else value
    return json.dumps(value, ensure_ascii=False)
