"""Finding people by any part of any name: accents folded, small slips forgiven."""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"}
)

LONGEST = 100
"""Letters of a half-typed name that are looked at; a scanner may type without end."""


def plain(text: str) -> str:
    """Lower case without accents, so that "Müller" and "muller" meet."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


class NameSearch:
    """The names of everybody who may sign in, ready to be searched at every key."""

    def __init__(self) -> None:
        self._plain: dict[str, str] = {}

    def put(self, person: str, name: str | None) -> None:
        """Know a person by this name, or (None) not at all.

        Parameters:
            person: the opaque id.
            name: as the roster has it.
        """
        if name is None:
            self._plain.pop(person, None)
        else:
            self._plain[person] = " " + plain(name)

    def search(self, query: str, most: int = 20) -> list[str]:
        """Ids of the people a half-typed name may mean, best first.

        A name one of whose parts begins with each word typed comes first, then names that hold
        the text anywhere; only when there is none are slips forgiven.
        """
        words = plain(query[:LONGEST]).split()
        if not words:
            return []
        everybody = self._plain.items()
        found = _holding(everybody, [" " + word for word in words]) or _holding(everybody, words)
        if found:
            best = sorted((text.index(words[0]), text, person) for person, text in found)
            return [person for _, _, person in best[:most]]
        return self._forgiving(" ".join(words), most)

    def _forgiving(self, typed: str, most: int) -> list[str]:
        if len(typed) < 3:
            return []
        near: dict[str, str] = {}
        for piece in _pieces(typed):
            near.update(_holding(self._plain.items(), [piece]))
        from rapidfuzz import fuzz, process  # a tenth of the start, and seldom needed

        hits: Iterable[tuple[str, float, str]] = process.extract(
            typed, near, scorer=fuzz.partial_ratio, processor=None, limit=None, score_cutoff=70
        )
        best = sorted((-score, text, person) for text, score, person in hits)
        return [person for _, _, person in best[:most]]


def _holding(people: Iterable[tuple[str, str]], parts: list[str]) -> list[tuple[str, str]]:
    """Those in whose name all parts stand; a list at a time, which is what makes it quick."""
    for part in parts:
        people = [each for each in people if part in each[1]]
    return list(people)


def _pieces(typed: str) -> list[str]:
    """What at least one of is left whole by a small slip: a few pieces of the text; its first
    letter as well where two letters turned round may touch every piece.
    """
    count = max(1, min(3, len(typed) // 3))
    cuts = [len(typed) * place // count for place in range(count + 1)]
    pieces = [typed[begin:end] for begin, end in pairwise(cuts)]
    return pieces if count > 2 else [" " + typed[0], *pieces]
