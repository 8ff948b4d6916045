"""Lists as Excel, Google, Clever and PowerSchool write them."""

from pathlib import Path

import pytest

from data.roster import RosterFile, RosterUnreadable, read_roster


def read(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "staff.csv") -> RosterFile:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


def names(roster: RosterFile) -> list[str]:
    return [entry.name for entry in roster.entries]


def roles(roster: RosterFile) -> dict[str, str]:
    return {entry.name: entry.role for entry in roster.entries}


def test_a_row_becomes_an_entry_with_all_that_is_kept(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        "Staff ID,First name,Last name,E-mail,Role,Room,Subject,Badge ID\n"
        "17,María,Rivera,M.Rivera@School.org,Teacher,12,Maths,0004711\n",
    )
    (maria,) = roster.entries
    assert (maria.key, maria.name, maria.given) == ("sid:17", "María Rivera", "María")
    assert (maria.family, maria.email, maria.role) == ("Rivera", "M.Rivera@School.org", "teacher")
    assert (maria.room, maria.subject, maria.badge) == ("12", "Maths", "0004711")
    assert (maria.line, maria.source) == (2, "staff.csv")
    assert (roster.format, roster.mode, roster.ignored) == ("CSV", "bulk", 0)
    assert (roster.gone, roster.rejected, roster.notes) == ((), (), ())


def test_the_key_is_the_id_or_else_the_lower_case_email_or_else_nothing(tmp_path: Path) -> None:
    roster = read(
        tmp_path, "id,name,email,role\n7,Ana Lima,A@b.org,IT\n,Bo Ek,B@B.org,IT\n,Cy Oz,,IT\n"
    )
    assert [entry.key for entry in roster.entries] == ["sid:7", "mail:b@b.org", ""]
    assert "1 person without an id or an e-mail: matched by name only." in roster.notes


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("cp1252", "Read as Windows-1252."),
        ("utf-16", "Read as UTF-16."),
    ],
)
def test_encodings_of_excel_are_read_and_reported(tmp_path: Path, encoding: str, note: str) -> None:
    roster = read(tmp_path, "Id\tName\tRolle\r\n1\tZoë Müller\tIT\r\n", encoding)
    assert names(roster) == ["Zoë Müller"]
    assert roster.notes == ((note,) if note else ())


def test_utf_16_of_the_other_byte_order_is_read(tmp_path: Path) -> None:
    assert names(read(tmp_path, "\ufeffName\tRole\nZoë\tIT\n", "utf-16-be")) == ["Zoë"]


