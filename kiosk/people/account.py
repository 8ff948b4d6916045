"""Accounts: what somebody chose, their PIN, and everything that the kiosk keeps about them."""

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
"""Records that are found by the person they are about."""


class PersonalData(msgspec.Struct, frozen=True):
    """Everything that is kept about somebody, for them to read.

    Parameters:
        badge, pin: whether they have one.
        documents: record -> the documents about them.
    """

    person: Person
    preference: Preference
    hours: Hours
    badge: bool
    pin: bool
    documents: dict[type[Any], list[Any]]

    def count(self, kind: type[Any]) -> int:
        """Return how many documents of a record there are."""
        return sum(not getattr(document, "void", False) for document in self.documents[kind])


WORDS = ("text", "reason", "title", "about", "goal", "look_at", "where")
"""Fields of facts in which people write."""


class _UnsavedTries(msgspec.Struct, frozen=True):
    """Tries of a PIN that the disk did not take.

    Parameters:
        count: how many.
        last: when the last one was, as an ISO date and time.
        hash: the hash of the PIN that was tried; a new PIN has no tries.
    """

    count: int
    last: str
    hash: str


class Accounts:
    """The accounts of one school."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._unsaved: dict[str, _UnsavedTries] = {}
        """Person -> tries of their PIN that the disk did not take."""
        self._notices: dict[str, str] = {}
        """Person -> what to tell them after they have typed their PIN."""
        self._tried_at: dict[str, float] = {}
        """Person -> when their PIN was last tried here, by the monotonic clock."""

    def personal_data(self, person: str) -> PersonalData:
        """Return everything that is kept about somebody."""
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

    def refuse_pins(self, facts: Sequence[NewFact]) -> None:
        """Refuse facts in whose words somebody has typed what may be their PIN: others would read
        it. It is not compared with the PIN, which would take long and tell whether it is right.

        Raises:
            Refused: one of them has.
        """
        for fact in facts:
            body = fact.body
            for text in (str(body[name]) for name in WORDS if name in body):
                self.refuse_pin(fact.by, text)

    def refuse_pin(self, person: str, text: str) -> None:
        """Refuse a text that is nothing but as many digits as somebody's PIN has.

        Raises:
            Refused: it is.
        """
        digits = text.strip()
        pin = self.pin(person) if digits.isdecimal() and person else None
        if pin is not None and len(digits) == (pin.length or len(digits)):
            raise Refused(
                "That looks like a PIN, so it was not sent, and nothing was kept. If it is a "
                "number, write a word with it."
            )

    def preference(self, person: str) -> Preference:
        """Return what somebody chose."""
        return self._school.store.find(Preference, person) or Preference(id=person)

    def show_thanks(self, person: str, shown: str) -> list[Fact]:
        """Set who may see thanks to somebody from now on.

        Parameters:
            shown: one of SHOWN; "" asks each time.

        Raises:
            Refused: an unknown choice.
        """
        choice = next((known for known in SHOWN if known == shown), None)
        if shown and choice is None:
            raise Refused(f"{shown!r} is not one of private, initials, wall.")
        return self._school.act(lambda: [ThanksPreferred(person, by=person, shown=choice or "")])

    def ask_erasure(self, person: str) -> list[Fact]:
        """Ask the keeper to erase everything about somebody.

        Raises:
            Refused: they asked already.
        """

        def rule() -> Sequence[NewFact]:
            if self.preference(person).erasure:
                raise Refused("You have asked already; the keeper of this kiosk sees it.")
            return [ErasureAsked(person, by=person, whom=person)]

        return self._school.act(rule)

    def withdraw_erasure(self, person: str) -> list[Fact]:
        """Withdraw the request for erasure."""
        return self._school.act(lambda: [ErasureTakenBack(person, by=person, whom=person)])

    def erasures(self) -> list[Preference]:
        """Return the preferences of those who wait for erasure."""
        return self._school.store.where(Preference, "erasure")

    def pin(self, person: str) -> Pin | None:
        """Return somebody's PIN record; None without a PIN."""
        pin = self._school.store.find(Pin, person)
        return pin if pin and pin.hash else None

    def needs_pin(self, person: Person) -> bool:
        """Return whether this person has to type or choose a PIN before their side opens."""
        settings = self._school.settings.pins
        return person.role in LANE_OF or settings.everybody or self.pin(person.id) is not None

    def may_choose_pin(self, person: Person) -> bool:
        """Return whether this person, a teacher without a PIN, may choose one now."""
        return person.role not in LANE_OF and self.pin(person.id) is None

    def pin_length(self, person: Person) -> int:
        """Return the fewest digits of this person's PIN."""
        settings = self._school.settings.pins
        return settings.length if person.role in LANE_OF else settings.own_length

    def set_pin(
        self, person: str, typed: Typed, by: str = "", also: Sequence[NewFact] = ()
    ) -> None:
        """Give somebody a new PIN, which also unlocks a locked one.

        Parameters:
            by: id of whoever sets it; the person's own when left out.
            also: facts that are saved in the same act.

        Raises:
            Refused: it is too short, too long or too easy.
        """
        listed = self._school.people[person]
        facts = pins.set_pin(person, typed, self.pin_length(listed), by, self._cost(listed))
        self._school.act(lambda: [*facts, *also])
        self._unsaved.pop(person, None)

    def _cost(self, person: Person) -> StretchingCost:
        """Return what a try of this person's PIN costs: on the team's side it opens private notes
        too.
        """
        return key_stretching.cost_here() if person.role in LANE_OF else pins.TEACHER

    def may_go_without_pin(self, person: Person) -> bool:
        """Return whether somebody has a PIN that nobody requires of them."""
        needed = person.role in LANE_OF or self._school.settings.pins.everybody
        return not needed and self.pin(person.id) is not None

    def remove_pin(self, person: Person) -> list[Fact]:
        """Remove a teacher's PIN.

        Raises:
            Refused: it is required.
        """
        if not self.may_go_without_pin(person):
            raise Refused("Your PIN is needed here. You can change it.")
        key = person.id
        return self._school.act(lambda: [PinRemoved(key, by=key, whom=key)])

    def _must_be_long_enough(self, person: Person) -> None:
        """Refuse the team's side to a short PIN from before its owner joined the team."""
        pin = self.pin(person.id)
        if pin and 0 < pin.length < self.pin_length(person):
            raise Refused(
                "Your PIN is too short for this side. The keeper gives you one with: "
                "kiosk person pin NAME"
            )

    def must_not_wait(self, person: str) -> None:
        """Check that a PIN may be tried now, without counting a try.

        Raises:
            Refused: it is locked, a delay is not over, or there is no PIN.
        """
        pins.try_now(self.counted(person), self._school.now())

    def try_pin(self, person: str, typed: Typed) -> bool:
        """Return whether this is their PIN. The try is recorded before it is checked.

        A try that cannot be saved is counted in memory, so that with the right PIN one can read
        while nothing can be written.

        Raises:
            Refused: it is locked, a delay is not over, or there is no PIN.
        """
        listed = self._school.people[person]
        self._must_be_long_enough(listed)
        self._must_not_hurry(person)
        self._record_try(person)
        self._tried_at[person] = self._school.clock.monotonic()
        pin, before = self.pin(person), self.counted(person)
        assert pin is not None
        if not pins.fits(pin, typed):
            return False
        self._unsaved.pop(person, None)
        self._tried_at.pop(person, None)
        again: list[NewFact] = []
        if pins.is_cheap(pin, self._cost(listed)):
            again = pins.hashed_anew(person, typed, self._cost(listed))
        notice = pins.tried_words(before.tries - 1, before.tried_at) if before else ""
        try:
            self._school.act(lambda: [*again, *pins.fitted(person)])
        except NotSaved as refused:
            why = str(refused).removeprefix("Not saved: ").partition(". ")[0]
            notice = f"You can read everything, but nothing can be saved right now: {why}."
        self._notices[person] = notice
        return True

    def _record_try(self, person: str) -> None:
        """Save a try before it is checked; count it in memory where it cannot be saved."""
        try:
            self._school.act(lambda: pins.try_now(self.counted(person), self._school.now()))
        except NotSaved:
            now = self._school.now()
            pins.try_now(self.counted(person), now)
            pin, earlier = self.pin(person), self._unsaved.get(person)
            if pin is not None:
                count = earlier.count if earlier and earlier.hash == pin.hash else 0
                self._unsaved[person] = _UnsavedTries(count + 1, now.isoformat(), pin.hash)

    def pop_notice(self, person: str) -> str:
        """Return, once, what to tell somebody who has just typed their PIN; "" for nothing."""
        return self._notices.pop(person, "")

    def counted(self, person: str) -> Pin | None:
        """Return somebody's PIN record with the tries that could not be saved."""
        pin, unsaved = self.pin(person), self._unsaved.get(person)
        if pin is None or unsaved is None or unsaved.hash != pin.hash:
            return pin  # a new PIN unlocks, wherever the tries of the old one were counted
        tries = pin.tries + unsaved.count
        return msgspec.structs.replace(pin, tries=tries, tried_at=unsaved.last)

    def _must_not_hurry(self, person: str) -> None:
        """Enforce the delay by the monotonic clock too: somebody may have moved the other one."""
        pin, tried = self.counted(person), self._tried_at.get(person)
        if pin is None or tried is None or pin.tries >= pins.LOCKED_AFTER:
            return
        left = pins.delay_after(pin.tries) - (self._school.clock.monotonic() - tried)
        if left > 0:
            raise Refused(pins.wait_words(ceil(left)))
