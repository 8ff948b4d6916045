"""Who comes first, and why: a score made of reasons that can be read aloud.

Age is counted in minutes of school and grows without end, so that whatever else comes in, a
request that waits reaches the top.
"""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from data.indexes import Contact
from data.records import Lane, Request
from kiosk.day import SchoolDays

NEED = {"now": (30, "before the next period"), "today": (12, "today"), "week": (2, "this week")}
MINUTES_A_POINT = 30
"""Minutes of school that weigh one point."""

JOINED, NUDGED, REOPENED = 2, 3, 40
UNSEEN_DAYS, UNSEEN, FIRST_CONTACT = 14, 3, 4


class Reason(msgspec.Struct, frozen=True):
    """One part of a score."""

    words: str
    points: int


class Standing(msgspec.Struct, frozen=True):
    """A request and where it stands. `position` counts from 1 in its lane."""

    request: Request
    why: tuple[Reason, ...]
    position: int = 0

    @property
    def score(self) -> int:
        """What all reasons add up to."""
        return sum(reason.points for reason in self.why)


def why(
    request: Request, now: datetime, days: SchoolDays, contact: Contact | None
) -> tuple[Reason, ...]:
    """The reasons for a request's place, heaviest meaning first.

    Parameters:
        contact: when somebody was last there for the one who asked; None is never.
    """
    points, words = NEED[request.when]
    reasons = [Reason(words, points)]
    if request.state == "reopened":
        reasons.insert(0, Reason("not working yet", REOPENED))
    waited = days.minutes(datetime.fromisoformat(request.at), now)
    reasons.append(Reason(f"{_span(waited)} waiting", waited // MINUTES_A_POINT))
    if request.joined:
        count = len(request.joined)
        reasons.append(Reason(f"{count} me too", JOINED * count))
    if request.nudges:
        count = len(request.nudges)
        words = "nudged once" if count == 1 else f"nudged {count} times"
        reasons.append(Reason(words, NUDGED * count))
    if contact is None or contact.last == 0:
        reasons.append(Reason("first contact this year", FIRST_CONTACT))
    elif (unseen := int((now.timestamp() - contact.last) // 86400)) >= UNSEEN_DAYS:
        reasons.append(Reason(f"not seen for {unseen} days", UNSEEN))
    return tuple(reasons)


def standings(
    requests: Iterable[Request], now: datetime, days: SchoolDays, contacts: dict[str, Contact]
) -> list[Standing]:
    """Open requests in the order in which they are to be answered.

    A paused request stands behind the others until its date has come, or a nudge.
    """
    found = [
        Standing(each, why(each, now, days, contacts.get(each.person)))
        for each in requests
        if each.open
    ]
    found.sort(key=lambda s: (resting(s.request, now.date()), -s.score, s.request.at, s.request.id))
    places: dict[Lane, int] = {"fix": 0, "coaching": 0}
    placed = []
    for standing in found:
        lane = standing.request.lane
        places[lane] += 1
        placed.append(msgspec.structs.replace(standing, position=places[lane]))
    return placed


def resting(request: Request, today: date) -> bool:
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
