"""What goes to the terminal: words, tables and JSON, never a control character."""

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
    """A line of words."""
    print(_shown(text))


def trouble(text: str) -> None:
    """A line for whoever has to do something about it, on standard error."""
    print(_shown(text), file=sys.stderr)


def as_json(value: Any) -> None:
    """One JSON document and nothing else."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    print(re.sub(INVISIBLE, lambda found: f"\\u{ord(found[0]):04x}", text))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as they need to be; the last one takes the rest."""
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [
        min(40, max(len(row[place]) for row in [list(heads), *cells]))
        for place in range(len(heads))
    ]
    for row in [list(heads), *cells]:
        fitted = [_fit(cell, width) for cell, width in zip(row[:-1], widths, strict=False)]
        print("  ".join([*fitted, row[-1]]).rstrip())


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
