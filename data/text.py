"""What people type is only text: no control character of theirs reaches a terminal or a file."""

import re
import unicodedata

MAX_LENGTH = 10_000
"""Characters kept of one text; far more than anybody types on a kiosk."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1: they steer terminals
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: they turn words around
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"  # byte order marks, annotations, halves of a character
)
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line of text as it is kept: composed, single spaces, nothing that is not seen.

    What a terminal takes for a tab or a new line parts words, so it becomes a space. All else is
    literal: markup is the business of whoever shows it.
    """
    seen = INVISIBLE.sub("", _SPACE.sub(" ", text))
    composed = unicodedata.normalize("NFC", seen)
    return _SPACE.sub(" ", composed)[:MAX_LENGTH].strip()


def natural_key(text: str) -> list[tuple[int, str]]:
    """Return what to sort by so that Room 9 stands before Room 12."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]