def test_a_byte_that_windows_1252_lacks_makes_it_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(b"Id,Name,Role\n1,Zo\xeb,IT\n2,X\x81Y,IT\n")
    roster = read_roster(path)
    assert names(roster) == ["Zoë", "XY"]
    assert roster.notes == ("Read as Latin-1.",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_counted_outside_quotation_marks(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(['"Name (a,b;c|d)"', "E-mail"])
    roster = read(tmp_path, f'{header}\n"Rivera, Maria"{delimiter}m@x.org\n')
    assert [(entry.name, entry.email) for entry in roster.entries] == [("Maria Rivera", "m@x.org")]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;;"])
def test_a_sep_line_decides_and_is_counted_as_a_line(tmp_path: Path, first: str) -> None:
    roster = read(tmp_path, f"{first}\r\nName;Role;a,b,c,d\r\nAna;IT;1,2\r\n", "utf-8-sig")
    (ana,) = roster.entries
    assert (ana.name, ana.role, ana.line) == ("Ana", "fixer", 3)


def test_a_list_of_one_column_needs_no_quotation_marks(tmp_path: Path) -> None:
    roster = read(tmp_path, "Teacher\nRivera, Maria\nBen Okafor\n")
    assert names(roster) == ["Maria Rivera", "Ben Okafor"]
    assert [entry.role for entry in roster.entries] == ["teacher", "teacher"]


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    roster = read(
        tmp_path, '\nName,Notes,Role\nAna,"one\ntwo\r\nthree",IT\n\n,,\nBo,,IT\rCy,,IT\r\n'
    )
    assert [entry.line for entry in roster.entries] == [3, 8, 9]


@pytest.mark.parametrize(
    "header",
    [
        "First Name [Required],Last Name [Required],Email Address [Required]",
        "first_name;LAST-NAME;e.mail",
        "givenName\tfamilyName\temail",
        "Vorname;Nachname;E-Mail-Adresse",
        "Prénom;Nom de famille;Courriel",
        "Nombre,Apellidos,Correo electrónico",
        "Voornaam|Achternaam|E-mailadres",
        "[05]First_Name\t[05]Last_Name\t[05]Email_Addr",
        "Teachers.First_Name\tTeachers.Last_Name\tTeachers.Email_Addr",
        '"First\nName",Last Name,Mail',
    ],
)
def test_headers_are_known_in_many_spellings(tmp_path: Path, header: str) -> None:
    mark = next(mark for mark in "\t;|," if mark in header)
    roster = read(tmp_path, f"{header}\n{mark.join(['Maria', 'Rivera', 'm@x.org'])}\n")
    (maria,) = roster.entries
    assert (maria.given, maria.family, maria.email) == ("Maria", "Rivera", "m@x.org")


def test_misspelt_headers_are_understood_and_reported(tmp_path: Path) -> None:
    roster = read(tmp_path, "Fist Name,Lats Name,Emial,Role\nMaria,Rivera,m@x.org,IT\n")
    (maria,) = roster.entries
    assert (maria.name, maria.email) == ("Maria Rivera", "m@x.org")
    assert roster.notes == (
        "The column “Fist Name” was read as first name.",
        "The column “Lats Name” was read as last name.",
        "The column “Emial” was read as e-mail.",
    )


def test_columns_not_asked_for_are_named_but_never_read(tmp_path: Path) -> None:
    roster = read(tmp_path, "Id,Name,Role,Phone,Password\n1,Ana,IT,555-0101,hunter2\n")
    assert roster.notes == ("2 columns not used: Phone, Password.",)
    assert "555" not in repr(roster)
    assert "hunter2" not in repr(roster)


def test_empty_columns_and_rows_of_excel_are_ignored(tmp_path: Path) -> None:
    roster = read(tmp_path, "Id;Name;Role;;\r\n1;Ana;IT;;\r\n;;;;\r\n ; ;;;\r\n")
    assert names(roster) == ["Ana"]
    assert (roster.rejected, roster.notes) == ((), ())


def test_short_rows_are_padded_and_long_ones_reported(tmp_path: Path) -> None:
    roster = read(tmp_path, "Id,Name,Role,Room\n1,Ana\n2,Bo,IT,4,surplus\n3,Cy,IT,5,,\n")
    assert names(roster) == ["Ana", "Bo", "Cy"]
    assert roster.notes == ("More cells than the header has; the last were not read: line 3.",)


def test_rows_without_a_name_are_turned_away_with_their_line(tmp_path: Path) -> None:
    roster = read(tmp_path, "Id,Role,Name\n1,IT,Ana\n2,IT,\n3,IT\n4,IT,\u200b\n")
    assert [(row.line, row.reason) for row in roster.rejected] == [
        (3, "There is no name."),
        (4, "There is no name: the line has 2 cells where the header has 3."),
        (5, "There is no name."),
    ]


def test_the_second_row_with_a_key_is_turned_away_and_names_the_first(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        "id,name,email,role\n1,Ana,a@x.org,IT\n1,Bo,b@x.org,IT\n,Cy,c@x.org,IT\n,Di,C@X.ORG,IT\n",
    )
    assert names(roster) == ["Ana", "Cy"]
    assert [(row.line, row.shown, row.reason) for row in roster.rejected] == [
        (3, "Bo", "The same id as in line 2, which was kept."),
        (5, "Di", "The same e-mail as in line 4, which was kept."),
    ]


def test_broken_quotation_marks_cost_one_row_and_show_no_cell(tmp_path: Path) -> None:
    roster = read(tmp_path, 'Name,Role,Pin\nAna,IT,1\n"Bo "B" Ek",IT,2468\n"Cy,IT,3\nDi,IT,4\n')
    assert names(roster) == ["Ana", "Di"]
    assert [(row.line, row.shown) for row in roster.rejected] == [(3, ""), (4, "")]
    assert "2468" not in repr(roster)
    assert roster.rejected[0].reason == "In this line the quotation marks do not match."


def test_a_cell_beyond_the_csv_modules_limit_costs_one_row(tmp_path: Path) -> None:
    roster = read(tmp_path, f"Name,Role\nAna,{'x' * 200_000}\nBo,IT\n")
    assert names(roster) == ["Bo"]
    assert roster.rejected[0].reason == "In this line a cell is longer than 131,072 characters."


def test_a_malformed_email_is_left_out_and_the_person_kept(tmp_path: Path) -> None:
    roster = read(tmp_path, "Id,Name,Email,Role\n1,Ana,ana at x,IT\n,Bo,b@,IT\n3,Cy,c@x.org,IT\n")
    assert [(entry.key, entry.email) for entry in roster.entries] == [
        ("sid:1", ""),
        ("", ""),
        ("sid:3", "c@x.org"),
    ]
    assert "What stands for an e-mail is none, and was left out: lines 2, 3." in roster.notes


def test_numbers_that_excel_has_rounded_make_nobody_the_same_person(tmp_path: Path) -> None:
    roster = read(tmp_path, "Id,Name,Role\n1.23E+11,Ana,IT\n1.23E+11,Bo,IT\n")
    assert [entry.key for entry in roster.entries] == ["", ""]
    assert any("rounded by Excel" in note for note in roster.notes)


def test_a_number_that_is_wrapped_as_text_for_excel_is_unwrapped(tmp_path: Path) -> None:
    (ana,) = read(tmp_path, 'Id,Name,Role\n="00123",Ana,IT\n').entries
    assert ana.key == "sid:00123"


@pytest.mark.parametrize(
    "name",
    [
        "[/]",
        "[@click=app.quit]x[/]",
        "מרים לוי",
        "王小明",
        "Zö̈e",
        "é" * 5000,
        "می‌نا",
        "O’Brien-Šmíd",
    ],
)
def test_names_are_kept_as_they_are_written(tmp_path: Path, name: str) -> None:
    assert names(read(tmp_path, f"Name,Role\n{name},IT\n")) == [name]


def test_what_steers_a_terminal_is_taken_out_of_cells(tmp_path: Path) -> None:
    roster = read(
        tmp_path, "Name,Room,Role\n A\x1b[31mn\u202ea\u2066 \ufeff\x9b  Li\u0301ma\t,\x07 12,IT\n"
    )
    (ana,) = roster.entries
    assert (ana.name, ana.room) == ("A[31mna Líma", "12")


def test_lone_surrogates_are_taken_out_of_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "staff.txt"
    path.write_bytes("\ufeffName\tRole\nA\ud800na\tIT\n".encode("utf-16-le", "surrogatepass"))
    assert names(read_roster(path)) == ["Ana"]


def test_blanks_behind_a_delimiter_do_not_hide_quotation_marks(tmp_path: Path) -> None:
    roster = read(tmp_path, 'Role, Name\nIT, "Rivera, Maria"\n')
    assert names(roster) == ["Maria Rivera"]


def test_a_long_name_that_is_rejected_is_shown_shortened(tmp_path: Path) -> None:
    roster = read(tmp_path, f"Id,Name,Role\n1,Ana,IT\n1,{'x' * 500},IT\n")
    assert roster.rejected[0].shown == "x" * 39 + "…"


def test_a_numeric_staff_status_is_a_role_and_a_word_is_a_status(tmp_path: Path) -> None:
    roster = read(
        tmp_path, "Id,Name,Staff Status\n1,Ana,1\n2,Bo,Retired\n3,Cy,0\n4,Di,2\n5,Ed,Active\n"
    )
    assert roles(roster) == {"Ana": "teacher", "Cy": "staff", "Di": "staff", "Ed": "staff"}
    assert roster.gone == ("sid:2",)


def test_students_and_family_are_counted_and_not_kept(tmp_path: Path) -> None:
    roster = read(
        tmp_path, "Name,Email,Role\nAna,a@x.org,Teacher\nKid,k@x.org,Student\nMum,bad,Guardian\n"
    )
    assert (names(roster), roster.ignored) == (["Ana"], 2)
    assert "Kid" not in repr(roster)
    assert not any("line" in note for note in roster.notes)


def test_a_list_without_a_role_column_is_read_as_teachers_and_says_so(tmp_path: Path) -> None:
    roster = read(tmp_path, "Name,Room\nAna,1\n")
    assert roles(roster) == {"Ana": "teacher"}
    assert roster.notes[0] == "No column says who does what: everyone was read as a teacher."


def test_people_who_left_are_reported_by_key_and_are_no_entries(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        "Id,Name,Role,Status,Suspended\n"
        "1,Ana,IT,Active,FALSE\n2,Bo,IT,Inactive,\n3,Cy,IT,,TRUE\n"
        ",Di,IT,Left,\n5,Ed,IT,On leave,\n",
    )
    assert (names(roster), roster.gone) == (["Ana", "Ed"], ("sid:2", "sid:3"))
    assert [(row.line, row.shown) for row in roster.rejected] == [(5, "Di")]


def test_an_export_of_google_is_read(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
        "Org Unit Path [Required],Employee ID,Employee Title,Department,Status [READ ONLY],"
        "Recovery Email\n"
        "Maria,Rivera,maria@x.org,****,/Staff,E1,Teacher,Science,Active,m@home.net\n"
        "Ben,Okafor,ben@x.org,****,/Staff/Student Services,,IT Technician,,Active,\n"
        "Kim,Old,kim@x.org,****,/Staff,E9,Teacher,,Suspended,\n"
        "Pip,Student,pip@x.org,****,/Students/2031,,,,Active,\n",
    )
    assert roster.format == "Google"
    assert [(entry.key, entry.role, entry.subject) for entry in roster.entries] == [
        ("sid:E1", "teacher", "Science"),
        ("mail:ben@x.org", "fixer", ""),
    ]
    assert (roster.gone, roster.ignored, roster.notes) == (("sid:E9",), 1, ())
    assert "home.net" not in repr(roster)


def test_exports_of_clever_for_staff_and_teachers_are_read(tmp_path: Path) -> None:
    staff = read(
        tmp_path,
        "School_id,Staff_id,Staff_email,First_name,Last_name,Department,Title,Username,Password\n"
        "1,s1,p@x.org,Pat,Lee,,Principal,p,x\n1,s2,j@x.org,Jo,Day,,,j,x\n",
    )
    assert (staff.format, staff.notes) == ("Clever", ())
    assert roles(staff) == {"Pat Lee": "leader", "Jo Day": "staff"}
    teachers = read(
        tmp_path,
        "School_id,Teacher_id,Teacher_number,Teacher_email,First_name,Last_name,Title\n"
        "1,t1,n1,a@x.org,Ana,Lima,Ms.\n1,t2,n2,b@x.org,Bo,Ek,Librarian\n",
    )
    assert [entry.key for entry in teachers.entries] == ["sid:t1", "sid:t2"]
    assert roles(teachers) == {"Ana Lima": "teacher", "Bo Ek": "staff"}


def test_an_export_of_powerschool_is_read(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        "TeacherNumber\tLastFirst\tEmail_Addr\tTitle\tStaffStatus\tStatus\tHomeroom\tHome_Phone\r"
        "11\tRivera, Maria\tm@x.org\t\t1\t1\t5B\t555\r"
        "12\tOkafor, Ben\tb@x.org\tNetwork\t2\t1\t\t\r"
        "13\tGone, Guy\tg@x.org\t\t1\t2\t\t\r",
        name="teachers.export.text",
    )
    assert roster.format == "PowerSchool"
    assert roles(roster) == {"Maria Rivera": "teacher", "Ben Okafor": "fixer"}
    assert roster.gone == ("sid:13",)
    assert roster.notes == ("2 columns not used: Homeroom, Home_Phone.",)


def test_a_list_of_students_without_a_role_column_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"{n},Kid{n},Doe,5\n" for n in range(240))
    with pytest.raises(RosterUnreadable, match=r"staff\.csv lists 240 students and no staff\."):
        read(tmp_path, f"Student_id,First_name,Last_name,Grade\n{rows}")
