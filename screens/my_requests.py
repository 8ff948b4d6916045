"""My requests: where each stands, in words, who has it, what comes next, and the story so far."""

from collections.abc import Callable, Sequence

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content

from data.facts import Draft
from data.records import Request
from kiosk import requests, words
from screens.base import KioskScreen, Notice, Top
from screens.card import Card, told
from screens.grid import Item, TileGrid
from screens.lines import wrapped
from screens.sure import Sure
from screens.tile import Tile


class MyRequests(KioskScreen[None]):
    """What somebody asked for."""

    BINDINGS = [Binding("full_stop", "leaf", show=False)]

    grid = getters.query_one(TileGrid)
    story = getters.query_one("#story", Card)

    def __init__(self) -> None:
        super().__init__()
        self._chosen = ""

    def body(self) -> ComposeResult:
        yield Top("My requests", "What you asked for, newest first")
        with Horizontal(id="both"):
            yield TileGrid(width=24, height=5, most=1)
            yield Card("", "note", id="story")
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")
            yield Tile("It works", key="y", tone="coaching", id="works")
            yield Tile("Not yet", key="n", tone="fix", id="not_yet")
            yield Tile("Nudge", key="g", tone="note", id="nudge")
            yield Tile("Take it back", key="w", tone="trouble", id="withdraw")

    def show_live(self) -> None:
        person = self.app.person
        if person is None:
            return
        found = self.desk.requests_of(person.id)
        known = {request.id for request in found}
        if self._chosen not in known:
            self._chosen = found[0].id if found else ""
        self.grid.show([self._item(request) for request in found])
        self._show_story()

    def _item(self, request: Request) -> Item:
        tone = "coaching" if request.lane == "coaching" else "fix"
        when = words.moment(request.at, self.desk.now())
        if not request.open and request.state != "finished":
            tone = ""
        about = f"{_state(request)} · {when}"
        chosen = request.id == self._chosen
        return Item(request.id, words.place(request), about, tone, chosen=chosen)

    def _show_story(self) -> None:
        chosen = self.desk.request(self._chosen) if self._chosen else None
        finished = bool(chosen and chosen.state == "finished")
        opened = bool(chosen and chosen.open)
        shown = {"works": finished, "not_yet": finished, "nudge": opened, "withdraw": opened}
        for key, there in shown.items():
            self.query_one(f"#{key}", Tile).display = there
        if chosen is None:
            empty = "Nothing yet. What you ask for is seen here, with who has it and what is next."
            self.story.show(lambda w, h: [Content(x) for x in wrapped(empty, w, h)], "Nothing yet")
            return
        self.story.show(lambda columns, _: self._lines(chosen, columns), words.place(chosen))

    def _lines(self, request: Request, columns: int) -> list[Content]:
        name, team = self.desk.name, self.desk.team_words(request.lane)
        now = self.desk.now()
        if request.open:
            state = words.standing(self.desk.standing(request), name, team)
        else:
            state = words.ended(request, name)
        head = [Content.styled(line, "bold") for line in wrapped(state, columns, 3)]
        following = words.next_step(request, name, team)
        head += [Content.styled(line, "$muted") for line in wrapped(following, columns, 2)]
        if request.text:
            head += [Content(line) for line in wrapped(f"“{request.text}”", columns, 400)]
        story: list[Content] = []
        for step in reversed(request.story):
            at = words.moment(step.at, now)
            story += told(f"{at}  {words.story_line(step, name)}", columns)
        return [*head, Content(""), Content.styled("The story so far", "bold"), *story]

    def action_leaf(self) -> None:
        """To the next page of the story."""
        self.story.next_page()

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        self._chosen = message.value
        self.show_live()

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        person = self.app.person
        if person is None or not self.on_top:
            return
        now = self.desk.now().date()
        match message.tile.id:
            case "back":
                self.action_back()
            case "works":
                await self._do(lambda r: requests.confirm(r, person.id), "Good. It is closed.")
            case "not_yet":
                said = "It is back at the front of the line, with its age."
                await self._do(lambda r: requests.reopen(r, person.id), said)
            case "nudge":
                said = "Nudged. An answer is owed to you now."
                await self._do(lambda r: requests.nudge(r, person.id, now), said)
            case "withdraw":
                place = words.place(self.desk.request(self._chosen))
                panel = Sure(
                    f"Take back {place}? Its place in line is lost.", "Keep it", "Take it back"
                )
                self.app.push_screen(panel, self._withdraw)

    def _withdraw(self, sure: bool | None) -> None:
        person = self.app.person
        if sure and person:
            rule = self._do(lambda r: requests.withdraw(r, person.id), "Taken back. Thanks.")
            self.run_worker(rule, exit_on_error=False)

    async def _do(self, rule: Callable[[Request], Sequence[Draft]], said: str) -> None:
        key = self._chosen
        if await self.act(lambda: self.desk.on(key, rule)):
            self.say(said)


def _state(request: Request) -> str:
    return {
        "waiting": "waiting",
        "claimed": "in good hands",
        "scheduled": "a time is set",
        "paused": "resting",
        "reopened": "back at the front",
        "finished": "does it work?",
        "confirmed": "works",
        "withdrawn": "taken back",
        "declined": "declined",
    }[request.state]
