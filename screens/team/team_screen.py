"""The base of every screen of the team's side. On each, one key logs a person met in the corridor,
and one undoes the last step.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from types import MappingProxyType
from typing import ClassVar, TypeVar

from msgspec.structs import replace
from textual.widgets import Input

from data.records import FIX, LANES, Person, Request
from kiosk.outreach.capture import CAPTURE_KINDS
from kiosk.requests import wording as request_wording
from kiosk.school.recorder import Undo
from kiosk.school.undo import MAX_UNDOS, can_undo, rebase_undos, record_act, take_back
from screens.actions import Action
from screens.base import KioskScreen
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.minutes_prompt import (
    OFFER_COACHING,
    STEP,
    MinutesEntry,
    MinutesPrompt,
    MinutesSpec,
)
from screens.dialogs.prompt import Prompt, PromptSpec
from screens.dialogs.prompt_base import PromptDraft, Question
from screens.team.log_contact import ContactEntry, LogContactScreen
from screens.widgets.tile import Tile

A = TypeVar("A")

NOTES = ("Good to see you today", "I'll stop by this week if you like")
"""Ready answers for a note."""
NO_TITLES: Mapping[str, str] = MappingProxyType({})


class TeamScreen(KioskScreen[None]):
    """The base of screens behind the PIN of one of the team. A step is something done at the desk
    that can be undone in this session.
    """

    NAME = "team"
    WORKING = True
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("log", "l", "Log", "someone you met", "", "frame"),
        Action("undo", "u", "Undo", "the last step", "", "frame"),
    )

    def run_team_command(self, command: str) -> None:
        if command == "undo":
            self.action_undo()
        elif not isinstance(self.app.screen, LogContactScreen):
            self.action_log()

    def action_log(self, typed: str = "", person: Person | None = None, refusal: str = "") -> None:
        """Open the screen that logs a person met in the corridor. It also opens above a dialog,
        which is there again afterwards.

        Parameters:
            typed: what was typed before; "" for nothing.
            person: who was touched before.
            refusal: why the entry was refused; "" when it was not.
        """
        draft = None if typed else self.unsent_draft("log ")
        if draft:
            draft.resume(self)
        else:
            self.app.push_screen(LogContactScreen(typed, person, refusal), self._contact_entered)

    def _contact_entered(self, entry: ContactEntry | None) -> None:
        if entry:
            self._run_to_end(self._log_contact(entry, self.person.id))

    def _run_to_end(self, work: Coroutine[object, object, None]) -> None:
        """Run something as a worker of the app: a worker of this screen would be cancelled when the
        screen is closed.
        """
        self.app.run_worker(work, exit_on_error=False)

    async def _log_contact(self, entry: ContactEntry, me: str) -> None:
        """Log a contact; when it is refused, open the screen again with what was typed."""
        title, log, session = CAPTURE_KINDS[entry.what][0], self.desk.capture.log, self.session
        done = f"Logged: {entry.person.name}, {title[:1].lower()}{title[1:]}."
        refusal = await self.try_step(lambda: log(me, entry.person, entry.what, entry.text), done)
        if not refusal:
            self.app.drafts.drop(me, "log ")
        elif not session.over:
            self.action_log(entry.typed, entry.person, refusal)

    def open_menu(self, title: str, titles: Mapping[str, str] = NO_TITLES) -> None:
        """Open the menu of everything that can be done here.

        Parameters:
            title: what it is done with.
            titles: id of an action -> a title that replaces its own.
        """
        rows = (row for _, row in self.actions().values() if row.area in {"foot", "menu"})
        tiles = self.menu_tiles(*(row.id for row in rows if row.id != "more"), titles=titles)

        main = self.main_action()
        tiles = [replace(tile, filled=tile.value == main) for tile in tiles]

        def action_chosen(action_id: str | None) -> None:
            if action_id:
                self.action_perform(action_id)

        self.app.push_screen(ActionMenu(title, tiles), action_chosen)

    def menu_tiles(self, *action_ids: str, titles: Mapping[str, str] = NO_TITLES) -> list[Tile]:
        """Make a tile for a menu of each of these actions that can be done. Its value is the id.

        Parameters:
            titles: id of an action -> a title that replaces its own.
        """
        rows = [self.actions()[action_id][1] for action_id in action_ids if self.can(action_id)]
        return [
            Tile(
                titles.get(row.id, row.menu_title),
                row.description,
                row.id,
                self.key_for(row.id),
                row.tone if row.tone == "trouble" else "",
                shape="control",
            )
            for row in rows
        ]

    async def try_step(
        self, change: Callable[[], object], done: str, *, for_good: bool = False
    ) -> str:
        """Do a step at the desk, and say that it is done or why it was refused.

        When the person is signed out meanwhile, it is saved all the same, and nothing is said:
        somebody else may stand there by then.

        Parameters:
            done: a sentence about it, shown now, and again when it is undone.
            for_good: whether it cannot be undone.

        Returns:
            Why it was refused; "" when it was done.
        """
        session = self.session
        # It begins at once, but its end waits for the lock, so that steps stand in `undos` in the
        # order in which they were begun.
        saving = asyncio.ensure_future(self.attempt(lambda: record_act(self.desk, change, done)))
        async with self.app.step_lock:
            result, refusal = await saving
            if session.over:
                return refusal
            if refusal or result is None:
                self.say(refusal, "trouble")
                return refusal
            undo = None if for_good else result[1]
            session.undos.append(undo or Undo(done, ()))
            del session.undos[:-MAX_UNDOS]
        self.app.store_changed()
        is_writing = isinstance(self.app.screen.focused, Input)
        key = "Ctrl+Z" if is_writing else self.shown_key_for("undo")
        self.say(f"{done} {key} undoes it." if undo else done)
        return ""

    async def do_step(
        self, change: Callable[[], object], done: str, *, for_good: bool = False
    ) -> bool:
        """Do a step, as `try_step`.

        Returns:
            Whether it was done, and this screen is still open.
        """
        return not await self.try_step(change, done, for_good=for_good) and self.is_open

    def say(self, words: str, tone: str = "done") -> None:
        """Show a sentence about what has just happened, also on the screen above this one."""
        super().say(words, tone)
        top = self.app.screen
        if top is not self and isinstance(top, KioskScreen):
            top.say(words, tone)

    def unsent_draft(self, key: str) -> PromptDraft | None:
        """Return a text that this person left today with Esc; None for none. A text that is just
        being saved, or whose writer walked away, is offered elsewhere.

        Parameters:
            key: of the draft, as in `PromptDraft.key`.
        """
        drafts = self.app.drafts.for_person(self.person.id, self.desk.now().date())
        left = (each for each in drafts if isinstance(each, PromptDraft) and not each.away)
        return next((draft for draft in left if draft.key == key), None)

    def ask(self, question: Question[A], answer: A | None = None, refusal: str = "") -> None:
        """Ask a question, and do what is answered.

        Parameters:
            answer: the previous answer; when left out, the one that was left today with Esc.
            refusal: why the previous answer was refused; "" when it was not.
        """
        if answer is None and (draft := self.unsent_draft(f"asking {question.key}")):
            answer = draft.answer
        panel = question.make_panel(answer=answer, refusal=refusal)
        panel.question = question

        def answered(answer: A | None) -> None:
            if answer is not None:
                self._run_to_end(self._do_answer(question, answer, self.person.id))

        self.app.push_screen(panel, answered)

    async def _do_answer(self, question: Question[A], answer: A, me: str) -> None:
        """Do what was answered; when it is refused, ask again."""
        session = self.session
        refusal = await self.try_step(lambda: question.act(answer), question.done(answer))
        if not refusal:
            self.app.drafts.drop(me, f"asking {question.key}")
        elif not session.over:
            self.ask(question, answer, refusal)

    def ask_note(self, person: str) -> None:
        """Ask for a note that a person finds at their next sign-in.

        Parameters:
            person: their id.
        """
        desk, me, name = self.desk, self.person.id, self.desk.people.name(person)
        reads = f"{name} reads it at the next sign-in."
        self.ask(
            Question(
                f"note for {person}",
                partial(Prompt, PromptSpec(f"A note for {name}", reads, NOTES)),
                lambda answer: desk.thanks.leave_note(me, person, answer.text),
                lambda _: reads,
            )
        )

    def ask_finish(
        self, request: Request, news: Callable[[], str] | None = None, planned: int = 0
    ) -> None:
        """Ask how long a request took and what it was, and finish it.

        Parameters:
            news: as in `MinutesSpec`.
            planned: minutes to propose when the facts say nothing; 0 for the usual.
        """
        desk, me, teacher = self.desk, self.person.id, self.desk.people.name(request.person)
        spec = MinutesSpec(
            f"Finish: {request_wording.place(request)}",
            desk.bookings.minutes_for(request, me) or planned or STEP,
            alternative=OFFER_COACHING if request.lane == FIX else "",
            news=news,
        )

        def finish(entry: MinutesEntry) -> object:
            return desk.requests.finish(
                request.id, me, entry.minutes, entry.text, offer=entry.alternative
            )

        def done(entry: MinutesEntry) -> str:
            asked = LANES[request.lane].finishing
            follows = "is offered ten minutes on it" if entry.alternative else asked
            return f"Finished, {entry.minutes} min. {teacher} {follows}."

        self.ask(Question(f"finish {request.id}", partial(MinutesPrompt, spec), finish, done))

    def action_undo(self) -> None:
        """Undo the last step of this session."""
        self.run_worker(self._undo(), exit_on_error=False)

    async def _undo(self) -> None:
        """Undo the last step, or say why it cannot be undone. The lock waits for a step that is
        still being saved, and a second Undo for the first.
        """
        session, me = self.session, self.person.id
        key = self.shown_key_for("undo")
        async with self.app.step_lock:
            if session.over:
                return
            if not session.undos:
                self.say("There is nothing to undo in this session.", "hint")
                return
            undo = session.undos[-1]
            if not undo.backs:
                session.undos.pop()  # the next Undo takes the step before
                self.say(
                    f"This cannot be undone: {undo.said} {key} goes on to the step before.", "hint"
                )
                return
            facts, refusal = await self.attempt(lambda: take_back(self.desk, undo, me))
            if session.over:
                return
            others = [step for step in session.undos if step is not undo]
            if facts is not None:
                session.undos[:] = rebase_undos(others, undo, facts)
                self.app.store_changed()
                self.say(f"Taken back: {undo.said}")
                return
            if not can_undo(self.desk, undo):
                session.undos[:] = others
                refusal += f" {key} goes on to the step before."
            self.say(refusal, "trouble")
