"""Asks: what several would like to learn, and what breaks again and again. Each is one step from a
workshop with those people invited, or from a known problem that everybody can see.
"""

from collections.abc import Sequence
from functools import partial

import msgspec
from textual.content import Content

from kiosk.requests.demand import Repeat, Topic
from kiosk.timesheet.week import span
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.prompt import Prompt
from screens.dialogs.prompt_base import Question
from screens.dialogs.workshop_form import WorkshopForm, WorkshopPlan
from screens.team.list_detail import ListDetail, three_lines
from screens.widgets.card import told

EXPECTED = ("looking now", "by tonight", "by Friday", "next week")


class DemandItem(msgspec.Struct, frozen=True):
    """A topic or a trouble, with what tells it from the others."""

    key: str
    topic: Topic | None = None
    repeat: Repeat | None = None


class DemandSection(ListDetail[DemandItem]):
    """What do they ask for?"""

    SECTION = "asks"
    HELP = (
        "At the top what several would like to learn: Enter makes a workshop of it, and they are "
        "invited. Below what was fixed again and again: Enter makes a known problem of it, and "
        "whoever has it is told when it is over."
    )
    NAME = "asks"
    ACTIONS = (Action("make", "enter", "Make it", "a workshop, or a known problem", "coaching"),)
    ABOUT = frozenset({"make"})
    OPENS = "make"
    EMPTY = ("Quiet", "Nothing is asked for twice, and nothing breaks again and again. Enjoy it.")

    def things(self) -> Sequence[DemandItem]:
        desk = self.desk
        repeats = [each for each in desk.demand.repeats() if not desk.board.is_announced(each)]
        return [
            *(DemandItem(f"topic {each.name}", topic=each) for each in desk.workshops.wanted()),
            *(DemandItem(f"again {each.title}", repeat=each) for each in repeats),
        ]

    def heading(self) -> str:
        learn = sum(each.topic is not None for each in self._things)
        return f"Asks   {learn} to learn, {len(self._things) - learn} again and again"

    def key_of(self, thing: DemandItem) -> str:
        return thing.key

    def row(self, thing: DemandItem, width: int) -> list[Content]:
        if thing.topic:
            people = len(thing.topic.people)
            said = f"{people} would like to learn it"
            enough = people >= self.desk.settings.team.asks
            does = "Enter: a workshop, they are invited" if enough else "not yet many"
            return three_lines("$primary", self.title_of(thing), "LEARN", said, does, width)
        assert thing.repeat is not None
        said = f"fixed {len(thing.repeat.requests)} times, {span(thing.repeat.minutes)}"
        does = "Enter: a known problem, with an end"
        return three_lines("$warning", self.title_of(thing), "AGAIN", said, does, width)

    def title_of(self, thing: DemandItem) -> str:
        if thing.topic:
            return thing.topic.name.capitalize()
        return thing.repeat.title if thing.repeat else ""

    def lines_of(self, thing: DemandItem, columns: int) -> list[Content]:
        desk, now = self.desk, self.desk.now()
        keys = (
            thing.topic.requests if thing.topic else thing.repeat.requests if thing.repeat else ()
        )
        lines: list[Content] = []
        if thing.repeat:
            rooms = ", ".join(thing.repeat.rooms)
            lines += told(f"{phrases.rooms(len(thing.repeat.rooms))}: {rooms}", columns)
            if thing.repeat.open:
                lines += told(f"{phrases.count(thing.repeat.open, 'is', 'are')} open now", columns)
            lines.append(Content(""))
        for key in keys:
            request = desk.requests.get(key)
            who = desk.people.full_name(request.person)
            said = f": {request.text}" if request.text else ""
            lines += told(f"{times.moment(request.at, now)}  {who}{said}", columns)
        return lines

    def action_make(self) -> None:
        """Make a workshop of what they would like to learn, a known problem of what breaks."""
        item = self.chosen
        if item and item.topic:
            self._plan(item.topic)
        elif item and item.repeat:
            self._open(item.repeat)

    def _plan(self, topic: Topic) -> None:
        desk, me = self.desk, self.person.id
        names = ", ".join(desk.people.name(each) for each in topic.people)
        title = f"{topic.name.capitalize()}, first steps"

        def rule(plan: WorkshopPlan) -> object:
            return desk.workshops.plan(
                me, **plan.given(), invited=topic.people, asks=topic.requests
            )

        self.ask(
            Question(
                f"workshop on {topic.name}",
                partial(WorkshopForm, title, desk.workshops.proposals(), f"Invited: {names}"),
                rule,
                lambda plan: (
                    f"Planned: {plan.title}. {len(topic.people)} are invited at their next sign-in."
                ),
            )
        )

    def _open(self, repeat: Repeat) -> None:
        board, me = self.desk.board, self.person.id
        question = "What is it, in words for everybody? And when will it be over?"
        panel = partial(Prompt, "A known problem", question, (), repeat.title, choices=EXPECTED)
        self.ask(
            Question(
                f"problem {repeat.title}",
                panel,
                lambda said: board.open_repeat(me, repeat, said.text, said.choice),
                lambda said: f"It hangs on the waiting screen: {said.text}.",
            )
        )
