"""Finding people by any part of any name: accents folded, small slips forgiven."""

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d"})


def plain(text: str) -> str:
    """Lower case without accents, so that "Müller" and "muller" meet."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


class Names:
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
        words = plain(query).split()
        if not words:
            return []
        starts = [" " + word for word in words]
        found = [
            (text.index(starts[0]), text, person)
            for person, text in self._plain.items()
            if all(start in text for start in starts)
        ]
        if not found:
            found = [
                (text.index(words[0]), text, person)
                for person, text in self._plain.items()
                if all(word in text for word in words)
            ]
        if found:
            return [person for _, _, person in sorted(found)[:most]]
        return self._forgiving(" ".join(words), most)

    def _forgiving(self, typed: str, most: int) -> list[str]:
        if len(typed) < 3:
            return []
        hits: Iterable[tuple[str, float, str]] = process.extract(
            typed,
            self._plain,
            scorer=fuzz.partial_ratio,
            processor=None,
            limit=most,
            score_cutoff=70,
        )
        return [person for _, _, person in hits]
