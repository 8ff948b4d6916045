"""The base of all sections of the team's side: the frame around each, and the ways between them."""

from time import monotonic
from typing import ClassVar

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult

from kiosk.wording import times
from screens.actions import Action
from screens.dialogs.prompt_base import PromptDraft
from screens.dialogs.resume_prompt import ResumePrompt
from screens.dialogs.section_menu import SectionMenu
from screens.sections import SECTIONS
from screens.team.team_screen import TeamScreen
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.section_bar import SectionBar

SECOND_ESCAPE = 5.0
"""Seconds within which a second Esc signs out."""


class Section(TeamScreen):
    """The base of sections. A section overrides `compose_main` (its widgets between the bar and the
    notice) and `show_live`.
    """

    NAME = "section"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("go", "g", "Go to", "and what waits there", "", "frame"),
        Action("me", "h", "Me", "your own home", area="frame"),
    )
    SECTION: ClassVar[str] = "queue"
    offers_to_resume = False
    """Whether this section opened after the PIN, and offers a text that its writer walked away
    from.
    """
    _escape_pressed_at = float("-inf")
    _minute_shown = -1
    """The minute of the clock for which everything is shown."""

    masthead = getters.query_one(Masthead)
    bar = getters.query_one(SectionBar)

    def body(self) -> ComposeResult:
        yield Masthead(SECTIONS[self.SECTION].title)
        go, log = self.tile("go"), self.tile("log", key="f12")
        yield SectionBar(go, self.tiles("view"), self.tiles("bar"), log)
        yield from self.compose_main()
        back = "Out" if self.SECTION == "queue" else "Back"
        yield Footer(*self.tiles("foot"), back=back)

    def compose_main(self) -> ComposeResult:
        """Yield the section's own widgets."""
        yield from ()

    def tick(self) -> None:
        """Update once a minute: the clock goes on, scores grow, something begins or is over."""
        if self._minute_shown != self.desk.now().minute:
            self.show_live()

    def show_top(self) -> None:
        """Show who is signed in, the time, and what is wrong with the store or the keys."""
        now = self.desk.now()
        self._minute_shown = now.minute
        who = f"{self.person.first} · {now:%a} {times.day(now.date())} {times.clock(now)}"
        self.masthead.show(right=f"{who} · ● this kiosk")
        self.masthead.warn(self.desk.store.problem() or self.app.key_trouble)

    def go_to_section(self, name: str) -> None:
        """Go to another section; what was being written here is kept for the day."""
        if name != self.SECTION and self.is_active:
            self.app.keep_draft(self)
            self.app.open_section(name)

    def begin(self) -> None:
        super().begin()
        if note := self.desk.accounts.pop_notice(self.person.id):
            self.say(note, "hint")
        if self.offers_to_resume:
            self.call_after_refresh(self._offer_to_resume)

    def _offer_to_resume(self) -> None:
        """Offer the last text that this person walked away from; when it is dropped, the one
        before.
        """
        if not self.is_active:
            return
        me, today, drafts = self.person.id, self.desk.now().date(), self.app.drafts
        own = (each for each in drafts.for_person(me, today) if isinstance(each, PromptDraft))
        draft = next((each for each in own if each.away), None)
        if draft is None:
            return

        def answered(go_on: bool | None) -> None:
            is_later = go_on is None or not self.is_active
            if is_later:  # it is there when the same is asked again
                drafts.keep(me, replace(draft, away=False), today)
                return
            drafts.drop(me, draft.key)
            if go_on:
                draft.resume(self)
            else:
                self.call_later(self._offer_to_resume)

        self.app.push_screen(ResumePrompt(draft), answered)

    def action_go(self) -> None:
        """Open the menu of the sections."""
        if self.is_active:
            self.app.push_screen(SectionMenu(self.SECTION), self._menu_chosen)

    def action_back(self) -> None:
        """Go back to the queue, or from the queue sign out, at the second Esc."""
        if self.SECTION != "queue":
            self.go_to_section("queue")
        elif monotonic() - self._escape_pressed_at < SECOND_ESCAPE:
            self.app.leave_session()
        else:
            self._escape_pressed_at = monotonic()
            self.say("Esc once more, or a touch on Out, signs you out.", "hint")

    def leave_by_touch(self) -> None:
        """Sign out at once: a touch on Out is meant, while one Esc too many is easily pressed."""
        if self.SECTION == "queue":
            self.app.leave_session()
        else:
            self.action_back()

    def action_me(self) -> None:
        """Open this person's own home."""
        self.app.open_screen("home")

    def _menu_chosen(self, name: str | None) -> None:
        if name == "me":
            self.action_me()
        elif name == "undo":
            self.action_undo()
        elif name:
            self.go_to_section(name)
