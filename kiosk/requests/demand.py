"""What teachers ask to learn, and what breaks again and again.

Many requests for one topic suggest a workshop; many fixes of one thing are one known problem.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from data.name_search import plain
from data.records import COACHING, FIX, Request
from kiosk.school.school import School

LEARN_DAYS = 60
"""School days for which a request says something about what is wanted now."""
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
_DEVICE = re.compile(
    r"\b([^\W\d_]{2,12})(?: +(?:no|nr)\.?)?[ #-]*(\d{1,5})\b|\b([A-Z]{1,4}-?\d{2,6})\b"
)
_NO_DEVICE = frozenset(
    {"room", "period", "grade", "year", "class", "day", "for", "the", "at", "in"}
)

Kind = Literal["room", "wing", "device", "everywhere"]
"""What the fixes of a repeat share beside their category; "everywhere" is nothing."""


class Topic(msgspec.Struct, frozen=True):
    """Something that several people would like to learn.

    Parameters:
        people, requests: ids.
    """

    name: str
    people: tuple[str, ...]
    requests: tuple[str, ...]


class Repeat(msgspec.Struct, frozen=True):
    """The same trouble, fixed again and again.

    Parameters:
        kind: what its fixes share beside the category.
        place: the room, wing or device.
        minutes: all of them took, as far as is known.
        requests: ids, newest first.
        rooms: the rooms that have it.
        open: how many of the requests are open.
    """

    kind: Kind
    category: str
    place: str
    minutes: int
    requests: tuple[str, ...]
    rooms: tuple[str, ...]
    open: int

    @property
    def title(self) -> str:
        """Return what it is, in a few words."""
        return f"{self.category}, {self.place}" if self.place else self.category


def topics(asks: Iterable[Request], known: Collection[str], least: int = 2) -> list[Topic]:
    """Return what several people ask for, most wanted first.

    Each request counts for one topic alone: the one that most others share.

    Parameters:
        asks: requests for coaching.
        known: topics the school has a word for, such as the tags of its resources.
        least: how many people have to ask.
    """
    asks = list(asks)
    named = {" ".join(_SPOKEN.findall(plain(topic))): topic for topic in known}
    words = {ask.id: _topics_of(_text_of(ask), named) for ask in asks}
    by_id = {ask.id: ask for ask in asks}
    result: list[Topic] = []
    open_asks = dict(words)
    while True:
        people: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for key, candidates in open_asks.items():
            for word in candidates:
                people[word][by_id[key].person] = None
        if not people:
            break
        best = min(people, key=lambda word: (-len(people[word]), word not in named, word))
        if len(people[best]) < least:
            break
        ids = [key for key, candidates in open_asks.items() if best in candidates]
        name = named.get(best) or _phrase(best, [_text_of(by_id[key]) for key in ids])
        result.append(Topic(name, tuple(people[best]), tuple(ids)))
        open_asks = {key: candidates for key, candidates in open_asks.items() if key not in ids}
    return result


def _text_of(request: Request) -> str:
    """Return everything a request says about its topic."""
    return f"{request.text} {request.look_at}"


def _phrase(word: str, texts: Sequence[str]) -> str:
    """Return a word with those neighbours that stand beside it in all texts: stop motion."""
    spoken = [_SPOKEN.findall(plain(text)) for text in texts]
    first = next((text for text in spoken if any(_stem(other) == word for other in text)), [word])
    at = next((n for n, other in enumerate(first) if _stem(other) == word), 0)
    begin, end = at, at + 1
    while begin and _is_content(first[begin - 1]) and _is_in_all(spoken, first[begin - 1 : end]):
        begin -= 1
    while (
        end < len(first) and _is_content(first[end]) and _is_in_all(spoken, first[begin : end + 1])
    ):
        end += 1
    return " ".join(first[begin:end])


def _is_content(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word not in STOPWORDS


def _is_in_all(texts: Sequence[Sequence[str]], phrase: Sequence[str]) -> bool:
    wanted = f" {' '.join(phrase)} "
    return all(wanted in f" {' '.join(text)} " for text in texts)


def _topics_of(text: str, named: Collection[str]) -> set[str]:
    """Return the words of a text that may be its topic, in the form of `_stem`."""
    spoken = " ".join(_SPOKEN.findall(plain(text)))
    whole = {name for name in named if name and f" {name} " in f" {spoken} "}
    words = {_stem(word) for word in _WORD.findall(spoken) if word not in STOPWORDS}
    return whole | {word for word in words if word not in STOPWORDS}


def _stem(word: str) -> str:
    """Return a word without its plural or -ing: podcasts and podcasting are podcast."""
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-3] if word.endswith("ing") and len(word) > 6 else word


def device(text: str) -> str:
    """Return the device that a text names, such as "cart 7" or "PC-204"; "" when it names none."""
    for match in _DEVICE.finditer(text):
        if match[3]:
            return match[3]
        if plain(match[1]) not in _NO_DEVICE:
            return f"{match[1].lower()} {match[2]}"
    return ""


def repeats(fixes: Iterable[Request], wings: dict[str, str], least: int) -> list[Repeat]:
    """Return the trouble that came back, most frequent first.

    A fix counts for the narrowest group that is large enough: a device before a room, a room before
    a wing.

    Parameters:
        fixes: those of the last weeks.
        wings: room -> wing.
        least: how many fixes make a repeat.
    """
    left = {fix.id: fix for fix in fixes}
    result: list[Repeat] = []
    for kind in ("device", "room", "wing"):
        groups: defaultdict[tuple[str, str], list[Request]] = defaultdict(list)
        for fix in left.values():
            place = _place(kind, fix, wings)
            if place:
                groups[fix.category, place].append(fix)
        for (category, place), group in groups.items():
            if len(group) >= least:
                result.append(_repeat(kind, category, place, group))
                for fix in group:
                    del left[fix.id]
    return sorted(result, key=lambda repeat: (-len(repeat.requests), repeat.title))


def _place(kind: str, request: Request, wings: dict[str, str]) -> str:
    match kind:
        case "device":
            return device(request.text)
        case "room":
            return request.room
        case _:
            return wings.get(request.room, "")


def _repeat(kind: str, category: str, place: str, fixes: Sequence[Request]) -> Repeat:
    newest = sorted(fixes, key=lambda fix: fix.at, reverse=True)
    rooms = Counter(fix.room for fix in fixes if fix.room)
    return Repeat(
        kind,  # type: ignore[arg-type]  # one of the three it is called with
        category,
        place,
        sum(fix.minutes for fix in fixes),
        tuple(fix.id for fix in newest),
        tuple(sorted(rooms)),
        sum(fix.open for fix in fixes),
    )


class Demand:
    """What one school asks for; the board, the queue and the workshops use it."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._key: tuple[int, date] | None = None
        self._recent: list[Request] = []
        self._first = date.min, date.min

    def recent(self) -> list[Request]:
        """Return the requests of the last weeks, newest first; cached until requests change."""
        today = self._school.now().date()
        key = (self._school.store.versions["requests"], today)
        if key != self._key:
            self._key = key
            first = self._first_day(max(LEARN_DAYS, self._school.settings.team.repeat_days))
            span = months(first, today)
            requests = [
                r for month in span for r in self._school.store.where(Request, "month", month)
            ]
            kept = [request for request in requests if request.at[:10] >= str(first)]
            self._recent = sorted(kept, key=lambda request: request.at, reverse=True)
        return self._recent

    def topics(self, known: Iterable[str], least: int = 2) -> list[Topic]:
        """Return what several people asked to learn lately.

        Parameters:
            known: topics the school has a word for.
            least: how many people have to ask.
        """
        asks = [
            request for request in self.recent() if request.lane == COACHING and _is_wanted(request)
        ]
        return topics(asks, list(known), least)

    def repeats(self) -> list[Repeat]:
        """Return the trouble that came back; `Board.is_announced` tells which is announced."""
        team = self._school.settings.team
        first = str(self._repeats_from())
        fixes = [
            request
            for request in self.recent()
            if request.lane == FIX and request.at[:10] >= first and _is_wanted(request)
        ]
        return repeats(fixes, self._school.settings.wings, team.repeats)

    def bridge(self) -> tuple[int, int, int]:
        """Count how fixes of the last weeks led to coaching.

        Returns:
            How many fixes were finished, at how many of them coaching was offered, and how many
            offers were taken.
        """
        fixed = [request for request in self.recent() if request.lane == FIX and request.fixed_at]
        offered = [request for request in fixed if request.offered]
        return len(fixed), len(offered), sum(request.taken == "yes" for request in offered)

    def again(self, request: Request) -> int:
        """Return how often the same was fixed in the same room lately; 0 for less than twice."""
        if not request.room or request.lane != FIX:
            return 0
        first, store = self._repeats_from(), self._school.store
        place = f"{request.room}\n{request.category}\n"
        earlier = -1 if request.fixed_at[:10] >= str(first) else 0  # a fix is no repeat of itself
        for month in months(first, self._school.now().date()):
            if month > str(first)[:7]:
                earlier += store.count(Request, "fixed", place + month)
            else:
                fixes = store.where(Request, "fixed", place + month)
                earlier += sum(fix.fixed_at[:10] >= str(first) for fix in fixes)
        return earlier if earlier > 1 else 0

    def _repeats_from(self) -> date:
        """Return the first day of which a fix counts as a repeat; cached for a day."""
        today = self._school.now().date()
        if self._first[0] != today:
            self._first = today, self._first_day(self._school.settings.team.repeat_days)
        return self._first[1]

    def _first_day(self, school_days: int) -> date:
        """Return the day that is some school days ago."""
        day = self._school.now().date()
        for _ in range(366):
            if school_days <= 0:
                break
            day -= timedelta(days=1)
            school_days -= self._school.days.bells_on(day) is not None
        return day


def _is_wanted(request: Request) -> bool:
    return request.state not in {"withdrawn", "declined"}


def months(first: date, last: date) -> list[str]:
    """Return every month between two days, as "2026-11".

    A day is added at both ends, because a fact carries the date of its own kiosk's time zone.
    """
    first, last = first - timedelta(days=1), last + timedelta(days=1)
    names = []
    at = datetime(first.year, first.month, 1)
    while at.date() <= last:
        names.append(f"{at:%Y-%m}")
        at = (at + timedelta(days=32)).replace(day=1)
    return names
