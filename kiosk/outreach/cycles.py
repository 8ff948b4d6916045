"""Coaching cycles: goal, plan, teach and reflect, with the open questions of each stage."""

from data.ledger.facts import Fact, NewFact, new_id
from data.records import COACHING, STAGES, Cycle, Stage
from data.records.coaching import CycleClosed, CycleOpened, CycleSaid, CycleTaken, CycleTold
from data.text import clean
from kiosk.school.errors import Refused
from kiosk.school.school import School

QUESTIONS: dict[Stage, tuple[str, ...]] = {
    "goal": (
        "What would you like students to do that they do not do yet?",
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
        "What will you see students do when it works?",
        "What could get in the way?",
    ),
    "reflect": (
        "What did you see?",
        "What surprised you?",
        "What will you keep, and what will you do otherwise?",
    ),
}
"""Stage -> its open questions, of the kind that Knight's Impact Cycle and Cognitive Coaching ask:
they begin with what, which or how, and none can be answered with yes.
"""


class Cycles:
    """The coaching cycles of one school."""

    def __init__(self, school: School) -> None:
        self._school = school

    def cycles(self, person: str) -> list[Cycle]:
        """Return somebody's cycles: the open one first, then the newest."""
        cycles = self._school.store.where(Cycle, "person", person)
        kept = [cycle for cycle in cycles if cycle.closed != "undone"]
        return sorted(
            sorted(kept, key=lambda c: c.head, reverse=True), key=lambda c: bool(c.closed)
        )

    def cycle(self, person: str) -> Cycle | None:
        """Return somebody's open cycle; None without one."""
        return next((cycle for cycle in self.cycles(person) if not cycle.closed), None)

    def open_cycle(self, coach: str, person: str, goal: str) -> list[Fact]:
        """Open a cycle with the goal that the teacher chose.

        Raises:
            Refused: without a goal, or a cycle is open.
        """
        if not clean(goal):
            raise Refused("Write the goal in the teacher's own words. Nothing was begun.")

        def rule() -> list[NewFact]:
            opened = self.cycle(person)
            if opened and opened.coach != coach:
                name = self._school.people.full_name(opened.coach)
                raise Refused(f"{name} has a cycle with them already. Nothing was begun.")
            if opened:
                raise Refused("One cycle is open already. Finish it first, or go on with it.")
            return [CycleOpened(new_id(), by=coach, whom=person, goal=clean(goal))]

        return self._school.act(rule)

    def say(self, cycle: Cycle, by: str, text: str, stage: str = "") -> list[Fact]:
        """Write down what was said in a cycle, and go on to a stage.

        Parameters:
            stage: the stage it goes to; the one it is at when left out.

        Raises:
            Refused: it is closed, a colleague has it, or there is nothing to write down.
        """
        if stage in ("", cycle.stage) and not clean(text):
            raise Refused("Write a few words first. Nothing was kept.")
        onward = next((known_stage for known_stage in STAGES if known_stage == stage), None)
        if stage and onward is None:
            raise Refused(f"{stage!r} is not one of {', '.join(STAGES)}. Nothing was kept.")

        def rule() -> list[NewFact]:
            newest = self._mine(cycle, by)
            at = onward or newest.stage
            return [CycleSaid(cycle.id, by=by, whom=cycle.person, stage=at, text=clean(text))]

        return self._school.act(rule)

    def next_stage(self, cycle: Cycle) -> Stage | None:
        """Return the stage after the one a cycle is at; None after the last."""
        index = STAGES.index(cycle.stage) + 1
        return STAGES[index] if index < len(STAGES) else None

    def close_cycle(self, cycle: Cycle, by: str, text: str = "") -> list[Fact]:
        """Close a cycle.

        Parameters:
            text: what was said last; "" for nothing.

        Raises:
            Refused: it is closed, or a colleague has it.
        """

        def rule() -> list[NewFact]:
            newest = self._mine(cycle, by)
            closed = CycleClosed(cycle.id, by=by, whom=cycle.person)
            if not clean(text):
                return [closed]
            last = CycleSaid(
                cycle.id, by=by, whom=cycle.person, stage=newest.stage, text=clean(text)
            )
            return [last, closed]

        return self._school.act(rule)

    def take_over(self, cycle: Cycle, by: str) -> list[Fact]:
        """Take a cycle over from a colleague.

        The teacher and the former coach are told. The goal comes along; what was said stays between
        the two.

        Raises:
            Refused: it is closed, theirs already, or they are not a coach.
        """
        if self._school.people.lane_of(by) != COACHING:
            raise Refused("A cycle is between a teacher and a coach. Nothing was changed.")

        def rule() -> list[NewFact]:
            if self._open(cycle).coach == by:
                raise Refused("You have this cycle already. Nothing was changed.")
            return [CycleTaken(cycle.id, by=by, whom=cycle.person)]

        return self._school.act(rule)

    def news_read(self, key: str, person: str) -> NewFact:
        """Return the fact that somebody has read who goes on with a cycle."""
        return CycleTold(key, by=person, whom=person, coach=self.find(key).coach)

    def find(self, key: str) -> Cycle:
        """Return a cycle by its id, which is known to exist."""
        cycle = self._school.store.find(Cycle, key)
        assert cycle is not None
        return cycle

    def _mine(self, cycle: Cycle, coach: str) -> Cycle:
        newest = self._open(cycle)
        if newest.coach != coach:
            name = self._school.people.full_name(newest.coach)
            raise Refused(f"{name} has this cycle now. Nothing was changed.")
        return newest

    def _open(self, cycle: Cycle) -> Cycle:
        newest = self.find(cycle.id)
        if newest.closed:
            raise Refused("That cycle is closed. Nothing was changed.")
        return newest
