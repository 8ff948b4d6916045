"""Requests: what teachers ask for, from the first tap until they confirm that it is done. What may
happen to a request is in `request_facts`, and how that changes it in `request_fold`.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Order
from data.records.lanes import Lane
from data.records.table import START, Key, Record

When = Literal["now", "today", "week"]
"""How soon something is needed: before the next period, today or this week."""
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
OPEN: frozenset[State] = frozenset({"waiting", "claimed", "scheduled", "paused", "reopened"})
"""The states in which somebody still waits for something."""


class StoryLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a request's story, which its teacher and the team can read.

    Parameters:
        at: when it was done.
        by: id of who did it.
        kind: of the fact that the line tells of.
        text: what was written with it.
        lane: the lane that it was moved to, or "".
        whom: id of who has it now, where it was handed on.
        undone: whether the fact was undone.
    """

    at: str
    by: str
    kind: str
    text: str = ""
    lane: str = ""
    whom: str = ""
    undone: bool = False


class MeToo(msgspec.Struct, frozen=True):
    """Somebody who has the same problem, in their own room."""

    person: str
    room: str
    at: str


class Request(Record, kw_only=True):
    """Something that a teacher asks for: to fix a problem, or to be coached.

    Moments are texts in ISO 8601 with their offset, people are ids, and "" is none.

    Parameters:
        lane: who is to answer it; it changes when it is moved.
        category: what is broken, or the kind of coaching.
        room: where it is needed.
        person: the teacher.
        when: how soon they need it.
        at: when it was flagged. It never changes, so that a request keeps its age when it is moved
            or reopened.
        text: what the teacher wrote.
        look_at: what a coach who watches a lesson is asked to look at.
        feedback: how the teacher would like to hear about it.
        state: where it stands.
        since: when it came into that state.
        owner: the member of the team who works on it.
        claimed_at: when they took it on.
        fixed_at, coached_at: when it was last finished in that lane. They stay when it is reopened:
            somebody was there.
        until: the moment that it is scheduled for or paused until.
        minutes: how long the work on it took so far.
        moves: how often it changed its lane.
        asked: ids of those who have been asked whether it works.
        outcome, outcome_text: how it went, as a key of OUTCOMES and in words.
        pinned: the coach who put it first in its lane.
        outside: who works on it that is not a member of the team, while its owner follows it up.
        offered: when its teacher was offered coaching on what was fixed.
        taken: the answer to that offer.
        source: the id of the fix that a coaching request follows from.
        joined: who has the same problem.
        nudges: when its teacher asked for an answer.
        unanswered: whether the last nudge has no answer yet.
        unread: ids of those who must still be shown an answer.
        story: what happened to it.
        head: the order of the last fact that it holds.
    """

    id: str
    lane: Lane
    category: str
    room: str
    person: str
    when: When
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
        """Whether its flagging was undone, so that nobody ever asked for it."""
        return self.state == "withdrawn" and bool(self.story) and self.story[0].undone

    def index_keys(self) -> Iterator[Key]:
        """Yield the keys that find it.

        - "person": each who asked for it or joined it;
        - "asks": each who must still be asked or shown something about it;
        - "place": its room and category;
        - "month": that in which it was flagged;
        - "fixed": the room, category and month of its fix;
        - "open": every request that is open.
        """
        for person in {self.person, *(joined.person for joined in self.joined)}:
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
        if self.state in OPEN:  # not self.open: indexes are built of fields, without properties
            yield "open", ""
