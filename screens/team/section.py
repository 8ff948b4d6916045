"""What all sections of the coach's and the fixer's side share: the frame, and the way from one to
another.
"""

from collections.abc import Iterable
from time import monotonic
from typing import ClassVar

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal

from kiosk.inbox.inbox import Inbox
from kiosk.wording import times
from screens.actions import Action
from screens.dialogs.prompt_base import PromptDraft
from screens.dialogs.resume_prompt import ResumePrompt
from screens.dialogs.section_menu import SectionMenu
from screens.sections import SECTIONS
from screens.team.team_screen import TeamScreen
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.tile import Tile

AGAIN = 5.0
"""Seconds within which a second Esc signs out."""


class Section(TeamScreen):
    """A section of the coach's side."""

    NAME = "section"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("go", "g", "Go to", "and what waits there", "note", "frame"),
        Action("me", "h", "Me", "your own home", place="frame"),
    )
    SECTION: ClassVar[str] = "queue"
    offers_to_resume = False
    """Whether it is the first after the PIN: it offers the text that was walked away from."""
    _asked_to_leave = float("-inf")

    top = getters.query_one(Header)

    def body(self) -> ComposeResult:
        yield Header()
        with Horizontal(id="sections"):
            for name, section in SECTIONS.items():
                chosen = "-chosen" if name == self.SECTION else ""
                tile = Tile(section.title, value=name, id=f"to-{name}", classes=f"-slim {chosen}")
                tile.body = section.key.upper()
                yield tile
            yield self.tile("me", classes="-slim")
        with Horizontal(id="bar"):
            yield self.tile("go", classes="-slim")
            yield from self.bar()
            yield self.tile("undo", classes="-slim")
            log = self.tile("log", classes="-slim")
            log.key = ""  # its title says the key that does it from everywhere
            yield log
        yield from self.main()
        yield Notice()
        out = "Out" if self.SECTION == "queue" else "Back"
        yield Footer(*self.tiles("foot"), back=out)

    def bar(self) -> Iterable[Tile]:
        """Make the tiles above the list."""
        tiles = self.tiles("bar")
        for tile in tiles:
            tile.add_class("-slim")
        return tiles

    def main(self) -> ComposeResult:
        """What the section shows."""
        yield from ()

    def show_top(self) -> None:
        """Who works here, when it is, and that it is kept."""
        now = self.desk.now()
        self.top.show(
            SECTIONS[self.SECTION].title,
            f"{self.person.first} · {now:%a} {times.day(now.date())} {times.clock(now)}"
            " · ● this kiosk",
        )
        for notice in self.query(Notice):
            notice.warn(self.desk.store.problem() or self.app.key_trouble)
        waits = len(Inbox(self.desk, self.person.id).items())
        self.query_one("#me", Tile).title = f"Me {waits}" if waits else "Me"

    def to_section(self, name: str) -> None:
        """Go to another section; what was being written is kept."""
        if name != self.SECTION and self.on_top:
            self.app.keep_draft(self)
            self.app.open_section(name)

    def on_mount(self) -> None:
        super().on_mount()
        if told := self.desk.accounts.pop_notice(self.person.id):
            self.say(told, "hint")
        if self.offers_to_resume:
            self.call_after_refresh(self._offer_to_resume)

    def _offer_to_resume(self) -> None:
        """Offer the last text that was walked away from; when it is let go, the one before it."""
        if not self.on_top:
            return
        me, today, drafts = self.person.id, self.desk.now().date(), self.app.drafts
        begun = next(
            (e for e in drafts.for_person(me, today) if isinstance(e, PromptDraft) and e.away), None
        )
        if begun is None:
            return

        def chosen(go_on: bool | None) -> None:
            if go_on is None:  # later: it stands there when the same is asked again
                drafts.keep(me, replace(begun, away=False), today)
                return
            drafts.drop(me, begun.key)
            if go_on:
                begun.resume(self)
            else:
                self.call_later(self._offer_to_resume)

        self.app.push_screen(ResumePrompt(begun), chosen)

    def action_go(self) -> None:
        """Where to, and what waits there."""
        if self.on_top:
            self.app.push_screen(SectionMenu(self.SECTION), self._go_to)

    def action_back(self) -> None:
        """Back to the queue, and from there out."""
        if self.SECTION != "queue":
            self.to_section("queue")
        elif monotonic() - self._asked_to_leave < AGAIN:
            self.app.leave_session()
        else:
            self._asked_to_leave = monotonic()
            self.say("Esc once more, or a touch on Out, signs you out.", "hint")

    def back_touched(self) -> None:
        """A touch on Out is meant; one Esc too many is not."""
        if self.SECTION == "queue":
            self.app.leave_session()
        else:
            self.action_back()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """A tile that leads to another section was touched."""
        message.stop()
        if self.on_top and message.tile.id and message.tile.id.startswith("to-"):
            self.to_section(message.tile.value)

    def action_me(self) -> None:
        """Open one's own home."""
        self.app.open_screen("home")

    def _go_to(self, name: str | None) -> None:
        if name == "me":
            self.action_me()
        elif name == "undo":
            self.action_undo()
        elif name:
            self.to_section(name)
