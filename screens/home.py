"""Home: a greeting, what waits for this person, and six large targets with live words."""

from collections.abc import Awaitable

from textual import getters
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal

from kiosk import requests, words
from screens.base import KioskScreen, Notice, Top
from screens.tile import Tile
from screens.waits import Waits


class Home(KioskScreen[None]):
    """What a teacher finds when signed in."""

    top = getters.query_one(Top)
    waits = getters.query_one(Waits)

    def __init__(self) -> None:
        super().__init__()
        self._checkin = ""

    def body(self) -> ComposeResult:
        yield Top()
        yield Waits(self.desk, self.person.id, self.app.settle)
        with Grid(id="targets"):
            yield Tile(
                "Something is broken",
                "Projector, printer, Wi-Fi, sound, a login, a device",
                key="f",
                tone="fix",
                id="fix",
            )
            yield Tile(
                "I'd like coaching",
                "Plan a lesson, teach it together, watch, try a tool",
                key="c",
                tone="coaching",
                id="coaching",
            )
            yield Tile(
                "Say thanks",
                "To a colleague, to IT, to your coach",
                key="t",
                tone="thanks",
                id="thanks",
            )
            yield Tile("Just saying hi", "Nothing needed. I'm here.", key="h", tone="note", id="hi")
            yield Tile("My requests", key="m", tone="coaching", id="requests")
            yield Tile(
                "Resources", "Scan a code, take it with you", key="r", tone="note", id="resources"
            )
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Sign out  Esc    by itself in 0:00", id="out")

    def on_mount(self) -> None:
        super().on_mount()
        for request in self.desk.to_confirm(self.person.id):
            self.waits.ask_about(request)
            self.run_worker(self._note_asked(request.id), exit_on_error=False)
        self.waits.look()

    def show_live(self) -> None:
        if self.app.person is None:
            return
        self.tick()
        self.waits.check()
        mine = self.query_one("#requests", Tile)
        found = self.desk.requests_of(self.person.id)
        opened = [request for request in found if request.open]
        mine.badge = f"{len(opened)} open" if opened else ""
        mine.body = self._live_words() if opened else "Nothing open. Your story so far."
        hi = self.query_one("#hi", Tile)
        if self.desk.said_hi_today(self.person.id) and not self._checkin:
            hi.body = "You said hi today. Again is fine."
        new = len(self.desk.resources())
        self.query_one("#resources", Tile).badge = f"{new} here" if new else ""

    async def _note_asked(self, key: str) -> None:
        await self.act(lambda: self.desk.on(key, requests.ask))

    def _live_words(self) -> str:
        request = next(r for r in self.desk.requests_of(self.person.id) if r.open)
        team = self.desk.team_words(request.lane)
        said = words.standing(self.desk.standing(request), self.desk.name, team)
        return f"{words.place(request)}. {said}"

    def tick(self) -> None:
        if self.app.person is None:
            return
        now = self.desk.now()
        where = self.desk.days.at(now)
        parts = [self.person.room, f"{now:%a} {words.day(now.date())}"]
        parts += [where.period.name] if where.period else []
        self.top.show(
            f"{words.greeting(now)}, {self.person.first}",
            " · ".join(part for part in parts if part),
        )
        out = "Back to the queue  Esc"
        if not self.app.session.working:
            minutes, seconds = divmod(self.app.idle_left, 60)
            out = f"Sign out  Esc    by itself in {minutes}:{seconds:02}"
        self.query_one("#out", Tile).title = out

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if not self.on_top:
            return
        match message.tile.id:
            case "fix":
                from screens.fix import Fix

                self.app.push_screen(Fix())
            case "coaching":
                from screens.coaching import Coaching

                self.app.push_screen(Coaching())
            case "thanks":
                from screens.thanks import SayThanks

                self.app.push_screen(SayThanks())
            case "hi":
                await self._hi()
            case "requests":
                from screens.my_requests import MyRequests

                self.app.push_screen(MyRequests())
            case "resources":
                from screens.resources import Resources

                self.app.push_screen(Resources())
            case "out":
                self.action_back()

    async def _hi(self) -> None:
        key = await self.act(lambda: self.desk.hi(self.person.id))
        if key:
            self._checkin = key
            self.say("Hi, good to see you. That is all it takes.")
            self.waits.ask_day(key)

    async def on_waits_answered(self, message: Waits.Answered) -> None:
        """What waited for this person has been answered with one touch."""
        person, item = self.person.id, message.item
        act: Awaitable[object]
        match message.answer:
            case "works":
                said = "Good. It is closed, and whoever did it will see that it works."
                act = self.act(lambda: self.desk.on(item, lambda r: requests.confirm(r, person)))
            case "not_yet":
                said = "It is back at the front of the line, with its age."
                act = self.act(lambda: self.desk.on(item, lambda r: requests.reopen(r, person)))
            case "private" | "initials" | "wall" as shown:
                said = "It stays with you." if shown == "private" else "It goes on the wall."
                act = self.act(lambda: self.desk.allow_thanks(item, person, shown))
            case "later":
                self.waits.done(item)
                self.say("It stays under My requests.", "hint")
                return
            case day:
                said = "We hear you. Take care." if day == "Hard" else "Thanks for telling us."
                act = self.act(lambda: self.desk.tell_day(item, person, day))
        if await act:
            self.waits.done(item)
            self.say(said)

    def action_back(self) -> None:
        if self.app.session.working:
            self.app.pop_screen()
        else:
            self.app.leave_session()
