"""The rules that all formats share: which rows are kept, rejected or only counted."""

import re
from dataclasses import dataclass, field

import msgspec

from data.failures import RosterUnreadable
from data.roster.cell_text import comparison_key, short
from data.roster.csv_rows import CsvRow
from data.roster.model import RejectedRow, RosterEntry, RosterFile
from data.roster.names import compose
from data.roster.roles import FAMILY, OUTSIDE, STUDENT
from data.roster.sheet import Sheet

# Simpler than RFC 5322 on purpose: what a school hands out, not all that a mail server takes.
_EMAIL = re.compile(r"[^\s@,;:<>()\"]+@[^\s@,;:<>()\"]+\.[^\s@,;:<>()\".]+")
_EXCEL_NUMBER = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_EXCEL_TEXT = re.compile(r'="(.*)"')

_YES = {"true", "yes", "y", "1", "x", "ja", "oui", "si", "active"}
_LEFT = {
    *("false", "no", "n", "0", "nein", "non", "nee", "inactive", "inaktiv", "inactif", "inactivo"),
    *("suspended", "disabled", "archived", "terminated", "deleted", "tobedeleted"),
    *("left", "leaver", "former", "retired", "resigned"),
}


class RowFindings(msgspec.Struct, frozen=True):
    """What the reader of a format has found out about a row.

    Parameters:
        role: a role of staff, STUDENT, FAMILY, or "" when the row has none.
        missing: the reason to reject a row that has no role; "" keeps it.
        is_gone: whether the format has its own mark for people who left, and the row has it. The
            collector looks for the common marks.
    """

    role: str
    missing: str = ""
    is_gone: bool = False


