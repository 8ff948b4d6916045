"""Reading OneRoster exports (1EdTech OneRoster CSV bindings 1.1 and 1.2).

users.csv has the people, roles.csv (in 1.2) their roles, manifest.csv the version and whether the
export is the whole staff (bulk) or changes only (delta). orgs.csv and the other files are not read:
nothing in them is kept.
"""

import msgspec

from data.failures import RosterUnreadable
from data.roster.cell_text import comparison_key
from data.roster.collect import RosterCollector, RowFindings
from data.roster.csv_rows import CsvRow
from data.roster.model import RejectedRow, RosterFile
from data.roster.roles import FAMILY, ONEROSTER, role_in_words
from data.roster.sheet import Sheet, open_sheet

_NO_ROLE_1_1 = "There is no role, so this may be a student."
_NO_ROLE_1_2 = "There is no role for this id in roles.csv, so this may be a student."


class Manifest(msgspec.Struct, frozen=True):
    """The properties of manifest.csv that are used; "" where it lacks them.

    Parameters:
        version: oneroster.version, such as "1.1".
        users: file.users: "bulk", "delta" or "absent".
    """

    version: str = ""
    users: str = ""


def is_oneroster(sheet: Sheet) -> bool:
    """Return whether a single list is a users.csv of OneRoster."""
    headers = sheet.columns.headers.keys()
    return "sourcedid" in headers and bool(headers & {"givenname", "familyname"})


def read_bundle(files: dict[str, bytes]) -> RosterFile:
    """Read a OneRoster folder or zip.

    Parameters:
        files: the bytes of users.csv and, where they exist, roles.csv and manifest.csv.

    Raises:
        RosterUnreadable: a file is not CSV, a needed one is missing, or there is no staff in it.
    """
    manifest = _read_manifest(files.get("manifest.csv"))
    if manifest.users == "absent":
        raise RosterUnreadable(
            "The manifest.csv of this export says that it holds no users.",
            "Export again with users.",
        )
    users = open_sheet(files["users.csv"], "users.csv")
    has_roles = "roles.csv" in files
    version = manifest.version if manifest.version in ("1.1", "1.2") else ""
    notes = []
    if not version:
        version = "1.2" if has_roles else "1.1"
        because = "there is a" if has_roles else "there is no"
        notes.append(f"No version in manifest.csv: read as {version}, since {because} roles.csv.")
    has_own_roles = "role" in users.columns.headers
    if has_roles and (version == "1.2" or not has_own_roles):
        roles = open_sheet(files["roles.csv"], "roles.csv")
        return _read_users(users, version, manifest.users, notes, roles)
    if version == "1.2" and has_own_roles:
        notes.append("There is no roles.csv: the roles are those in users.csv.")
    return _read_users(users, version, manifest.users, notes)


def read_users_alone(sheet: Sheet) -> RosterFile:
    """Read a users.csv without the files that belong to it.

    Raises:
        RosterUnreadable: it has no roles, or no staff.
    """
    return _read_users(sheet, "1.1", "", ["Only users.csv was read, without manifest.csv."])


def _read_users(
    users: Sheet, version: str, mode: str, notes: list[str], roles: Sheet | None = None
) -> RosterFile:
    if roles is None and "role" not in users.columns.headers:
        raise RosterUnreadable(
            "This users.csv has no roles, so students cannot be told from staff.",
            "Choose the whole OneRoster folder or zip, with roles.csv in it.",
        )
    if mode not in ("bulk", "delta"):
        mode, note = _guess_mode(users)
        notes = [*notes, note]
    collector = RosterCollector(users)
    roles_of = _roles_by_user(roles) if roles else {}
    for row in users.rows:
        if roles:
            words = roles_of.get(users.columns.cell_under(row, "sourcedid"), [])
        else:
            words = [users.columns.cell_under(row, "role")]
        role = _choose_role(words)
        missing = "" if role else _NO_ROLE_1_2 if roles else _NO_ROLE_1_1
        collector.add(row, RowFindings(role, missing))
    roster = collector.finish(f"OneRoster {version}", mode, tuple(notes))
    broken: tuple[RejectedRow, ...] = roles.rejected if roles else ()
    return msgspec.structs.replace(roster, rejected=(*roster.rejected, *broken))


def _read_manifest(raw: bytes | None) -> Manifest:
    """Read manifest.csv: rows of propertyName and value."""
    if raw is None:
        return Manifest()
    sheet = open_sheet(raw, "manifest.csv")
    cell = sheet.columns.cell_under
    values = {comparison_key(cell(row, "propertyname")): cell(row, "value") for row in sheet.rows}
    version, users = values.get("onerosterversion", ""), values.get("fileusers", "")
    # 1.2.1 corrects the document alone: the files are those of 1.2.
    return Manifest(".".join(version.split(".")[:2]), users.lower())


def _guess_mode(users: Sheet) -> tuple[str, str]:
    """Return "bulk" or "delta", where no manifest says which, and a note for the keeper.

    `status` is blank in bulk files and set in delta files (OneRoster CSV binding 1.1). A wrong
    "delta" only leaves people on the list, a wrong "bulk" removes them: so any status means delta.
    """
    if any(users.columns.cell_under(row, "status") for row in users.rows):
        return "delta", "Read as changes only, since rows have a status: nobody else is taken off."
    return "bulk", "Read as the whole staff, since no row has a status."


def _roles_by_user(roles: Sheet) -> dict[str, list[str]]:
    """Return userSourcedId -> the roles in roles.csv, primary ones first, without deleted ones.

    Raises:
        RosterUnreadable: a needed column is missing.
    """
    if not {"usersourcedid", "role"} <= roles.columns.headers.keys():
        raise RosterUnreadable(
            "This roles.csv lacks its columns userSourcedId and role.", "Export it again."
        )
    cell = roles.columns.cell_under

    def is_secondary(row: CsvRow) -> bool:
        return cell(row, "roletype").lower() != "primary"

    roles_of: dict[str, list[str]] = {}
    for row in sorted(roles.rows, key=is_secondary):
        if cell(row, "status").lower() != "tobedeleted":
            roles_of.setdefault(cell(row, "usersourcedid"), []).append(cell(row, "role"))
    return roles_of


def _choose_role(words: list[str]) -> str:
    """Return the first role that is not one of a family: a teacher with a child at the school is a
    teacher. "" when there is none.
    """
    roles = [ONEROSTER.get(comparison_key(word)) or role_in_words(word) for word in words if word]
    return next((role for role in roles if role != FAMILY), FAMILY if roles else "")
