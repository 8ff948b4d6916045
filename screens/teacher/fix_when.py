"""When it is needed: one touch, and it is written down. Who has the same trouble is offered first,
and a line about it may be added before.
"""

from typing import cast

from textual import getters
from textual.app import ComposeResult
from textual.containers import Grid
from textual.widgets import Label

from data.records import FIX, Problem, Request, When
from kiosk.people.drafts import TextDraft
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.requests.rules import Need
from kiosk.wording import phrases, times
from screens.base import KioskScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import GridItem, TileGrid


class FixWhenScreen(KioskScreen[None]):
    """When do you need it?

    Parameters:
        category: what is broken.
        room: where; "" when it stands nowhere, None for the teacher's own.
        written: what was written about it before.
    """

    HELP = (
        "One touch says when you need it, and it is written down. Where somebody has the same "
        "trouble, touch that instead: you are told when it is over."
    )
    KEYS = (("1 2 3", "when you need it"),)

    line = getters.query_one(TextInput)
    offers = getters.query_one(TileGrid)

    def __init__(self, category: str, room: str | None = None, written: str = "") -> None:
        super().__init__()
        self._category, self._given, self._written = category, room, written
        self._room = ""

    def body(self) -> ComposeResult:
        self._room = self.person.room if self._given is None else self._given
        coming = self.desk.today().next
        before = f"{coming.name} begins {coming.starts}" if coming else "As soon as somebody can"
        yield Header("When do you need it?", f"{self._category}, {self._room}".rstrip(", "))
        yield Label("Is it one of these? One touch joins, and you are told.", id="same")
        yield TileGrid(width=24, height=3, most=3)
        with Grid(id="whens"):
            yield Tile("Before next period", before, key="1", tone="trouble", value="now")
            yield Tile("Today", "Before you leave", key="2", tone="fix", value="today")
            yield Tile("This week", "It can wait a little", key="3", tone="note", value="week")
        yield Label("A line about it, if you like. Please do not name pupils.")
        yield TextInput("Such as: will not turn on", self._written)
        yield Notice()
        yield Footer()

    def show_live(self) -> None:
        person = self.person
        problems = self.desk.board.problems_fitting(self._category, self._room)
        same = self.desk.requests.same_trouble(self._category, self._room, person.id)
        items = [self._problem(each, person.id) for each in problems]
        items += [self._same(each) for each in same]
        for part in (self.offers, self.query_one("#same")):
            part.display = bool(items)
        self.offers.show(items)

    def _problem(self, problem: Problem, person: str) -> GridItem:
        rooms = self.desk.board.rooms(problem)
        told = [problem.expected, phrases.rooms(rooms)]
        joined = any(each.person == person for each in problem.joined)
        about = "you are on it" if joined else " · ".join(part for part in told if part)
        return GridItem(f"problem {problem.id}", problem.title, about, "fix", chosen=joined)

    def _same(self, request: Request) -> GridItem:
        where = request.room if request.room != self._room else "Your room"
        asked = times.moment(request.at, self.desk.now())
        has = (
            f"{self.desk.people.name(request.owner)} has it" if request.owner else f"since {asked}"
        )
        return GridItem(f"request {request.id}", f"{where}: the same", has, "note")

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        kind, _, key = message.value.partition(" ")
        person, room = self.person.id, self._room
        if kind == "problem":
            joined = await self.act_once(lambda: self.desk.board.join_problem(key, person, room))
            if joined:
                by = f" It is expected {joined.expected}." if joined.expected else ""
                self.app.go_home(
                    f"You are on it: {joined.title}.{by} You are told when it is over."
                )
            return
        request = await self.act_once(
            lambda: self.desk.requests.act(key, lambda found: rules.join(found, person, room))
        )
        if request:
            said = self.desk.requests.standing_words(request)
            self.app.go_home(f"You are on it too: {request_wording.place(request)}. {said}")

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        await self._flag(cast("When", message.tile.value))

    async def on_input_submitted(self) -> None:
        """Enter in the line: the touch that says when is still owed."""
        self.query_one("#whens Tile").focus()
        self.say("Now touch when you need it.", "hint")

    async def _flag(self, when: When) -> None:
        person = self.person
        text = self.line.value
        request = await self.act_once(
            lambda: self.desk.requests.flag(
                Need(FIX, person.id, self._category, room=self._room, when=when, text=text)
            )
        )
        if request:
            said = self.desk.requests.standing_words(request)
            self.app.go_home(f"Written down: {request_wording.place(request)}. {said}")

    def written(self) -> TextDraft:
        about = {"category": self._category, "room": self._room}
        return TextDraft("fix", self.line.value, about)
