"""The wall: what hangs on the waiting screen, and who hung it; where I am, a line for everybody,
something to celebrate, known problems and their end, workshops.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import msgspec
from textual.content import Content

from kiosk.calendar import workshops
from kiosk.wording import phrases, times
from screens.dialogs.prompt import Prompt, PromptAnswer
from screens.dialogs.prompt_base import Question
from screens.dialogs.workshop_form import WorkshopForm
from screens.team.demand import EXPECTED
from screens.team.list_detail import ListDetail, three_lines
from screens.widgets.card import told
from screens.widgets.tile import Tile

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
    KEYS = (
        ("W A K", "where I am, a line for everybody, something to celebrate"),
        ("P N", "plan a workshop, a note for somebody"),
        ("E T X", "end it, when it will be over, take it down"),
    )
    ACTS = {"n": "note"}
    OPENS = "open"
    EMPTY = ("An empty wall", "Nothing hangs. A line about something good is read by everybody.")

    def bar(self) -> Sequence[Tile]:
        return (
            Tile("Where I am", key="w", tone="coaching", id="where", classes="-slim"),
            Tile("Announce", key="a", tone="note", id="announce", classes="-slim"),
            Tile("Celebrate", key="k", tone="thanks", id="celebrate", classes="-slim"),
        )

    def actions(self) -> Sequence[Tile]:
        return (
            Tile("Workshop", key="p", tone="coaching", id="plan"),
            Tile("End it", key="e", tone="coaching", id="end"),
            Tile("Expected", key="t", tone="note", id="expected"),
            Tile("Take down", key="x", tone="trouble", id="down"),
        )

    def things(self) -> Sequence[BoardItem]:
        return [*self._problems(), *self._workshops(), *self._lines()]

    def heading(self) -> str:
        me = self.person.id
        mine = next((w for w in self.desk.board.team() if w.person.id == me), None)
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

    def able(self, thing: BoardItem | None) -> Mapping[str, bool]:
        problem = thing is not None and thing.kind == "problem"
        down = thing is not None and not problem
        return {"end": problem, "expected": problem, "down": down}

    async def do(self, what: str) -> None:
        board, me, hung = self.desk.board, self.person.id, self.chosen
        problem = hung is not None and hung.kind == "problem"
        match what:
            case "note":  # it is written on their page
                self.to_section("people")
            case "open" if hung:  # what is most often done with it
                await self.do("end" if problem else "down")
            case "where":
                self._ask_where()
            case "announce" | "celebrate":
                self._ask_line(celebrates=what == "celebrate")
            case "plan":
                self._ask_plan()
            case "end" if hung and problem:
                self._ask(
                    f"end {hung.id}",
                    partial(
                        Prompt,
                        f"It is over: {hung.title}",
                        "How? Everybody who said me too reads it.",
                        ENDED,
                    ),
                    lambda said: board.end_problem(hung.id, me, said.text),
                    "It is over; everybody who said me too is told.",
                )
            case "expected" if hung and problem:
                self._ask(
                    f"expected {hung.id}",
                    partial(
                        Prompt, f"When? {hung.title}", "It hangs on the waiting screen.", EXPECTED
                    ),
                    lambda said: board.change_problem(hung.id, me, said.text),
                    "Everybody sees when.",
                )
            case "down" if hung and hung.kind == "workshop":
                self._ask(
                    f"off {hung.key}",
                    partial(
                        Prompt,
                        f"Call off: {hung.title}",
                        "Why? Everybody who signed reads it.",
                        ("I am ill",),
                    ),
                    lambda said: self.desk.workshops.cancel(hung.id, me, said.text),
                    "It is off; everybody who signed is told.",
                )
            case "down" if hung and not problem:
                await self.step(lambda: board.take_down(hung.id, me), "Taken down.")

    def _ask(
        self,
        key: str,
        panel: Callable[..., Prompt],
        rule: Callable[[PromptAnswer], object],
        done: str,
    ) -> None:
        self.ask(Question(key, panel, rule, lambda _: done))

    def _ask_where(self) -> None:
        board, me = self.desk.board, self.person.id
        question = "It hangs on the waiting screen. Without words it is taken down."
        panel = partial(Prompt, "Where are you?", question, PLACES, choices=[*UNTIL], optional=True)
        self.ask(
            Question(
                "where I am",
                panel,
                lambda said: board.say_where(me, said.text, board.until(UNTIL.get(said.choice))),
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

    def _ask_plan(self) -> None:
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
