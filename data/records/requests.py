"""A request: a need from the first tap until it is confirmed."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Fact, Order
from data.records.lanes import FIX, Lane
from data.records.table import START, Key, Table

State = Literal[
    "waiting",
    "claimed",
    "scheduled",
    "paused",
    "reopened",
    "finished",
    "confirmed",
    "withdrawn",
    "declined",
]
OPEN: frozenset[str] = frozenset({"waiting", "claimed", "scheduled", "paused", "reopened"})
"""The states in which somebody still waits for something."""


class StoryLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a request's story.

    `whom` is who has it now, when it was handed on; `undone` is whether it was taken back.
    """

    at: str
    by: str
    kind: str
    text: str = ""
    lane: str = ""
    whom: str = ""
    undone: bool = False


class MeToo(msgspec.Struct, frozen=True):
    """Somebody who has the same trouble."""

    person: str
    room: str
    at: str


class Request(msgspec.Struct, kw_only=True):
    """A need a teacher flagged, from the first tap until it is confirmed.

    `at` is when it was flagged and never changes: its age outlives every move and every reopening.
    `since` is when it came into its present state. `fixed_at` and `coached_at` are when it was last
    finished in that lane, and stay when it is reopened: somebody was there. `look_at` and
    `feedback` are what somebody who watches a class is asked for. `unread` is for whom an
    answer waits, `asked` who has been asked whether it works. `pinned` is the coach who put it to
    the front, `outside` who works on it that is not of the team, while its owner follows it up.
    `offered` is when its teacher was offered coaching on what was fixed, and `taken` what they
    said to it; `source` is the fix that a coaching request grew out of.
    """

    id: str
    lane: Lane
    category: str
    room: str
    person: str
    when: str
    at: str
    text: str = ""
    look_at: str = ""
    feedback: str = ""
    state: State = "waiting"
    since: str = ""
    owner: str = ""
    claimed_at: str = ""
    fixed_at: str = ""
    coached_at: str = ""
    until: str = ""
    minutes: int = 0
    moves: int = 0
    asked: list[str] = []
    outcome: str = ""
    outcome_text: str = ""
    pinned: str = ""
    outside: str = ""
    offered: str = ""
    taken: Literal["", "yes", "no"] = ""
    source: str = ""
    joined: list[MeToo] = []
    nudges: list[str] = []
    unanswered: bool = False
    unread: list[str] = []
    story: list[StoryLine] = []
    head: Order = START

    @property
    def open(self) -> bool:
        """Whether somebody still waits for something."""
        return self.state in OPEN

    @property
    def mistaken(self) -> bool:
        """Whether it was written down by mistake, and that was undone: nobody ever asked."""
        return self.state == "withdrawn" and bool(self.story) and self.story[0].undone


class RequestKeys(msgspec.Struct):
    """The fields of a request that it is found by; the rest of a row is not decoded for them."""

    id: str
    lane: str
    state: str
    category: str
    room: str
    person: str
    at: str
    asked: list[str] = []
    unread: list[str] = []
    joined: list[MeToo] = []
    fixed_at: str = ""
    coached_at: str = ""
    offered: str = ""
    taken: str = ""

    def found_by(self) -> Iterator[Key]:
        """Whose it is, where and of which month, where and in which month something was fixed,
        whether it is open, and who still has to be asked about it.
        """
        for person in {self.person, *(each.person for each in self.joined)}:
            yield "person", person
            if self.state == "finished" and person not in self.asked:
                yield "asks", person
        for person in self.unread:
            yield "asks", person
        if self.offered and not self.taken:
            yield "asks", self.person
        yield "place", f"{self.room}\n{self.category}"
        yield "month", self.at[:7]
        if self.fixed_at:
            yield "fixed", f"{self.room}\n{self.category}\n{self.fixed_at[:7]}"
        if self.state in OPEN:
            yield "open", ""


_STEP_STATES: dict[str, State] = {
    "request.claimed": "claimed",
    "request.handed": "claimed",
    "request.referred": "paused",
    "request.scheduled": "scheduled",
    "request.paused": "paused",
    "request.moved": "waiting",
    "request.released": "waiting",
    "request.finished": "finished",
    "request.withdrawn": "withdrawn",
    "request.declined": "declined",
    "request.confirmed": "confirmed",
    "request.told": "confirmed",
    "request.reopened": "reopened",
}
_FROM_FINISHED = {"request.confirmed", "request.told", "request.reopened"}
_ANSWERS = {
    "request.claimed",
    "request.noted",
    "request.scheduled",
    "request.paused",
    "request.moved",
    "request.finished",
    "request.declined",
    "request.handed",
    "request.referred",
}
_TELLS = _ANSWERS - {"request.claimed", "request.finished"}
_OWNS = {"request.claimed", "request.scheduled", "request.handed", "request.referred"}
_QUIET = {
    "request.asked",
    "request.read",
    "request.pinned",
    "request.unpinned",
    "request.offered",
    "request.taken",
}
"""What is no line of the story, since it is nothing that its teacher has to read."""
_CORRECTED = ("category", "room", "when", "text", "look_at", "feedback")


