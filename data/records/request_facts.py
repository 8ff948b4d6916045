"""The facts about requests. `by` is who did it, `whom` is the teacher whose request it is."""

from typing import Literal

from data.ledger.facts import NewFact
from data.records.lanes import Lane
from data.records.requests import When


class RequestFlagged(NewFact, frozen=True, kw_only=True):
    """A teacher asks for something, or somebody asks for them. Fields as in Request."""

    KIND = "request.flagged"

    lane: Lane
    category: str
    room: str = ""
    when: When = "week"
    text: str = ""
    look_at: str = ""
    feedback: str = ""
    source: str = ""


class RequestJoined(NewFact, frozen=True, kw_only=True):
    """Somebody else has the same problem."""

    KIND = "request.joined"

    room: str = ""


class RequestClaimed(NewFact, frozen=True):
    """A member of the team takes a request on."""

    KIND = "request.claimed"


class RequestMoved(NewFact, frozen=True, kw_only=True):
    """A request goes to the other lane."""

    KIND = "request.moved"

    lane: Lane
    text: str


class RequestPaused(NewFact, frozen=True, kw_only=True):
    """A request waits for something, until a moment or for an unknown time."""

    KIND = "request.paused"

    text: str
    until: str = ""


class RequestScheduled(NewFact, frozen=True, kw_only=True):
    """A time for a request is agreed on; `until` is that moment."""

    KIND = "request.scheduled"

    until: str
    text: str = ""
    owner: str = ""


class RequestHanded(NewFact, frozen=True, kw_only=True):
    """A request is handed to another member of the team, in the same or in the other lane."""

    KIND = "request.handed"
    RENAMED = {"to": "whom"}

    to: str
    owner: str
    text: str
    lane: Lane | Literal[""] = ""


class RequestReferred(NewFact, frozen=True, kw_only=True):
    """A request is referred to somebody outside of the team.

    Parameters:
        outside: their name, or what they are called.
        owner: the member of the team who follows it up.
        until: the moment at which they do.
    """

    KIND = "request.referred"

    outside: str
    owner: str
    text: str
    until: str


class RequestPinned(NewFact, frozen=True):
    """A request is put first in its lane."""

    KIND = "request.pinned"


class RequestUnpinned(NewFact, frozen=True):
    """A request is no longer put first in its lane."""

    KIND = "request.unpinned"


class RequestOffered(NewFact, frozen=True):
    """A teacher is offered coaching on what was fixed."""

    KIND = "request.offered"


class RequestTaken(NewFact, frozen=True, kw_only=True):
    """A teacher answers the offer of coaching."""

    KIND = "request.taken"

    answer: Literal["yes", "no"]


class RequestReleased(NewFact, frozen=True, kw_only=True):
    """A request loses its owner or its time, and waits again."""

    KIND = "request.released"

    text: str = ""


class RequestNoted(NewFact, frozen=True, kw_only=True):
    """A line is added to the story of a request."""

    KIND = "request.noted"

    text: str


class RequestFinished(NewFact, frozen=True, kw_only=True):
    """A member of the team reports a request as done, after some minutes of work."""

    KIND = "request.finished"

    minutes: int
    text: str = ""


class RequestDeclined(NewFact, frozen=True, kw_only=True):
    """The team declines a request."""

    KIND = "request.declined"

    text: str


class RequestNudged(NewFact, frozen=True):
    """A teacher asks for an answer to their request."""

    KIND = "request.nudged"


class RequestWithdrawn(NewFact, frozen=True):
    """Somebody no longer needs a request, the teacher or one who joined."""

    KIND = "request.withdrawn"


class RequestCorrected(NewFact, frozen=True, kw_only=True):
    """A teacher corrects their request; a field that is None stays as it is."""

    KIND = "request.corrected"

    room: str | None = None
    when: When | None = None
    text: str | None = None


class RequestRead(NewFact, frozen=True):
    """Somebody has read the answers to a request."""

    KIND = "request.read"


class RequestTold(NewFact, frozen=True, kw_only=True):
    """A teacher tells how a request went; `outcome` is a key of OUTCOMES."""

    KIND = "request.told"

    outcome: str
    text: str = ""


class RequestAsked(NewFact, frozen=True):
    """Somebody has been asked whether it works now."""

    KIND = "request.asked"


class RequestConfirmed(NewFact, frozen=True):
    """A teacher confirms that it works."""

    KIND = "request.confirmed"


class RequestReopened(NewFact, frozen=True, kw_only=True):
    """A teacher says that it does not work yet."""

    KIND = "request.reopened"

    text: str = ""
