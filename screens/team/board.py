"""The wall: everything on the waiting screen, and who put it there. From here come announcements,
celebrations, where somebody is, the end of known problems, and workshops.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import msgspec
from textual.content import Content

from kiosk.calendar import workshops
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.prompt import Prompt, PromptAnswer, PromptSpec
from screens.dialogs.prompt_base import Question
from screens.dialogs.workshop_form import WorkshopForm
from screens.team.demand import EXPECTED
from screens.team.list_detail import ListDetail
from screens.widgets.empty_state import Nothing
from screens.widgets.row import Row
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import hanging_indent

DAYS = {"Today": 0, "Tomorrow": 1, "A week": 5}
"""Choice of a day -> school days from today."""
PLACES = ("In class, back soon", "In the library", "In the IT office")
UNTIL = {"This period": 1, "Two periods": 2, "All day": None}
"""Choice of how long somebody is somewhere -> number of periods; None for the whole day."""
ENDED = ("It works again", "Replaced", "It was the provider")
TONES = {"problem": "fix", "workshop": "coaching", "celebration": "thanks"}
"""Kind of an item -> its tone; any other has that of a note."""


class BoardItem(msgspec.Struct, frozen=True):
    """Something on the wall: a known problem, a workshop, or a line.

    Parameters:
        kind: "problem", "workshop", or the kind of a line.
        by: the full name of who put it there.
    """

    kind: str
    id: str
    title: str
    detail: str
    by: str

    @property
    def key(self) -> str:
        """What tells it from the other items."""
        return f"{self.kind} {self.id}"


class BoardSection(ListDetail[BoardItem]):
    """The section of the wall: everything that everybody sees on the waiting screen."""

    SECTION = "wall"
    HELP = (
        "Everything on the waiting screen. Say where you are, put up a line or something to "
        "celebrate, and end a known problem: everyone who has it is told."
    )
    NAME = "wall"
    ACTIONS = (
        Action("where", "w", "Where I am", "for everybody to see", area="bar"),
        Action("plan", "p", "Workshop", "plan one", area="bar"),
        Action("celebrate", "k", "Celebrate", "something good", area="bar"),
        Action("announce", "a", "Announce", "a line for everybody", "coaching", main=True),
        Action("end", "e", "End it", "whoever has it is told", "coaching"),
        Action("expected", "t", "When", "it will be over", "note"),
        Action("down", "x", "Remove", "it hangs no more", "trouble"),
        Action("note", "n", "Note", "for someone, on their page", "note", "menu"),
    )
    ITEM_ACTIONS = frozenset({"end", "expected", "down"})
    HIDES_IMPOSSIBLE = True
    EMPTY = Nothing(
        "An empty wall",
        "Nothing hangs. A line about something good is read by everybody.",
        "pin",
    )

    def items(self) -> Sequence[BoardItem]:
        return [*self._problems(), *self._workshops(), *self._lines()]

    def summary(self) -> str:
        me = self.person.id
        team = self.desk.whereabouts.team()
        own = next((member for member in team if member.person.id == me), None)
        return f"{own.where[:1].upper()}{own.where[1:]}." if own else "What everybody sees."

    def key_of(self, item: BoardItem) -> str:
        return item.key

    def _problems(self) -> list[BoardItem]:
        board, name = self.desk.board, self.desk.people.full_name
        return [
            BoardItem(
                "problem",
                problem.id,
                problem.title,
                " · ".join(filter(None, (phrases.rooms(board.rooms(problem)), problem.expected))),
                name(problem.by),
            )
            for problem in board.problems()
        ]

    def _workshops(self) -> list[BoardItem]:
        now, name = self.desk.now(), self.desk.people.full_name
        return [
            BoardItem(
                "workshop",
                workshop.id,
                workshop.title,
                f"{times.coming_moment(workshops.starts(workshop), now)}"
                f" · {len(workshop.signed)} signed",
                name(workshop.by),
            )
            for workshop in self.desk.workshops.ahead()
        ]

    def _lines(self) -> list[BoardItem]:
        now, name = self.desk.now(), self.desk.people.full_name
        return [
            BoardItem(
                line.kind,
                line.id,
                line.text,
                times.coming_day(date.fromisoformat(line.date), line.time, now),
                name(line.by),
            )
            for line in self.desk.board.announcements()
        ]

    def row_of(self, item: BoardItem) -> Row:
        tone = TONES.get(item.kind, "note")
        return Row(item.title, item.kind, item.detail, item.by, tone)

    def title_of(self, item: BoardItem) -> str:
        return item.title

    def detail_lines(self, item: BoardItem, columns: int) -> list[Content]:
        lines = [
            *hanging_indent(item.detail, columns),
            *hanging_indent(f"From {item.by}", columns),
            Content(""),
        ]
        if item.kind == "problem":
            problem = self.desk.board.problem(item.id)
            names = [self.desk.people.full_name(joined.person) for joined in problem.joined]
            who = ", ".join(names) or "Nobody else has it so far"
            return [*lines, *hanging_indent(f"Told when it is over: {who}.", columns)]
        if item.kind == "workshop":
            workshop = self.desk.workshops.find(item.id)
            names = [self.desk.people.full_name(person) for person in workshop.signed]
            return [*lines, *hanging_indent(", ".join(names) or "Nobody has signed yet.", columns)]
        return lines

    def applies_to(self, action_id: str, item: BoardItem) -> bool:
        return (item.kind == "problem") == (action_id != "down")

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """End a known problem; take anything else down."""
        message.stop()
        self.action_perform("end" if self.can("end") else "down")

    def action_note(self) -> None:
        """Go to the people, to choose for whom the note is."""
        self.go_to_section("people")
        words = "For whom? Choose someone, then N writes a note."
        self.app.call_after_refresh(self.app.say, words, "hint")

    def action_announce(self) -> None:
        """Ask for a line for everybody."""
        self._ask_line(celebrates=False)

    def action_celebrate(self) -> None:
        """Ask for something to celebrate."""
        self._ask_line(celebrates=True)

    def action_end(self) -> None:
        """Ask how a known problem ended."""
        board, me, item = self.desk.board, self.person.id, self.chosen_item
        question = "How? Everyone who has it reads it."
        self._ask(
            f"end {item.id}",
            PromptSpec(f"It is over: {item.title}", question, ENDED, confirm="It is over"),
            lambda answer: board.end_problem(item.id, me, answer.text),
            "It is over; everyone who has it is told.",
        )

    def action_expected(self) -> None:
        """Ask when a known problem will be over."""
        board, me, item = self.desk.board, self.person.id, self.chosen_item
        question = "It will be on the waiting screen."
        self._ask(
            f"expected {item.id}",
            PromptSpec(f"When? {item.title}", question, EXPECTED, confirm="Set it"),
            lambda answer: board.change_problem(item.id, me, answer.text),
            "Everybody sees when.",
        )

    async def action_down(self) -> None:
        """Take a line down; a workshop is called off, with words for whoever signed."""
        board, me, item = self.desk.board, self.person.id, self.chosen_item
        if item.kind != "workshop":
            await self.do_step(lambda: board.take_down(item.id, me), "Taken down.")
            return
        question = "Why? Everybody who signed reads it."
        self._ask(
            f"off {item.key}",
            PromptSpec(
                f"Call off: {item.title}",
                question,
                ("I am ill",),
                confirm="Call it off",
                grave=True,
            ),
            lambda answer: self.desk.workshops.cancel(item.id, me, answer.text),
            "It is off; everybody who signed is told.",
        )

    def _ask(
        self,
        key: str,
        spec: PromptSpec,
        act: Callable[[PromptAnswer], object],
        done: str,
    ) -> None:
        """Ask something whose answer does not change what is said when it is done."""
        self.ask(Question(key, partial(Prompt, spec), act, lambda _: done))

    def action_where(self) -> None:
        """Ask this person where they are."""
        whereabouts, me = self.desk.whereabouts, self.person.id
        question = "It's on the waiting screen for all to see. Without words it is taken down."
        spec = PromptSpec(
            "Where are you?", question, PLACES, choices=[*UNTIL], confirm="Put it up", optional=True
        )

        def say_where(answer: PromptAnswer) -> object:
            end = whereabouts.end_of_periods(UNTIL.get(answer.choice))
            return whereabouts.say_where(me, answer.text, end)

        def done(answer: PromptAnswer) -> str:
            return "Everybody sees where you are." if answer.text else "Taken down."

        self.ask(Question("where I am", partial(Prompt, spec), say_where, done))

    def _ask_line(self, *, celebrates: bool) -> None:
        board, me = self.desk.board, self.person.id
        title = "Something to celebrate" if celebrates else "A line for everybody"
        self._ask(
            title,
            PromptSpec(title, "What, and for which day?", choices=[*DAYS], confirm="Put it up"),
            lambda answer: board.announce(
                me, answer.text, self._day(answer.choice), celebration=celebrates
            ),
            "It's on the waiting screen now.",
        )

    def action_plan(self) -> None:
        """Open the form for a workshop."""
        service, me = self.desk.workshops, self.person.id
        self.ask(
            Question(
                "plan a workshop",
                partial(WorkshopForm, "", service.proposals()),
                lambda plan: service.plan(me, **plan.fields()),
                lambda plan: f"Planned: {plan.title}.",
            )
        )

    def _day(self, choice: str) -> date:
        """Return the date of one of DAYS."""
        return self.desk.days.later(self.desk.now().date(), DAYS[choice])
