"""What a coach keeps about working with somebody: cycles, and notes that only they can open."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table

Stage = Literal["goal", "plan", "teach", "reflect"]
STAGES: tuple[Stage, ...] = ("goal", "plan", "teach", "reflect")


class StageNote(msgspec.Struct, frozen=True):
    """What was written down at one stage of a cycle."""

    at: str
    by: str
    stage: Stage
    text: str


class Cycle(Record, kw_only=True):
    """A coaching cycle: a goal that a teacher chose, and how the two go about it.

    Parameters:
        untold: ids of those who do not know yet that the coach is another one: the teacher, and
            whoever was the coach before.
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
        """Whose it is, whose turn it is to go on while it is open, and who has to be told."""
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


def _say(cycle: Cycle, fact: Fact) -> None:
    stage, text = fact.body["stage"], fact.body.get("text")
    if not cycle.closed:
        cycle.stage = stage
    if text:  # also when it was closed meanwhile, elsewhere
        cycle.said = [*cycle.said, StageNote(fact.at, fact.by, stage, text)]


def _take(cycle: Cycle, fact: Fact) -> None:
    if not cycle.closed:
        told = {*cycle.untold, cycle.person, cycle.coach} - {fact.by}
        cycle.coach, cycle.untold = fact.by, sorted(told)


def _read(cycle: Cycle, fact: Fact) -> None:
    if fact.body["coach"] == cycle.coach:
        cycle.untold = [each for each in cycle.untold if each != fact.by]


def _close(cycle: Cycle, fact: Fact) -> None:
    cycle.closed = fact.at


class SealedKey(msgspec.Struct, frozen=True):
    """A key, sealed with what argon2id makes of a PIN and a salt; both base64, and empty once
    another key has taken its place.
    """

    id: str
    salt: str
    sealed: str


class Vault(Record, kw_only=True):
    """The keys of a coach's private notes: one as a rule, two where notes were begun on kiosks that
    were apart, or anew after a PIN was forgotten.
    """

    id: str
    keys: list[SealedKey] = []
    head: Order = START


def _rekey(vault: Vault, fact: Fact) -> None:
    told = msgspec.convert(fact.body["keys"], list[SealedKey])
    fresh = {each.id: each for each in told}
    gone = set(fact.body.get("gone", ()))
    kept = [fresh.pop(each.id, each) for each in vault.keys if each.id not in gone]
    vault.keys = kept + list(fresh.values())


class PrivateNote(Record, kw_only=True):
    """A private note of a coach about working with somebody; nobody else can open it.

    Parameters:
        sealed: base64.
    """

    id: str
    by: str
    about: str
    sealed: str
    at: str
    void: bool = False
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Who wrote it about whom, and about whom any were written."""
        if not self.void:
            yield "pair", f"{self.by}\n{self.about}"
            yield "by", self.by
            yield "person", self.about


def _keep(_: PrivateNote | None, fact: Fact) -> PrivateNote:
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
    """Something is written down at a stage of a cycle."""

    KIND = "cycle.said"

    stage: Stage
    text: str = ""


class CycleTaken(NewFact, frozen=True):
    """Another coach goes on with a cycle."""

    KIND = "cycle.taken"


class CycleTold(NewFact, frozen=True, kw_only=True):
    """Somebody has read that the coach is another one."""

    KIND = "cycle.told"

    coach: str


class CycleClosed(NewFact, frozen=True):
    """A cycle is over."""

    KIND = "cycle.closed"


class VaultMade(NewFact, frozen=True, kw_only=True):
    """A place for private notes is made."""

    KIND = "vault.made"

    keys: list[dict[str, str]]


class VaultRekeyed(NewFact, frozen=True, kw_only=True):
    """Another PIN opens the private notes; the keys that are gone open nothing."""

    KIND = "vault.rekeyed"

    keys: list[dict[str, str]]
    gone: list[str] = []


class PrivateNoteKept(NewFact, frozen=True, kw_only=True):
    """A private note is sealed and kept."""

    KIND = "jotting.kept"

    sealed: str


class PrivateNoteResealed(NewFact, frozen=True, kw_only=True):
    """A private note is sealed with another key."""

    KIND = "jotting.resealed"

    sealed: str


class PrivateNoteRemoved(NewFact, frozen=True):
    """A private note is thrown away."""

    KIND = "jotting.removed"


CYCLES = Table(
    name="cycles",
    record=Cycle,
    creates={CycleOpened.KIND: _open},
    updates={
        CycleSaid.KIND: _say,
        CycleTaken.KIND: _take,
        CycleTold.KIND: _read,
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
JOTTINGS = Table(
    name="jottings",
    record=PrivateNote,
    creates={PrivateNoteKept.KIND: _keep},
    updates={PrivateNoteResealed.KIND: _reseal, PrivateNoteRemoved.KIND: _remove},
    indexed=("by", "about", "void"),
    undone_fields={"void": True, "sealed": ""},
)
