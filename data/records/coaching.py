"""What a coach keeps about working with somebody: cycles, and notes that only they can open."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Table

Stage = Literal["goal", "plan", "teach", "reflect"]
STAGES: tuple[Stage, ...] = ("goal", "plan", "teach", "reflect")


class StageNote(msgspec.Struct, frozen=True):
    """What was written down at one stage of a cycle."""

    at: str
    by: str
    stage: Stage
    text: str


class Cycle(msgspec.Struct, kw_only=True):
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


class CycleKeys(msgspec.Struct):
    """The fields a cycle is found by."""

    id: str
    person: str
    coach: str
    closed: str = ""
    untold: list[str] = []

    def found_by(self) -> Iterator[Key]:
        """Whose it is, whose turn it is to go on while it is open, and who has to be told."""
        yield "person", self.person
        if not self.closed:
            yield "coach", self.coach
        if self.closed != "undone":
            for person in self.untold:
                yield "asks", person


def _cycle(now: Cycle | None, fact: Fact) -> Cycle | None:
    body = fact.body
    if fact.kind == "cycle.opened":
        said = [StageNote(fact.at, fact.by, "goal", body["goal"])]
        return Cycle(
            id=fact.subject,
            person=fact.whom,
            coach=fact.by,
            goal=body["goal"],
            said=said,
            at=fact.at,
        )
    if now and fact.kind == "cycle.said":
        if not now.closed:
            now.stage = body["stage"]
        if body.get("text"):  # also when it was closed meanwhile, elsewhere
            now.said = [*now.said, StageNote(fact.at, fact.by, body["stage"], body["text"])]
    elif now and not now.closed and fact.kind == "cycle.taken":
        told = {*now.untold, now.person, now.coach} - {fact.by}
        now.coach, now.untold = fact.by, sorted(told)
    elif now and fact.kind == "cycle.told" and body["coach"] == now.coach:
        now.untold = [each for each in now.untold if each != fact.by]
    elif now and fact.kind == "cycle.closed":
        now.closed = fact.at
    return now


class SealedKey(msgspec.Struct, frozen=True):
    """A key, sealed with what argon2id makes of a PIN and a salt; both base64, and empty once
    another key has taken its place.
    """

    id: str
    salt: str
    sealed: str


class Vault(msgspec.Struct, kw_only=True):
    """The keys of a coach's private notes: one as a rule, two where notes were begun on kiosks that
    were apart, or anew after a PIN was forgotten.
    """

    id: str
    keys: list[SealedKey] = []
    head: Order = START


def _vault(now: Vault | None, fact: Fact) -> Vault | None:
    if fact.kind not in {"vault.made", "vault.resealed", "vault.rekeyed"}:
        return now
    told = msgspec.convert(fact.body["keys"], list[SealedKey])
    now = now or Vault(id=fact.subject)
    fresh = {each.id: each for each in told}
    gone = set(fact.body.get("gone", ()))
    kept = [fresh.pop(each.id, each) for each in now.keys if each.id not in gone]
    now.keys = kept + list(fresh.values())
    return now


class PrivateNote(msgspec.Struct, kw_only=True):
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


class PrivateNoteKeys(msgspec.Struct):
    """The fields a private note is found by."""

    id: str
    by: str
    about: str
    void: bool = False

    def found_by(self) -> Iterator[Key]:
        """Who wrote it about whom, and about whom any were written."""
        if not self.void:
            yield "pair", f"{self.by}\n{self.about}"
            yield "by", self.by
            yield "person", self.about


def _jotting(now: PrivateNote | None, fact: Fact) -> PrivateNote | None:
    if fact.kind == "jotting.kept":
        return PrivateNote(
            id=fact.subject,
            by=fact.by,
            about=fact.whom,
            sealed=fact.body["sealed"],
            at=fact.at,
        )
    if now and fact.kind == "jotting.resealed" and not now.void:
        now.sealed = fact.body["sealed"]
    elif now and fact.kind == "jotting.removed":
        now.void, now.sealed = True, ""
    return now


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


CYCLES = Table("cycles", Cycle, _cycle, CycleKeys, (("closed", "undone"),))
VAULTS = Table("vaults", Vault, _vault)
JOTTINGS = Table(
    "jottings", PrivateNote, _jotting, PrivateNoteKeys, (("void", True), ("sealed", ""))
)
