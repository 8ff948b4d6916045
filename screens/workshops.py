"""Workshops: one touch signs up; the code puts it into a phone's calendar."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.records import Workshop
from kiosk import codes, words, workshops
from screens.base import KioskScreen
from screens.card import Card
from screens.code_page import CodePage
from screens.frame import Foot, Notice, Top
from screens.grid import Item, TileGrid
from screens.lines import wrapped
from screens.tile import Tile


class WorkshopList(KioskScreen[None]):
    """What is coming."""

    HELP = "One touch on a workshop signs you up; touch it again to read about it. X cancels."
    KEYS = (("P", "its code, for your phone's calendar"), ("X", "cancel your place"))

    grid = getters.query_one(TileGrid)
    card = getters.query_one(Card)

    def __init__(self) -> None:
        super().__init__()
        self._chosen = ""

    def body(self) -> ComposeResult:
        yield Top("Workshops", "One touch signs you up")
        with Horizontal(id="both"):
            yield TileGrid(width=24, height=5, low=3, most=1)
            yield Card("", "note", id="one")
        yield Notice()
        yield Foot(
            Tile("On my phone", key="p", tone="note", id="code"),
            Tile("Cancel my place", key="x", tone="trouble", id="leave"),
        )

    def show_live(self) -> None:
        person = self.app.person
        if person is None:
            return
        found = self.desk.workshops.ahead()
        known = {each.id for each in found}
        if self._chosen not in known:
            mine = [each.id for each in found if person.id in each.signed]
            self._chosen = next(iter([*mine, *(each.id for each in found)]), "")
        self.grid.show([self._item(each, person.id, str(n)) for n, each in enumerate(found, 1)])
        chosen = next((each for each in found if each.id == self._chosen), None)
        signed = bool(chosen and person.id in chosen.signed)
        self.query_one("#code", Tile).display = signed
        self.query_one("#leave", Tile).display = signed
        if chosen is None:
            empty = "None is planned yet. Wish for one under “I'd like coaching”."
            self.card.show(
                lambda w, h: [Content(line) for line in wrapped(empty, w, h)], "Nothing yet"
            )
        else:
            self.card.show(lambda columns, _: self._lines(chosen, columns), chosen.title)

    def _item(self, found: Workshop, person: str, key: str) -> Item:
        when = words.coming_moment(workshops.starts(found), self.desk.now())
        place = words.places_left(found)
        waiting = workshops.waiting_place(found, person)
        title = found.title
        if waiting:
            place, title = f"you wait as {words.ordinal(waiting)}", f"○ {title}"
        elif person in found.signed:
            place, title = "you are in", f"✓ {title}"
        body = " · ".join(part for part in (when, place) if part)
        chosen = found.id == self._chosen
        return Item(found.id, title, body, "note", key if len(key) == 1 else "", chosen)

    def _lines(self, found: Workshop, columns: int) -> list[Content]:
        now = self.desk.now()
        when = words.coming_moment(workshops.starts(found), now)
        head = f"{when}, {found.minutes} minutes"
        lines = [Content.styled(line, "bold") for line in wrapped(head, columns, 2)]
        where = " · ".join(p for p in (found.room, f"with {self.desk.full_name(found.by)}") if p)
        lines += [Content(line) for line in wrapped(where, columns, 2)]
        lines += [Content(line) for line in wrapped(words.places_left(found), columns, 1)]
        if found.about:
            lines += [Content(""), *(Content(x) for x in wrapped(found.about, columns, 400))]
        waiting = workshops.waiting_place(found, self.person.id)
        if waiting:
            said = f"You are {words.ordinal(waiting)} on the waiting list, and told of a place."
        elif self.person.id in found.signed:
            said = "You have a place. The code puts it into your phone's calendar."
        else:
            said = "Touch it at the left and you have a place."
            if workshops.left(found) == 0:
                said = "It is full. Touch it at the left, and you are told when there is a place."
        lines.append(Content(""))
        return [*lines, *(Content.styled(x, "$secondary") for x in wrapped(said, columns, 3))]

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        key, person = message.value, self.person.id
        self._chosen = key
        if person in self.desk.workshops.find(key).signed:
            self.show_live()
            return
        found = await self.act(lambda: self.desk.workshops.sign(key, person))
        if found:
            waiting = workshops.waiting_place(found, person)
            said = f"You are in: {found.title}."
            if waiting:
                said = f"It is full; you are {words.ordinal(waiting)} on the waiting list."
            self.say(said)
        self.show_live()

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if not self._chosen or not self.on_top:
            return
        key, person = self._chosen, self.person.id
        if message.tile.id == "code":
            self.app.push_screen(OnMyPhone(self.desk.workshops.find(key)))
        else:
            left = await self.act(lambda: self.desk.workshops.leave(key, person))
            if left:
                self.say(f"Your place is free again: {left.title}.")
                self.show_live()


class OnMyPhone(CodePage):
    """A workshop's code for a phone's calendar."""

    HELP = "Point a phone's camera at the code; it offers to put the date into its calendar."

    def __init__(self, found: Workshop) -> None:
        begin = workshops.starts(found)
        super().__init__(found.title, codes.event(found.title, begin, found.minutes, found.room))
        self._found = found

    def lines(self, columns: int) -> list[Content]:
        """What is in the code, in print."""
        found = self._found
        when = words.coming_moment(workshops.starts(found), self.desk.now())
        said = [when, f"{found.minutes} minutes", found.room]
        return [Content(line) for part in said for line in wrapped(part, columns, 2)]
