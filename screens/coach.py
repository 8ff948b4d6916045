"""What all screens of the coach's and the fixer's side share: the way from one to another, one key
to log somebody met in the corridor, and the last step undone.
"""

import asyncio
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from data.ledger import NotSaved
from kiosk import words
from kiosk.capture import WHATS
from kiosk.refused import Refused
from kiosk.undo import recorded, take_back
from screens.base import KioskScreen
from screens.frame import Foot, Notice, Top
from screens.tile import Tile

if TYPE_CHECKING:
    from screens.log import Met

T = TypeVar("T")

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
MOST_UNDOS = 20
"""Steps that are remembered."""


def section(name: str) -> "CoachScreen":
    """A new screen of a section."""
    _, _, module, screen = SECTIONS[name]
    made: CoachScreen = getattr(import_module(module), screen)()
    return made


class CoachScreen(KioskScreen[None]):
    """A section of the coach's side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"section('{name}')", show=False)
            for name, (_, key, _, _) in SECTIONS.items()
        ),
        Binding("f12", "log", show=False),
        Binding("ctrl+z", "undo", show=False),
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
            yield Tile(SECTIONS[self.SECTION][0], id="go", key="g", tone="note", classes="-slim")
            yield from self.bar()
            yield Tile("Log  F12", id="log", tone="thanks", classes="-slim")
        yield from self.main()
        yield Notice()
        out = "Out" if self.SECTION == "queue" else "Queue"
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

    # -- from one section to another -------------------------------------------------------

    def action_section(self, name: str) -> None:
        """To another section; what was being written is kept."""
        if name != self.SECTION and self.on_top:
            self.app.keep_draft(self)
            self.app.switch_screen(section(name))

    def action_back(self) -> None:
        """Back to the queue, and from there out."""
        if self.SECTION == "queue":
            self.app.leave_session()
        else:
            self.action_section("queue")

    def action_log(self) -> None:
        """Somebody met in the corridor."""
        from screens.log import Log

        if self.on_top:
            self.app.push_screen(Log(), self._met)

    def _met(self, met: "Met | None") -> None:
        if met:
            self.run_worker(self._logged(met), exit_on_error=False)

    async def _logged(self, met: "Met") -> None:
        """Write it down; when it is refused, what was typed is there again."""
        from screens.log import Log

        me, title = self.person.id, WHATS[met.what][0]
        said = f"Logged: {met.person.name}, {title[:1].lower()}{title[1:]}."
        log = self.desk.capture.log
        if await self.step(lambda: log(me, met.person, met.what, met.text), said) is None:
            self.app.push_screen(Log(met.typed, met.person), self._met)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """The tiles that are the same on every section; the rest is for the section."""
        tile = message.tile
        message.stop()
        if not self.on_top:
            return
        if tile.id == "go":
            from screens.go import Go

            self.app.push_screen(Go(self.SECTION), self._went)
        elif tile.id == "log":
            self.action_log()
        elif tile.id == "me":
            self._went("me")
        elif tile.id and tile.id.startswith("to-"):
            self.action_section(tile.value)
        else:
            self.run_worker(self.pressed(tile), exit_on_error=False)

    def _went(self, name: str | None) -> None:
        if name == "me":
            from screens.home import Home

            self.app.push_screen(Home())
        elif name:
            self.action_section(name)

    async def pressed(self, tile: Tile) -> None:
        """A tile of this section was touched."""

    def on_key(self, event: events.Key) -> None:
        """L logs and U undoes, unless somebody is writing."""
        if isinstance(self.focused, Input) or event.character not in {"l", "u"}:
            return
        event.stop()
        event.prevent_default()
        if event.character == "l":
            self.action_log()
        else:
            self.action_undo()

    # -- what is done ----------------------------------------------------------------------

    async def step(self, what: Callable[[], T], said: str) -> T | None:
        """Do something that can be undone.

        Parameters:
            said: a sentence about it, said now and when it is taken back.

        Returns:
            As act.
        """
        found = await self.act(lambda: recorded(self.desk, what, said))
        if found is None:
            return None
        done, undo = found
        if undo:
            undos = self.app.session.undos
            undos.append(undo)
            del undos[:-MOST_UNDOS]
        self.say(f"{said} U undoes it." if undo else said)
        return done

    def action_undo(self) -> None:
        """Take the last step of this session back."""
        if self.on_top:
            self.run_worker(self._undo(), exit_on_error=False)

    async def _undo(self) -> None:
        session = self.app.session
        if not session.undos:
            self.say("There is nothing to undo in this session.", "hint")
            return
        undo = session.undos.pop()
        me = self.person.id
        try:
            await asyncio.to_thread(take_back, self.desk, undo, me)
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        if self.is_attached:
            self.app.store_changed()
            self.say(f"Taken back: {undo.said}")
