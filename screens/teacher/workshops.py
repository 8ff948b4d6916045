"""Workshops: one touch signs up; the code puts it into a phone's calendar."""

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import Workshop
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.library import qr_codes
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.base import KioskScreen
from screens.code_page import CodePage
from screens.dialogs.confirm import ConfirmDialog
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import GridItem, TileGrid


class WorkshopsScreen(KioskScreen[None]):
    """What is coming."""

    HELP = (
        "One touch on a workshop signs you up. Touch it again for its code, which puts it into "
        "your phone's calendar, and to cancel."
    )
    KEYS = (("1 to 9", "a workshop"),)

    grid = getters.query_one(TileGrid)

    def body(self) -> ComposeResult:
        yield Header("Workshops", "One touch signs you up, another shows your place")
        yield TileGrid(width=36, height=7, low=6, most=2)
        yield Notice()
        yield Footer()

    def show_live(self) -> None:
        person = self.person
        found = self.desk.workshops.ahead()
        self.grid.show([self._item(each, person.id, n) for n, each in enumerate(found, 1)])
        if not found:
            self.say("None is planned yet. Wish for one under “I'd like coaching”.", "hint")

    def _item(self, found: Workshop, person: str, place: int) -> GridItem:
        signed = person in found.signed
        waiting = workshops.waiting_place(found, person)
        badge = (
            f"you wait, {phrases.ordinal(waiting)}" if waiting else "you are in" if signed else ""
        )
        when = times.coming_moment(workshops.starts(found), self.desk.now())
        left = "" if signed else visit_wording.places_left(found)
        place_words = " · ".join(part for part in (found.room, left) if part)
        told = [f"{when}, {found.minutes} min", place_words, found.about]
        return GridItem(
            found.id,
            f"{'✓ ' if badge else ''}{found.title}",
            "\n".join(part for part in told if part),
            "coaching" if signed else "note",
            str(place) if place < 10 else "",
            signed,
            badge,
        )

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        key, person = message.value, self.person.id
        found = self.desk.workshops.find(key)
        if person in found.signed:
            self.app.push_screen(WorkshopCodePage(found))
            return
        signed = await self.act(lambda: self.desk.workshops.sign(key, person))
        if signed:
            waiting = workshops.waiting_place(signed, person)
            said = f"You are in: {signed.title}. Touch it again for its code."
            if waiting:
                said = (
                    f"It is full; you wait as {phrases.ordinal(waiting)}, and are told of a place."
                )
            self.say(said)


class WorkshopCodePage(CodePage):
    """One's own place in a workshop: its code for a phone's calendar, and how to cancel."""

    HELP = "Point a phone's camera at the code; it offers to put the date into its calendar."
    NAME = "workshop"
    ACTIONS = (Action("leave", "x", "Cancel my place", "", "trouble", "body"),)

    def __init__(self, found: Workshop) -> None:
        begin = workshops.instant(found)
        super().__init__(found.title, qr_codes.event(found.title, begin, found.minutes, found.room))
        self._key = found.id

    def show_live(self) -> None:
        super().show_live()
        waits = workshops.waiting_place(self.desk.workshops.find(self._key), self.person.id)
        title = "Leave the waiting list" if waits else "Cancel my place"
        self.query_one("#leave", Tile).title = title

    def lines(self, columns: int) -> list[Content]:
        """When and where, in print, and whether one has a place."""
        found = self.desk.workshops.find(self._key)
        when = times.coming_moment(workshops.starts(found), self.desk.now())
        waiting = workshops.waiting_place(found, self.person.id)
        place = "You have a place."
        if waiting:
            place = f"You are {phrases.ordinal(waiting)} in line for a place, and are told here."
        lines = [Content.styled(line, "bold") for line in wrapped(place, columns, 3)]
        with_whom = f"with {self.desk.people.full_name(found.by)}"
        for part in (when, f"{found.minutes} minutes", found.room, with_whom, found.about):
            lines += [Content(line) for line in wrapped(part, columns, 400)]
        return lines

    async def action_leave(self) -> None:
        """Give the place back; a place that others wait for, when that is confirmed."""
        found = self.desk.workshops.find(self._key)
        if workshops.free_places(found) == 0 and self.person.id in found.seated:
            panel = ConfirmDialog(
                "It is full. Give your place to whoever waits first?", "Keep it", "Give it up"
            )
            self.app.push_screen(panel, self._sure)
        else:
            await self._leave()

    def _sure(self, sure: bool | None) -> None:
        if sure:
            self.run_worker(self._leave(), exit_on_error=False)

    async def _leave(self) -> None:
        key, person = self._key, self.person.id
        left = await self.act_once(lambda: self.desk.workshops.leave(key, person))
        if left:
            self.app.pop_screen()
            below = self.app.screen
            if isinstance(below, KioskScreen):
                below.say(f"You are off the list: {left.title}.")
