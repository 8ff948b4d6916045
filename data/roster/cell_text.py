"""From bytes to text that can be shown: encodings, and what is taken out of a cell."""

import codecs
import unicodedata

from data.roster.model import RosterUnreadable
from data.text import clean


def decode(raw: bytes, source: str) -> tuple[str, str]:
    """The text of a file, and a note on its encoding ("" when it is UTF-8).

    UTF-8 with or without a BOM, and UTF-16 with one (Excel's "Unicode text"). Whatever is not
    valid UTF-8 is taken for Windows-1252, which Excel writes, or Latin-1 for the five bytes
    that Windows-1252 leaves open.

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
    """Whether anything would be seen if this were shown."""
    return any(char.isprintable() and not char.isspace() for char in text)


def short(text: str, limit: int = 40) -> str:
    """The text, cut with an ellipsis when it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def fold(text: str) -> str:
    """Letters and digits only, without case or accents: how headers and words are compared."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())
