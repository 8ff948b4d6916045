"""What all sections of the coach's and the fixer's side share: the frame, and the way from one to
another.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from kiosk import words
from kiosk.inbox import Inbox
from screens.asking import Begun
from screens.frame import Foot, Notice, Top
from screens.tile import Tile
from screens.working import Working

if TYPE_CHECKING:
    from screens.app import KioskApp

SECTIONS = {
    "queue": ("Queue", "f3", "screens.queue", "Queue"),
    "walk": ("Walk", "f4", "screens.walk", "WalkScreen"),
    "people": ("People", "f5", "screens.people", "People"),
    "dates": ("Dates", "f6", "screens.dates", "Dates"),
    "asks": ("Asks", "f7", "screens.asks", "Asks"),
    "shelf": ("Shelf", "f8", "screens.shelf", "ShelfScreen"),
    "wall": ("Wall", "f9", "screens.wall", "Wall"),
    "week": ("Week", "f10", "screens.week", "WeekScreen"),
}
"""Section -> what it is called, its key, and where its screen stands."""


def section(name: str) -> "CoachScreen":
    """A new screen of a section."""
    _, _, module, screen = SECTIONS[name]
    made: CoachScreen = getattr(import_module(module), screen)()
    return made


def begin_work(app: "KioskApp") -> None:
    """The queue, and above it what somebody was writing when they walked away."""
    from screens.go_on import GoOn

    queue = section("queue")
    app.push_screen(queue)
    assert app.person is not None
    me, today = app.person.id, app.desk.now().date()
    begun = app.drafts.of(me, today)

    def chosen(go_on: bool | None) -> None:
        if go_on is not None:
            app.drafts.drop(me)
        if go_on and isinstance(begun, Begun):
            begun.resume(queue)

    if isinstance(begun, Begun) and begun.away:
        app.push_screen(GoOn(begun), chosen)


class CoachScreen(Working):
    """A section of the coach's side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"section('{name}')", show=False)
            for name, (_, key, _, _) in SECTIONS.items()
        ),
        Binding("g", "go", show=False),
    ]
    SECTION: ClassVar[str] = "queue"

    top = getters.query_one(Top)

    def body(self) -> ComposeResult:
        yield Top()
        with Horizontal(id="sections"):
            for name, (title, key, _, _) in SECTIONS.items():
                chosen = "-chosen" if name == self.SECTION else ""
                tile = Tile(title, value=name, id=f"to-{name}", classes=f"-slim {chosen}")
                tile.body = key.upper()
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
        waits = len(Inbox(self.desk, self.person.id).items())
        self.query_one("#me", Tile).title = f"Me {waits}" if waits else "Me"

    # -- from one section to another -------------------------------------------------------

    def action_section(self, name: str) -> None:
        """To another section; what was being written is kept."""
        if name != self.SECTION and self.on_top:
            self.app.keep_draft(self)
            self.app.switch_screen(section(name))

    def action_go(self) -> None:
        """Where to, and what waits there."""
        from screens.go import Go

        if self.on_top:
            self.app.push_screen(Go(self.SECTION), self._go_to)

    def action_back(self) -> None:
        """Back to the queue, and from there out."""
        if self.SECTION == "queue":
            self.app.leave_session()
        else:
            self.action_section("queue")

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
