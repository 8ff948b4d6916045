"""What the facts of a request make of it.

waiting -> claimed / scheduled / paused -> finished -> confirmed
                                                    -> reopened (not working yet) -> ...
and from any open state: withdrawn by its teacher, declined with a reason. A fact that no longer
fits the state changes nothing but the story.
"""

from collections.abc import Callable

import msgspec

from data.ledger.facts import Fact
from data.records import request_facts as facts
from data.records.lanes import FIX
from data.records.requests import MeToo, Request, State, StoryLine
from data.records.table import Table, Update

UNDONE = "request.undone"
STATES: dict[str, State] = {
    facts.RequestClaimed.KIND: "claimed",
    facts.RequestHanded.KIND: "claimed",
    facts.RequestReferred.KIND: "paused",
    facts.RequestScheduled.KIND: "scheduled",
    facts.RequestPaused.KIND: "paused",
    facts.RequestMoved.KIND: "waiting",
    facts.RequestReleased.KIND: "waiting",
    facts.RequestFinished.KIND: "finished",
    facts.RequestWithdrawn.KIND: "withdrawn",
    facts.RequestDeclined.KIND: "declined",
    facts.RequestConfirmed.KIND: "confirmed",
    facts.RequestTold.KIND: "confirmed",
    facts.RequestReopened.KIND: "reopened",
}
"""Kind of fact -> the state that it brings a request into."""
FROM_FINISHED = frozenset(
    {facts.RequestConfirmed.KIND, facts.RequestTold.KIND, facts.RequestReopened.KIND}
)
"""Kinds that fit a finished request alone; the others of STATES fit an open one."""
OWNS = frozenset(
    {
        facts.RequestClaimed.KIND,
        facts.RequestScheduled.KIND,
        facts.RequestHanded.KIND,
        facts.RequestReferred.KIND,
    }
)
"""Kinds that give a request an owner."""
TELLS = frozenset(
    {
        facts.RequestNoted.KIND,
        facts.RequestScheduled.KIND,
        facts.RequestPaused.KIND,
        facts.RequestMoved.KIND,
        facts.RequestDeclined.KIND,
        facts.RequestHanded.KIND,
        facts.RequestReferred.KIND,
    }
)
"""Kinds whose words wait for the teacher at the next sign-in."""
ANSWERS = TELLS | {facts.RequestClaimed.KIND, facts.RequestFinished.KIND}
"""Kinds that answer a nudge."""
_CORRECTED = ("category", "room", "when", "text", "look_at", "feedback")


def _flag(_: Request | None, fact: Fact) -> Request:
    body = fact.body
    request = Request(
        id=fact.subject,
        lane=body["lane"],
        category=body["category"],
        room=body.get("room", ""),
        person=fact.whom,
        when=body.get("when", "week"),
        text=body.get("text", ""),
        look_at=body.get("look_at", ""),
        feedback=body.get("feedback", ""),
        source=body.get("source", ""),
        at=fact.at,
        since=fact.at,
    )
    _tell_story(request, fact)
    return request


def _tell_story(request: Request, fact: Fact) -> None:
    """Add a line to the story; what answers a nudge or waits for the teacher is marked."""
    said = {field: fact.body[field] for field in ("text", "lane", "whom") if field in fact.body}
    request.story = [*request.story, StoryLine(fact.at, fact.by, fact.kind, **said)]
    if fact.kind in ANSWERS:
        request.unanswered = False
    if fact.kind in TELLS:
        joined = () if fact.kind != facts.RequestDeclined.KIND else request.joined
        told = {*request.unread, request.person, *(each.person for each in joined)}
        request.unread = sorted(told - {fact.by})


def _step(change: Callable[[Request, Fact], None]) -> Update:
    """Return a change that is also a line of the story, whether it still fits or not."""

    def told(request: Request, fact: Fact) -> None:
        change(request, fact)
        _tell_story(request, fact)

    return told


def _enter(request: Request, fact: Fact) -> None:
    """Bring a request into the state that a fact stands for, when it fits the one it is in."""
    fits = request.state == "finished" if fact.kind in FROM_FINISHED else request.open
    if not fits:
        return
    body = fact.body
    keeps = fact.kind == facts.RequestMoved.KIND and request.state == "reopened"
    request.state = "reopened" if keeps else STATES[fact.kind]
    request.since = fact.at
    request.until = body.get("until", "")
    request.outside = body.get("outside", "")
    if "lane" in body and body["lane"] != request.lane:
        request.lane = body["lane"]
        request.moves += 1
    if fact.kind in OWNS:
        owner = body.get("owner", fact.by)
        if request.owner != owner or not request.claimed_at:
            request.claimed_at = fact.at
        request.owner = owner
    _AFTER.get(fact.kind, _nothing)(request, fact)


