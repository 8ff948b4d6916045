"""What every screen can do on which one of the team works: log somebody met in the corridor with
one key, and undo the last step.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from data.ledger import NotSaved
from kiosk.capture import WHATS
from kiosk.refused import Refused
from kiosk.undo import Undo, moved_on, recorded, take_back
from screens.ask import Ask, Said
from screens.base import KioskScreen

if TYPE_CHECKING:
    from screens.log import Met

T = TypeVar("T")

MOST_UNDOS = 20
"""Steps that are remembered."""


class Working(KioskScreen[None]):
    """A screen behind the PIN of one of the team."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f12", "log", show=False),
        Binding("ctrl+z", "undo", show=False),
    ]

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
        undos = self.app.session.undos
        undos.append(undo or Undo(said, ()))
        del undos[:-MOST_UNDOS]
        key = "Ctrl+Z" if isinstance(self.focused, Input) else "U"
        self.say(f"{said} {key} undoes it." if undo else said)
        return done

    def ask(self, panel: Ask, rule: Callable[[Said], object], done: Callable[[Said], str]) -> None:
        """Ask, do it, and when it is refused ask again with the words still there."""

        async def do(said: Said) -> None:
            if await self.step(lambda: rule(said), done(said)) is None:
                self.app.push_screen(panel.again(said, self.refusal), answered)
            else:
                self.show_live()

        def answered(said: Said | None) -> None:
            if said is not None:
                self.run_worker(do(said), exit_on_error=False)

        self.app.push_screen(panel, answered)

    def action_undo(self) -> None:
        """Take the last step of this session back."""
        self.run_worker(self._undo(), exit_on_error=False)

    async def _undo(self) -> None:
        session = self.app.session
        if not session.undos:
            self.say("There is nothing to undo in this session.", "hint")
            return
        undo = session.undos[-1]
        me = self.person.id
        if not undo.backs:
            self.say(f"This cannot be undone: {undo.said}", "hint")
            return
        try:
            facts = await asyncio.to_thread(take_back, self.desk, undo, me)
        except (Refused, NotSaved) as refused:
            self.say(str(refused), "trouble")
            return
        session.undos[:] = moved_on(session.undos[:-1], undo, facts)
        if self.is_attached:
            self.app.store_changed()
            self.say(f"Taken back: {undo.said}")
