"""Workshops: one touch signs up, and a QR code puts the date into a phone's calendar."""

from functools import partial

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import COACHING, Workshop
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.library import qr_codes
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.base import KioskScreen
from screens.code_page import CodePage
from screens.dialogs.confirm import ConfirmDialog
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.team_card import TeamCard
from screens.widgets.text_layout import NO_LIMIT, wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid

FEW = 2
"""Workshops up to which their tiles leave room for who runs them, right below them."""


class WorkshopsScreen(KioskScreen[None]):
    """The screen with the workshops that are coming up."""

    HELP = (
        "One touch on a workshop signs you up. Touch it again for its code, which puts it into "
        "your phone's calendar, and to cancel."
    )
    KEYS = (("1 to 9", "a workshop"),)

    grid = getters.query_one(TileGrid)

    def body(self) -> ComposeResult:
        hint = "One touch signs you up, another shows your code."
        yield Masthead("Workshops", hint, tone="coaching")
        yield TileGrid(width=32, height=8, most_columns=2, most=12)
        if self.desk.people.team(COACHING):
            coaches = partial(self.desk.whereabouts.team, COACHING)
            yield TeamCard("Who runs them", "coaching", coaches, self._wish_words)
        yield Footer()

    def _wish_words(self) -> str:
        is_none = not self.desk.workshops.ahead()  # the masthead says it then
        return "" if is_none else "Missing one? Wish for it under “I'd like coaching”."

    def show_live(self) -> None:
        for card in self.query(TeamCard):
            card.update()
        person = self.person
        ahead = self.desk.workshops.ahead()
        self.grid.set_class(len(ahead) <= FEW, "-few")
        self.grid.show(
            [self._item(workshop, person.id, number) for number, workshop in enumerate(ahead, 1)]
        )
        if not ahead:
            self.say("None is planned yet. Wish for one under “I'd like coaching”.", "hint")

    def _item(self, workshop: Workshop, person: str, number: int) -> Tile:
        """Return the tile of a workshop.

        Parameters:
            person: the id of the teacher, who may have signed up.
            number: its key, up to 9.
        """
        has_signed = person in workshop.signed
        state, tone = visit_wording.places_left(workshop), "note"
        if has_signed:
            state, tone = "you are in", "coaching"
        elif workshops.free_places(workshop) == 0:
            state, tone = "full: touch to wait", "fix"
        if waiting := workshops.waiting_place(workshop, person):
            state = f"waiting list, {phrases.ordinal(waiting)}"
        when = times.coming_moment(workshops.starts(workshop), self.desk.now())
        place = " · ".join(filter(None, (f"{workshop.minutes} min", workshop.room)))
        by = f"with {self.desk.people.full_name(workshop.by)}"
        about = f"\n\n{workshop.about}" if workshop.about else ""
        return Tile(
            workshop.title,
            f"{when}\n{place}\n{by}{about}",
            workshop.id,
            str(number) if number < 10 else "",
            tone,
            state=state,
            chosen=has_signed,
        )

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Sign up; a person who has signed up sees the code."""
        workshop_id, person = message.value, self.person.id
        workshop = self.desk.workshops.find(workshop_id)
        if person in workshop.signed:
            self.app.push_screen(WorkshopCodePage(workshop))
            return
        signed = await self.act(lambda: self.desk.workshops.sign(workshop_id, person))
        if signed:
            waiting = workshops.waiting_place(signed, person)
            words = f"You are in: {signed.title}. Touch it again for its code."
            if waiting:
                place = phrases.ordinal(waiting)
                list_ = f"You're {place} on the waiting list"
                words = f"It's full. {list_}; we'll tell you when a place opens."
            self.say(words)


class WorkshopCodePage(CodePage):
    """The page of a workshop that a teacher has signed up for: its QR code, and how to cancel."""

    HELP = "Point a phone's camera at the code; it offers to put the date into its calendar."
    NAME = "workshop"
    ACTIONS = (Action("leave", "x", "Cancel my place", "", "trouble", "body"),)

    def __init__(self, workshop: Workshop) -> None:
        begin = workshops.instant(workshop)
        payloads = qr_codes.event(workshop.title, begin, workshop.minutes, workshop.room)
        super().__init__(workshop.title, payloads)
        self._workshop_id = workshop.id

    def show_live(self) -> None:
        super().show_live()
        waits = workshops.waiting_place(self.desk.workshops.find(self._workshop_id), self.person.id)
        title = "Leave the waiting list" if waits else "Cancel my place"
        self.change_tile("leave", title=title)

    def lines(self, columns: int) -> list[Content]:
        """Return whether they have a place, and when and where it is, in print."""
        workshop = self.desk.workshops.find(self._workshop_id)
        when = times.coming_moment(workshops.starts(workshop), self.desk.now())
        waiting = workshops.waiting_place(workshop, self.person.id)
        place = "You have a place."
        if waiting:
            place = f"You're {phrases.ordinal(waiting)} on the waiting list. "
            place += "We'll tell you here when a place opens."
        lines = [Content.styled(line, "bold") for line in wrapped(place, columns, 3)]
        minutes, by = f"{workshop.minutes} minutes", self.desk.people.full_name(workshop.by)
        for part in (when, minutes, workshop.room, f"with {by}", workshop.about):
            lines += [Content(line) for line in wrapped(part, columns, NO_LIMIT)]
        return lines

    async def action_leave(self) -> None:
        """Give the place back; ask first if others wait for it."""
        workshop = self.desk.workshops.find(self._workshop_id)
        if workshops.free_places(workshop) == 0 and self.person.id in workshop.seated:
            panel = ConfirmDialog(
                "It is full. Give your place to whoever waits first?", "Cancel", "Give it up"
            )
            self.app.push_screen(panel, self._confirmed)
        else:
            await self._leave()

    def _confirmed(self, yes: bool | None) -> None:
        if yes:
            self.run_worker(self._leave(), exit_on_error=False)

    async def _leave(self) -> None:
        """Take the person off the list, and close this page."""
        workshop_id, person = self._workshop_id, self.person.id
        workshop = await self.act_once(lambda: self.desk.workshops.leave(workshop_id, person))
        if workshop:
            self.app.pop_screen()
            below = self.app.screen
            if isinstance(below, KioskScreen):
                below.say(f"You are off the list: {workshop.title}.")
