"""OneRoster 1.1 and 1.2 exports, as folder, zip or a users.csv alone."""

import zipfile
from pathlib import Path

import pytest

from data.roster import RosterFile, RosterUnreadable, read_roster

USERS_1_1 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
)
USERS_1_2 = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
    "resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns\n"
)
ROLES = (
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    "userProfileSourcedId\n"
)
ORGS = (
    "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,High,school,,\n"
)


def user(sid: str, role: str, given: str, status: str = "", enabled: str = "true") -> str:
    return (
        f"{sid},{status},,{enabled},o1,{role},{sid},,{given},Doe,,99,{given.lower()}@x.org,"
        "555-0101,555-0102,,,hunter2\n"
    )


def user_1_2(sid: str, given: str, status: str = "", preferred: str = "") -> str:
    return f"{sid},{status},,true,{sid},,{given},Doe,,,,,,,,hunter2,,,{preferred},,,o1,\n"


def role(sid: str, name: str, kind: str = "primary", status: str = "") -> str:
    return f"r-{sid}-{name},{status},,{sid},{kind},{name},,,o1,\n"


def manifest(version: str, users: str) -> str:
    head = "propertyName,value\nmanifest.version,1.0\n"
    return f"{head}oneroster.version,{version}\nfile.users,{users}\n"


def read_folder(tmp_path: Path, **files: str) -> RosterFile:
    folder = tmp_path / "export"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_roster(folder)


def read_zip(tmp_path: Path, inside: str = "", **files: str) -> RosterFile:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{inside}{name}.csv", text)
    return read_roster(path)


def roles_of(roster: RosterFile) -> dict[str, str]:
    return {entry.key: entry.role for entry in roster.entries}


def test_one_roster_1_1_keeps_staff_by_sourced_id_and_nothing_private(tmp_path: Path) -> None:
    roster = read_folder(
        tmp_path,
        manifest=manifest("1.1", "bulk"),
        orgs=ORGS,
        users=USERS_1_1
        + user("t", "teacher", "Ana")
        + user("a", "administrator", "Bo")
        + user("i", "aide", "Cy")
        + user("p", "proctor", "Di")
        + user("s", "student", "Kid")
        + user("g", "guardian", "Mum")
        + user("q", "parent", "Dad")
        + user("r", "relative", "Nan"),
    )
    assert (roster.format, roster.mode) == ("OneRoster 1.1", "bulk")
    assert roles_of(roster) == {
        "sid:t": "teacher",
        "sid:a": "leader",
        "sid:i": "aide",
        "sid:p": "staff",
    }
    assert (roster.ignored, roster.rejected, roster.gone, roster.notes) == (4, (), (), ())
    assert roster.entries[0].email == "ana@x.org"
    for private in ("hunter2", "555-01", "Kid", "Mum"):
        assert private not in repr(roster)


def test_disabled_users_of_a_bulk_export_have_left(tmp_path: Path) -> None:
    roster = read_folder(
        tmp_path,
        manifest=manifest("1.1", "bulk"),
        users=USERS_1_1 + user("t", "teacher", "Ana") + user("u", "teacher", "Bo", "", "FALSE"),
    )
    assert (list(roles_of(roster)), roster.gone) == (["sid:t"], ("sid:u",))


def test_a_delta_names_who_is_deleted_and_leaves_the_others(tmp_path: Path) -> None:
    roster = read_folder(
        tmp_path,
        manifest=manifest("1.1", "delta"),
        users=USERS_1_1
        + user("t", "teacher", "Ana", "active")
        + user("u", "teacher", "Bo", "tobedeleted")
        + user("s", "student", "Kid", "tobedeleted"),
    )
    assert (roster.mode, list(roles_of(roster)), roster.gone) == ("delta", ["sid:t"], ("sid:u",))
    assert roster.ignored == 1


def test_one_roster_1_2_joins_roles_primary_first(tmp_path: Path) -> None:
    roster = read_zip(
        tmp_path,
        manifest=manifest("1.2", "bulk"),
        users=USERS_1_2
        + user_1_2("1", "Ana")
        + user_1_2("2", "Bo")
        + user_1_2("3", "Cy")
        + user_1_2("4", "Kid")
        + user_1_2("5", "Eva")
        + user_1_2("6", "Fay")
        + user_1_2("7", "Who"),
        roles=ROLES
        + role("1", "aide", "secondary")
        + role("1", "teacher")
        + role("2", "siteAdministrator")
        + role("3", "counselor")
        + role("4", "student")
        + role("4", "aide", "secondary")
        + role("5", "parent")
        + role("5", "principal", "secondary")
        + role("6", "student", status="tobedeleted")
        + role("6", "proctor"),
    )
    assert roster.format == "OneRoster 1.2"
    assert roles_of(roster) == {
        "sid:1": "teacher",
        "sid:2": "leader",
        "sid:3": "staff",
        "sid:5": "leader",
        "sid:6": "staff",
    }
    assert roster.ignored == 1
    assert [(row.line, row.source, row.reason) for row in roster.rejected] == [
        (8, "users.csv", "There is no role for this id in roles.csv, so this may be a student.")
    ]


def test_a_preferred_name_is_the_one_shown(tmp_path: Path) -> None:
    roster = read_folder(
        tmp_path,
        manifest=manifest("1.2", "bulk"),
        users=USERS_1_2 + user_1_2("1", "Alexandra", preferred="Sasha"),
        roles=ROLES + role("1", "teacher"),
    )
    assert roster.entries[0].name == "Sasha Doe"


