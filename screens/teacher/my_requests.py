"""My requests: where each stands, in words, who has it, what comes next, and the story so far."""

from collections.abc import Callable, Sequence

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.ledger.facts import NewFact
from data.records import COACHING, FIX, LANE_OF, LANES, Request, Visit
from kiosk.inbox.inbox import OUTCOME_ANSWERS
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.wording import times
from screens.actions import Action
from screens.base import KioskScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.teacher.edit_request import EditRequestForm, RequestEdit
from screens.widgets.card import Card, told
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_layout import wrapped
from screens.widgets.tile_grid import GridItem, TileGrid


class MyRequestsScreen(KioskScreen[None]):
    """What somebody asked for.

    Parameters:
        chosen: the id of the request that is shown first; "" is the newest open one.
        text: a correction that somebody was writing when they walked away.
    """

    HELP = "Touch one of your requests to read where it stands and what happened so far."
    NAME = "requests"
    ACTIONS = (
        Action("works", "y", "It works", "and is closed", "coaching"),
        Action("not-yet", "n", "Not yet", "back to the front of the line", "fix"),
        *(
            Action(outcome, str(number), title, "how it went", "coaching")
            for number, (title, outcome) in enumerate(OUTCOME_ANSWERS, 1)
        ),
        Action("nudge", "g", "Nudge", "asks for an answer, once a day", "note"),
        Action("change", "c", "Change", "put something right", "note"),
        Action("time", "o", "Other time", "for a booked visit", "coaching"),
        Action("withdraw", "w", "Take back", "you do not need it any more", "trouble"),
        Action("leaf", ".", "Next page", "of the story", place="menu"),
    )

    grid = getters.query_one(TileGrid)
    story = getters.query_one("#story", Card)

    def __init__(self, chosen: str = "", text: str = "") -> None:
        super().__init__()
        self._chosen, self._text = chosen, text

    def body(self) -> ComposeResult:
        yield Header("My requests", "What you asked for, newest first")
        with Horizontal(id="both"):
            yield TileGrid(width=24, height=3, most=1)
            yield Card("", "note", id="story")
        yield Notice()
        yield Footer(*self.tiles("foot"))

    def on_mount(self) -> None:
        super().on_mount()
        if self._text and self._chosen:
            self._correct(self.desk.requests.get(self._chosen))

    def show_live(self) -> None:
        person = self.person
        found = self.desk.requests.for_person(person.id)
        known = {request.id for request in found}
        if self._chosen not in known:
            self._chosen = found[0].id if found else ""
        self.grid.show([self._item(request) for request in found])
        self._show_story()

    def _item(self, request: Request) -> GridItem:
        tone = LANES[request.lane].tone
        when = times.moment(request.at, self.desk.now())
        if not request.open and request.state != "finished":
            tone = ""
        about = " · ".join(part for part in (self._state(request), request.room or when) if part)
        badge = "new" if self.person.id in request.unread else ""
        chosen = request.id == self._chosen
        return GridItem(request.id, request.category, about, tone, chosen=chosen, badge=badge)

    def _show_story(self) -> None:
        chosen = self.desk.requests.get(self._chosen) if self._chosen else None
        self.show_actions()
        if chosen is None:
            empty = "Nothing yet. What you ask for is seen here, with who has it and what is next."
            self.story.show(lambda w, h: [Content(x) for x in wrapped(empty, w, h)], "Nothing yet")
            return
        self.story.show(
            lambda columns, _: self._lines(chosen, columns), request_wording.place(chosen)
        )
        if self.person.id in chosen.unread:
            key, me = chosen.id, self.person.id
            self.run_worker(
                self.act(lambda: self.desk.requests.act(key, lambda r: rules.read(r, me))),
                exit_on_error=False,
            )

    def can(self, name: str) -> bool | None:
        request = self.desk.requests.get(self._chosen) if self._chosen else None
        if request is None:
            return name == "leaf"
        match name:
            case "works" | "not-yet":
                return request.state == "finished" and request.lane == FIX
            case "worked" | "partly" | "not":
                return request.state == "finished" and request.lane == COACHING
            case "nudge":
                return request.open and not self._nudged_today(request)
            case "change":
                return request.open and request.person == self.person.id
            case "time":
                return self._visit(request) is not None
            case "withdraw":
                return request.open
            case _:
                return super().can(name)

    def _nudged_today(self, request: Request) -> bool:
        today = self.desk.now().date()
        return any(self.desk.date_of(at) == today for at in request.nudges)

    def _visit(self, request: Request) -> Visit | None:
        """The time that is booked for a request of one's own."""
        if not request.open:
            return None
        mine = self.desk.calendar.ahead(self.person.id)
        return next((each for each in mine if each.request == request.id), None)

    def _state(self, request: Request) -> str:
        if request.state == "scheduled" and request.until:
            return f"{self._called(request.owner)} comes {times.until(request.until)}"
        return _state(request)

    def _lines(self, request: Request, columns: int) -> list[Content]:
        name, team = self._called, self.desk.people.team_words(request.lane)
        now = self.desk.now()
        said = (
            self.desk.requests.standing_words(request)
            if request.open
            else request_wording.ended(request, name)
        )
        head = [Content.styled(line, "bold") for line in wrapped(said, columns, 3)]
        following = request_wording.next_step(request, name, team)
        head += [Content.styled(line, "$muted") for line in wrapped(following, columns, 2)]
        mine = request.person == self.person.id
        asked = [f"“{request.text}”" if request.text and mine else ""]
        asked += [f"Look at: {request.look_at}" if request.look_at else "", request.feedback]
        for part in filter(None, asked):
            head += [Content(line) for line in wrapped(part, columns, 400)]
        story: list[Content] = []
        for step in reversed(request_wording.standing_story(request)):
            at = times.moment(step.at, now)
            story += told(f"{at}  {request_wording.story_line(step, name)}", columns)
        return [*head, Content(""), Content.styled("The story so far", "bold"), *story]

    def _called(self, person: str) -> str:
        """Oneself and those who help by name; who else has the same trouble is their own affair."""
        found = self.desk.people.get(person)
        known = found is None or found.id == self.person.id or found.role in LANE_OF
        return self.desk.people.name(person) if known else "A colleague"

    def action_leaf(self) -> None:
        """To the next page of the story."""
        self.story.next_page()

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        self._chosen = message.value
        self.show_live()

    def on_tile_grid_turned(self, message: TileGrid.Turned) -> None:
        """What is acted on is in sight."""
        self._chosen = message.first
        self.show_live()

    async def action_works(self) -> None:
        """Close what works."""
        me = self.person.id
        await self._do(lambda r: rules.confirm(r, me), "Good. It is closed.")

    async def action_not_yet(self) -> None:
        """Put what does not work yet back to the front."""
        me = self.person.id
        said = "It is back at the front of the line, with its age."
        await self._do(lambda r: rules.reopen(r, me), said)

    async def action_worked(self) -> None:
        """Tell that it worked."""
        await self._tell("worked")

    async def action_partly(self) -> None:
        """Tell that it worked in part."""
        await self._tell("partly")

    async def action_not(self) -> None:
        """Tell that it did not work."""
        await self._tell("not")

    async def _tell(self, outcome: str) -> None:
        me = self.person.id
        await self._do(lambda r: rules.tell(r, me, outcome), "Thanks for telling.")

    async def action_nudge(self) -> None:
        """Ask for an answer."""
        me, today = self.person.id, self.desk.now().date()
        said = "Nudged. An answer is owed to you now."
        await self._do(lambda r: rules.nudge(r, me, today), said)

    def action_time(self) -> None:
        """Ask for another time."""
        visit = self._visit(self.desk.requests.get(self._chosen))
        if visit:
            self.app.open_screen("slots", visit.id)

    def action_change(self) -> None:
        """Put something right."""
        self._correct(self.desk.requests.get(self._chosen))

    def action_withdraw(self) -> None:
        """Take it back, when that is confirmed."""
        self.app.push_screen(self._sure(self.desk.requests.get(self._chosen)), self._withdraw)

    def _correct(self, request: Request) -> None:
        """Open the panel that puts something right."""
        person = self.person.id
        panel = EditRequestForm(request, self._text or request.text)
        self._text = ""

        def corrected(said: RequestEdit | None) -> None:
            if said is None:
                return
            self.run_worker(
                self._do(
                    lambda r: rules.correct(
                        r, person, room=said.room, when=said.when, text=said.text
                    ),
                    "Put right. Its place in line is kept.",
                ),
                exit_on_error=False,
            )

        self.app.push_screen(panel, corrected)

    def _sure(self, request: Request) -> ConfirmDialog:
        """Whoever shares it leaves it to the others; its place in line goes with the last one."""
        place = request_wording.place(request)
        if request.joined:
            return ConfirmDialog(
                f"Leave {place}? The others keep it.", "Stay on it", "Not me after all"
            )
        return ConfirmDialog(
            f"Take back {place}? Its place in line is lost.", "Keep it", "Take it back"
        )

    def _withdraw(self, sure: bool | None) -> None:
        if sure:
            person = self.person
            rule = self._do(lambda r: rules.withdraw(r, person.id), "Taken back. Thanks.")
            self.run_worker(rule, exit_on_error=False)

    async def _do(self, rule: Callable[[Request], Sequence[NewFact]], said: str) -> None:
        key = self._chosen
        if await self.act(lambda: self.desk.requests.act(key, rule)):
            self.say(said)


def _state(request: Request) -> str:
    lane = LANES[request.lane]
    return {
        "waiting": "waiting",
        "claimed": "in good hands",
        "scheduled": "a time is set",
        "paused": "resting",
        "reopened": "back at the front",
        "finished": lane.asks,
        "confirmed": lane.done,
        "withdrawn": "taken back",
        "declined": "declined",
    }[request.state]
