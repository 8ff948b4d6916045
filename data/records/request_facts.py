"""What may happen to a request, a fact each. `by` is who did it, `whom` whose request it is."""

from typing import Literal

from data.ledger.facts import NewFact
from data.records.lanes import Lane


class RequestFlagged(NewFact, frozen=True, kw_only=True):
    """A need is written down."""

    KIND = "request.flagged"

    lane: Lane
    category: str
    room: str = ""
    when: str = "week"
    text: str = ""
    look_at: str = ""
    feedback: str = ""
    source: str = ""


class RequestJoined(NewFact, frozen=True, kw_only=True):
    """Somebody has the same trouble."""

    KIND = "request.joined"

    room: str = ""


class RequestClaimed(NewFact, frozen=True):
    """Somebody takes it on."""

    KIND = "request.claimed"


class RequestMoved(NewFact, frozen=True, kw_only=True):
    """It goes to the other lane."""

    KIND = "request.moved"

    lane: Lane
    text: str


class RequestPaused(NewFact, frozen=True, kw_only=True):
    """It waits for something."""

    KIND = "request.paused"

    text: str
    until: str = ""


class RequestScheduled(NewFact, frozen=True, kw_only=True):
    """A time is agreed on."""

    KIND = "request.scheduled"

    until: str
    text: str = ""
    owner: str = ""


class RequestHanded(NewFact, frozen=True, kw_only=True):
    """It goes to somebody else of the team."""

    KIND = "request.handed"
    RENAMED = {"to": "whom"}

    to: str
    owner: str
    text: str
    lane: Lane | Literal[""] = ""


class RequestReferred(NewFact, frozen=True, kw_only=True):
    """It goes to somebody who is not of the team; its owner follows it up."""

    KIND = "request.referred"

    outside: str
    owner: str
    text: str
    until: str


class RequestPinned(NewFact, frozen=True):
    """It is put to the front of its lane."""

    KIND = "request.pinned"


class RequestUnpinned(NewFact, frozen=True):
    """It stands where it stands by itself again."""

    KIND = "request.unpinned"


class RequestOffered(NewFact, frozen=True):
    """Its teacher is offered coaching on what was fixed."""

    KIND = "request.offered"


class RequestTaken(NewFact, frozen=True, kw_only=True):
    """Its teacher answers that offer."""

    KIND = "request.taken"

    answer: Literal["yes", "no"]


class RequestReleased(NewFact, frozen=True, kw_only=True):
    """The time or the hand it was in is given back."""

    KIND = "request.released"

    text: str = ""


class RequestNoted(NewFact, frozen=True, kw_only=True):
    """A line for its story."""

    KIND = "request.noted"

    text: str


class RequestFinished(NewFact, frozen=True, kw_only=True):
    """It is done, as far as the one who did it can see."""

    KIND = "request.finished"

    minutes: int
    text: str = ""


class RequestDeclined(NewFact, frozen=True, kw_only=True):
    """It will not be done."""

    KIND = "request.declined"

    text: str


class RequestNudged(NewFact, frozen=True):
    """Its teacher asks for an answer."""

    KIND = "request.nudged"


class RequestWithdrawn(NewFact, frozen=True):
    """It is no longer needed by this person."""

    KIND = "request.withdrawn"


class RequestCorrected(NewFact, frozen=True, kw_only=True):
    """Its teacher puts something right; what is None stays."""

    KIND = "request.corrected"

    room: str | None = None
    when: str | None = None
    text: str | None = None


class RequestRead(NewFact, frozen=True):
    """Somebody has seen the answer."""

    KIND = "request.read"


class RequestTold(NewFact, frozen=True, kw_only=True):
    """Its teacher tells how it went."""

    KIND = "request.told"

    outcome: str
    text: str = ""


class RequestAsked(NewFact, frozen=True):
    """Somebody has been asked whether it works now."""

    KIND = "request.asked"


class RequestConfirmed(NewFact, frozen=True):
    """It works, says its teacher."""

    KIND = "request.confirmed"


class RequestReopened(NewFact, frozen=True, kw_only=True):
    """It does not work yet, says its teacher."""

    KIND = "request.reopened"

    text: str = ""
