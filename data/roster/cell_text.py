"""Decoding the bytes of a list, and comparing and shortening the text of its cells."""

import codecs
import unicodedata

from data.failures import RosterUnreadable
from data.text import clean


def decode(raw: bytes, source: str) -> tuple[str, str]:
    """Return the text of a file, and a note on its encoding ("" when it is UTF-8).

    It is UTF-8 with or without a byte order mark, or UTF-16 with one (Excel's "Unicode text").
    Bytes that are not valid UTF-8 are read as Windows-1252, which Excel writes, or as Latin-1 when
    one of them is among the five that Windows-1252 does not define.

    Parameters:
        source: the name of the file, for messages.

    Raises:
        RosterUnreadable: the bytes are not text.
    """
    text, note = _decode(raw, source)
    if "\0" in text:
        raise RosterUnreadable(
            f"{clean(source)} is not text: it holds bytes that no list of names has.",
            "Export the staff list again as CSV, and choose that file.",
        )
    return text, note


def _decode(raw: bytes, source: str) -> tuple[str, str]:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16", "surrogatepass"), "Read as UTF-16."
        except UnicodeDecodeError:
            raise RosterUnreadable(
                f"{clean(source)} is cut short: its last character is not whole.",
                "Export or copy it again.",
            ) from None
    for encoding, note in (("utf-8-sig", ""), ("cp1252", "Read as Windows-1252.")):
        try:
            return raw.decode(encoding), note
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "Read as Latin-1."


def is_visible(text: str) -> bool:
    """Return whether a text has any visible character."""
    return any(char.isprintable() and not char.isspace() for char in text)


def short(text: str, limit: int = 40) -> str:
    """Return a text, cut with an ellipsis when it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def comparison_key(text: str) -> str:
    """Return the letters and digits of a text, without case or accents, to compare it by."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if char.isalnum())
