"""What may wait for somebody at sign-in, and what is said when they have answered it."""

from typing import Literal

import msgspec

from data.records import OUTCOMES

Goes = Literal["", "request", "slots", "fix", "line", "note"]
"""Where an answer leads: to the request, to another time, to a new flag, to a line about it, to all
of a note.
"""
Answers = tuple[tuple[str, str], ...]

OUTCOME_ANSWERS: Answers = tuple((each.answer, name) for name, each in OUTCOMES.items())
THANKS_ANSWERS: Answers = (("Only me", "private"), ("Initials", "initials"), ("The wall", "wall"))
DAY_ANSWERS: Answers = (("Good", "Good"), ("So-so", "So-so"), ("Hard", "Hard"))


class InboxItem(msgspec.Struct, frozen=True):
    """One thing that waits.

    Parameters:
        kind: what it is about.
        id: of the document it is about.
        head, body: what is said.
        answers: what may be said to it: words on a tile, and what they stand for.
        tone: as a tile's.
        once: whether it is asked in one session only.
    """

    kind: str
    id: str
    head: str
    body: str
    answers: Answers
    tone: str
    once: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others."""
        return self.kind, self.id


class InboxReply(msgspec.Struct, frozen=True):
    """What is said after an answer, and where it leads."""

    said: str
    goes: Goes = ""
    subject: str = ""
