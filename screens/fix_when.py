"""When it is needed: one touch, and it is written down. A line about it may be added before."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal
from textual.widgets import Label

from kiosk import words
from screens.base import KioskScreen, Notice, Top
from screens.field import Field
from screens.tile import Tile


class FixWhen(KioskScreen[None]):
    """When do you need it?

    Parameters:
        category: what is broken.
        room: where; "" when it stands nowhere.
    """

    line = getters.query_one(Field)

    def __init__(self, category: str, room: str) -> None:
        super().__init__()
        self._category, self._room = category, room

    def body(self) -> ComposeResult:
        bell = self.desk.days.next_bell(self.desk.now())
        before = f"The next bell is at {bell:%H:%M}" if bell else "As soon as somebody can"
        yield Top("When do you need it?", f"{self._category}, {self._room}".rstrip(", "))
        with Grid(id="whens"):
            yield Tile("Before next period", before, key="1", tone="trouble", value="now")
            yield Tile("Today", "Before you leave", key="2", tone="fix", value="today")
            yield Tile("This week", "It can wait a little", key="3", tone="note", value="week")
        yield Label("A line about it, if you like. Please do not name pupils.")
        yield Field("Will not turn on")
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")

    async def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "back":
            self.action_back()
        else:
            await self._flag(message.tile.value)

    async def on_input_submitted(self) -> None:
        """Enter in the line: the touch that says when is still owed."""
        self.query_one("#whens Tile").focus()
        self.say("Now touch when you need it.", "hint")

    async def _flag(self, when: str) -> None:
        person = self.app.person
        if person is None:
            return
        text = self.line.value
        request = await self.act_once(
            lambda: self.desk.flag(
                "fix", person.id, self._category, room=self._room, when=when, text=text
            )
        )
        if request:
            team = self.desk.team_words("fix")
            said = words.standing(self.desk.standing(request), self.desk.name, team)
            self.app.go_home(f"Written down: {words.place(request)}. {said}")
