"""What teachers ask to learn, and what breaks again and again: many asks for one topic are a
workshop, many fixes of one thing are one known problem.
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
"""School days for which an ask says something about what is wanted now."""
LEAST_LETTERS = 4
_SAYS_NOTHING = (
    "about after again also with want wants would like learn learning lesson lessons class classes "
    "unit please help plan planning teach teaching tool tools using use used how what when where "
    "from into this that them they their there then than more most some many much need needs "
    "needed have having could should make making made does done doing with without your mine "
    "room period week weeks today tomorrow year grade students pupils student pupil kids time "
    "times first next last look small groups group workshop coaching show find idea ideas good "
    "better best project projects work works working objectives"
)
STOPWORDS = frozenset(_SAYS_NOTHING.split())
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


class Topic(msgspec.Struct, frozen=True):
    """Something several would like to learn."""

    name: str
    people: tuple[str, ...]
    requests: tuple[str, ...]


class Repeat(msgspec.Struct, frozen=True):
    """The same trouble, again and again.

    Parameters:
        kind: what its fixes share beside the category: a room, a wing, a device, or nothing.
        place: the room, wing or device.
        minutes: all of them took, as far as is known.
        requests: ids, newest first.
        rooms: that have it.
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
        """What it is, in a few words."""
        return f"{self.category}, {self.place}" if self.place else self.category


def topics(asks: Iterable[Request], known: Collection[str], least: int = 2) -> list[Topic]:
    """What is asked for by several people, most wanted first. Each ask counts for one topic alone,
    the one that most others share.

    Parameters:
        asks: requests for coaching.
        known: topics the school has a word for, such as the tags of its resources.
        least: people.
    """
    asks = list(asks)
    named = {" ".join(_SPOKEN.findall(plain(each))): each for each in known}
    words = {each.id: _topics_of(_said(each), named) for each in asks}
    by_id = {each.id: each for each in asks}
    found: list[Topic] = []
    left = dict(words)
    while True:
        people: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for key, said in left.items():
            for word in said:
                people[word][by_id[key].person] = None
        if not people:
            break
        best = min(people, key=lambda word: (-len(people[word]), word not in named, word))
        if len(people[best]) < least:
            break
        mine = [key for key, said in left.items() if best in said]
        name = named.get(best) or _phrase(best, [_said(by_id[key]) for key in mine])
        found.append(Topic(name, tuple(people[best]), tuple(mine)))
        left = {key: said for key, said in left.items() if key not in mine}
    return found


def _said(request: Request) -> str:
    return f"{request.text} {request.look_at}"


def _phrase(word: str, texts: Sequence[str]) -> str:
    """A word with its neighbours, as far as all texts have them beside it: stop motion."""
    said = [_SPOKEN.findall(plain(text)) for text in texts]
    first = next((text for text in said if any(_one(each) == word for each in text)), [word])
    at = next((n for n, each in enumerate(first) if _one(each) == word), 0)
    begin, end = at, at + 1
    while begin and _belongs(first[begin - 1]) and _all_have(said, first[begin - 1 : end]):
        begin -= 1
    while end < len(first) and _belongs(first[end]) and _all_have(said, first[begin : end + 1]):
        end += 1
    return " ".join(first[begin:end])


def _belongs(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word not in STOPWORDS


def _all_have(texts: Sequence[Sequence[str]], phrase: Sequence[str]) -> bool:
    wanted = f" {' '.join(phrase)} "
    return all(wanted in f" {' '.join(text)} " for text in texts)


def _topics_of(text: str, named: Collection[str]) -> set[str]:
    """The words of an ask that may be its topic; plurals are one with the word itself."""
    said = " ".join(_SPOKEN.findall(plain(text)))
    whole = {name for name in named if name and f" {name} " in f" {said} "}
    words = {_one(word) for word in _WORD.findall(said) if word not in STOPWORDS}
    return whole | {word for word in words if word not in STOPWORDS}


def _one(word: str) -> str:
    """A word without what makes it many or a doing: podcasts, podcasting."""
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-3] if word.endswith("ing") and len(word) > 6 else word


def device(text: str) -> str:
    """A device that was named: "cart 7", "PC-204"; "" when none was."""
    for found in _DEVICE.finditer(text):
        if found[3]:
            return found[3]
        if plain(found[1]) not in _NO_DEVICE:
            return f"{found[1].lower()} {found[2]}"
    return ""


