"""One resource: its code, its address in print, what colleagues said of it, and "ask me"."""

from collections.abc import Sequence

from textual.content import Content

from data.records import Resource
from data.records import Take as Taken
from kiosk.inbox.inbox import OUTCOME_ANSWERS
from kiosk.library import qr_codes
from kiosk.wording import times
from screens.code_page import CodePage
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile

SAID = {"worked": "Worked", "partly": "Partly", "not": "Not really"}


class ResourcePage(CodePage):
    """A resource to take along."""

    HELP = (
        "Point a phone's camera at the code. Ask me later, and in some days you are asked how it "
        "went; what you say helps the next one."
    )
    KEYS = (("A", "ask me how it went"), ("K", "ask the colleague to show it"))

    def __init__(self, resource: Resource) -> None:
        payload = qr_codes.payload(resource)
        tone = {"idea": "thanks", "howto": "coaching"}.get(resource.kind, "note")
        super().__init__(resource.title, [payload] if payload else [], tone)
        self._resource = resource
        self._taken: Taken | None = None
        self._earlier: Taken | None = None

    def targets(self) -> Sequence[Tile]:
        resource, me = self._resource, self.person.id
        self._earlier = self.desk.shelf.earlier_take(me, resource.id)
        tiles = []
        if resource.helps and resource.by != me:
            shows = f"Ask {self.desk.people.name(resource.by)} to show it"
            tiles.append(Tile(shows, key="k", tone="thanks", id="show-me", classes="-slim"))
        if self._earlier:
            return [
                *tiles,
                *(
                    Tile(title, key=str(n), tone="coaching", value=value, classes="-slim outcome")
                    for n, (title, value) in enumerate(OUTCOME_ANSWERS, 1)
                ),
            ]
        ask = Tile("Ask me how it went", key="a", tone="note", id="ask-me", classes="-slim")
        return [*tiles, ask]

    def on_mount(self) -> None:
        super().on_mount()
        self._taking = self.run_worker(self._take(), exit_on_error=False)

    async def _take(self) -> None:
        """Write down that it was taken along; whoever looks again today takes it once."""
        me, key = self.person.id, self._resource.id
        self._taken = await self.act(lambda: self.desk.shelf.take(me, key))
        self._mark()

    def _mark(self) -> None:
        for tile in self.query("#ask-me").results(Tile):
            wished = bool(self._taken and self._taken.wished)
            tile.title = "✓ You are asked how it went" if wished else "Ask me how it went"
            tile.set_class(wished, "-chosen")

    def lines(self, columns: int) -> list[Content]:
        """What it is, its address or its steps, and what colleagues said."""
        resource = self._resource
        lines = [Content(line) for line in wrapped(resource.about, columns, 400)]
        for place, step in enumerate(resource.steps, 1):
            lines += [Content(line) for line in wrapped(f"{place}  {step}", columns, 3)]
        if resource.url:
            lines += [Content.styled(line, "bold") for line in wrapped(resource.url, columns, 400)]
        since = times.moment(resource.at, self.desk.now())
        tags = " · ".join(resource.tags)
        lines.append(Content(""))
        who = f"From {self.desk.people.full_name(resource.by)}, {since}. {tags}"
        lines += [Content.styled(line, "$muted") for line in wrapped(who, columns, 3)]
        return [*lines, *self._said(columns)]

    def _said(self, columns: int) -> list[Content]:
        said = self.desk.shelf.said(self._resource.id)
        if not said.told:
            return []
        count = f"{said.worked} of {said.told}"
        who = "colleague says" if said.told == 1 else "colleagues say"
        lines = [Content("")]
        told = wrapped(f"{count} {who} that it worked", columns, 2)
        lines += [Content.styled(line, "bold") for line in told]
        for outcome, text in said.lines[:5]:
            quoted = wrapped(f"{SAID[outcome]}: “{text}”", columns, 4)
            lines += [Content(line) for line in quoted]
        return lines

    async def pressed(self, tile: Tile) -> None:
        me, resource = self.person.id, self._resource
        await self._taking.wait()  # a finger may be quicker than the disk
        if tile.id == "ask-me" and self._taken:
            taken, wished = self._taken, not self._taken.wished
            if await self.act(lambda: self.desk.shelf.wish(taken, wished)):
                self._taken.wished = wished
                self._mark()
                self.say("You are asked in some days." if wished else "You are not asked.")
        elif tile.id == "show-me":
            if await self.act(lambda: self.desk.shelf.ask_to_see(me, resource)):
                tile.title = f"✓ {self.desk.people.name(resource.by)} is asked"
                tile.disabled = True
                self.say("The answer comes to your home.")
        elif tile.has_class("outcome") and self._earlier:
            earlier, outcome = self._earlier, tile.value
            if await self.act(lambda: self.desk.shelf.tell(earlier.id, me, outcome)):
                for each in self.query(".outcome"):
                    each.display = False
                self.say("Thanks for telling; colleagues see it here.")
