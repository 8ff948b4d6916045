"""What is somebody's own: what they chose, their PIN, and all that this kiosk keeps about them."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import msgspec

from data.failures import NotSaved
from data.ledger.facts import Fact, NewFact
from data.records import (
    LANE_OF,
    CheckIn,
    Cycle,
    Hours,
    Introduction,
    Note,
    OpenDoor,
    Person,
    Pin,
    Preference,
    PrivateNote,
    Problem,
    Request,
    Resource,
    Take,
    Thanks,
    Visit,
    Work,
    Workshop,
)
from data.records.people import ErasureAsked, ErasureTakenBack, PinRemoved, ThanksPreferred
from kiosk.community.thanks import SHOWN
from kiosk.people import key_stretching, pins
from kiosk.people.key_stretching import StretchingCost
from kiosk.people.secret import Typed
from kiosk.school.errors import Refused
from kiosk.school.school import School

HELD: tuple[type[Any], ...] = (
    Request,
    Thanks,
    Note,
    CheckIn,
    Take,
    Resource,
    Introduction,
    Visit,
    OpenDoor,
    Workshop,
    Problem,
    Cycle,
    PrivateNote,
    Work,
)
"""Tables whose documents are found by a person."""


class PersonalData(msgspec.Struct, frozen=True):
    """What is kept about somebody, to be read by them."""

    person: Person
    preference: Preference
    hours: Hours
    badge: bool
    pin: bool
    documents: dict[type[Any], list[Any]]

    def count(self, kind: type[Any]) -> int:
        """How many documents of a kind."""
        return len(self.documents[kind])


class Accounts:
    """One's own corner of the kiosk."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._unrecorded: dict[str, tuple[int, str, str]] = {}
        """Tries that the disk did not take, when the last one was, and of which PIN's hash."""
        self._told: dict[str, str] = {}
        """What has to be said to whoever has just typed their PIN."""
        self._tried: dict[str, float] = {}
        """When a PIN was last tried here, by the clock that only goes forward."""

    def personal_data(self, person: str) -> PersonalData:
        """All that is kept about somebody."""
        store = self._school.store
        listed = self._school.people[person]
        return PersonalData(
            listed,
            self.preference(person),
            store.find(Hours, person) or Hours(id=person),
            bool(listed.badge),
            self.pin(person) is not None,
            {kind: store.where(kind, "person", person) for kind in HELD},
        )

    def preference(self, person: str) -> Preference:
        """What somebody chose."""
        return self._school.store.find(Preference, person) or Preference(id=person)

    def show_thanks(self, person: str, shown: str) -> list[Fact]:
        """Who may see thanks to somebody from now on; "" is to be asked each time.

        Raises:
            Refused: no such choice.
        """
        choice = next((choice_offered for choice_offered in SHOWN if choice_offered == shown), None)
        if shown and choice is None:
            raise Refused(f"{shown!r} is not one of private, initials, wall.")
        return self._school.act(lambda: [ThanksPreferred(person, by=person, shown=choice or "")])

    def ask_erasure(self, person: str) -> list[Fact]:
        """Somebody wants all that is kept about them to be erased; the keeper does it.

        Raises:
            Refused: they asked already.
        """

        def rule() -> Sequence[NewFact]:
            if self.preference(person).erasure:
                raise Refused("You have asked already; the keeper of this kiosk sees it.")
            return [ErasureAsked(person, by=person, whom=person)]

        return self._school.act(rule)

    def withdraw_erasure(self, person: str) -> list[Fact]:
        """They would rather stay."""
        return self._school.act(lambda: [ErasureTakenBack(person, by=person, whom=person)])

    def erasures(self) -> list[Preference]:
        """Who asked for erasure and waits for the keeper."""
        return self._school.store.where(Preference, "erasure")

    def pin(self, person: str) -> Pin | None:
        """Somebody's PIN record, or None when they have none."""
        pin = self._school.store.find(Pin, person)
        return pin if pin and pin.hash else None

    def needs_pin(self, person: Person) -> bool:
        """Whether a PIN has to be typed, or chosen, before this person's side opens."""
        settings = self._school.settings.pins
        return person.role in LANE_OF or settings.everybody or self.pin(person.id) is not None

    def may_choose_pin(self, person: Person) -> bool:
        """Whether a teacher who needs a PIN and has none may choose it now."""
        return person.role not in LANE_OF and self.pin(person.id) is None

    def pin_length(self, person: Person) -> int:
        """The fewest digits of this person's PIN."""
        settings = self._school.settings.pins
        return settings.length if person.role in LANE_OF else settings.own_length

    def set_pin(
        self, person: str, typed: Typed, by: str = "", also: Sequence[NewFact] = ()
    ) -> None:
        """Give somebody a PIN, which opens a lock.

        Parameters:
            also: what has to be saved in the same act.

        Raises:
            Refused: it is too short or too easy.
        """
        listed = self._school.people[person]
        drafts = pins.set_pin(person, typed, self.pin_length(listed), by, self._cost(listed))
        self._school.act(lambda: [*drafts, *also])
        self._unrecorded.pop(person, None)

    def _cost(self, person: Person) -> StretchingCost:
        """What a try of somebody's PIN costs: on the team's side it opens private notes too."""
        return key_stretching.cost_here() if person.role in LANE_OF else pins.TEACHER

    def may_go_without_pin(self, person: Person) -> bool:
        """Whether somebody has a PIN that nobody asks of them."""
        needed = person.role in LANE_OF or self._school.settings.pins.everybody
        return not needed and self.pin(person.id) is not None

    def remove_pin(self, person: Person) -> list[Fact]:
        """A teacher goes without a PIN again.

        Raises:
            Refused: theirs is needed.
        """
        if not self.may_go_without_pin(person):
            raise Refused("Your PIN is needed here. You can change it.")
        key = person.id
        return self._school.act(lambda: [PinRemoved(key, by=key, whom=key)])

    def _must_be_long_enough(self, person: Person) -> None:
        """A teacher's short PIN does not open the coach's side when they become a coach."""
        pin = self.pin(person.id)
        if pin and 0 < pin.length < self.pin_length(person):
            raise Refused(
                "Your PIN is too short for this side. The keeper gives you one with: "
                "kiosk person pin NAME"
            )

    def must_not_wait(self, person: str) -> None:
        """Whether a PIN may be tried now, without a try being counted.

        Raises:
            Refused: locked, too early, or there is no PIN.
        """
        pins.try_now(self.counted(person), self._school.now())

    def try_pin(self, person: str, typed: Typed) -> bool:
        """Whether this is their PIN; the try is on record before it is checked. Where it cannot be
        recorded, it is counted in memory: with the right PIN one can read when nothing can be
        written.

        Raises:
            Refused: locked, too early, or there is no PIN.
        """
        listed = self._school.people[person]
        self._must_be_long_enough(listed)
        self._must_not_hurry(person)
        try:
            self._school.act(lambda: pins.try_now(self.counted(person), self._school.now()))
        except NotSaved:
            now = self._school.now()
            pins.try_now(self.counted(person), now)
            tried = self.pin(person)
            count, _, kept = self._unrecorded.get(person, (0, "", ""))
            if tried is not None:
                count = count if kept == tried.hash else 0
                self._unrecorded[person] = count + 1, now.isoformat(), tried.hash
        self._tried[person] = self._school.clock.monotonic()
        pin, before = self.pin(person), self.counted(person)
        assert pin is not None
        if not pins.fits(pin, typed):
            return False
        self._unrecorded.pop(person, None)
        self._tried.pop(person, None)
        again: list[NewFact] = []
        if pins.is_cheap(pin, self._cost(listed)):
            again = pins.hashed_anew(person, typed, self._cost(listed))
        notice = pins.tried_words(before.tries - 1, before.tried_at) if before else ""
        try:
            self._school.act(lambda: [*again, *pins.fitted(person)])
        except NotSaved as refused:
            why = str(refused).removeprefix("Not saved: ").partition(". ")[0]
            notice = f"You can read everything, but nothing can be saved right now: {why}."
        self._told[person] = notice
        return True

    def pop_notice(self, person: str) -> str:
        """Return what whoever has just typed their PIN has to be told, once; "" for nothing."""
        return self._told.pop(person, "")

    def counted(self, person: str) -> Pin | None:
        """Somebody's PIN record with the tries that could not be recorded."""
        pin, unrecorded = self.pin(person), self._unrecorded.get(person)
        if pin is None or unrecorded is None or unrecorded[2] != pin.hash:
            return pin  # a new PIN opens a lock, wherever it was counted
        count, at, _ = unrecorded
        return msgspec.structs.replace(pin, tries=pin.tries + count, tried_at=at)

    def _must_not_hurry(self, person: str) -> None:
        """The delay holds also when somebody has moved the clock meanwhile."""
        pin, tried = self.counted(person), self._tried.get(person)
        if pin is None or tried is None or pin.tries >= pins.LOCKED_AFTER:
            return
        left = pins.delay_after(pin.tries) - (self._school.clock.monotonic() - tried)
        if left > 0:
            raise Refused(pins.wait_words(ceil(left)))