def repeats(fixes: Iterable[Request], wings: dict[str, str], least: int) -> list[Repeat]:
    """Trouble that came back, the one that came most often first. A fix counts for the narrowest
    group that is large enough: a device before a room, a room before a wing.

    Parameters:
        fixes: of the last weeks.
        wings: room -> wing.
        least: fixes.
    """
    left = {each.id: each for each in fixes}
    found: list[Repeat] = []
    for kind in ("device", "room", "wing"):
        groups: defaultdict[tuple[str, str], list[Request]] = defaultdict(list)
        for each in left.values():
            place = _place(kind, each, wings)
            if place:
                groups[each.category, place].append(each)
        for (category, place), mine in groups.items():
            if len(mine) >= least:
                found.append(_repeat(kind, category, place, mine))
                for each in mine:
                    del left[each.id]
    return sorted(found, key=lambda each: (-len(each.requests), each.title))


def _place(kind: str, request: Request, wings: dict[str, str]) -> str:
    match kind:
        case "device":
            return device(request.text)
        case "room":
            return request.room
        case _:
            return wings.get(request.room, "")


def _repeat(kind: str, category: str, place: str, mine: Sequence[Request]) -> Repeat:
    newest = sorted(mine, key=lambda each: each.at, reverse=True)
    rooms = Counter(each.room for each in mine if each.room)
    return Repeat(
        kind,  # type: ignore[arg-type]  # one of the three it is called with
        category,
        place,
        sum(each.minutes for each in mine),
        tuple(each.id for each in newest),
        tuple(sorted(rooms)),
        sum(each.open for each in mine),
    )


class Demand:
    """What one school asks for."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._key: tuple[int, date] | None = None
        self._recent: list[Request] = []
        self._first = date.min, date.min

    def recent(self) -> list[Request]:
        """Requests of the last weeks, newest first."""
        today = self._school.now().date()
        key = (self._school.store.versions["requests"], today)
        if key != self._key:
            self._key = key
            first = self._first_day(max(LEARN_DAYS, self._school.settings.team.repeat_days))
            span = months(first, today)
            found = [r for month in span for r in self._school.store.where(Request, "month", month)]
            kept = [each for each in found if each.at[:10] >= str(first)]
            self._recent = sorted(kept, key=lambda each: each.at, reverse=True)
        return self._recent

    def topics(self, known: Iterable[str], least: int = 2) -> list[Topic]:
        """What several asked to learn of late.

        Parameters:
            known: topics the school has a word for.
        """
        asks = [each for each in self.recent() if each.lane == COACHING and _stands(each)]
        return topics(asks, list(known), least)

    def repeats(self) -> list[Repeat]:
        """Trouble that came back; `Board.is_announced` says of which everybody knows."""
        team = self._school.settings.team
        first = str(self._repeats_from())
        fixes = [
            each
            for each in self.recent()
            if each.lane == FIX and each.at[:10] >= first and _stands(each)
        ]
        return repeats(fixes, self._school.settings.wings, team.repeats)

    def bridge(self) -> tuple[int, int, int]:
        """Of the fixes that were finished in the last weeks: how many, of how many of them coaching
        was offered, and how often it was taken.
        """
        fixed = [each for each in self.recent() if each.lane == FIX and each.fixed_at]
        offered = [each for each in fixed if each.offered]
        return len(fixed), len(offered), sum(each.taken == "yes" for each in offered)

    def again(self, request: Request) -> int:
        """How often the same was fixed in the same room of late, from twice on."""
        if not request.room or request.lane != FIX:
            return 0
        first, store = self._repeats_from(), self._school.store
        place = f"{request.room}\n{request.category}\n"
        earlier = -1 if request.fixed_at[:10] >= str(first) else 0  # a fix is no repeat of itself
        for month in months(first, self._school.now().date()):
            if month > str(first)[:7]:
                earlier += store.count(Request, "fixed", place + month)
            else:
                found = store.where(Request, "fixed", place + month)
                earlier += sum(each.fixed_at[:10] >= str(first) for each in found)
        return earlier if earlier > 1 else 0

    def _repeats_from(self) -> date:
        """The first day of which a fix says something about how things are now."""
        today = self._school.now().date()
        if self._first[0] != today:
            self._first = today, self._first_day(self._school.settings.team.repeat_days)
        return self._first[1]

    def _first_day(self, school_days: int) -> date:
        day = self._school.now().date()
        for _ in range(366):
            if school_days <= 0:
                break
            day -= timedelta(days=1)
            school_days -= self._school.days.bells_on(day) is not None
        return day


def _stands(request: Request) -> bool:
    return request.state not in {"withdrawn", "declined"}


def months(first: date, last: date) -> list[str]:
    """Every month from one day to another, with a day more at either end for other zones."""
    first, last = first - timedelta(days=1), last + timedelta(days=1)
    found = []
    at = datetime(first.year, first.month, 1)
    while at.date() <= last:
        found.append(f"{at:%Y-%m}")
        at = (at + timedelta(days=32)).replace(day=1)
    return found
