"""Opening one list of a roster: decode its bytes, parse its rows, find its columns."""

import msgspec

from data.roster.cell_text import decode
from data.roster.columns import Columns, find_columns
from data.roster.csv_rows import CsvRow, parse_csv
from data.roster.file_types import refuse_other_types
from data.roster.model import RejectedRow
from data.text import clean


class Sheet(msgspec.Struct, frozen=True):
    """A list that was opened.

    Parameters:
        source: the name of its file.
        rejected: the rows that could not be split into cells.
        notes: what the keeper should know, in plain words.
    """

    source: str
    rows: tuple[CsvRow, ...]
    columns: Columns
    rejected: tuple[RejectedRow, ...]
    notes: tuple[str, ...]


def open_sheet(raw: bytes, source: str) -> Sheet:
    """Open one list.

    Parameters:
        raw: the bytes of its file.
        source: the name of the file.

    Raises:
        RosterUnreadable: the bytes are not a list with a header and rows.
    """
    source = clean(source)
    refuse_other_types(raw, source)
    text, encoding = decode(raw, source)
    table = parse_csv(text, source)
    columns = find_columns(table.header)
    # The cells of a broken row cannot be told apart, so none is shown: it might be a password.
    broken = tuple(
        RejectedRow(row.line, source, f"In this line {row.reason}.", "") for row in table.broken
    )
    notes = (encoding,) if encoding else ()
    return Sheet(source, table.rows, columns, broken, notes)
