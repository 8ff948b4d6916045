"""The roster's import: people keep their identity, nobody is lost, and the latest import can be
taken back.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from data.roster import read_roster
from kiosk.desk import Desk
from kiosk.people import roster_import
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.rosters import STAFF, by_name, planned, school_without_people, take
from tests.support.schools import imports, ledger_bytes, ledger_lines


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a school where nobody is listed yet."""
    with school_without_people(tmp_path) as made:
        yield made


def undo(desk: Desk) -> None:
    """Take the latest import back."""
    desk.act(lambda: roster_import.undo(imports(desk), desk.people.values()))


def documents(desk: Desk) -> list[dict[str, Any]]:
    """Everybody as they are listed, without where it came from and when."""
    history = {"before", "source", "at", "head"}
    found = [msgspec.to_builtins(person) for person in desk.people.values()]
    return [{key: doc[key] for key in doc.keys() - history} for doc in found]


def test_an_import_is_one_line_of_the_ledger(desk: Desk) -> None:
    """Write all of it or nothing, so that no power cut leaves half a staff."""
    found = take(desk, *STAFF)
    assert len(found.added) == 5
    assert ledger_lines(desk.folder) == 1
    assert len(desk.people.staff()) == 5


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    take(desk, *STAFF)
    before = ledger_bytes(desk.folder)
    found = take(desk, *STAFF)
    assert (found.same, found.added, found.changed, found.left) == (5, (), (), ())
    assert ledger_bytes(desk.folder) == before


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("s1,Maria,Rivera-Soto,m.rivera@x.org,Teacher,Room 12,Maths", {"name", "family"}),
        ("s1,Maria,Rivera,m.rivera@x.org,Teacher,Room 40,Maths", {"room"}),
        ("s1,Maria,Rivera,maria@y.org,Teacher,Room 12,Maths", {"email"}),
        ("s1,Mia,Soto,mia@y.org,Office,Room 1,Art", {"name", "given", "family", "email", "role",
                                                    "room", "subject"}),
    ],
)  # fmt: skip
def test_a_row_with_a_known_id_is_the_same_person(desk: Desk, row: str, fields: set[str]) -> None:
    """Keep requests, PIN and all else with another name, room or e-mail."""
    take(desk, *STAFF)
    maria = by_name(desk)["Maria Rivera"].id
    found = take(desk, row, *STAFF[1:])
    assert [set(change.fields) for change in found.changed] == [fields]
    assert (found.added, found.left) == ((), ())
    assert desk.people[maria].key == "sid:s1"
    assert desk.people[maria].active


def test_without_an_id_the_e_mail_leads_to_the_person(desk: Desk) -> None:
    """Ignore case; find them too when the export has ids later."""
    take(desk, "Maria Rivera,m.rivera@x.org", head="Name,E-mail")
    maria = by_name(desk)["Maria Rivera"].id
    take(desk, "Maria Soto,M.RIVERA@X.ORG", head="Name,E-mail")
    assert by_name(desk)["Maria Soto"].id == maria
    take(desk, "s1,Maria Soto,m.rivera@x.org", head="Staff id,Name,E-mail")
    assert by_name(desk)["Maria Soto"].id == maria
    assert desk.people[maria].key == "sid:s1"


def test_without_either_the_name_leads_to_the_person(desk: Desk) -> None:
    """Ignore accents and case; find them too when the export has e-mails later."""
    take(desk, "María Rivera,Room 12", "Kofi Okafor,Room 31", head="Name,Room")
    maria = by_name(desk)["María Rivera"].id
    take(desk, "maria RIVERA,Room 14", "Kofi Okafor,Room 31", head="Name,Room")
    assert by_name(desk)["maria RIVERA"].id == maria
    mailed = ["Maria Rivera,m.rivera@x.org", "Kofi Okafor,k.okafor@x.org"]
    found = take(desk, *mailed, head="Name,E-mail")
    assert (found.added, found.left) == ((), ())
    assert by_name(desk)["Maria Rivera"].id == maria


def test_a_new_colleague_with_an_old_address_is_a_new_person(desk: Desk) -> None:
    """Take a new colleague with Maria's old address as somebody new, since the file names her by
    id.
    """
    take(desk, *STAFF)
    maria = by_name(desk)["Maria Rivera"].id
    new = "s9,Noor,Haddad,m.rivera@x.org,Teacher,Room 3,Art"
    moved = "s1,Maria,Rivera,maria@x.org,Teacher,Room 12,Maths"
    for rows in ([new, moved], [moved, new]):
        found = planned(desk, *rows, *STAFF[1:])
        assert [listing.name for listing in found.added] == ["Noor Haddad"]
        assert [change.person.id for change in found.changed] == [maria]
        assert found.rejected == ()


def test_namesakes_with_ids_are_two_people(desk: Desk) -> None:
    namesake = "s8,Maria,Rivera,maria8@x.org,Teacher,Room 2,Art"
    take(desk, *STAFF, namesake)
    assert [person.name for person in desk.people.staff()].count("Maria Rivera") == 2
    found = planned(desk, *STAFF, namesake)
    assert (found.same, found.rejected) == (6, ())


