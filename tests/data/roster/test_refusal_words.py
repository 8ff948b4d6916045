"""Headers, names and roles: what single words are taken for."""

import pytest

from data.roster.columns import is_slip
from data.roster.names import compose
from data.roster.roles import role_in_words


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("zoom", "room"),
        ("classname", "lastname"),
        ("username", "surname"),
        ("male", "mail"),
        ("state", "status"),
        ("filename", "firstname"),
        ("listname", "firstname"),
    ],
)
def test_a_different_word_is_not_taken_for_a_misspelt_header(head: str, known: str) -> None:
    assert not is_slip(head, known)


@pytest.mark.parametrize(
    ("given", "family", "full", "expected"),
    [
        ("", "", "Rivera, Maria", ("Maria Rivera", "Maria", "Rivera")),
        ("", "", "María José Rivera", ("María José Rivera", "María José", "Rivera")),
        ("", "", "Martin King, Jr.", ("Martin King, Jr.", "Martin", "King, Jr.")),
        ("", "", "King, Martin, Jr.", ("King, Martin, Jr.", "King, Martin, Jr.", "")),
        ("", "", "Cher", ("Cher", "Cher", "")),
        ("Maria", "Rivera", "Ms R.", ("Maria Rivera", "Maria", "Rivera")),
        ("Maria", "", "Rivera", ("Maria Rivera", "Maria", "Rivera")),
        ("", "Rivera", "Maria", ("Maria Rivera", "Maria", "Rivera")),
        ("Maria", "", "Rivera, Maria", ("Maria Rivera", "Maria", "Rivera")),
        ("", "Rivera", "Maria Rivera", ("Maria Rivera", "Maria", "Rivera")),
        ("Maria", "", "", ("Maria", "Maria", "")),
        ("", "", "", ("", "", "")),
    ],
)
def test_a_name_is_made_of_the_parts_that_are_there(
    given: str, family: str, full: str, expected: tuple[str, str, str]
) -> None:
    assert compose(given, family, full) == expected


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Technology Coach", "coach"),
        ("Instructional Technologist", "coach"),
        ("IT", "fixer"),
        ("Network Technician", "fixer"),
        ("IT-Support", "fixer"),
        ("ICT Teacher", "teacher"),
        ("Secretary to the Principal", "office"),
        ("Administrative Assistant", "office"),
        ("Assistant Principal", "leader"),
        ("Schulleiterin", "leader"),
        ("Teaching Assistant", "aide"),
        ("Para-professional", "aide"),
        ("Student Teacher", "teacher"),
        ("Maths teacher", "teacher"),
        ("Librarian", "staff"),
        ("Custodian", "staff"),
        ("Football Coach", "staff"),
        ("Parent Liaison", "staff"),
        ("Mrs.", ""),
        ("", ""),
        ("Student", "student"),
        ("Guardian", "family"),
    ],
)
def test_a_role_is_found_in_the_words_for_it(words: str, role: str) -> None:
    assert role_in_words(words) == role


@pytest.mark.parametrize("role", ["teacher", "coach", "fixer", "office", "leader", "aide", "staff"])
def test_the_kiosks_own_words_for_roles_are_understood(role: str) -> None:
    assert role_in_words(role) == role


@pytest.mark.parametrize("cells", [("Teacher", "Technology Coach"), ("Coach", "Teacher")])
def test_of_a_role_and_a_title_the_more_specific_one_counts(cells: tuple[str, str]) -> None:
    assert role_in_words(*cells) == "coach"
