"""Asks: what several teachers would like to learn, and what breaks again and again. One key makes a
workshop of the first, with those teachers invited, and a known problem of the second.
"""

from collections.abc import Sequence
from functools import partial

import msgspec
from textual.content import Content

from kiosk.requests.repeats import Repeat
from kiosk.requests.topics import Topic
from kiosk.timesheet.week import span
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.prompt import Prompt, PromptSpec
from screens.dialogs.prompt_base import Question
from screens.dialogs.workshop_form import WorkshopForm, WorkshopPlan
from screens.team.list_detail import ListDetail
from screens.widgets.empty_state import Nothing
from screens.widgets.row import Row
from screens.widgets.text_layout import dated, hanging_indent

EXPECTED = ("looking now", "by tonight", "by Friday", "next week")
"""Ready words for when a known problem will be over."""


class DemandItem(msgspec.Struct, frozen=True):
    """A row of the list: either a topic that teachers would like to learn, or something that breaks
    again and again.

    Parameters:
        key: tells it from the other items.
    """

    key: str
    topic: Topic | None = None
    repeat: Repeat | None = None


class DemandSection(ListDetail[DemandItem]):
    """The section that shows what is asked for again and again."""

    SECTION = "asks"
    HELP = (
        "At the top what several would like to learn: Enter makes a workshop of it, and they are "
        "invited. Below what was fixed again and again: Enter makes a known problem of it, and "
        "whoever has it is told when it is over."
    )
    NAME = "asks"
    ACTIONS = (
        Action("make", "enter", "Plan", "a workshop, or a known problem", "coaching", main=True),
    )
    ITEM_ACTIONS = frozenset({"make"})
    ENTER_ACTION = "make"
    EMPTY = Nothing(
        "Quiet",
        "Nothing is asked for twice, and nothing keeps breaking. Enjoy it.",
        "sun",
    )

    def items(self) -> Sequence[DemandItem]:
        desk = self.desk
        topics = desk.workshops.wanted()
        repeats = [
            repeat for repeat in desk.demand.repeats() if not desk.board.is_announced(repeat)
        ]
        return [
            *(DemandItem(f"topic {topic.name}", topic=topic) for topic in topics),
            *(DemandItem(f"again {repeat.title}", repeat=repeat) for repeat in repeats),
        ]

    def summary(self) -> str:
        topics = sum(item.topic is not None for item in self._items)
        if not self._items:
            return ""
        repeats = phrases.count(len(self._items) - topics, "fault", "faults")
        return f"{phrases.count(topics, 'topic', 'topics')} to learn, {repeats} that came back"

    def key_of(self, item: DemandItem) -> str:
        return item.key

    def row_of(self, item: DemandItem) -> Row:
        if item.topic:
            people = len(item.topic.people)
            names = [self.desk.people.name(person) for person in item.topic.people]
            words = ", ".join(names)
            asking = phrases.count(people, "person", "people")
            return Row(self.title_of(item), asking, words, tone="coaching")
        assert item.repeat is not None
        fixed = phrases.count(len(item.repeat.requests), "time")
        taken = f"{span(item.repeat.minutes)} so far"
        return Row(self.title_of(item), fixed, "keeps breaking", taken, "fix")

    def title_of(self, item: DemandItem) -> str:
        if item.topic:
            return item.topic.name.capitalize()
        return item.repeat.title if item.repeat else ""

    def detail_lines(self, item: DemandItem, columns: int) -> list[Content]:
        desk, now = self.desk, self.desk.now()
        keys = item.topic.requests if item.topic else item.repeat.requests if item.repeat else ()
        lines: list[Content] = []
        if item.repeat:
            rooms = ", ".join(item.repeat.rooms)
            lines += hanging_indent(f"{phrases.rooms(len(item.repeat.rooms))}: {rooms}", columns)
            if item.repeat.open:
                lines += hanging_indent(
                    f"{phrases.count(item.repeat.open, 'is', 'are')} open now", columns
                )
            lines.append(Content(""))
        asked, before = [], ""
        for request in map(desk.requests.get, keys):
            said = [request.text] if request.text != before else []  # the same words are said once
            who = desk.people.full_name(request.person)
            asked.append((times.past_day(request.at, now), who, *filter(None, said)))
            before = request.text
        return lines + dated(asked, columns)

    def show_actions(self) -> None:
        super().show_actions()
        is_repeat = self.chosen is not None and self.chosen.repeat is not None
        self.change_tile("make", title="Announce" if is_repeat else "Workshop")

    def action_make(self) -> None:
        """Make a workshop of a topic, or a known problem of what breaks."""
        item = self.chosen
        if item and item.topic:
            self._plan_workshop(item.topic)
        elif item and item.repeat:
            self._open_problem(item.repeat)

    def _plan_workshop(self, topic: Topic) -> None:
        desk, me = self.desk, self.person.id
        names = ", ".join(desk.people.name(person) for person in topic.people)
        title = f"{topic.name.capitalize()}, first steps"

        def plan_workshop(plan: WorkshopPlan) -> object:
            return desk.workshops.plan(
                me, **plan.fields(), invited=topic.people, asks=topic.requests
            )

        self.ask(
            Question(
                f"workshop on {topic.name}",
                partial(WorkshopForm, title, desk.workshops.proposals(), f"Invited: {names}"),
                plan_workshop,
                lambda plan: (
                    f"Planned: {plan.title}. {len(topic.people)} are invited at their next sign-in."
                ),
            )
        )

    def _open_problem(self, repeat: Repeat) -> None:
        board, me = self.desk.board, self.person.id
        question = "What is it, in words for everybody? And when will it be over?"
        spec = PromptSpec(
            "A known problem",
            question,
            first_text=repeat.title,
            choices=EXPECTED,
            confirm="Put it up",
        )
        self.ask(
            Question(
                f"problem {repeat.title}",
                partial(Prompt, spec),
                lambda answer: board.open_repeat(me, repeat, answer.text, answer.choice),
                lambda answer: f"It's on the waiting screen now: {answer.text}.",
            )
        )
