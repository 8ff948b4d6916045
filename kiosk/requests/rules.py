"""The life of a request, as pure functions: each returns the facts of one act.

waiting -> claimed / scheduled / paused -> finished -> confirmed
                                                    -> reopened (not working yet) -> ...
From any open state: withdrawn by its teacher, declined with a reason.

Every rule raises `Refused` when the request is not in a state that allows the act, when whoever
acts may not, or when words are missing that somebody else is to read.
"""

from datetime import date, datetime

import msgspec

from data.ledger.facts import NewFact, new_id
from data.records import LANES, OUTCOMES, Lane, Request, When
from data.records.request_facts import (
    RequestAsked,
    RequestClaimed,
    RequestConfirmed,
    RequestCorrected,
    RequestDeclined,
    RequestFinished,
    RequestFlagged,
    RequestHanded,
    RequestJoined,
    RequestMoved,
    RequestNoted,
    RequestNudged,
    RequestOffered,
    RequestPaused,
    RequestPinned,
    RequestRead,
    RequestReferred,
    RequestReleased,
    RequestReopened,
    RequestScheduled,
    RequestTold,
    RequestUnpinned,
    RequestWithdrawn,
)
from data.text import clean
from kiosk.school.errors import Refused

BOUNCES = 3
"""From this move on, the two lanes have to talk to each other instead."""


class Need(msgspec.Struct, frozen=True):
    """What somebody needs, before it is written down as a request.

    Parameters:
        lane: who is to answer it.
        person: the id of whoever needs it.
        category: what it is about.
        by: the id of whoever writes it down; the person's own when left out.
        room: where; None is the person's own room.
        when: how soon they need it.
        look_at, feedback: what somebody who watches a class is asked to look at, and how they are
            to tell of it.
        source: the id of the fix that this coaching grows out of.
    """

    lane: Lane
    person: str
    category: str
    by: str = ""
    room: str | None = None
    when: When = "week"
    text: str = ""
    look_at: str = ""
    feedback: str = ""
    source: str = ""

    def at(self, room: str) -> "Need":
        """Return the same need in a room."""
        return msgspec.structs.replace(self, room=room)


def flag(need: Need) -> list[NewFact]:
    """Flag a need of a teacher, or of somebody who was met in the hallway.

    Raises:
        Refused: the category is empty.
    """
    if not clean(need.category):
        raise Refused("Say what it is about. Nothing was written down.")
    flagged = RequestFlagged(
        new_id(),
        by=need.by or need.person,
        whom=need.person,
        lane=need.lane,
        category=clean(need.category),
        room=clean(need.room or ""),
        when=need.when,
        text=clean(need.text),
        look_at=clean(need.look_at),
        feedback=clean(need.feedback),
        source=need.source,
    )
    return [flagged]


def join(request: Request, person: str, room: str) -> list[NewFact]:
    """Join a request ("me too") from a room: it gains weight, and no second one is made."""
    _must_be_open(request)
    if person == request.person or any(joined.person == person for joined in request.joined):
        raise Refused("You are on this one already.")
    return [RequestJoined(request.id, person, request.person, room=clean(room))]


def claim(request: Request, coach: str, *, seen_owner: str | None = None) -> list[NewFact]:
    """Take the request, also from a colleague.

    Parameters:
        seen_owner: id of who had it when the coach decided; None where nobody looked.

    Raises:
        Refused: also when somebody else has taken it since: the first has it.
    """
    _must_be_open(request)
    if request.state == "claimed" and request.owner == coach:
        raise Refused("You have this one already.")
    if seen_owner is not None and request.owner not in (seen_owner, coach):
        raise Refused(
            "Someone took it a moment before you. Nothing was changed; look who has it now."
        )
    return [RequestClaimed(request.id, coach, request.person)]


def move(request: Request, coach: str, reason: str, lane: Lane | None = None) -> list[NewFact]:
    """Move the request into the other lane, with its age and a reason that the teacher reads.

    Parameters:
        lane: where it is to be, when the coach said so.

    Raises:
        Refused: also when it is in that lane, or was moved twice before.
    """
    _must_be_open(request)
    if lane == request.lane:
        raise Refused(f"It is in the {lane} lane already. Nothing was moved.")
    if not clean(reason):
        raise Refused("Say why in a few words; the teacher will read them. Nothing was moved.")
    if request.moves + 1 >= BOUNCES:
        raise Refused(
            "This one has gone back and forth twice. Talk to each other, then hand it to whoever "
            "takes it, with what you agreed on. It was not moved."
        )
    other = LANES[request.lane].other
    return [RequestMoved(request.id, coach, request.person, lane=other, text=clean(reason))]


