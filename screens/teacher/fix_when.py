"""Asking for a fix: when it is needed. One touch sends the request. Who has the same trouble is
offered first, and a line about it can be written before.
"""

from typing import cast

from textual import getters
from textual.app import ComposeResult

from data.records import FIX, Problem, Request, When
from kiosk.community.whereabouts import Whereabouts
from kiosk.people.drafts import TextDraft
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.requests.rules import Need
from kiosk.wording import phrases, times
from screens.sending import SendingScreen
from screens.widgets.field import NO_STUDENTS, Field
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.team_card import TeamCard
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid


class FixWhenScreen(SendingScreen[None]):
    """The screen on which a teacher says when a fix is needed, and so sends the request.

    Parameters:
        category: what is broken.
        room: where; "" for no room, None for the teacher's own.
        text: the text in the line at first.
    """

    HELP = (
        "One touch says when you need it, and it is written down. Where someone has the same "
        "trouble, touch that instead: we'll tell you when it's fixed."
    )
    KEYS = (("F3 F4 F5", "when you need it"), ("Letters", "the line about it"))
    WRITES = True

    line = getters.query_one(TextInput)
    offers = getters.query_one("#offers", TileGrid)
    whens = getters.query_one("#whens", TileGrid)

    def __init__(self, category: str, room: str | None = None, text: str = "") -> None:
        super().__init__()
        self._category, self._given_room, self._first_text = category, room, text
        self._room = ""

    def body(self) -> ComposeResult:
        self._room = self.person.room if self._given_room is None else self._given_room
        period = self.desk.today().next
        before = f"{period.name} begins {period.starts}" if period else "As soon as someone can"
        place = f"{self._category}, {self._room}".rstrip(", ")
        yield Masthead("When do you need it?", "One touch sends it.", place, "fix")
        offers = TileGrid(width=22, most_columns=3, fills=True, id="offers")
        note = "Touch to join."
        yield Field("Same problem?", offers, note, id="same")
        line = TextInput("Such as: will not turn on", self._first_text)
        yield Field("A line about it", line, NO_STUDENTS)
        yield TileGrid(
            [
                Tile("Before next period", before, "now", "f3", "trouble", picture="soon"),
                Tile("Today", "Before you leave", "today", "f4", "fix", picture="day"),
                Tile("This week", "It can wait a little", "week", "f5", "note", picture="calendar"),
            ],
            width=20,
            height=5,
            most_columns=3,
            id="whens",
        )
        yield TeamCard("Who comes", "fix", self._fixers, self._waiting_words)
        yield Footer()

    def _fixers(self) -> list[Whereabouts]:
        """Return where those are who may come."""
        return self.desk.whereabouts.team(FIX) or self.desk.whereabouts.team()

    def _waiting_words(self) -> str:
        """Return how many others wait for a fix."""
        standings = self.desk.requests.standings()
        waiting = sum(standing.request.lane == FIX for standing in standings)
        if not waiting:
            return "Nobody else waits for a fix right now."
        words = phrases.count(waiting, "other fix waits", "other fixes wait")
        return f"{words}. Whoever needs it sooner comes first."

    def show_live(self) -> None:
        self.query_one(TeamCard).update()
        person = self.person
        problems = self.desk.board.problems_fitting(self._category, self._room)
        same = self.desk.requests.same_trouble(self._category, self._room, person.id)
        items = [self._problem_item(problem, person.id) for problem in problems]
        items += [self._request_item(request) for request in same]
        self.query_one("#same").display = bool(items)
        self.offers.show(items)

    def _problem_item(self, problem: Problem, person: str) -> Tile:
        """Return the offer to join a known problem."""
        has_joined = any(joined.person == person for joined in problem.joined)
        details = (problem.expected, phrases.rooms(self.desk.board.rooms(problem)))
        about = "you are on it" if has_joined else " · ".join(filter(None, details))
        return Tile(problem.title, about, f"problem {problem.id}", tone="fix", chosen=has_joined)

    def _request_item(self, request: Request) -> Tile:
        """Return the offer to join a colleague's request."""
        where = request.room if request.room != self._room else "your room"
        state = f"since {times.moment(request.at, self.desk.now())}"
        if request.owner:
            state = f"{self.desk.people.name(request.owner)} has it"
        return Tile(f"Also in {where}", state, f"request {request.id}", shape="control")

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Send the request, or join the known problem or the request that was touched."""
        if message.board is self.whens:
            await self._send_request(cast("When", message.value))
            return
        kind, _, key = message.value.partition(" ")
        if kind == "problem":
            await self._join_problem(key)
        else:
            await self._join_request(key)

    async def _join_problem(self, problem_id: str) -> None:
        person, room = self.person.id, self._room

        def tell(problem: Problem) -> tuple[str, str, str]:
            expected = f" It is expected {problem.expected}." if problem.expected else ""
            words = f"You are on it: {problem.title}.{expected} We'll tell you when it's over."
            return problem.title, words, ""

        await self.send(lambda: self.desk.board.join_problem(problem_id, person, room), tell)

    async def _join_request(self, request_id: str) -> None:
        person, room = self.person.id, self._room

        def join() -> Request:
            return self.desk.requests.act(
                request_id, lambda latest: rules.join(latest, person, room)
            )

        def tell(request: Request) -> tuple[str, str, str]:
            what, next_ = request_wording.place(request), self.desk.requests.standing_words(request)
            return what, f"You are on it too: {what}. {next_}", ""

        await self.send(join, tell)

    async def on_input_submitted(self) -> None:
        """Go on from the line to the tiles that say when."""
        self.whens.focus_first()
        self.say("Now touch when you need it.", "hint")

    async def _send_request(self, when: When) -> None:
        """Send the request.

        Parameters:
            when: it is needed; a value of the three tiles.
        """
        is_unnamed = self._category == self.desk.settings.categories[-1]
        if is_unnamed and not self.line.value.strip():
            self.set_focus(self.line)
            self.say("What is it? Write a word or two, then touch when you need it.", "hint")
            return
        need = Need(
            FIX,
            self.person.id,
            self._category,
            room=self._room,
            when=when,
            text=self.line.value,
        )

        def tell(request: Request) -> tuple[str, str, str]:
            what, next_ = request_wording.place(request), self.desk.requests.standing_words(request)
            return what, f"Written down: {what}. {next_}", f"request {request.id}"

        await self.send(lambda: self.desk.requests.flag(need), tell)

    def draft(self) -> TextDraft:
        about = {"category": self._category, "room": self._room}
        return TextDraft("fix", self.line.value, about)