@dataclass
class RosterCollector:
    """Collects the rows of one list; `finish` makes a RosterFile of them.

    Attributes:
        outside: how many students and how many family members were counted.
        first_line: key -> the line where it was first used.
        bad_emails, spoilt_numbers, long_rows: lines to mention in a note.
    """

    sheet: Sheet
    entries: list[RosterEntry] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    outside: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTSIDE, 0))
    first_line: dict[str, int] = field(default_factory=dict)
    bad_emails: list[int] = field(default_factory=list)
    spoilt_numbers: list[int] = field(default_factory=list)
    long_rows: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Refuse a list without names.

        Raises:
            RosterUnreadable: it has no column with names.
        """
        if self.sheet.columns.fields.keys().isdisjoint(("given", "family", "name")):
            raise RosterUnreadable(
                f"{self.sheet.source} has no column with names.",
                "Its first line should name the columns, for example: First name, Last name, "
                "E-mail, Role, Room.",
            )

    def add(self, row: CsvRow, findings: RowFindings) -> None:
        """Keep a row, reject it, or only count it.

        Students are counted before anything else is looked at, so that nothing of theirs is shown,
        even when their row is faulty.
        """
        if findings.role in OUTSIDE:
            self.outside[findings.role] += 1
            return
        name, given, family = self._name(row)
        email, key = self._email(row), self._number(row, "id")
        key = f"sid:{key}" if key else f"mail:{email.lower()}" if email else ""
        is_gone = findings.is_gone or self._has_left(row)
        reason = self._rejection_reason(row, name, key, is_gone)
        if not reason and not is_gone:
            reason = findings.missing
        if reason:
            self.rejected.append(RejectedRow(row.line, self.sheet.source, reason, short(name)))
            return
        if key:
            self.first_line[key] = row.line
        if any(cell.strip() for cell in row.cells[self.sheet.columns.width :]):
            self.long_rows.append(row.line)
        if is_gone:
            self.gone.append(key)
            return
        cell = self.sheet.columns.cell
        entry = RosterEntry(
            key=key,
            name=name,
            given=given,
            family=family,
            email=email,
            role=findings.role,
            room=cell(row, "room"),
            subject=cell(row, "subject"),
            badge=self._number(row, "badge"),
            line=row.line,
            source=self.sheet.source,
        )
        self.entries.append(entry)

    def _name(self, row: CsvRow) -> tuple[str, str, str]:
        cell = self.sheet.columns.cell
        given = cell(row, "preferred") or cell(row, "given")
        return compose(given, cell(row, "family"), cell(row, "name"))

    def _email(self, row: CsvRow) -> str:
        email = self.sheet.columns.cell(row, "email")
        if email and not _EMAIL.fullmatch(email):
            self.bad_emails.append(row.line)
            return ""
        return email

    def _number(self, row: CsvRow, field: str) -> str:
        """Return an id or a badge; "" where Excel has rounded it to 1.23E+11, which many share."""
        number = self.sheet.columns.cell(row, field)
        if _EXCEL_NUMBER.fullmatch(number):
            self.spoilt_numbers.append(row.line)
            return ""
        as_text = _EXCEL_TEXT.fullmatch(number)
        return as_text.group(1) if as_text else number

    def _has_left(self, row: CsvRow) -> bool:
        cell = self.sheet.columns.cell
        # A number as the staff status is a role: see `csv_list`.
        staff_status = comparison_key(cell(row, "staffstatus"))
        return (
            comparison_key(cell(row, "status")) in _LEFT
            or (staff_status in _LEFT and not staff_status.isdigit())
            or comparison_key(cell(row, "enabled")) in _LEFT
            or comparison_key(cell(row, "suspended")) in _YES
        )

    def _rejection_reason(self, row: CsvRow, name: str, key: str, is_gone: bool) -> str:
        if is_gone and not key:
            return "Marked as gone, but without an id or an e-mail nobody can be matched."
        if key in self.first_line:
            what = "id" if key.startswith("sid:") else "e-mail"
            return f"The same {what} as in line {self.first_line[key]}, which was kept."
        if name or is_gone:
            return ""
        cells, width = len(row.cells), self.sheet.columns.width
        if cells < width:
            return f"There is no name: the line has {cells} cells where the header has {width}."
        return "There is no name."

    def finish(self, form: str, mode: str, notes: tuple[str, ...] = ()) -> RosterFile:
        """Return all that was collected, in the order of the lines.

        Parameters:
            form: the name of the format.
            mode: "bulk" or "delta".
            notes: of the format, for the keeper.

        Raises:
            RosterUnreadable: every row was a student or a family member.
        """
        rejected = sorted([*self.sheet.rejected, *self.rejected], key=lambda row: row.line)
        ignored = sum(self.outside.values())
        if ignored and not (self.entries or self.gone or self.rejected):
            raise self._no_staff_error()
        return RosterFile(
            format=form,
            mode=mode,
            entries=tuple(self.entries),
            gone=tuple(self.gone),
            rejected=tuple(rejected),
            ignored=ignored,
            notes=(*self.sheet.notes, *self.sheet.columns.notes, *notes, *self._notes()),
        )

    def _no_staff_error(self) -> RosterUnreadable:
        students, family = self.outside[STUDENT], self.outside[FAMILY]
        counts = [_count(students, "student")] if students else []
        counts += [_count(family, "parent or guardian", "parents or guardians")] if family else []
        return RosterUnreadable(
            f"{self.sheet.source} lists {' and '.join(counts)} and no staff.",
            "Export the list of staff, and choose that file.",
        )

    def _notes(self) -> list[str]:
        notes = []
        if self.bad_emails:
            notes.append(
                f"What stands for an e-mail is none, and was left out: {_lines(self.bad_emails)}."
            )
        if self.spoilt_numbers:
            notes.append(
                "A number was rounded by Excel (like 1.23E+11) and left out; format its column "
                f"as text and export again: {_lines(self.spoilt_numbers)}."
            )
        if self.long_rows:
            notes.append(
                f"More cells than the header has; the last were not read: {_lines(self.long_rows)}."
            )
        keyless = sum(not entry.key for entry in self.entries)
        if keyless:
            notes.append(
                f"{_count(keyless, 'person', 'people')} without an id or an e-mail: "
                "matched by name only."
            )
        return notes


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _lines(lines: list[int]) -> str:
    numbers = sorted(set(lines))
    shown = ", ".join(map(str, numbers[:8]))
    more = f" and {len(numbers) - 8:,} more" if len(numbers) > 8 else ""
    return f"line{'s' if len(numbers) > 1 else ''} {shown}{more}"
