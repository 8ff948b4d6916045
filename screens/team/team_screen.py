"""What every screen can do on which one of the team works: log somebody met in the corridor with
one key, and undo the last step.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from types import MappingProxyType
from typing import ClassVar, TypeVar

from textual.widgets import Input

from data.records import FIX, LANES, Person, Request
from kiosk.outreach.capture import CAPTURE_KINDS
from kiosk.requests import wording as request_wording
from kiosk.school.recorder import Undo
from kiosk.school.undo import can_undo, rebase_undos, record_act, take_back
from screens.actions import Action
from screens.base import KioskScreen
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.minutes_prompt import OFFER, MinutesEntry, MinutesPrompt
from screens.dialogs.prompt import Prompt
from screens.dialogs.prompt_base import PromptDraft, Question
from screens.team.log_contact import ContactEntry, LogContactScreen
from screens.widgets.tile import Tile

A = TypeVar("A")

NOTES = ("Good to see you today", "I come by this week, if you like")
"""Notes that need no typing."""
MOST_UNDOS = 20
"""Steps that are remembered."""


class TeamScreen(KioskScreen[None]):
    """A screen behind the PIN of one of the team."""

    NAME = "team"
    WORKING = True
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("log", "l", "Log  F12", "somebody you met", "thanks", "frame", full="Log"),
        Action("undo", "u", "Undo", "the last step", "", "frame"),
    )

    def at_work(self, what: str) -> None:
        if what == "undo":
            self.action_undo()
        elif not isinstance(self.app.screen, LogContactScreen):
            self.action_log()

    def action_log(self, typed: str = "", person: Person | None = None, refused: str = "") -> None:
        """Somebody met in the corridor; also from above a panel, which is there again afterwards.

        Parameters:
            typed: what was typed before.
            person: who it is about already, when that is known.
            refused: why it was refused.
        """
        begun = None if typed else self.kept("log ")
        if begun:
            begun.resume(self)
        else:
            self.app.push_screen(LogContactScreen(typed, person, refused), self._met)

    def _met(self, met: ContactEntry | None) -> None:
        if met:
            self._to_the_end(self._logged(met, self.person.id))

    def _to_the_end(self, work: Coroutine[object, object, None]) -> None:
        """Do something that goes on when this screen has been taken down meanwhile."""
        self.app.run_worker(work, exit_on_error=False)

    async def _logged(self, met: ContactEntry, me: str) -> None:
        """Write it down; when it is refused, what was typed is there again."""
        title, log, session = CAPTURE_KINDS[met.what][0], self.desk.capture.log, self.session
        said = f"Logged: {met.person.name}, {title[:1].lower()}{title[1:]}."
        refusal = await self.take_step(lambda: log(me, met.person, met.what, met.text), said)
        if not refusal:
            self.app.drafts.drop(me, "log ")
        elif not session.over:
            self.action_log(met.typed, met.person, refusal)

    def open_menu(self, title: str, titles: Mapping[str, str] = MappingProxyType({})) -> None:
        """Show everything that can be done here, to choose from.

        Parameters:
            title: with what.
            titles: id of an action -> another title than its own.
        """
        rows = (row for _, row in self.actions().values() if row.place in {"foot", "menu"})
        tiles = self.menu_tiles(*(row.id for row in rows if row.id != "more"), titles=titles)

        def chosen(name: str | None) -> None:
            if name:
                self.action_perform(name)

        self.app.push_screen(ActionMenu(title, tiles), chosen)

    def menu_tiles(
        self, *names: str, titles: Mapping[str, str] = MappingProxyType({})
    ) -> list[Tile]:
        """Make a tile for a menu of each action that can be done.

        Parameters:
            names: ids of the actions; each is the value of its tile.
            titles: id of an action -> another title than its own.
        """
        rows = [self.actions()[name][1] for name in names if self.can(name)]
        return [
            Tile(
                titles.get(row.id, row.long_title),
                row.says,
                key=self.key_for(row.id),
                tone=row.tone,
                value=row.id,
                classes="-slim",
            )
            for row in rows
        ]

    async def take_step(
        self, what: Callable[[], object], said: str, *, for_good: bool = False
    ) -> str:
        """Do something that can be undone in this session. Whoever has been signed out meanwhile
        hears nothing of it, nor does whoever stands there now; it is saved all the same.

        Parameters:
            said: a sentence about it, said now and when it is taken back.
            for_good: whether it cannot be undone.

        Returns:
            Why it was refused; "" when it was done.
        """
        session = self.session
        begun = asyncio.ensure_future(self.attempt(lambda: record_act(self.desk, what, said)))
        async with self.app.steps:
            found, refusal = await begun
            if session.over:
                return refusal
            if refusal or found is None:
                self.say(refusal, "trouble")
                return refusal
            undo = None if for_good else found[1]
            session.undos.append(undo or Undo(said, ()))
            del session.undos[:-MOST_UNDOS]
        self.app.store_changed()
        writes = isinstance(self.app.screen.focused, Input)
        key = "Ctrl+Z" if writes else self.shown_key_for("undo")
        self.say(f"{said} {key} undoes it." if undo else said)
        return ""

    async def step(self, what: Callable[[], object], said: str, *, for_good: bool = False) -> bool:
        """The same: whether it was done, and this screen is there to go on."""
        return not await self.take_step(what, said, for_good=for_good) and self.is_there

    def say(self, words: str, tone: str = "done") -> None:
        """A sentence about what has just happened, also on what lies above this screen."""
        super().say(words, tone)
        top = self.app.screen
        if top is not self and isinstance(top, KioskScreen):
            top.say(words, tone)

    def kept(self, key: str) -> PromptDraft | None:
        """What was being written today and was left; what is just being saved, or was walked away
        from, is not.

        Parameters:
            key: of a text of the team's side.
        """
        found = self.app.drafts.for_person(self.person.id, self.desk.now().date())
        left = (each for each in found if isinstance(each, PromptDraft) and not each.away)
        return next((each for each in left if each.key == key), None)

    def ask(self, asking: Question[A], answer: A | None = None, refused: str = "") -> None:
        """Ask, and do what is answered.

        Parameters:
            answer: what was answered before; what was left with Esc today when left out.
            refused: why that was refused.
        """
        if answer is None and (begun := self.kept(f"asking {asking.key}")):
            answer = begun.answer
        panel = asking.panel(answer=answer, refused=refused)
        panel.asking = asking

        def answered(said: A | None) -> None:
            if said is not None:
                self._to_the_end(self._answered(asking, said, self.person.id))

        self.app.push_screen(panel, answered)

    async def _answered(self, asking: Question[A], said: A, me: str) -> None:
        session = self.session
        refusal = await self.take_step(lambda: asking.rule(said), asking.done(said))
        if not refusal:
            self.app.drafts.drop(me, f"asking {asking.key}")
        elif not session.over:
            self.ask(asking, said, refusal)

    def ask_note(self, person: str) -> None:
        """A note that somebody finds at their next sign-in.

        Parameters:
            person: their id.
        """
        desk, me, name = self.desk, self.person.id, self.desk.people.name(person)
        reads = f"{name} reads it at the next sign-in."
        self.ask(
            Question(
                f"note for {person}",
                partial(Prompt, f"A note for {name}", reads, NOTES),
                lambda said: desk.thanks.leave_note(me, person, said.text),
                lambda _: reads,
            )
        )

    def ask_finish(self, request: Request, news: Callable[[], str] = str, planned: int = 0) -> None:
        """How long a request took, and what it was.

        Parameters:
            news: as Finish.
            planned: minutes that are offered when nothing is known of it yet.
        """
        desk, me, asker = self.desk, self.person.id, self.desk.people.name(request.person)
        spent = desk.bookings.minutes_for(request, me) or planned

        def done(found: MinutesEntry) -> str:
            asked = LANES[request.lane].finishing
            then = "is offered ten minutes on it" if found.also else asked
            return f"Finished, {found.minutes} min. {asker} {then}."

        self.ask(
            Question(
                f"finish {request.id}",
                partial(
                    MinutesPrompt,
                    f"Finish: {request_wording.place(request)}",
                    spent,
                    news,
                    also=OFFER if request.lane == FIX else "",
                ),
                lambda found: desk.requests.finish(
                    request.id, me, found.minutes, found.text, offer=found.also
                ),
                done,
            )
        )

    def action_undo(self) -> None:
        """Take the last step of this session back."""
        self.run_worker(self._undo(), exit_on_error=False)

    async def _undo(self) -> None:
        session, me = self.session, self.person.id
        key = self.shown_key_for("undo")
        async with self.app.steps:
            if session.over:
                return
            if not session.undos:
                self.say("There is nothing to undo in this session.", "hint")
                return
            undo = session.undos[-1]
            if not undo.backs:
                session.undos.pop()  # the next one goes further back
                self.say(
                    f"This cannot be undone: {undo.said} {key} goes on to the step before.", "hint"
                )
                return
            facts, refusal = await self.attempt(lambda: take_back(self.desk, undo, me))
            if session.over:
                return
            others = [each for each in session.undos if each is not undo]
            if facts is not None:
                session.undos[:] = rebase_undos(others, undo, facts)
                self.app.store_changed()
                self.say(f"Taken back: {undo.said}")
                return
            if not can_undo(self.desk, undo):
                session.undos[:] = others
                refusal += f" {key} goes on to the step before."
            self.say(refusal, "trouble")
