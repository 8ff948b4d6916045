"""OneRoster exports, after the 1EdTech OneRoster CSV bindings 1.1 and 1.2.

users.csv has the people, roles.csv (1.2 only) what they do, manifest.csv the version and whether
the export is the whole staff (bulk) or changes only (delta). orgs.csv and the rest are not
opened: nothing in them is kept.
"""

import msgspec

from data.roster.cell_text import fold
from data.roster.collect import RosterCollector, RowFindings
from data.roster.csv_rows import CsvRow
from data.roster.model import RejectedRow, RosterFile, RosterUnreadable
from data.roster.roles import FAMILY, ONEROSTER, role_in_words
from data.roster.sheet import Sheet, open_sheet

_NO_ROLE_1_1 = "There is no role, so this may be a student."
_NO_ROLE_1_2 = "There is no role for this id in roles.csv, so this may be a student."


class Manifest(msgspec.Struct, frozen=True):
    """The two properties of manifest.csv that matter here; "" is not given."""

    version: str = ""
    users: str = ""


def is_oneroster(sheet: Sheet) -> bool:
    """Whether a single list is OneRoster's users.csv."""
    heads = sheet.columns.heads.keys()
    return "sourcedid" in heads and bool(heads & {"givenname", "familyname"})


def read_bundle(files: dict[str, bytes]) -> RosterFile:
    """Read a OneRoster folder or zip.

    Args:
        files: users.csv and, where they exist, roles.csv and manifest.csv.

    Raises:
        RosterUnreadable: a file is none, a needed one is missing, or there is no staff in it.
    """
    manifest = _manifest(files.get("manifest.csv"))
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
    says_itself = "role" in users.columns.heads
    if has_roles and (version == "1.2" or not says_itself):
        roles = open_sheet(files["roles.csv"], "roles.csv")
        return _read_users(users, version, manifest.users, notes, roles)
    if version == "1.2" and says_itself:
        notes.append("There is no roles.csv: the roles are those in users.csv.")
    return _read_users(users, version, manifest.users, notes)


def read_users_alone(sheet: Sheet) -> RosterFile:
    """Read a users.csv that was chosen without the files that belong to it.

    Raises:
        RosterUnreadable: it does not say itself who is staff, or nobody in it is.
    """
    return _read_users(sheet, "1.1", "", ["Only users.csv was read, without manifest.csv."])


def _read_users(
    users: Sheet, version: str, mode: str, notes: list[str], roles: Sheet | None = None
) -> RosterFile:
    if roles is None and "role" not in users.columns.heads:
        raise RosterUnreadable(
            "This users.csv has no roles, so students cannot be told from staff.",
            "Choose the whole OneRoster folder or zip, with roles.csv in it.",
        )
    if mode not in ("bulk", "delta"):
        mode, note = _guess_mode(users)
        notes = [*notes, note]
    gathering = RosterCollector(users)
    of_user = _roles_of_users(roles) if roles else {}
    for record in users.records:
        if roles:
            said = of_user.get(users.columns.under(record, "sourcedid"), [])
        else:
            said = [users.columns.under(record, "role")]
        role = _weigh(said)
        missing = "" if role else _NO_ROLE_1_2 if roles else _NO_ROLE_1_1
        gathering.take(record, RowFindings(role, missing))
    found = gathering.finish(f"OneRoster {version}", mode, tuple(notes))
    broken: tuple[RejectedRow, ...] = roles.rejected if roles else ()
    return msgspec.structs.replace(found, rejected=(*found.rejected, *broken))


def _manifest(raw: bytes | None) -> Manifest:
    """Read manifest.csv: rows of propertyName and value."""
    if raw is None:
        return Manifest()
    sheet = open_sheet(raw, "manifest.csv")
    under = sheet.columns.under
    values = {
        fold(under(record, "propertyname")): under(record, "value") for record in sheet.records
    }
    version, users = values.get("onerosterversion", ""), values.get("fileusers", "")
    # 1.2.1 is a correction of the document: the files are those of 1.2.
    return Manifest(".".join(version.split(".")[:2]), users.lower())


def _guess_mode(users: Sheet) -> tuple[str, str]:
    """Bulk or delta, where no manifest says so.

    In bulk `status` is blank, in delta it is not (1EdTech CSV binding 1.1). A wrong "delta"
    only leaves people on the list, a wrong "bulk" takes them off it: so any status means delta.
    """
    if any(users.columns.under(record, "status") for record in users.records):
        return "delta", "Read as changes only, since rows have a status: nobody else is taken off."
    return "bulk", "Read as the whole staff, since no row has a status."


def _roles_of_users(roles: Sheet) -> dict[str, list[str]]:
    """The roles of each userSourcedId, primary ones first, deleted ones left out."""
    if not {"usersourcedid", "role"} <= roles.columns.heads.keys():
        raise RosterUnreadable(
            "This roles.csv lacks its columns userSourcedId and role.", "Export it again."
        )
    under = roles.columns.under

    def is_secondary(record: CsvRow) -> bool:
        return under(record, "roletype").lower() != "primary"

    of_user: dict[str, list[str]] = {}
    for record in sorted(roles.records, key=is_secondary):
        if under(record, "status").lower() != "tobedeleted":
            of_user.setdefault(under(record, "usersourcedid"), []).append(under(record, "role"))
    return of_user


def _weigh(said: list[str]) -> str:
    """The first role that counts: a teacher whose own child is at the school is a teacher."""
    roles = [ONEROSTER.get(fold(word)) or role_in_words(word) for word in said if word]
    return next((role for role in roles if role != FAMILY), FAMILY if roles else "")
