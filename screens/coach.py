"""What all sections of the coach's and the fixer's side share: the frame, and the way from one to
another.
"""

from collections.abc import Sequence
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from kiosk import words
from kiosk.inbox import Inbox
from screens.asking import Begun
from screens.frame import Foot, Notice, Top
from screens.keys import SECTION_KEYS
from screens.tile import Tile
from screens.working import Working

if TYPE_CHECKING:
    from screens.session_app import SessionApp

SECTIONS = {
    "queue": ("Queue", "screens.queue", "Queue"),
    "walk": ("Walk", "screens.walk", "WalkScreen"),
    "people": ("People", "screens.people", "People"),
    "dates": ("Dates", "screens.dates", "Dates"),
    "asks": ("Asks", "screens.asks", "Asks"),
    "shelf": ("Shelf", "screens.shelf", "ShelfScreen"),
    "wall": ("Wall", "screens.wall", "Wall"),
    "week": ("Week", "screens.week", "WeekScreen"),
}
"""Section -> what it is called, and where its screen stands."""


def section(name: str) -> "CoachScreen":
    """A new screen of a section."""
    _, module, screen = SECTIONS[name]
    made: CoachScreen = getattr(import_module(module), screen)()
    return made


def begin_work(app: "SessionApp") -> None:
    """The queue, and above it what somebody was writing when they walked away."""
    queue = section("queue")
    app.push_screen(queue)
    app.call_later(_offer_to_go_on, app, queue)  # the PIN's screen, which asks for this, is going


def _offer_to_go_on(app: "SessionApp", queue: "CoachScreen") -> None:
    """The last text that was walked away from; when it is let go, the one before it."""
    from screens.go_on import GoOn

    if queue.session.over or not queue.on_top:
        return
    me, today = queue.person.id, app.desk.now().date()
    left = [e for e in app.drafts.of(me, today) if isinstance(e, Begun) and e.away]
    if not left:
        return
    begun = left[0]

    def chosen(go_on: bool | None) -> None:
        if go_on is None:  # later: it stands there when the same is asked again
            app.drafts.keep(me, replace(begun, away=False), today)
            return
        app.drafts.drop(me, begun.key)
        if go_on:
            begun.resume(queue)
        else:
            app.call_later(_offer_to_go_on, app, queue)

    app.push_screen(GoOn(begun), chosen)


AGAIN = 5.0
"""Seconds within which a second Esc signs out."""


class CoachScreen(Working):
    """A section of the coach's side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go", show=False),
    ]
    SECTION: ClassVar[str] = "queue"
    _asked_to_leave = float("-inf")

    top = getters.query_one(Top)

    def body(self) -> ComposeResult:
        yield Top()
        with Horizontal(id="sections"):
            for name, (title, *_) in SECTIONS.items():
                chosen = "-chosen" if name == self.SECTION else ""
                tile = Tile(title, value=name, id=f"to-{name}", classes=f"-slim {chosen}")
                tile.body = SECTION_KEYS[name].upper()
                yield tile
            yield Tile("Me", id="me", key="h", classes="-slim")
        with Horizontal(id="bar"):
            yield Tile("Go to", id="go", key="g", tone="note", classes="-slim")
            yield from self.bar()
            yield Tile("Undo", key="u", id="undo", classes="-slim")
            yield Tile("Log  F12", id="log", tone="thanks", classes="-slim")
        yield from self.main()
        yield Notice()
        out = "Out" if self.SECTION == "queue" else "Back"
        yield Foot(*self.actions(), back=out)

    def bar(self) -> Sequence[Tile]:
        """What stands beside the section's name."""
        return ()

    def main(self) -> ComposeResult:
        """What the section shows."""
        yield from ()

    def actions(self) -> Sequence[Tile]:
        """What can be done, at the foot."""
        return ()

    def show_top(self) -> None:
        """Who works here, when it is, and that it is kept."""
        now = self.desk.now()
        self.top.show(
            SECTIONS[self.SECTION][0],
            f"{self.person.first} · {now:%a} {words.day(now.date())} {words.clock(now)}"
            " · ● this kiosk",
        )
        for notice in self.query(Notice):
            notice.warn(self.desk.store.trouble())
        waits = len(Inbox(self.desk, self.person.id).items())
        self.query_one("#me", Tile).title = f"Me {waits}" if waits else "Me"

    def action_section(self, name: str) -> None:
        """To another section; what was being written is kept."""
        if name != self.SECTION and self.on_top:
            self.app.keep_draft(self)
            self.app.switch_screen(section(name))

    def on_mount(self) -> None:
        super().on_mount()
        if told := self.desk.own.take_note(self.person.id):
            self.say(told, "hint")

    def action_go(self) -> None:
        """Where to, and what waits there."""
        from screens.go import Go

        if self.on_top:
            self.app.push_screen(Go(self.SECTION), self._go_to)

    def action_back(self) -> None:
        """Back to the queue, and from there out."""
        if self.SECTION != "queue":
            self.action_section("queue")
        elif monotonic() - self._asked_to_leave < AGAIN:
            self.app.leave_session()
        else:
            self._asked_to_leave = monotonic()
            self.say("Esc once more, or a touch on Out, signs you out.", "hint")

    def back_touched(self) -> None:
        """A touch on Out is meant; one Esc too many is not."""
        if self.SECTION == "queue":
            self.app.leave_session()
        else:
            self.action_back()

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """The tiles that are the same on every section; the rest is for the section."""
        tile = message.tile
        message.stop()
        if not self.on_top:
            return
        if tile.id == "go":
            self.action_go()
        elif tile.id == "log":
            self.action_log()
        elif tile.id == "me":
            self._go_to("me")
        elif tile.id == "undo":
            self.action_undo()
        elif tile.id and tile.id.startswith("to-"):
            self.action_section(tile.value)
        else:
            await self.pressed(tile)

    def _go_to(self, name: str | None) -> None:
        if name == "me":
            from screens.home import Home

            self.app.push_screen(Home())
        elif name == "undo":
            self.action_undo()
        elif name:
            self.action_section(name)

    async def pressed(self, tile: Tile) -> None:
        """A tile of this section was touched."""
