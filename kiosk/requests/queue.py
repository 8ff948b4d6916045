"""The order of the queue: a score made of reasons that can be read aloud.

Age is counted in minutes of school and grows without end, while every other reason has an upper
bound. So a request that waits reaches the top, whatever else comes in; `patience` returns when.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import msgspec

from data.records import Lane, Request
from data.store.contact import Contact
from kiosk.school.school_day import SchoolDays
from kiosk.settings.score_weights import ScoreWeights
from kiosk.wording import phrases

MOST_JOINED, MOST_NUDGES = 10, 5
"""How many colleagues and nudges weigh anything. Without a limit, a later request could overtake
for ever.
"""

DEFAULT = ScoreWeights()
"""The weights of a school that sets none."""

Repeats = Callable[[Request], int]
"""Returns how often the same was fixed in the same room lately."""


class QueueReason(msgspec.Struct, frozen=True):
    """One reason for a score: its words and its points."""

    words: str
    points: int


class Standing(msgspec.Struct, frozen=True):
    """An open request with its score.

    Parameters:
        why: the reasons, which add up to the score.
        position: the 1-based place in its lane; 0 when it is not in the queue.
    """

    request: Request
    why: tuple[QueueReason, ...]
    position: int = 0

    @property
    def score(self) -> int:
        """Return the sum of all reasons."""
        return sum(reason.points for reason in self.why)


def patience(weights: ScoreWeights) -> int:
    """Return the minutes of school after which no later request can overtake one that waits.

    The bound holds however urgent the later request is, and whoever pins, joins or nudges it.
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
    """Return the reasons for a request's place, the most important first.

    Parameters:
        contact: when the team was last there for whoever asked; None is never.
        repeats: how often the same was fixed in the same room lately.
    """
    need = {
        "now": QueueReason("before next period", weights.now),
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
        words = phrases.count(count, "other too", "others too")
        reasons.append(QueueReason(words, weights.joined * min(count, MOST_JOINED)))
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
    """Return the open requests in the order in which they are to be answered.

    A paused request comes after the others until its date has come or somebody nudges.

    Parameters:
        contacts: person -> when the team was last there for them.
        repeats: returns how often the same was fixed in the same room lately.
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
    """Return whether a request is paused, its date has not come, and nobody has nudged since."""
    if request.state != "paused" or request.unanswered:
        return False
    return not request.until or request.until > today.isoformat()


def _span(minutes: int) -> str:
    """Return minutes of school in words."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    if hours < 8:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours} school hours"
