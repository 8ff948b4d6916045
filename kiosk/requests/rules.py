"""The life of a request, as pure functions: each gives the facts of one act, or refuses.

waiting -> claimed / scheduled / paused -> finished -> confirmed
                                                    -> reopened (not working yet) -> ...
and from any open state: withdrawn by its teacher, declined with a reason.
"""

from datetime import date, datetime

import msgspec

from data.ledger.facts import NewFact, new_id
from data.records import LANES, OUTCOMES, Lane, Request
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

WHENS = ("now", "today", "week")
BOUNCES = 3
"""From the third move on, two people have to talk instead."""


class Need(msgspec.Struct, frozen=True):
    """What somebody needs, before it is written down as a request.

    Parameters:
        lane: who is to answer it.
        person: the id of whoever needs it.
        category: what it is about.
        by: the id of whoever writes it down; the person's own when left out.
        room: where; None is the person's own room.
        when: one of WHENS.
        look_at, feedback: what somebody who watches a class is asked to look at, and how they are
            to tell of it.
        source: the id of the fix that this coaching grows out of.
    """

    lane: Lane
    person: str
    category: str
    by: str = ""
    room: str | None = None
    when: str = "week"
    text: str = ""
    look_at: str = ""
    feedback: str = ""
    source: str = ""

    def at(self, room: str) -> "Need":
        """Return the same need in a room."""
        return msgspec.structs.replace(self, room=room)


def flag(need: Need) -> list[NewFact]:
    """Write down a need of a teacher, or of somebody who was met in the hallway.

    Raises:
        Refused: the category is empty or the time is none of WHENS.
    """
    if need.when not in WHENS:
        raise Refused(f"{need.when!r} is not one of now, today, week. Nothing was written down.")
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
    """Somebody has the same trouble: the request gains weight instead of a twin."""
    _must_be_open(request)
    if person == request.person or any(joined.person == person for joined in request.joined):
        raise Refused("You are on this one already.")
    return [RequestJoined(request.id, person, request.person, room=clean(room))]


def claim(request: Request, coach: str) -> list[NewFact]:
    """Somebody takes it on, also from somebody else."""
    _must_be_open(request)
    if request.state == "claimed" and request.owner == coach:
        raise Refused("You have this one already.")
    return [RequestClaimed(request.id, coach, request.person)]


def move(request: Request, coach: str, reason: str) -> list[NewFact]:
    """Into the other lane, with its age, and with words that the teacher reads."""
    _must_be_open(request)
    if not clean(reason):
        raise Refused("Say why in a few words; the teacher will read them. Nothing was moved.")
    if request.moves + 1 >= BOUNCES:
        raise Refused(
            "This one has gone to and fro twice. Talk to each other, then hand it to whoever takes "
            "it, with what you agreed on. It was not moved."
        )
    lane = LANES[request.lane].other
    return [RequestMoved(request.id, coach, request.person, lane=lane, text=clean(reason))]


def pause(request: Request, coach: str, reason: str, until: date | None) -> list[NewFact]:
    """It waits for something; the teacher reads for what, and until when."""
    _must_be_open(request)
    if not clean(reason):
        raise Refused("Say what it waits for; the teacher will read it. Nothing was changed.")
    day = until.isoformat() if until else ""
    return [RequestPaused(request.id, coach, request.person, text=clean(reason), until=day)]


def schedule(request: Request, coach: str, until: datetime, where: str) -> list[NewFact]:
    """A time is agreed on."""
    _must_be_open(request)
    when = until.isoformat(timespec="minutes")
    return [RequestScheduled(request.id, coach, request.person, until=when, text=clean(where))]


def hand(request: Request, by: str, to: str, lane: Lane, text: str) -> list[NewFact]:
    """To somebody else of the team, with what was learnt; it is theirs from now on.

    Parameters:
        lane: theirs; when it is the other one, the request goes there with its age.

    Raises:
        Refused: it is over, theirs already, or nothing was said.
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
    """To somebody who is not of the team; whoever hands it on follows it up on a day, so that it is
    never without an owner.

    Raises:
        Refused: it is over, or nothing was said.
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
    """To the front of its lane, or back to where it stands by itself."""
    _must_be_open(request)
    kind = RequestUnpinned if request.pinned else RequestPinned
    return [kind(request.id, by, request.person)]


def offer(request: Request, by: str) -> list[NewFact]:
    """Ten minutes on using well what was just fixed; the teacher answers at the next sign-in."""
    return [RequestOffered(request.id, by, request.person)]


def release(request: Request, by: str, text: str = "") -> list[NewFact]:
    """The time or the hand it was in is given back: it waits again, with its age."""
    _must_be_open(request)
    return [RequestReleased(request.id, by, request.person, text=clean(text))]


