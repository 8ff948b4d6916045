"""Parsing CSV text (RFC 4180, and what Excel makes of it) to rows that know their line."""

import csv
import re
from collections.abc import Iterator

import msgspec

from data.failures import RosterUnreadable
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
    """One row, and the 1-based line that it begins on."""

    line: int
    cells: tuple[str, ...]


class BrokenRow(msgspec.Struct, frozen=True):
    """A row whose quotation marks do not match."""

    line: int
    reason: str


class CsvTable(msgspec.Struct, frozen=True):
    """A header and the rows below it, blank ones left out."""

    header: CsvRow
    rows: tuple[CsvRow, ...]
    broken: tuple[BrokenRow, ...]


def parse_csv(text: str, source: str) -> CsvTable:
    """Split text into a header and rows, without blank rows.

    The delimiter is the one that a first line such as `sep=;` names, as in Excel, or else the one
    that the header has most often outside of quotation marks. `csv.Sniffer` fails on lists of one
    column and on `sep=`.

    Parameters:
        source: the name of the file, for messages.

    Raises:
        RosterUnreadable: there are too many lines, no header, a broken one, or nothing below it.
    """
    if max(text.count("\n"), text.count("\r")) > MAX_LINES:
        raise RosterUnreadable(
            f"{clean(source)} has more than {MAX_LINES:,} lines; no staff list has.",
            "Look whether it is the right file, or export the list again as CSV.",
        )
    lines = _LINE.findall(text)
    start = _skip_blank(lines, 0)
    declared = _SEP.fullmatch(lines[start]) if start < len(lines) else None
    if declared:
        start = _skip_blank(lines, start + 1)
    delimiter = declared.group(1) if declared else _guess_delimiter(lines, start)
    parsed = list(_parse_rows(lines, start, delimiter))
    if not parsed:
        raise RosterUnreadable(f"{clean(source)} is empty.", "Export the staff list again as CSV.")
    header, *rest = parsed
    if isinstance(header, BrokenRow):
        raise RosterUnreadable(
            f"{clean(source)} cannot be read: in its header line {header.reason}.",
            "Correct the first line, or export the list again as CSV.",
        )
    if not rest:
        raise RosterUnreadable(
            f"{clean(source)} holds a header line and nobody below it.",
            "Export the staff list again, and look that it has rows.",
        )
    rows = tuple(row for row in rest if isinstance(row, CsvRow))
    broken = tuple(row for row in rest if isinstance(row, BrokenRow))
    return CsvTable(header, rows, broken)


def _skip_blank(lines: list[str], index: int) -> int:
    """Return the index of the first line from an index on that holds more than delimiters."""
    while index < len(lines) and not lines[index].strip("\ufeff \t\r\n,;|"):
        index += 1
    return index


def _guess_delimiter(lines: list[str], start: int) -> str:
    # A quoted header may run over several lines ("First\nName"), seldom over more than a few.
    bare = _QUOTED.sub("", "".join(lines[start : start + 50])).lstrip("\r\n")
    header = re.split(r"[\r\n]", bare, maxsplit=1)[0]
    best = max(_DELIMITERS, key=header.count)
    return best if best in header else _NO_DELIMITER


def _parse_rows(lines: list[str], start: int, delimiter: str) -> Iterator[CsvRow | BrokenRow]:
    """Yield the rows from an index on. After a broken row, go on with the line below its first."""
    while start < len(lines):
        rest = (lines[index] for index in range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, skipinitialspace=True, strict=True)
        row_start = start
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield CsvRow(row_start + 1, tuple(cells))
                row_start = start + reader.line_num
            return
        except csv.Error as error:
            yield BrokenRow(row_start + 1, _reason(error))
            start = row_start + 1


def _reason(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    return "the quotation marks do not match"