def pause(request: Request, coach: str, reason: str, until: date | None) -> list[NewFact]:
    """Pause the request while it waits for something, until a day if one is known.

    Parameters:
        reason: what it waits for; the teacher reads it.
    """
    _must_be_open(request)
    if not clean(reason):
        raise Refused("Say what it waits for; the teacher will read it. Nothing was changed.")
    day = until.isoformat() if until else ""
    return [RequestPaused(request.id, coach, request.person, text=clean(reason), until=day)]


def schedule(request: Request, coach: str, until: datetime, where: str) -> list[NewFact]:
    """Give the request a time, and a period or a place in words."""
    _must_be_open(request)
    when = until.isoformat(timespec="minutes")
    return [RequestScheduled(request.id, coach, request.person, until=when, text=clean(where))]


def hand(request: Request, by: str, to: str, lane: Lane, text: str) -> list[NewFact]:
    """Hand the request to another member of the team, with what was learnt.

    Parameters:
        to: id of whoever gets it; it is theirs from now on.
        lane: their lane; when it is the other one, the request moves there with its age.
        text: what was learnt; they and the teacher read it.
    """
    _must_be_open(request)
    if to == request.owner and request.state != "waiting":
        raise Refused("They have it already. Nothing was changed.")
    if not clean(text):
        raise Refused("Say what you learnt; they and the teacher read it. Nothing was changed.")
    handed = RequestHanded(
        request.id,
        by,
        request.person,
        to=to,
        owner=to,
        text=clean(text),
        lane=lane if lane != request.lane else "",
    )
    return [handed]


def refer(request: Request, by: str, outside: str, text: str, until: date) -> list[NewFact]:
    """Refer the request to somebody who is not on the team.

    Whoever refers it stays its owner and follows it up, so that it is never without one.

    Parameters:
        outside: the name of whoever gets it.
        text: what was learnt.
        until: the day on which it is followed up.
    """
    _must_be_open(request)
    if not clean(outside) or not clean(text):
        raise Refused("Say to whom, and what you learnt. Nothing was changed.")
    words = f"with {clean(outside)}. {clean(text)}"
    referred = RequestReferred(
        request.id,
        by,
        request.person,
        outside=clean(outside),
        owner=by,
        text=words,
        until=until.isoformat(),
    )
    return [referred]


def pin(request: Request, by: str) -> list[NewFact]:
    """Put the request to the front of its lane, or back to its own place when it is pinned."""
    _must_be_open(request)
    kind = RequestUnpinned if request.pinned else RequestPinned
    return [kind(request.id, by, request.person)]


def offer(request: Request, by: str) -> list[NewFact]:
    """Offer ten minutes on using well what was fixed; the teacher answers at the next sign-in."""
    return [RequestOffered(request.id, by, request.person)]


def release(request: Request, by: str, text: str = "") -> list[NewFact]:
    """Give back the time or the owner of the request: it waits again, with its age."""
    _must_be_open(request)
    return [RequestReleased(request.id, by, request.person, text=clean(text))]


def note(request: Request, coach: str, text: str) -> list[NewFact]:
    """Add a line to the story; the teacher reads it, and it answers a nudge."""
    if not clean(text):
        raise Refused("There is nothing to note yet. Write a few words.")
    return [RequestNoted(request.id, coach, request.person, text=clean(text))]


def finish(request: Request, coach: str, minutes: int, text: str = "") -> list[NewFact]:
    """Finish the request; its teacher is asked at the next sign-in whether it works."""
    _must_be_open(request)
    if not 0 <= minutes <= 24 * 60:
        raise Refused("Minutes are a number from 0 to 1440. Nothing was changed.")
    return [RequestFinished(request.id, coach, request.person, minutes=minutes, text=clean(text))]


def decline(request: Request, coach: str, reason: str) -> list[NewFact]:
    """Decline the request, with a reason that the teacher reads."""
    _must_be_open(request)
    if not clean(reason):
        raise Refused("Say why in a few words; the teacher will read them. Nothing was changed.")
    return [RequestDeclined(request.id, coach, request.person, text=clean(reason))]


