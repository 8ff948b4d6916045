"""Say thanks: one touch on a name sends it; what for may be chosen or written before."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from screens.base import KioskScreen, Notice, Top
from screens.field import Field
from screens.people_picker import PeoplePicker
from screens.tile import Tile

REASONS = ("Thank you", "That helped", "For your time", "Great idea")


class SayThanks(KioskScreen[None]):
    """Whom would you like to thank?"""

    picker = getters.query_one(PeoplePicker)
    line = getters.query_one("#line", Field)

    def __init__(self) -> None:
        super().__init__()
        self._reason = REASONS[0]

    def body(self) -> ComposeResult:
        me = self.app.person
        assert me is not None
        team = self.desk.team("fix") + self.desk.team("coaching")
        yield Top("Say thanks", "They decide who sees it")
        with Horizontal(classes="row", id="reasons"):
            for reason in REASONS:
                yield Tile(f"  {reason}", tone="thanks", value=reason, classes="-slim")
        yield Label("In your own words, if you like. Please do not name pupils.")
        yield Field("The document camera saved my lab", id="line")
        yield Label("To whom? One touch sends it.")
        yield PeoplePicker(
            self.desk,
            first=[each for each in team[:4] if each.id != me.id],
            keep=lambda person: person.id != me.id,
        )
        yield Notice()
        with Horizontal(classes="foot"):
            yield Tile("Back  Esc", id="back")

    def show_live(self) -> None:
        for tile in self.query("#reasons Tile").results(Tile):
            chosen = tile.value == self._reason
            tile.set_class(chosen, "-chosen")
            tile.title = f"{'✓' if chosen else ' '} {tile.value}"

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if message.tile.id == "back":
            self.action_back()
        else:
            self._reason = message.tile.value
            self.show_live()

    def on_input_submitted(self) -> None:
        """Enter in the line leads on to the name."""
        self.picker.field.focus()

    async def on_people_picker_picked(self, message: PeoplePicker.Picked) -> None:
        me, to = self.app.person, message.person
        if me is None:
            return
        reason, text = self._reason, self.line.value
        if await self.act_once(lambda: self.desk.thank(me.id, to.id, reason, text)):
            self.app.go_home(f"Thanks, it is on its way to {to.first}.")

    def on_people_picker_nobody(self) -> None:
        self.say("Nobody here is called that. Try any other part of the name.", "trouble")

    def action_back(self) -> None:
        if self.picker.open_shelf:
            self.picker.close_shelf()
        else:
            self.app.pop_screen()
