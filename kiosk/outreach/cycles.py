"""Working with somebody: cycles with their questions, who did this before, the year so far."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.records import COACHING, STAGES, Cycle, Introduction, Person, Request, Stage
from data.records.coaching import CycleClosed, CycleOpened, CycleSaid, CycleTaken, CycleTold
from data.records.resources import IntroductionOffered
from data.text import clean
from kiosk.library.resources import Shelf
from kiosk.requests.demand import topics
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.wording import times

QUESTIONS: dict[Stage, tuple[str, ...]] = {
    "goal": (
        "What would you like pupils to do that they do not do yet?",
        "How would you know that it is so?",
        "What matters most to you in this?",
    ),
    "plan": (
        "What have you tried, and what came of it?",
        "Which lesson would be a good one to begin with?",
        "What would you like me to do: plan, teach with you, look on?",
    ),
    "teach": (
        "What should I look at, and what should I leave alone?",
        "What will you see pupils do when it works?",
        "What could get in the way?",
    ),
    "reflect": (
        "What did you see?",
        "What surprised you?",
        "What will you keep, and what will you do otherwise?",
    ),
}
"""Open questions of each stage, of the kind that Knight's Impact Cycle and Cognitive Coaching ask:
they begin with what, which or how, and none can be answered with yes.
"""


class DidBefore(msgspec.Struct, frozen=True):
    """Somebody who did this before, and how that is known."""

    person: Person
    how: str
    worked: bool = False
    resource: str = ""


class Cycles:
    """Cycles and introductions of one school."""

    def __init__(self, school: School, shelf: Shelf) -> None:
        self._school = school
        self._shelf = shelf

    def cycles(self, person: str) -> list[Cycle]:
        """Somebody's cycles, the open one first, then the newest."""
        found = self._school.store.where(Cycle, "person", person)
        kept = [each for each in found if each.closed != "undone"]
        return sorted(
            sorted(kept, key=lambda c: c.head, reverse=True), key=lambda c: bool(c.closed)
        )

    def cycle(self, person: str) -> Cycle | None:
        """The cycle that is open."""
        return next((each for each in self.cycles(person) if not each.closed), None)

    def open_cycle(self, coach: str, person: str, goal: str) -> list[Fact]:
        """Begin one, with the goal that the teacher chose.

        Raises:
            Refused: without a goal, or one is open.
        """
        if not clean(goal):
            raise Refused("Write the goal in the teacher's own words. Nothing was begun.")

        def rule() -> list[NewFact]:
            found = self.cycle(person)
            if found and found.coach != coach:
                name = self._school.people.full_name(found.coach)
                raise Refused(f"{name} has a cycle with them already. Nothing was begun.")
            if found:
                raise Refused("One cycle is open already. Finish it first, or go on with it.")
            return [CycleOpened(new_id(), by=coach, whom=person, goal=clean(goal))]

        return self._school.act(rule)

    def say(self, cycle: Cycle, by: str, text: str, stage: str = "") -> list[Fact]:
        """Write down what was said, and go on to a stage; the one it is at when left out.

        Raises:
            Refused: it is closed, a colleague has it, or there is nothing to keep.
        """
        if stage in ("", cycle.stage) and not clean(text):
            raise Refused("Write a few words first. Nothing was kept.")
        onward = next((each for each in STAGES if each == stage), None)
        if stage and onward is None:
            raise Refused(f"{stage!r} is not one of {', '.join(STAGES)}. Nothing was kept.")

        def rule() -> list[NewFact]:
            now = self._mine(cycle, by)
            at = onward or now.stage
            return [CycleSaid(cycle.id, by=by, whom=cycle.person, stage=at, text=clean(text))]

        return self._school.act(rule)

    def next_stage(self, cycle: Cycle) -> Stage | None:
        """What comes after the stage it is at; None after the last."""
        place = STAGES.index(cycle.stage) + 1
        return STAGES[place] if place < len(STAGES) else None

    def close_cycle(self, cycle: Cycle, by: str, text: str = "") -> list[Fact]:
        """It has come to its end.

        Parameters:
            text: what was said last.

        Raises:
            Refused: it is closed, or a colleague has it.
        """

        def rule() -> list[NewFact]:
            now = self._mine(cycle, by)
            closed = CycleClosed(cycle.id, by=by, whom=cycle.person)
            if not clean(text):
                return [closed]
            last = CycleSaid(cycle.id, by=by, whom=cycle.person, stage=now.stage, text=clean(text))
            return [last, closed]

        return self._school.act(rule)

    def take_over(self, cycle: Cycle, by: str) -> list[Fact]:
        """A colleague goes on with a teacher. Both the teacher and whoever coached them are told;
        the goal comes along, and what was said stays between the two.

        Raises:
            Refused: it is closed, theirs already, or they are no coach.
        """
        if self._school.people.lane_of(by) != COACHING:
            raise Refused("A cycle is between a teacher and a coach. Nothing was changed.")

        def rule() -> list[NewFact]:
            if self._open(cycle).coach == by:
                raise Refused("You have this cycle already. Nothing was changed.")
            return [CycleTaken(cycle.id, by=by, whom=cycle.person)]

        return self._school.act(rule)

    def told(self, key: str, person: str) -> NewFact:
        """The fact that somebody has read who goes on with a cycle."""
        return CycleTold(key, by=person, whom=person, coach=self.find(key).coach)

    def find(self, key: str) -> Cycle:
        """A cycle that is known to be there."""
        found = self._school.store.find(Cycle, key)
        assert found is not None
        return found

    def _mine(self, cycle: Cycle, coach: str) -> Cycle:
        now = self._open(cycle)
        if now.coach != coach:
            name = self._school.people.full_name(now.coach)
            raise Refused(f"{name} has this cycle now. Nothing was changed.")
        return now

    def _open(self, cycle: Cycle) -> Cycle:
        now = self.find(cycle.id)
        if now.closed:
            raise Refused("That cycle is closed. Nothing was changed.")
        return now

    def who_did(self, about: str, but: str, most: int = 6) -> list[DidBefore]:
        """Colleagues who have done something like this: shared an idea, or were coached on it.

        Parameters:
            about: words.
            but: the id of who would like to do it.
        """
        found: dict[str, DidBefore] = {}
        for idea in self._shelf.search(about):
            person = self._school.people.get(idea.by)
            if idea.kind == "idea" and person and person.active and person.id != but:
                how = f"shared “{idea.title}”"
                found.setdefault(person.id, DidBefore(person, how, idea.helps, idea.id))
        asked = Request(
            id="", lane=COACHING, category="", room="", person="", when="week", at="", text=about
        )
        for person in self._school.people.staff():
            if person.id in found or person.id == but:
                continue
            for request in self._school.store.where(Request, "person", person.id):
                if (
                    request.person == person.id
                    and request.coached_at
                    and request.outcome != "not"
                    and topics([asked, request], self._shelf.tags())
                ):
                    when = times.moment(request.coached_at, self._school.now())
                    how = f"{request.category}, {when}: {request.text}"
                    found.setdefault(person.id, DidBefore(person, how, request.outcome == "worked"))
        ranked = sorted(found.values(), key=lambda did: not did.worked)
        return ranked[:most]

    def introduce(self, coach: str, learner: str, did: DidBefore, about: str) -> list[Fact]:
        """Offer both to find each other; each says yes or not now at the next sign-in.

        Raises:
            Refused: the two have been offered it and have not answered.
        """
        if learner == did.person.id:
            raise Refused("Those are one and the same. Nothing was offered.")

        def rule() -> Sequence[NewFact]:
            mine = self._school.store.where(Introduction, "person", learner)
            if any(
                each.by == learner and each.to == did.person.id and not each.over for each in mine
            ):
                raise Refused("They have been asked already; the answers come to them.")
            offered = IntroductionOffered(
                new_id(),
                by=coach,
                whom=did.person.id,
                wishes=learner,
                about=clean(about),
                resource=did.resource,
            )
            return [offered]

        return self._school.act(rule)


def year_strip(moments: Sequence[datetime], today: datetime, weeks: int) -> list[int]:
    """How many of some moments fall into each of the last weeks, oldest first."""
    counted = [0] * weeks
    for moment in moments:
        back = (today.date() - moment.date()).days // 7
        if 0 <= back < weeks:
            counted[weeks - 1 - back] += 1
    return counted
