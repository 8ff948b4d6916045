"""A request: a need from the first tap until it is confirmed. `request_facts` says what may happen
to it, `request_fold` what that makes of it.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Order
from data.records.lanes import Lane
from data.records.table import START, Key, Record

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


class Request(Record, kw_only=True):
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

    def index_keys(self) -> Iterator[Key]:
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