def _request(now: Request | None, fact: Fact) -> Request | None:
    body = fact.body
    if fact.kind == "request.flagged":
        now = _flagged(fact)
    if now is None:
        return None
    if fact.kind in _QUIET:
        _mark(now, fact)
        return now
    if fact.kind == "request.undone" and tuple(body["step"]) == now.head:
        now.story = _struck(now.story, body["lines"])
    said = {field: body[field] for field in ("text", "lane", "whom") if field in body}
    now.story = [*now.story, StoryLine(fact.at, fact.by, fact.kind, **said)]
    if fact.kind == "request.withdrawn" and now.open and now.joined:
        _leave(now, fact.by)
    elif fact.kind == "request.told" and now.outcome and now.state == "confirmed":
        now.outcome, now.outcome_text = body["outcome"], body.get("text", "")
    elif fact.kind in _STEP_STATES:
        fits = now.state == "finished" if fact.kind in _FROM_FINISHED else now.open
        if fits:
            _change_state(now, fact)
    elif fact.kind == "request.joined" and now.open:
        known = {now.person, *(each.person for each in now.joined)}
        if fact.by not in known:
            now.joined = [*now.joined, MeToo(fact.by, body.get("room", ""), fact.at)]
    elif fact.kind == "request.nudged" and now.open:
        now.nudges = [*now.nudges, fact.at]
        now.unanswered = True
    elif fact.kind == "request.corrected" and now.open:
        for field in _CORRECTED:
            setattr(now, field, body.get(field, getattr(now, field)))
    if fact.kind in _ANSWERS:
        now.unanswered = False
    if fact.kind in _TELLS:
        joined = (each.person for each in now.joined) if fact.kind == "request.declined" else ()
        told = {*now.unread, now.person, *joined} - {fact.by}
        now.unread = sorted(told)
    return now


def _struck(story: list[StoryLine], lines: int) -> list[StoryLine]:
    """A story whose last lines were taken back; they can still be read."""
    struck = list(story)
    for place in range(len(struck) - 1, -1, -1):
        step = struck[place]
        if lines > 0 and not step.undone and step.kind != "request.undone":
            struck[place] = msgspec.structs.replace(step, undone=True)
            lines -= 1
    return struck


def _mark(now: Request, fact: Fact) -> None:
    """What changes nothing that anybody waits for."""
    match fact.kind:
        case "request.asked":
            now.asked = [*now.asked, fact.by or now.person]
        case "request.read":
            now.unread = [each for each in now.unread if each != fact.by]
        case "request.offered":
            now.offered = fact.at
        case "request.taken":
            now.taken = fact.body["answer"]
        case _ if now.open:
            now.pinned = fact.by if fact.kind == "request.pinned" else ""


def _flagged(fact: Fact) -> Request:
    body = fact.body
    return Request(
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


def _leave(now: Request, person: str) -> None:
    """Somebody takes it back while others still have the trouble: it is theirs now."""
    if person == now.person:
        heir, *now.joined = now.joined
        now.person, now.room = heir.person, heir.room or now.room
    else:
        now.joined = [each for each in now.joined if each.person != person]


def _change_state(now: Request, fact: Fact) -> None:
    body = fact.body
    keeps = fact.kind == "request.moved" and now.state == "reopened"
    now.state = "reopened" if keeps else _STEP_STATES[fact.kind]
    now.since = fact.at
    now.until = body.get("until", "")
    now.outside = body.get("outside", "")
    if "lane" in body and body["lane"] != now.lane:
        now.lane = body["lane"]
        now.moves += 1
    if fact.kind in _OWNS:
        owner = body.get("owner", fact.by)
        if now.owner != owner or not now.claimed_at:
            now.claimed_at = fact.at
        now.owner = owner
    elif fact.kind in {"request.moved", "request.released"}:
        now.owner = now.claimed_at = ""
    elif fact.kind == "request.finished":
        now.owner = fact.by
        now.minutes += body.get("minutes", 0)
        if now.lane == FIX:
            now.fixed_at = fact.at
        else:
            now.coached_at = fact.at
        now.asked = []
    elif fact.kind == "request.told":
        now.outcome, now.outcome_text = body["outcome"], body.get("text", "")
    elif fact.kind == "request.reopened":
        now.claimed_at = ""


REQUESTS = Table("requests", Request, _request, RequestKeys, (("state", "withdrawn"),))
