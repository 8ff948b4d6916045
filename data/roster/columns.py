"""Finding the columns of a list by their headers, which differ between formats and languages.

Only the columns of FIELDS are ever read. Passwords, telephone numbers, birthdays and whatever else
is not needed stay unread.
"""

import re

import msgspec

from data.roster.cell_text import comparison_key, is_visible, short
from data.roster.csv_rows import CsvRow
from data.text import clean

# Field -> the keys (see header_key) of headers that mean it, best first. From the 1EdTech OneRoster
# CSV bindings 1.1 and 1.2, the Clever SFTP specification, Google's user upload template,
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
    """Where the fields of a list are.

    Parameters:
        fields: field of FIELDS -> 0-based column.
        headers: key of each header -> 0-based column, for formats with fixed headers.
        unused: headers that mean no field.
        notes: which headers were read as a field despite a typing error, for the keeper.
        width: how many columns the header has.
    """

    fields: dict[str, int]
    headers: dict[str, int]
    unused: tuple[str, ...]
    notes: tuple[str, ...]
    width: int

    def cell(self, row: CsvRow, field: str) -> str:
        """Return a field of a row, cleaned; "" when the list or the row does not have it."""
        return _cell_at(row, self.fields.get(field))

    def cell_under(self, row: CsvRow, header: str) -> str:
        """Return the cell under the header with this key, cleaned; "" when there is none."""
        return _cell_at(row, self.headers.get(header))


def _cell_at(row: CsvRow, index: int | None) -> str:
    if index is None or index >= len(row.cells):
        return ""
    return clean(row.cells[index])


def find_columns(header: CsvRow) -> Columns:
    """Find the fields of a header line: by known headers first, then by misspelt ones."""
    names = [clean(cell) for cell in header.cells]
    headers: dict[str, int] = {}
    for index, name in enumerate(names):
        if is_visible(name):
            headers.setdefault(header_key(name), index)
    fields = {
        field: headers[next(filter(headers.__contains__, known))]
        for field, known in FIELDS.items()
        if not headers.keys().isdisjoint(known)
    }
    notes = _match_misspelt(headers, fields, names)
    used = set(fields.values())
    unused = [short(name) for i, name in enumerate(names) if i not in used and is_visible(name)]
    return Columns(fields, headers, tuple(unused), notes, len(names))


def header_key(name: str) -> str:
    """Return a header's letters and digits, without case, accents, hints and table names."""
    return comparison_key(_TABLE_PREFIX.sub("", _HINT.sub("", name))) or comparison_key(name)


def _match_misspelt(
    headers: dict[str, int], fields: dict[str, int], names: list[str]
) -> tuple[str, ...]:
    """Add fields that are still missing where a header is one of theirs misspelt.

    Returns:
        A note on each, for the keeper.
    """
    known = {alias for aliases in FIELDS.values() for alias in aliases}
    unknown = {header: index for header, index in headers.items() if header not in known}
    notes = []
    for field, aliases in FIELDS.items():
        if field in fields or (field == "name" and ("given" in fields or "family" in fields)):
            continue
        near = [header for header in unknown if any(is_slip(header, name) for name in aliases)]
        if near:
            fields[field] = unknown.pop(near[0])
            words = _WORDS.get(field, field)
            notes.append(f"The column “{short(names[fields[field]])}” was read as {words}.")
    return tuple(notes)


def is_slip(header: str, known: str) -> bool:
    """Return whether a header is a known one misspelt.

    One error is allowed from five letters on, two from nine: in a short word an error makes another
    word (room, zoom). The first letter must be right, because errors are rare there, and words that
    differ there (class name, last name) seldom mean the same.
    """
    allowed = (len(known) >= 5) + (len(known) >= 9)
    if header[:1] != known[:1] or abs(len(header) - len(known)) > allowed:
        return False
    return _edit_distance(header, known) <= allowed


def _edit_distance(typed: str, meant: str) -> int:
    """Return how many letters are missing, added, wrong or swapped with the next one (the distance
    of Damerau and Levenshtein, in its restricted form).
    """
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
