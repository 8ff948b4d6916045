"""I'd like coaching: what kind, and if you like, a line about it."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from kiosk import words
from screens.base import KioskScreen, Notice, Top
from screens.field import Field
from screens.grid import Item, TileGrid
from screens.tile import Tile

KINDS = (
    ("Plan a lesson", "Bring the objectives, we plan it together"),
    ("Teach it together", "Two of us in your room"),
    ("Watch my class", "Say what to look at; you decide what comes of it"),
    ("Try a tool", "Something new, or something that will not do what you want"),
    ("One-to-one", "Half an hour for what you choose"),
    ("A workshop wish", "What several of us would like to learn"),
)


class Coaching(KioskScreen[None]):
    """What would you like?"""

    line = getters.query_one(Field)

    def body(self) -> ComposeResult:
        items = [
            Item(title, title, body, "coaching", str(place))
            for place, (title, body) in enumerate(KINDS, 1)
        ]
        yield Top("What would you like?", f"It goes to {self.desk.team_words('coaching')}")
        yield Label("A line first, if you like: the objective, or what to look at.")
        yield Field("Podcast unit; please do not name pupils")
        yield TileGrid(items, width=24, height=5, most=3)
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")

    async def on_tile_grid_chosen(self, message: TileGrid.Chosen) -> None:
        person = self.app.person
        if person is None:
            return
        text = self.line.value
        request = await self.act_once(
            lambda: self.desk.flag("coaching", person.id, message.value, text=text)
        )
        if request:
            team = self.desk.team_words("coaching")
            said = words.standing(self.desk.standing(request), self.desk.name, team)
            self.app.go_home(f"Written down: {request.category}. {said}")

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.action_back()

    def on_input_submitted(self) -> None:
        """Enter in the line: the touch that says what is still owed."""
        self.query_one(TileGrid).query(Tile).first().focus()
        self.say("Now touch what you would like.", "hint")
