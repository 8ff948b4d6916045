"""The page of one resource: its QR code, its address in print, and what colleagues said of it."""

from textual.content import Content

from data.records import OUTCOMES, Resource, Take
from kiosk.inbox.inbox import OUTCOME_ANSWERS
from kiosk.library import qr_codes
from kiosk.wording import times
from screens.actions import Action
from screens.code_page import CodePage
from screens.widgets.text_layout import NO_LIMIT, wrapped

SIGNS = {"worked": "$primary", "partly": "$warning", "not": "$error"}
"""Outcome -> the colour of the sign before what somebody said."""


class ResourcePage(CodePage):
    """The page of a resource, for a teacher: to open it is to take it along."""

    HELP = (
        "Point a phone's camera at the code. Ask me later, and in a few days we'll ask you how it "
        "went; what you say helps the next one."
    )
    NAME = "resource"
    ACTIONS = (
        Action("show-me", "k", "Ask to see it", "", "thanks", "body"),
        *(
            Action(outcome, str(number), title, "", "coaching", "body")
            for number, (title, outcome) in enumerate(OUTCOME_ANSWERS, 1)
        ),
        Action("ask-me", "a", "Ask me in a few days how it went", "", "note", "body"),
    )

    def __init__(self, resource: Resource) -> None:
        payload = qr_codes.payload(resource)
        tone = {"idea": "thanks", "howto": "coaching"}.get(resource.kind, "note")
        super().__init__(resource.title, [payload] if payload else [], tone)
        self._resource = resource
        self._take: Take | None = None
        """The take that was saved when this page was opened; None until then."""
        self._earlier_take: Take | None = None
        """An earlier take, of which this person can now say how it went."""
        self._has_asked = self._has_told = False
        """Whether the colleague was asked to show it, and whether the outcome was told, here."""

    def can(self, action_id: str) -> bool | None:
        match action_id:
            case "show-me":
                if not self._resource.helps or self._resource.by == self.person.id:
                    return False
                return None if self._has_asked else True
            case "ask-me":
                return self._earlier_take is None
            case "worked" | "partly" | "not":
                return self._earlier_take is not None and not self._has_told
            case _:
                return super().can(action_id)

    def show_live(self) -> None:
        resource = self._resource
        if self._take is None:
            self._earlier_take = self.desk.shelf.earlier_take(self.person.id, resource.id)
        if not self._has_asked:
            shows = f"Ask {self.desk.people.name(resource.by)} to show it"
            self.change_tile("show-me", title=shows)
        super().show_live()

    def begin(self) -> None:
        super().begin()
        self._taking = self.run_worker(self._save_take(), exit_on_error=False)

    async def _save_take(self) -> None:
        """Save that it was taken along; a person who looks again on the same day takes it once."""
        me, resource_id = self.person.id, self._resource.id
        self._take = await self.act(lambda: self.desk.shelf.take(me, resource_id))
        self._mark_ask_me()

    def _mark_ask_me(self) -> None:
        """Show whether this person wants to be asked how it went."""
        wished = bool(self._take and self._take.wished)
        title = "✓ We will ask you" if wished else "Ask me in a few days how it went"
        self.change_tile("ask-me", title=title, chosen=wished)

    def lines(self, columns: int) -> list[Content]:
        """Return what it is, its address or its steps, and what colleagues said."""
        resource = self._resource
        lines = [Content(line) for line in wrapped(resource.about, columns, NO_LIMIT)]
        for number, step in enumerate(resource.steps, 1):
            lines += [Content(line) for line in wrapped(f"{number}  {step}", columns, 3)]
        if resource.url:
            url = wrapped(resource.url, columns, NO_LIMIT)
            lines += [Content.styled(line, "bold") for line in url]
        since = times.moment(resource.at, self.desk.now())
        tags = " · ".join(resource.tags)
        lines.append(Content(""))
        who = f"From {self.desk.people.full_name(resource.by)}, {since}"
        who += f" · {tags}" if tags else ""
        lines += [Content.styled(line, "$muted") for line in wrapped(who, columns, 3)]
        return [*lines, *self._feedback_lines(columns)]

    def _feedback_lines(self, columns: int) -> list[Content]:
        """Return for how many it worked, and what they said."""
        feedback = self.desk.shelf.outcomes(self._resource.id)
        if not feedback.told:
            return []
        who = "colleague says" if feedback.told == 1 else "colleagues say"
        summary = f"{feedback.worked} of {feedback.told} {who} that it worked"
        lines = [Content(""), *(Content.styled(x, "bold") for x in wrapped(summary, columns, 2))]
        for outcome, text in sorted(
            feedback.lines[:5], key=lambda said: list(SIGNS).index(said[0])
        ):
            said = wrapped(f"{OUTCOMES[outcome].answer}: “{text}”", columns - 2, NO_LIMIT)
            sign = Content.styled("● ", SIGNS[outcome])
            lines += [Content.assemble(sign, said[0]), *(Content(f"  {line}") for line in said[1:])]
        return lines

    async def action_ask_me(self) -> None:
        """Save whether this person wants to be asked how it went."""
        await self._taking.wait()  # a finger may be quicker than the disk
        take = self._take
        if take is None:
            return
        wished = not take.wished
        if await self.act(lambda: self.desk.shelf.wish(take, wished)):
            take.wished = wished
            self._mark_ask_me()
            self.say("We'll ask you in a few days." if wished else "We won't ask you.")

    async def action_show_me(self) -> None:
        """Ask the colleague to show it."""
        me, resource = self.person.id, self._resource
        if await self.act(lambda: self.desk.introductions.ask_to_see(me, resource)):
            self._has_asked = True
            name = self.desk.people.name(resource.by)
            self.change_tile("show-me", title=f"✓ {name} is asked")
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
        """Save how it went."""
        me, earlier = self.person.id, self._earlier_take
        assert earlier is not None  # `can` has seen to it
        if await self.act(lambda: self.desk.shelf.tell(earlier.id, me, outcome)):
            self._has_told = True
            self.show_actions()
            self.say("Thanks for letting us know. Colleagues see it here.")
