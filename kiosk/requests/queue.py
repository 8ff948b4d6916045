"""Who comes first, and why: a score made of reasons that can be read aloud.

Age is counted in minutes of school and grows without end, while every other reason has a bound: so
whatever else comes in, a request that waits reaches the top. `patience` says when.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import msgspec

from data.records import Lane, Request
from data.store.indexes import Contact
from kiosk.school.school_day import SchoolDays
from kiosk.settings.sections import ScoreWeights

MOST_JOINED, MOST_NUDGES = 10, 5
"""How many of them weigh anything: more would let a request that comes later overtake for ever."""

DEFAULT = ScoreWeights()

Repeats = Callable[[Request], int]
"""How often the same thing was fixed in the same room of late."""


class QueueReason(msgspec.Struct, frozen=True):
    """One part of a score."""

    words: str
    points: int


class Standing(msgspec.Struct, frozen=True):
    """A request and where it stands. `position` counts from 1 in its lane."""

    request: Request
    why: tuple[QueueReason, ...]
    position: int = 0

    @property
    def score(self) -> int:
        """What all reasons add up to."""
        return sum(reason.points for reason in self.why)


def patience(weights: ScoreWeights) -> int:
    """Minutes of school after which nothing that is flagged later stands before a request, however
    urgent it is and whoever pins, joins or nudges it.
    """
    needs = (weights.now, weights.today, weights.week)
    more = (
        weights.joined * MOST_JOINED
        + weights.nudged * MOST_NUDGES
        + weights.reopened
        + weights.pinned
        + weights.repeated
        + max(weights.unseen, weights.first_contact)
    )
    return (max(needs) - min(needs) + more + 1) * weights.minutes_a_point


def score_reasons(
    request: Request,
    now: datetime,
    days: SchoolDays,
    contact: Contact | None,
    weights: ScoreWeights = DEFAULT,
    repeats: int = 0,
) -> tuple[QueueReason, ...]:
    """The reasons for a request's place, heaviest meaning first; together they are its score.

    Parameters:
        contact: when somebody was last there for the one who asked; None is never.
        repeats: how often the same was fixed in the same room of late.
    """
    need = {
        "now": QueueReason("before the next period", weights.now),
        "today": QueueReason("today", weights.today),
        "week": QueueReason("this week", weights.week),
    }
    reasons = [need[request.when]]
    if request.state == "reopened":
        reasons.insert(0, QueueReason("not working yet", weights.reopened))
    if request.pinned:
        reasons.insert(0, QueueReason("put to the front", weights.pinned))
    waited = days.minutes(datetime.fromisoformat(request.at), now)
    reasons.append(QueueReason(f"{_span(waited)} waiting", waited // weights.minutes_a_point))
    if request.joined:
        count = len(request.joined)
        reasons.append(QueueReason(f"{count} me too", weights.joined * min(count, MOST_JOINED)))
    if request.nudges:
        count = len(request.nudges)
        words = "nudged once" if count == 1 else f"nudged {count} times"
        reasons.append(QueueReason(words, weights.nudged * min(count, MOST_NUDGES)))
    if repeats:
        reasons.append(QueueReason(f"fixed here {repeats} times", weights.repeated))
    if contact is None or contact.last == 0:
        reasons.append(QueueReason("first contact this year", weights.first_contact))
    elif (unseen := int((now.timestamp() - contact.last) // 86400)) >= weights.unseen_days:
        reasons.append(QueueReason(f"not seen for {unseen} days", weights.unseen))
    return tuple(reasons)


def standings(
    requests: Iterable[Request],
    now: datetime,
    days: SchoolDays,
    contacts: dict[str, Contact],
    weights: ScoreWeights = DEFAULT,
    repeats: Repeats = lambda _: 0,
) -> list[Standing]:
    """Open requests in the order in which they are to be answered.

    A paused request stands behind the others until its date has come, or a nudge.
    """
    standings = [
        Standing(
            request,
            score_reasons(
                request, now, days, contacts.get(request.person), weights, repeats(request)
            ),
        )
        for request in requests
        if request.open
    ]
    standings.sort(
        key=lambda s: (is_resting(s.request, now.date()), -s.score, s.request.at, s.request.id)
    )
    places: dict[Lane, int] = {"fix": 0, "coaching": 0}
    placed = []
    for standing in standings:
        lane = standing.request.lane
        places[lane] += 1
        placed.append(msgspec.structs.replace(standing, position=places[lane]))
    return placed


def is_resting(request: Request, today: date) -> bool:
    """Whether it is paused, its date has not come, and nobody has asked for an answer since."""
    if request.state != "paused" or request.unanswered:
        return False
    return not request.until or request.until > today.isoformat()


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    if hours < 8:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours} school hours"
