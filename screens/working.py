"""What every screen can do on which one of the team works: log somebody met in the corridor with
one key, and undo the last step.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.widgets import Input

from data.ledger import NotSaved
from data.records import Person
from kiosk.capture import WHATS
from kiosk.refused import Refused
from kiosk.undo import Undo, moved_on, recorded, take_back
from screens.ask import Ask
from screens.asking import Asking, Begun
from screens.base import KioskScreen

if TYPE_CHECKING:
    from screens.log import Met

T = TypeVar("T")
A = TypeVar("A")

NOTES = ("Good to see you today", "I come by this week, if you like")
"""Notes that need no typing."""
MOST_UNDOS = 20
"""Steps that are remembered."""


class Working(KioskScreen[None]):
    """A screen behind the PIN of one of the team."""

    def action_log(self, typed: str = "", person: Person | None = None) -> None:
        """Somebody met in the corridor; also from above a panel, which is there again afterwards.

        Parameters:
            typed: what was typed before.
            person: who it is about already, when that is known.
        """
        from screens.log import Log

        self.app.push_screen(Log(typed, person), self._met)

    def _met(self, met: "Met | None") -> None:
        if met:
            self.run_worker(self._logged(met), exit_on_error=False)

    async def _logged(self, met: "Met") -> None:
        """Write it down; when it is refused, what was typed is there again."""
        me, title = self.person.id, WHATS[met.what][0]
        said = f"Logged: {met.person.name}, {title[:1].lower()}{title[1:]}."
        log = self.desk.capture.log
        await self.step(lambda: log(me, met.person, met.what, met.text), said)
        if self.refusal and self.is_attached:
            self.action_log(met.typed, met.person)

    def on_key(self, event: events.Key) -> None:
        """L logs and U undoes, unless somebody is writing."""
        if isinstance(self.focused, Input) or event.character not in {"l", "u"}:
            return
        event.stop()
        event.prevent_default()
        if not self.on_top:
            return
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

    def say(self, words: str, tone: str = "done") -> None:
        """A sentence about what has just happened, also on what lies above this screen."""
        super().say(words, tone)
        if not self.on_top and isinstance(self.app.screen, KioskScreen):
            self.app.screen.say(words, tone)

    def ask(self, asking: Asking[A], answer: A | None = None, refused: str = "") -> None:
        """Ask, and do what is answered.

        Parameters:
            answer: what was answered before; what was left with Esc today when left out.
            refused: why that was refused.
        """
        if answer is None:
            kept = self.app.drafts.of(self.person.id, self.desk.now().date())
            if isinstance(kept, Begun) and kept.key == asking.key:
                answer = kept.answer
        panel = asking.panel(answer=answer, refused=refused)
        panel.asking = asking

        def answered(said: A | None) -> None:
            if said is not None:
                self.run_worker(self._answered(asking, said), exit_on_error=False)

        self.app.push_screen(panel, answered)

    async def _answered(self, asking: Asking[A], said: A) -> None:
        me = self.person.id
        await self.step(lambda: asking.rule(said), asking.done(said))
        if self.refusal and self.is_attached:
            self.ask(asking, said, self.refusal)
        elif not self.refusal:
            self.app.drafts.drop(me)

    def ask_note(self, person: str) -> None:
        """A note that somebody finds at their next sign-in.

        Parameters:
            person: their id.
        """
        desk, me, name = self.desk, self.person.id, self.desk.name(person)
        reads = f"{name} reads it at the next sign-in."
        self.ask(
            Asking(
                f"note for {person}",
                partial(Ask, f"A note for {name}", reads, NOTES),
                lambda said: desk.kindness.leave_note(me, person, said.text),
                lambda _: reads,
            )
        )

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
