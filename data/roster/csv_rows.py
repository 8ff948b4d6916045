"""From text to rows that know their line: delimiters, quotes, blank lines."""

import csv
import re
from collections.abc import Iterator

import msgspec

from data.roster.model import RosterUnreadable
from data.text import clean

MAX_LINES = 500_000
"""Lines of a file, blank ones too: more than the pupils and staff of any district's export."""
_DELIMITERS = (",", ";", "\t", "|")
# For a list of one column: a name may hold any delimiter, and no text holds NUL (see `decode`).
_NO_DELIMITER = "\0"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# Excel adds its own delimiters behind when it saves such a file again.
_SEP = re.compile(r'"?sep=([,;\t|])"?[,;\t| ]*[\r\n]*', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


class CsvRow(msgspec.Struct, frozen=True):
    """One row, and the line it begins on (1 = the first of the file)."""

    line: int
    cells: tuple[str, ...]


class BrokenRow(msgspec.Struct, frozen=True):
    """A row whose quotation marks do not match."""

    line: int
    reason: str


class CsvTable(msgspec.Struct, frozen=True):
    """A header and the rows below it, blank ones left out."""

    header: CsvRow
    records: tuple[CsvRow, ...]
    broken: tuple[BrokenRow, ...]


def tabulate(text: str, source: str) -> CsvTable:
    """Split text into a header and rows.

    The delimiter is the one found most often in the header line outside quotation marks, unless
    a first line `sep=;`, which Excel understands, names it. `csv.Sniffer` is not asked: it fails
    on one-column lists and on `sep=`.

    Raises:
        RosterUnreadable: there is no header, it is broken, or nothing is below it.
    """
    if max(text.count("\n"), text.count("\r")) > MAX_LINES:
        raise RosterUnreadable(
            f"{clean(source)} has more than {MAX_LINES:,} lines; no staff list has.",
            "Look whether it is the right file, or export the list again as CSV.",
        )
    lines = _LINE.findall(text)
    at = _first_filled(lines, 0)
    named = _SEP.fullmatch(lines[at]) if at < len(lines) else None
    if named:
        at = _first_filled(lines, at + 1)
    found = list(_records(lines, at, named.group(1) if named else _delimiter(lines, at)))
    if not found:
        raise RosterUnreadable(f"{clean(source)} is empty.", "Export the staff list again as CSV.")
    header, *rows = found
    if isinstance(header, BrokenRow):
        raise RosterUnreadable(
            f"{clean(source)} cannot be read: in its header line {header.reason}.",
            "Correct the first line, or export the list again as CSV.",
        )
    if not rows:
        raise RosterUnreadable(
            f"{clean(source)} holds a header line and nobody below it.",
            "Export the staff list again, and look that it has rows.",
        )
    records = tuple(row for row in rows if isinstance(row, CsvRow))
    return CsvTable(header, records, tuple(row for row in rows if isinstance(row, BrokenRow)))


def _first_filled(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip("\ufeff \t\r\n,;|"):
        at += 1
    return at


def _delimiter(lines: list[str], at: int) -> str:
    # A quoted header may run over several lines ("First\nName"), seldom over more than a few.
    bare = _QUOTED.sub("", "".join(lines[at : at + 50])).lstrip("\r\n")
    header = re.split(r"[\r\n]", bare, maxsplit=1)[0]
    best = max(_DELIMITERS, key=header.count)
    return best if best in header else _NO_DELIMITER


def _records(lines: list[str], at: int, delimiter: str) -> Iterator[CsvRow | BrokenRow]:
    """The rows from line `at` on. After a broken row, reading goes on at the next line."""
    while at < len(lines):
        feed = (lines[index] for index in range(at, len(lines)))
        reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True, strict=True)
        begun = at
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield CsvRow(begun + 1, tuple(cells))
                begun = at + reader.line_num
            return
        except csv.Error as error:
            yield BrokenRow(begun + 1, _in_words(error))
            at = begun + 1


def _in_words(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    return "the quotation marks do not match"
