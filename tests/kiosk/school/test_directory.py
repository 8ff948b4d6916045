"""The directory one leafs through: nobody is missing, nobody is far away, and each label leads to
one shelf.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.name_search import plain
from data.records import Person
from kiosk.school.directory import shelves, sort_key

FAMILIES = (
    *("Garcia", "García", "Garrido", "Garner", "Smith", "Smithson", "Nguyen", "Ng", "Kim"),
    *("Kimura", "Müller", "Muñoz", "Abt", "Zhao", "de Souza", "O'Neill", "Lee", "Leeds", "Martin"),
)
GIVEN = (
    *("Ana", "Anna", "Annabel", "André", "Ben", "Bea", "Carla", "Carlos", "Dan", "Dana", "Eva"),
    *("Filipe", "Grace", "Hugo", "Ines", "Joana", "João", "Kofi", "Luis", "Maria", "Mariana"),
)
SCREENS = [(24, 24), (40, 30), (15, 40), (6, 200)]
"""Shelves and names that fit on screens of different sizes."""


def somebody(number: int, given: str, family: str) -> Person:
    """One of many."""
    name = f"{given} {family}".strip()
    return Person(id=f"p{number}", key=f"k{number}", name=name, given=given, family=family)


def leafed(people: list[Person]) -> list[Person]:
    """People in the order of a directory."""
    return sorted(people, key=sort_key)


@st.composite
def a_staff(draw: st.DrawFn, most: int = 500) -> list[Person]:
    """Up to so many people of whom many share a family name, and some a given one as well; a second
    given name tells those apart.
    """
    count = draw(st.integers(1, most))
    common = draw(st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=5))
    dice = draw(st.randoms(use_true_random=False))
    found = []
    for number in range(count):
        family = dice.choice(common if dice.random() < 0.6 else FAMILIES)
        first = dice.choice(GIVEN)
        given = f"{first} {dice.choice(GIVEN)}" if dice.random() < 0.5 else first
        found.append(somebody(number, given, family))
    return leafed(found)


@settings(max_examples=20, deadline=None)
@given(a_staff(), st.sampled_from(SCREENS))
def test_everybody_is_on_one_shelf_in_order(people: list[Person], screen: tuple[int, int]) -> None:
    """Fill as many shelves as fit, none empty, each labelled by its first name; put nobody more
    than two touches away in a school that the screens can show.
    """
    most, page = screen
    found = shelves(people, most, page)
    assert [person for shelf in found for person in shelf.people] == people
    assert all(shelf.people and shelf.label for shelf in found)
    for shelf in found:
        assert plain(shelf.label).startswith(plain(shelf.people[0].family)[:1])
    assert len(found) <= most
    if len(people) <= most * page:
        assert max(len(shelf.people) for shelf in found) <= page


@settings(max_examples=25, deadline=None)
@given(a_staff(), st.sampled_from(SCREENS))
def test_no_two_shelves_have_the_same_label(people: list[Person], screen: tuple[int, int]) -> None:
    """Find different ones also where half the school shares a family name."""
    labels = [shelf.label for shelf in shelves(people, *screen)]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("families", [("Kim", "Kimura"), ("Garcia", "Garrido"), ("Ng", "Nguyen")])
def test_large_families_that_begin_alike_have_labels_of_their_own(
    families: tuple[str, str],
) -> None:
    """Cut both at the same given names, and tell their shelves apart."""
    names = [f"{one} {two}" for one in GIVEN for two in ("Ana", "Rita", "Tom")]
    people = [
        somebody(number, given_name, family)
        for number, (family, given_name) in enumerate((f, n) for f in families for n in names)
    ]
    labels = [shelf.label for shelf in shelves(leafed(people), 24, 24)]
    assert len(set(labels)) == len(labels)


@settings(max_examples=25, deadline=None)
@given(a_staff(most=80), st.integers(3, 30))
def test_neighbouring_letters_share_a_shelf_before_any_is_divided(
    people: list[Person], most: int
) -> None:
    """Say letters alone, such as "B" or "D – F", as long as every letter fits on a page."""
    labels = [shelf.label for shelf in shelves(people, most, page=80)]
    if people:
        assert len(labels) <= most
        assert all(len(end) == 1 for label in labels for end in label.split(" – "))
