"""Which column of a list holds what, whatever its header is called.

Only the columns named in FIELDS are ever looked at. Passwords, telephone numbers, birthdays and
all that is not needed stay unread because nothing here asks for them.
"""

import re

import msgspec

from data.roster.cell_text import fold, is_visible, short
from data.roster.csv_rows import CsvRow
from data.text import clean

# What is wanted, and the folded headers that mean it, best first. From the 1EdTech OneRoster CSV
# bindings 1.1 and 1.2, the Clever SFTP specification, Google's user upload template,
# PowerSchool's exports, and what schools write into spreadsheets in five languages.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": (
        *("sourcedid", "staffid", "teacherid", "employeeid", "employeenumber", "employeeno"),
        *("staffnumber", "teachernumber", "personnelnumber", "personalnummer", "matricule"),
        *("staffcode", "uniqueid", "personid", "userid", "dcid", "id"),
    ),
    "given": (
        *("givenname", "firstname", "forename", "given", "first", "fname"),
        *("vorname", "prenom", "voornaam"),
    ),
    "family": (
        *("familyname", "lastname", "surname", "family", "last", "lname"),
        *("nachname", "familienname", "nomdefamille", "apellidos", "apellido", "achternaam"),
    ),
    "preferred": ("preferredgivenname", "preferredfirstname", "knownas"),
    "email": (
        *("email", "emailaddress", "emailaddr", "staffemail", "teacheremail", "schoolemail"),
        *("workemail", "primaryemail", "mail", "mailaddress", "emailadresse", "mailadresse"),
        *("courriel", "adresseemail", "correo", "correoelectronico", "emailadres", "mailadres"),
    ),
    "role": (
        *("role", "roles", "userrole", "staffrole", "stafftype", "employeetype", "position"),
        *("rolle", "funktion", "fonction", "funcion", "rol", "functie"),
    ),
    "title": (
        *("title", "jobtitle", "employeetitle", "stafftitle", "job"),
        *("cargo", "puesto", "titre", "titulo", "titel"),
    ),
    "staffstatus": ("staffstatus",),
    "room": (
        *("room", "roomnumber", "roomno", "roomnum", "roomname", "classroom"),
        *("raum", "zimmer", "klassenzimmer", "salle", "aula", "lokaal"),
    ),
    "subject": (
        *("subject", "subjects", "subjectarea", "subjecttaught", "department", "dept"),
        *("fach", "facher", "fachbereich", "matiere", "asignatura", "materia", "vak", "vakken"),
    ),
    "badge": (
        *("badge", "badgeid", "badgenumber", "badgeno", "card", "cardnumber", "cardid"),
        *("cardno", "kartennummer"),
    ),
    "status": ("status", "accountstatus", "userstatus", "employmentstatus"),
    "enabled": (
        *("enableduser", "enabled", "accountenabled", "active", "isactive"),
        *("aktiv", "actif", "activo", "actief"),
    ),
    "suspended": ("suspended", "archived", "disabled", "inactive"),
    "orgunit": ("orgunitpath", "orgunit", "organizationalunit"),
    "student": ("studentid", "studentnumber", "studentemail", "studentname", "pupilid"),
    # Last, since "Teacher" and "Staff" name a person only where nothing better does.
    "name": (
        *("name", "fullname", "displayname", "lastfirst", "teacher", "teachername", "staffname"),
        *("staffmember", "staff", "employee", "employeename", "lehrer", "lehrerin", "lehrkraft"),
        *("nom", "nometprenom", "nomprenom", "nomcomplet", "enseignant", "professeur"),
        *("nombre", "nombrecompleto", "nombreyapellidos", "profesor", "naam", "volledigenaam"),
        *("docent", "leraar"),
    ),
}

_HINT = re.compile(r"\[[^\]]*\]|\([^)]*\)")  # "[Required]", "[05]", "(optional)"
_TABLE_PREFIX = re.compile(r"\s*(teachers|users)\s*\.", re.IGNORECASE)
_WORDS = {"id": "staff id", "given": "first name", "family": "last name", "email": "e-mail"}


class Columns(msgspec.Struct, frozen=True):
    """Where the fields are. `heads` has every header, folded, for formats with fixed ones."""

    fields: dict[str, int]
    heads: dict[str, int]
    unused: tuple[str, ...]
    forgiven: tuple[str, ...]
    width: int

    def cell(self, record: CsvRow, field: str) -> str:
        """A field of a row, cleaned; "" when the list or the row does not have it."""
        return _at(record, self.fields.get(field))

    def under(self, record: CsvRow, head: str) -> str:
        """The cell under a folded header, cleaned; "" when there is none."""
        return _at(record, self.heads.get(head))


def _at(record: CsvRow, index: int | None) -> str:
    if index is None or index >= len(record.cells):
        return ""
    return clean(record.cells[index])


def find_columns(header: CsvRow) -> Columns:
    """Match a header line with FIELDS: exactly if it can be, else forgiving a slip of the keys."""
    names = [clean(cell) for cell in header.cells]
    heads: dict[str, int] = {}
    for index, name in enumerate(names):
        if is_visible(name):
            heads.setdefault(fold_header(name), index)
    fields = {
        field: heads[next(filter(heads.__contains__, known))]
        for field, known in FIELDS.items()
        if not heads.keys().isdisjoint(known)
    }
    forgiven = _forgive(heads, fields, names)
    used = set(fields.values())
    unused = [short(name) for i, name in enumerate(names) if i not in used and is_visible(name)]
    return Columns(fields, heads, tuple(unused), forgiven, len(names))


def fold_header(name: str) -> str:
    """A header without case, spaces, underscores, dots, hyphens, hints and table names."""
    return fold(_TABLE_PREFIX.sub("", _HINT.sub("", name))) or fold(name)


def _forgive(heads: dict[str, int], fields: dict[str, int], names: list[str]) -> tuple[str, ...]:
    """Give the fields still missing to headers that are a slip away; say which."""
    known = {alias for aliases in FIELDS.values() for alias in aliases}
    strange = {head: index for head, index in heads.items() if head not in known}
    said = []
    for field, aliases in FIELDS.items():
        if field in fields or (field == "name" and ("given" in fields or "family" in fields)):
            continue
        near = [head for head in strange if any(is_slip(head, alias) for alias in aliases)]
        if near:
            fields[field] = strange.pop(near[0])
            words = _WORDS.get(field, field)
            said.append(f"The column “{short(names[fields[field]])}” was read as {words}.")
    return tuple(said)


def is_slip(head: str, known: str) -> bool:
    """Whether a header is a known one mistyped.

    One slip is forgiven from five letters on, two from nine: in short words a slip makes another
    word (room, zoom). The first letter is right, since slips seldom fall there and words that
    differ there (class name, last name) seldom mean the same.
    """
    allowed = (len(known) >= 5) + (len(known) >= 9)
    if head[:1] != known[:1] or abs(len(head) - len(known)) > allowed:
        return False
    return _slips(head, known) <= allowed


def _slips(typed: str, meant: str) -> int:
    """Letters missing, added, wrong or swapped with their neighbour (Damerau's distance)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(typed):
        above, row = row, [i + 1]
        for j, wanted in enumerate(meant):
            cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter != wanted))
            if i and j and letter == meant[j - 1] and typed[i - 1] == wanted:
                cost = min(cost, before[j - 1] + 1)
            row.append(cost)
        before = above
    return row[-1]
