"""A directory one can leaf through by touch: names on shelves, with guide words.

Two taps reach anybody as long as there are no more people than shelves times places on a page.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

from data.names import plain
from data.records import Person


class Shelf(msgspec.Struct, frozen=True):
    """Some neighbouring names under one label, "R" or "Mar - Mue"."""

    label: str
    people: tuple[Person, ...]


def shelves(people: Sequence[Person], most: int, page: int) -> list[Shelf]:
    """Put people, sorted by family name, on shelves.

    A letter a shelf, where there is room for that and each letter fits on a page; else as many
    shelves as there is room for, alike in length, with guide words.

    Parameters:
        most: shelves that fit on the screen.
        page: names that fit on the screen once a shelf is open.
    """
    by_letter = [
        Shelf(letter.upper(), tuple(group))
        for letter, group in groupby(people, key=lambda person: _sorted_by(person)[:1])
    ]
    if len(by_letter) <= most and all(len(shelf.people) <= page for shelf in by_letter):
        return by_letter
    count = max(1, min(most, len(people)))
    cuts = [round(place * len(people) / count) for place in range(count + 1)]
    found = [people[start:end] for start, end in pairwise(cuts)]
    return [Shelf(_guide(group), tuple(group)) for group in found if group]


def sort_key(person: Person) -> tuple[str, str]:
    """By family name, accents folded."""
    return _sorted_by(person), plain(person.name)


def _sorted_by(person: Person) -> str:
    return plain(person.family or person.name)


def _guide(group: Sequence[Person]) -> str:
    first, last = (_sorted_by(person)[:3].capitalize() for person in (group[0], group[-1]))
    return first if first == last else f"{first} – {last}"
