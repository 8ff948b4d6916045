"""The base of every screen: it moves the focus by arrow keys, presses tiles by their key, does
things at the desk and says what came of it; and it refuses input that was not meant for it.

Two people use one kiosk within seconds, and a finger is slower than a screen. Each guard below is
for one race:

- the dispatch gate (`_dispatch_message`): a message that was under way when its screen was closed
  or its window became larger or smaller;
- complete (`update_if_complete`): news that arrives while a screen's widgets come or go;
- settled (`on_screen_resume`, `_settle_if_moved`): a touch aimed at what was there a moment before;
- once (`act_once`, `dismiss`): a double tap, or a key that rolled over the one before it.
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
from textual.worker import Worker

from data.failures import NotSaved
from data.records import Person
from data.text import MAX_LENGTH
from kiosk.desk import Desk
from kiosk.people.drafts import TextDraft
from kiosk.people.session import Session, SessionOver
from kiosk.school.errors import Refused
from screens.messages import Act, StoreChanged
from screens.sized_screen import SizedScreen
from screens.widgets.footer import Footer
from screens.widgets.masthead import Head
from screens.widgets.text_input import TextInput
from screens.widgets.tile_board import TileBoard
from screens.widgets.too_small import TooSmall

R = TypeVar("R")
T = TypeVar("T")

CLOSING_MESSAGES = (
    events.Unmount,
    events.Hide,
    events.ScreenSuspend,
    messages.Prune,
    messages.CloseMessages,
)
"""Messages with which Textual takes a screen down: it gets them even when its session is over."""


LINE_KEYS = ("f3", "f4", "f5")
"""Keys of the first tiles on a screen with a line."""


class KioskScreen(SizedScreen[R]):
    """The base of every screen. A screen overrides `body` (its widgets) and `show_live` (what they
    show), and belongs to the session in which it was opened.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
    ]
    AUTO_FOCUS = ""
    HELP: ClassVar[str] = ""
    """What this screen is for, in a sentence or two."""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """(key, what it does) of keys that belong to no action, for the help."""

    SECTION: ClassVar[str] = ""
    """The name of the section of the team's side that this screen is; "" for none."""
    WORKING: ClassVar[bool] = False
    """Whether this is a screen of the team's side, where Log and Undo work."""

    _session: Session | None = None
    _resumed_before = False
    _acted = False
    _has_result = False

    @property
    def desk(self) -> Desk:
        """The services of the school: whatever a screen asks or does goes through them."""
        return self.app.desk

    @property
    def person(self) -> Person:
        """Who is signed in.

        Raises:
            SessionOver: this screen's session has ended; the handler that asks stops here.
        """
        return self.session.require()

    @property
    def session(self) -> Session:
        """The session in which this screen was opened; it stays this one after it has ended."""
        return self._session or self.app.session

    def bind_session(self, session: Session) -> None:
        """Make this a screen of one session; the app calls it when it opens the screen."""
        self._session = session

    @property
    def is_open(self) -> bool:
        """Whether this screen is on the stack, and its session goes on.

        Textual's `is_attached` is no answer: it stays true for a moment while a screen closes.
        """
        return not self.session.over and self in self.app.screen_stack

    async def _dispatch_message(self, message: Message) -> None:
        """Pass a message to its handlers, unless it comes too late for this screen.

        Textual delivers what is in the queue of a screen even after the screen was closed: the
        second tap of a signed-out teacher would act for whoever signs in next. There is no public
        hook before the handlers, and this is the one place where such messages are refused.
        """
        if self._comes_too_late(message) or self.is_told_again(message):
            return
        if isinstance(message, events.ScreenResume):
            self.spare_styles(message)
        with suppress(SessionOver):  # a handler that was running when the session ended
            await super()._dispatch_message(message)

    def _comes_too_late(self, message: Message) -> bool:
        """Return whether a message is for a screen that has been closed, is an act on one that is
        covered, or tells a size that the window no longer has. Textual's own messages still pass a
        closed screen while the session goes on, since closing needs them.

        Textual's screen sends itself the size for which it was laid out. When two sizes came at
        once, the message about each would undo the layout for the other, again and again.
        """
        if isinstance(message, events.Resize) and message.size != self.app.size:
            return True
        if self.session.over:
            return not isinstance(message, CLOSING_MESSAGES)
        if self in self.app.screen_stack:
            return isinstance(message, Act) and not self.is_active
        is_input = isinstance(message, (events.InputEvent, events.Paste))
        is_ours = not isinstance(message, events.Event) and message.__module__ != messages.__name__
        return is_input or is_ours

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key works: none does before this screen has its widgets, or once it is
        closed.
        """
        if not (self.is_mounted and self.is_open):
            return False
        return super().check_action(action, parameters)

    def body(self) -> ComposeResult:
        """Yield the widgets of this screen."""
        yield from ()

    def compose(self) -> ComposeResult:
        self.add_size_classes()
        yield from self.body()
        if not self.is_large_enough:
            yield TooSmall()

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Show the present state of the store, as soon as all widgets are there. A screen overrides
        this and not `on_mount`: Textual calls that of each base class by itself, and everything
        would be done several times.
        """
        self.show_actions()
        self.show_live()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Ignore touches for a moment, since a finger on its way was aimed at the screen before;
        and update this screen, which may be out of date after a screen above it has closed.
        """
        if not self.is_open:
            return  # Textual resumes each screen it uncovers while it closes a whole session
        self.app.shown_at = event.time
        if self._resumed_before:
            self.show_live()  # the first time, `begin` does it
        self._resumed_before = True

    def show_live(self) -> None:
        """Show the present state of the store; called on mounting and whenever it has changed."""

    def tick(self) -> None:
        """Do what has to be done every second."""

    def on_store_changed(self, message: StoreChanged) -> None:
        """Show the news, and ignore touches for a moment if it has moved a target."""
        message.stop()
        targets = self._targets()
        self.update_if_complete(self.show_live)
        self.call_after_refresh(self._settle_if_moved, targets)

    def _targets(self) -> dict[Region, str]:
        """Return what a touch would do: region of a tile, in cells -> what the tile stands for."""
        return {
            region: tile.value
            for board in self.query(TileBoard)
            if board.is_shown
            for tile, region in board.targets()
        }

    def _settle_if_moved(self, before: dict[Region, str]) -> None:
        """Ignore touches for a moment when news has put another target under a finger that was on
        its way to the one before.

        Parameters:
            before: the targets before the news was shown.
        """
        targets = self._targets()
        if any(targets.get(region) != meaning for region, meaning in before.items()):
            self.app.ignore_touches()

    def update_if_complete(self, update: Callable[[], None]) -> None:
        """Call something that changes widgets, if this screen has all of them.

        News and ticks also arrive while a screen is being composed, and while it is taken down and
        has already lost some of its widgets; it is up to date or gone a moment later.
        """
        if self.is_mounted and self.is_open:
            with suppress(NoMatches):
                update()

    async def attempt(self, change: Callable[[], T]) -> tuple[T | None, str]:
        """Do something at the desk, in a thread: the disk may be slow.

        Returns:
            (its result, ""); or (None, why it was refused), and nothing has changed.
        """
        try:
            return await asyncio.to_thread(change), ""
        except (Refused, NotSaved) as refused:
            return None, str(refused)

    async def run_in_thread(self, work: Callable[[], T]) -> T:
        """Run something slow in a thread, and return its result.

        Raises:
            SessionOver: the person was signed out meanwhile.
            Refused, NotSaved: nothing has changed.
        """
        result = await asyncio.to_thread(work)
        self.session.go_on()
        return result

    async def act(self, change: Callable[[], T]) -> T | None:
        """Do something at the desk, and say why when it is refused.

        Returns:
            Its result; None when it was refused, and when this screen was closed meanwhile.

        Raises:
            SessionOver: the person was signed out meanwhile; it is saved all the same.
        """
        changes = self.desk.store.changes
        result, refusal = await self.attempt(change)
        self.session.go_on()
        if not self.is_open:
            return None
        if refusal:
            self.say(refusal, "trouble")
        elif self.desk.store.changes != changes:
            self.app.store_changed()
        return result

    async def act_once(self, change: Callable[[], T]) -> T | None:
        """Do the one thing that this screen is for, as `act`; it can be tried again only after a
        refusal. A double tap reaches the handler twice, and would send two requests.
        """
        if self._acted:
            return None
        self._acted = True
        result = await self.act(change)
        self._acted = result is not None
        return result

    def say(self, words: str, tone: str = "done") -> None:
        """Show a sentence about what has just happened.

        Parameters:
            tone: as `Head.say`.
        """
        for head in self.query(Head):
            head.say(words, tone)

    def on_text_input_cut(self, message: TextInput.Cut) -> None:
        """Say that a paste was longer than a line holds."""
        message.stop()
        self.say(
            f"That was a lot to paste. The first {MAX_LENGTH:,} characters are kept.", "trouble"
        )

    def draft(self) -> TextDraft | None:
        """Return the text that is being written here and was not sent; None for none. It is kept
        for its writer when they leave this screen.
        """
        return None

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close with a result, once. A second key or tap that rolled over the first would make
        Textual close the screen below, or fail.
        """
        if self._has_result or not self.is_active:
            return AwaitComplete()
        self._has_result = True
        return super().dismiss(result)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report a worker that has failed to the app, which contains all faults."""
        self.app.contain_worker_error(event)

    def action_back(self) -> None:
        """Close this screen; what was being written is kept for the day."""
        self.app.keep_draft(self)
        self.app.pop_screen()

    def leave_by_touch(self) -> None:
        """Do what the tile at the left of the footer says."""
        self.action_back()

    def action_help(self) -> None:
        """Open the help about this screen."""
        if self.is_active:
            rows = self.actions().values()
            titles = [(self.key_for(row.id), row.menu_title, row.tone) for _, row in rows]
            self.app.open_help(self.HELP, [entry for entry in titles if entry[0]], self.KEYS)

    def on_footer_back(self, message: Footer.Back) -> None:
        message.stop()
        self.leave_by_touch()

    def on_footer_help(self, message: Footer.Help) -> None:
        message.stop()
        self.action_help()

    def go_to_section(self, name: str) -> None:
        """Go to another section of the team's side; only a section can."""

    def run_team_command(self, command: str) -> None:
        """Do a command that works everywhere on the team's side; only a screen of it can.

        Parameters:
            command: "log" or "undo".
        """

    def on_key(self, event: events.Key) -> None:
        """Press the tile that shows this key. The keys of actions are bindings, and on a screen
        with a line all that can be printed is written; there tiles have function keys.
        """
        pressed = event.key if event.key in LINE_KEYS else (event.character or "").lower()
        for board in self.query(TileBoard):
            for tile, _ in board.targets() if board.is_shown else ():
                if pressed and tile.key == pressed and not tile.action:
                    event.stop()
                    board.press(tile)
                    return

    def has_key(self, key: str) -> bool:
        """Return whether a key presses one of the tiles in sight."""
        boards = (board for board in self.query(TileBoard) if board.is_shown)
        return any(tile.key == key for board in boards for tile, _ in board.targets())

    def action_turn_page(self, by: int) -> None:
        """Turn the pages of every grid and timetable.

        Parameters:
            by: 1 for the next page, -1 for the page before.
        """
        for board in self.query(TileBoard):
            board.turn_page(by)


class Panel(KioskScreen[R], ModalScreen[R]):
    """The base of all dialogs: a screen above another one, which closes with a result, or with None
    when it is left.
    """

    BLANK = False  # the screen below it is seen

    def action_back(self) -> None:
        """Close without a result; what was being written is kept for the day."""
        self.app.keep_draft(self)
        self.dismiss(None)
