"""One page a person: the contact there was, what they asked for and took along, the coaching cycle
with its questions; and what can be done for them.
"""

from functools import partial

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.records import COACHING, OUTCOMES, Cycle, Take
from data.records.coaching_kinds import COACHING_KINDS
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.slots import Slot
from kiosk.outreach.cycles import QUESTIONS
from kiosk.requests import wording as request_wording
from kiosk.requests.rules import Need
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prompt import Prompt, PromptAnswer
from screens.dialogs.prompt_base import Question
from screens.team.introduction import IntroductionScreen
from screens.team.person_summary import contact_lines, strip_lines
from screens.team.private_notes import PrivateNotesScreen
from screens.team.slot_picker import SlotPickerScreen
from screens.team.team_screen import TeamScreen
from screens.widgets.card import Card, told
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.notice import Notice
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile

STAY, CLOSE = "Stay here", "Close it"


class PersonScreen(TeamScreen):
    """Somebody, as the team knows them.

    Parameters:
        person: their id.
    """

    HELP = (
        "What there was between the team and one person. Goals and plans of a cycle are for the "
        "two of you; private notes are yours alone."
    )
    NAME = "person"
    ACTIONS = (
        Action("book", "b", "Book", "in your open periods", "coaching"),
        Action("cycle", "c", "Cycle", "goal, plan, teach, reflect", "coaching"),
        Action("note", "n", "Note", "for the next sign-in", "note", fits="roomy"),
        Action("private", "j", "Private", "only your PIN opens it", "note", fits="roomy"),
        Action("introduce", "i", "Introduce", "to who did this before", "thanks", "menu"),
        Action("hello", "s", "Said hello", "counts as a hello, no more", "note", "menu"),
        Action("leaf", ".", "Next page", "of both cards", place="menu"),
        Action("more", "enter", "More", "all that can be done", "note"),
    )

    year = getters.query_one("#year", Card)
    cycle = getters.query_one("#cycle", Card)

    def __init__(self, person: str) -> None:
        super().__init__()
        self._key = person

    def body(self) -> ComposeResult:
        yield Header()
        with Horizontal(id="both"):
            yield Card("The year so far", "thanks", id="year")
            yield Card("Coaching", "coaching", id="cycle")
        yield Notice()
        yield Footer(*self.tiles("foot"))

    def show_live(self) -> None:
        person = self.desk.people[self._key]
        parts = [person.room, person.subject, phrases.ROLES[person.role]]
        self.query_one(Header).show(person.name, " · ".join(part for part in parts if part))
        self.year.show(lambda columns, _: self._year(columns))
        self.cycle.show(lambda columns, _: self._coaching(columns))

    def _year(self, columns: int) -> list[Content]:
        desk, now = self.desk, self.desk.now()
        lines = contact_lines(desk, self._key, columns)
        began = desk.goals.year_began(now.date())
        lines += [Content(""), *strip_lines(desk, self._key, columns, began)]
        asked = [each for each in desk.requests.for_person(self._key) if each.person == self._key]
        lines += [Content(""), _head(f"Asked for, {phrases.count(len(asked), 'time')}")]
        for request in asked[:12]:
            when, went = (
                times.moment(request.at, now),
                request_wording.went(request, desk.people.name),
            )
            lines += told(f"{when}  {request_wording.place(request)}: {went}", columns)
        takes = desk.store.where(Take, "person", self._key)
        if takes:
            lines += [Content(""), _head("Took along")]
        for take in takes[::-1][:8]:
            resource = desk.shelf.find(take.resource)
            title = resource.title if resource else "a resource"
            went = f": {OUTCOMES[take.outcome].said}" if take.outcome else ""
            lines += told(f"{times.moment(take.at, now)}  {title}{went}", columns)
        return lines

    def _coaching(self, columns: int) -> list[Content]:
        desk, now = self.desk, self.desk.now()
        lines: list[Content] = []
        cycles = desk.cycles.cycles(self._key)
        mine = [each for each in cycles if each.coach == self.person.id]
        opened = next((each for each in cycles if not each.closed), None)
        if opened is None:
            key = self.shown_key_for("cycle")
            said = f"No cycle is open. {key} begins one with a goal that they choose."
            lines += [Content(line) for line in wrapped(said, columns, 4)]
        elif opened not in mine:
            coach = desk.people.full_name(opened.coach)
            said = f"A cycle is open with {coach}; it stays between the two."
            if desk.people.lane_of(self.person.id) == COACHING:
                said += f" {self.shown_key_for('cycle')} takes it over."
            lines += [Content(line) for line in wrapped(said, columns, 4)]
            lines += self._said(opened, "What you wrote before", columns)
        else:
            lines += self._open_cycle(opened, columns)
        for cycle in [each for each in mine if each.closed]:
            when = times.moment(cycle.closed, now)
            lines += [Content(""), *told(f"Closed {when}: {cycle.goal}", columns)]
        ahead = desk.calendar.ahead(self._key)
        if ahead:
            lines += [Content(""), _head("Agreed on")]
        for visit in ahead:
            when, coach = visit_wording.visit_when(visit, now), desk.people.name(visit.coach)
            lines += told(f"{when}, {visit.about} with {coach}", columns)
        count = desk.private_notes.count(self.person.id, self._key)
        kept = phrases.count(count, "private note") if count else "No private notes yet"
        lines += [Content(""), _head("Yours alone")]
        opens = self.shown_key_for("private")
        return lines + [Content(x) for x in wrapped(f"{kept}. {opens} opens them.", columns, 2)]

    def _open_cycle(self, cycle: Cycle, columns: int) -> list[Content]:
        lines = [Content.styled(line, "bold") for line in wrapped(cycle.goal, columns, 4)]
        stages = Content("  ").join(
            Content.styled(
                f"● {stage}" if stage == cycle.stage else f"  {stage}",
                "bold $primary" if stage == cycle.stage else "$muted",
            )
            for stage in QUESTIONS
        )
        lines += [stages.truncate(columns), Content(""), _head("Ask")]
        for question in QUESTIONS[cycle.stage]:
            lines += told(question, columns)
        return lines + self._said(cycle, "So far", columns)

    def _said(self, cycle: Cycle, title: str, columns: int) -> list[Content]:
        """What whoever looks has written down in a cycle, the newest first; nobody else's words."""
        mine = [each for each in cycle.said if each.by == self.person.id]
        lines = [Content(""), _head(title)] if mine else []
        for said in reversed(mine):
            when = times.moment(said.at, self.desk.now())
            lines += told(f"{when}  {said.stage}: {said.text}", columns)
        return lines

    def action_more(self) -> None:
        """Show all that can be done."""
        self.open_menu(self.desk.people.full_name(self._key))

    def action_leaf(self) -> None:
        """Turn to the next page of both cards."""
        self.year.next_page()
        self.cycle.next_page()

    def action_note(self) -> None:
        """Ask for a note that they find at their next sign-in."""
        self.ask_note(self._key)

    def action_private(self) -> None:
        """Open one's private notes about them."""
        begun = self.kept(f"private {self._key}")
        self.app.push_screen(PrivateNotesScreen(self._key, begun.text if begun else ""))

    def action_introduce(self) -> None:
        """Look for who did before what they would like to do."""
        begun = self.kept(f"bridge {self._key}")
        self.app.push_screen(IntroductionScreen(self._key, begun.text if begun else ""))

    async def action_hello(self) -> None:
        """Keep a hello."""
        desk, me, person = self.desk, self.person.id, self.desk.people[self._key]
        done = f"A hello with {person.first} is kept."
        if await self.step(lambda: desk.capture.log(me, person, "hi"), done):
            self.show_live()

    def action_cycle(self) -> None:
        """Begin one, go on with one's own, or take over a colleague's."""
        cycle = self.desk.cycles.cycle(self._key)
        if cycle is None:
            self._begin_cycle()
        elif cycle.coach == self.person.id:
            self._go_on(cycle)
        else:
            self._take_over(cycle)

    def _begin_cycle(self) -> None:
        desk, me, key = self.desk, self.person.id, self._key
        question = "The goal, in their own words: what will pupils do? Please do not name pupils."
        self.ask(
            Question(
                f"cycle of {key}",
                partial(Prompt, "A coaching cycle", question),
                lambda said: desk.cycles.open_cycle(me, key, said.text),
                lambda _: "The cycle is open.",
            )
        )

    def _go_on(self, cycle: Cycle) -> None:
        coaching, me = self.desk.cycles, self.person.id
        onward = coaching.next_stage(cycle)
        choices = [STAY, *([f"On to {onward}"] if onward else []), CLOSE]

        def rule(said: PromptAnswer) -> object:
            if said.choice == CLOSE:
                return coaching.close_cycle(cycle, me, said.text)
            return coaching.say(cycle, me, said.text, (onward or "") if moves(said) else "")

        def moves(said: PromptAnswer) -> bool:
            return said.choice not in (STAY, CLOSE)

        def done(said: PromptAnswer) -> str:
            if said.choice == CLOSE:
                return "The cycle is closed."
            return f"On to {onward}." if moves(said) else "Kept."

        title = f"{cycle.stage.capitalize()}: {cycle.goal}"
        question = "What was said? Please do not name pupils."
        panel = partial(Prompt, title, question, choices=choices, optional=True)
        self.ask(Question(f"cycle {cycle.id}", panel, rule, done))

    def _take_over(self, cycle: Cycle) -> None:
        coaching, me = self.desk.cycles, self.person.id
        coach, name = self.desk.people.full_name(cycle.coach), self.desk.people.name(self._key)
        if self.desk.people.lane_of(me) != COACHING:
            self.say(f"{coach} has a cycle with {name}; it stays between the two.", "hint")
            return

        def sure(yes: bool | None) -> None:
            if yes:
                said = f"You go on with {name}; both are told. The goal came along."
                taken = self.step(lambda: coaching.take_over(cycle, me), said, for_good=True)
                self.run_worker(taken, exit_on_error=False)

        question = (
            f"{coach} has this cycle. Take it over when the three of you agree: both are told, "
            f"the goal comes along, what was said stays between {name} and {coach}. "
            "It cannot be undone."
        )
        self.app.push_screen(ConfirmDialog(question, "Leave it", "Take it over"), sure)

    def action_book(self) -> None:
        """Ask what for, then when."""
        kinds = [name for name, kind in COACHING_KINDS.items() if kind.can_be_booked]
        tiles = [
            Tile(kind, key=str(place), tone="coaching", value=kind, classes="-slim")
            for place, kind in enumerate(kinds, 1)
        ]
        asked = [
            each
            for each in self.desk.requests.for_person(self._key)
            if each.open and each.lane == COACHING and each.person == self._key
        ]
        if asked:
            request = asked[0]
            when = times.moment(request.at, self.desk.now())
            body = f"{request.category}, {when}"
            tiles.insert(
                0,
                Tile("As asked", body, key="0", tone="note", value=request.id, classes="-slim"),
            )

        def chosen(what: str | None) -> None:
            if what:
                self._choose_time(what, any(what == each.id for each in asked))

        self.app.push_screen(ActionMenu("What for?", tiles), chosen)

    def _choose_time(self, what: str, asked: bool) -> None:
        desk, me, key = self.desk, self.person.id, self._key
        kind = desk.requests.get(what).category if asked else what

        def chosen(slot: Slot | None) -> None:
            if slot is None:
                return

            def rule() -> object:
                if asked:
                    return desk.bookings.schedule(desk.requests.get(what), slot, me)
                return desk.bookings.flag(Need(COACHING, key, kind, by=me), slot)

            when = " ".join(visit_wording.slot(slot, desk.now()))
            said = f"Booked: {kind}, {when}. {desk.people.name(key)} is told."
            self.run_worker(self.step(rule, said), exit_on_error=False)

        self.app.push_screen(SlotPickerScreen(kind, key, kind, me), chosen)


def _head(text: str) -> Content:
    return Content.styled(text, "bold $secondary")
