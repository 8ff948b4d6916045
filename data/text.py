"""Cleaning text that people type: none of its control characters reaches a terminal or a file."""

import re
import unicodedata

MAX_LENGTH = 10_000
"""Characters that are kept of one text; far more than anybody types on a kiosk."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls: they steer terminals
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: they turn words around
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"  # byte order marks, annotations, halves of a character
)
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return a text as one line: in Unicode's normal form C, with single spaces, without invisible
    characters, cut to MAX_LENGTH.

    Tabs and new lines separate words, so they become spaces. Markup stays as it is typed; whoever
    shows the text must escape it.
    """
    visible = INVISIBLE.sub("", _SPACE.sub(" ", text))
    composed = unicodedata.normalize("NFC", visible)
    return _SPACE.sub(" ", composed)[:MAX_LENGTH].strip()


def natural_key(text: str) -> list[tuple[int, str]]:
    """Return a sort key that puts Room 9 before Room 12."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]
