"""The wall: what hangs on the waiting screen, and who hung it; where I am, a line for everybody,
something to celebrate, known problems and their end, workshops.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import msgspec
from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from kiosk import words, workshops
from screens.ask import Ask, Said
from screens.asks import EXPECTED
from screens.card import Card, told
from screens.coach import CoachScreen
from screens.grid import ROOMY
from screens.lines import cut, seen, spread, wrapped
from screens.listing import Listing
from screens.plan import Plan, Planned
from screens.tile import Tile

DAYS = {"Today": 0, "Tomorrow": 1, "A week": 5}
PLACES = ("In class, back soon", "In the library", "In the IT office")
UNTIL = ("This period", "Two periods", "All day")
ENDED = ("It works again", "Replaced", "It was the provider")


class Hung(msgspec.Struct, frozen=True):
    """Something that hangs."""

    kind: str
    id: str
    title: str
    detail: str
    by: str


class Wall(CoachScreen):
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

    found = getters.query_one(Listing)
    about = getters.query_one("#about-hung", Card)

    def __init__(self) -> None:
        super().__init__()
        self._hung: list[Hung] = []

    def bar(self) -> Sequence[Tile]:
        return (
            Tile("Where I am", key="w", tone="coaching", id="where", classes="-slim"),
            Tile("Announce", key="a", tone="note", id="announce", classes="-slim"),
            Tile("Celebrate", key="k", tone="thanks", id="celebrate", classes="-slim"),
        )

    def main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield Listing[Hung](lambda hung: f"{hung.kind} {hung.id}", self._row, id="hung")
            yield Card("", "note", id="about-hung")

    def actions(self) -> Sequence[Tile]:
        return (
            Tile("Workshop", key="p", tone="coaching", id="plan"),
            Tile("End it", key="e", tone="coaching", id="end"),
            Tile("Expected", key="t", tone="note", id="expected"),
            Tile("Take down", key="x", tone="trouble", id="down"),
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.found.focus()

    # -- what is shown ---------------------------------------------------------------------

    def show_live(self) -> None:
        if self.app.person is None:
            return
        desk = self.desk
        self.show_top()
        mine = next((w for w in desk.board.team() if w.person.id == self.person.id), None)
        if mine:
            self.top.show(f"Wall   you are {mine.where}")
        self._hung = [*self._problems(), *self._workshops(), *self._lines()]
        first = None if self.found.chosen or not self._hung else self._key(self._hung[0])
        self.found.show(self._hung, first, 1 if self.app.size.height >= ROOMY else 0)
        self._show_about()

    def _key(self, hung: Hung) -> str:
        return f"{hung.kind} {hung.id}"

    def _problems(self) -> list[Hung]:
        board, name = self.desk.board, self.desk.full_name
        return [
            Hung(
                "problem",
                each.id,
                each.title,
                " · ".join(p for p in (words.rooms(board.rooms(each)), each.expected) if p),
                name(each.by),
            )
            for each in board.problems()
        ]

    def _workshops(self) -> list[Hung]:
        now, name = self.desk.now(), self.desk.full_name
        return [
            Hung(
                "workshop",
                each.id,
                each.title,
                f"{words.coming_moment(workshops.starts(each), now)} · {len(each.signed)} signed",
                name(each.by),
            )
            for each in self.desk.workshops.ahead()
        ]

    def _lines(self) -> list[Hung]:
        now, name = self.desk.now(), self.desk.full_name
        return [
            Hung(
                each.kind,
                each.id,
                each.text,
                words.coming_day(date.fromisoformat(each.date), each.time, now),
                name(each.by),
            )
            for each in self.desk.board.announcements()
        ]

    def _row(self, hung: Hung, width: int) -> list[Content]:
        """Three lines: what, when or where, and who hung it."""
        tones = {"problem": "$warning", "workshop": "$primary", "celebration": "$accent"}
        edge = Content.styled("▌ ", tones.get(hung.kind, "$secondary"))
        room = width - 3
        kind = Content.styled(hung.kind.upper(), "$muted")
        return [
            Content.assemble(edge, spread(Content.styled(seen(hung.title), "bold"), kind, room)),
            Content.assemble(edge, cut(hung.detail, room)),
            Content.assemble(edge, Content.styled(cut(hung.by, room), "$muted")),
        ]

    @property
    def _chosen(self) -> Hung | None:
        return next((h for h in self._hung if self._key(h) == self.found.chosen), None)

    def _show_about(self) -> None:
        hung = self._chosen
        problem = hung is not None and hung.kind == "problem"
        for name in ("end", "expected"):
            self.query_one(f"#{name}", Tile).disabled = not problem
        self.query_one("#down", Tile).disabled = hung is None or problem
        if hung is None:
            said = "Nothing hangs. A line about something good is read by everybody."
            self.about.show(lambda w, h: [Content(x) for x in wrapped(said, w, h)], "An empty wall")
        else:
            self.about.show(lambda columns, _: self._about(hung, columns), hung.title)

    def _about(self, hung: Hung, columns: int) -> list[Content]:
        lines = [*told(hung.detail, columns), *told(f"From {hung.by}", columns), Content("")]
        if hung.kind == "problem":
            problem = self.desk.board.problem(hung.id)
            names = [self.desk.full_name(each.person) for each in problem.joined]
            said = ", ".join(names) or "Nobody has said me too yet"
            return [*lines, *told(f"Told when it is over: {said}.", columns)]
        if hung.kind == "workshop":
            found = self.desk.workshops.find(hung.id)
            names = [self.desk.full_name(each) for each in found.signed]
            return [*lines, *told(", ".join(names) or "Nobody has signed yet.", columns)]
        return lines

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        message.stop()
        self._show_about()

    def on_listing_opened(self, message: Listing.Opened) -> None:
        """What is most often done with it."""
        message.stop()
        hung = self._chosen
        if hung:
            self._do("end" if hung.kind == "problem" else "down")

    # -- what is done ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A note for somebody is written on their page."""
        if event.character == "n" and self.on_top:
            event.stop()
            event.prevent_default()
            self.action_section("people")

    async def pressed(self, tile: Tile) -> None:
        self._do(tile.id or "")

    def _do(self, what: str) -> None:
        board, me, hung = self.desk.board, self.person.id, self._chosen
        match what:
            case "where":
                panel = Ask(
                    "Where are you?",
                    "It hangs on the waiting screen. Without words it is taken down.",
                    PLACES,
                    choices=UNTIL,
                    optional=True,
                )
                self._ask(
                    panel,
                    lambda said: board.say_where(me, said.text, self._until(said.choice)),
                    "Everybody sees where you are.",
                )
            case "announce" | "celebrate":
                celebrates = what == "celebrate"
                title = "Something to celebrate" if celebrates else "A line for everybody"
                panel = Ask(title, "What, and for which day?", choices=tuple(DAYS))
                self._ask(
                    panel,
                    lambda said: board.announce(
                        me, said.text, self._day(said.choice), celebration=celebrates
                    ),
                    "It hangs on the waiting screen.",
                )
            case "plan":
                self._plan()
            case "end" if hung and hung.kind == "problem":
                self._ask(
                    Ask(f"It is over: {hung.title}", "How? Who said me too reads it.", ENDED),
                    lambda said: board.end_problem(hung.id, me, said.text),
                    "It is over; everybody who said me too is told.",
                )
            case "expected" if hung and hung.kind == "problem":
                self._ask(
                    Ask("When will it be over?", "It hangs on the waiting screen.", EXPECTED),
                    lambda said: board.change_problem(hung.id, me, said.text),
                    "Everybody sees when.",
                )
            case "down" if hung and hung.kind == "workshop":
                self._ask(
                    Ask(f"Call off: {hung.title}", "Why? Who signed reads it.", ("I am ill",)),
                    lambda said: self.desk.workshops.cancel(hung.id, me, said.text),
                    "It is off; everybody who signed is told.",
                )
            case "down" if hung and hung.kind != "problem":
                self.run_worker(
                    self.step(lambda: board.take_down(hung.id, me), "Taken down."),
                    exit_on_error=False,
                )

    def _ask(self, panel: Ask, rule: Callable[[Said], object], done: str) -> None:
        self.ask(panel, rule, lambda said: done if said.text else "Taken down.")

    def _plan(self) -> None:
        me = self.person.id

        def planned(plan: Planned | None) -> None:
            if plan is None:
                return

            def rule() -> str:
                return self.desk.workshops.plan(
                    me, plan.title, plan.start, plan.minutes, places=plan.places, room=plan.room
                )

            self.run_worker(self.step(rule, f"Planned: {plan.title}."), exit_on_error=False)

        self.app.push_screen(Plan("", self.desk.workshops.proposals()), planned)

    def _day(self, choice: str) -> date:
        day = self.desk.now().date()
        for _ in range(DAYS[choice]):
            day = self.desk.days.next_school_day(day) or day
        return day

    def _until(self, choice: str) -> datetime | None:
        """The end of this period, or of the next, by the school's clock; None is all day."""
        now = self.desk.now()
        bells = self.desk.days.bells_on(now.date())
        ends = [each.end for each in bells.periods if each.end > now.time()] if bells else []
        place = UNTIL.index(choice)
        if place >= min(2, len(ends)):
            return None
        return now.replace(
            hour=ends[place].hour, minute=ends[place].minute, second=0, microsecond=0
        )