def test_a_row_with_the_name_of_two_people_is_turned_away_and_both_stay(desk: Desk) -> None:
    """Say why, and set nobody aside because of it."""
    take(desk, *STAFF, "s8,Maria,Rivera,maria8@x.org,Teacher,Room 2,Art")
    names = ["Maria Rivera", "Kofi Okafor", "Jonas Lindqvist", "Priya Adeyemi", "Ana Duarte"]
    found = take(desk, *names, head="Name")
    assert [(row.shown, row.line) for row in found.rejected] == [("Maria Rivera", 2)]
    assert "fits 2 people" in found.rejected[0].reason
    assert found.left == ()
    assert len(desk.people.staff()) == 6


def test_a_name_that_is_twice_in_a_list_is_one_person_and_is_asked_about(desk: Desk) -> None:
    """List a teacher once who is in the file once for each subject."""
    rows = ["Maria Rivera,Maths", "Maria Rivera,Music"]
    for _ in range(2):
        found = take(desk, *rows, head="Name,Subject")
        assert [row.line for row in found.rejected] == [3]
        assert len(desk.people.staff()) == 1
    assert by_name(desk)["Maria Rivera"].subject == "Maths"


def test_people_missing_from_the_file_are_set_aside_and_can_return(desk: Desk) -> None:
    take(desk, *STAFF)
    maria = by_name(desk)["Maria Rivera"].id
    asked = desk.requests.flag(Need("fix", maria, "Printer"))
    found = take(desk, *STAFF[1:])
    assert [person.name for person in found.left] == ["Maria Rivera"]
    assert "Maria Rivera" not in by_name(desk)
    assert desk.people[maria].name == "Maria Rivera"
    assert desk.requests.get(asked.id).person == maria
    assert desk.people.search("Maria") == []
    take(desk, *STAFF)
    assert by_name(desk)["Maria Rivera"].id == maria
    assert [each.id for each in desk.requests.for_person(maria)] == [asked.id]


@pytest.mark.parametrize(("stay", "is_refused"), [(3, False), (2, True), (0, True)])
def test_an_import_that_sets_more_than_a_quarter_aside_must_be_confirmed(
    desk: Desk, stay: int, is_refused: bool
) -> None:
    """Let exactly a quarter through."""
    take(desk, *STAFF[:4])
    before = ledger_bytes(desk.folder)
    new = "s9,Noor,Haddad,n.haddad@x.org,Teacher,Room 3,Art"
    if is_refused:
        with pytest.raises(Refused, match=r"wrong file, so nothing was changed.*--confirm"):
            take(desk, *STAFF[:stay], new, confirmed=False)
        assert ledger_bytes(desk.folder) == before
        take(desk, *STAFF[:stay], new, confirmed=True)
    else:
        take(desk, *STAFF[:stay], new, confirmed=False)
    assert len(desk.people.staff()) == stay + 1


def test_people_listed_by_hand_are_not_set_aside_by_a_file(desk: Desk) -> None:
    """Keep the first coach of `kiosk init`, who is in no export."""
    _, drafts = roster_import.appointed("Zoe Zest", "coach")
    desk.act(lambda: drafts)
    take(desk, *STAFF)
    assert "Zoe Zest" in by_name(desk)


def test_an_appointed_coach_stays_coach(desk: Desk) -> None:
    """Keep her role when the export calls her a teacher and names her only by name."""
    ana, drafts = roster_import.appointed("Ana Duarte", "coach")
    desk.act(lambda: drafts)
    take(desk, *STAFF)
    assert (desk.people[ana].role, desk.people[ana].key) == ("coach", "sid:s5")
    take(desk, *STAFF[:4], "s5,Ana,Duarte,a.duarte@x.org,Office,Library,")
    assert desk.people[ana].role == "coach"
    assert len(desk.people.staff()) == 5


def test_an_empty_cell_takes_nothing_away(desk: Desk) -> None:
    take(desk, *STAFF)
    maria = by_name(desk)["Maria Rivera"]
    take(desk, "s1,Maria,Rivera,,,,", *STAFF[1:])
    now = desk.people[maria.id]
    assert (now.email, now.room, now.subject) == (maria.email, maria.room, maria.subject)


def changes() -> dict[str, Callable[[Desk], object]]:
    """Imports of every kind onto the staff."""
    return {
        "some added": lambda desk: take(desk, *STAFF, "s9,Noor,Haddad,n@x.org,Teacher,Room 3,Art"),
        "some changed": lambda desk: take(desk, "s1,Mia,Soto,mia@y.org,Office,R1,Art", *STAFF[1:]),
        "some left": lambda desk: take(desk, *STAFF[2:]),
        "all of it": lambda desk: take(desk, "s9,Noor,H,n@x.org,,,", "s2,K,O,k@y.org,,Room 1,"),
        "somebody back": lambda desk: take(desk, *STAFF, "s7,Old,Hand,o@x.org,Teacher,Room 5,"),
    }


