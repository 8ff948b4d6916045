"""The wall: what hangs on the waiting screen, and who hung it; where I am, a line for everybody,
something to celebrate, known problems and their end, workshops.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import msgspec
from textual.content import Content

from kiosk.calendar import workshops
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.prompt import Prompt, PromptAnswer
from screens.dialogs.prompt_base import Question
from screens.dialogs.workshop_form import WorkshopForm
from screens.team.demand import EXPECTED
from screens.team.list_detail import ListDetail, three_lines
from screens.widgets.card import told
from screens.widgets.row_list import RowList

DAYS = {"Today": 0, "Tomorrow": 1, "A week": 5}
PLACES = ("In class, back soon", "In the library", "In the IT office")
UNTIL = {"This period": 1, "Two periods": 2, "All day": None}
ENDED = ("It works again", "Replaced", "It was the provider")
TONES = {"problem": "$warning", "workshop": "$primary", "celebration": "$accent"}


class BoardItem(msgspec.Struct, frozen=True):
    """Something that hangs."""

    kind: str
    id: str
    title: str
    detail: str
    by: str

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.kind} {self.id}"


class BoardSection(ListDetail[BoardItem]):
    """What does everybody see?"""

    SECTION = "wall"
    HELP = (
        "All that hangs on the waiting screen. Say where you are, hang up a line or something to "
        "celebrate, and end a known problem: everybody who said me too is told."
    )
    NAME = "wall"
    ACTIONS = (
        Action("where", "w", "Where I am", "for everybody to see", "coaching", "bar"),
        Action("announce", "a", "Announce", "a line for everybody", "note", "bar"),
        Action("celebrate", "k", "Celebrate", "something good", "thanks", "bar"),
        Action("plan", "p", "Workshop", "plan one", "coaching"),
        Action("end", "e", "End it", "whoever said me too is told", "coaching"),
        Action("expected", "t", "Expected", "when it will be over", "note"),
        Action("down", "x", "Take down", "it hangs no more", "trouble"),
        Action("note", "n", "Note", "for somebody, on their page", "note", fits="broad"),
    )
    ABOUT = frozenset({"end", "expected", "down"})
    EMPTY = ("An empty wall", "Nothing hangs. A line about something good is read by everybody.")

    def things(self) -> Sequence[BoardItem]:
        return [*self._problems(), *self._workshops(), *self._lines()]

    def heading(self) -> str:
        me = self.person.id
        mine = next((w for w in self.desk.whereabouts.team() if w.person.id == me), None)
        return f"Wall   {mine.where}" if mine else "Wall"

    def key_of(self, thing: BoardItem) -> str:
        return thing.key

    def _problems(self) -> list[BoardItem]:
        board, name = self.desk.board, self.desk.people.full_name
        return [
            BoardItem(
                "problem",
                each.id,
                each.title,
                " · ".join(p for p in (phrases.rooms(board.rooms(each)), each.expected) if p),
                name(each.by),
            )
            for each in board.problems()
        ]

    def _workshops(self) -> list[BoardItem]:
        now, name = self.desk.now(), self.desk.people.full_name
        return [
            BoardItem(
                "workshop",
                each.id,
                each.title,
                f"{times.coming_moment(workshops.starts(each), now)} · {len(each.signed)} signed",
                name(each.by),
            )
            for each in self.desk.workshops.ahead()
        ]

    def _lines(self) -> list[BoardItem]:
        now, name = self.desk.now(), self.desk.people.full_name
        return [
            BoardItem(
                each.kind,
                each.id,
                each.text,
                times.coming_day(date.fromisoformat(each.date), each.time, now),
                name(each.by),
            )
            for each in self.desk.board.announcements()
        ]

    def row(self, thing: BoardItem, width: int) -> list[Content]:
        tone = TONES.get(thing.kind, "$secondary")
        kind = thing.kind.upper()
        return three_lines(tone, thing.title, kind, thing.detail, thing.by, width)

    def title_of(self, thing: BoardItem) -> str:
        return thing.title

    def lines_of(self, thing: BoardItem, columns: int) -> list[Content]:
        lines = [*told(thing.detail, columns), *told(f"From {thing.by}", columns), Content("")]
        if thing.kind == "problem":
            problem = self.desk.board.problem(thing.id)
            names = [self.desk.people.full_name(each.person) for each in problem.joined]
            said = ", ".join(names) or "Nobody has said me too yet"
            return [*lines, *told(f"Told when it is over: {said}.", columns)]
        if thing.kind == "workshop":
            found = self.desk.workshops.find(thing.id)
            names = [self.desk.people.full_name(each) for each in found.signed]
            return [*lines, *told(", ".join(names) or "Nobody has signed yet.", columns)]
        return lines

    def fits(self, name: str, thing: BoardItem) -> bool:
        return (thing.kind == "problem") == (name != "down")

    @property
    def _item(self) -> BoardItem:
        item = self.chosen
        assert item is not None  # else nothing can be done with it
        return item

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Do what is most often done with it."""
        message.stop()
        self.action_perform("end" if self.can("end") else "down")

    def action_note(self) -> None:
        """Choose somebody, on whose page it is written."""
        self.to_section("people")

    def action_announce(self) -> None:
        """Ask for a line for everybody."""
        self._ask_line(celebrates=False)

    def action_celebrate(self) -> None:
        """Ask for something to celebrate."""
        self._ask_line(celebrates=True)

    def action_end(self) -> None:
        """Ask how a known problem ended."""
        board, me, item = self.desk.board, self.person.id, self._item
        question = "How? Everybody who said me too reads it."
        self._ask(
            f"end {item.id}",
            partial(Prompt, f"It is over: {item.title}", question, ENDED),
            lambda said: board.end_problem(item.id, me, said.text),
            "It is over; everybody who said me too is told.",
        )

    def action_expected(self) -> None:
        """Ask when a known problem will be over."""
        board, me, item = self.desk.board, self.person.id, self._item
        question = "It hangs on the waiting screen."
        self._ask(
            f"expected {item.id}",
            partial(Prompt, f"When? {item.title}", question, EXPECTED),
            lambda said: board.change_problem(item.id, me, said.text),
            "Everybody sees when.",
        )

    async def action_down(self) -> None:
        """Take a line down; a workshop is called off, with words for whoever signed."""
        board, me, item = self.desk.board, self.person.id, self._item
        if item.kind != "workshop":
            await self.step(lambda: board.take_down(item.id, me), "Taken down.")
            return
        question = "Why? Everybody who signed reads it."
        self._ask(
            f"off {item.key}",
            partial(Prompt, f"Call off: {item.title}", question, ("I am ill",)),
            lambda said: self.desk.workshops.cancel(item.id, me, said.text),
            "It is off; everybody who signed is told.",
        )

    def _ask(
        self,
        key: str,
        panel: Callable[..., Prompt],
        rule: Callable[[PromptAnswer], object],
        done: str,
    ) -> None:
        self.ask(Question(key, panel, rule, lambda _: done))

    def action_where(self) -> None:
        """Ask where one is."""
        whereabouts, me = self.desk.whereabouts, self.person.id
        question = "It hangs on the waiting screen. Without words it is taken down."
        panel = partial(Prompt, "Where are you?", question, PLACES, choices=[*UNTIL], optional=True)
        self.ask(
            Question(
                "where I am",
                panel,
                lambda said: whereabouts.say_where(
                    me, said.text, whereabouts.end_of_periods(UNTIL.get(said.choice))
                ),
                lambda said: "Everybody sees where you are." if said.text else "Taken down.",
            )
        )

    def _ask_line(self, *, celebrates: bool) -> None:
        board, me = self.desk.board, self.person.id
        title = "Something to celebrate" if celebrates else "A line for everybody"
        self._ask(
            title,
            partial(Prompt, title, "What, and for which day?", choices=[*DAYS]),
            lambda said: board.announce(
                me, said.text, self._day(said.choice), celebration=celebrates
            ),
            "It hangs on the waiting screen.",
        )

    def action_plan(self) -> None:
        """Ask for a workshop."""
        planned, me = self.desk.workshops, self.person.id
        self.ask(
            Question(
                "plan a workshop",
                partial(WorkshopForm, "", planned.proposals()),
                lambda plan: planned.plan(me, **plan.given()),
                lambda plan: f"Planned: {plan.title}.",
            )
        )

    def _day(self, choice: str) -> date:
        return self.desk.days.later(self.desk.now().date(), DAYS[choice])
