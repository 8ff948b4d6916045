"""The order of input: a key or a touch is handed on when the one before it has done what it does,
and the screen that it opened is there. So what is typed ahead reaches the screen that it was meant
for, also when it comes in a lump.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence

from textual.events import Event
from textual.message_pump import MessagePump
from textual.screen import Screen

from screens.app_base import KioskAppBase

LONGEST_WAIT = 2.0
"""Seconds for which a key waits for the one before it; something hangs then, and it goes on."""
SLICE = 0.05
"""Seconds after which it is looked whether another screen has been opened meanwhile."""
LONGEST_SAVE = 0.5
"""Seconds for which a key waits for what the screen is saving."""

HandOn = Callable[[Event], Awaitable[None]]
"""Takes an input further."""
KindOf = Callable[[Event], str]
"""Returns what an input does, if it opens nothing: inputs of one such kind need not wait for each
other, and a held key stays quick. "" for any other.
"""


class InputQueue:
    """Inputs in the order in which they came. One that comes while nothing waits is handed on at
    once. Used by the app.

    Parameters:
        app: whose screens get the inputs.
        handle: takes an input further.
        kind_of: tells which inputs need not wait for each other.
    """

    def __init__(self, app: KioskAppBase, handle: HandOn, kind_of: KindOf) -> None:
        self._app, self._handle, self._kind_of = app, handle, kind_of
        self._waiting: deque[tuple[Event, HandOn]] = deque()
        self.is_busy = False
        """Whether an input is being handed on, or one waits for it."""
        self._last_kind = ""
        self._may_go_on = True
        """Whether it is known that the last input has done what it does."""
        self._going_on: asyncio.Task[None] | None = None

    async def put(self, event: Event) -> None:
        """Take an input."""
        self._waiting.append((event, self._handle))
        await self._begin()

    async def put_first(
        self, found: Iterable[Event], hand_on: HandOn, then: Event | None = None
    ) -> None:
        """Hand inputs on before all that wait.

        Parameters:
            hand_on: takes them further.
            then: an input that is taken again from the beginning, behind them.
        """
        again = [] if then is None else [(then, self._handle)]
        self._waiting.extendleft(reversed([*((event, hand_on) for event in found), *again]))
        await self._begin()

    @property
    def has_more(self) -> bool:
        """Whether inputs wait."""
        return bool(self._waiting)

    def clear(self) -> None:
        """Forget what waits: it was meant for somebody who is gone."""
        self._waiting.clear()

    async def _begin(self) -> None:
        """Hand the first one on, at once if it need not wait, and the others when it is their
        turn.
        """
        if self.is_busy or not self._waiting:
            return
        self.is_busy = True
        try:
            if self._may_go_on or self._is_like_the_last():
                await self._hand_on_first()
        finally:
            if self._waiting:
                self._going_on = asyncio.create_task(self._go_on())
            else:
                self.is_busy = False

    def _is_like_the_last(self) -> bool:
        """Return whether the first that waits need not wait for the last one."""
        return bool(self._last_kind) and self._kind_of(self._waiting[0][0]) == self._last_kind

    async def _hand_on_first(self) -> None:
        event, hand_on = self._waiting.popleft()
        self._last_kind, self._may_go_on = self._kind_of(event), False
        await hand_on(event)

    async def _go_on(self) -> None:
        try:
            while self._waiting:
                if not self._may_go_on and not self._is_like_the_last():
                    await self._until_done()
                    self._may_go_on = True
                    continue  # what waited may have been forgotten meanwhile
                try:
                    await self._hand_on_first()
                except Exception as error:
                    self._app.contain(error)
        finally:
            self.is_busy = False

    async def _until_done(self) -> None:
        """Wait until all that the last input has begun is done: it has passed the widget with the
        focus and all that contain it, and so has what it opened.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_WAIT
        while loop.time() < end and self._app.screen_stack:
            screen = self._app.screen
            nodes = list((self._app.focused or screen).ancestors_with_self)
            if await self._has_passed(nodes, screen, end):
                await self._until_saved(screen)
                if self._app.screen is screen:
                    return

    async def _has_passed(
        self, nodes: Sequence[MessagePump], screen: Screen[object], end: float
    ) -> bool:
        """Wait until each of some nodes, one after the other, has done all that was in its queue.

        Returns:
            False when another screen came meanwhile, or one of them takes no more messages.
        """
        loop = asyncio.get_running_loop()
        passed: asyncio.Future[bool] = loop.create_future()

        def pass_on(index: int) -> None:
            if passed.done():
                return
            if index == len(nodes):
                passed.set_result(True)
            elif not nodes[index].call_later(pass_on, index + 1):
                passed.set_result(False)

        pass_on(0)
        while not passed.done() and loop.time() < end:
            await asyncio.wait([passed], timeout=SLICE)
            if not self._app.screen_stack or self._app.screen is not screen:
                return False
        if not passed.done():
            return False
        await asyncio.sleep(0)
        return passed.result()

    async def _until_saved(self, screen: Screen[object]) -> None:
        """Wait while a screen saves something: it may close then."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_SAVE
        while loop.time() < end and self._app.screen_stack and self._app.screen is screen:
            if not any(each.node is screen and each.is_running for each in self._app.workers):
                return
            await asyncio.sleep(SLICE / 10)