def nudge(request: Request, person: str, today: date) -> list[NewFact]:
    """Ask for an answer, once a day for each of those who wait for it."""
    _must_be_open(request)
    _must_be_mine(request, person)
    if today in nudge_days(request, person):
        raise Refused("It was nudged today already; they have it in front of them.")
    return [RequestNudged(request.id, person, request.person)]


def nudge_days(request: Request, person: str) -> set[date]:
    """Return the days on which a person has asked for an answer."""
    return {
        datetime.fromisoformat(line.at).date()
        for line in request.story
        if line.kind == RequestNudged.KIND and line.by == person and not line.undone
    }


def withdraw(request: Request, person: str) -> list[NewFact]:
    """Take the request back for one person; whoever joined keeps it."""
    _must_be_open(request)
    _must_be_mine(request, person)
    return [RequestWithdrawn(request.id, person, request.person)]


def correct(
    request: Request,
    person: str,
    *,
    room: str | None = None,
    when: When | None = None,
    text: str | None = None,
) -> list[NewFact]:
    """Correct a request; it keeps its place in line.

    Parameters:
        person: id of whoever asked.
        room, when, text: the new values; None keeps the old one.
    """
    _must_be_open(request)
    if person != request.person:
        raise Refused("Only the one who asked can change it.")
    corrected = RequestCorrected(
        request.id,
        person,
        request.person,
        room=_changed(room, request.room),
        when=when if when != request.when else None,
        text=_changed(text, request.text),
    )
    return [corrected] if corrected.body else []


def _changed(value: str | None, before: str) -> str | None:
    """Return the new value cleaned; None when there is none or it is the same as before."""
    return None if value is None or clean(value) == before else clean(value)


def read(request: Request, person: str) -> list[NewFact]:
    """Mark the last answer as read."""
    return [RequestRead(request.id, person, request.person)] if person in request.unread else []


def tell(request: Request, person: str, outcome: str, text: str = "") -> list[NewFact]:
    """Tell how it went, with one of OUTCOMES; the last outcome told is the one that counts."""
    _must_be_mine(request, person)
    if not request.outcome:
        _must_be_finished(request)
    if outcome not in OUTCOMES:
        raise Refused(f"{outcome!r} is not one of worked, partly, not. Nothing was written down.")
    return [RequestTold(request.id, person, request.person, outcome=outcome, text=clean(text))]


def ask(request: Request, person: str) -> list[NewFact]:
    """Write down that somebody was asked whether it works now; they are asked once."""
    return [] if person in request.asked else [RequestAsked(request.id, person, request.person)]


def confirm(request: Request, person: str) -> list[NewFact]:
    """Confirm that it works; whoever asked or joined may."""
    _must_be_finished(request)
    _must_be_mine(request, person)
    return [RequestConfirmed(request.id, person, request.person)]


def reopen(request: Request, person: str, text: str = "") -> list[NewFact]:
    """Reopen a request that does not work yet: back to the front, with its age."""
    _must_be_finished(request)
    _must_be_mine(request, person)
    return [RequestReopened(request.id, person, request.person, text=clean(text))]


def minutes_spent(request: Request, coach: str, now: datetime) -> int:
    """Return the whole minutes since this coach claimed it, at most two hours; 0 when they did not.

    Finishing proposes them as its time. A request that was open overnight was not worked on
    overnight.
    """
    if not request.claimed_at or request.owner != coach:
        return 0
    gone = now - datetime.fromisoformat(request.claimed_at)
    return min(120, max(0, round(gone.total_seconds() / 60)))


def must_be_open(request: Request) -> list[NewFact]:
    """Return no facts for a request that is open.

    Raises:
        Refused: it is over.
    """
    _must_be_open(request)
    return []


def _must_be_open(request: Request) -> None:
    if not request.open:
        ends = {
            "finished": "is finished already",
            "confirmed": "is finished and works",
            "withdrawn": "was taken back by the one who asked",
            "declined": "was declined",
        }
        raise Refused(f"This request {ends[request.state]}. Nothing was changed.")


def _must_be_mine(request: Request, person: str) -> None:
    if person != request.person and all(joined.person != person for joined in request.joined):
        raise Refused("This is someone else's request.")


def _must_be_finished(request: Request) -> None:
    if request.state != "finished":
        raise Refused("This one is not waiting for your word.")
