"""What a coach keeps about working with somebody: coaching cycles, and encrypted private notes."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table

Stage = Literal["goal", "plan", "teach", "reflect"]
STAGES: tuple[Stage, ...] = ("goal", "plan", "teach", "reflect")
"""The stages of a coaching cycle, in their order."""


class StageNote(msgspec.Struct, frozen=True):
    """What somebody wrote down at one stage of a cycle."""

    at: str
    by: str
    stage: Stage
    text: str


class Cycle(Record, kw_only=True):
    """A coaching cycle: a goal that a teacher chose, and what the two do to reach it.

    Parameters:
        person: the teacher.
        said: the notes of all stages, oldest first.
        closed: the moment at which it was closed, "undone" when its opening was undone, or "".
        untold: ids of those who must still be told that the coach has changed: the teacher, and the
            coach before.
    """

    id: str
    person: str
    coach: str
    goal: str
    stage: Stage = "goal"
    said: list[StageNote] = []
    closed: str = ""
    untold: list[str] = []
    at: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by its teacher, by its coach while it is open, and by who must still be told."""
        yield "person", self.person
        if not self.closed:
            yield "coach", self.coach
        if self.closed != "undone":
            for person in self.untold:
                yield "asks", person


def _open(_: Cycle | None, fact: Fact) -> Cycle:
    goal = fact.body["goal"]
    return Cycle(
        id=fact.subject,
        person=fact.whom,
        coach=fact.by,
        goal=goal,
        said=[StageNote(fact.at, fact.by, "goal", goal)],
        at=fact.at,
    )


def _add_note(cycle: Cycle, fact: Fact) -> None:
    stage, text = fact.body["stage"], fact.body.get("text")
    if not cycle.closed:
        cycle.stage = stage
    if text:  # kept even when another kiosk closed the cycle meanwhile
        cycle.said = [*cycle.said, StageNote(fact.at, fact.by, stage, text)]


def _take_over(cycle: Cycle, fact: Fact) -> None:
    if not cycle.closed:
        untold = {*cycle.untold, cycle.person, cycle.coach} - {fact.by}
        cycle.coach, cycle.untold = fact.by, sorted(untold)


def _mark_told(cycle: Cycle, fact: Fact) -> None:
    if fact.body["coach"] == cycle.coach:
        cycle.untold = [person for person in cycle.untold if person != fact.by]


def _close(cycle: Cycle, fact: Fact) -> None:
    cycle.closed = fact.at


class SealedKey(msgspec.Struct, frozen=True):
    """A key of private notes, encrypted with the key that argon2id derives from a PIN and a salt.

    Parameters:
        salt, sealed: base64; "" once another key has replaced this one.
    """

    id: str
    salt: str
    sealed: str


class Vault(Record, kw_only=True):
    """The keys of a coach's private notes.

    There is one as a rule. There are two where a coach began to write notes on two kiosks that were
    apart, or began again after a PIN was forgotten.
    """

    id: str
    keys: list[SealedKey] = []
    head: Order = START


def _rekey(vault: Vault, fact: Fact) -> None:
    new = {key.id: key for key in msgspec.convert(fact.body["keys"], list[SealedKey])}
    gone = set(fact.body.get("gone", ()))
    kept = [new.pop(key.id, key) for key in vault.keys if key.id not in gone]
    vault.keys = kept + list(new.values())


class PrivateNote(Record, kw_only=True):
    """A private note of a coach about working with somebody, which nobody else can read.

    Parameters:
        about: the id of the person.
        sealed: the encrypted text, base64; "" once the note was removed.
        void: whether it was removed.
    """

    id: str
    by: str
    about: str
    sealed: str
    at: str
    void: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by who wrote it, by whom it is about, and by both."""
        if not self.void:
            yield "pair", f"{self.by}\n{self.about}"
            yield "by", self.by
            yield "person", self.about


def _create_note(_: PrivateNote | None, fact: Fact) -> PrivateNote:
    return PrivateNote(
        id=fact.subject,
        by=fact.by,
        about=fact.whom,
        sealed=fact.body["sealed"],
        at=fact.at,
    )


def _reseal(note: PrivateNote, fact: Fact) -> None:
    if not note.void:
        note.sealed = fact.body["sealed"]


def _remove(note: PrivateNote, _: Fact) -> None:
    note.void, note.sealed = True, ""


class CycleOpened(NewFact, frozen=True, kw_only=True):
    """A coaching cycle begins with a goal."""

    KIND = "cycle.opened"

    goal: str


class CycleSaid(NewFact, frozen=True, kw_only=True):
    """Somebody writes something down at a stage of a cycle, or moves it to another stage."""

    KIND = "cycle.said"

    stage: Stage
    text: str = ""


class CycleTaken(NewFact, frozen=True):
    """Another coach takes a cycle over."""

    KIND = "cycle.taken"


class CycleTold(NewFact, frozen=True, kw_only=True):
    """Somebody has read that `coach` is now the coach of a cycle."""

    KIND = "cycle.told"

    coach: str


class CycleClosed(NewFact, frozen=True):
    """A coaching cycle is over."""

    KIND = "cycle.closed"


class VaultMade(NewFact, frozen=True, kw_only=True):
    """A coach gets keys for private notes. Each is a SealedKey as JSON."""

    KIND = "vault.made"

    keys: list[dict[str, str]]


class VaultRekeyed(NewFact, frozen=True, kw_only=True):
    """The keys of private notes are encrypted again, for another PIN.

    Parameters:
        keys: each a SealedKey as JSON.
        gone: ids of the keys that are removed.
    """

    KIND = "vault.rekeyed"

    keys: list[dict[str, str]]
    gone: list[str] = []


class PrivateNoteKept(NewFact, frozen=True, kw_only=True):
    """A coach writes a private note."""

    KIND = "jotting.kept"

    sealed: str


class PrivateNoteResealed(NewFact, frozen=True, kw_only=True):
    """A private note is encrypted with another key."""

    KIND = "jotting.resealed"

    sealed: str


class PrivateNoteRemoved(NewFact, frozen=True):
    """A coach removes a private note."""

    KIND = "jotting.removed"


CYCLES = Table(
    name="cycles",
    record=Cycle,
    creates={CycleOpened.KIND: _open},
    updates={
        CycleSaid.KIND: _add_note,
        CycleTaken.KIND: _take_over,
        CycleTold.KIND: _mark_told,
        CycleClosed.KIND: _close,
    },
    indexed=("person", "coach", "closed", "untold"),
    undone_fields={"closed": "undone"},
)
VAULTS = Table(
    name="vaults",
    record=Vault,
    creates={},
    updates={VaultMade.KIND: _rekey, VaultRekeyed.KIND: _rekey, "vault.resealed": _rekey},
    starts_empty=True,
)
PRIVATE_NOTES = Table(
    name="jottings",
    record=PrivateNote,
    creates={PrivateNoteKept.KIND: _create_note},
    updates={PrivateNoteResealed.KIND: _reseal, PrivateNoteRemoved.KIND: _remove},
    indexed=("by", "about", "void"),
    undone_fields={"void": True, "sealed": ""},
)
