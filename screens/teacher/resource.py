"""One resource: its code, its address in print, what colleagues said of it, and "ask me"."""

from textual.content import Content

from data.records import OUTCOMES, Resource
from data.records import Take as Taken
from kiosk.inbox.inbox import OUTCOME_ANSWERS
from kiosk.library import qr_codes
from kiosk.wording import times
from screens.actions import Action
from screens.code_page import CodePage
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile


class ResourcePage(CodePage):
    """A resource to take along."""

    HELP = (
        "Point a phone's camera at the code. Ask me later, and in some days you are asked how it "
        "went; what you say helps the next one."
    )
    NAME = "resource"
    ACTIONS = (
        Action("show-me", "k", "Ask to see it", "", "thanks", "body"),
        *(
            Action(outcome, str(number), title, "", "coaching", "body")
            for number, (title, outcome) in enumerate(OUTCOME_ANSWERS, 1)
        ),
        Action("ask-me", "a", "Ask me how it went", "", "note", "body"),
    )

    def __init__(self, resource: Resource) -> None:
        payload = qr_codes.payload(resource)
        tone = {"idea": "thanks", "howto": "coaching"}.get(resource.kind, "note")
        super().__init__(resource.title, [payload] if payload else [], tone)
        self._resource = resource
        self._taken: Taken | None = None
        self._earlier: Taken | None = None

    def can(self, name: str) -> bool | None:
        match name:
            case "show-me":
                if not self._resource.helps or self._resource.by == self.person.id:
                    return False
                return None if self._has_asked else True
            case "ask-me":
                return self._earlier is None
            case "worked" | "partly" | "not":
                return self._earlier is not None and not self._has_told
            case _:
                return super().can(name)

    _has_asked = _has_told = False

    def show_live(self) -> None:
        resource = self._resource
        if self._taken is None:
            self._earlier = self.desk.shelf.earlier_take(self.person.id, resource.id)
        if not self._has_asked:
            shows = f"Ask {self.desk.people.name(resource.by)} to show it"
            self.query_one("#show-me", Tile).title = shows
        super().show_live()

    def on_mount(self) -> None:
        super().on_mount()
        self._taking = self.run_worker(self._take(), exit_on_error=False)

    async def _take(self) -> None:
        """Write down that it was taken along; whoever looks again today takes it once."""
        me, key = self.person.id, self._resource.id
        self._taken = await self.act(lambda: self.desk.shelf.take(me, key))
        self._mark()

    def _mark(self) -> None:
        tile = self.query_one("#ask-me", Tile)
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
        said = self.desk.shelf.outcomes(self._resource.id)
        if not said.told:
            return []
        count = f"{said.worked} of {said.told}"
        who = "colleague says" if said.told == 1 else "colleagues say"
        lines = [Content("")]
        told = wrapped(f"{count} {who} that it worked", columns, 2)
        lines += [Content.styled(line, "bold") for line in told]
        for outcome, text in said.lines[:5]:
            quoted = wrapped(f"{OUTCOMES[outcome].answer}: “{text}”", columns, 4)
            lines += [Content(line) for line in quoted]
        return lines

    async def action_ask_me(self) -> None:
        """Keep whether they want to be asked how it went."""
        await self._taking.wait()  # a finger may be quicker than the disk
        taken = self._taken
        if taken is None:
            return
        wished = not taken.wished
        if await self.act(lambda: self.desk.shelf.wish(taken, wished)):
            taken.wished = wished
            self._mark()
            self.say("You are asked in some days." if wished else "You are not asked.")

    async def action_show_me(self) -> None:
        """Ask the colleague to show it."""
        me, resource = self.person.id, self._resource
        if await self.act(lambda: self.desk.introductions.ask_to_see(me, resource)):
            self._has_asked = True
            name = self.desk.people.name(resource.by)
            self.query_one("#show-me", Tile).title = f"✓ {name} is asked"
            self.show_actions()
            self.say("The answer comes to your home.")

    async def action_worked(self) -> None:
        """Tell that it worked."""
        await self._tell("worked")

    async def action_partly(self) -> None:
        """Tell that it worked in part."""
        await self._tell("partly")

    async def action_not(self) -> None:
        """Tell that it did not work."""
        await self._tell("not")

    async def _tell(self, outcome: str) -> None:
        me, earlier = self.person.id, self._earlier
        assert earlier is not None  # else it cannot be told
        if await self.act(lambda: self.desk.shelf.tell(earlier.id, me, outcome)):
            self._has_told = True
            self.show_actions()
            self.say("Thanks for telling; colleagues see it here.")