@pytest.mark.parametrize("kind", changes())
def test_undo_restores_everybody_exactly_and_once(desk: Desk, kind: str) -> None:
    """Set aside who was new, bring back who left, and restore who changed."""
    take(desk, *STAFF, "s7,Old,Hand,o@x.org,Teacher,Room 5,")
    take(desk, *STAFF)
    before = documents(desk)
    active = [person.id for person in desk.people.staff()]
    changes()[kind](desk)
    assert [person.id for person in desk.people.staff()] != active or documents(desk) != before
    lines = ledger_lines(desk.folder)
    undo(desk)
    assert ledger_lines(desk.folder) == lines + 1
    assert [doc for doc in documents(desk) if doc["name"] != "Noor Haddad"][: len(before)] == before
    assert [person.id for person in desk.people.staff()] == active
    with pytest.raises(Refused, match="Only the latest one can be"):
        undo(desk)


def test_undo_takes_back_only_the_latest_import(desk: Desk) -> None:
    """Keep what the import before it said, and do not undo that one afterwards."""
    take(desk, *STAFF[:4])
    take(desk, *STAFF)
    undo(desk)
    assert len(desk.people.staff()) == 4
    with pytest.raises(Refused):
        undo(desk)
    assert len(desk.people.staff()) == 4
    take(desk, *STAFF)
    undo(desk)
    assert len(desk.people.staff()) == 4


def test_undo_leaves_corrections_that_were_made_by_hand(desk: Desk) -> None:
    take(desk, *STAFF)
    take(desk, *(row.replace("Room", "Raum") for row in STAFF))
    kofi = by_name(desk)["Kofi Okafor"]
    desk.act(lambda: roster_import.listed(kofi, role="fixer"))
    undo(desk)
    assert desk.people[kofi.id].role == "fixer"
    assert by_name(desk)["Maria Rivera"].room == "Room 12"


def test_undo_before_any_import_says_so(desk: Desk) -> None:
    with pytest.raises(Refused, match="no import to take back"):
        undo(desk)


def test_people_set_aside_by_undo_return_as_the_same_persons(desk: Desk) -> None:
    take(desk, *STAFF)
    maria = by_name(desk)["Maria Rivera"].id
    undo(desk)
    assert desk.people.staff() == []
    take(desk, *STAFF)
    assert by_name(desk)["Maria Rivera"].id == maria


def oneroster(folder: Path, mode: str, *rows: str) -> Path:
    """A OneRoster 1.1 zip."""
    head = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username"
    users = "\n".join([f"{head},givenName,familyName,email", *rows])
    manifest = f"propertyName,value\noneroster.version,1.1\nfile.users,{mode}\n"
    path = folder / "oneroster.zip"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("manifest.csv", manifest)
        file.writestr("users.csv", users)
    path.write_bytes(buffer.getvalue())
    return path


def test_a_delta_changes_only_the_people_it_names(desk: Desk, tmp_path: Path) -> None:
    """Keep who is absent, set aside who is marked as deleted, and add who is new."""
    bulk = oneroster(
        tmp_path,
        "bulk",
        "s1,,,true,o,teacher,m,Maria,Rivera,m.rivera@x.org",
        "s2,,,true,o,teacher,k,Kofi,Okafor,k.okafor@x.org",
        "s3,,,true,o,teacher,j,Jonas,Lindqvist,j@x.org",
        "s4,,,true,o,teacher,p,Priya,Adeyemi,p@x.org",
    )
    found = roster_import.plan(read_roster(bulk), desk.people.values(), desk.badges.mark)
    desk.act(lambda: roster_import.apply(found))
    stamp = "2026-11-03T00:00:00Z"
    delta = oneroster(
        tmp_path,
        "delta",
        f"s2,active,{stamp},true,o,teacher,k,Kofi,Okafor-Bell,k.okafor@x.org",
        f"s3,tobedeleted,{stamp},true,o,teacher,j,Jonas,Lindqvist,j@x.org",
        f"s9,active,{stamp},true,o,teacher,n,Noor,Haddad,n@x.org",
    )
    found = roster_import.plan(read_roster(delta), desk.people.values(), desk.badges.mark)
    desk.act(lambda: roster_import.apply(found))
    names = sorted(by_name(desk))
    assert names == ["Kofi Okafor-Bell", "Maria Rivera", "Noor Haddad", "Priya Adeyemi"]


def test_a_request_outlives_every_import(desk: Desk) -> None:
    """Keep the name of a person who left on the request, and let it be finished."""
    take(desk, *STAFF)
    maria = by_name(desk)["Maria Rivera"].id
    asked = desk.requests.flag(Need("fix", maria, "Printer"))
    take(desk, *STAFF[1:])
    after = desk.requests.act(
        asked.id, lambda r: rules.finish(r, by_name(desk)["Ana Duarte"].id, 5)
    )
    assert (after.state, desk.people.full_name(after.person)) == ("finished", "Maria Rivera")
