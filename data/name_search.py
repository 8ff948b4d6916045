"""Searching people by any part of their name, without accents, with small typing errors."""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"}
)

MAX_QUERY = 100
"""Letters of a query that are looked at; a barcode scanner may type without end."""


def plain(text: str) -> str:
    """Return a text in lower case without accents, so that "Müller" matches "muller"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class NameSearch:
    """The names of the people who may sign in, quick enough to search at every key.

    Used by the indexes for people, and by kiosk for the titles of resources.
    """

    def __init__(self) -> None:
        self._plain: dict[str, str] = {}

    def put(self, person: str, name: str | None) -> None:
        """Set the name of a person.

        Parameters:
            person: the opaque id.
            name: as in the roster; None removes the person.
        """
        if name is None:
            self._plain.pop(person, None)
        else:
            self._plain[person] = " " + plain(name)

    def search(self, query: str, most: int = 20) -> list[str]:
        """Return the ids of the people whom a half-typed name may mean, best first.

        These are the names that have, for each word of the query, a part that begins with it. When
        there is none, names that contain each word; then names that differ by a typing error.

        Parameters:
            most: how many to return at most.
        """
        words = plain(query[:MAX_QUERY]).split()
        if not words:
            return []
        names = self._plain.copy().items()  # a thread may be adding a name
        matches = _containing(names, [" " + word for word in words]) or _containing(names, words)
        if matches:
            best = sorted((name.index(words[0]), name, person) for person, name in matches)
            return [person for _, _, person in best[:most]]
        return _search_fuzzy(names, " ".join(words), most)


def _search_fuzzy(names: Iterable[tuple[str, str]], query: str, most: int) -> list[str]:
    if len(query) < 3:
        return []
    near: dict[str, str] = {}
    for part in _parts(query):
        near.update(_containing(names, [part]))
    from rapidfuzz import fuzz, process  # takes a tenth of the start, and is seldom needed

    hits: Iterable[tuple[str, float, str]] = process.extract(
        query, near, scorer=fuzz.partial_ratio, processor=None, limit=None, score_cutoff=70
    )
    best = sorted((-score, name, person) for name, score, person in hits)
    return [person for _, _, person in best[:most]]


def _containing(people: Iterable[tuple[str, str]], parts: list[str]) -> list[tuple[str, str]]:
    """Return those (id, name) whose name contains all parts."""
    for part in parts:  # one comprehension for each part is quicker than all() for each name
        people = [person for person in people if part in person[1]]
    return list(people)


def _parts(query: str) -> list[str]:
    """Split a query into parts of which a small typing error leaves at least one whole.

    Where two swapped letters may touch every part, the first letter is a part too.
    """
    count = max(1, min(3, len(query) // 3))
    cuts = [len(query) * index // count for index in range(count + 1)]
    parts = [query[begin:end] for begin, end in pairwise(cuts)]
    return parts if count > 2 else [" " + query[0], *parts]
