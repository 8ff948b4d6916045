"""The fold of requests: how each kind of fact changes one.

waiting -> claimed / scheduled / paused -> finished -> confirmed
                                                    -> reopened (not working yet) -> ...
and from any open state: withdrawn by its teacher, or declined with a reason. A fact that no longer
fits the state changes the story alone.
"""

from collections.abc import Callable

import msgspec

from data.ledger.facts import Fact
from data.records import request_facts as facts
from data.records.lanes import FIX
from data.records.requests import MeToo, Request, State, StoryLine
from data.records.table import Table, Update, fields_of

UNDONE = "request.undone"
"""The kind of a fact that undoes the last one."""
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
"""Kinds that fit a finished request alone; the other kinds of STATES fit an open one."""
GIVING_OWNER = frozenset(
    {
        facts.RequestClaimed.KIND,
        facts.RequestScheduled.KIND,
        facts.RequestHanded.KIND,
        facts.RequestReferred.KIND,
    }
)
"""Kinds that give a request an owner."""
SHOWN_TO_TEACHER = frozenset(
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
"""Kinds whose text is shown to the teacher at their next sign-in."""
ANSWERS = SHOWN_TO_TEACHER | {facts.RequestClaimed.KIND, facts.RequestFinished.KIND}
"""Kinds that answer a nudge."""
_CORRECTABLE = ("category", "room", "when", "text", "look_at", "feedback")


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
    _add_story_line(request, fact)
    return request


def _add_story_line(request: Request, fact: Fact) -> None:
    """Add a line to the story; note that a nudge is answered, and who must be shown the line."""
    content = fields_of(fact.body, ("text", "lane", "whom"))
    request.story = [*request.story, StoryLine(fact.at, fact.by, fact.kind, **content)]
    if fact.kind in ANSWERS:
        request.unanswered = False
    if fact.kind in SHOWN_TO_TEACHER:
        joined = () if fact.kind != facts.RequestDeclined.KIND else request.joined
        readers = {*request.unread, request.person, *(me_too.person for me_too in joined)}
        request.unread = sorted(readers - {fact.by})


def _with_story_line(update: Callable[[Request, Fact], None]) -> Update:
    """Return an update that also adds a line to the story, whether the fact fits or not."""

    def update_and_tell(request: Request, fact: Fact) -> None:
        update(request, fact)
        _add_story_line(request, fact)

    return update_and_tell


def _enter(request: Request, fact: Fact) -> None:
    """Bring a request into the state that STATES has for a fact, if the fact fits its state."""
    fits = request.state == "finished" if fact.kind in FROM_FINISHED else request.open
    if not fits:
        return
    body = fact.body
    stays_reopened = fact.kind == facts.RequestMoved.KIND and request.state == "reopened"
    request.state = "reopened" if stays_reopened else STATES[fact.kind]
    request.since = fact.at
    request.until = body.get("until", "")
    request.outside = body.get("outside", "")
    if "lane" in body and body["lane"] != request.lane:
        request.lane = body["lane"]
        request.moves += 1
    if fact.kind in GIVING_OWNER:
        owner = body.get("owner", fact.by)
        if request.owner != owner or not request.claimed_at:
            request.claimed_at = fact.at
        request.owner = owner
    _EFFECTS.get(fact.kind, _do_nothing)(request, fact)


def _do_nothing(_: Request, __: Fact) -> None:
    """Change nothing."""


def _remove_owner(request: Request, _: Fact) -> None:
    request.owner = request.claimed_at = ""


def _finish(request: Request, fact: Fact) -> None:
    request.owner = fact.by
    request.minutes += fact.body.get("minutes", 0)
    if request.lane == FIX:
        request.fixed_at = fact.at
    else:
        request.coached_at = fact.at
    request.asked = []


def _set_outcome(request: Request, fact: Fact) -> None:
    request.outcome, request.outcome_text = fact.body["outcome"], fact.body.get("text", "")


def _forget_claim(request: Request, _: Fact) -> None:
    request.claimed_at = ""


_EFFECTS: dict[str, Update] = {
    facts.RequestMoved.KIND: _remove_owner,
    facts.RequestReleased.KIND: _remove_owner,
    facts.RequestFinished.KIND: _finish,
    facts.RequestTold.KIND: _set_outcome,
    facts.RequestReopened.KIND: _forget_claim,
}
"""Kind -> what it changes beside what every new state changes."""


def _confirm_with_outcome(request: Request, fact: Fact) -> None:
    """Confirm a request and set its outcome; a later outcome replaces the one before."""
    if request.outcome and request.state == "confirmed":
        _set_outcome(request, fact)
    else:
        _enter(request, fact)


def _withdraw(request: Request, fact: Fact) -> None:
    """Withdraw a person from a request.

    While others still have the problem, it stays open; where its teacher withdraws, the first who
    joined takes their place.
    """
    if not (request.open and request.joined):
        _enter(request, fact)
    elif fact.by == request.person:
        first, *request.joined = request.joined
        request.person, request.room = first.person, first.room or request.room
    else:
        request.joined = [me_too for me_too in request.joined if me_too.person != fact.by]


def _join(request: Request, fact: Fact) -> None:
    people = {request.person, *(me_too.person for me_too in request.joined)}
    if request.open and fact.by not in people:
        me_too = MeToo(fact.by, fact.body.get("room", ""), fact.at)
        request.joined = [*request.joined, me_too]


def _nudge(request: Request, fact: Fact) -> None:
    if request.open:
        request.nudges = [*request.nudges, fact.at]
        request.unanswered = True


def _correct(request: Request, fact: Fact) -> None:
    if request.open:
        for field in _CORRECTABLE:
            setattr(request, field, fact.body.get(field, getattr(request, field)))


def _undo(request: Request, fact: Fact) -> None:
    """Mark the last lines of the story as undone; they can still be read."""
    if tuple(fact.body["step"]) != request.head:
        return
    remaining, story = fact.body["lines"], list(request.story)
    for index in range(len(story) - 1, -1, -1):
        line = story[index]
        if remaining > 0 and not line.undone and line.kind != UNDONE:
            story[index] = msgspec.structs.replace(line, undone=True)
            remaining -= 1
    request.story = story


def _mark_asked(request: Request, fact: Fact) -> None:
    request.asked = [*request.asked, fact.by or request.person]


def _mark_read(request: Request, fact: Fact) -> None:
    request.unread = [person for person in request.unread if person != fact.by]


def _mark_offered(request: Request, fact: Fact) -> None:
    request.offered = fact.at


def _answer_offer(request: Request, fact: Fact) -> None:
    request.taken = fact.body["answer"]


def _pin(request: Request, fact: Fact) -> None:
    if request.open:
        request.pinned = fact.by


def _unpin(request: Request, _: Fact) -> None:
    if request.open:
        request.pinned = ""


TOLD_UPDATES: dict[str, Update] = dict.fromkeys(STATES, _enter) | {
    facts.RequestTold.KIND: _confirm_with_outcome,
    facts.RequestWithdrawn.KIND: _withdraw,
    facts.RequestJoined.KIND: _join,
    facts.RequestNudged.KIND: _nudge,
    facts.RequestCorrected.KIND: _correct,
    facts.RequestNoted.KIND: _do_nothing,
    UNDONE: _undo,
}
"""Kind -> its update, for kinds that the story tells of."""
QUIET_UPDATES: dict[str, Update] = {
    facts.RequestAsked.KIND: _mark_asked,
    facts.RequestRead.KIND: _mark_read,
    facts.RequestPinned.KIND: _pin,
    facts.RequestUnpinned.KIND: _unpin,
    facts.RequestOffered.KIND: _mark_offered,
    facts.RequestTaken.KIND: _answer_offer,
}
"""Kind -> its update, for kinds that the story does not tell of: its teacher need not read them."""

REQUESTS = Table(
    name="requests",
    record=Request,
    creates={facts.RequestFlagged.KIND: _flag},
    updates={kind: _with_story_line(update) for kind, update in TOLD_UPDATES.items()}
    | QUIET_UPDATES,
    fallback=_with_story_line(_do_nothing),
    indexed=(
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
