"""A directory to leaf through by touch: shelves of names with guide words.

Two taps reach anybody as long as there are no more people than shelves times names on a page.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

from data.name_search import plain
from data.records import Person


class NameRange(msgspec.Struct, frozen=True):
    """A shelf: neighbouring names under one label, such as "R" or "Mar – Mue"."""

    label: str
    people: tuple[Person, ...]


def shelves(people: Sequence[Person], most: int, page: int) -> list[NameRange]:
    """Put people, sorted by family name, on shelves.

    Each letter is a shelf where all letters fit on the screen and each letter fits on a page. Where
    there are too many, neighbours share one: "D – F". Where a shelf would not fit on a page, there
    are as many shelves as fit, of equal length, with guide words.

    Parameters:
        most: shelves that fit on the screen.
        page: names that fit on the screen once a shelf is open.
    """
    by_letter = [
        NameRange(letter.upper(), tuple(group))
        for letter, group in groupby(people, key=lambda person: _sorted_by(person)[:1])
    ]
    shared = _shared(by_letter, most)
    if max((len(shelf.people) for shelf in shared), default=0) <= page:
        return shared
    count = max(1, min(most, len(people)))
    cuts = [round(number * len(people) / count) for number in range(count + 1)]
    groups = [people[start:end] for start, end in pairwise(cuts)]
    return [
        NameRange(label, tuple(group))
        for label, group in zip(_guide_labels(groups), groups, strict=True)
    ]


def _shared(letters: Sequence[NameRange], most: int) -> list[NameRange]:
    """Put neighbouring letters on one shelf, those with the fewest names first, until there are no
    more shelves than fit.
    """
    shared = list(letters)
    while len(shared) > max(1, most):
        sums = [len(one.people) + len(other.people) for one, other in pairwise(shared)]
        at = sums.index(min(sums))
        first, last = shared[at], shared[at + 1]
        label = f"{first.label[0]} – {last.label[-1]}"
        shared[at : at + 2] = [NameRange(label, first.people + last.people)]
    return shared


def sort_key(person: Person) -> tuple[str, str]:
    """Return what people are sorted by: the family name with accents folded, then the
    whole name.
    """
    return _sorted_by(person), plain(person.name)


def _sorted_by(person: Person) -> str:
    return plain(person.family or person.name)


def _guide_labels(groups: Sequence[Sequence[Person]]) -> list[str]:
    """Return the guide words of each shelf: as few letters as tell it from its neighbours.

    Where many share a family name the given names tell them apart, and where those are the same
    too, a number.
    """
    ends = [(_name_parts(group[0]), _name_parts(group[-1])) for group in groups]
    labels = []
    for number, (first, last) in enumerate(ends):
        before = ends[number - 1][1] if number else ("", "")
        after = ends[number + 1][0] if number + 1 < len(ends) else ("", "")
        begin, end = _distinguish(first, before), _distinguish(last, after)
        labels.append(begin if begin == end else f"{begin} – {end}")
    counted = Counter(labels)
    seen: Counter[str] = Counter()
    for number, label in enumerate(labels):
        seen[label] += 1
        if counted[label] > 1:
            labels[number] = f"{label} {seen[label]}"
    return labels


def _name_parts(person: Person) -> tuple[str, str]:
    """Return family name and given name, as written."""
    return person.family or person.name, person.given


def _distinguish(word: tuple[str, str], neighbour: tuple[str, str]) -> str:
    """Return three letters of a name, or up to six where that tells it from its neighbour."""
    family, given = word
    same = _common_prefix(family, neighbour[0])
    if plain(family) != plain(neighbour[0]):
        return family[: min(6, max(3, same + 1))].strip()
    shared = _common_prefix(given, neighbour[1])
    return f"{family[:3].strip()} {given[: min(4, shared + 1)]}".strip()


def _common_prefix(one: str, other: str) -> int:
    """Count the letters that two names begin with alike."""
    pairs = enumerate(zip(plain(one), plain(other), strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
