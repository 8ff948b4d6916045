"""What several teachers ask to learn: many requests for one topic suggest a workshop."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

import msgspec

from data.name_search import plain
from data.records import Request

LEAST_LETTERS = 4
"""Letters of the shortest word that may be a topic."""
_STOPWORD_LIST = (
    "about after again also with want wants would like learn learning lesson lessons class classes "
    "unit please help plan planning teach teaching tool tools using use used how what when where "
    "from into this that them they their there then than more most some many much need needs "
    "needed have having could should make making made does done doing with without your mine "
    "room period week weeks today tomorrow year grade students pupils student pupil kids time "
    "times first next last look small groups group workshop coaching show find idea ideas good "
    "better best project projects work works working objectives"
)
STOPWORDS = frozenset(_STOPWORD_LIST.split())
"""Words that say nothing about what somebody would like to learn."""
_WORD = re.compile(rf"[^\W\d_]{{{LEAST_LETTERS},}}")
_SPOKEN = re.compile(r"[^\W_]+")


class Topic(msgspec.Struct, frozen=True):
    """Something that several people would like to learn.

    Parameters:
        people, requests: ids.
    """

    name: str
    people: tuple[str, ...]
    requests: tuple[str, ...]


class Ask(msgspec.Struct, frozen=True):
    """What a request says about its topic.

    Parameters:
        id: of the request.
        person: who asks.
        words: all its words in lower case without accents, with a space around each.
        stems: those that may be its topic, in the form of `_stem`.
    """

    id: str
    person: str
    words: str
    stems: frozenset[str]


def read_ask(request: Request) -> Ask:
    """Return what a request for coaching says about its topic."""
    words = _words_of(f"{request.text} {request.look_at}")
    spoken = (_stem(word) for word in _WORD.findall(words) if word not in STOPWORDS)
    stems = frozenset(word for word in spoken if word not in STOPWORDS)
    return Ask(request.id, request.person, words, stems)


def topics(asks: Iterable[Ask], known: Collection[str], least: int = 2) -> list[Topic]:
    """Return what several people ask for, most wanted first.

    Each request counts for one topic alone: the one that most others share.

    Parameters:
        asks: what requests for coaching say.
        known: topics the school has a word for, such as the tags of its resources.
        least: how many people have to ask.
    """
    named = {_words_of(topic).strip(): topic for topic in known}
    left = _Votes(asks, named)
    result = []
    while best := left.most_wanted(least):
        chosen = left.take(best)
        name = named.get(best) or _phrase(best, [ask.words for ask in chosen])
        people = tuple(dict.fromkeys(ask.person for ask in chosen))
        result.append(Topic(name, people, tuple(ask.id for ask in chosen)))
    return result


class _Votes:
    """The requests that count for no topic yet, by the words that may be their topic.

    Parameters:
        asks: all of them.
        named: a known topic in plain words -> as the school writes it.
    """

    def __init__(self, asks: Iterable[Ask], named: Mapping[str, str]) -> None:
        self._named = named
        self._open: dict[str, tuple[Ask, frozenset[str]]] = {}
        self._asks: defaultdict[str, list[str]] = defaultdict(list)
        """Word -> ids of the requests that name it, those too that were taken since."""
        self._people: defaultdict[str, dict[str, int]] = defaultdict(dict)
        """Word -> who asks for it -> in how many open requests."""
        first_words = frozenset(name.partition(" ")[0] for name in named)
        for ask in asks:
            words = ask.stems.union(self._known_in(ask, first_words))
            self._open[ask.id] = ask, words
            for word in words:
                self._asks[word].append(ask.id)
                people = self._people[word]
                people[ask.person] = people.get(ask.person, 0) + 1
        self._heap = [self._rank(word) for word in self._people]
        heapify(self._heap)

    def _known_in(self, ask: Ask, first_words: frozenset[str]) -> Iterator[str]:
        """Yield the known topics that an ask names."""
        if not first_words.isdisjoint(ask.words.split()):
            yield from (name for name in self._named if name and f" {name} " in ask.words)

    def _rank(self, word: str) -> tuple[int, bool, str]:
        return -len(self._people[word]), word not in self._named, word

    def most_wanted(self, least: int) -> str:
        """Return the word that most people ask for, a known topic before another; "" when fewer
        than `least` ask for any.
        """
        while self._heap:
            rank = self._heap[0]
            word = rank[2]
            now = self._rank(word)
            if now == rank:
                return word if -now[0] >= least else ""
            heappop(self._heap)
            heappush(self._heap, now)
        return ""

    def take(self, word: str) -> list[Ask]:
        """Return the open requests that name a word; they are open no longer."""
        taken = [self._open.pop(key) for key in self._asks[word] if key in self._open]
        for ask, words in taken:
            for other in words:
                people = self._people[other]
                people[ask.person] -= 1
                if not people[ask.person]:
                    del people[ask.person]
        return [ask for ask, _ in taken]


def _words_of(text: str) -> str:
    """Return the words of a text in lower case without accents, with a space around each."""
    return f" {' '.join(_SPOKEN.findall(plain(text)))} "


def _phrase(word: str, texts: Sequence[str]) -> str:
    """Return a word with those neighbours that stand beside it in all texts: stop motion.

    Parameters:
        texts: the words of each, with a space around each word.
    """
    first = next(
        (text.split() for text in texts if any(_stem(other) == word for other in text.split())),
        [word],
    )
    at = next((n for n, other in enumerate(first) if _stem(other) == word), 0)
    begin, end = at, at + 1
    while begin and _is_content(first[begin - 1]) and _is_in_all(texts, first[begin - 1 : end]):
        begin -= 1
    while (
        end < len(first) and _is_content(first[end]) and _is_in_all(texts, first[begin : end + 1])
    ):
        end += 1
    return " ".join(first[begin:end])


def _is_content(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word not in STOPWORDS


def _is_in_all(texts: Iterable[str], phrase: Sequence[str]) -> bool:
    wanted = f" {' '.join(phrase)} "
    return all(wanted in text for text in texts)


def _stem(word: str) -> str:
    """Return a word without its plural or -ing: podcasts and podcasting are podcast."""
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-3] if word.endswith("ing") and len(word) > 6 else word
