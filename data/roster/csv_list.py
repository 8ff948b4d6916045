"""One CSV that is not OneRoster: a spreadsheet, or Clever's, Google's or PowerSchool's export."""

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
# Columns that these exports always bring along are no news to the keeper.
_FIXED_FORMS = ("Clever", "Google")


def read_plain(sheet: Sheet) -> RosterFile:
    """Read one list of staff.

    Raises:
        RosterUnreadable: it has no names, or no staff.
    """
    form = _form(sheet)
    says_roles = any(_role(sheet, record) for record in sheet.records)
    default = _default_role(sheet, form, says_roles)
    gathering = RosterCollector(sheet)
    for record in sheet.records:
        left = form == "PowerSchool" and sheet.columns.cell(record, "status") == _NO_LONGER_HERE
        gathering.take(record, RowFindings(_verdict(sheet, record, default), is_gone=left))
    notes = []
    if not says_roles and form != "Clever":
        notes.append("No column says who does what: everyone was read as a teacher.")
    unused = sheet.columns.unused
    if unused and form not in _FIXED_FORMS:
        shown = ", ".join(unused[:8]) + (" …" if len(unused) > 8 else "")
        notes.append(f"{len(unused)} column{'s' * (len(unused) > 1)} not used: {shown}.")
    return gathering.finish(form, "bulk", tuple(notes))


def _form(sheet: Sheet) -> str:
    heads = sheet.columns.heads.keys()
    if heads & {"staffid", "teacherid"} and heads & {"schoolid", "staffemail", "teacheremail"}:
        return "Clever"
    if "orgunitpath" in heads:
        return "Google"
    if heads & {"teachernumber", "lastfirst", "emailaddr", "dcid"}:
        return "PowerSchool"
    return "CSV"


def _default_role(sheet: Sheet, form: str, says_roles: bool) -> str:
    """The role of a row that does not say: a bare list of names is mostly one of teachers."""
    if not sheet.columns.heads.keys().isdisjoint(_TEACHER_HEADS):
        return "teacher"
    return "staff" if says_roles or form == "Clever" else "teacher"


def _verdict(sheet: Sheet, record: CsvRow, default: str) -> str:
    cell = sheet.columns.cell
    if is_student_unit(cell(record, "orgunit")):
        return STUDENT
    # A list of students seldom says so in every row: a student id is what gives it away.
    return _role(sheet, record) or (STUDENT if cell(record, "student") else default)


def _role(sheet: Sheet, record: CsvRow) -> str:
    cell = sheet.columns.cell
    words = role_in_words(cell(record, "role"), cell(record, "title"))
    return words or _STAFF_STATUS.get(cell(record, "staffstatus"), "")
