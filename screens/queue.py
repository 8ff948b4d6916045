"""The queue: who is first and why, at the left; the story at the right; one row of keys below.

What comes in from elsewhere is shown at once and never moves the selection.
"""

from collections.abc import Callable, Sequence
from datetime import date

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from data.facts import Draft
from data.records import Lane, Request
from kiosk import requests, words
from kiosk.desk import LANES
from kiosk.queue import Standing
from screens.ask import Ask
from screens.base import KioskScreen
from screens.card import Card
from screens.finish import Finish
from screens.frame import Notice, Top
from screens.grid import ROOMY
from screens.home import Home
from screens.lines import wrapped
from screens.queue_words import row, story
from screens.tile import Tile

VIEWS = ("fix", "coaching", "mine", "all")
NAMES = {"fix": "Fix", "coaching": "Coaching", "mine": "Mine", "all": "All"}
MOVE_REASONS = {
    "coaching": ("It works; let's plan the lesson", "This is about using it well"),
    "fix": ("Something is broken first", "It needs a part or a right of IT"),
}
PAUSE_REASONS = ("Waiting for a part", "Waiting for you to choose a time", "After the holidays")
DECLINE_REASONS = ("We do not have it", "It is fixed with another request", "Not ours to change")


class Queue(KioskScreen[None]):
    """What a coach or fixer works from."""

    BINDINGS = [
        Binding("home", "first", show=False),
        Binding("full_stop", "leaf", show=False),
        Binding("escape", "back", show=False),
    ]

    top = getters.query_one(Top)
    found = getters.query_one(OptionList)
    story = getters.query_one("#story", Card)

    def __init__(self) -> None:
        super().__init__()
        self._view = ""
        self._shown: list[Standing] = []
        self._minute = -1
        self._filled = ""
        """The view that the list was last filled for."""
        self._gone = False
        """Whether the chosen request went without this person's doing, and none is chosen now."""
        self.chosen = ""
        """Id of the request whose story is shown."""

    def body(self) -> ComposeResult:
        yield Top()
        with Horizontal(id="lanes"):
            for place, view in enumerate(VIEWS, 1):
                tone = {"fix": "fix", "coaching": "coaching"}.get(view, "note")
                yield Tile(
                    NAMES[view], key=str(place), tone=tone, value=view, id=view, classes="-slim"
                )
            yield Tile("Home", key="h", id="home", classes="-slim")
            yield Tile("Out  Esc", id="out", classes="-slim")
        with Horizontal(id="both"):
            yield OptionList(id="found", markup=False)
            yield Card("", "note", id="story")
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Claim", key="c", tone="coaching", id="claim")
            yield Tile("Move", key="m", tone="note", id="move")
            yield Tile("Note", key="n", tone="note", id="note")
            yield Tile("Pause", key="p", tone="note", id="pause")
            yield Tile("Finish", key="f", tone="coaching", id="finish")
            yield Tile("Decline", key="d", tone="trouble", id="decline")

    def on_mount(self) -> None:
        self._view = LANES[self.person.role]
        super().on_mount()
        self.found.focus()

    def tick(self) -> None:
        """Once a minute scores have grown and times are said anew."""
        if self._minute != self.desk.now().minute:
            self.show_live()

    # -- what is shown ---------------------------------------------------------------------

    def show_live(self) -> None:
        if self.app.person is None:
            return
        everything = self.desk.standings()
        self._shown = [each for each in everything if self._in_view(each, self._view)]
        waiting = len(self.desk.kindness.waiting_for(self.person.id))
        self.query_one("#home", Tile).title = f"Home ({waiting})" if waiting else "Home"
        for view in VIEWS:
            tile = self.query_one(f"#{view}", Tile)
            count = sum(self._in_view(each, view) for each in everything)
            tile.title = f"{NAMES[view]} {count}"
            tile.set_class(view == self._view, "-chosen")
        now = self.desk.now()
        self._minute = now.minute
        sync = f"{self.person.first} · {now:%a} {words.day(now.date())} {words.clock(now)}"
        self.top.show("Queue", f"{sync} · ● this kiosk")
        self._fill()
        self._show_story()

    def _in_view(self, standing: Standing, view: str) -> bool:
        request = standing.request
        if view == "mine":
            return request.owner == self.person.id
        return view in ("all", request.lane)

    def _fill(self) -> None:
        """Bring the list up to date around the chosen request, which keeps its place on screen."""
        if not self.found.size:
            return  # not laid out yet; it is filled when its width is known
        width = self.found.scrollable_content_region.width - 2
        roomy = self.app.size.height >= ROOMY
        options = [
            Option(row(self.desk, each, width, roomy=roomy), id=each.request.id)
            for each in self._shown
        ]
        ids = [each.request.id for each in self._shown]
        found = self.found
        if ids == [option.id for option in found.options]:
            for each, option in zip(self._shown, options, strict=True):
                found.replace_option_prompt(each.request.id, option.prompt)
            return
        top = found.scroll_offset.y
        if self.chosen and self.chosen not in ids and self._filled == self._view:
            self._say_gone(self.desk.request(self.chosen))
        was = found.highlighted if self._filled == self._view else 0
        self._filled = self._view
        with self.prevent(OptionList.OptionHighlighted):
            found.set_options(options)
            if self.chosen in ids:
                found.highlighted = ids.index(self.chosen)
            elif ids and not self._gone:
                found.highlighted = min(was or 0, len(ids) - 1)
                self.chosen = ids[found.highlighted]
            else:
                self.chosen = ""
        found.scroll_to(y=top, animate=False)

    def _say_gone(self, request: Request) -> None:
        """Somebody else ended or moved the chosen one. Its neighbour is not chosen instead: the
        next key was not meant for it.
        """
        last = request.story[-1]
        self._gone = last.by != self.person.id
        if self._gone:
            did = words.story_line(last, self.desk.full_name)
            self.say(f"{words.place(request)}: {did}. Choose another.", "trouble")

    def _show_story(self) -> None:
        chosen = next((each for each in self._shown if each.request.id == self.chosen), None)
        for tile in self.query(".foot Tile").results(Tile):
            tile.disabled = chosen is None
        if chosen is None:
            said = "Nobody is waiting here. A good moment for a walk."
            if self._view == "mine" and (others := len(self.desk.standings())):
                said = f"You have none in hand. {others} wait in the other lanes."
            if self._shown:
                said = "Choose one at the left."
            self.story.show(
                lambda w, h: [Content(x) for x in wrapped(said, w, h)],
                "None chosen" if self._shown else "All done",
            )
            return
        title = words.place(chosen.request)
        self.story.show(lambda columns, _: story(self.desk, chosen, columns), title)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        message.stop()
        self._gone = False
        self.chosen = message.option.id or ""
        self._show_story()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_live)

    # -- what is done ----------------------------------------------------------------------

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        tile = message.tile
        if not self.on_top:
            return
        if tile.value in VIEWS:
            self._view, self._gone = tile.value, False
            self.show_live()
            self.found.focus()
        elif tile.id == "out":
            self.app.leave_session()
        elif tile.id == "home":
            self.app.push_screen(Home())
        elif self.chosen:
            await self._begin(tile.id or "", self.desk.request(self.chosen))

    async def _begin(self, what: str, request: Request) -> None:
        """Do it at once, or ask first for the words that the teacher will read."""
        me = self.person.id
        place = words.place(request)
        asker = self.desk.name(request.person)
        match what:
            case "claim":
                await self._do(request, lambda r: requests.claim(r, me), f"You have it: {place}.")
            case "move":
                lane: Lane = "coaching" if request.lane == "fix" else "fix"
                self._ask(
                    request,
                    (f"Move to {lane}", f"Why? {asker} will read it.", MOVE_REASONS[lane]),
                    lambda r, said: requests.move(r, me, said),
                    f"Moved to {lane}, with its age: {place}.",
                )
            case "note":
                self._ask(
                    request,
                    ("A note", f"{asker} will read it; it answers a nudge.", ("I come today",)),
                    lambda r, said: requests.note(r, me, said),
                    f"Noted. {asker} sees it under My requests.",
                )
            case "pause":
                self._ask(
                    request,
                    ("Let it rest", f"What for? {asker} will read it.", PAUSE_REASONS),
                    lambda r, said: requests.pause(r, me, said, self._back_on()),
                    f"It rests for a week of school: {place}.",
                )
            case "decline":
                self._ask(
                    request,
                    ("Decline", f"Why? {asker} will read it.", DECLINE_REASONS),
                    lambda r, said: requests.decline(r, me, said),
                    f"Declined. {asker} sees why.",
                )
            case "finish":
                spent = requests.minutes_spent(request, me, self.desk.now())
                self.app.push_screen(
                    Finish(place, spent, self._news(request)),
                    lambda done: self._finish(request, done),
                )

    def _news(self, request: Request) -> Callable[[], str]:
        """What a panel says when the request it is about is ended by somebody else meanwhile."""

        def news() -> str:
            now = self.desk.request(request.id)
            if now.open:
                return ""
            return f"Meanwhile: {words.story_line(now.story[-1], self.desk.full_name)}."

        return news

    def _back_on(self) -> date | None:
        """The day on which a paused request comes back: five days of school from now."""
        day: date | None = self.desk.now().date()
        for _ in range(5):
            day = self.desk.days.next_school_day(day) if day else None
        return day

    def _ask(
        self,
        request: Request,
        asked: tuple[str, str, Sequence[str]],
        rule: Callable[[Request, str], Sequence[Draft]],
        done: str,
    ) -> None:
        """Ask, do it, and when it is refused ask again with the words still there.

        Parameters:
            asked: title, question and ready answers of the panel.
        """
        panel = Ask(*asked, news=self._news(request))

        async def do(said: str) -> None:
            if not await self._do(request, lambda r: rule(r, said), done):
                self.app.push_screen(panel.again(said), answered)

        def answered(said: str | None) -> None:
            if said is not None:
                self.run_worker(do(said), exit_on_error=False)

        self.app.push_screen(panel, answered)

    def _finish(self, request: Request, done: tuple[int, str] | None) -> None:
        if done is None:
            return
        minutes, text = done
        me = self.person.id
        said = f"Finished. {self.desk.name(request.person)} is asked whether it works."
        self.run_worker(
            self._do(request, lambda r: requests.finish(r, me, minutes, text), said),
            exit_on_error=False,
        )

    async def _do(
        self, request: Request, rule: Callable[[Request], Sequence[Draft]], done: str
    ) -> bool:
        if not await self.act(lambda: self.desk.on(request.id, rule)):
            return False
        self.say(done)
        self.show_live()
        return True

    def action_first(self) -> None:
        """To the one that is first."""
        if self._shown:
            self.found.highlighted = 0

    def action_leaf(self) -> None:
        """To the next page of the story."""
        self.story.next_page()

    def action_back(self) -> None:
        self.app.leave_session()
