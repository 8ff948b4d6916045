"""What may wait for somebody at sign-in, what is replied to an answer, and who is asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from data.records import OUTCOMES, Request
from kiosk.desk import Desk

Goes = Literal["", "request", "slots", "fix", "line"]
"""Where an answer leads: to the request, to another time, to a new flag, to a line about it."""
Answers = tuple[tuple[str, str], ...]
"""(words on a tile, the answer they stand for) of everything that can be answered."""

OUTCOME_ANSWERS: Answers = tuple((outcome.answer, name) for name, outcome in OUTCOMES.items())
SEEN_ANSWERS: Answers = (("Good, seen", "seen"),)


class InboxItem(msgspec.Struct, frozen=True):
    """One thing that waits, as the panel at the top of home shows it.

    Parameters:
        kind: what it is about; a key of `kiosk.inbox.inbox.ANSWER`.
        id: of the document it is about.
        head, body: the words that are shown.
        answers: what can be answered.
        tone: the colour of its tiles.
        once: whether it is asked in one session only.
        comes_first: whether it is shown before all others, also before one that is shown.
        is_note: whether it is to be read, and the answers come second.
    """

    kind: str
    id: str
    head: str
    body: str
    answers: Answers
    tone: str
    once: bool = False
    comes_first: bool = False
    is_note: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id, which together name one item."""
        return self.kind, self.id


class InboxReply(msgspec.Struct, frozen=True):
    """The reply to an answer.

    Parameters:
        said: the words that are shown; "" for none.
        goes: where the answer leads.
        subject: what is needed there: an id, a category or an outcome.
    """

    said: str
    goes: Goes = ""
    subject: str = ""


@dataclass
class InboxSession:
    """One person in one session, and what they were asked in it.

    Parameters:
        desk: the school.
        person: id of whoever is signed in.
        asked: keys of the items that are asked once and were shown in this session. A thread that
            saves adds to it, so that whoever goes through it takes a copy.
        checkin: id of the hi that they have just said; "" for none.
    """

    desk: Desk
    person: str
    asked: dict[tuple[str, str], None] = field(default_factory=dict)
    checkin: str = ""

    def requests(self) -> list[Request]:
        """Return the requests that ask something of this person.

        What was asked once stays until it is answered or put away, though it asks nothing of the
        next session any more.
        """
        asking = self.desk.store.where(Request, "asks", self.person)
        ids = {request.id for request in asking}
        shown = [
            self.desk.requests.get(key)
            for kind, key in self.asked.copy()
            if kind in {"working", "outcome"} and key not in ids
        ]
        return asking + shown

    def is_asked_elsewhere(self, kind: str, request: Request) -> bool:
        """Return whether another session has asked this person this already."""
        return self.person in request.asked and (kind, request.id) not in self.asked


AskItems = Callable[[InboxSession], Iterator[InboxItem]]
"""Yields what waits of some kinds."""
AnswerItem = Callable[[InboxSession, InboxItem, str], InboxReply]
"""Does what an answer to an item says, and returns the reply."""
