"""Resources: what can be taken along, and the code to take it with."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.records import Resource
from kiosk import words
from screens.base import KioskScreen, Notice, Top
from screens.card import Card
from screens.grid import Item, TileGrid
from screens.lines import wrapped
from screens.qr import QRCode
from screens.tile import Tile


class Resources(KioskScreen[None]):
    """What is here, newest first."""

    grid = getters.query_one(TileGrid)

    def body(self) -> ComposeResult:
        yield Top("Resources", "Touch one, scan its code, take it with you")
        yield TileGrid(width=30, height=5, most=3)
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")

    def show_live(self) -> None:
        found = self.desk.resources()
        self.grid.show(
            [
                Item(each.id, each.title, each.about, "note", str(n) if n < 10 else "")
                for n, each in enumerate(found, 1)
            ]
        )
        if not found:
            self.say("Nothing is here yet. Ask your coach what is coming.", "hint")

    def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        resource = next(each for each in self.desk.resources() if each.id == message.value)
        self.app.push_screen(Take(resource))

    def on_tile_pressed(self) -> None:
        self.action_back()


class Take(KioskScreen[None]):
    """One resource, with its code and its address in print."""

    def __init__(self, resource: Resource) -> None:
        super().__init__()
        self._resource = resource

    def body(self) -> ComposeResult:
        yield Top(self._resource.title, "Point a phone's camera at the code")
        with Horizontal(id="take"):
            yield QRCode(self._resource.url)
            yield Card(self._resource.title, "note", id="about")
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")

    def show_live(self) -> None:
        self.query_one(Card).show(self._lines)

    def _lines(self, columns: int, rows: int) -> list[Content]:
        resource = self._resource
        since = words.moment(resource.at, self.desk.now())
        lines = [Content(line) for line in wrapped(resource.about, columns, 4)]
        address = wrapped(resource.url, columns, 4)
        lines += [Content(""), *(Content.styled(line, "bold") for line in address), Content("")]
        tags = " · ".join(resource.tags)
        who = f"{tags}   from {self.desk.full_name(resource.by)}, {since}"
        lines += [Content.styled(line, "$muted") for line in wrapped(who, columns, 2)]
        return lines[:rows]

    def on_tile_pressed(self) -> None:
        self.action_back()
