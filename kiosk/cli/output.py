"""What is printed to the terminal: words, tables and JSON, never a control character."""

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

from data.text import INVISIBLE

_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\u2028\u2029", " "))


def _shown(text: str) -> str:
    return INVISIBLE.sub("", text.translate(_BREAKS))


def line(text: str = "") -> None:
    """Print a line."""
    print(_shown(text))


def trouble(text: str) -> None:
    """Print a line about something that needs attention, to standard error."""
    print(_shown(text), file=sys.stderr)


def print_json(value: Any) -> None:
    """Print one JSON document and nothing else."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    print(re.sub(INVISIBLE, lambda match: f"\\u{ord(match[0]):04x}", text))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; each column is as wide as needed, up to 40, and the last one takes
    the rest.
    """
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [
        min(40, max(len(row[column]) for row in [list(heads), *cells]))
        for column in range(len(heads))
    ]
    for row in [list(heads), *cells]:
        fitted = [_fit(cell, width) for cell, width in zip(row[:-1], widths, strict=False)]
        print("  ".join([*fitted, row[-1]]).rstrip())


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