def test_a_deleted_user_needs_no_role(tmp_path: Path) -> None:
    roster = read_folder(
        tmp_path,
        manifest=manifest("1.2", "delta"),
        users=USERS_1_2 + user_1_2("1", "Ana", "active") + user_1_2("2", "Bo", "tobedeleted"),
        roles=ROLES + role("1", "teacher", status="active"),
    )
    assert (roster.gone, roster.rejected) == (("sid:2",), ())


def test_a_broken_row_of_roles_is_reported_with_its_file(tmp_path: Path) -> None:
    roster = read_folder(
        tmp_path,
        users=USERS_1_2 + user_1_2("1", "Ana"),
        roles=ROLES + role("1", "teacher") + 'x,"a"b,,2,primary,teacher,,,o1,\n',
    )
    assert [(row.line, row.source) for row in roster.rejected] == [(3, "roles.csv")]


@pytest.mark.parametrize("inside", ["", "export/"])
def test_a_zip_with_its_files_one_folder_down_is_read(tmp_path: Path, inside: str) -> None:
    roster = read_zip(
        tmp_path,
        inside,
        manifest=manifest("1.1", "bulk"),
        users=USERS_1_1 + user("t", "teacher", "Ana"),
    )
    assert (roster.entries[0].source, roster.notes) == ("users.csv", ())


def test_a_folder_with_its_files_one_folder_down_is_read(tmp_path: Path) -> None:
    read_folder(tmp_path, users=USERS_1_1 + user("t", "teacher", "Ana"))
    assert list(roles_of(read_roster(tmp_path))) == ["sid:t"]


def test_file_names_in_capitals_are_read(tmp_path: Path) -> None:
    (tmp_path / "Users.CSV").write_text(USERS_1_1 + user("t", "teacher", "Ana"))
    assert list(roles_of(read_roster(tmp_path))) == ["sid:t"]


def test_without_a_manifest_version_and_mode_are_guessed_and_reported(tmp_path: Path) -> None:
    old = read_folder(tmp_path, users=USERS_1_1 + user("t", "teacher", "Ana"))
    assert (old.format, old.mode) == ("OneRoster 1.1", "bulk")
    assert old.notes == (
        "No version in manifest.csv: read as 1.1, since there is no roles.csv.",
        "Read as the whole staff, since no row has a status.",
    )
    new = read_folder(
        tmp_path, users=USERS_1_2 + user_1_2("1", "Ana"), roles=ROLES + role("1", "teacher")
    )
    assert new.format == "OneRoster 1.2"


def test_without_a_manifest_any_status_means_changes_only(tmp_path: Path) -> None:
    """Take nobody else off the list because of a file of three changes."""
    roster = read_folder(tmp_path, users=USERS_1_1 + user("t", "teacher", "Ana", "active"))
    assert roster.mode == "delta"
    assert roster.notes[-1].startswith("Read as changes only")


def test_a_manifest_without_users_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterUnreadable, match=r"says that it holds no users\. Nothing was"):
        read_folder(
            tmp_path,
            manifest=manifest("1.1", "absent"),
            users=USERS_1_1 + user("t", "teacher", "Ana"),
        )


def test_users_csv_alone_is_read_when_it_has_roles(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_text(USERS_1_1 + user("t", "teacher", "Ana") + user("s", "student", "Kid"))
    roster = read_roster(path)
    assert (roster.format, roster.ignored) == ("OneRoster 1.1", 1)
    assert roster.notes[0] == "Only users.csv was read, without manifest.csv."


def test_users_csv_without_any_roles_is_refused_because_of_students(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_text(USERS_1_2 + user_1_2("1", "Ana"))
    with pytest.raises(RosterUnreadable, match=r"students cannot be told from staff"):
        read_roster(path)
    with pytest.raises(RosterUnreadable, match=r"students cannot be told from staff"):
        read_folder(tmp_path, manifest=manifest("1.2", "bulk"), users=path.read_text())


def test_a_user_without_a_role_may_be_a_student_and_is_turned_away(tmp_path: Path) -> None:
    roster = read_folder(tmp_path, users=USERS_1_1 + user("t", "", "Ana") + user("u", "aide", "Bo"))
    assert [(row.line, row.reason) for row in roster.rejected] == [
        (2, "There is no role, so this may be a student.")
    ]


def test_roles_are_found_in_either_place_whatever_the_version_says(tmp_path: Path) -> None:
    mixed = read_zip(
        tmp_path,
        manifest=manifest("1.2", "bulk"),
        users=USERS_1_1 + user("t", "teacher", "Ana"),
    )
    assert (mixed.format, roles_of(mixed)) == ("OneRoster 1.2", {"sid:t": "teacher"})
    assert mixed.notes == ("There is no roles.csv: the roles are those in users.csv.",)
    other = read_zip(
        tmp_path,
        manifest=manifest("1.1", "bulk"),
        users=USERS_1_2 + user_1_2("1", "Ana"),
        roles=ROLES + role("1", "aide"),
    )
    assert roles_of(other) == {"sid:1": "aide"}


def test_a_roles_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterUnreadable, match=r"lacks its columns userSourcedId and role"):
        read_folder(tmp_path, users=USERS_1_2 + user_1_2("1", "Ana"), roles="a,b\n1,2\n")


def test_an_export_of_students_only_is_refused_with_their_number(tmp_path: Path) -> None:
    with pytest.raises(
        RosterUnreadable,
        match=r"users\.csv lists 2 students and 1 parent or guardian and no staff\.",
    ):
        read_zip(
            tmp_path,
            users=USERS_1_1
            + user("1", "student", "Kid")
            + user("2", "student", "Kit")
            + user("3", "guardian", "Mum"),
        )
