"""Records: the documents, typed. One class a table; what a screen shows is made from these."""

from typing import Literal

import msgspec

from data.facts import Order

Lane = Literal["fix", "coaching"]
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

START: Order = (0, "", "", 0)


class Step(msgspec.Struct, frozen=True):
    """One line of a request's story."""

    at: str
    by: str
    kind: str
    text: str = ""
    lane: str = ""


class Joined(msgspec.Struct, frozen=True):
    """Somebody who has the same trouble."""

    person: str
    room: str
    at: str


class Request(msgspec.Struct, kw_only=True):
    """A need a teacher flagged, from the first tap until it is confirmed.

    `at` is when it was flagged and never changes: its age outlives every move and every reopening.
    `since` is when it came into its present state. `fixed_at` and `coached_at` are when it was last
    finished in that lane, and stay when it is reopened: somebody was there.
    """

    id: str
    lane: Lane
    category: str
    room: str
    person: str
    when: str
    at: str
    text: str = ""
    state: State = "waiting"
    since: str = ""
    owner: str = ""
    claimed_at: str = ""
    fixed_at: str = ""
    coached_at: str = ""
    until: str = ""
    minutes: int = 0
    moves: int = 0
    asked: bool = False
    joined: list[Joined] = []
    nudges: list[str] = []
    unanswered: bool = False
    story: list[Step] = []
    head: Order = START

    @property
    def open(self) -> bool:
        """Whether somebody still waits for something."""
        return self.state in OPEN


class Listing(msgspec.Struct, frozen=True):
    """What the roster says about a person: the one place where a name stands."""

    key: str
    name: str
    given: str = ""
    family: str = ""
    role: str = "teacher"
    room: str = ""
    subject: str = ""
    email: str = ""
    badge: str = ""
    active: bool = True


class Person(msgspec.Struct, kw_only=True):
    """Somebody who works here.

    `before` is the listing an import replaced, kept so that the import can be undone.
    """

    id: str
    key: str
    name: str
    given: str = ""
    family: str = ""
    role: str = "teacher"
    room: str = ""
    subject: str = ""
    email: str = ""
    badge: str = ""
    active: bool = True
    source: str = ""
    before: Listing | None = None
    at: str = ""
    head: Order = START

    @property
    def listing(self) -> Listing:
        """What the roster says about this person now."""
        return Listing(
            self.key,
            self.name,
            self.given,
            self.family,
            self.role,
            self.room,
            self.subject,
            self.email,
            self.badge,
            self.active,
        )

    @property
    def first(self) -> str:
        """What colleagues call this person."""
        return self.given or self.name


class Thanks(msgspec.Struct, kw_only=True):
    """A thank-you. Nobody but its receiver sees it until the receiver says so."""

    id: str
    by: str
    to: str
    at: str
    reason: str = ""
    text: str = ""
    shown: Literal["private", "initials", "wall"] = "private"
    seen: bool = False
    head: Order = START


class CheckIn(msgspec.Struct, kw_only=True):
    """Somebody said hi."""

    id: str
    person: str
    at: str
    day: str = ""
    head: Order = START


class Pin(msgspec.Struct, kw_only=True):
    """A person's PIN, as argon2id makes it, and the tries since it last fitted."""

    id: str
    hash: str = ""
    tries: int = 0
    tried_at: str = ""
    head: Order = START


class Import(msgspec.Struct, kw_only=True):
    """One reading of a roster file."""

    id: str
    at: str
    source: str = ""
    added: int = 0
    changed: int = 0
    left: int = 0
    undone: bool = False
    head: Order = START


class Resource(msgspec.Struct, kw_only=True):
    """Something a teacher can take along by scanning its code."""

    id: str
    title: str
    url: str
    about: str = ""
    tags: list[str] = []
    at: str = ""
    by: str = ""
    head: Order = START
