"""Reading a CSV file that is not OneRoster: a spreadsheet, or an export of Clever, Google or
PowerSchool.
"""

from data.roster.collect import RosterCollector, RowFindings
from data.roster.csv_rows import CsvRow
from data.roster.model import RosterFile
from data.roster.roles import STUDENT, is_student_unit, role_in_words
from data.roster.sheet import Sheet

_TEACHER_HEADS = {
    *("teacherid", "teachername", "teacher", "lehrer", "lehrerin", "lehrkraft"),
    *("enseignant", "professeur", "profesor", "docent", "leraar"),
}
# PowerSchool's StaffStatus: 1 teacher, 2 staff, 3 lunch staff, 4 substitute (0 unassigned).
_STAFF_STATUS = {"1": "teacher", "2": "staff", "3": "staff", "4": "staff"}
# PowerSchool's Status on the teachers table: 1 current, 2 no longer here.
_NO_LONGER_HERE = "2"
# Formats whose columns are always the same, so that the keeper need not hear which are not used.
_FIXED_FORMS = ("Clever", "Google")


def read_plain(sheet: Sheet) -> RosterFile:
    """Read one list of staff.

    Raises:
        RosterUnreadable: it has no names, or no staff.
    """
    form = _detect_format(sheet)
    says_roles = any(_role(sheet, row) for row in sheet.rows)
    default = _default_role(sheet, form, says_roles)
    collector = RosterCollector(sheet)
    for row in sheet.rows:
        is_gone = form == "PowerSchool" and sheet.columns.cell(row, "status") == _NO_LONGER_HERE
        collector.add(row, RowFindings(_role_or_default(sheet, row, default), is_gone=is_gone))
    notes = []
    if not says_roles and form != "Clever":
        notes.append("No column says who does what: everyone was read as a teacher.")
    unused = sheet.columns.unused
    if unused and form not in _FIXED_FORMS:
        shown = ", ".join(unused[:8]) + (" …" if len(unused) > 8 else "")
        notes.append(f"{len(unused)} column{'s' * (len(unused) > 1)} not used: {shown}.")
    return collector.finish(form, "bulk", tuple(notes))


def _detect_format(sheet: Sheet) -> str:
    headers = sheet.columns.headers.keys()
    if headers & {"staffid", "teacherid"} and headers & {"schoolid", "staffemail", "teacheremail"}:
        return "Clever"
    if "orgunitpath" in headers:
        return "Google"
    if headers & {"teachernumber", "lastfirst", "emailaddr", "dcid"}:
        return "PowerSchool"
    return "CSV"


def _default_role(sheet: Sheet, form: str, says_roles: bool) -> str:
    """Return the role of a row that has none; a bare list of names is mostly one of teachers."""
    if not sheet.columns.headers.keys().isdisjoint(_TEACHER_HEADS):
        return "teacher"
    return "staff" if says_roles or form == "Clever" else "teacher"


def _role_or_default(sheet: Sheet, row: CsvRow, default: str) -> str:
    cell = sheet.columns.cell
    if is_student_unit(cell(row, "orgunit")):
        return STUDENT
    # A list of students seldom says so in every row: a student id is what gives it away.
    return _role(sheet, row) or (STUDENT if cell(row, "student") else default)


def _role(sheet: Sheet, row: CsvRow) -> str:
    cell = sheet.columns.cell
    words = role_in_words(cell(row, "role"), cell(row, "title"))
    return words or _STAFF_STATUS.get(cell(row, "staffstatus"), "")
