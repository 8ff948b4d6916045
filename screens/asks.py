"""Asks: what several would like to learn, and what breaks again and again. Each is one step from a
workshop with those people invited, or from a known problem that everybody can see.
"""

from collections.abc import Sequence

import msgspec
from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from kiosk import words
from kiosk.demand import Repeat, Topic
from kiosk.week import span
from screens.ask import Ask, Said
from screens.card import Card, told
from screens.coach import CoachScreen
from screens.grid import ROOMY
from screens.lines import cut, seen, spread, wrapped
from screens.listing import Listing
from screens.plan import Plan, Planned
from screens.tile import Tile

EXPECTED = ("looking now", "by tonight", "by Friday", "next week")


class Wish(msgspec.Struct, frozen=True):
    """A topic or a trouble, with what tells it from the others."""

    key: str
    topic: Topic | None = None
    repeat: Repeat | None = None


class Asks(CoachScreen):
    """What do they ask for?"""

    SECTION = "asks"
    HELP = (
        "At the top what several would like to learn: Enter makes a workshop of it, and they are "
        "invited. Below what was fixed again and again: Enter makes a known problem of it, and "
        "whoever has it is told when it is over."
    )
    KEYS = (("Enter", "a workshop, or a known problem"),)

    found = getters.query_one(Listing)
    about = getters.query_one("#about-wish", Card)

    def __init__(self) -> None:
        super().__init__()
        self._wishes: list[Wish] = []

    def main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield Listing[Wish](lambda wish: wish.key, self._row, id="wishes")
            yield Card("", "note", id="about-wish")

    def actions(self) -> Sequence[Tile]:
        return (Tile("Make it", key="enter", tone="coaching", id="make"),)

    def on_mount(self) -> None:
        super().on_mount()
        self.found.focus()

    # -- what is shown ---------------------------------------------------------------------

    def show_live(self) -> None:
        if self.app.person is None:
            return
        desk = self.desk
        self.show_top()
        fixed, offered, taken = desk.demand.bridge()
        self.top.show(f"Asks   {fixed} fixes, {offered} offered, {taken} took it")
        topics = desk.wanted()
        repeats = [each for each in desk.demand.repeats() if not desk.board.known(each)]
        self._wishes = [Wish(f"topic {each.name}", topic=each) for each in topics]
        self._wishes += [Wish(f"again {each.title}", repeat=each) for each in repeats]
        first = None if self.found.chosen or not self._wishes else self._wishes[0].key
        self.found.show(self._wishes, first, 1 if self.app.size.height >= ROOMY else 0)
        self._show_about()

    def _row(self, wish: Wish, width: int) -> list[Content]:
        """Three lines: what, how many, and what is suggested."""
        edge = Content.styled("▌ ", "$primary" if wish.topic else "$warning")
        if wish.topic:
            people = len(wish.topic.people)
            head, mark = wish.topic.name.capitalize(), "LEARN"
            said = f"{people} would like to learn it"
            enough = people >= self.desk.settings.team.asks
            does = "Enter: a workshop, they are invited" if enough else "not yet many"
        else:
            assert wish.repeat is not None
            head, mark = wish.repeat.title, "AGAIN"
            said = f"fixed {len(wish.repeat.requests)} times, {span(wish.repeat.minutes)}"
            does = "Enter: a known problem, with an end"
        room = width - 3
        title = Content.styled(seen(head), "bold")
        return [
            Content.assemble(edge, spread(title, Content.styled(mark, "$muted"), room)),
            Content.assemble(edge, cut(said, room)),
            Content.assemble(edge, Content.styled(cut(does, room), "$muted")),
        ]

    @property
    def _wish(self) -> Wish | None:
        return next((each for each in self._wishes if each.key == self.found.chosen), None)

    def _show_about(self) -> None:
        wish = self._wish
        self.query_one("#make", Tile).disabled = wish is None
        if wish is None:
            said = "Nothing is asked for twice, and nothing breaks again and again. Enjoy it."
            self.about.show(lambda w, h: [Content(x) for x in wrapped(said, w, h)], "Quiet")
            return
        title = wish.topic.name.capitalize() if wish.topic else ""
        if wish.repeat:
            title = wish.repeat.title
        self.about.show(lambda columns, _: self._about(wish, columns), title)

    def _about(self, wish: Wish, columns: int) -> list[Content]:
        desk, now = self.desk, self.desk.now()
        keys = wish.topic.requests if wish.topic else wish.repeat.requests if wish.repeat else ()
        lines: list[Content] = []
        if wish.repeat:
            rooms = ", ".join(wish.repeat.rooms)
            lines += told(f"{words.rooms(len(wish.repeat.rooms))}: {rooms}", columns)
            if wish.repeat.open:
                lines += told(f"{words.count(wish.repeat.open, 'is', 'are')} open now", columns)
            lines.append(Content(""))
        for key in keys:
            request = desk.request(key)
            who = desk.full_name(request.person)
            said = f": {request.text}" if request.text else ""
            lines += told(f"{words.moment(request.at, now)}  {who}{said}", columns)
        return lines

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        message.stop()
        self._show_about()

    # -- what is done ----------------------------------------------------------------------

    def on_listing_opened(self, message: Listing.Opened) -> None:
        """Make a workshop or a known problem of it."""
        message.stop()
        self._make()

    async def pressed(self, tile: Tile) -> None:
        if tile.id == "make":
            self._make()

    def _make(self) -> None:
        wish = self._wish
        if wish and wish.topic:
            self._plan(wish.topic)
        elif wish and wish.repeat:
            self._open(wish.repeat)

    def _plan(self, topic: Topic) -> None:
        desk, me = self.desk, self.person.id
        names = ", ".join(desk.name(each) for each in topic.people)

        def planned(plan: Planned | None) -> None:
            if plan is None:
                return

            def rule() -> str:
                return desk.workshops.plan(
                    me,
                    plan.title,
                    plan.start,
                    plan.minutes,
                    places=plan.places,
                    room=plan.room,
                    invited=topic.people,
                    asks=topic.requests,
                )

            said = f"Planned: {plan.title}. {len(topic.people)} are invited at their next sign-in."
            self.run_worker(self.step(rule, said), exit_on_error=False)

        title = f"{topic.name.capitalize()}, first steps"
        panel = Plan(title, desk.workshops.proposals(), f"Invited: {names}")
        self.app.push_screen(panel, planned)

    def _open(self, repeat: Repeat) -> None:
        desk, me = self.desk, self.person.id
        people = [
            (request.person, request.room)
            for request in map(desk.request, repeat.requests)
            if request.open
        ]
        wing = repeat.place if repeat.kind == "wing" else ""

        def rule(said: Said) -> str:
            return desk.board.open_problem(
                me,
                said.text,
                repeat.category,
                rooms=() if wing else repeat.rooms,
                wing=wing,
                expected=said.choice,
                people=people,
            )

        panel = Ask(
            "A known problem",
            "What is it, in words for everybody? And when will it be over?",
            (),
            repeat.title,
            choices=EXPECTED,
        )
        self.ask(panel, rule, lambda said: f"It hangs on the waiting screen: {said.text}.")
