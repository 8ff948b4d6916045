"""One list of a roster, opened: its rows, its columns, and what there is to say about both."""

import msgspec

from data.roster.cell_text import decode
from data.roster.columns import Columns, find_columns
from data.roster.csv_rows import CsvRow, tabulate
from data.roster.file_types import refuse_other_kinds
from data.roster.model import RejectedRow
from data.text import clean


class Sheet(msgspec.Struct, frozen=True):
    """A list with its columns found; `rejected` are the rows that could not be split."""

    source: str
    records: tuple[CsvRow, ...]
    columns: Columns
    rejected: tuple[RejectedRow, ...]
    notes: tuple[str, ...]


def open_sheet(raw: bytes, source: str) -> Sheet:
    """Open one list.

    Raises:
        RosterUnreadable: the bytes are no list with a header and rows.
    """
    source = clean(source)
    refuse_other_kinds(raw, source)
    text, encoding = decode(raw, source)
    table = tabulate(text, source)
    columns = find_columns(table.header)
    # The cells of a broken row cannot be told apart, so none is shown: it might be a password.
    broken = tuple(
        RejectedRow(row.line, source, f"In this line {row.reason}.", "") for row in table.broken
    )
    notes = (encoding,) if encoding else ()
    return Sheet(source, table.records, columns, broken, notes)
