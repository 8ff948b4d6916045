"""Planning a workshop: its name is there already, and so are times that fit; Enter plans it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.typed import clean
from kiosk import words
from screens.base import Panel
from screens.chips import Chips
from screens.field import Field
from screens.frame import Notice
from screens.tile import Tile

PLACES = {"6 places": 6, "12 places": 12, "Everybody": 0}
SPANS = {"30 min": 30, "60 min": 60}


class Planned(msgspec.Struct, frozen=True):
    """What was planned; 0 places is as many as come."""

    title: str
    start: datetime
    minutes: int
    places: int
    room: str


class Plan(Panel[Planned]):
    """A workshop, or None.

    Parameters:
        title: its name, to be changed.
        times: when it could be, by the clock on the wall.
        about: who is invited, or "".
    """

    HELP = "Change what you like, then Enter. Whoever is invited reads it at the next sign-in."

    line = getters.query_one("#workshop-title", Field)

    def __init__(self, title: str, times: Sequence[datetime], about: str = "") -> None:
        super().__init__()
        self._title, self._about = title, about
        self._times = times

    def body(self) -> ComposeResult:
        now = self.desk.now()
        self._named = {
            words.coming_day(each.date(), words.clock(each), now): each for each in self._times
        }
        with Vertical(id="plan-panel", classes="panel -coaching"):
            yield Static("A workshop", id="plan-title", markup=False)
            yield Static(self._about, id="plan-about", markup=False)
            yield Field("Its name", self._title, id="workshop-title")
            yield Field("Where", self.person.room, id="workshop-room")
            yield Chips(list(self._named), list(self._named)[:1], single=True, sign="▸", id="when")
            with Horizontal(id="how"):
                yield Chips(list(SPANS), ["30 min"], single=True, sign="▸", id="long")
                yield Chips(list(PLACES), ["12 places"], single=True, sign="▸", id="places")
            yield Notice()
            with Horizontal(classes="row"):
                yield Tile("Leave it  Esc", id="leave", classes="-slim")
                yield Tile("Plan it  Enter", id="do", tone="coaching", classes="-slim")

    def on_mount(self) -> None:
        super().on_mount()
        self.line.focus()
        self.line.cursor_position = len(self._title)

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "leave":
            self.dismiss(None)
        elif message.tile.id == "do":
            self.on_input_submitted()

    def on_input_submitted(self) -> None:
        """Enter plans it."""
        chosen = {chips.id: chips.chosen[0] for chips in self.query(Chips) if chips.chosen}
        title = clean(self.line.value)
        if not title or "when" not in chosen:
            self.say("Give it a name and a time first.", "trouble")
            return
        room = self.query_one("#workshop-room", Field).value
        self.dismiss(
            Planned(
                title,
                self._named[chosen["when"]],
                SPANS[chosen["long"]],
                PLACES[chosen["places"]],
                clean(room),
            )
        )
