"""Asking for a fix: when it is needed. One touch sends the request. Who has the same trouble is
offered first, and a line about it can be written before.
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
    """The screen on which a teacher says when a fix is needed, and so sends the request.

    Parameters:
        category: what is broken.
        room: where; "" for no room, None for the teacher's own.
        text: the text in the line at first.
    """

    HELP = (
        "One touch says when you need it, and it is written down. Where somebody has the same "
        "trouble, touch that instead: you are told when it is over."
    )
    KEYS = (("1 2 3", "when you need it"),)

    line = getters.query_one(TextInput)
    offers = getters.query_one(TileGrid)

    def __init__(self, category: str, room: str | None = None, text: str = "") -> None:
        super().__init__()
        self._category, self._given_room, self._first_text = category, room, text
        self._room = ""

    def body(self) -> ComposeResult:
        self._room = self.person.room if self._given_room is None else self._given_room
        period = self.desk.today().next
        before = f"{period.name} begins {period.starts}" if period else "As soon as somebody can"
        yield Header("When do you need it?", f"{self._category}, {self._room}".rstrip(", "))
        yield Label("Is it one of these? One touch joins, and you are told.", id="same")
        yield TileGrid(width=24, height=3, most_columns=3)
        with Grid(id="whens"):
            yield Tile("Before next period", before, key="1", tone="trouble", value="now")
            yield Tile("Today", "Before you leave", key="2", tone="fix", value="today")
            yield Tile("This week", "It can wait a little", key="3", tone="note", value="week")
        yield Label("A line about it, if you like. Please do not name pupils.")
        yield TextInput("Such as: will not turn on", self._first_text)
        yield Notice()
        yield Footer()

    def show_live(self) -> None:
        person = self.person
        problems = self.desk.board.problems_fitting(self._category, self._room)
        same = self.desk.requests.same_trouble(self._category, self._room, person.id)
        items = [self._problem_item(problem, person.id) for problem in problems]
        items += [self._request_item(request) for request in same]
        for widget in (self.offers, self.query_one("#same")):
            widget.display = bool(items)
        self.offers.show(items)

    def _problem_item(self, problem: Problem, person: str) -> GridItem:
        """Return the offer to join a known problem."""
        has_joined = any(joined.person == person for joined in problem.joined)
        details = (problem.expected, phrases.rooms(self.desk.board.rooms(problem)))
        about = "you are on it" if has_joined else " · ".join(filter(None, details))
        return GridItem(f"problem {problem.id}", problem.title, about, "fix", chosen=has_joined)

    def _request_item(self, request: Request) -> GridItem:
        """Return the offer to join a colleague's request."""
        where = request.room if request.room != self._room else "Your room"
        state = f"since {times.moment(request.at, self.desk.now())}"
        if request.owner:
            state = f"{self.desk.people.name(request.owner)} has it"
        return GridItem(f"request {request.id}", f"{where}: the same", state, "note")

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        """Join the known problem or the request that was touched."""
        kind, _, key = message.value.partition(" ")
        if kind == "problem":
            await self._join_problem(key)
        else:
            await self._join_request(key)

    async def _join_problem(self, problem_id: str) -> None:
        person, room = self.person.id, self._room
        problem = await self.act_once(
            lambda: self.desk.board.join_problem(problem_id, person, room)
        )
        if problem:
            expected = f" It is expected {problem.expected}." if problem.expected else ""
            self.app.go_home(
                f"You are on it: {problem.title}.{expected} You are told when it is over."
            )

    async def _join_request(self, request_id: str) -> None:
        person, room = self.person.id, self._room
        request = await self.act_once(
            lambda: self.desk.requests.act(
                request_id, lambda latest: rules.join(latest, person, room)
            )
        )
        if request:
            what_next = self.desk.requests.standing_words(request)
            self.app.go_home(f"You are on it too: {request_wording.place(request)}. {what_next}")

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        await self._send_request(cast("When", message.tile.value))

    async def on_input_submitted(self) -> None:
        """Go on from the line to the tiles that say when."""
        self.query_one("#whens Tile").focus()
        self.say("Now touch when you need it.", "hint")

    async def _send_request(self, when: When) -> None:
        """Send the request.

        Parameters:
            when: it is needed; a value of the three tiles.
        """
        person = self.person
        text = self.line.value
        request = await self.act_once(
            lambda: self.desk.requests.flag(
                Need(FIX, person.id, self._category, room=self._room, when=when, text=text)
            )
        )
        if request:
            what_next = self.desk.requests.standing_words(request)
            self.app.go_home(f"Written down: {request_wording.place(request)}. {what_next}")

    def draft(self) -> TextDraft:
        about = {"category": self._category, "room": self._room}
        return TextDraft("fix", self.line.value, about)
