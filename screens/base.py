"""What every screen can do: move the focus by arrows, press tiles by key, act through the desk and
say what came of it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.query import NoMatches
from textual.geometry import Region
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from data.ledger import NotSaved
from data.records import Person
from kiosk.desk import Desk
from kiosk.refused import Refused
from screens.lines import seen, spread
from screens.tile import Tile

if TYPE_CHECKING:
    from screens.app import KioskApp

R = TypeVar("R")
T = TypeVar("T")


class StoreChanged(Message):
    """Something in the store is other than it was: here, in another process, on another kiosk."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StoreChanged)


STAYS = 20
"""Seconds for which a notice can be read."""


class Top(Widget):
    """The line above everything: what this is at the left, where and when at the right."""

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self._left, self._right = left, right

    def show(self, left: str | None = None, right: str | None = None) -> None:
        """Say something else."""
        self._left = self._left if left is None else left
        self._right = self._right if right is None else right
        self.refresh()

    def render(self) -> Content:
        left = Content.styled(seen(self._left), "bold")
        right = Content.styled(seen(self._right), "$muted")
        if left.cell_length + right.cell_length + 2 > self.size.width:
            right = right.truncate(max(0, self.size.width // 2), ellipsis=True)
        return spread(left, right, self.size.width)


class Notice(Static):
    """One sentence about what has just happened, until the next thing does.

    Parameters:
        quiet: what stands there while nothing has happened.
    """

    def __init__(self, quiet: str = "") -> None:
        super().__init__(Content.styled(quiet, "$muted"))
        self._quiet = quiet
        self._seconds = 0

    def tick(self) -> None:
        """A second has gone by."""
        if self._seconds:
            self._seconds -= 1
            if not self._seconds:
                self.update(Content.styled(self._quiet, "$muted"))
                self.remove_class("-said", "-trouble")

    def say(self, words: str, tone: str = "done") -> None:
        """Show it, until another is said or some seconds have gone by.

        Parameters:
            tone: "done", "trouble" for a refusal, or "hint".
        """
        self._seconds = STAYS
        sign = {"done": "✓ ", "trouble": "▲ "}.get(tone, "")
        self.update(Content(sign + seen(words)) if words else Content(""))
        self.set_class(bool(words), "-said")
        self.set_class(tone == "trouble", "-trouble")


class TooSmall(Static):
    """What a window says that is too small to be used."""

    def render(self) -> Content:
        size = self.app.size
        return Content(
            f"This window is {size.width} by {size.height}.\nHallway needs 60 by 22 or more, and "
            "is at its best from 100 by 30.\n\nMake the window larger or the letters smaller.\n"
            "Nothing is lost."
        )


class KioskScreen(Screen[R]):
    """A full screen of the kiosk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "look('up')", show=False),
        Binding("down", "look('down')", show=False),
        Binding("left", "look('left')", show=False),
        Binding("right", "look('right')", show=False),
        Binding("escape", "back", show=False),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    AUTO_FOCUS = ""

    if TYPE_CHECKING:
        app = getters.app(KioskApp)

    @property
    def desk(self) -> Desk:
        """Where everything is asked and done."""
        return self.app.desk

    @property
    def person(self) -> Person:
        """Who is signed in, on a screen that nobody else sees."""
        assert self.app.person is not None
        return self.app.person

    @property
    def on_top(self) -> bool:
        """Whether this is the screen that is seen, with nothing above it, not even a panel."""
        return self.app.screen is self

    def body(self) -> ComposeResult:
        """The widgets of this screen."""
        yield from ()

    def compose(self) -> ComposeResult:
        self._fit()
        yield from self.body()
        yield TooSmall(id="too-small")

    _fresh = True
    _acted = False

    def on_mount(self) -> None:
        self.show_live()

    def _fit(self) -> None:
        """Take the classes of this size before there are widgets, which are then styled once."""
        width, height = self.app.size
        across, down = self.app.HORIZONTAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS
        self.add_class(max(each for each in across if width >= each[0])[1])
        self.add_class(max(each for each in down if height >= each[0])[1])

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Seen again after what lay above it, it may be out of date."""
        self.app.shown_at = event.time
        if not self._fresh:
            self.show_live()
        self._fresh = False

    def show_live(self) -> None:
        """Bring what is shown up to date; called on mounting and whenever the store has changed."""

    def tick(self) -> None:
        """A second has gone by."""

    def on_store_changed(self, message: StoreChanged) -> None:
        message.stop()
        self.whole(self.show_live)

    def whole(self, look: Callable[[], None]) -> None:
        """Bring something up to date, unless this screen is not all there: it is about to come, or
        is being taken down and has lost some of its widgets.
        """
        if self.is_mounted and self.is_attached:
            with suppress(NoMatches):
                look()

    async def act(self, what: Callable[[], T]) -> T | None:
        """Do something at the desk, off the thread that draws.

        Returns:
            What it gave; None when it was refused, which has then been said, and when this screen
            is gone meanwhile.
        """
        try:
            done = await asyncio.to_thread(what)
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return None
        if not self.is_attached:
            return None  # they have been signed out meanwhile; it is saved all the same
        self.app.store_changed()
        return done

    async def act_once(self, what: Callable[[], T]) -> T | None:
        """The act this screen is there for: a second tap meanwhile does nothing.

        Returns:
            As act.
        """
        if self._acted:
            return None
        self._acted = True
        done = await self.act(what)
        self._acted = done is not None
        return done

    def say(self, words: str, tone: str = "done") -> None:
        """A sentence about what has just happened."""
        for notice in self.query(Notice):
            notice.say(words, tone)

    def action_back(self) -> None:
        """One step back."""
        self.app.pop_screen()

    def on_key(self, event: events.Key) -> None:
        """A tile's key presses it, unless somebody is writing."""
        writing = isinstance(self.focused, Input)
        if event.character is None or (writing and event.is_printable):
            return
        for tile in self.query(Tile):
            if tile.key == event.character.lower() and _in_sight(tile) and not tile.disabled:
                event.stop()
                tile.action_press()
                return

    def action_look(self, way: str) -> None:
        """Move the focus to the nearest target in a direction."""
        targets = [widget for widget in self.focus_chain if widget.region]
        if not targets:
            return
        if self.focused is None or not self.focused.region:
            targets[0].focus()
            return
        here = self.focused.region
        ranked = [
            (distance, place)
            for place, widget in enumerate(targets)
            if (distance := _distance(here, widget.region, way)) is not None
        ]
        if ranked:
            targets[min(ranked)[1]].focus()


class Panel(KioskScreen[R], ModalScreen[R]):
    """A screen over another one, which can be left without having done anything."""

    def action_back(self) -> None:
        self.dismiss(None)


def _in_sight(tile: Tile) -> bool:
    return all(node.display for node in tile.ancestors_with_self if isinstance(node, Widget))


def _distance(here: Region, there: Region, way: str) -> float | None:
    """How far a target is in a direction; None when it lies elsewhere."""
    if here == there:
        return None
    across = way in {"left", "right"}
    if across:
        gap = there.x - here.right if way == "right" else here.x - there.right
        aside = max(0, max(here.y, there.y) - min(here.bottom, there.bottom) + 1)
        shift = abs(here.y - there.y)
    else:
        gap = there.y - here.bottom if way == "down" else here.y - there.bottom
        aside = max(0, max(here.x, there.x) - min(here.right, there.right) + 1)
        shift = abs(here.x - there.x)
    if gap < 0:
        return None
    return gap + aside * 4 + shift / 100
