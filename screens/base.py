"""What every screen can do: move the focus by arrows, press tiles by key, act through the desk and
say what came of it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual import events, messages
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.geometry import Region
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from data.failures import NotSaved
from data.records import Person
from data.text import MAX_LENGTH
from kiosk.desk import Desk
from kiosk.people.drafts import TextDraft
from kiosk.people.session import Session, SessionOver
from kiosk.school.errors import Refused
from screens.action_screen import ActionScreen
from screens.input.arrow_focus import Way, nearest
from screens.messages import StoreChanged
from screens.widgets.action_tile import ActionTile
from screens.widgets.footer import Footer
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import TileGrid
from screens.widgets.too_small import TooSmall

R = TypeVar("R")
T = TypeVar("T")


LAST = (events.Unmount, events.Hide, events.ScreenSuspend, messages.Prune, messages.CloseMessages)
"""What a screen is still told when its session is over: that it is taken down."""


class KioskScreen(ActionScreen[R]):
    """A full screen of the kiosk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "look('up')", show=False),
        Binding("down", "look('down')", show=False),
        Binding("left", "look('left')", show=False),
        Binding("right", "look('right')", show=False),
        Binding("escape", "back", show=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    AUTO_FOCUS = ""
    HELP: ClassVar[str] = ""
    """What this screen is for, in a sentence or two."""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys of this screen that are no action's, and what each does."""

    SECTION: ClassVar[str] = ""
    """Which section of the team's side this is; "" for none."""
    WORKING: ClassVar[bool] = False
    """Whether the team's Log and Undo work here."""

    @property
    def desk(self) -> Desk:
        """Where everything is asked and done."""
        return self.app.desk

    @property
    def person(self) -> Person:
        """Who is signed in, on a screen that nobody else sees.

        Raises:
            SessionOver: they are signed out; whatever was to be done for them is not.
        """
        return self.session.require()

    @property
    def session(self) -> Session:
        """The session that this screen is of, from when it was opened; afterwards it is over."""
        return self._session or self.app.session

    def belong(self, session: Session) -> None:
        """Be a screen of this session and of no other."""
        self._session = session

    @property
    def is_there(self) -> bool:
        """Whether this screen is seen, or lies below the one that is: the session it is of goes on.
        A screen that is being taken down can be attached for a moment longer.
        """
        return not self.session.over and self in self.app.screen_stack

    async def _dispatch_message(self, message: Message) -> None:
        """Do nothing of what was asked of a screen that is gone: its session has ended, or somebody
        has left it. This is the one place where that is refused.
        """
        if self._comes_too_late(message):
            return
        with suppress(SessionOver):
            await super()._dispatch_message(message)

    def _comes_too_late(self, message: Message) -> bool:
        if self.session.over:
            return not isinstance(message, LAST)
        if self in self.app.screen_stack:
            return False
        touched = isinstance(message, (events.InputEvent, events.Paste))
        own = not isinstance(message, events.Event) and message.__module__ != messages.__name__
        return touched or own

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key does nothing on a screen that is gone, or is not all there yet."""
        if not (self.is_mounted and self.is_there):
            return False
        return super().check_action(action, parameters)

    def body(self) -> ComposeResult:
        """The widgets of this screen."""
        yield from ()

    def compose(self) -> ComposeResult:
        self._fit()
        yield from self.body()
        yield TooSmall(id="too-small")

    _session: Session | None = None
    _fresh = True
    _acted = False
    _has_given = False

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
        if not self.is_there:
            return  # a screen of somebody who has just been signed out
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
        before = self._targets()
        self.whole(self.show_live)
        self.call_after_refresh(self._settle_when_moved, before)

    def _targets(self) -> dict[Region, str]:
        """What a touch would do, and where."""
        return {
            tile.region: tile.value or tile.id or tile.title
            for tile in self.query(Tile).results(Tile)
            if tile.display and tile.region
        }

    def _settle_when_moved(self, before: dict[Region, str]) -> None:
        """What came in from elsewhere moved a target: a finger on its way meant the one before."""
        now = self._targets()
        if any(now.get(place) != what for place, what in before.items()):
            self.app.moved()

    def whole(self, look: Callable[[], None]) -> None:
        """Bring something up to date, unless this screen is not all there: it is about to come, or
        is being taken down and has lost some of its widgets.
        """
        if self.is_mounted and self.is_there:
            with suppress(NoMatches):
                look()

    async def attempt(self, what: Callable[[], T]) -> tuple[T | None, str]:
        """Do something at the desk, off the thread that draws.

        Returns:
            What it gave; or None and why it was refused, with nothing changed.
        """
        try:
            return await asyncio.to_thread(what), ""
        except (Refused, NotSaved) as refused:
            return None, str(refused)

    async def meanwhile(self, what: Callable[[], T]) -> T:
        """Do something off the thread that draws.

        Raises:
            SessionOver: whoever waited for it is signed out meanwhile.
            Refused, NotSaved: nothing was changed.
        """
        done = await asyncio.to_thread(what)
        self.session.go_on()
        return done

    async def act(self, what: Callable[[], T]) -> T | None:
        """The same, and say why it was refused.

        Returns:
            What it gave; None when it was refused, and when this screen is gone meanwhile.

        Raises:
            SessionOver: they have been signed out meanwhile; it is saved all the same.
        """
        before = self.desk.store.changes
        done, refusal = await self.attempt(what)
        self.session.go_on()
        if not self.is_there:
            return None
        if refusal:
            self.say(refusal, "trouble")
        elif self.desk.store.changes != before:
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

    def on_text_input_cut(self, message: TextInput.Cut) -> None:
        """More was pasted than a line holds."""
        message.stop()
        self.say(
            f"That was a lot to paste. The first {MAX_LENGTH:,} characters are kept.", "trouble"
        )

    def written(self) -> TextDraft | None:
        """What somebody is writing here and has not sent; kept for them when they walk away."""
        return None

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close with a result, once: a key or tap that rolled over the first does nothing."""
        if self._has_given or not self.on_top:
            return AwaitComplete()
        self._has_given = True
        return super().dismiss(result)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault of ours in what somebody began here goes where all faults go."""
        self.app.worker_changed(event)

    def action_back(self) -> None:
        """One step back; what was being written is kept for today."""
        self.app.keep_draft(self)
        self.app.pop_screen()

    def back_touched(self) -> None:
        """The tile that leads back was touched."""
        self.action_back()

    def action_help(self) -> None:
        """What can be done here."""
        if self.on_top:
            rows = self.actions().values()
            keys = [(self.key_for(row.id), row.long_title) for _, row in rows]
            keyed = [each for each in keys if each[0]]
            self.app.open_help(self.HELP, keyed, self.KEYS)

    def on_footer_back(self, message: Footer.Back) -> None:
        """The tile that leads back was touched."""
        message.stop()
        self.back_touched()

    def on_footer_help(self, message: Footer.Help) -> None:
        """The tile that helps was touched."""
        message.stop()
        self.action_help()

    def to_section(self, name: str) -> None:
        """Go to a section of the team's side, from one of them."""

    def at_work(self, what: str) -> None:
        """Log somebody or undo the last step, on a screen of the team's side.

        Parameters:
            what: "log" or "undo".
        """

    def on_key(self, event: events.Key) -> None:
        """A tile's key presses it, unless somebody is writing."""
        writing = isinstance(self.focused, Input)
        if event.character is None or (writing and event.is_printable):
            return
        for tile in self.query(Tile):
            keyed = tile.key == event.character.lower() and not isinstance(tile, ActionTile)
            if keyed and _in_sight(tile) and not tile.disabled:
                event.stop()
                tile.action_press()
                return

    def action_turn(self, by: int) -> None:
        """Leaf through what has more pages than one."""
        for grid in self.query(TileGrid):
            grid.turn(by)

    def action_look(self, way: Way) -> None:
        """Move the focus to the nearest target in a direction."""
        targets = [widget for widget in self.focus_chain if widget.region]
        here = self.focused.region if self.focused is not None else None
        place = nearest(here or None, [widget.region for widget in targets], way)
        if place is not None:
            targets[place].focus()


class Panel(KioskScreen[R], ModalScreen[R]):
    """A screen over another one, which can be left without having done anything."""

    def action_back(self) -> None:
        self.app.keep_draft(self)
        self.dismiss(None)


def _in_sight(tile: Tile) -> bool:
    return all(node.display for node in tile.ancestors_with_self if isinstance(node, Widget))