def _nothing(_: Request, __: Fact) -> None:
    """Update nothing more."""


def _give_back(request: Request, _: Fact) -> None:
    request.owner = request.claimed_at = ""


def _finish(request: Request, fact: Fact) -> None:
    request.owner = fact.by
    request.minutes += fact.body.get("minutes", 0)
    if request.lane == FIX:
        request.fixed_at = fact.at
    else:
        request.coached_at = fact.at
    request.asked = []


def _tell_outcome(request: Request, fact: Fact) -> None:
    request.outcome, request.outcome_text = fact.body["outcome"], fact.body.get("text", "")


def _forget_claim(request: Request, _: Fact) -> None:
    request.claimed_at = ""


_AFTER: dict[str, Update] = {
    facts.RequestMoved.KIND: _give_back,
    facts.RequestReleased.KIND: _give_back,
    facts.RequestFinished.KIND: _finish,
    facts.RequestTold.KIND: _tell_outcome,
    facts.RequestReopened.KIND: _forget_claim,
}
"""What a new state brings with it, beside what all of them do."""


def _tell(request: Request, fact: Fact) -> None:
    """Tell how it went; told again, it is what was told last that holds."""
    if request.outcome and request.state == "confirmed":
        _tell_outcome(request, fact)
    else:
        _enter(request, fact)


def _withdraw(request: Request, fact: Fact) -> None:
    """Take it back; while others still have the trouble, it is theirs from now on."""
    if not (request.open and request.joined):
        _enter(request, fact)
    elif fact.by == request.person:
        heir, *request.joined = request.joined
        request.person, request.room = heir.person, heir.room or request.room
    else:
        request.joined = [each for each in request.joined if each.person != fact.by]


def _join(request: Request, fact: Fact) -> None:
    known = {request.person, *(each.person for each in request.joined)}
    if request.open and fact.by not in known:
        joined = MeToo(fact.by, fact.body.get("room", ""), fact.at)
        request.joined = [*request.joined, joined]


def _nudge(request: Request, fact: Fact) -> None:
    if request.open:
        request.nudges = [*request.nudges, fact.at]
        request.unanswered = True


def _correct(request: Request, fact: Fact) -> None:
    if request.open:
        for field in _CORRECTED:
            setattr(request, field, fact.body.get(field, getattr(request, field)))


def _undo(request: Request, fact: Fact) -> None:
    """Strike the lines of the story that were taken back; they can still be read."""
    if tuple(fact.body["step"]) != request.head:
        return
    lines, story = fact.body["lines"], list(request.story)
    for number in range(len(story) - 1, -1, -1):
        line = story[number]
        if lines > 0 and not line.undone and line.kind != UNDONE:
            story[number] = msgspec.structs.replace(line, undone=True)
            lines -= 1
    request.story = story


def _ask(request: Request, fact: Fact) -> None:
    request.asked = [*request.asked, fact.by or request.person]


def _read(request: Request, fact: Fact) -> None:
    request.unread = [each for each in request.unread if each != fact.by]


def _offer(request: Request, fact: Fact) -> None:
    request.offered = fact.at


def _take(request: Request, fact: Fact) -> None:
    request.taken = fact.body["answer"]


def _pin(request: Request, fact: Fact) -> None:
    if request.open:
        request.pinned = fact.by


def _unpin(request: Request, _: Fact) -> None:
    if request.open:
        request.pinned = ""


STEPS: dict[str, Update] = dict.fromkeys(STATES, _enter) | {
    facts.RequestTold.KIND: _tell,
    facts.RequestWithdrawn.KIND: _withdraw,
    facts.RequestJoined.KIND: _join,
    facts.RequestNudged.KIND: _nudge,
    facts.RequestCorrected.KIND: _correct,
    facts.RequestNoted.KIND: _nothing,
    UNDONE: _undo,
}
"""Kinds that are a line of the story."""
QUIET: dict[str, Update] = {
    facts.RequestAsked.KIND: _ask,
    facts.RequestRead.KIND: _read,
    facts.RequestPinned.KIND: _pin,
    facts.RequestUnpinned.KIND: _unpin,
    facts.RequestOffered.KIND: _offer,
    facts.RequestTaken.KIND: _take,
}
"""Kinds that are none, since they are nothing that its teacher has to read."""

REQUESTS = Table(
    name="requests",
    record=Request,
    creates={facts.RequestFlagged.KIND: _flag},
    updates={kind: _step(change) for kind, change in STEPS.items()} | QUIET,
    fallback=_step(_nothing),
    indexed=(
        "lane",
        "state",
        "category",
        "room",
        "person",
        "at",
        "asked",
        "unread",
        "joined",
        "fixed_at",
        "coached_at",
        "offered",
        "taken",
    ),
    undone_fields={"state": "withdrawn"},
)