def note(request: Request, coach: str, text: str) -> list[NewFact]:
    """A line for the story, which the teacher reads and which answers a nudge."""
    if not clean(text):
        raise Refused("There is nothing to note yet. Write a few words.")
    return [RequestNoted(request.id, coach, request.person, text=clean(text))]


def finish(request: Request, coach: str, minutes: int, text: str = "") -> list[NewFact]:
    """Done, as far as the one who did it can see; the teacher is asked at the next sign-in."""
    _must_be_open(request)
    if not 0 <= minutes <= 24 * 60:
        raise Refused("Minutes are a number from 0 to 1440. Nothing was changed.")
    return [RequestFinished(request.id, coach, request.person, minutes=minutes, text=clean(text))]


def decline(request: Request, coach: str, reason: str) -> list[NewFact]:
    """It will not be done; the teacher reads why."""
    _must_be_open(request)
    if not clean(reason):
        raise Refused("Say why in a few words; the teacher will read them. Nothing was changed.")
    return [RequestDeclined(request.id, coach, request.person, text=clean(reason))]


def nudge(request: Request, person: str, today: date) -> list[NewFact]:
    """Asks for an answer, once a day."""
    _must_be_open(request)
    _must_be_mine(request, person)
    if any(datetime.fromisoformat(at).date() == today for at in request.nudges):
        raise Refused("It was nudged today already; they have it in front of them.")
    return [RequestNudged(request.id, person, request.person)]


def withdraw(request: Request, person: str) -> list[NewFact]:
    """No longer needed by this person; whoever joined keeps it."""
    _must_be_open(request)
    _must_be_mine(request, person)
    return [RequestWithdrawn(request.id, person, request.person)]


def correct(
    request: Request,
    person: str,
    *,
    room: str | None = None,
    when: str | None = None,
    text: str | None = None,
) -> list[NewFact]:
    """The one who asked puts something right; what is None stays. Its place in line is kept."""
    _must_be_open(request)
    if person != request.person:
        raise Refused("Only the one who asked can change it.")
    if when is not None and when not in WHENS:
        raise Refused(f"{when!r} is not one of now, today, week. Nothing was changed.")
    corrected = RequestCorrected(
        request.id,
        person,
        request.person,
        room=_changed(room, request.room),
        when=_changed(when, request.when),
        text=_changed(text, request.text),
    )
    return [corrected] if corrected.body else []


def _changed(value: str | None, before: str) -> str | None:
    """Return what is said instead; None when nothing is, or the same as before."""
    return None if value is None or clean(value) == before else clean(value)


def read(request: Request, person: str) -> list[NewFact]:
    """Somebody has seen the answer."""
    return [RequestRead(request.id, person, request.person)] if person in request.unread else []


def tell(request: Request, person: str, outcome: str, text: str = "") -> list[NewFact]:
    """How it went, says the one who asked; said again, it is what was said last that holds."""
    _must_be_mine(request, person)
    if not request.outcome:
        _must_be_finished(request)
    if outcome not in OUTCOMES:
        raise Refused(f"{outcome!r} is not one of worked, partly, not. Nothing was written down.")
    return [RequestTold(request.id, person, request.person, outcome=outcome, text=clean(text))]


def ask(request: Request, person: str) -> list[NewFact]:
    """Somebody has been asked whether it works now; once is enough."""
    return [] if person in request.asked else [RequestAsked(request.id, person, request.person)]


def confirm(request: Request, person: str) -> list[NewFact]:
    """It works, says the one who asked or has the same trouble."""
    _must_be_finished(request)
    _must_be_mine(request, person)
    return [RequestConfirmed(request.id, person, request.person)]


def reopen(request: Request, person: str, text: str = "") -> list[NewFact]:
    """It does not work yet: back to the front, with its age."""
    _must_be_finished(request)
    _must_be_mine(request, person)
    return [RequestReopened(request.id, person, request.person, text=clean(text))]


def minutes_spent(request: Request, coach: str, now: datetime) -> int:
    """Whole minutes since this coach claimed it, at most two hours: what finishing offers as time.

    A request that was left open over night was not worked on over night.
    """
    if not request.claimed_at or request.owner != coach:
        return 0
    gone = now - datetime.fromisoformat(request.claimed_at)
    return min(120, max(0, round(gone.total_seconds() / 60)))


def must_be_open(request: Request) -> list[NewFact]:
    """Nothing, for a request that is open.

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
        raise Refused("This is somebody else's request.")


def _must_be_finished(request: Request) -> None:
    if request.state != "finished":
        raise Refused("This one is not waiting for your word.")
