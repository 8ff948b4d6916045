"""A directory one can leaf through by touch: names on shelves, with guide words.

Two taps reach anybody as long as there are no more people than shelves times places on a page.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

from data.name_search import plain
from data.records import Person


class NameRange(msgspec.Struct, frozen=True):
    """Some neighbouring names under one label, "R" or "Mar - Mue"."""

    label: str
    people: tuple[Person, ...]


def shelves(people: Sequence[Person], most: int, page: int) -> list[NameRange]:
    """Put people, sorted by family name, on shelves.

    A letter a shelf, where there is room for that and each letter fits on a page; else as many
    shelves as there is room for, alike in length, with guide words.

    Parameters:
        most: shelves that fit on the screen.
        page: names that fit on the screen once a shelf is open.
    """
    by_letter = [
        NameRange(letter.upper(), tuple(group))
        for letter, group in groupby(people, key=lambda person: _sorted_by(person)[:1])
    ]
    if len(by_letter) <= most and all(len(shelf.people) <= page for shelf in by_letter):
        return by_letter
    count = max(1, min(most, len(people)))
    cuts = [round(number * len(people) / count) for number in range(count + 1)]
    groups = [people[start:end] for start, end in pairwise(cuts)]
    return [
        NameRange(label, tuple(group)) for label, group in zip(_guides(groups), groups, strict=True)
    ]


def sort_key(person: Person) -> tuple[str, str]:
    """By family name, accents folded."""
    return _sorted_by(person), plain(person.name)


def _sorted_by(person: Person) -> str:
    return plain(person.family or person.name)


def _guides(groups: Sequence[Sequence[Person]]) -> list[str]:
    """Guide words: as few letters as tell each shelf from its neighbours; where many bear the same
    family name, its given names tell, and where those are the same, a number.
    """
    ends = [(_guide_word(group[0]), _guide_word(group[-1])) for group in groups]
    labels = []
    for number, (first, last) in enumerate(ends):
        before = ends[number - 1][1] if number else ("", "")
        after = ends[number + 1][0] if number + 1 < len(ends) else ("", "")
        begin, end = _told_from(first, before), _told_from(last, after)
        labels.append(begin if begin == end else f"{begin} – {end}")
    counted = Counter(labels)
    seen: Counter[str] = Counter()
    for number, label in enumerate(labels):
        seen[label] += 1
        if counted[label] > 1:
            labels[number] = f"{label} {seen[label]}"
    return labels


def _guide_word(person: Person) -> tuple[str, str]:
    """Family name and given name, as they are written."""
    return person.family or person.name, person.given


def _told_from(word: tuple[str, str], neighbour: tuple[str, str]) -> str:
    """Three letters of a name, or up to twice as many where that tells it from its neighbour."""
    family, given = word
    same = _in_common(family, neighbour[0])
    if plain(family) != plain(neighbour[0]):
        return family[: min(6, max(3, same + 1))].strip()
    shared = _in_common(given, neighbour[1])
    return f"{family[:3].strip()} {given[: min(4, shared + 1)]}".strip()


def _in_common(one: str, other: str) -> int:
    """How many letters two names begin with alike."""
    pairs = enumerate(zip(plain(one), plain(other), strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
